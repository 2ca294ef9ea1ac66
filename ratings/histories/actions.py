"""What was done to actions themselves: their texts, leads, dates and withdrawal."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.due_dates import due_words
from plans.models import Action, ActionStatus
from ratings import sentences
from ratings.histories.due_dates import of_moves, read_moves
from ratings.histories.past import Past, Scope, entry, reason, with_previous
from ratings.sentences import About, Entry

_FIELDS: dict[str, Promise] = {
    "reference": gettext_lazy("reference"),
    "text": gettext_lazy("action"),
    "measure": gettext_lazy("measure of success"),
    "lead_text": gettext_lazy("lead as written"),
    "timescale_text": gettext_lazy("timescale as written"),
    "recurrence": gettext_lazy("recurrence"),
    "section": gettext_lazy("section"),
    "objective": gettext_lazy("objective"),
}
_Ledger = Collection[tuple[int, date | None, date | None]]


def of_actions(scope: Scope) -> Iterator[Entry]:
    """The actions and the ledger of their due dates, for a move is told once, from there."""
    moves = read_moves(scope)
    in_ledger = {(move.action_id, move.old_due_on, move.new_due_on) for move in moves}
    rows = scope.of_actions(Action.history.select_related("history_user", "section", "objective"), "id")
    leads = _leads_by_entry(scope)
    for past, before in with_previous(rows):
        for about, what in _sentences(past, before, leads, in_ledger):
            yield entry(past, what, about, action=past.id)
    yield from of_moves(scope, moves)


def _sentences(
    past: Past, before: Past | None, leads: Mapping[int, list[str]], in_ledger: _Ledger
) -> Iterator[tuple[About, str]]:
    if before is None:
        yield About.ACTION, sentences.added_action(reason(past), from_document=past.history_user is None)
        return
    yield from _changes(past, before)
    if (past.id, before.due_on, past.due_on) not in in_ledger and (what := _due_sentence(past, before)):
        yield About.DUE_DATE, what
    old, new = leads.get(before.history_id, []), leads.get(past.history_id, [])
    if old != new:
        why = "" if past.status != before.status else reason(past)  # else it is told of the other change
        yield About.LEADS, sentences.changed_leads(old, new, why)


def _changes(past: Past, before: Past) -> Iterator[tuple[About, str]]:
    if past.history_type == "-":
        yield About.ACTION, sentences.removed_action(reason(past))
        return
    if past.status != before.status:
        change = sentences.withdrew if past.status == ActionStatus.WITHDRAWN else sentences.reinstated
        yield About.WITHDRAWAL, change(past.withdrawn_reason or reason(past))
    for field, label in _FIELDS.items():
        old, new = str(getattr(before, field) or ""), str(getattr(past, field) or "")
        if old != new:
            yield About.TEXT, sentences.changed_field(str(label), old, new, reason(past))


def _due_sentence(past: Past, before: Past) -> str:
    """A change of the due date that the ledger does not hold: how exact it is meant, or one that an import made."""
    old, new = due_words(before.due_on, before.due_precision), due_words(past.due_on, past.due_precision)
    return sentences.moved_due_date(old, new, "", reason(past)) if old != new else ""


def _leads_by_entry(scope: Scope) -> dict[int, list[str]]:
    members = apps.get_model("plans", "HistoricalAction_leads").objects.all()
    entries = scope.of_actions(Action.history.all(), "id").order_by()
    found: dict[int, list[str]] = {}
    chosen = members.filter(history__in=entries.values("history_id"))
    for at, name in chosen.order_by("lead__name").values_list("history_id", "lead__name"):
        found.setdefault(at, []).append(name or _("a lead no longer there"))
    return found
