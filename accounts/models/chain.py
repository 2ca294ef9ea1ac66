"""The chain that every entry of every history stands in, so that a changed or removed one is found."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HistoryLink(models.Model):
    """One entry of a history as it was written, with the hash of the link before it. Nothing updates or deletes one."""

    # Counts without a gap over all histories: a missing number is a removed link.
    number = models.PositiveBigIntegerField(_("number"), unique=True)
    model = models.CharField(_("history"), max_length=100)
    entry = models.PositiveBigIntegerField(_("entry"))
    # The entry as JSON, so that a changed one can be told word for word from what it was.
    content = models.TextField(_("content"))
    digest = models.CharField(_("digest of the content"), max_length=64)
    previous = models.CharField(_("hash of the link before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("link of the history")
        verbose_name_plural = _("links of the history")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["model", "entry"], name="one_link_per_entry_of_a_history")]

    def __str__(self) -> str:
        return f"{self.number}: {self.model} {self.entry}"


class HistoryHead(models.Model):
    """The end of the chain: one row, held while links are added, so that no two bear the same number."""

    number = models.PositiveBigIntegerField(_("number of links"), default=0)
    hash = models.CharField(_("hash of the last link"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("end of the history")
        verbose_name_plural = _("end of the history")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="the_history_has_one_end")]

    def __str__(self) -> str:
        return f"{self.number}: {self.hash}"
