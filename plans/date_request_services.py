"""A lead asks for a new date; the business team grants or refuses it. Who asked, why, and the answer stay on record."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.chain import sealed_together
from accounts.history import save_with_history
from accounts.models import User
from accounts.permissions import require
from accounts.roles import Permission
from accounts.rules import RuleBroken
from plans.models import Action, DateRequest, RequestStatus
from plans.permissions import require_update
from plans.services import claim_action, move_due_date


@transaction.atomic
def ask_new_date(*, action: Action, wanted_on: date, precision: str, reason: str, by: User) -> DateRequest:
    """Ask that the due date be moved. It stays as it is until the business team grants the request.

    Raises RuleBroken naming the field: a withdrawn action, one for which a request waits already, the same date, one
    before the plan begins, no reason.
    """
    require_update(action, by=by)
    held = Action.objects.select_for_update(of=("self",), no_key=True).select_related("plan").get(pk=action.pk)
    if not held.is_active:
        raise RuleBroken(_("This action was withdrawn: its date cannot be moved."))
    if waiting := held.date_requests.filter(status=RequestStatus.ASKED).select_related("asked_by").first():
        raise RuleBroken(
            _("%(person)s asked for %(day)s already, and the request waits for an answer.")
            % {"person": waiting.asked_by, "day": f"{waiting.wanted_on:%-d %B %Y}"}
        )
    if (held.due_on, held.due_precision) == (wanted_on, precision):
        raise RuleBroken(_("This is the due date already: ask for another one."), field="wanted_on")
    if held.plan.starts_on and wanted_on < held.plan.starts_on:
        raise RuleBroken(
            _("The due date lies before the plan begins, on %(day)s.") % {"day": f"{held.plan.starts_on:%-d %B %Y}"},
            field="wanted_on",
        )
    if not reason.strip():
        raise RuleBroken(_("Say why a new date is needed: the reason stays beside the original date."), field="reason")
    request = DateRequest(
        action=held, wanted_on=wanted_on, wanted_precision=precision, reason=reason.strip(), asked_by=by
    )
    request.asked_at = timezone.now()
    save_with_history(request, by=by)
    return request


@transaction.atomic
def decide_date_request(*, request: DateRequest, grants: bool, answer: str, by: User) -> DateRequest:
    """Grant the request, which moves the date, or refuse it with a reason. One answer counts: the first.

    The move in the ledger says who asked and who agreed.
    """
    require(Permission.UPDATE_ANY_ACTION, request.action.plan.partnership, by=by)
    request = _held_open(request)
    if not grants and not answer.strip():
        raise RuleBroken(_("Say why the new date is refused: whoever asked is shown it."), field="answer")
    with sealed_together():
        if grants:
            action = claim_action(action=request.action, seen_revision=request.action.revision, by=by)
            request.move = move_due_date(
                action=action,
                due_on=request.wanted_on,
                precision=request.wanted_precision,
                reason=request.reason,
                agreed_by=str(by)[:200],
                asked_by=str(request.asked_by)[:200],
                by=by,
            )
        request.status = RequestStatus.GRANTED if grants else RequestStatus.REFUSED
        _answer(request, answer, by=by)
    return request


@transaction.atomic
def take_back_date_request(*, request: DateRequest, by: User) -> None:
    """Take one's own request back before it is answered."""
    require_update(request.action, by=by)
    request = _held_open(request)
    if request.asked_by_id != by.pk:
        raise RuleBroken(_("Only whoever asked may take the request back."))
    request.status = RequestStatus.TAKEN_BACK
    _answer(request, "", by=by)


def _held_open(request: DateRequest) -> DateRequest:
    # The action first, as whoever changes it does: of two who decide at once the second finds what the first did.
    list(Action.objects.select_for_update(no_key=True).filter(pk=request.action_id).values_list("pk"))
    held = DateRequest.objects.select_related("action__plan__partnership", "asked_by", "decided_by").get(pk=request.pk)
    if held.status != RequestStatus.ASKED:
        raise RuleBroken(
            _("This request was answered already: %(status)s, by %(person)s.")
            % {"status": held.get_status_display().lower(), "person": held.decided_by}
        )
    if not held.action.is_active:
        raise RuleBroken(_("This action was withdrawn: its date cannot be moved."))
    return held


def _answer(request: DateRequest, answer: str, *, by: User) -> None:
    request.answer, request.decided_by, request.decided_at = answer.strip(), by, timezone.now()
    save_with_history(request, by=by, reason=answer.strip())
