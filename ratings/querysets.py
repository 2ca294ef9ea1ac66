from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models

from accounts.models import Partnership, User
from plans.models import Action, ActionPlan

if TYPE_CHECKING:
    from ratings.models import (
        Challenge,
        Evidence,
        HoldCheck,
        Rating,
        RatingScale,
        ReportingPeriod,
        Restatement,
        Verification,
    )

__all__ = [
    "ChallengeQuerySet",
    "EvidenceQuerySet",
    "HoldCheckQuerySet",
    "PeriodQuerySet",
    "RatingQuerySet",
    "RatingScaleQuerySet",
    "RestatementQuerySet",
    "VerificationQuerySet",
]


class PeriodQuerySet(models.QuerySet["ReportingPeriod"]):
    def visible_to(self, user: "User | AnonymousUser") -> "PeriodQuerySet":
        """The periods of the person's partnerships: dates and names tell nothing that a report would not."""
        return self.filter(partnership__in=Partnership.objects.visible_to(user))

    def begun(self, on: date) -> "PeriodQuerySet":
        return self.filter(starts_on__lte=on)

    def closed(self) -> "PeriodQuerySet":
        """Those whose ratings and updates do not change."""
        return self.filter(status="closed")

    def for_plan(self, plan: ActionPlan) -> "PeriodQuerySet":
        """The periods that touch the plan's own span; all of the partnership's where it has none."""
        found = self.filter(partnership=plan.partnership_id)
        if plan.starts_on:
            found = found.filter(ends_on__gte=plan.starts_on)
        if plan.ends_on:
            found = found.filter(starts_on__lte=plan.ends_on)
        return found


class RatingScaleQuerySet(models.QuerySet["RatingScale"]):
    def visible_to(self, user: "User | AnonymousUser") -> "RatingScaleQuerySet":
        """The scales of the person's partnerships: what a colour means is no secret to those who see it."""
        return self.filter(partnership__in=Partnership.objects.visible_to(user))


class RatingQuerySet(models.QuerySet["Rating"]):
    def visible_to(self, user: "User | AnonymousUser") -> "RatingQuerySet":
        """The ratings of the actions that the person may see."""
        return self.filter(action__in=Action.objects.visible_to(user))


class RestatementQuerySet(models.QuerySet["Restatement"]):
    def visible_to(self, user: "User | AnonymousUser") -> "RestatementQuerySet":
        """Those of the actions that the person may see."""
        return self.filter(action__in=Action.objects.visible_to(user))


class VerificationQuerySet(models.QuerySet["Verification"]):
    def visible_to(self, user: "User | AnonymousUser") -> "VerificationQuerySet":
        """Those of the actions that the person may see."""
        return self.filter(action__in=Action.objects.visible_to(user))

    def standing(self) -> "VerificationQuerySet":
        """Confirmed, and neither re-rated nor lost since."""
        return self.filter(outcome="confirmed", ended_at__isnull=True)


class HoldCheckQuerySet(models.QuerySet["HoldCheck"]):
    def visible_to(self, user: "User | AnonymousUser") -> "HoldCheckQuerySet":
        """Those of the actions that the person may see."""
        return self.filter(verification__action__in=Action.objects.visible_to(user))

    def waiting(self) -> "HoldCheckQuerySet":
        """Not made yet, of a verification that still stands and an action that was not withdrawn."""
        stands = {"verification__ended_at__isnull": True, "verification__action__status": "active"}
        return self.filter(outcome="", **stands)


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: "User | AnonymousUser") -> "EvidenceQuerySet":
        """Those of the actions that the person may see."""
        return self.filter(action__in=Action.objects.visible_to(user))

    def standing(self) -> "EvidenceQuerySet":
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    def visible_to(self, user: "User | AnonymousUser") -> "ChallengeQuerySet":
        """Those of the actions that the person may see."""
        return self.filter(action__in=Action.objects.visible_to(user))

    def open(self) -> "ChallengeQuerySet":
        return self.filter(closed_at__isnull=True)

    def open_first(self) -> "ChallengeQuerySet":
        """The open ones oldest first, as they have waited longest; then the closed ones, newest first."""
        waits = models.Case(models.When(closed_at__isnull=True, then=0), default=1)
        return self.order_by(
            waits, models.Case(models.When(closed_at__isnull=True, then="asked_at")), "-closed_at", "-pk"
        )
