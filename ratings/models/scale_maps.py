from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ratings.models.scales import Level, RatingScale


class ScaleMap(models.Model):
    """Which level of one scale is held to be which of another: made by a person, for comparison only.

    Ratings stay in the scale they were given in.
    """

    from_scale = models.ForeignKey(
        RatingScale, on_delete=models.CASCADE, related_name="maps_from", verbose_name=_("from the scale")
    )
    to_scale = models.ForeignKey(
        RatingScale, on_delete=models.CASCADE, related_name="maps_to", verbose_name=_("to the scale")
    )
    reason = models.TextField(_("why these levels answer each other"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"))

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("map between scales")
        verbose_name_plural = _("maps between scales")
        ordering = ["from_scale_id", "to_scale_id"]
        constraints = [
            models.UniqueConstraint(fields=["from_scale", "to_scale"], name="one_map_per_pair_of_scales"),
            models.CheckConstraint(condition=~models.Q(from_scale=models.F("to_scale")), name="a_map_joins_two_scales"),
        ]

    def __str__(self) -> str:
        return f"{self.from_scale} → {self.to_scale}"


class LevelMap(models.Model):
    """One line of a map: this level of the old scale is compared as that level of the new."""

    map = models.ForeignKey(ScaleMap, on_delete=models.CASCADE, related_name="levels")
    from_level = models.ForeignKey(Level, on_delete=models.CASCADE, related_name="+")
    to_level = models.ForeignKey(Level, on_delete=models.CASCADE, related_name="+")

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("level of a map")
        verbose_name_plural = _("levels of maps")
        ordering = ["map_id", "from_level__rank"]
        constraints = [models.UniqueConstraint(fields=["map", "from_level"], name="one_answer_per_level_of_a_map")]

    def __str__(self) -> str:
        return f"{self.from_level} → {self.to_level}"
