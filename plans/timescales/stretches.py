"""The calendar: from numbers to the first and last day that they mean, or to why they mean none.

Financial years run from 1 April to 31 March and academic years from 1 September to 31 August, as in England and Wales.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from plans.timescales.timescale import Precision

MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
EARLIEST_YEAR, LATEST_YEAR = 1980, 2099
SEASON_MONTHS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 14)}
# School terms differ by school; these ends are never earlier than the term's last day in England and Wales.
TERM_MONTHS = {"autumn": (9, 12), "spring": (1, 4), "summer": (5, 7), "winter": (9, 12)}


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days that were written, first and last included."""

    first: date
    last: date
    precision: Precision
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Unsure:
    """No date can be taken: why, as a sentence for a person, and the nearest possible one."""

    problem: str
    offer: date | None = None
    precision: Precision = Precision.DAY


Reading = Stretch | Unsure


def spoken(day: date) -> str:
    """A date as people write it: 30 April 2021."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def strange_year(year: int, written: str) -> Unsure | None:
    if EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    return Unsure(f"“{written}” has a year that cannot be right ({year}): enter the full date.")


def one_day(year: int, month: int, day: int, written: str) -> Reading:
    """The day itself; for one that does not exist, the nearest that does is offered."""
    if strange := strange_year(year, written):
        return strange
    if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return Stretch(date(year, month, day), date(year, month, day), Precision.DAY)
    swapped = month > 12 and 1 <= day <= 12
    reason = _why_not_a_day(year, month, day, swapped=swapped)
    if swapped:
        month, day = day, month
    offer = _nearest(year, month, day)
    return Unsure(
        f"“{written}” is not a date that exists: {reason}. Enter the right date, or take {spoken(offer)}.", offer
    )


def _why_not_a_day(year: int, month: int, day: int, *, swapped: bool) -> str:
    if swapped:
        return f"there is no month {month} (month and day look swapped)"
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    of_year = f" {year}" if month == 2 else ""
    return f"{MONTH_NAMES[month - 1]}{of_year} has {monthrange(year, month)[1]} days"


def _nearest(year: int, month: int, day: int) -> date:
    month = min(max(month, 1), 12)
    return date(year, month, min(max(day, 1), monthrange(year, month)[1]))


def months(year: int, first: int, last: int, precision: Precision, note: str | None = None) -> Reading:
    """From the first day of one month to the last day of another; months past 12 run into the next year."""
    if strange := strange_year(year, f"{year:04d}"):
        return strange
    start_year, end_year = year + (first - 1) // 12, year + (last - 1) // 12
    start_month, end_month = (first - 1) % 12 + 1, (last - 1) % 12 + 1
    end = date(end_year, end_month, monthrange(end_year, end_month)[1])
    return Stretch(date(start_year, start_month, 1), end, precision, note)


def one_month(year: int, month: int, written: str) -> Reading:
    if 1 <= month <= 12:
        return months(year, month, month, Precision.MONTH)
    if strange := strange_year(year, written):
        return strange
    offer = _nearest(year, month, 31)
    return Unsure(
        f"“{written}” has no such month ({month}). Enter the right date, or take {spoken(offer)}.",
        offer,
        Precision.MONTH,
    )


def calendar_year(year: int) -> Reading:
    return months(year, 1, 12, Precision.YEAR)


def financial_year(year: int) -> Reading:
    """The financial year that begins on 1 April of `year`."""
    return months(year, 4, 15, Precision.YEAR)


def academic_year(year: int) -> Reading:
    """The academic year that begins on 1 September of `year`."""
    return months(year, 9, 20, Precision.YEAR)


def financial_quarter(year: int, quarter: int) -> Reading:
    """A quarter of the financial year that begins in `year`: Q1 is April to June."""
    return months(year, 1 + 3 * quarter, 3 + 3 * quarter, Precision.QUARTER)


def calendar_quarter(year: int, quarter: int) -> Reading:
    return months(year, 3 * quarter - 2, 3 * quarter, Precision.QUARTER)


def season(year: int, name: str, *, term: bool) -> Reading:
    """A season or a school term; what end was taken stands in the note, for nobody writes it."""
    first, last = (TERM_MONTHS if term else SEASON_MONTHS)[name]
    said = f"{name.capitalize()}{' term' if term else ''}"
    note = f"{said} read as {MONTH_NAMES[first - 1]} to {MONTH_NAMES[(last - 1) % 12]}."
    return months(year, first, last, Precision.QUARTER, note)


def feast(year: int, name: str, written: str) -> Reading:
    """Christmas Day, or Easter Sunday."""
    if strange := strange_year(year, written):
        return strange
    day = date(year, 12, 25) if name == "christmas" else easter_sunday(year)
    return Stretch(day, day, Precision.DAY)


def easter_sunday(year: int) -> date:
    """Western Easter by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    moved = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - moved + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def spreadsheet_day(serial: int) -> date:
    """The day that a spreadsheet's number stands for, in the 1900 system (ECMA-376, part 1, 18.17.4.1)."""
    return date(1899, 12, 30) + timedelta(days=serial)
