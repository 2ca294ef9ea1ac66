"""The challenges of one action, for its page."""

from accounts.access import Access
from accounts.models import User
from plans.models import Action
from ratings.in_force import in_force
from ratings.models import Challenge, Rating, Restatement


def challenges_of(action: Action, access: Access) -> list[Challenge]:
    """Newest first. Two queries."""
    found = Challenge.objects.visible_to(access.user).filter(action=action)
    return list(found.select_related("asked_by", "closed_by", "level", "period").prefetch_related("answers"))


def levels_by_period(action: Action, user: User) -> dict[int, str]:
    """The words of what the action is rated in each period, as it is in force. Two queries."""
    related = ("level", "period", "dimension")
    ratings = Rating.objects.visible_to(user).filter(action=action).select_related(*related)
    restated = Restatement.objects.visible_to(user).filter(action=action).select_related("action", *related)
    found: dict[int, list[str]] = {}
    for rating in sorted(
        in_force(ratings, restated.order_by("restated_at", "pk")), key=lambda each: each.dimension.position
    ):
        found.setdefault(rating.period_id, []).append(rating.level.word)
    return {period: ", ".join(words) for period, words in found.items()}
