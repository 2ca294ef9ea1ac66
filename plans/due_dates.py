"""How a due date is said: as exactly as it is meant, and with its first date beside it once it has moved.

No database. A due date is always the last day of what was meant: 31 December 2019 for "December 2019".
"""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def due_words(due_on: date | None, precision: str) -> str:
    """The date as a person would write it; empty where there is none.

    `precision` is one of PrecisionChoice. A quarter is named by its three months; a year that ends on 31 March is a
    financial one ("2019/20").
    """
    if due_on is None:
        return ""
    if precision == "month":
        return month_words(due_on)
    if precision == "quarter":
        return _quarter_words(due_on)
    if precision == "year":
        return _year_words(due_on)
    return date_format(due_on, "j F Y")


def month_words(day: date) -> str:
    return date_format(day, "F Y")


def slip_words(original: str, now: str, moves: int) -> str:
    """ "was March 2021, now September 2021, moved 3 times"; empty for a date that never moved.

    `original` and `now` are dates in words; empty means without a date.
    """
    if not moves:
        return ""
    moved = ngettext("moved once", "moved %(count)d times", moves) % {"count": moves}
    if not original:
        return _("now %(now)s, %(moved)s") % {"now": now or _("without a date"), "moved": moved}
    said = (
        _("was %(original)s, now %(now)s again, %(moved)s")
        if original == now
        else _("was %(original)s, now %(now)s, %(moved)s")
    )
    return said % {"original": original, "now": now or _("without a date"), "moved": moved}


def _quarter_words(due_on: date) -> str:
    first_month = (due_on.month - 3) % 12 + 1
    first = date(due_on.year if first_month <= due_on.month else due_on.year - 1, first_month, 1)
    begins = date_format(first, "F") if first.year == due_on.year else month_words(first)
    return _("%(first)s to %(last)s") % {"first": begins, "last": month_words(due_on)}


def _year_words(due_on: date) -> str:
    if (due_on.month, due_on.day) == (3, 31):
        return f"{due_on.year - 1}/{due_on.year % 100:02d}"
    return str(due_on.year)
