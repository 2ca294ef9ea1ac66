"""Which day is asked for, and when it ends."""

import re
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class NotADay(Exception):
    """What was asked for is no day of which anything can be shown; `message` is the sentence for the person."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def read_day(text: str, *, today: date) -> date:
    """The day of an address, written 2021-05-03. Raises NotADay for no date, and for one that has not come yet."""
    try:
        day = date.fromisoformat(text.strip()) if _ISO.fullmatch(text.strip()) else None
    except ValueError:
        day = None
    if day is None:
        raise NotADay(_("“%(text)s” is not a date that exists. Enter a date such as 3 5 2021.") % {"text": text[:40]})
    if day > today:
        said = _("%(day)s has not come yet. Enter today’s date or an earlier one.")
        raise NotADay(said % {"day": date_format(day, "j F Y")})
    return day


def first_moment_after(day: date) -> datetime:
    """Midnight at the end of the day, where the service is: what was written before it stood at the day's end."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
