from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from plans.models import Action, ActionPlan
from ratings.models.periods import ReportingPeriod
from ratings.models.scales import Dimension, Level


class ExpectedLevel(models.Model):
    """A point of a trajectory: a level expected of a dimension in a period, for a plan or for one of its actions.

    "Red/amber" is two points: either is as expected.
    """

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="expected_levels")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, blank=True, related_name="expected_levels")
    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, related_name="expected_levels")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="expected_levels")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="expected_levels")

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("expected level")
        verbose_name_plural = _("expected levels")
        ordering = ["plan_id", "dimension_id", "period_id", "level__rank"]
        constraints = [
            # Two constraints, because SQLite holds two empty values for different.
            models.UniqueConstraint(
                fields=["plan", "dimension", "period", "level"],
                condition=models.Q(action__isnull=True),
                name="one_expectation_per_plan_and_level",
            ),
            models.UniqueConstraint(
                fields=["action", "dimension", "period", "level"],
                condition=models.Q(action__isnull=False),
                name="one_expectation_per_action_and_level",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dimension}, {self.period}: {self.level}"
