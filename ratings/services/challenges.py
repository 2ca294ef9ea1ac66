"""The scrutineer asks of a rating, the lead or the business team answers; everything said stays."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Access
from accounts.history import save_with_history
from accounts.models import User
from accounts.permissions import require
from accounts.roles import Permission
from accounts.rules import RuleBroken
from plans.models import Action
from plans.permissions import may_update, require_update
from ratings.models import Challenge, ChallengeAnswer, Dimension, Level, Rating, ReportingPeriod, Restatement


@transaction.atomic
def ask_challenge(
    *, action: Action, dimension: Dimension | None, period: ReportingPeriod, question: str, by: User
) -> Challenge:
    """Ask about the rating of the period, or about there being none; the level is kept as it is now.

    Raises RuleBroken naming the field: a withdrawn action, a dimension or period that is not the action's, no question.
    """
    require(Permission.CHALLENGE, action.plan.partnership, by=by)
    # As it stands now, and stays until the question is written: it may have been withdrawn since it was read.
    held = Action.objects.select_for_update(no_key=True, of=("self",)).get(pk=action.pk)
    if not held.is_active:
        raise RuleBroken(_("This action was withdrawn: there is no rating to ask about."))
    if period.partnership_id != action.plan.partnership_id:
        raise RuleBroken(_("Choose a period of this partnership."), field="period")
    if dimension and dimension.scale.partnership_id != action.plan.partnership_id:
        raise RuleBroken(_("Choose a dimension of this plan's scale."), field="dimension")
    if not question.strip():
        raise RuleBroken(_("Write the question."), field="question")
    made = Challenge(
        action=action,
        dimension=dimension,
        period=period,
        level=_level_in_force(action, dimension, period),
        question=question.strip(),
        asked_by=by,
        asked_at=timezone.now(),
    )
    save_with_history(made, by=by)
    return made


def _level_in_force(action: Action, dimension: Dimension | None, period: ReportingPeriod) -> Level | None:
    """What the person sees who asks: the correction of a closed period where it was restated, else the rating."""
    of = {"action": action, "period": period, **({"dimension": dimension} if dimension else {})}
    corrections = Restatement.objects.filter(**of).select_related("level")
    if correction := corrections.order_by("dimension__position", "-restated_at", "-pk").first():
        return correction.level
    found = Rating.objects.filter(**of).select_related("level").order_by("dimension__position").first()
    return found.level if found else None


@transaction.atomic
def answer_challenge(*, challenge: Challenge, text: str, by: User) -> ChallengeAnswer:
    """Say something to an open challenge: whoever may update the action, and whoever may challenge."""
    if not may_answer(challenge, by=by):
        require_update(challenge.action, by=by)
    challenge = _held_open(challenge)
    if not text.strip():
        raise RuleBroken(_("Write the answer."), field="text")
    answer = ChallengeAnswer(challenge=challenge, text=text.strip(), said_by=by, said_at=timezone.now())
    save_with_history(answer, by=by)
    return answer


@transaction.atomic
def close_challenge(*, challenge: Challenge, note: str, by: User) -> None:
    """Say that the challenge is answered, with what came of it: for those who may challenge, never for the answerer."""
    require(Permission.CHALLENGE, challenge.action.plan.partnership, by=by)
    challenge = _held_open(challenge)
    if not note.strip():
        raise RuleBroken(_("Say what came of it: it stays beside the question."), field="note")
    challenge.closed_by, challenge.closed_at, challenge.closing_note = by, timezone.now(), note.strip()
    save_with_history(challenge, by=by, reason=note.strip())


def may_answer(challenge: Challenge, *, by: User) -> bool:
    """Whether the person may say something to it: who leads or runs the action, and who may challenge."""
    access = Access.of(by, challenge.action.plan.partnership)
    return access.may(Permission.CHALLENGE) or may_update(access, challenge.action)


def _held_open(challenge: Challenge) -> Challenge:
    # Held first and read then: one statement would show who closed it as it was before it waited.
    list(Challenge.objects.select_for_update().filter(pk=challenge.pk).values_list("pk"))
    challenge = Challenge.objects.select_related("action__plan", "closed_by").get(pk=challenge.pk)
    if not challenge.is_open:
        raise RuleBroken(_("%(person)s closed this challenge meanwhile.") % {"person": challenge.closed_by})
    return challenge
