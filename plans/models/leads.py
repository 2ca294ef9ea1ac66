from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import Agency, Partnership
from plans.querysets import LeadQuerySet


class LeadKind(models.TextChoices):
    AGENCY = "agency", _("Agency")
    GROUP = "group", _("Group")
    POST = "post", _("Post")
    PERSON = "person", _("Person")


class Lead(models.Model):
    """Whatever is named as leading an action: an agency, a group, a post or a person of an agency."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="leads")
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=LeadKind.choices, default=LeadKind.GROUP)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="leads", verbose_name=_("agency")
    )
    post = models.CharField(_("post"), max_length=200, blank=True)
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="leads",
        blank=True,
        verbose_name=_("people who answer for it"),
        help_text=_("They see the plans in which this lead has actions, and can say what was done."),
    )

    objects = LeadQuerySet.as_manager()
    # To answer for a lead is to see its plans: who was let in, by whom and when, stays on record.
    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True), m2m_fields=[people])

    class Meta:
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
        ordering = [Lower("name")]
        constraints = [
            models.UniqueConstraint("partnership", Lower("name"), name="one_lead_per_name"),
            models.CheckConstraint(condition=models.Q(kind__in=LeadKind.values), name="lead_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.name


class LeadWording(models.Model):
    """Another way in which documents write a lead: an abbreviation, a slip of the pen."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="lead_wordings")
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="wordings")
    text = models.CharField(_("wording"), max_length=300)

    class Meta:
        verbose_name = _("other wording")
        verbose_name_plural = _("other wordings")
        ordering = ["text"]
        constraints = [models.UniqueConstraint("partnership", Lower("text"), name="one_lead_per_wording")]

    def __str__(self) -> str:
        return self.text
