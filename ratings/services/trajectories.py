"""What is expected when: the trajectory of a plan, and of an action that goes its own way."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.chain import sealed_together
from accounts.history import create_many_with_history, delete_many_with_history
from accounts.models import User
from accounts.permissions import require
from accounts.roles import Permission
from accounts.rules import ChangedMeanwhile, RuleBroken
from plans.holding import hold_plan
from plans.models import Action, ActionPlan
from ratings.models import Dimension, ExpectedLevel, Level, PlanScale, ReportingPeriod

# A point of the table: which dimension, in which period.
Place = tuple[Dimension, ReportingPeriod]


def expected_field(dimension_id: int, period_id: int) -> str:
    """The name of the form field in which the levels expected of a dimension in a period stand."""
    return f"expected_{dimension_id}_{period_id}"


@transaction.atomic
@sealed_together()
def set_expected_levels(
    *,
    plan: ActionPlan,
    dimension: Dimension,
    period: ReportingPeriod,
    levels: Collection[Level],
    by: User,
    action: Action | None = None,
    reason: str = "",
) -> None:
    """Set which levels are as expected of a dimension in a period, for the plan or for one of its actions.

    No level takes the expectation away; for an action, its plan's then holds again. What does not change writes
    nothing. Raises RuleBroken: a level of another scale, a period of another partnership or a closed one.
    """
    require(Permission.IMPORT, plan.partnership, by=by)
    _hold(plan, [period])
    standing = list(ExpectedLevel.objects.filter(plan=plan, action=action, dimension=dimension, period=period))
    # Each once, however often it was named.
    wanted, there = {level.pk: level for level in levels}, {each.level_id for each in standing}
    if set(wanted) == there:
        return
    _check(plan, dimension, period, levels, action)
    delete_many_with_history([each for each in standing if each.level_id not in wanted], by=by, reason=reason)
    new = [
        ExpectedLevel(plan=plan, action=action, dimension=dimension, period=period, level=level)
        for level in sorted(wanted.values(), key=lambda each: each.rank)
        if level.pk not in there
    ]
    create_many_with_history(new, by=by, reason=reason)


@transaction.atomic
@sealed_together()
def set_trajectory(
    *,
    plan: ActionPlan,
    points: Mapping[Place, Collection[Level]],
    seen: Collection[int],
    by: User,
    action: Action | None = None,
    reason: str = "",
) -> None:
    """Set a whole table of expected levels: all of it, or nothing.

    `seen` are the keys of the expectations that the form showed. Raises ChangedMeanwhile where others stand by now.
    """
    require(Permission.IMPORT, plan.partnership, by=by)
    _hold(plan, [period for _dimension, period in points])
    standing = ExpectedLevel.objects.filter(plan=plan, action=action).values_list("pk", flat=True)
    if set(standing) != set(seen):
        raise ChangedMeanwhile
    for (dimension, period), levels in points.items():
        set_expected_levels(
            plan=plan, dimension=dimension, period=period, levels=levels, by=by, action=action, reason=reason
        )


def _hold(plan: ActionPlan, periods: Collection[ReportingPeriod]) -> None:
    """Periods before the plan, as an import takes them: nobody closes one of them meanwhile."""
    held = ReportingPeriod.objects.select_for_update(no_key=True).filter(pk__in={period.pk for period in periods})
    list(held.order_by("pk").values_list("pk"))
    hold_plan(plan)


def _check(
    plan: ActionPlan,
    dimension: Dimension,
    period: ReportingPeriod,
    levels: Collection[Level],
    action: Action | None,
) -> None:
    field = expected_field(dimension.pk, period.pk)
    setup = PlanScale.objects.filter(plan=plan).first()
    if setup is None:
        raise RuleBroken(_("This plan has no rating scale yet: choose one first."))
    if dimension.scale_id != setup.scale_id or any(level.scale_id != dimension.scale_id for level in levels):
        raise RuleBroken(_("Choose levels of the scale in which the plan is rated."), field=field)
    # As it stands now: it may have been closed, or taken away, since it was read.
    now = ReportingPeriod.objects.filter(pk=period.pk, partnership=plan.partnership_id).first()
    if now is None:
        raise RuleBroken(_("Choose a period of this partnership."), field=field)
    if not now.is_open:
        raise RuleBroken(_("%(period)s is closed: what was expected in it stays.") % {"period": now.name}, field=field)
    if action is not None and (action.plan_id != plan.pk or not action.is_active):
        raise RuleBroken(_("This action was withdrawn, or is of another plan: nothing can be expected of it."))
