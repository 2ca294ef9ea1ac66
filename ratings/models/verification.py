from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from plans.models import Action
from ratings.models.evidence import Evidence
from ratings.models.periods import ReportingPeriod
from ratings.models.scales import Dimension, Level
from ratings.querysets import HoldCheckQuerySet, VerificationQuerySet


class Method(models.TextChoices):
    """How somebody knows that a change is embedded."""

    AUDIT = "audit", _("Audit")
    DIP_SAMPLE = "dip_sample", _("Dip sample")
    OBSERVATION = "observation", _("Observation")
    DATA = "data", _("Data")
    VOICE = "voice", _("Children's and families' voice")
    OTHER = "other", _("Otherwise")


class VerificationOutcome(models.TextChoices):
    CONFIRMED = "confirmed", _("Confirmed")
    NOT_CONFIRMED = "not_confirmed", _("Not confirmed")


class Verification(models.Model):
    """The second key: somebody who does not lead the action says whether a claimed level is so, and how they know.

    It holds from `period` on, until the action is rated at another kind of level or a later check finds it lost: then
    `ended_in` says in which period, and the verification stays on record.
    """

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="verifications")
    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, related_name="verifications")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="verifications")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+", verbose_name=_("claimed level"))
    outcome = models.CharField(_("outcome"), max_length=15, choices=VerificationOutcome.choices)
    method = models.CharField(_("how it is known"), max_length=15, choices=Method.choices)
    seen = models.TextField(_("evidence seen"))
    evidence = models.ManyToManyField(
        Evidence, related_name="verifications", blank=True, verbose_name=_("items of evidence seen")
    )
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verified_at = models.DateTimeField(_("verified"))
    ended_in = models.ForeignKey(
        ReportingPeriod, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("held until")
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_why = models.TextField(_("why it ended"), blank=True)

    objects = VerificationQuerySet.as_manager()
    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True), m2m_fields=[evidence])

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        ordering = ["action_id", "dimension_id", "verified_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "dimension"],
                condition=models.Q(outcome=VerificationOutcome.CONFIRMED, ended_at__isnull=True),
                name="one_standing_verification_per_action_and_dimension",
            ),
            models.CheckConstraint(condition=~models.Q(seen=""), name="a_verification_says_what_was_seen"),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, ended_in__isnull=True, ended_why="")
                | (models.Q(ended_at__isnull=False, ended_in__isnull=False) & ~models.Q(ended_why="")),
                name="an_ended_verification_says_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action.label}: {self.get_outcome_display()}"

    @property
    def is_confirmed(self) -> bool:
        return self.outcome == VerificationOutcome.CONFIRMED

    @property
    def is_standing(self) -> bool:
        return self.is_confirmed and self.ended_at is None


class HoldOutcome(models.TextChoices):
    HELD = "held", _("Held")
    PARTLY = "partly", _("Partly held")
    LOST = "lost", _("Lost")


class HoldCheck(models.Model):
    """Did it hold? A confirmed action comes back some months later for a short check."""

    verification = models.ForeignKey(Verification, on_delete=models.CASCADE, related_name="checks")
    months = models.PositiveSmallIntegerField(_("months after"))
    due_on = models.DateField(_("due"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=HoldOutcome.choices, blank=True)
    note = models.TextField(_("how it is known"), blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)

    objects = HoldCheckQuerySet.as_manager()
    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("check whether it held")
        verbose_name_plural = _("checks whether it held")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["verification", "months"], name="one_check_per_verification_and_time"),
            models.CheckConstraint(
                condition=models.Q(outcome="", checked_by__isnull=True, checked_at__isnull=True, note="")
                | (
                    ~models.Q(outcome="")
                    & ~models.Q(note="")
                    & models.Q(checked_by__isnull=False, checked_at__isnull=False)
                ),
                name="a_check_says_what_by_whom_and_how_it_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verification.action.label}: {self.due_on}"
