"""One's own calendar address: made, renewed, switched off. Nobody does this for somebody else."""

from django.db import transaction
from django.utils import timezone

from accounts.calendar_tokens import hash_of, new_token
from accounts.models import CalendarFeed, User


@transaction.atomic
def make_calendar_address(*, by: User) -> str:
    """Make the person's secret address, or a new one in its place; returns its secret part, which is kept nowhere."""
    token = new_token()
    CalendarFeed.objects.update_or_create(user=by, defaults={"sha256": hash_of(token), "made_at": timezone.now()})
    return token


@transaction.atomic
def switch_off_calendar(*, by: User) -> None:
    """From now on the address answers to nobody; without one nothing happens."""
    CalendarFeed.objects.filter(user=by).delete()
