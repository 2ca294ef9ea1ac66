"""An action at a level that somebody else must confirm, and the steps that tests take on it."""

from accounts.models import User
from plans.models import Action
from ratings.claims import claims_of
from ratings.models import Level, Method, Rating, ReportingPeriod, Verification, VerificationOutcome
from ratings.services import Finding, NewRating, rate, verify

CONFIRMED, NOT_CONFIRMED = VerificationOutcome.CONFIRMED, VerificationOutcome.NOT_CONFIRMED
SEEN = "Ten files of ten showed it."


def needs_second_key(action: Action, code: str = "blue") -> Action:
    """From now on the level of the action's scale counts as claimed until it is confirmed."""
    Level.objects.filter(scale=action.plan.rating_setup.scale, code=code).update(needs_verification=True)
    return action


def give(action: Action, code: str, period: ReportingPeriod, *, by: User, reason: str = "") -> Rating:
    scale = action.plan.rating_setup.scale
    new = NewRating(scale.dimensions.all()[0], scale.levels.get(code=code), reason)
    return rate(action=action, period=period, new=new, by=by)


def confirm(
    action: Action, *, by: User, outcome: str = CONFIRMED, method: str = Method.AUDIT, seen: str = SEEN
) -> Verification:
    """What is claimed of the action, looked at by the person."""
    claim = claims_of(action)[0]
    finding = Finding(outcome, method, seen)
    return verify(action=action, dimension=claim.dimension, finding=finding, seen_claim=claim.mark, by=by)
