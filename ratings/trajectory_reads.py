"""Reads what is expected of a plan or an action, and what it came to, period by period."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.models import User
from plans.models import Action, ActionPlan
from plans.querysets import ActionQuerySet
from ratings.in_force import in_force
from ratings.models import Dimension, ExpectedLevel, Level, Rating, ReportingPeriod, Restatement
from ratings.plan_span import outside
from ratings.rating_grid import RatingGrid
from ratings.rollup import LevelSeen
from ratings.state_reads import seen
from ratings.trajectory import Chart, Point, chart, point


@dataclass(frozen=True, slots=True)
class DimensionCourse:
    """One dimension over the periods; `name` is empty where its scale has no other."""

    key: int
    name: str
    points: list[Point]
    chart: Chart
    is_of_one: bool
    words: Mapping[int, str]

    @property
    def lines(self) -> list[tuple[Point, str]]:
        """Each period, with what is actual in it in words: "Amber", or "3 Blue, 1 Amber, 2 No update"."""
        return [(each, self._actual(each)) for each in self.points]

    def _actual(self, each: Point) -> str:
        words = {**self.words, 0: _("No update")}
        in_order = [key for key in [*self.words, 0] if key in each.actual]
        if self.is_of_one:
            return ", ".join(words[key] for key in in_order)
        return ", ".join(f"{each.actual[key]} {words[key]}" for key in in_order)


_Place = tuple[int, int]
# What each action stands at in a period and what was expected of it, by dimension and period.
_Pairs = Mapping[_Place, Sequence[tuple[LevelSeen | None, tuple[LevelSeen, ...]]]]


def course_of_plan(plan: ActionPlan, *, user: User, today: date) -> list[DimensionCourse]:
    """The plan's active actions against what is expected of each: of itself, else of the plan. Seven queries."""
    setup = getattr(plan, "rating_setup", None)
    actions = Action.objects.visible_to(user).filter(plan=plan).active()
    dimensions = list(Dimension.objects.filter(scale=setup.scale_id if setup else 0).order_by("position"))
    levels = {level.pk: seen(level) for level in Level.objects.filter(scale=setup.scale_id if setup else 0)}
    expected = _expected(plan, levels)
    given = _given(actions, levels)
    keys = list(actions.values_list("pk", flat=True))
    told = {period for _dimension, period in (*expected[None], *(place for each in given.values() for place in each))}
    periods = _periods(plan, told, user)
    pairs: dict[_Place, list[tuple[LevelSeen | None, tuple[LevelSeen, ...]]]] = defaultdict(list)
    for dimension in dimensions:
        for period in periods:
            place = (dimension.pk, period.pk)
            for key in keys:
                wanted = expected[key].get(place) or expected[None].get(place, ())
                pairs[place].append((given[key].get(place), wanted))
    return _courses(dimensions, periods, pairs, levels, today=today, of_one=False)


def course_of_action(action: Action, grid: RatingGrid, *, today: date) -> list[DimensionCourse]:
    """The same for one action, from the table of its ratings. One query where anything was expected, else none."""
    setup = getattr(action.plan, "rating_setup", None)
    cells = {(column.pk, row.period.pk): cell for row in grid.rows for column, cell in row.cells}
    if setup is None or not any(cell.expected for cell in cells.values()):
        return []
    dimensions = [column for column in grid.columns if column.scale_id == setup.scale_id]
    keys = {each.pk for each in dimensions}
    levels = {level.pk: seen(level) for level in Level.objects.filter(scale=setup.scale_id)}
    rows = sorted(grid.rows, key=lambda row: (row.period.ends_on, row.period.starts_on))
    pairs = {
        place: [(seen(cell.in_force) if cell.in_force else None, tuple(seen(each) for each in cell.expected))]
        for place, cell in cells.items()
        if place[0] in keys
    }
    return _courses(dimensions, [row.period for row in rows], pairs, levels, today=today, of_one=True)


def _courses(
    dimensions: Sequence[Dimension],
    periods: Sequence[ReportingPeriod],
    pairs: _Pairs,
    levels: Mapping[int, LevelSeen],
    *,
    today: date,
    of_one: bool,
) -> list[DimensionCourse]:
    found = []
    words = {each.id: each.word for each in sorted(levels.values(), key=lambda each: each.rank)}
    for dimension in dimensions:
        points = [
            point(each.name, is_past=each.starts_on <= today, pairs=pairs.get((dimension.pk, each.pk), ()))
            for each in periods
        ]
        if any(each.expected for each in points):
            drawn = chart(points, list(levels.values()), no_update=_("No update"), counts=not of_one)
            name = dimension.name if len(dimensions) > 1 else ""
            found.append(DimensionCourse(dimension.pk, name, points, drawn, of_one, words))
    return found


def _expected(
    plan: ActionPlan, levels: Mapping[int, LevelSeen]
) -> dict[int | None, dict[_Place, tuple[LevelSeen, ...]]]:
    """By action (None for the plan), then by dimension and period."""
    found: dict[int | None, dict[_Place, tuple[LevelSeen, ...]]] = defaultdict(dict)
    rows = ExpectedLevel.objects.filter(plan=plan, level__in=levels).order_by("level__rank")
    for action, dimension, period, level in rows.values_list("action", "dimension", "period", "level"):
        place = (dimension, period)
        found[action][place] = (*found[action].get(place, ()), levels[level])
    return found


def _given(actions: ActionQuerySet, levels: Mapping[int, LevelSeen]) -> dict[int, dict[_Place, LevelSeen]]:
    """The levels in force, by action, then by dimension and period."""
    ratings: Iterable[Rating] = Rating.objects.filter(action__in=actions, level__in=levels)
    restated = Restatement.objects.filter(action__in=actions, level__in=levels).select_related(
        "action", "dimension", "period", "level"
    )
    found: dict[int, dict[_Place, LevelSeen]] = defaultdict(dict)
    for rating in in_force(ratings, restated.order_by("restated_at", "pk")):
        found[rating.action_id][rating.dimension_id, rating.period_id] = levels[rating.level_id]
    return found


def _periods(plan: ActionPlan, told: Collection[int], user: User) -> list[ReportingPeriod]:
    """From the first period of which anything is told to the last, in the plan's own time, oldest first."""
    everything = ReportingPeriod.objects.visible_to(user).filter(partnership=plan.partnership_id)
    in_order = list(everything.order_by("ends_on", "starts_on"))
    ends = [period.ends_on for period in in_order if period.pk in told]
    return [
        period
        for period in in_order
        if period.pk in told or (ends and ends[0] <= period.ends_on <= ends[-1] and not outside(plan, period))
    ]
