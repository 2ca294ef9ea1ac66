from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, TruncDate

from accounts.models import Membership, User
from accounts.roles import Permission

if TYPE_CHECKING:
    from reporting.models import Report

__all__ = ["ReportQuerySet"]


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: "User | AnonymousUser") -> "ReportQuerySet":
        """Drafts for those who publish; what was published for the Strategic Group for those who see its dashboard;
        what was published for a committee for everybody with a role that sees reports."""

        publishes = Membership.objects.granting(user, Permission.PUBLISH).values("partnership")
        governs = Membership.objects.granting(user, Permission.SEE_DASHBOARD).values("partnership")
        reads = Membership.objects.granting(user, Permission.SEE_REPORTS).values("partnership")
        return self.filter(
            Q(partnership__in=publishes)
            | Q(partnership__in=governs, status="published")
            | Q(partnership__in=reads, status="published", audience="committee")
        )

    def published(self) -> "ReportQuerySet":
        return self.filter(status="published")

    def drafts(self) -> "ReportQuerySet":
        return self.filter(status="draft")

    def newest_first(self) -> "ReportQuerySet":
        """By the meeting they were made for, drafts and reports without a date by when they were begun."""
        day = Coalesce("meeting_on", TruncDate("created_at"))
        return self.order_by(day.desc(), "-created_at", "-pk")

    def latest_published(self) -> "ReportQuerySet":
        """Published reports that no published version has replaced."""
        return self.published().exclude(replaced_by__status="published")
