from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.chain import sealed_together
from accounts.history import save_with_history
from accounts.models import User
from accounts.permissions import require
from accounts.roles import Permission
from accounts.rules import RuleBroken
from plans.models import Action
from ratings.claims import period_to_reopen_in
from ratings.hold_dates import EARLIEST
from ratings.models import Dimension, HoldCheck, HoldOutcome, Level, ReportingPeriod, Verification
from ratings.services.periods import hold_open
from ratings.services.rating import NewRating, give_rating
from ratings.services.verifying import check_independence, end_verification, hold_action, touch


@dataclass(frozen=True, slots=True)
class HoldFinding:
    """Whether it held, and how that is known; where it was lost, the level at which the action stands now."""

    outcome: str
    note: str
    level: Level | None = None


@transaction.atomic
@sealed_together()
def record_hold_check(*, check: HoldCheck, finding: HoldFinding, by: User) -> HoldCheck:
    """Answer the check. Lost opens the action again, at the level given; the first closing stays on record.

    Raises RuleBroken: one's own action, answered already, no longer asked, too early, no open period for a loss.
    """
    verification = check.verification
    action = verification.action
    require(Permission.VERIFY, action.plan.partnership, by=by)
    check_independence(action, by=by)
    _check_finding(finding)
    today = timezone.localdate()
    is_lost = finding.outcome == HoldOutcome.LOST
    period = hold_open(period_to_reopen_in(verification, today=today)) if is_lost else None
    hold_action(action)
    check_independence(action, by=by)
    held = _still_asked(check)
    if today < held.due_on - EARLIEST:
        first = date_format(held.due_on - EARLIEST, "j F Y")
        raise RuleBroken(_("It is too early to say whether it held: answer from %(day)s on.") % {"day": first})
    held.outcome, held.note = finding.outcome, finding.note.strip()
    held.checked_by, held.checked_at = by, timezone.now()
    save_with_history(held, by=by, reason=held.note)
    if period and finding.level:
        _open_again(verification, period, finding.level, held, by=by)
    touch(action)
    return held


def _check_finding(finding: HoldFinding) -> None:
    if finding.outcome not in HoldOutcome.values:
        raise RuleBroken(_("Say whether it held."), field="outcome")
    if not finding.note.strip():
        raise RuleBroken(_("Say how you know: it stays on record."), field="note")
    if finding.outcome == HoldOutcome.LOST:
        if finding.level is None:
            raise RuleBroken(_("Choose the level at which the action stands now."), field="level")
        if finding.level.is_complete:
            raise RuleBroken(_("What was lost is not complete: choose a level that is not."), field="level")


def _still_asked(check: HoldCheck) -> HoldCheck:
    """The check as it stands now: somebody may have answered it, or rated the action anew, since it was read."""
    held = HoldCheck.objects.select_for_update(of=("self",)).select_related("verification__ended_in").get(pk=check.pk)
    if held.outcome:
        raise RuleBroken(
            _("%(who)s answered this check on %(day)s: %(outcome)s. %(note)s")
            % {
                "who": held.checked_by,
                "day": date_format(timezone.localtime(held.checked_at), "j F Y"),
                "outcome": held.get_outcome_display(),
                "note": held.note,
            }
        )
    if held.verification.ended_in:
        raise RuleBroken(
            _("This is no longer asked: the confirmation ended in %(period)s. %(why)s")
            % {"period": held.verification.ended_in.name, "why": held.verification.ended_why}
        )
    return held


def _open_again(
    verification: Verification, period: ReportingPeriod, level: Level, check: HoldCheck, *, by: User
) -> None:
    action = verification.action
    why = _("Lost at the check after %(months)d months: %(note)s") % {"months": check.months, "note": check.note}
    end_verification(action=action, dimension=verification.dimension, period=period, why=why, by=by)
    new = NewRating(_dimension_now(action, verification.dimension), level, why)
    give_rating(action=action, period=period, new=new, by=by)


def _dimension_now(action: Action, confirmed: Dimension) -> Dimension:
    """The plan may be rated in another scale by now: then its dimension of the same code."""
    setup = getattr(action.plan, "rating_setup", None)
    if setup is None or setup.scale_id == confirmed.scale_id:
        return confirmed
    return setup.scale.dimensions.filter(code=confirmed.code).first() or confirmed
