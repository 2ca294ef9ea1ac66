"""What a period was given and what it still lacks: how many ratings, plan by plan, in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count

from accounts.models import Partnership, User
from plans.models import Action, ActionPlan, ActionStatus
from ratings.models import Dimension, Rating, ReportingPeriod


@dataclass(frozen=True, slots=True)
class PlanInPeriod:
    """Ratings given and still missing of a plan's active actions, one for each rated dimension."""

    plan: ActionPlan
    given: int
    missing: int


@dataclass(frozen=True, slots=True)
class PeriodStanding:
    period: ReportingPeriod
    plans: Sequence[PlanInPeriod]

    @property
    def given(self) -> int:
        return sum(plan.given for plan in self.plans)

    @property
    def missing(self) -> int:
        return sum(plan.missing for plan in self.plans)


_Given = Mapping[tuple[int, int], Mapping[int, int]]


def standings(user: User, partnership: Partnership) -> list[PeriodStanding]:
    """Every period of the partnership, newest first, with the plans whose span it touches or that have ratings in it.

    A plan is counted in the scale in which it was last rated up to the period, as ratings/states.py reads it, else in
    its scale of today; without a scale, each action lacks one rating. Five queries.
    """
    periods = ReportingPeriod.objects.visible_to(user).filter(partnership=partnership).order_by("ends_on", "starts_on")
    plans = list(ActionPlan.objects.visible_to(user).filter(partnership=partnership).select_related("rating_setup"))
    actions = Action.objects.visible_to(user).active().filter(plan__partnership=partnership).order_by()
    active = dict(actions.values_list("plan").annotate(Count("pk")))
    dimensions = Dimension.objects.filter(scale__partnership=partnership).order_by("scale")
    per_scale = dict(dimensions.values_list("scale").annotate(Count("pk")))
    given = _given(user, partnership)
    scales = {plan.pk: plan.rating_setup.scale_id for plan in plans if hasattr(plan, "rating_setup")}
    found = []
    for period in periods:
        rows = []
        for plan in plans:
            by_scale = given.get((period.pk, plan.pk), {})
            if by_scale:
                scales[plan.pk] = max(by_scale, key=lambda scale: by_scale[scale])
            expected = active.get(plan.pk, 0) * per_scale.get(scales.get(plan.pk, 0), 1)
            missing = max(0, expected - by_scale.get(scales.get(plan.pk, 0), 0)) if touches(plan, period) else 0
            if touches(plan, period) or by_scale:
                rows.append(PlanInPeriod(plan, sum(by_scale.values()), missing))
        found.append(PeriodStanding(period, rows))
    return found[::-1]


def touches(plan: ActionPlan, period: ReportingPeriod) -> bool:
    """Whether the period touches the plan's span; a plan without dates is touched by all, as in PeriodQuerySet."""
    return (plan.starts_on is None or period.ends_on >= plan.starts_on) and (
        plan.ends_on is None or period.starts_on <= plan.ends_on
    )


def _given(user: User, partnership: Partnership) -> _Given:
    """How many ratings of active actions there are, by period and plan, and by the scale of their dimension."""
    ratings = Rating.objects.visible_to(user).filter(
        action__plan__partnership=partnership, action__status=ActionStatus.ACTIVE
    )
    rows = ratings.order_by().values_list("period", "action__plan", "dimension__scale").annotate(Count("pk"))
    found: dict[tuple[int, int], dict[int, int]] = {}
    for period, plan, scale, count in rows:
        found.setdefault((period, plan), {})[scale] = count
    return found
