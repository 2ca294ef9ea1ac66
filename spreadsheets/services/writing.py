"""Writes the rows that an import brings: a new action, or what differs of one that stands."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.history import save_with_history, set_members_quietly
from accounts.models import User
from plans.models import Action, Lead, Milestone, ProgressUpdate
from plans.services import move_due_date
from ratings.models import Dimension, Level, Rating, RatingScale, ReportingPeriod
from spreadsheets.landing import Landing
from spreadsheets.models import ImportRow
from spreadsheets.own_headings import RatingKey
from spreadsheets.plan_rows import PlanRow
from spreadsheets.services.ledger import Ledger
from spreadsheets.services.structure import Structure

_TEXTS = ("reference", "text", "measure", "lead_text", "timescale_text", "timescale_kind", "recurrence")


@dataclass
class RowWriter:
    """Writes one row at a time; all that it needs of the plan was read before."""

    landing: Landing
    structure: Structure
    scale: RatingScale | None
    periods: dict[str, ReportingPeriod]
    leads: dict[str, Lead]
    ledger: Ledger
    by: User
    position: int = 0
    levels: dict[str, Level] = field(default_factory=dict)
    dimensions: dict[str, Dimension] = field(default_factory=dict)
    rows: dict[int, ImportRow] = field(default_factory=dict)
    written: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        last = Action.objects.filter(plan=self.structure.plan).aggregate(Max("position"))["position__max"]
        self.position = last or 0
        self.rows = {row.pk: row for row in self.landing.rows}
        if self.scale:
            self.levels = {level.code: level for level in self.scale.levels.all()}
            self.dimensions = {dimension.code: dimension for dimension in self.scale.dimensions.all()}

    def write(self, row: PlanRow, standing: PlanRow | None) -> None:
        """The row as it is to stand; `standing` is how it stood, None for a new action."""
        action = self._create(row) if standing is None else self._change(row, standing)
        reason = self.reason(row)
        self._add_progress(action, row, standing or PlanRow(), reason)
        for key in row.ratings:
            if standing is None or self._differs(row, standing, key):
                self._rate(action, row, key, reason)
        if row.import_row_id:
            self.written[row.import_row_id] = action.pk

    def reason(self, row: PlanRow) -> str:
        """Where it comes from, as its history says it."""
        place = self.rows[row.import_row_id].place if row.import_row_id else ""
        return _("Imported from %(file)s, %(place)s") % {"file": self.landing.run.file_name, "place": place}

    def _create(self, row: PlanRow) -> Action:
        self.position += 1
        action = Action(plan=self.structure.plan, position=self.position)
        self._fill(action, row)
        action.due_on, action.due_precision = row.due.on, row.due.precision
        action.original_due_on, action.original_due_precision = row.due.on, row.due.precision
        action.skip_history_when_saving = True  # type: ignore[attr-defined]  # the save below records it, with its leads
        action.save()
        del action.skip_history_when_saving  # type: ignore[attr-defined]  # set above
        self._finish(action, row)
        self.ledger.made(action)
        self._set_milestones(action, row)
        return action

    def _change(self, row: PlanRow, standing: PlanRow) -> Action:
        action = Action.objects.select_related("plan").get(pk=standing.action_id or 0)
        self.ledger.changes(action)
        action.revision += 1
        action.last_updated_at = timezone.now()
        if row.due != standing.due:
            moved = move_due_date(
                action=action,
                due_on=row.due.on,
                precision=row.due.precision,
                reason=self.reason(row),
                agreed_by="",
                by=self.by,
            )
            if moved and moved.pk:
                self.ledger.made(moved)
        self._fill(action, row)
        self._finish(action, row)
        if row.milestones != standing.milestones:
            kept = [[part.text, _iso(part.due_on), part.due_precision] for part in action.milestones.all()]
            self.ledger.had(action, {"milestones": kept})
            action.milestones.all().delete()
            self._set_milestones(action, row)
        return action

    def _fill(self, action: Action, row: PlanRow) -> None:
        for name in _TEXTS:
            setattr(action, name, getattr(row, name))
        action.recurrence = row.recurrence[:200]
        if row.due.on and action.timescale_kind in {"none", "unknown"}:
            action.timescale_kind = "date"
        action.section = self.structure.section(row.section)
        action.objective = self.structure.objective(row.objective, action.section)

    def _finish(self, action: Action, row: PlanRow) -> None:
        """Leads and the row itself as one entry of its history."""
        leads = [self.leads[name.lower()] for name in row.leads if name.lower() in self.leads]
        set_members_quietly(action, "leads", list(leads))
        save_with_history(action, by=self.by, reason=self.reason(row))

    def _set_milestones(self, action: Action, row: PlanRow) -> None:
        for position, part in enumerate(row.milestones, start=1):
            milestone = Milestone(action=action, position=position, text=part.text)
            milestone.due_on, milestone.due_precision = part.due_on, part.due_precision
            milestone.save()

    def _add_progress(self, action: Action, row: PlanRow, standing: PlanRow, reason: str) -> None:
        new = [("", row.progress)] if row.progress != standing.progress else []
        new += [(topic, text) for (topic, _), text in row.topics.items() if text != standing.topics.get((topic, ""))]
        for topic, text in new:
            if not text.strip():
                continue
            update = ProgressUpdate(action=action, text=text, topic=topic[:60], as_at=self._as_at())
            update.source = reason[:300]
            save_with_history(update, by=self.by, reason=reason)
            self.ledger.made(update)

    def _as_at(self) -> date:
        today = timezone.localdate()
        period = self.landing.run.period
        return period.judged_on(today) if period else today

    def _rate(self, action: Action, row: PlanRow, key: RatingKey, reason: str) -> None:
        dimension, period = self.dimensions[key[0]], self.periods[key[1]]
        rating = Rating.objects.filter(action=action, dimension=dimension, period=period).first()
        is_new = rating is None
        if rating is None:
            rating = Rating(action=action, dimension=dimension, period=period)
        else:
            self.ledger.changes(rating)
            rating.revision += 1
        rating.level = self.levels[row.ratings[key]]
        rating.reason = row.reasons.get(key, "")
        rating.written, rating.source = row.written.get(key, "")[:200], reason[:300]
        # The document says what the rating is, not who gave it; who imported it stands in its history.
        rating.rated_by, rating.rated_at = None, None
        save_with_history(rating, by=self.by, reason=reason)
        if is_new:
            self.ledger.made(rating)

    def _differs(self, row: PlanRow, standing: PlanRow, key: RatingKey) -> bool:
        return row.ratings.get(key) != standing.ratings.get(key) or row.reasons.get(key, "") != standing.reasons.get(
            key, ""
        )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
