"""Saves rows of the quick table, each a unit of its own, and lays what was not saved over the table as it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from accounts.form_errors import show_refusal
from accounts.models import User
from accounts.rules import ChangedMeanwhile, RuleBroken
from plans.models import Action, ProgressUpdate
from ratings.forms.sitting import RowForm
from ratings.models import ReportingPeriod
from ratings.seen_rows import whole_number
from ratings.services import record_changes
from ratings.sitting_sheet import Row, RowState, Sheet, Version


@dataclass(slots=True)
class Outcome:
    """What became of each row that was touched, by action."""

    forms: dict[int, RowForm] = field(default_factory=dict)
    states: dict[int, RowState] = field(default_factory=dict)

    def having(self, state: RowState) -> list[int]:
        return [action for action, found in self.states.items() if found is state]

    @property
    def unsaved(self) -> bool:
        """Whether anything that was typed is not saved."""
        return any(state is not RowState.SAVED for state in self.states.values())

    @property
    def status(self) -> int:
        """Of the page that comes back: an error weighs more than a conflict."""
        if self.having(RowState.ERROR):
            return 422
        return 409 if self.having(RowState.STALE) else 200


def touched_rows(sheet: Sheet, data: Mapping[str, str]) -> Outcome:
    """The rows in which the person changed something, none of them saved yet."""
    dimensions = [column.dimension for column in sheet.columns]
    posted = [row.action.pk for row in sheet.rows if f"{row.action.pk}-seen" in data]
    forms = {pk: RowForm(data, action_id=pk, dimensions=dimensions, levels=sheet.levels) for pk in posted}
    touched = {pk: form for pk, form in forms.items() if form.was_touched}
    return Outcome(touched, dict.fromkeys(touched, RowState.UNSAVED))


def save_rows(sheet: Sheet, outcome: Outcome, actions: Iterable[int], *, by: User) -> None:
    """Save these of the touched rows; a row that cannot be saved does not hold up the others."""
    rows = sheet.by_action
    for pk in actions:
        if pk in outcome.forms:
            outcome.states[pk] = _save(rows[pk].action, outcome.forms[pk], sheet.chosen.period, by=by)


def save_unchanged(sheet: Sheet, outcome: Outcome, action: int, data: Mapping[str, str], *, by: User) -> None:
    """Save a row of which a person says that nothing has changed since the period before, and what else they typed."""
    dimensions = [column.dimension for column in sheet.columns]
    form = RowForm(data, action_id=action, dimensions=dimensions, levels=sheet.levels)
    outcome.forms[action] = form
    row = sheet.by_action[action]
    outcome.states[action] = _save(row.action, form, sheet.chosen.period, by=by, unchanged=True)


def _save(action: Action, form: RowForm, period: ReportingPeriod, *, by: User, unchanged: bool = False) -> RowState:
    if not form.is_valid():
        return RowState.ERROR
    changes = form.changes(unchanged=unchanged)
    try:
        record_changes(action=action, period=period, changes=changes, seen_revision=form.seen.revision, by=by)
    except ChangedMeanwhile:
        return RowState.STALE
    except RuleBroken as broken:
        show_refusal(form, broken)
        return RowState.ERROR
    return RowState.SAVED


def lay_over(sheet: Sheet, outcome: Outcome) -> None:
    """Put back what was typed and not saved, with its errors; beside a newer version, both. At most two queries."""
    rows = sheet.by_action
    for pk, state in outcome.states.items():
        rows[pk].state = state
        if state is not RowState.SAVED:
            _type_again(rows[pk], outcome.forms[pk], keep_seen=state is not RowState.STALE)
    stale = outcome.having(RowState.STALE)
    if stale:
        _show_both(sheet, [rows[pk] for pk in stale], outcome.forms)


def _type_again(row: Row, form: RowForm, *, keep_seen: bool) -> None:
    """`keep_seen` is off for a stale row: saved once more, it goes on top of the version that it was shown."""
    row.progress = form.typed("progress")
    row.progress_errors = _sentences(form, "progress")
    row.errors = [str(error) for error in form.non_field_errors()]
    for cell in row.cells:
        dimension = cell.column.dimension
        if form.level_was_chosen(dimension):
            cell.level = form.typed(f"level_{dimension.pk}")
        cell.reason = form.typed(f"reason_{dimension.pk}")
        cell.level_errors = _sentences(form, f"level_{dimension.pk}")
        cell.reason_errors = _sentences(form, f"reason_{dimension.pk}")
    if keep_seen and set(form.seen.levels) == set(row.seen.levels):
        row.seen = form.seen


def _sentences(form: RowForm, field: str) -> list[str]:
    return [str(error) for error in form.errors.get(field, [])]


def _show_both(sheet: Sheet, rows: list[Row], forms: Mapping[int, RowForm]) -> None:
    keys = [row.action.pk for row in rows]
    updates: dict[int, ProgressUpdate] = {}
    for update in ProgressUpdate.objects.filter(action__in=keys).select_related("said_by").order_by("said_at", "pk"):
        updates[update.action_id] = update
    edits = {}
    for entry in Action.history.filter(id__in=keys).select_related("history_user").order_by("history_date"):
        edits[entry.id] = (entry.history_date, entry.history_user)
    for row in rows:
        row.theirs = _theirs(row, updates.get(row.action.pk), edits.get(row.action.pk))
        row.yours = _yours(sheet, row, forms[row.action.pk])


def _theirs(row: Row, update: ProgressUpdate | None, edit: tuple[object, User | None] | None) -> Version:
    given = [cell.given for cell in row.cells if cell.given]
    marks: list[tuple[object, User | None]] = [(rating.rated_at, rating.rated_by) for rating in given]
    marks += [(update.said_at, update.said_by)] if update else []
    marks += [edit] if edit else []
    dated = sorted((mark for mark in marks if mark[0]), key=lambda mark: str(mark[0]))
    when, who = dated[-1] if dated else (row.action.last_updated_at, None)
    return Version(
        ratings=[
            (cell.column.dimension, cell.given.level if cell.given else None, cell.given.reason if cell.given else "")
            for cell in row.cells
        ],
        note=update.text if update else "",
        who=str(who or ""),
        when=when,
    )


def _yours(sheet: Sheet, row: Row, form: RowForm) -> Version:
    ratings = [
        (dimension, sheet.levels.get(whole_number(chosen) or 0), form.typed(f"reason_{dimension.pk}"))
        for cell in row.cells
        for dimension in [cell.column.dimension]
        for chosen in [form.typed(f"level_{dimension.pk}")]
        if form.level_was_chosen(dimension) or form.typed(f"reason_{dimension.pk}").strip()
    ]
    return Version(ratings=ratings, note=form.typed("progress"))
