"""The challenges of one action, for its page."""

from accounts.access import Access
from plans.models import Action
from ratings.models import Challenge


def challenges_of(action: Action, access: Access) -> list[Challenge]:
    """Newest first. Two queries."""
    found = Challenge.objects.visible_to(access.user).filter(action=action)
    return list(found.select_related("asked_by", "closed_by", "level", "period").prefetch_related("answers"))
