from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import Partnership
from plans.models import ActionPlan
from ratings.models import ReportingPeriod
from reporting.content import checksum_of
from reporting.querysets import ReportQuerySet
from reporting.shown import Content
from reviews.models import Review


class Audience(models.TextChoices):
    COMMITTEE = "committee", _("Committee")
    STRATEGIC_GROUP = "strategic_group", _("Strategic Group")


class ReportStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class Report(models.Model):
    """What a meeting is shown. A draft is reckoned from the plans as they are; a published one is frozen for good.

    A mistake is put right by a new version, which says what changed; the version that it replaces stays.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="reports")
    title = models.CharField(_("title"), max_length=200)
    audience = models.CharField(_("for"), max_length=20, choices=Audience.choices, default=Audience.COMMITTEE)
    period = models.ForeignKey(
        ReportingPeriod, on_delete=models.PROTECT, related_name="reports", verbose_name=_("reporting period")
    )
    meeting_name = models.CharField(_("meeting"), max_length=200)
    meeting_on = models.DateField(_("date of the meeting"), null=True, blank=True)
    reviews = models.ManyToManyField(
        Review, related_name="reports", blank=True, verbose_name=_("reviews without a plan")
    )
    status = models.CharField(_("status"), max_length=10, choices=ReportStatus.choices, default=ReportStatus.DRAFT)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    what_changed = models.TextField(_("what changed"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("begun by")
    )
    created_at = models.DateTimeField(_("begun"))
    # Counts the changes of a draft, so that a form filled in from an older state is noticed.
    revision = models.PositiveIntegerField(default=1, editable=False)

    content = models.JSONField(_("content"), null=True, blank=True, editable=False)
    checksum = models.CharField(_("checksum"), max_length=64, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)

    objects = ReportQuerySet.as_manager()
    history = HistoricalRecords(
        history_change_reason_field=models.TextField(null=True), m2m_fields=[reviews], excluded_fields=["content"]
    )

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(status__in=ReportStatus.values), name="report_status_is_known"),
            models.CheckConstraint(condition=models.Q(audience__in=Audience.values), name="report_audience_is_known"),
            models.CheckConstraint(
                condition=models.Q(published_by__isnull=True, published_at__isnull=True)
                | models.Q(published_by__isnull=False, published_at__isnull=False),
                name="report_has_who_and_when_published_or_neither",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    status=ReportStatus.DRAFT, published_at__isnull=True, content__isnull=True, checksum=""
                )
                | (
                    models.Q(status=ReportStatus.PUBLISHED, published_at__isnull=False, content__isnull=False)
                    & ~models.Q(checksum="")
                ),
                name="a_published_report_has_its_content",
            ),
            models.CheckConstraint(
                condition=models.Q(replaces__isnull=True, version=1)
                | (models.Q(replaces__isnull=False, version__gt=1) & ~models.Q(what_changed="")),
                name="a_new_version_says_what_changed",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.status == ReportStatus.PUBLISHED

    @property
    def newer(self) -> "Report | None":
        """The published version that replaced this one; a draft of it has replaced nothing yet."""
        found: Report | None = getattr(self, "replaced_by", None)
        return found if found and found.is_published else None

    @property
    def is_intact(self) -> bool:
        """Whether the frozen content still is what was published; a draft has none."""
        content: Content | None = self.content
        return content is not None and checksum_of(content) == self.checksum


class ReportPlan(models.Model):
    """A plan in a report, in its place, with what the author says about it."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="chosen_plans")
    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="in_reports")
    position = models.PositiveSmallIntegerField(_("position"))
    note = models.TextField(_("note"), blank=True)

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("plan of a report")
        verbose_name_plural = _("plans of reports")
        ordering = ["report_id", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "plan"], name="a_plan_stands_once_in_a_report")]

    def __str__(self) -> str:
        return f"{self.plan}, {self.report}"
