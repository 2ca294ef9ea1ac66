from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from plans.models.leads import Lead
from plans.models.plans import ActionPlan, Objective, Section
from plans.querysets import ActionQuerySet


class ActionStatus(models.TextChoices):
    ACTIVE = "active", _("Active")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class TimescaleKind(models.TextChoices):
    """What a written timescale turned out to be; the words are those of plans.timescales.Kind."""

    DATE = "date", _("By a date")
    RECURRING = "recurring", _("Recurring")
    CYCLE = "cycle", _("With a group's meetings or programme")
    ONGOING = "ongoing", _("Ongoing")
    UNKNOWN = "unknown", _("Not known")
    NONE = "none", _("None given")


class PrecisionChoice(models.TextChoices):
    """How exactly a due date is meant; the words are those of plans.timescales.Precision."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    YEAR = "year", _("Year")


class Action(models.Model):
    """One thing to be done. It is withdrawn with a reason, never deleted."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="actions")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    position = models.PositiveIntegerField(_("position"))
    reference = models.CharField(_("reference"), max_length=40, blank=True)
    text = models.TextField(_("action"))
    measure = models.TextField(_("measure of success"), blank=True)
    leads = models.ManyToManyField(Lead, related_name="actions", blank=True, verbose_name=_("leads"))
    lead_text = models.TextField(_("lead as written"), blank=True)

    timescale_text = models.TextField(_("timescale as written"), blank=True)
    timescale_kind = models.CharField(
        _("kind of timescale"), max_length=10, choices=TimescaleKind.choices, default=TimescaleKind.NONE
    )
    due_on = models.DateField(_("due date"), null=True, blank=True)
    due_precision = models.CharField(_("exact to the"), max_length=10, choices=PrecisionChoice.choices, blank=True)
    original_due_on = models.DateField(_("original due date"), null=True, blank=True, editable=False)
    original_due_precision = models.CharField(max_length=10, choices=PrecisionChoice.choices, blank=True)
    recurrence = models.CharField(_("recurs"), max_length=200, blank=True)

    status = models.CharField(_("status"), max_length=10, choices=ActionStatus.choices, default=ActionStatus.ACTIVE)
    withdrawn_reason = models.TextField(_("why it was withdrawn"), blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_placeholder = models.BooleanField(
        _("placeholder"), default=False, help_text=_("Stands for an action of which only the count is known.")
    )
    # Counts the changes, so that a form filled in from an older state is noticed instead of overwriting a newer one.
    revision = models.PositiveIntegerField(default=1, editable=False)
    last_updated_at = models.DateTimeField(_("last updated"), null=True, blank=True, editable=False)

    objects = ActionQuerySet.as_manager()
    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True), m2m_fields=[leads])

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["plan_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="one_action_per_position"),
            # References may start again under each banner of a plan; zero stands for "under none".
            models.UniqueConstraint(
                "plan",
                Coalesce("section", 0),
                Coalesce("objective", 0),
                "reference",
                condition=~models.Q(reference="") & models.Q(status=ActionStatus.ACTIVE),
                name="one_active_action_per_reference",
            ),
            models.CheckConstraint(condition=models.Q(status__in=ActionStatus.values), name="action_status_is_known"),
            models.CheckConstraint(
                condition=models.Q(timescale_kind__in=TimescaleKind.values), name="timescale_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=True, due_precision="")
                | models.Q(due_on__isnull=False, due_precision__in=PrecisionChoice.values),
                name="a_due_date_says_how_exact_it_is",
            ),
            models.CheckConstraint(
                condition=models.Q(status=ActionStatus.ACTIVE, withdrawn_at__isnull=True, withdrawn_reason="")
                | (
                    models.Q(status=ActionStatus.WITHDRAWN, withdrawn_at__isnull=False) & ~models.Q(withdrawn_reason="")
                ),
                name="a_withdrawn_action_says_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.text[:80]}"

    @property
    def label(self) -> str:
        """How people point at the action: its reference, or its place in the plan where it has none."""
        return self.reference or f"#{self.position}"

    @property
    def is_active(self) -> bool:
        return self.status == ActionStatus.ACTIVE


class Milestone(models.Model):
    """One dated part of an action."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="milestones")
    position = models.PositiveIntegerField(_("position"))
    text = models.TextField(_("milestone"))
    due_on = models.DateField(_("due date"), null=True, blank=True)
    due_precision = models.CharField(_("exact to the"), max_length=10, choices=PrecisionChoice.choices, blank=True)

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["action_id", "position"]
        constraints = [models.UniqueConstraint(fields=["action", "position"], name="one_milestone_per_position")]

    def __str__(self) -> str:
        return self.text
