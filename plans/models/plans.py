from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import Partnership
from plans.models.aims import StrategicAim
from plans.querysets import ActionPlanQuerySet
from reviews.models import Review


class PlanKind(models.TextChoices):
    PEER_REVIEW = "peer_review", _("Peer review")
    CASE_REVIEW = "case_review", _("Case review (SCR / LCSPR)")
    JTAI = "jtai", _("Joint inspection (JTAI)")
    DELIVERY_PLAN = "delivery_plan", _("Delivery plan")
    OTHER = "other", _("Other")


# What the row above the actions is called, by the kind of plan.
OBJECTIVE_WORDS: dict[str, Promise] = {
    PlanKind.PEER_REVIEW: _("Recommendation"),
    PlanKind.CASE_REVIEW: _("Recommendation"),
    PlanKind.JTAI: _("Area for improvement"),
    PlanKind.DELIVERY_PLAN: _("Objective"),
    PlanKind.OTHER: _("Objective"),
}


class ActionPlan(models.Model):
    """A plan of one partnership, from one review or from none (a delivery plan)."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="plans")
    review = models.ForeignKey(
        Review, on_delete=models.PROTECT, null=True, blank=True, related_name="plans", verbose_name=_("review")
    )
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=PlanKind.choices, default=PlanKind.OTHER)
    starts_on = models.DateField(_("starts"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = ActionPlanQuerySet.as_manager()
    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")
        ordering = [Lower("title")]
        constraints = [
            models.UniqueConstraint("partnership", Lower("title"), name="one_plan_per_title"),
            models.CheckConstraint(condition=models.Q(kind__in=PlanKind.values), name="plan_kind_is_known"),
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="plan_does_not_end_before_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def objective_word(self) -> Promise:
        return OBJECTIVE_WORDS[self.kind]


class SectionKind(models.TextChoices):
    AIM = "aim", _("Strategic aim")
    THEME = "theme", _("Theme")
    CATEGORY = "category", _("Category")
    PRIORITY = "priority", _("Priority")


class Section(models.Model):
    """A heading of a plan: a strategic aim, a theme, a category or a priority."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveIntegerField(_("position"))
    number = models.CharField(_("number"), max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=500)
    kind = models.CharField(_("kind"), max_length=10, choices=SectionKind.choices, default=SectionKind.CATEGORY)
    aim = models.ForeignKey(
        StrategicAim, on_delete=models.PROTECT, null=True, blank=True, related_name="sections", verbose_name=_("serves")
    )

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["plan_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="one_section_per_position"),
            models.CheckConstraint(condition=models.Q(kind__in=SectionKind.values), name="section_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title


class Objective(models.Model):
    """The row above the actions: an objective, a recommendation, a finding or an area for improvement."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="objectives")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, null=True, blank=True, related_name="objectives")
    position = models.PositiveIntegerField(_("position"))
    number = models.CharField(_("number"), max_length=20, blank=True)
    text = models.TextField(_("text"))

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ["plan_id", "position"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="one_objective_per_position")]

    def __str__(self) -> str:
        return self.text
