"""What changed between two states of a review, in sentences.

Pure logic, no database: a state maps what a thing is called on screen to how it reads; a set of words is compared word
by word.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _

State = Mapping[str, str | frozenset[str]]


def sentences(before: State, after: State) -> list[str]:
    """A sentence for each difference, from what to what, in the order of the later state."""
    found: list[str] = []
    for label, new in after.items():
        old = before.get(label, "")
        if isinstance(new, frozenset):
            found += _members(label, old if isinstance(old, frozenset) else frozenset(), new)
        elif old != new and not isinstance(old, frozenset):
            found.append(_value(label, old, new))
    return found


def _members(label: str, old: frozenset[str], new: frozenset[str]) -> list[str]:
    gained = [_("%(label)s: added “%(new)s”.") % {"label": label, "new": name} for name in sorted(new - old)]
    lost = [_("%(label)s: removed “%(old)s”.") % {"label": label, "old": name} for name in sorted(old - new)]
    return gained + lost


def _value(label: str, old: str, new: str) -> str:
    words = {"label": label, "old": old, "new": new}
    if not old:
        return _("%(label)s: set to “%(new)s”.") % words
    if not new:
        return _("%(label)s: cleared; it was “%(old)s”.") % words
    return _("%(label)s: changed from “%(old)s” to “%(new)s”.") % words
