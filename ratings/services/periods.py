from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.history import save_with_history
from accounts.models import Partnership, User
from accounts.permissions import hold_partnership, require
from accounts.roles import Permission
from accounts.rules import RuleBroken
from plans.models import Meeting
from ratings.missing import without_update
from ratings.models import PeriodKind, PeriodStatus, ReportingPeriod
from ratings.quarters import quarters_of

LONGEST_NAME = 60


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
def add_period(
    *,
    partnership: Partnership,
    name: str,
    starts_on: date,
    ends_on: date | None = None,
    meeting: Meeting | None = None,
    by: User,
) -> ReportingPeriod:
    """A period that ends on a meeting's date: that of a meeting which is entered, or the date itself.

    Without a name it bears the meeting's.
    """
    require(Permission.MANAGE_PERIODS, partnership, by=by)
    hold_partnership(partnership)
    if meeting and meeting.partnership_id != partnership.pk:
        raise RuleBroken(_("Choose a meeting of this partnership."), field="meeting")
    ends_on, name = _end_of(meeting, ends_on), name.strip() or _name_of(meeting)
    if ends_on < starts_on:
        raise RuleBroken(_("The period ends before it starts."), field="starts_on" if meeting else "ends_on")
    taken = ReportingPeriod.objects.filter(partnership=partnership)
    if taken.filter(name__iexact=name).exists():
        raise RuleBroken(_("A period of this name is there already."), field="name")
    if taken.filter(starts_on=starts_on, ends_on=ends_on).exists():
        raise RuleBroken(_("A period of these dates is there already."), field="starts_on")
    period = ReportingPeriod(
        partnership=partnership,
        name=name,
        kind=PeriodKind.MEETING,
        starts_on=starts_on,
        ends_on=ends_on,
        meeting=meeting,
    )
    save_with_history(period, by=by)
    return period


def _end_of(meeting: Meeting | None, ends_on: date | None) -> date:
    if meeting is None and ends_on is None:
        raise RuleBroken(_("Choose the meeting, or enter its date."), field="ends_on")
    if meeting and ends_on not in (None, meeting.held_on):
        raise RuleBroken(
            _("%(meeting)s is on another date: choose the meeting or enter a date, not both.") % {"meeting": meeting},
            field="ends_on",
        )
    return meeting.held_on if meeting else ends_on  # type: ignore[return-value]  # one of the two is there, see above


def _name_of(meeting: Meeting | None) -> str:
    if meeting is None:
        raise RuleBroken(_("Enter a name."), field="name")
    if len(str(meeting)) > LONGEST_NAME:
        raise RuleBroken(_("Enter a name: that of the meeting is too long for a period."), field="name")
    return str(meeting)


def hold_open(period: ReportingPeriod) -> ReportingPeriod:
    """The period as it stands now, not as a page read it, held so that nobody closes it before the transaction ends.

    Raises RuleBroken where it is closed, were it only a moment ago. A closing period still takes what is missing.
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
def start_closing(*, period: ReportingPeriod, by: User) -> None:
    """Say that the period is about to be closed: what is still missing is chased, and may still be given."""
    period = _held(period, by)
    if period.status != PeriodStatus.OPEN:
        raise RuleBroken(_("%(period)s is closing already.") % {"period": period.name})
    period.status = PeriodStatus.CLOSING
    save_with_history(period, by=by)


@transaction.atomic
def stop_closing(*, period: ReportingPeriod, by: User) -> None:
    """Leave a closing period open after all."""
    period = _held(period, by)
    if period.status != PeriodStatus.CLOSING:
        raise RuleBroken(_("%(period)s is not being closed.") % {"period": period.name})
    period.status = PeriodStatus.OPEN
    save_with_history(period, by=by)


@transaction.atomic
def close_period(*, period: ReportingPeriod, by: User, accepted: int | None = None) -> None:
    """Close the period: from now on its ratings and updates do not change.

    `accepted` is how many actions without an update the person saw and accepted; where there are more by now, nothing
    is closed. None asks nothing. Whoever rates at the same time is either in the period before it closes, or refused.
    """
    period = _held(period, by)
    silent = len(without_update(period, today=timezone.localdate()))
    if accepted is not None and silent > accepted:
        raise RuleBroken(_("Look again before you close: %(sentence)s") % {"sentence": will_stand(silent)})
    period.status, period.closed_at, period.closed_by = PeriodStatus.CLOSED, timezone.now(), by
    save_with_history(period, by=by, reason=stand(silent) if silent else "")


def will_stand(silent: int) -> str:
    """What closing makes of the actions that nobody rated."""
    return ngettext(
        "%(count)d action has no update; it will stand as No update.",
        "%(count)d actions have no update; they will stand as No update.",
        silent,
    ) % {"count": silent}


def stand(silent: int) -> str:
    """The same when it is done."""
    return ngettext(
        "%(count)d action had no update and stands as No update.",
        "%(count)d actions had no update and stand as No update.",
        silent,
    ) % {"count": silent}


@transaction.atomic
def reopen_period(*, period: ReportingPeriod, reason: str, by: User) -> None:
    """Open a closed period again, on record and with a reason: for those alone who may."""
    require(Permission.REOPEN_PERIODS, period.partnership, by=by)
    if not reason.strip():
        raise RuleBroken(_("Say why the period is opened again: the reason stays on record."), field="reason")
    period = ReportingPeriod.objects.select_for_update(no_key=True).get(pk=period.pk)
    if period.is_open:
        raise RuleBroken(_("%(period)s is open already.") % {"period": period.name})
    period.status, period.closed_at, period.closed_by = PeriodStatus.OPEN, None, None
    save_with_history(period, by=by, reason=reason.strip())


def _held(period: ReportingPeriod, by: User) -> ReportingPeriod:
    """The period, not closed yet, held against everybody who rates in it."""
    require(Permission.MANAGE_PERIODS, period.partnership, by=by)
    held = ReportingPeriod.objects.select_for_update(no_key=True).get(pk=period.pk)
    if not held.is_open:
        raise RuleBroken(_("%(period)s is closed already.") % {"period": held.name})
    return held
