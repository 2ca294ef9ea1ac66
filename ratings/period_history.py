"""How a reporting period was opened and closed, in sentences."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from ratings.models import PeriodStatus, ReportingPeriod


@dataclass(frozen=True, slots=True)
class PeriodEvent:
    when: datetime
    sentence: str
    reason: str


def period_history(period: ReportingPeriod) -> list[PeriodEvent]:
    """Each opening and closing, who did it and why; newest first."""
    entries = list(
        ReportingPeriod.history.filter(id=period.pk)
        .select_related("history_user")
        .order_by("-history_date", "-history_id")
    )
    earlier = [*(entry.status for entry in entries[1:]), None]
    return [
        PeriodEvent(entry.history_date, sentence, entry.history_change_reason or "")
        for entry, before in zip(entries, earlier, strict=True)
        if (sentence := _sentence(entry.status, before, str(entry.history_user or _("The service"))))
    ]


def _sentence(status: str, before: str | None, by: str) -> str:
    if before is None:
        return _("%(by)s added the period.") % {"by": by}
    if status == before:
        return _("%(by)s changed its name or dates.") % {"by": by}
    if status == PeriodStatus.CLOSED:
        return _("%(by)s closed the period.") % {"by": by}
    return _("%(by)s opened the period again.") % {"by": by}
