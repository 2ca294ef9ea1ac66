from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from plans.models.actions import Action, PrecisionChoice
from plans.models.progress import DueDateMove


class RequestStatus(models.TextChoices):
    ASKED = "asked", _("Asked")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    TAKEN_BACK = "taken_back", _("Taken back")


class DateRequest(models.Model):
    """A lead asks for a new date; the business team grants or refuses it. Both stay on record."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="date_requests")
    wanted_on = models.DateField(_("new date"))
    wanted_precision = models.CharField(_("exact to the"), max_length=10, choices=PrecisionChoice.choices)
    reason = models.TextField(_("reason"))
    status = models.CharField(_("status"), max_length=10, choices=RequestStatus.choices, default=RequestStatus.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"))
    answer = models.TextField(_("answer"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    move = models.OneToOneField(
        DueDateMove, on_delete=models.PROTECT, null=True, blank=True, related_name="request", verbose_name=_("move")
    )

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("request for a new date")
        verbose_name_plural = _("requests for new dates")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_date_request_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(status=RequestStatus.ASKED, decided_at__isnull=True, decided_by__isnull=True)
                | (
                    ~models.Q(status=RequestStatus.ASKED) & models.Q(decided_at__isnull=False, decided_by__isnull=False)
                ),
                name="a_decided_request_says_by_whom_and_when",
            ),
            models.UniqueConstraint(
                fields=["action"], condition=models.Q(status=RequestStatus.ASKED), name="one_open_request_per_action"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action.label}: {self.wanted_on}"
