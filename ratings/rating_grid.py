"""All ratings of one action: a row per period, newest first, a column per dimension, the expected beside the given."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from accounts.models import User
from plans.models import Action, ActionPlan
from ratings.models import Dimension, ExpectedLevel, Level, Rating, ReportingPeriod, Restatement
from ratings.plan_span import outside


@dataclass(frozen=True, slots=True)
class GridCell:
    """`rating` is None where nobody rated; `is_missing` where that means that an answer is owed or was.

    `corrections` are what a closed period was restated as, the latest last: that is in force, the rating stays.
    `last_known` is what was known before, in which period and how many periods ago, where nobody rated.
    """

    rating: Rating | None
    expected: Sequence[Level]
    is_missing: bool
    corrections: Sequence[Restatement] = ()
    last_known: Level | None = None
    last_known_in: str = ""
    last_known_ago: int = 0

    @property
    def in_force(self) -> Level | None:
        if self.corrections:
            return self.corrections[-1].level
        return self.rating.level if self.rating else None


@dataclass(frozen=True, slots=True)
class GridRow:
    period: ReportingPeriod
    cells: list[tuple[Dimension, GridCell]]


@dataclass(frozen=True, slots=True)
class RatingGrid:
    """`names_scales` where the plan changed its scale: then a column must say whose levels it holds."""

    columns: list[Dimension]
    rows: list[GridRow]

    @property
    def names_scales(self) -> bool:
        return len({column.scale_id for column in self.columns}) > 1


_Place = tuple[int, int]


def read_grid(action: Action, *, user: User, today: date) -> RatingGrid:
    """The action's ratings as a table. Five queries, however many periods and dimensions."""
    ratings = {
        (rating.period_id, rating.dimension_id): rating
        for rating in Rating.objects.visible_to(user)
        .filter(action=action)
        .select_related("level", "period", "dimension__scale", "rated_by")
    }
    expected, corrections = _expected(action), _corrections(action, user)
    periods = {
        period.pk: period
        for period in ReportingPeriod.objects.visible_to(user).filter(partnership=action.plan.partnership)
    }
    told = [periods[period_id] for period_id, _dimension in (*ratings, *expected, *corrections) if period_id in periods]
    columns = _columns(action, ratings.values())
    shown = _shown_periods(action.plan, list(periods.values()), told, today)
    owing = {period.pk for period in shown if period.starts_on <= today and not outside(action.plan, period)}
    found = _Found(ratings, expected, corrections)
    rows = [_row(period, columns, found, owing=period.pk in owing) for period in shown]
    return RatingGrid(columns, _with_last_known(rows, list(periods.values())))


def _with_last_known(newest_first: Sequence[GridRow], periods: Collection[ReportingPeriod]) -> list[GridRow]:
    """Beside each silence the level known last, and its age in periods, as the lists tell it."""
    known: dict[int, tuple[Level, ReportingPeriod]] = {}
    made = []
    for row in reversed(newest_first):
        ends = {period.ends_on for period in periods if period.kind == row.period.kind}
        cells = []
        for column, given in row.cells:
            cell = given
            if cell.in_force:
                known[column.pk] = (cell.in_force, row.period)
            elif cell.is_missing and column.pk in known:
                level, last = known[column.pk]
                ago = sum(last.ends_on < end <= row.period.ends_on for end in ends)
                cell = replace(cell, last_known=level, last_known_in=last.name, last_known_ago=ago)
            cells.append((column, cell))
        made.append(GridRow(row.period, cells))
    return made[::-1]


@dataclass(frozen=True, slots=True)
class _Found:
    """By period and dimension: what was given, expected and corrected."""

    ratings: Mapping[_Place, Rating]
    expected: Mapping[_Place, list[Level]]
    corrections: Mapping[_Place, list[Restatement]]


def _row(period: ReportingPeriod, columns: Sequence[Dimension], found: _Found, *, owing: bool) -> GridRow:
    given = {*found.ratings, *found.corrections}
    scales = {each.scale_id for each in columns if (period.pk, each.pk) in given}
    # Where another scale was used in the period, this one's columns owe nothing.
    owed = scales or {columns[-1].scale_id} if columns else set()
    cells = []
    for column in columns:
        place = (period.pk, column.pk)
        rating, corrections = found.ratings.get(place), found.corrections.get(place, [])
        missing = rating is None and (bool(corrections) or (owing and column.scale_id in owed))
        cells.append((column, GridCell(rating, found.expected.get(place, []), missing, corrections)))
    return GridRow(period, cells)


def _shown_periods(
    plan: ActionPlan, periods: Sequence[ReportingPeriod], told: Collection[ReportingPeriod], today: date
) -> list[ReportingPeriod]:
    """Those with anything to tell, and of those begun every one of the plan's own time, so that a silence is seen too.

    The plan's time begins at the latest with the first thing told; where neither is known, the latest one alone.
    """
    newest_first = sorted(periods, key=lambda period: (period.ends_on, period.starts_on), reverse=True)
    begun = [period for period in newest_first if period.starts_on <= today]
    within = [period for period in begun if not outside(plan, period)]
    firsts = [period.ends_on for period in told] + ([plan.starts_on] if plan.starts_on else [])
    first = min(firsts, default=date.max)
    keys = {period.pk for period in told}
    keys |= {period.pk for period in within if period.ends_on >= first}
    return [period for period in newest_first if period.pk in keys] or within[:1] or begun[:1]


def _columns(action: Action, ratings: Collection[Rating]) -> list[Dimension]:
    """The dimensions of every scale the action was rated in, the plan's present one last."""
    setup = getattr(action.plan, "rating_setup", None)
    present = setup.scale_id if setup else 0
    scales = {rating.dimension.scale_id for rating in ratings} | {present}
    found = Dimension.objects.filter(scale__in=scales).select_related("scale")
    return sorted(found, key=lambda each: (each.scale_id == present, each.scale.name, each.position))


def _corrections(action: Action, user: User) -> dict[_Place, list[Restatement]]:
    """What closed periods were restated as, by period and dimension, the latest last."""
    rows = Restatement.objects.visible_to(user).filter(action=action).select_related("level", "restated_by")
    found: dict[_Place, list[Restatement]] = {}
    for each in rows.order_by("restated_at", "pk"):
        found.setdefault((each.period_id, each.dimension_id), []).append(each)
    return found


def _expected(action: Action) -> dict[_Place, list[Level]]:
    """By period and dimension; what is expected of the action itself stands before what is of its plan."""
    rows = ExpectedLevel.objects.filter(plan=action.plan, action__in=[action]) | ExpectedLevel.objects.filter(
        plan=action.plan, action=None
    )
    own: dict[_Place, list[Level]] = {}
    of_plan: dict[_Place, list[Level]] = {}
    for each in rows.select_related("level").order_by("level__rank"):
        place = (each.period_id, each.dimension_id)
        (own if each.action_id else of_plan).setdefault(place, []).append(each.level)
    return {**of_plan, **own}
