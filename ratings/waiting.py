"""What every section of the page of what waits is made from, and what it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.access import Access
from accounts.models import Partnership, User
from accounts.roles import Permission
from plans.models import Action
from plans.querysets import ActionQuerySet
from ratings.choosing import ChosenPeriod

# What a section shows before it sends on to the whole list.
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """Who looks, at what, and when. `chosen` is the period that pages open with."""

    user: User
    access: Access
    partnership: Partnership
    chosen: ChosenPeriod | None
    today: date

    @property
    def sees_all(self) -> bool:
        return self.access.may(Permission.SEE_PLANS)

    @property
    def verifies(self) -> bool:
        return self.access.may(Permission.VERIFY)

    def actions(self) -> ActionQuerySet:
        """Those of the partnership for one who sees its plans; for a lead their own."""
        found = Action.objects.visible_to(self.user).filter(plan__partnership=self.partnership).active()
        return found if self.sees_all else found.led_by(self.user)


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of thing that waits. `rows` are drawn by `template`; `total` counts what is not shown as well."""

    anchor: str
    title: str
    about: str
    none: str
    template: str
    rows: Sequence[object]
    total: int
