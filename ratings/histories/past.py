"""What all subjects share: which entries are asked for, each with the one before it, and who made it.

django-simple-history keeps whole states; what changed is found by laying each beside the one before it, read in one
ordered list, so that the number of queries does not grow with the history.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from plans.models import Action
from ratings.sentences import About, Entry

# A historical entry of django-simple-history, whose classes are made at run time, and many of them.
Past = Any


@dataclass(frozen=True, slots=True)
class Scope:
    """Which histories are read: those of one action, or of plans; `whole` with what the partnership has besides.

    `since` and `until` bound the time, the end not included.
    """

    partnership: int
    plans: Collection[int]
    action: int | None = None
    whole: bool = False
    since: datetime | None = None
    until: datetime | None = None

    @classmethod
    def of_action(cls, action: Action) -> "Scope":
        return cls(action.plan.partnership_id, [action.plan_id], action.pk)

    def of_actions(self, rows: Past, action: str = "action_id") -> Past:
        """Of the entries those of the actions in question; `action` is the column that names the action."""
        if self.action is not None:
            return self.in_time(rows.filter(**{action: self.action}))
        # Also of actions that are no more: an import that was undone was done once.
        known = Action.history.filter(plan_id__in=self.plans).order_by().values("id")
        return self.in_time(rows.filter(**{f"{action}__in": known}))

    def of_plans(self, rows: Past, plan: str = "plan_id") -> Past:
        """Of the entries those of the plans in question; of none where one action is asked about."""
        if self.action is not None:
            return rows.none()
        return self.in_time(rows.filter(**{f"{plan}__in": self.plans}))

    def of_partnership(self, rows: Past, partnership: str = "partnership_id") -> Past:
        """Of the entries those of the partnership as a whole, where it is asked about."""
        if not self.whole:
            return rows.none()
        return self.in_time(rows.filter(**{partnership: self.partnership}))

    def in_time(self, rows: Past) -> Past:
        """Those of the time asked for; and of each thing the last entry before it, to tell what changed."""
        if self.until is not None:
            rows = rows.filter(history_date__lt=self.until)
        if self.since is None:
            return rows
        of_it = rows.model.objects.filter(id=OuterRef("id"))
        earlier = of_it.filter(history_date__lt=self.since).order_by("-history_date", "-history_id")
        within = Q(history_date__gte=self.since)
        changed_later = Exists(of_it.filter(history_date__gte=self.since))
        return rows.filter(within | (Q(changed_later) & Q(pk=Subquery(earlier.values("pk")[:1]))))

    def covers(self, at: datetime) -> bool:
        return (self.since is None or self.since <= at) and (self.until is None or at < self.until)


def with_previous(rows: Past) -> Iterator[tuple[Past, Past | None]]:
    """Each entry with the one before it of the same thing. The key decides where two bear the same time."""
    last: dict[int, Past] = {}
    for past in rows.order_by("history_date", "history_id"):
        yield past, last.get(past.id)
        last[past.id] = past


def entry(past: Past, what: str, about: About, *, action: int | None = None, rating: int | None = None) -> Entry:
    """What the entry tells. `action` is the key of the action, where it is about one."""
    return Entry(
        past.history_date,
        who(past.history_user),
        what,
        about,
        past.history_id,
        rating,
        action=action,
        plan=getattr(past, "plan_id", None),
        person=past.history_user_id,
    )


def who(person: object | None) -> str:
    """An entry without a person was made by an import, or by the demonstration's story."""
    return str(person) if person else _("Import")


def reason(past: Past) -> str:
    return past.history_change_reason or ""
