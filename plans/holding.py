"""What is read first and written then: held meanwhile, so that nobody else writes in between."""

from plans.models import Action, ActionPlan


def hold_plan(plan: ActionPlan) -> None:
    """Let nobody else write to any action of the plan, or bring actions into it, until the transaction ends.

    For an import and its undoing, and for whoever looks whether a reference is free. Always the plan first, then its
    actions in one order, so that of two who do this at once one waits and none is refused.
    """
    # No lock on the keys: an update or a rating that points at them is not held up.
    list(ActionPlan.objects.select_for_update(no_key=True).filter(pk=plan.pk).values_list("pk"))
    list(Action.objects.select_for_update(no_key=True).filter(plan=plan).order_by("pk").values_list("pk"))
