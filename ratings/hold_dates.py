"""When a confirmed action comes back for its checks. No database."""

from calendar import monthrange
from datetime import date, timedelta

# A check may be made this long before it is due, so that it can be part of a visit that falls a little earlier.
EARLIEST = timedelta(days=28)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; in a shorter month its last day (31 March and 3 months is 30 June)."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
