"""Every change that a person makes to an action, but for its ratings."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.chain import sealed_together
from accounts.history import save_with_history, set_members_quietly, update_many_with_history
from accounts.models import User
from accounts.permissions import require
from accounts.roles import Permission
from accounts.rules import ChangedMeanwhile, RuleBroken
from plans.holding import hold_plan
from plans.models import Action, ActionStatus, DueDateMove, Lead, ProgressUpdate
from plans.moving import moved_due_date
from plans.permissions import require_update


@transaction.atomic
def claim_action(*, action: Action, seen_revision: int, by: User) -> Action:
    """The action, taken for one change by the person who saw it in the given revision.

    Raises ChangedMeanwhile if it has another revision by now: compared and counted up in one statement, so that of two
    people who save at once one only wins, on SQLite as on PostgreSQL.
    """
    require_update(action, by=by)
    now = timezone.now()
    taken = Action.objects.filter(pk=action.pk, revision=seen_revision).update(
        revision=seen_revision + 1, last_updated_at=now
    )
    if not taken:
        raise ChangedMeanwhile
    action.refresh_from_db()
    if not action.is_active:
        raise RuleBroken(_("This action was withdrawn. Reinstate it before you change it."))
    return action


@transaction.atomic
def add_progress(*, action: Action, text: str, as_at: date, by: User, topic: str = "") -> ProgressUpdate:
    """Add what was done to the action; an earlier update stays as it was said."""
    require_update(action, by=by)
    if not text.strip():
        raise RuleBroken(_("Say what was done, or leave the update out."), field="progress")
    update = ProgressUpdate(action=action, text=text.strip(), as_at=as_at, topic=topic, said_by=by)
    update.said_at = timezone.now()
    save_with_history(update, by=by)
    return update


@transaction.atomic
@sealed_together()
def move_due_date(
    *,
    action: Action,
    due_on: date | None,
    precision: str,
    reason: str,
    agreed_by: str,
    by: User,
    asked_by: str = "",
) -> DueDateMove | None:
    """Move the due date, and enter the move in the ledger. The first date an action ever had stays its original.

    `precision` is one of PrecisionChoice, empty with no date; `asked_by` and `agreed_by` are names as people say them.
    Returns nothing where the date did not change.
    """
    require(Permission.UPDATE_ANY_ACTION, action.plan.partnership, by=by)
    if (action.due_on, action.due_precision) == (due_on, precision):
        return None
    if not reason.strip():
        raise RuleBroken(
            _("Say why the due date moves: the reason stays beside the original date."), field="due_reason"
        )
    move = moved_due_date(action=action, due_on=due_on, precision=precision, reason=reason, by=by, agreed_by=agreed_by)
    if move:
        move.asked_by = asked_by.strip()
        save_with_history(move, by=by, reason=move.reason)
    save_with_history(action, by=by, reason=reason.strip())
    return move


@transaction.atomic
@sealed_together()
def set_leads(*, action: Action, leads: Collection[Lead], by: User, reason: str = "") -> None:
    """Give the action these leads; what the document wrote of its lead stays."""
    require(Permission.UPDATE_ANY_ACTION, action.plan.partnership, by=by)
    if {lead.pk for lead in leads} == set(action.leads.values_list("pk", flat=True)):
        return
    if any(lead.partnership_id != action.plan.partnership_id for lead in leads):
        raise RuleBroken(_("Choose leads of this partnership."), field="leads")
    # Held until the transaction ends, so that none of them is merged into another between this look and the write.
    held = (
        Lead.objects.select_for_update(no_key=True, of=("self",))
        .filter(pk__in=[lead.pk for lead in leads])
        .order_by("pk")
    )
    if len(held) < len(leads):
        raise RuleBroken(_("A lead that you chose is no longer there: choose again."), field="leads")
    set_members_quietly(action, "leads", list(leads))
    save_with_history(action, by=by, reason=reason)


@transaction.atomic
def withdraw_action(*, action: Action, seen_revision: int, reason: str, by: User) -> None:
    """Withdraw the action: it leaves the counts, and stays on record with the reason."""
    require(Permission.UPDATE_ANY_ACTION, action.plan.partnership, by=by)
    if not reason.strip():
        raise RuleBroken(_("Say why the action is withdrawn."), field="reason")
    action = claim_action(action=action, seen_revision=seen_revision, by=by)
    action.status, action.withdrawn_reason = ActionStatus.WITHDRAWN, reason.strip()
    action.withdrawn_at, action.withdrawn_by = timezone.now(), by
    save_with_history(action, by=by, reason=reason.strip())


@transaction.atomic
def withdraw_actions(*, actions: Sequence[Action], reason: str, by: User) -> None:
    """Withdraw actions of one plan at once, for one reason. Their plan is held, so that they are as they were read."""
    if not actions:
        return
    require(Permission.UPDATE_ANY_ACTION, actions[0].plan.partnership, by=by)
    if not reason.strip():
        raise RuleBroken(_("Say why the action is withdrawn."), field="reason")
    for action in actions:
        action.status, action.withdrawn_reason = ActionStatus.WITHDRAWN, reason.strip()
        action.withdrawn_at, action.withdrawn_by = timezone.now(), by
        action.last_updated_at = timezone.now()
        action.revision += 1
    names = ("status", "withdrawn_reason", "withdrawn_at", "withdrawn_by", "last_updated_at", "revision")
    update_many_with_history(actions, names, by=by, reason=reason.strip())


@transaction.atomic
def reinstate_action(*, action: Action, reason: str, by: User) -> None:
    """Take a withdrawn action up again; both steps stay in its history."""
    require(Permission.UPDATE_ANY_ACTION, action.plan.partnership, by=by)
    if not reason.strip():
        raise RuleBroken(_("Say why the action is taken up again."), field="reason")
    hold_plan(action.plan)
    action.refresh_from_db()
    if action.is_active:
        raise RuleBroken(_("This action is not withdrawn: somebody took it up again already."))
    place = {name: getattr(action, name) for name in ("plan_id", "section_id", "objective_id", "reference")}
    twin = Action.objects.active().filter(**place).exclude(pk=action.pk)
    if action.reference and twin.exists():
        raise RuleBroken(_("Another action bears the reference %(ref)s by now.") % {"ref": action.reference})
    action.status, action.withdrawn_reason = ActionStatus.ACTIVE, ""
    action.withdrawn_at, action.withdrawn_by = None, None
    action.last_updated_at = timezone.now()
    action.revision += 1
    save_with_history(action, by=by, reason=reason.strip())


__all__ = [
    "add_progress",
    "claim_action",
    "move_due_date",
    "reinstate_action",
    "set_leads",
    "withdraw_action",
    "withdraw_actions",
]
