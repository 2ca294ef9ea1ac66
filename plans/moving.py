"""What moving a due date means for an action and for the ledger of its moves; whoever calls it saves both."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import RuleBroken
from plans.models import Action, DueDateMove


def moved_due_date(
    *, action: Action, due_on: date | None, precision: str, reason: str, by: User, agreed_by: str = ""
) -> DueDateMove | None:
    """Put the date into the action, and return the move for the ledger: nothing where only the precision changed.

    The first date that an action ever had stays its original. Raises RuleBroken for a date before the plan begins.
    """
    if due_on and action.plan.starts_on and due_on < action.plan.starts_on:
        raise RuleBroken(
            _("The due date lies before the plan begins, on %(day)s.") % {"day": f"{action.plan.starts_on:%-d %B %Y}"},
            field="due_on",
        )
    move = DueDateMove(
        action=action,
        old_due_on=action.due_on,
        old_precision=action.due_precision,
        new_due_on=due_on,
        new_precision=precision if due_on else "",
        reason=reason.strip(),
        agreed_by=agreed_by.strip(),
        moved_by=by,
        moved_at=timezone.now(),
    )
    if action.original_due_on is None:
        action.original_due_on = action.due_on or due_on
        action.original_due_precision = action.due_precision or precision
    action.due_on, action.due_precision = due_on, move.new_precision
    return move if move.old_due_on != move.new_due_on else None
