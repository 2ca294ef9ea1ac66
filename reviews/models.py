from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import Partnership
from reviews.querysets import ReviewQuerySet


class ReviewKind(models.Model):
    """What sort of review prompts a plan. Data, not code: partnerships elsewhere hold SARs, DHRs, ILACS and more."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=30)

    class Meta:
        verbose_name = _("kind of review")
        verbose_name_plural = _("kinds of review")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.short_name


class LearningTheme(models.Model):
    """A lesson that recurs over reviews, such as professional curiosity."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="themes")
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("learning theme")
        verbose_name_plural = _("learning themes")
        ordering = ["name"]
        constraints = [models.UniqueConstraint("partnership", Lower("name"), name="one_theme_per_name")]

    def __str__(self) -> str:
        return self.name


class GovernanceStage(models.TextChoices):
    COMMISSIONED = "commissioned", _("Commissioned")
    IN_PROGRESS = "in_progress", _("In progress")
    LEARNING_PUBLISHED = "learning_published", _("Learning published, not yet ratified")
    RATIFIED = "ratified", _("Ratified")


# A review's findings may stand in a committee's paper from this stage on.
PUBLISHED_STAGES = frozenset({GovernanceStage.LEARNING_PUBLISHED, GovernanceStage.RATIFIED})


class Review(models.Model):
    """What prompted a plan: a peer review, a case review, an inspection."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="reviews")
    title = models.CharField(_("title"), max_length=200)
    kind = models.ForeignKey(ReviewKind, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("kind"))
    governance_stage = models.CharField(
        _("governance stage"), max_length=20, choices=GovernanceStage.choices, default=GovernanceStage.COMMISSIONED
    )
    commissioned_on = models.DateField(_("commissioned"), null=True, blank=True)
    published_on = models.DateField(_("learning published"), null=True, blank=True)
    ratified_on = models.DateField(_("ratified"), null=True, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    themes = models.ManyToManyField(
        LearningTheme, related_name="reviews", blank=True, verbose_name=_("learning themes")
    )

    objects = ReviewQuerySet.as_manager()
    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True), m2m_fields=[themes])

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint("partnership", Lower("title"), name="one_review_per_title"),
            models.CheckConstraint(
                condition=models.Q(governance_stage__in=GovernanceStage.values), name="review_stage_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(ratified_on__isnull=True) | models.Q(governance_stage=GovernanceStage.RATIFIED),
                name="only_a_ratified_review_has_a_ratified_date",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.governance_stage in PUBLISHED_STAGES
