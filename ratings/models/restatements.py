from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from plans.models import Action
from ratings.models.periods import ReportingPeriod
from ratings.models.scales import Dimension, Level
from ratings.querysets import RestatementQuerySet


class Restatement(models.Model):
    """A dated correction of what a closed period says of an action. The first value stays, and stands beside it.

    Of several the latest is in force. An empty first level means that no rating was given.
    """

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="restatements")
    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, related_name="restatements")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="restatements")
    first_level = models.ForeignKey(
        Level, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("first given")
    )
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+", verbose_name=_("restated as"))
    reason = models.TextField(_("reason"))
    restated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    restated_at = models.DateTimeField(_("restated"))

    objects = RestatementQuerySet.as_manager()
    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("restatement")
        verbose_name_plural = _("restatements")
        ordering = ["action_id", "dimension_id", "period_id", "restated_at", "pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="a_restatement_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.action.label}, {self.period}: {self.level}"
