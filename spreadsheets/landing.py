"""Where an import lands: the plan, scale and period it is meant for, as they stand, read once for the whole import."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import OuterRef, Subquery

from plans.models import Action, ActionPlan
from ratings.models import RatingScale, ReportingPeriod, Restatement
from spreadsheets.columns import OWN
from spreadsheets.lead_directory import LeadDirectory
from spreadsheets.matching import Spoken, match
from spreadsheets.models import ImportRow, ImportRun, NewScale
from spreadsheets.plan_rows import PlanRow
from spreadsheets.proposing import draft_shape, period_names, shape_of, used_words, year_of_quarters
from spreadsheets.scale_shapes import ScaleShape
from spreadsheets.staged import Staged, StagedLead
from spreadsheets.standing import standing_rows


@dataclass
class Landing:
    """`rows` are the rows to be taken, `matched` the standing action that each of them speaks of, by row id."""

    run: ImportRun
    plan: ActionPlan | None
    shape: ScaleShape | None
    rows: list[ImportRow]
    staged: dict[int, Staged]
    skipped: list[ImportRow]
    incoming: dict[int, PlanRow]
    standing: dict[int, PlanRow]
    withdrawn: set[int]
    matched: dict[int, int | None]
    base: dict[int, PlanRow]
    periods: dict[str, ReportingPeriod]
    leads: LeadDirectory
    kept_ratings: list[tuple[int, str]] = field(default_factory=list)

    @classmethod
    def of(cls, run: ImportRun, *, with_cells: bool = True) -> "Landing":
        """Reads all that the import needs, in a fixed number of queries; `with_cells` the rows' source cells, too."""
        plan = run.target
        shape = chosen_shape(run)
        rows_of_run = run.rows.offered().order_by("position")
        offered = list(rows_of_run if with_cells else rows_of_run.defer("origins"))
        rows = [row for row in offered if row.decision == "include"]
        leads = LeadDirectory.of(run.partnership, said=run.lead_answers)
        staged = {row.pk: row.staged for row in rows}
        incoming = {row.pk: incoming_row(row.pk, staged[row.pk], run, shape, leads) for row in rows}
        standing, withdrawn = _standing(plan)
        found = _matched([row.spoken for row in incoming.values()], standing, withdrawn)
        matched = dict(zip(incoming, found, strict=True))
        return cls(
            run=run,
            plan=plan,
            shape=shape,
            rows=rows,
            staged=staged,
            skipped=[row for row in offered if row.decision != "include"],
            incoming=incoming,
            standing=standing,
            withdrawn=withdrawn,
            matched=matched,
            base=_base(run, standing, shape, leads),
            periods={period.name: period for period in ReportingPeriod.objects.filter(partnership=run.partnership)},
            leads=leads,
        )

    @cached_property
    def missing(self) -> list[PlanRow]:
        """The active actions of the plan of which the file has nothing."""
        spoken_of = {action for action in self.matched.values() if action} | {
            row.action_id for row in self.skipped if row.action_id
        }
        spoken_of |= self._skipped_actions
        return [
            row for action, row in self.standing.items() if action not in spoken_of and action not in self.withdrawn
        ]

    @cached_property
    def _skipped_actions(self) -> set[int]:
        """An action whose row a person left out is not missing from the file."""
        left_out = [row.staged for row in self.skipped]
        said = [Spoken.of(each.reference, each.text, each.section, each.objective) for each in left_out]
        return {action for action in _matched(said, self.standing, self.withdrawn) if action}

    @cached_property
    def restated(self) -> dict[tuple[int, str, str], str]:
        """By action, dimension and period what a rating was restated as. One query, where anything asks for it."""
        found = Restatement.objects.filter(action__plan=self.plan).order_by("restated_at", "pk")
        rows = found.values_list("action_id", "dimension__code", "period__name", "level__word")
        return {(action, dimension, period): word for action, dimension, period, word in rows}

    @cached_property
    def new_leads(self) -> list[str]:
        """The names of the leads that a person agreed to create."""
        agreed = {name.lower() for name in self.run.leads_to_create}
        return [lead.name for lead in self.unknown_leads if lead.name.lower() in agreed]

    @cached_property
    def left_leads(self) -> list[str]:
        """The names that the file gives and nobody agreed to create: kept as they are written."""
        return [lead.name for lead in self.unknown_leads if lead.name not in self.new_leads]

    @cached_property
    def unknown_leads(self) -> list[StagedLead]:
        return self.leads.unknown(lead for staged in self.staged.values() for lead in staged.leads)

    @property
    def new_periods(self) -> Sequence[str]:
        """The quarters that the file speaks of and the partnership has not yet."""
        return [name for name in period_names(self.run, self.incoming.values()) if name not in self.periods]


def chosen_shape(run: ImportRun) -> ScaleShape | None:
    """The scale in which the file's ratings are read: chosen, or made of the file's key or of its ratings."""
    if run.scale_id and run.scale:
        return shape_of(run.scale)
    if run.new_scale:
        return draft_shape(run.draft, used_words(run), from_key=run.new_scale == NewScale.KEY, name=run.title)
    return plan_shape(run.target)


def plan_shape(plan: ActionPlan | None) -> ScaleShape | None:
    """The scale in which the plan is rated now."""
    setup = RatingScale.objects.filter(plan_setups__plan=plan).first() if plan else None
    return shape_of(setup) if setup else None


def incoming_row(key: int, staged: Staged, run: ImportRun, shape: ScaleShape | None, leads: LeadDirectory) -> PlanRow:
    """What that row brings. Of its leads those that are known, by their known names, or agreed to be created."""
    period = run.period.name if run.period else ""
    dimensions = shape.codes_by_name if shape else {}
    made = PlanRow.of_staged(staged, dimensions=dimensions, period=period, year=year_of_quarters(run))
    made.import_row_id = key
    agreed = {name.lower() for name in run.leads_to_create}
    taken = (leads.canonical(name) for name in made.leads if leads.match(name) or name.lower() in agreed)
    made.leads = tuple(dict.fromkeys(taken))
    return made


def _standing(plan: ActionPlan | None) -> tuple[dict[int, PlanRow], set[int]]:
    if plan is None:
        return {}, set()
    actions = Action.objects.filter(plan=plan)
    withdrawn = set(actions.exclude(status="active").values_list("pk", flat=True))
    return {row.action_id: row for row in standing_rows(actions) if row.action_id}, withdrawn


def _matched(rows: Sequence[Spoken], standing: dict[int, PlanRow], withdrawn: set[int]) -> list[int | None]:
    """The action that each row speaks of: an active one before one that was withdrawn under the same reference."""
    said = [(action, row.spoken) for action, row in standing.items()]
    found = match(rows, [each for each in said if each[0] not in withdrawn])
    open_rows = [at for at, action in enumerate(found) if action is None]
    left = match([rows[at] for at in open_rows], [each for each in said if each[0] in withdrawn])
    for at, action in zip(open_rows, left, strict=True):
        found[at] = action
    return found


def _base(
    run: ImportRun, standing: dict[int, PlanRow], shape: ScaleShape | None, leads: LeadDirectory
) -> dict[int, PlanRow]:
    """What the last import said of each action: a file that still says the same brings nothing new.

    A file made here says how the plan stood when it was made, so what it says is always meant.
    """
    if not standing or run.layout == OWN:
        return {}
    brought = ImportRow.objects.filter(action__plan=run.target).that_brought()
    newest = brought.filter(action=OuterRef("action")).order_by("-run__committed_at", "-run_id", "-position")
    last = brought.filter(pk=Subquery(newest.values("pk")[:1])).defer("origins", "problems")
    # Read apart from its rows: each would bring the file's bytes again.
    runs = ImportRun.objects.filter(plan=run.target).defer("data", "draft", "written").select_related("period")
    by_key = {earlier.pk: earlier for earlier in runs}
    return {
        row.action_id: incoming_row(row.pk, row.staged, by_key[row.run_id], shape, leads)
        for row in last
        if row.action_id
    }
