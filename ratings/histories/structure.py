"""The parts of an action, and the headings that it stands under."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from plans.due_dates import due_words
from plans.models import Milestone, Objective, Section
from ratings import sentences
from ratings.histories.past import Past, Scope, entry, reason, with_previous
from ratings.sentences import About, Entry


def of_milestones(scope: Scope) -> Iterator[Entry]:
    rows = scope.of_actions(Milestone.history.select_related("history_user"))
    for past, before in with_previous(rows):
        what = _changed(_("milestone"), _dated(past), _dated(before) if before else "", past)
        if what:
            yield entry(past, what, About.TEXT, action=past.action_id)


def of_headings(scope: Scope) -> Iterator[Entry]:
    """Sections and objectives that were worded anew or removed: that they came in with the plan is told of the plan."""
    for model, field, name in ((Section, "title", _("section")), (Objective, "text", _("objective"))):
        history: Any = model.history
        for past, before in with_previous(scope.of_plans(history.select_related("history_user"))):
            if before and (what := _changed(name, getattr(past, field), getattr(before, field), past)):
                yield entry(past, what, About.PLAN)


def _changed(name: str, now: str, then: str, past: Past) -> str:
    if past.history_type == "-":
        return sentences.because(_("removed the %(field)s %(old)s") % _values(name, "", now), reason(past))
    if not then:
        return sentences.because(_("added the %(field)s %(new)s") % _values(name, now, ""), reason(past))
    return sentences.changed_field(name, then, now, reason(past)) if then != now else ""


def _values(name: str, new: str, old: str) -> dict[str, str]:
    return {"field": name, "new": sentences.quoted(new), "old": sentences.quoted(old)}


def _dated(past: Past) -> str:
    due = due_words(past.due_on, past.due_precision)
    return f"{past.text} ({due})" if due else past.text
