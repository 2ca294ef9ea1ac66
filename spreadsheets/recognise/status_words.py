"""Words that tell how far an action is ("Complete", "Not started"), and the level the plan's key gives them.

Such a word is progress. It is a level only where the plan's own key says which, for elsewhere amber means on track and
green complete, or green on track and blue complete.
"""

import re
from collections.abc import Iterable

from spreadsheets.draft import DraftKeyEntry
from spreadsheets.recognise.looks import words

_MOST_WORDS = 6
_SAYS_NOTHING = frozenset("the they it action actions task tasks work is are has have been being".split())  # noqa: SIM905  one line
_WORD = re.compile(r"[^\W_]+")
_NOT = r"(?<!not )(?<!not yet )(?<!not been )(?<!in)(?<!un)"
_KINDS: tuple[tuple[str, str], ...] = (
    (
        "not started",
        (
            r"\b(?:not (?:yet )?(?:been )?(?:started|begun|commenced)|yet to (?:start|begin|commence)|to be started"
            r"|no action taken)\b"
        ),
    ),
    (
        "off track",
        (
            r"\b(?:off[ -]track|not on track|behind(?: schedule)?|delay(?:s|ed)?|overdue|slipp(?:ed|ing|age)|late"
            r"|missed|at risk|stalled)\b"
        ),
    ),
    ("embedded", rf"\b{_NOT}embedded\b"),
    ("complete", rf"\b{_NOT}(?:complete[d]?|closed|done|achieved|delivered|finished|actioned|implemented|met)\b"),
    ("on track", rf"\b{_NOT}(?:on[ -]track|on (?:schedule|target|course)|in hand)\b"),
    (
        "in progress",
        (
            rf"\b{_NOT}(?:in progress|progressing|under ?way|started|begun|commenced|ongoing|on-going|open"
            r"|partial(?:ly)?(?: \w+)?)\b"
        ),
    ),
)
_COMPILED = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _KINDS)


def status_in(text: str) -> str | None:
    """ "complete" of "Action completed.", "not started" of "Not yet begun"; None for a longer text or another."""
    if not text.strip() or words(text) > _MOST_WORDS:
        return None
    return next((name for name, pattern in _COMPILED if pattern.search(text)), None)


def level_by_key(text: str, key: Iterable[DraftKeyEntry], dimension: str | None = None) -> str | None:
    """The one level whose definition in the plan's key speaks of the same status; None where none or several do."""
    status = status_in(text)
    if status is None:
        return None
    own = [entry for entry in key if entry.dimension in (None, dimension)]
    said = {entry.level for entry in own if _same_words(text, entry.definition)}
    meant = said or {entry.level for entry in own if status in _statuses(entry.definition)}
    first = {entry.level for entry in own if _statuses(entry.definition)[:1] == [status]}
    if len(meant) == 1:
        return meant.pop()
    return first.pop() if len(first) == 1 else None


def _statuses(definition: str) -> list[str]:
    """The statuses that a definition names, in its order."""
    found = [(match.start(), name) for name, pattern in _COMPILED if (match := pattern.search(definition))]
    return [name for _, name in sorted(found)]


def _same_words(text: str, definition: str) -> bool:
    """The definition begins with the very words: "Complete" of "Complete and signed off"."""
    own, other = _WORD.findall(text.lower()), _WORD.findall(definition.lower())
    while other and other[0] in _SAYS_NOTHING:
        del other[0]
    return bool(own) and other[: len(own)] == own
