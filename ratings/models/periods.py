from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import Partnership
from plans.models import Meeting
from ratings.querysets import PeriodQuerySet


class PeriodKind(models.TextChoices):
    QUARTER = "quarter", _("Quarter of the financial year")
    MEETING = "meeting", _("Up to a meeting")


class PeriodStatus(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSING = "closing", _("Closing")
    CLOSED = "closed", _("Closed")


class ReportingPeriod(models.Model):
    """The time that a rating speaks of: usually a quarter of the financial year (Q1 is April to June)."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="periods")
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=PeriodKind.choices, default=PeriodKind.QUARTER)
    starts_on = models.DateField(_("starts"))
    ends_on = models.DateField(_("ends"))
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="periods",
        verbose_name=_("ends at the meeting"),
    )
    status = models.CharField(_("status"), max_length=10, choices=PeriodStatus.choices, default=PeriodStatus.OPEN)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PeriodQuerySet.as_manager()
    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("reporting period")
        verbose_name_plural = _("reporting periods")
        ordering = ["ends_on", "starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "name"], name="one_period_per_name"),
            models.UniqueConstraint(fields=["partnership", "starts_on", "ends_on"], name="one_period_per_dates"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="period_does_not_end_before_it_starts"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    status__in=(PeriodStatus.OPEN, PeriodStatus.CLOSING), closed_at__isnull=True, closed_by__isnull=True
                )
                | models.Q(status=PeriodStatus.CLOSED, closed_at__isnull=False),
                name="a_closed_period_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether ratings and updates may still be written; a closing period waits for what is missing."""
        return self.status != PeriodStatus.CLOSED

    @property
    def is_closing(self) -> bool:
        return self.status == PeriodStatus.CLOSING

    def judged_on(self, today: date) -> date:
        """The day on which overdue is judged: the period's last day, or today while it still runs."""
        return min(self.ends_on, today)
