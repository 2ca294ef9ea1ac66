from django.db import transaction
from django.utils.translation import gettext as _

from accounts.history import save_with_history
from accounts.models import User
from accounts.permissions import require
from accounts.roles import Permission
from accounts.rules import RuleBroken
from plans.models import ActionPlan
from ratings.models import PlanScale, RatingScale


@transaction.atomic
def set_plan_scale(*, plan: ActionPlan, scale: RatingScale, by: User, reason: str = "") -> PlanScale:
    """Rate the plan in this scale from now on; ratings given before keep the scale of their own level."""
    require(Permission.IMPORT, plan.partnership, by=by)
    if scale.partnership_id != plan.partnership_id:
        raise RuleBroken(_("Choose a scale of this partnership."), field="scale")
    # The key stays free, so that whoever writes to the plan's actions is not held up: of two first choices one waits.
    list(ActionPlan.objects.select_for_update(no_key=True).filter(pk=plan.pk).values_list("pk"))
    setup = PlanScale.objects.filter(plan=plan).first() or PlanScale(plan=plan)
    if setup.pk and setup.scale_id == scale.pk:
        return setup
    setup.scale = scale
    save_with_history(setup, by=by, reason=reason)
    return setup
