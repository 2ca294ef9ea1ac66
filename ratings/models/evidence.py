from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from plans.models import Action
from ratings.evidence_store import evidence_store, place_of
from ratings.models.ratings import Rating
from ratings.querysets import EvidenceQuerySet


class Evidence(models.Model):
    """A file or a link that shows something of an action, or of one of its ratings. It is withdrawn, never deleted."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="evidence")
    rating = models.ForeignKey(Rating, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence")
    title = models.CharField(_("title"), max_length=200)
    shows = models.TextField(_("what it shows"))
    link = models.URLField(_("link"), max_length=1000, blank=True)
    file = models.FileField(_("file"), storage=evidence_store, upload_to=place_of, max_length=200, blank=True)
    file_name = models.CharField(_("name of the file"), max_length=255, blank=True)
    content_type = models.CharField(_("kind of file"), max_length=100, blank=True)
    size = models.PositiveBigIntegerField(_("bytes"), null=True, blank=True)
    sha256 = models.CharField(_("checksum"), max_length=64, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added"))
    withdrawn_reason = models.TextField(_("why it was withdrawn"), blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()
    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(file="") & ~models.Q(link=""))
                | (models.Q(link="") & ~models.Q(file="") & ~models.Q(sha256="") & models.Q(size__isnull=False)),
                name="evidence_is_a_file_or_a_link",
            ),
            models.CheckConstraint(condition=~models.Q(shows=""), name="evidence_says_what_it_shows"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_reason="")
                | (models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~models.Q(withdrawn_reason="")),
                name="withdrawn_evidence_says_by_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title
