from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Partnership


class StrategicAim(models.Model):
    """What the partnership wants to achieve over some years; sections of any of its plans may serve one."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="aims")
    number = models.CharField(_("number"), max_length=10)
    title = models.CharField(_("title"), max_length=300)
    first_year = models.PositiveSmallIntegerField(_("from the financial year that begins in"))
    last_year = models.PositiveSmallIntegerField(_("to the financial year that begins in"))

    class Meta:
        verbose_name = _("strategic aim")
        verbose_name_plural = _("strategic aims")
        ordering = ["first_year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "first_year", "number"], name="one_aim_per_number_and_span"),
            models.CheckConstraint(
                condition=models.Q(last_year__gte=models.F("first_year")), name="aim_does_not_end_before_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
