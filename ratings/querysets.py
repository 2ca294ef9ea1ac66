from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models

from accounts.models import Partnership, User
from plans.models import Action, ActionPlan

if TYPE_CHECKING:
    from ratings.models import Rating, ReportingPeriod

__all__ = ["PeriodQuerySet", "RatingQuerySet"]


class PeriodQuerySet(models.QuerySet["ReportingPeriod"]):
    def visible_to(self, user: "User | AnonymousUser") -> "PeriodQuerySet":
        """The periods of the person's partnerships: dates and names tell nothing that a report would not."""
        return self.filter(partnership__in=Partnership.objects.visible_to(user))

    def begun(self, on: date) -> "PeriodQuerySet":
        return self.filter(starts_on__lte=on)

    def for_plan(self, plan: ActionPlan) -> "PeriodQuerySet":
        """The periods that touch the plan's own span; all of the partnership's where it has none."""
        found = self.filter(partnership=plan.partnership_id)
        if plan.starts_on:
            found = found.filter(ends_on__gte=plan.starts_on)
        if plan.ends_on:
            found = found.filter(starts_on__lte=plan.ends_on)
        return found


class RatingQuerySet(models.QuerySet["Rating"]):
    def visible_to(self, user: "User | AnonymousUser") -> "RatingQuerySet":
        """The ratings of the actions that the person may see."""
        return self.filter(action__in=Action.objects.visible_to(user))
