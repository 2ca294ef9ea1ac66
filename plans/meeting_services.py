"""Entering the meetings of a group, and taking one back."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.history import delete_many_with_history, save_with_history
from accounts.models import Partnership, User
from accounts.permissions import hold_partnership, require
from accounts.roles import Permission
from accounts.rules import RuleBroken
from plans.models import Lead, Meeting


@transaction.atomic
def add_meetings(
    *, partnership: Partnership, name: str, group: Lead | None, days: Collection[date], by: User
) -> list[Meeting]:
    """Enter meetings of one name on these days; those that are there already stay as they are.

    Raises RuleBroken where none of them is new, or the group is not one of the partnership.
    """
    require(Permission.MANAGE_PERIODS, partnership, by=by)
    hold_partnership(partnership)
    if group and group.partnership_id != partnership.pk:
        raise RuleBroken(_("Choose a group of this partnership."), field="group")
    there = Meeting.objects.filter(partnership=partnership, name__iexact=name.strip())
    known = set(there.values_list("held_on", flat=True))
    made = [
        Meeting(partnership=partnership, name=name.strip(), group=group, held_on=day)
        for day in sorted(set(days) - known)
    ]
    if not made:
        raise RuleBroken(_("All these meetings are entered already."), field="days")
    for meeting in made:
        save_with_history(meeting, by=by)
    return made


@transaction.atomic
def remove_meeting(*, meeting: Meeting, by: User) -> None:
    """Take back a meeting that will not be; its history stays. A period that ends with it keeps its dates."""
    require(Permission.MANAGE_PERIODS, meeting.partnership, by=by)
    delete_many_with_history([meeting], by=by)
