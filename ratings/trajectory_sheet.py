"""The table in which a trajectory is entered: a row for each period, a column for each dimension."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts.models import User
from plans.models import Action, ActionPlan
from ratings.models import Dimension, ExpectedLevel, Level, ReportingPeriod

_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TrajectorySheet:
    """`own` is what is expected of the thing itself, `of_plan` what holds for an action without its own.

    Closed periods are shown, and not changed. `seen` are the keys of what stands, so that a change by somebody else is
    noticed.
    """

    plan: ActionPlan
    action: Action | None
    dimensions: Sequence[Dimension]
    levels: Mapping[int, Level]
    periods: Sequence[ReportingPeriod]
    own: Mapping[_Place, Sequence[Level]]
    of_plan: Mapping[_Place, Sequence[Level]]
    seen: Sequence[int]

    @property
    def open_periods(self) -> list[ReportingPeriod]:
        return [period for period in self.periods if period.is_open]


def read_sheet(plan: ActionPlan, action: Action | None, *, user: User) -> TrajectorySheet:
    """Four queries. The periods are those open in the plan's own time, and all of which anything is expected."""
    setup = getattr(plan, "rating_setup", None)
    scale = setup.scale_id if setup else 0
    own: dict[_Place, list[Level]] = {}
    of_plan: dict[_Place, list[Level]] = {}
    seen = []
    rows = ExpectedLevel.objects.filter(plan=plan).select_related("level").order_by("level__rank")
    for each in rows:
        place = (each.dimension_id, each.period_id)
        if each.action_id == (action.pk if action else None):
            seen.append(each.pk)
            own.setdefault(place, []).append(each.level)
        elif each.action_id is None:
            of_plan.setdefault(place, []).append(each.level)
    told = {period for _dimension, period in (*own, *of_plan)}
    everything = ReportingPeriod.objects.visible_to(user).filter(partnership=plan.partnership_id)
    running = set(everything.for_plan(plan).values_list("pk", flat=True))
    return TrajectorySheet(
        plan,
        action,
        list(Dimension.objects.filter(scale=scale).order_by("position")),
        {level.pk: level for level in Level.objects.filter(scale=scale).order_by("rank")},
        [each for each in everything if each.pk in told or (each.is_open and each.pk in running)],
        own,
        of_plan,
        seen,
    )
