"""Quarters of the financial year as headings and banners write them, as "2018/19 Q2"."""

import datetime as dt
import re
from functools import lru_cache

_YEARS = r"(?P<first>(?:20)?\d{2})\s*(?:/|-|–|to)\s*(?P<second>(?:20)?\d{2})"
_QUARTER = re.compile(rf"\b(?:quarter|qtr|q)\s*(?P<quarter>[1-4])\b[\s,:(]*(?:of\s+)?(?:{_YEARS})?", re.IGNORECASE)
_BEFORE = re.compile(rf"{_YEARS}[\s,:-]*(?:quarter|qtr|q)\s*(?P<quarter>[1-4])\b", re.IGNORECASE)
_SPAN = re.compile(r"\b(?P<first>20\d{2})\s*(?:/|-|–|—|to)\s*(?P<second>(?:20)?\d{2})\b", re.IGNORECASE)
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = re.compile(
    r"\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b",
    re.IGNORECASE,
)
_MONTH = re.compile(
    _MONTH_NAMES.pattern.replace("(jan", "(?P<month>jan") + r"[\s.,'’/-]*(?P<year>(?:20)?\d{2}\b)?", re.IGNORECASE
)
_YEAR = re.compile(r"\b(20\d{2})\b")


def financial_year(first: str, second: str) -> str | None:
    """ "2019/20" of "2019" and "2020" or "19" and "20"; None where they do not follow each other."""
    start, end = int(first) % 100, int(second) % 100
    return f"{2000 + start}/{end:02d}" if (start + 1) % 100 == end else None


def following(year: str, by: int = 1) -> str:
    start = int(year[:4]) + by
    return f"{start}/{(start + 1) % 100:02d}"


def period_in(text: str, year: str | None = None) -> str | None:
    """The one quarter a heading or banner names, in its own year or else in `year`; bare ("Q2") without either."""
    found = _BEFORE.search(text) or _QUARTER.search(text)
    if found is None:
        return None
    own = financial_year(found["first"], found["second"]) if found["first"] else None
    return f"{own or year or ''} Q{found['quarter']}".strip()


def month_in(text: str, year: str | None = None) -> dt.date | None:
    """The first day of the one month that a heading names ("RAG Dec 2023"), in its own year or else in `year`."""
    found = _MONTH.search(text)
    if found is None or len(set(map(str.lower, _MONTH_NAMES.findall(text)))) > 1:
        return None
    month = _NAMES.index(found["month"][:3].lower()) + 1
    if found["year"]:
        return dt.date(2000 + int(found["year"]) % 100, month, 1)
    return dt.date(int(year[:4]) + (month < 4), month, 1) if year else None


@lru_cache(maxsize=1_000)
def heading_periods(headings: tuple[str, ...], year: str | None) -> tuple[str | None, ...]:
    """The period of each column: its quarter, or that of its month; the month itself where one quarter has several."""
    months = [None if period_in(text) else month_in(text, year) for text in headings]
    quarters = [_quarter_of(month) if month else None for month in months]
    named = [_quarter_of(month) for month in set(months) if month]
    return tuple(
        period_in(text, year)
        or (
            f"{month:%B %Y}"
            if month and quarter and named.count(quarter) > 1
            else quarter
            if month
            else _bare_month(text)
        )
        for text, month, quarter in zip(headings, months, quarters, strict=True)
    )


def _bare_month(text: str) -> str | None:
    """ "April" of a column of which nothing tells the year: at least another period than its neighbours."""
    found = {name[:3].lower() for name in _MONTH_NAMES.findall(text)}
    return dt.date(2000, _NAMES.index(found.pop()) + 1, 1).strftime("%B") if len(found) == 1 else None


def _quarter_of(day: dt.date) -> str:
    first = day.year - (day.month < 4)
    return f"{first}/{(first + 1) % 100:02d} Q{(day.month - 4) % 12 // 3 + 1}"


def year_in(text: str) -> str | None:
    """The financial year that a title gives: "2019/20" of "2019 – 2020"."""
    for found in _SPAN.finditer(text):
        year = financial_year(found["first"], found["second"])
        if year:
            return year
    return None


def years_in(text: str) -> set[int]:
    return {int(year) for year in _YEAR.findall(text)}


def span_of(year: str) -> tuple[dt.date, dt.date]:
    """1 April to 31 March."""
    start = int(year[:4])
    return dt.date(start, 4, 1), dt.date(start + 1, 3, 31)
