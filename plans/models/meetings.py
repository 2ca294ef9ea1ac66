from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import Partnership
from plans.models.leads import Lead
from plans.querysets import MeetingQuerySet


class Meeting(models.Model):
    """A meeting of a group: plans are shown to it, and what is due "as per meeting cycle" takes its date."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="meetings")
    name = models.CharField(_("name"), max_length=120)
    group = models.ForeignKey(
        Lead,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("group"),
        help_text=_("The group that meets, where it leads actions."),
    )
    held_on = models.DateField(_("date"))

    objects = MeetingQuerySet.as_manager()
    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["held_on", "name"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "name", "held_on"], name="one_meeting_per_name_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.held_on:%-d %B %Y}"
