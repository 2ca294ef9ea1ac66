"""Of which year a quarter is that a file writes as "Q4 2019" or "Quarter 2": asked once, then read so. Pure logic."""

import re
from dataclasses import replace
from datetime import date

from plans.timescales import read_timescale
from plans.timescales.timescale import Timescale

FINANCIAL, CALENDAR = "financial", "calendar"
Span = tuple[date, date]
_NUMBER = r"(?:[1-4]|one|two|three|four|first|second|third|fourth|last|1st|2nd|3rd|4th)"
_QUARTER = re.compile(
    rf"\b(?:q\s?[1-4]|(?:quarter|qtr)\s?{_NUMBER}|{_NUMBER}\s(?:quarter|qtr))\b(?P<year>[\s,]*(?:of\s+|in\s+)?(?P<first>20\d\d)"
    r"(?!\d|\s?[/–-]\s?\d))?",
    re.IGNORECASE,
)
# A year for the question alone, where neither the file nor a person has named one.
_ANY_YEAR = 2020


def names_quarter(text: str) -> bool:
    return bool(_QUARTER.search(text)) and not re.search(r"\b(?:financial|fiscal|calendar)\b", text, re.IGNORECASE)


def year_matters(text: str, span: Span | None) -> bool:
    """Whether the text means another time by the calendar than by the financial year."""
    if not names_quarter(text):
        return False
    first = span[0].year if span else _ANY_YEAR
    known = (date(first, 4, 1), date(first + 1, 3, 31))
    return _dates(read_of_year(text, FINANCIAL, known)) != _dates(read_of_year(text, CALENDAR, known))


def read_of_year(text: str, kind: str, span: Span | None) -> Timescale:
    """What the text means where quarters are of years of that kind; `span` is the plan's own time."""
    written: dict[str, str] = {}

    def told(match: re.Match[str]) -> str:
        if not match["first"]:
            return match.group()
        year = int(match["first"])
        plainly = f"{match.group()}/{(year + 1) % 100:02}" if kind == FINANCIAL else f"calendar {match.group()}"
        written[plainly] = match.group()
        return plainly

    time = read_timescale(_QUARTER.sub(told, text), span=_years(kind, span))
    parts = []
    for part in time.milestones:
        said = part.text
        for plainly, original in written.items():
            said = said.replace(plainly, original)
        parts.append(replace(part, text=said))
    return replace(time, text=text, milestones=tuple(parts))


def _years(kind: str, span: Span | None) -> Span | None:
    """The plan's time as whole years of that kind: a plan of one year, as most are, is one year of either."""
    if span is None or kind == FINANCIAL:
        return span
    last = span[1].year if (span[1].month, span[1].day) >= (7, 1) else span[1].year - 1
    return date(span[0].year, 1, 1), date(max(last, span[0].year), 12, 31)


def _dates(time: Timescale) -> tuple[date | None, ...]:
    return (time.due, *(part.due for part in time.milestones))
