from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from plans.models import Action
from ratings.models.periods import ReportingPeriod
from ratings.models.scales import Dimension, Level
from ratings.querysets import ChallengeQuerySet


class Challenge(models.Model):
    """The scrutineer asks of a rating; open until whoever asked says that it is answered. Everything said stays."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="challenges")
    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, null=True, blank=True, related_name="challenges")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="challenges")
    # The rating as it was when the question was asked; empty where there was no update.
    level = models.ForeignKey(Level, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    question = models.TextField(_("question"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closing_note = models.TextField(_("what came of it"), blank=True)

    objects = ChallengeQuerySet.as_manager()
    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(question=""), name="a_challenge_asks_something"),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, closed_by__isnull=True, closing_note="")
                | models.Q(closed_at__isnull=False, closed_by__isnull=False),
                name="a_closed_challenge_says_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.question[:80]

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class ChallengeAnswer(models.Model):
    """What the lead, the business team or the scrutineer says to a challenge. Nothing said is changed or removed."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField(_("answer"))
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(_("said"))

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("answer to a challenge")
        verbose_name_plural = _("answers to challenges")
        ordering = ["challenge_id", "said_at", "pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="an_answer_says_something")]

    def __str__(self) -> str:
        return self.text[:80]
