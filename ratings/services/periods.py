from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.history import save_with_history
from accounts.models import Partnership, User
from accounts.permissions import hold_partnership, require
from accounts.roles import Permission
from accounts.rules import RuleBroken
from ratings.models import PeriodKind, PeriodStatus, ReportingPeriod
from ratings.quarters import quarters_of


@transaction.atomic
def add_financial_year(*, partnership: Partnership, first_year: int, by: User) -> list[ReportingPeriod]:
    """The four quarters of the financial year that begins in April of `first_year`; those that exist stay.

    A period of the same dates is that quarter, whatever it is called.
    """
    require(Permission.MANAGE_PERIODS, partnership, by=by)
    hold_partnership(partnership)
    made = []
    for quarter in quarters_of(first_year):
        same = Q(name__iexact=quarter.name) | Q(starts_on=quarter.starts_on, ends_on=quarter.ends_on)
        if not ReportingPeriod.objects.filter(same, partnership=partnership).exists():
            period = ReportingPeriod(
                partnership=partnership, name=quarter.name, starts_on=quarter.starts_on, ends_on=quarter.ends_on
            )
            save_with_history(period, by=by)
            made.append(period)
    if not made:
        raise RuleBroken(_("All four quarters of that year are there already."), field="first_year")
    return made


@transaction.atomic
def add_period(*, partnership: Partnership, name: str, starts_on: date, ends_on: date, by: User) -> ReportingPeriod:
    """A period that ends on a meeting's date."""
    require(Permission.MANAGE_PERIODS, partnership, by=by)
    hold_partnership(partnership)
    if ends_on < starts_on:
        raise RuleBroken(_("The period ends before it starts."), field="ends_on")
    taken = ReportingPeriod.objects.filter(partnership=partnership)
    if taken.filter(name__iexact=name).exists():
        raise RuleBroken(_("A period of this name is there already."), field="name")
    if taken.filter(starts_on=starts_on, ends_on=ends_on).exists():
        raise RuleBroken(_("A period of these dates is there already."), field="starts_on")
    period = ReportingPeriod(
        partnership=partnership, name=name, kind=PeriodKind.MEETING, starts_on=starts_on, ends_on=ends_on
    )
    save_with_history(period, by=by)
    return period


def hold_open(period: ReportingPeriod) -> ReportingPeriod:
    """The period as it stands now, not as a page read it, held so that nobody closes it before the transaction ends.

    Raises RuleBroken where it is closed, were it only a moment ago.
    """
    held = ReportingPeriod.objects.select_for_update(no_key=True).get(pk=period.pk)
    if not held.is_open:
        raise RuleBroken(
            _("%(period)s is closed: its ratings and updates do not change. Ask an administrator to reopen it.")
            % {"period": held.name},
            field="period",
        )
    return held


@transaction.atomic
def close_period(*, period: ReportingPeriod, by: User) -> None:
    """Close the period: from now on its ratings and updates do not change."""
    require(Permission.MANAGE_PERIODS, period.partnership, by=by)
    period = ReportingPeriod.objects.select_for_update().get(pk=period.pk)
    if not period.is_open:
        raise RuleBroken(_("%(period)s is closed already.") % {"period": period.name})
    period.status, period.closed_at, period.closed_by = PeriodStatus.CLOSED, timezone.now(), by
    save_with_history(period, by=by)


@transaction.atomic
def reopen_period(*, period: ReportingPeriod, reason: str, by: User) -> None:
    """Open a closed period again, on record and with a reason."""
    require(Permission.MANAGE_PERIODS, period.partnership, by=by)
    if not reason.strip():
        raise RuleBroken(_("Say why the period is opened again: the reason stays on record."), field="reason")
    period = ReportingPeriod.objects.select_for_update().get(pk=period.pk)
    if period.is_open:
        raise RuleBroken(_("%(period)s is open already.") % {"period": period.name})
    period.status, period.closed_at, period.closed_by = PeriodStatus.OPEN, None, None
    save_with_history(period, by=by, reason=reason.strip())
