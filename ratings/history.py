"""Reads all that was ever done to an action, its ratings, progress updates and due dates: each a sentence.

django-simple-history keeps whole states; what changed is found here by laying each beside the one before it, read in
one ordered list, so that the number of queries does not grow with the history.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.db.models import Count
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.due_dates import due_words
from plans.models import Action, ActionPlan, ActionStatus, DueDateMove, ProgressUpdate
from ratings import sentences
from ratings.models import Dimension, PlanScale, Rating
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
# A historical entry of django-simple-history, whose classes are made at run time.
_Past = Any


def read_history(action: Action) -> list[Entry]:
    """Everything, newest first. Six queries."""
    moves = list(DueDateMove.objects.filter(action=action).select_related("moved_by"))
    entries = [*_of_action(action, moves), *_of_ratings(action), *_of_progress(action), *_of_moves(moves)]
    return sorted(entries, key=lambda entry: (entry.at, entry.number), reverse=True)


def scale_history(plan: ActionPlan) -> list[Entry]:
    """In which scales the plan was rated, newest first."""
    rows = PlanScale.history.filter(plan=plan).select_related("history_user", "scale")
    return [
        _entry(past, sentences.chose_scale(str(past.scale), past.history_change_reason or ""), About.RATING)
        for past in rows.order_by("-history_date", "-history_id")
        if past.history_type != "-"
    ]


def _of_ratings(action: Action) -> Iterator[Entry]:
    related = ("history_user", "level", "dimension", "period")
    rows = Rating.history.filter(action_id=action.pk).select_related(*related)
    several = _dimensions_by_scale(action)
    for past, before in _with_previous(rows):
        what = _rating_sentence(past, before, several)
        if what:
            yield _entry(past, what, About.RATING, rating=past.id)


def _rating_sentence(past: _Past, before: _Past | None, several: Mapping[int, int]) -> str:
    dimension = past.dimension.name.lower() if past.dimension and several.get(past.dimension.scale_id, 1) > 1 else ""
    name = sentences.rating_name(str(past.period or _("a period no longer there")), dimension)
    level = _level(past)
    if past.history_type == "-":
        return sentences.removed_rating(name, level, past.history_change_reason or "")
    if before is None:
        imported = past.rated_by_id is None
        written, source = past.written, past.source
        return sentences.gave_rating(name, level, past.reason, from_document=imported, written=written, source=source)
    if past.level_id != before.level_id:
        return sentences.changed_rating(name, _level(before), level, past.reason or past.history_change_reason or "")
    if past.reason != before.reason:
        return sentences.changed_note(name, before.reason, past.reason)
    return ""


def _of_progress(action: Action) -> Iterator[Entry]:
    rows = ProgressUpdate.history.filter(action_id=action.pk).select_related("history_user")
    for past, before in _with_previous(rows):
        if past.history_type == "-":
            what = sentences.removed_progress(past.text, past.history_change_reason or "")
        elif before is None:
            day, topic = date_format(past.as_at, "j F Y"), past.topic.lower()
            imported = past.said_by_id is None
            what = sentences.said_progress(past.text, day, topic, from_document=imported, source=past.source)
        elif past.text != before.text:
            reason = past.history_change_reason or ""
            what = sentences.changed_field(_("progress update"), before.text, past.text, reason)
        else:
            continue
        yield _entry(past, what, About.PROGRESS)


def _of_moves(moves: Iterable[DueDateMove]) -> Iterator[Entry]:
    for move in moves:
        old, new = due_words(move.old_due_on, move.old_precision), due_words(move.new_due_on, move.new_precision)
        what = sentences.moved_due_date(old, new, move.agreed_by, move.reason)
        yield Entry(move.moved_at, _who(move.moved_by), what, About.DUE_DATE, move.pk)


def _of_action(action: Action, moves: Iterable[DueDateMove]) -> Iterator[Entry]:
    rows = Action.history.filter(id=action.pk).select_related("history_user", "section", "objective")
    leads = _leads_by_entry(action)
    in_ledger = {(move.old_due_on, move.new_due_on) for move in moves}
    for past, before in _with_previous(rows):
        if before is None:
            reason = past.history_change_reason or ""
            yield _entry(past, sentences.added_action(reason, from_document=past.history_user is None), About.ACTION)
            continue
        for about, what in _action_sentences(past, before):
            yield _entry(past, what, about)
        if (before.due_on, past.due_on) not in in_ledger and (what := _due_sentence(past, before)):
            yield _entry(past, what, About.DUE_DATE)
        old, new = leads.get(before.history_id, []), leads.get(past.history_id, [])
        if old != new:
            yield _entry(past, sentences.changed_leads(old, new, _reason(past, before)), About.ACTION)


def _action_sentences(past: _Past, before: _Past) -> Iterator[tuple[About, str]]:
    if past.history_type == "-":
        yield About.ACTION, sentences.removed_action(past.history_change_reason or "")
        return
    if past.status != before.status:
        change = sentences.withdrew if past.status == ActionStatus.WITHDRAWN else sentences.reinstated
        yield About.ACTION, change(past.withdrawn_reason or past.history_change_reason or "")
    for field, label in _FIELDS.items():
        old, new = str(getattr(before, field) or ""), str(getattr(past, field) or "")
        if old != new:
            yield About.ACTION, sentences.changed_field(str(label), old, new, past.history_change_reason or "")


def _due_sentence(past: _Past, before: _Past) -> str:
    """A change of the due date that the ledger does not hold: how exact it is meant, or one that an import made."""
    old, new = due_words(before.due_on, before.due_precision), due_words(past.due_on, past.due_precision)
    return sentences.moved_due_date(old, new, "", past.history_change_reason or "") if old != new else ""


def _reason(past: _Past, before: _Past) -> str:
    """The reason of the entry, where it is not that of another change told from the same entry."""
    return "" if past.status != before.status else past.history_change_reason or ""


def _with_previous(rows: Any) -> Iterator[tuple[_Past, _Past | None]]:
    """Each entry with the one before it of the same thing. The key decides where two bear the same time."""
    last: dict[int, _Past] = {}
    for past in rows.order_by("history_date", "history_id"):
        yield past, last.get(past.id)
        last[past.id] = past


def _leads_by_entry(action: Action) -> dict[int, list[str]]:
    members = apps.get_model("plans", "HistoricalAction_leads").objects.filter(action_id=action.pk)
    found: dict[int, list[str]] = {}
    for entry, name in members.order_by("lead__name").values_list("history_id", "lead__name"):
        found.setdefault(entry, []).append(name or _("a lead no longer there"))
    return found


def _dimensions_by_scale(action: Action) -> dict[int, int]:
    dimensions = Dimension.objects.filter(scale__partnership=action.plan.partnership_id).order_by()
    return dict(dimensions.values_list("scale").annotate(Count("pk")))


def _entry(past: _Past, what: str, about: About, *, rating: int | None = None) -> Entry:
    return Entry(past.history_date, _who(past.history_user), what, about, past.history_id, rating)


def _who(person: object | None) -> str:
    """An entry without a person was made by an import, or by the demonstration's story."""
    return str(person) if person else _("Import")


def _level(past: _Past) -> str:
    return str(past.level) if past.level else _("a level no longer there")
