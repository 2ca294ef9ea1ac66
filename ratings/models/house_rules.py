from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import Partnership

DEFAULT_MONTHS = "3, 6, 12"


class HouseRules(models.Model):
    """What a partnership decides for itself about dates and checks; without a row the defaults here hold."""

    partnership = models.OneToOneField(Partnership, on_delete=models.PROTECT, related_name="house_rules")
    moved_dates_stay_overdue = models.BooleanField(
        _("an action whose first date has passed counts as overdue although its date was moved"), default=True
    )
    days_before_meeting = models.PositiveSmallIntegerField(
        _("days before a meeting in which a moved date is marked for it"),
        default=14,
        validators=[MaxValueValidator(90)],
    )
    hold_check_months = models.CharField(
        _("months after which a confirmed action is checked again"),
        max_length=60,
        blank=True,
        default=DEFAULT_MONTHS,
        help_text=_("Numbers with commas between, such as 3, 6, 12. Empty for no checks."),
    )

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("house rules")
        verbose_name_plural = _("house rules")

    def __str__(self) -> str:
        return str(self.partnership)

    @property
    def months(self) -> list[int]:
        return sorted({int(part) for part in self.hold_check_months.replace(",", " ").split()})

    @classmethod
    def of(cls, partnership: Partnership) -> "HouseRules":
        """The partnership's own, or the defaults, unsaved. One query."""
        return cls.objects.filter(partnership=partnership).first() or cls(partnership=partnership)
