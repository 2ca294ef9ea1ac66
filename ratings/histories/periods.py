"""Reporting periods: how they were added, changed, closed and opened again."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ratings import sentences
from ratings.histories.past import Past, Scope, entry, reason, with_previous
from ratings.models import PeriodStatus, ReportingPeriod
from ratings.sentences import About, Entry


def of_periods(scope: Scope) -> Iterator[Entry]:
    rows = scope.of_partnership(ReportingPeriod.history.select_related("history_user"))
    for past, before in with_previous(rows):
        if what := _sentence(past, before):
            yield entry(past, sentences.because(what, reason(past)), About.PERIOD)


def _sentence(past: Past, before: Past | None) -> str:
    named = {"period": past.name}
    if past.history_type == "-":
        return _("removed the period %(period)s") % named
    if before is None:
        return _("added the period %(period)s") % named
    if (past.status, before.status) == (PeriodStatus.OPEN, PeriodStatus.CLOSING):
        return _("left the period %(period)s open") % named
    if past.status != before.status:
        return {
            PeriodStatus.OPEN.value: _("opened the period %(period)s again"),
            PeriodStatus.CLOSING.value: _("began to close the period %(period)s"),
            PeriodStatus.CLOSED.value: _("closed the period %(period)s"),
        }[past.status] % named
    said = ("name", "starts_on", "ends_on", "meeting_id")
    if any(getattr(past, field) != getattr(before, field) for field in said):
        return _("changed the name or the dates of the period %(period)s") % named
    return ""
