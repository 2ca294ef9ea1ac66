from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from plans.models.actions import Action, PrecisionChoice


class ProgressUpdate(models.Model):
    """What was done, as somebody said it at a time. Updates add up; none overwrites another.

    Which reporting period it belongs to follows from `as_at`: periods stand a floor above.
    """

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="updates")
    text = models.TextField(_("what was done"))
    topic = models.CharField(_("about"), max_length=60, blank=True, help_text=_("A rated dimension, such as impact."))
    as_at = models.DateField(_("as at"))
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    said_at = models.DateTimeField(_("entered"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    # What was said of a closed period stays; a dated correction stands beside it, and says why.
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("corrects")
    )
    correction_reason = models.TextField(_("reason for the correction"), blank=True)

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("progress update")
        verbose_name_plural = _("progress updates")
        ordering = ["-as_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(said_by__isnull=True, said_at__isnull=True)
                | models.Q(said_by__isnull=False, said_at__isnull=False),
                name="update_has_who_and_when_or_neither",
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="an_update_says_something"),
            models.CheckConstraint(
                condition=models.Q(corrects__isnull=True, correction_reason="")
                | (models.Q(corrects__isnull=False, said_by__isnull=False) & ~models.Q(correction_reason="")),
                name="a_correction_says_who_and_why",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class DueDateMove(models.Model):
    """One move of a due date: the ledger that keeps the original date and every date since."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="due_date_moves")
    old_due_on = models.DateField(_("from"), null=True, blank=True)
    old_precision = models.CharField(max_length=10, choices=PrecisionChoice.choices, blank=True)
    new_due_on = models.DateField(_("to"), null=True, blank=True)
    new_precision = models.CharField(max_length=10, choices=PrecisionChoice.choices, blank=True)
    reason = models.TextField(_("reason"))
    asked_by = models.CharField(_("asked for by"), max_length=200, blank=True)
    agreed_by = models.CharField(_("agreed by"), max_length=200, blank=True)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    moved_at = models.DateTimeField(_("moved"))

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("move of a due date")
        verbose_name_plural = _("moves of due dates")
        ordering = ["action_id", "moved_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_moved_date_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(old_due_on__isnull=True)
                | models.Q(new_due_on__isnull=True)
                | ~models.Q(old_due_on=models.F("new_due_on")),
                name="a_move_changes_the_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_due_on} → {self.new_due_on}"
