"""How a reporting period was opened and closed, in sentences."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ratings.models import PeriodStatus, ReportingPeriod


@dataclass(frozen=True, slots=True)
class PeriodEvent:
    when: datetime
    sentence: str
    reason: str
    by: str
    is_reopening: bool = False

    @property
    def reopened(self) -> str:
        """ "Opened again on 3 May 2022 by Ann Admin because: health sent its return late." """
        return _("Opened again on %(day)s by %(who)s because: %(reason)s") % {
            "day": date_format(localtime(self.when), "j F Y"),
            "who": self.by,
            "reason": self.reason or _("no reason is on record"),
        }


def period_history(period: ReportingPeriod) -> list[PeriodEvent]:
    """Each opening and closing, who did it and why; newest first."""
    entries = list(
        ReportingPeriod.history.filter(id=period.pk)
        .select_related("history_user")
        .order_by("-history_date", "-history_id")
    )
    earlier = [*(entry.status for entry in entries[1:]), None]
    return [
        PeriodEvent(
            entry.history_date,
            _sentence(entry.status, before, by),
            entry.history_change_reason or "",
            by,
            is_reopening=before == PeriodStatus.CLOSED and entry.status != before,
        )
        for entry, before in zip(entries, earlier, strict=True)
        for by in [str(entry.history_user or _("The service"))]
    ]


def _sentence(status: str, before: str | None, by: str) -> str:
    if before is None:
        return _("%(by)s added the period.") % {"by": by}
    if status == before:
        return _("%(by)s changed its name or dates.") % {"by": by}
    if status == PeriodStatus.CLOSED:
        return _("%(by)s closed the period.") % {"by": by}
    if status == PeriodStatus.CLOSING:
        return _("%(by)s began to close the period.") % {"by": by}
    if before == PeriodStatus.CLOSING:
        return _("%(by)s left the period open.") % {"by": by}
    return _("%(by)s opened the period again.") % {"by": by}
