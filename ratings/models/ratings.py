from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from plans.models import Action
from ratings.models.periods import ReportingPeriod
from ratings.models.scales import Dimension, Level
from ratings.querysets import RatingQuerySet


class Rating(models.Model):
    """One level, for one action, one dimension, one period; held unique by the database, its history kept for good."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="ratings")
    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, related_name="ratings")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="ratings")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="ratings", verbose_name=_("level"))
    reason = models.TextField(_("reason or note"), blank=True)
    written = models.CharField(_("as written in the source"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    # Both are empty for a rating read from a document that does not say who gave it.
    rated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    rated_at = models.DateTimeField(_("rated"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = RatingQuerySet.as_manager()
    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["action_id", "dimension_id", "period_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "dimension", "period"], name="one_rating_per_action_dimension_and_period"
            ),
            models.CheckConstraint(
                condition=models.Q(rated_by__isnull=True, rated_at__isnull=True)
                | models.Q(rated_by__isnull=False, rated_at__isnull=False),
                name="rating_has_who_and_when_or_neither",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action.label}, {self.period}: {self.level}"
