"""Writes the rows that an import brings, many at a time: new actions, and what differs of those that stand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.chain import sealed_together
from accounts.history import create_many_with_history, delete_many_with_history, update_many_with_history
from accounts.models import User
from plans.models import Action, DueDateMove, Lead, Milestone, ProgressUpdate
from plans.moving import moved_due_date
from ratings.models import RatingScale, ReportingPeriod
from spreadsheets.landing import Landing
from spreadsheets.plan_rows import PlanRow
from spreadsheets.preview import RowChange
from spreadsheets.services.ledger import Ledger
from spreadsheets.services.rating_rows import RatingWriter
from spreadsheets.services.structure import Structure

_TEXTS = ("reference", "text", "measure", "lead_text", "timescale_text", "timescale_kind", "recurrence")
_WRITTEN = (
    *_TEXTS,
    "section",
    "objective",
    "due_on",
    "due_precision",
    "original_due_on",
    "original_due_precision",
    "revision",
    "last_updated_at",
)


@dataclass
class PlanWriter:
    """Writes a batch of rows at a time; all that it needs of the plan was read before.

    `written` has the action that each row of the import tells of.
    """

    landing: Landing
    structure: Structure
    scale: RatingScale | None
    periods: dict[str, ReportingPeriod]
    leads: dict[str, Lead]
    ledger: Ledger
    by: User
    position: int = 0
    written: dict[int, int] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        last = Action.objects.filter(plan=self.structure.plan).aggregate(Max("position"))["position__max"]
        self.position = last or 0
        self.rating = RatingWriter.of(self.scale, self.periods, self.ledger, self.by)

    def write(self, changes: Sequence[RowChange]) -> None:
        """Everything that these rows bring, in a fixed number of steps however many they are."""
        with sealed_together():
            self.structure.prepare(each.planned for each in changes)
            new = [each for each in changes if each.standing is None]
            changed = [each for each in changes if each.standing is not None]
            actions = dict(zip([*new, *changed], [*self._create(new), *self._change(changed)], strict=True))
            self._add_progress(actions)
            pairs = actions.items()
            self.rating.write([(action, each.planned, each.standing, self.reason(each)) for each, action in pairs])
        self.written |= {each.row.pk: action.pk for each, action in pairs}

    def reason(self, change: RowChange) -> str:
        """Where it comes from, as its history says it."""
        if change.row.pk not in self.reasons:
            said = {"file": self.landing.run.file_name, "place": change.row.place}
            self.reasons[change.row.pk] = _("Imported from %(file)s, %(place)s") % said
        return self.reasons[change.row.pk]

    def _create(self, changes: Sequence[RowChange]) -> list[Action]:
        actions = []
        for each in changes:
            self.position += 1
            action = Action(plan=self.structure.plan, position=self.position)
            self._fill(action, each.planned)
            first = each.planned.first_due if self._may_move(each.planned) else each.planned.due
            action.due_on, action.due_precision = first.on, first.precision
            action.original_due_on, action.original_due_precision = first.on, first.precision
            actions.append(action)
        reasons, moves = self._reasons(actions, changes), self._moved_before(actions, changes)
        create_many_with_history(
            actions,
            by=self.by,
            reason=lambda action: reasons[action.position],
            members={"leads": [self._leads(each.planned) for each in changes]},
        )
        self.ledger.made(*actions)
        self._keep_moves(moves)
        self._set_milestones([(action, each.planned) for action, each in zip(actions, changes, strict=True)])
        return actions

    def _change(self, changes: Sequence[RowChange]) -> list[Action]:
        if not changes:
            return []
        found = Action.objects.select_related("plan").in_bulk([each.action_id or 0 for each in changes])
        actions = [found[each.action_id or 0] for each in changes]
        self.ledger.changes(*actions)
        reasons, now = self._reasons(actions, changes), timezone.now()
        self._move_due_dates(actions, changes)
        for action, each in zip(actions, changes, strict=True):
            action.revision += 1
            action.last_updated_at = now
            self._fill(action, each.planned)
        update_many_with_history(
            actions,
            _WRITTEN,
            by=self.by,
            reason=lambda action: reasons[action.position],
            members={"leads": [self._leads(each.planned) for each in changes]},
        )
        self._replace_milestones(actions, changes)
        return actions

    def _fill(self, action: Action, row: PlanRow) -> None:
        for name in _TEXTS:
            setattr(action, name, getattr(row, name))
        action.recurrence = row.recurrence[:200]
        if row.due.on and action.timescale_kind in {"none", "unknown"}:
            action.timescale_kind = "date"
        action.section = self.structure.section(row.section)
        action.objective = self.structure.objective(row.objective, action.section)

    def _leads(self, row: PlanRow) -> list[Lead]:
        return list({lead.pk: lead for name in row.leads if (lead := self.leads.get(name.lower()))}.values())

    def _reasons(self, actions: Sequence[Action], changes: Sequence[RowChange]) -> dict[int, str]:
        """By the action's place in the plan, which it has before it has a key."""
        return {action.position: self.reason(each) for action, each in zip(actions, changes, strict=True)}

    def _move_due_dates(self, actions: Sequence[Action], changes: Sequence[RowChange]) -> None:
        moves: list[DueDateMove] = []
        for action, each in zip(actions, changes, strict=True):
            due = each.planned.due
            if each.standing and due != each.standing.due:
                move = moved_due_date(
                    action=action, due_on=due.on, precision=due.precision, reason=self.reason(each), by=self.by
                )
                moves += [move] if move else []
        self._keep_moves(moves)

    def _moved_before(self, actions: Sequence[Action], changes: Sequence[RowChange]) -> list[DueDateMove]:
        """Of new actions whose first date the file has beside the one of now: the move from the one to the other."""
        pairs = zip(actions, changes, strict=True)
        moved = [(action, each) for action, each in pairs if each.planned.has_moved and self._may_move(each.planned)]
        moves = (
            moved_due_date(
                action=action,
                due_on=each.planned.due.on,
                precision=each.planned.due.precision,
                reason=self.reason(each),
                by=self.by,
            )
            for action, each in moved
        )
        return [move for move in moves if move]

    def _may_move(self, row: PlanRow) -> bool:
        """No date moves to before its plan begins, though a legacy plan may have actions that were due then."""
        starts_on = self.structure.plan.starts_on
        return not (starts_on and row.due.on and row.due.on < starts_on)

    def _keep_moves(self, moves: Sequence[DueDateMove]) -> None:
        for move in moves:
            move.action = move.action  # an action that was new when the move was made has its key by now
        create_many_with_history(moves, by=self.by, reason=lambda move: move.reason)
        self.ledger.made(*moves)

    def _replace_milestones(self, actions: Sequence[Action], changes: Sequence[RowChange]) -> None:
        pairs = zip(actions, changes, strict=True)
        differing = {
            action.pk: (action, each.planned)
            for action, each in pairs
            if each.standing and each.planned.milestones != each.standing.milestones
        }
        old = list(Milestone.objects.filter(action__in=differing).order_by("action_id", "position"))
        for key, (action, _row) in differing.items():
            parts = [part for part in old if part.action_id == key]
            kept = [[part.text, _iso(part.due_on), part.due_precision] for part in parts]
            self.ledger.had(action, {"milestones": kept})
        delete_many_with_history(old, by=self.by, reason=_("Imported from %(file)s") % {"file": self._file})
        self._set_milestones(list(differing.values()))

    def _set_milestones(self, pairs: Sequence[tuple[Action, PlanRow]]) -> None:
        parts = [
            Milestone(
                action=action,
                position=position,
                text=part.text,
                due_on=part.due_on,
                due_precision=part.due_precision,
            )
            for action, row in pairs
            for position, part in enumerate(row.milestones, start=1)
        ]
        create_many_with_history(parts, by=self.by, reason=_("Imported from %(file)s") % {"file": self._file})

    @property
    def _file(self) -> str:
        return self.landing.run.file_name

    def _add_progress(self, actions: dict[RowChange, Action]) -> None:
        as_at, reasons, updates = self._as_at(), {}, []
        for each, action in actions.items():
            for topic, text in _new_progress(each.planned, each.standing or PlanRow()):
                reasons[action.pk] = self.reason(each)
                source = reasons[action.pk][:300]
                updates.append(ProgressUpdate(action=action, text=text, topic=topic[:60], as_at=as_at, source=source))
        create_many_with_history(updates, by=self.by, reason=lambda update: reasons[update.action_id])
        self.ledger.made(*updates)

    def _as_at(self) -> date:
        today = timezone.localdate()
        period = self.landing.run.period
        return period.judged_on(today) if period else today


def _new_progress(row: PlanRow, standing: PlanRow) -> list[tuple[str, str]]:
    """Topic and text of what is said anew."""
    new = [("", row.progress)] if row.progress != standing.progress else []
    new += [(topic, text) for (topic, _), text in row.topics.items() if text != standing.topics.get((topic, ""))]
    return [(topic, text) for topic, text in new if text.strip()]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
