"""Searches for quarters, halves, seasons, terms and years, of the calendar, the financial and the academic year."""

import re
from collections.abc import Callable
from functools import partial

from plans.timescales.found import MONTH, Found, Search, month_number
from plans.timescales.stretches import (
    MONTH_NAMES,
    Reading,
    Stretch,
    academic_year,
    calendar_quarter,
    calendar_year,
    feast,
    financial_quarter,
    financial_year,
    months,
    season,
)
from plans.timescales.timescale import Precision

TWO_YEARS = r"(?P<a>(?:19|20)?[0-9]{2})(?:\s?[/-]\s?|\s+to\s+)(?P<b>(?:20)?[0-9]{2})(?![0-9]|[./-][0-9])"
FINANCIAL = r"(?:\bFY|\bF/Y|\b(?:financial|fiscal|municipal|business)\s+year(?:\s+end(?:ing)?)?)"
QUARTER = (
    r"(?:\bQ(?:tr|uarter)?s?\.?\s?(?P<q>[1-4])(?![0-9])|\bq(?:uarte|t)rs?\s(?P<qn>one|two|three|four)\b"
    r"|\b(?P<qw>first|1st|second|2nd|third|3rd|fourth|4th|final|last)\s+(?:financial\s+)?(?:quarter|qtr)\b)"
)
SPACER = rf"[\s,:(-]{{0,4}}(?:(?:of|in)\s+)?(?:the\s+)?(?:{FINANCIAL}\s*)?"
QUARTER_WORDS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}
QUARTER_WORDS |= {"one": 1, "two": 2, "three": 3}
# "Q3 (Oct - Dec) 2021", "Q4: January to March 2021/22": the months say which quarter is meant.
QUARTER_MONTHS = re.compile(
    rf"{QUARTER}[\s,:(=-]{{0,4}}{MONTH.replace('?P<month>', '?P<from>', 1)}\s?(?:-|to|/)\s?{MONTH}\)?"
    rf"(?:[\s,]*(?:{TWO_YEARS}|(?P<year>(?:19|20)[0-9]{{2}})(?![0-9])))?",
    re.IGNORECASE,
)
YEARS_QUARTER = re.compile(rf"(?<![0-9]){TWO_YEARS}[\s,:)(-]{{0,4}}{QUARTER}", re.IGNORECASE)
QUARTER_YEARS = re.compile(rf"{QUARTER}{SPACER}{TWO_YEARS}", re.IGNORECASE)
QUARTER_YEAR = re.compile(rf"{QUARTER}{SPACER}(?P<year>(?:19|20)[0-9]{{2}})(?![0-9])", re.IGNORECASE)
YEAR_QUARTER = re.compile(rf"(?<![0-9/-])(?P<year>(?:19|20)[0-9]{{2}})[\s,:-]{{1,3}}{QUARTER}", re.IGNORECASE)
BARE_QUARTER = re.compile(QUARTER, re.IGNORECASE)
HALF = re.compile(
    rf"\b(?:(?P<hw>first|1st|second|2nd|latter)\s+half(?:\s+of)?|H(?P<h>[12]))(?:\s+the)?\s*"
    rf"(?:(?:{FINANCIAL}\s*)?{TWO_YEARS}|(?P<year>(?:19|20)[0-9]{{2}})(?![0-9]))",
    re.IGNORECASE,
)
SEASON = re.compile(
    r"\b(?P<season>spring|summer|autumn|winter)(?P<term>\s+(?:school\s+)?(?:half[\s-]?)?term(?:\s[12](?![0-9]))?)?\b"
    r"(?:[\s,]*(?:of\s+)?(?P<a>(?:19|20)[0-9]{2})(?:\s?[/-]\s?(?P<b>(?:20)?[0-9]{2})(?![0-9]))?)?",
    re.IGNORECASE,
)
FEAST = re.compile(r"\b(?P<feast>christmas|easter)\b(?:\s+(?P<year>(?:19|20)[0-9]{2})(?![0-9]))?", re.IGNORECASE)
TWO_YEAR_SPAN = re.compile(
    rf"(?:(?P<school>academic|school)\s+year\s*)?(?P<fin>{FINANCIAL}\s*)?(?<![0-9]){TWO_YEARS}", re.IGNORECASE
)
WHOLE_YEARS = re.compile(
    r"\W*(?:(?:by|in|during|throughout|end)\s+)?(?:the\s+)?(?:(?:end|year)\s+)?(?:of\s+)?", re.IGNORECASE
)
FINANCIAL_YEAR_NUMBER = re.compile(
    rf"{FINANCIAL}\s*(?:of\s+|in\s+)?(?P<year>(?:20)?[0-9]{{2}})(?![0-9]|[/-][0-9])", re.IGNORECASE
)
YEAR_NUMBER = re.compile(r"(?<![0-9A-Za-z£#$€])(?<![0-9][./-])(?P<year>(?:19|20)[0-9]{2})(?![0-9%A-Za-z]|[./-][0-9])")
NO_YEAR = re.compile(
    r"\b(?:end\s+of\s+(?:the\s+)?|(?:this|the|current)\s+)(?:current\s+|this\s+)?(?:(?P<which>financial|fiscal|municipal|"
    r"calendar|academic|school)\s+)?year\b|\b(?:(?P<fin>financial|fiscal)\s+)?year[\s-]end\b",
    re.IGNORECASE,
)


def _full(a: str) -> int:
    return int(a) if len(a) == 4 else 2000 + int(a)


def following(a: str, b: str) -> bool:
    """True for 2018/19, 2018-2019 and 18/19: two years, one right after the other."""
    return (int(a) + 1) % 100 == int(b) % 100 and (len(b) == 2 or int(b) == _full(a) + 1)


def _quarter_number(match: re.Match[str]) -> int:
    if match["q"]:
        return int(match["q"])
    return QUARTER_WORDS.get((match["qn"] or match["qw"]).lower(), 4)


def _financial(quarter: int, note: bool, year: int) -> Reading:
    reading = financial_quarter(year, quarter)
    if not note or not isinstance(reading, Stretch):
        return reading
    first, last = MONTH_NAMES[reading.first.month - 1], MONTH_NAMES[reading.last.month - 1]
    words = f"Q{quarter} read as {first} to {last} {reading.last.year}, of the financial year."
    return Stretch(reading.first, reading.last, reading.precision, words)


def _financial_year_before(quarter: int, year: int) -> Reading:
    return _financial(quarter, True, year - 1)


def _calendar(quarter: int, year: int) -> Reading:
    return calendar_quarter(year, quarter)


def quarter_of_two_years(match: re.Match[str]) -> list[Found]:
    if not following(match["a"], match["b"]):
        return []
    by_year = partial(_financial, _quarter_number(match), False)
    return [Found(match.start(), match.end(), by_year, _full(match["a"]))]


def quarter(match: re.Match[str]) -> list[Found]:
    """A quarter with one year or none: of the calendar or the financial year, which only the plan's span can tell."""
    number, groups = _quarter_number(match), match.groupdict()
    year = int(groups["year"]) if groups.get("year") else None
    calendar_word = re.search(r"calendar\s*$", match.string[: match.start()], re.IGNORECASE)
    first, other = partial(_financial, number, True), partial(_calendar, number)
    if calendar_word:
        return [Found(match.start(), match.end(), other, year)]
    if re.search(FINANCIAL, match.group(), re.IGNORECASE):
        return [Found(match.start(), match.end(), first, year, other=partial(_financial_year_before, number))]
    return [Found(match.start(), match.end(), first, year, other=other)]


def quarter_with_months(match: re.Match[str]) -> list[Found]:
    first, last = month_number(match["from"]), month_number(match["month"])
    last += 12 if last < first else 0
    if last - first > 3:
        return []
    year = int(match["year"]) if match["year"] else None
    if match["a"]:
        if not following(match["a"], match["b"]):
            return []
        year = _full(match["a"]) + (first < 4)
    return [Found(match.start(), match.end(), partial(_months_by_year, first, last), year)]


def half(match: re.Match[str]) -> list[Found]:
    second = match["h"] == "2" or (match["hw"] or "").lower() in ("second", "2nd", "latter")
    if match["year"]:
        start, year = (7 if second else 1), int(match["year"])
    elif following(match["a"], match["b"]):
        start, year = (10 if second else 4), _full(match["a"])
    else:
        return []
    return [Found(match.start(), match.end(), partial(_months_by_year, start, start + 5), year)]


def _months_by_year(first: int, last: int, year: int) -> Reading:
    return months(year, first, last, Precision.QUARTER)


def season_or_term(match: re.Match[str]) -> list[Found]:
    name, year = match["season"].lower(), int(match["a"]) if match["a"] else None
    end = match.end()
    if match["b"]:
        if not following(match["a"], match["b"]):
            end = match.end("a")
        elif name in ("spring", "summer"):
            year = int(match["a"]) + 1
    return [Found(match.start(), end, partial(_season_by_year, name, bool(match["term"])), year)]


def _season_by_year(name: str, term: bool, year: int) -> Reading:
    return season(year, name, term=term)


def feast_day(match: re.Match[str]) -> list[Found]:
    by_year = partial(_feast_by_year, match["feast"].lower(), match.group())
    return [Found(match.start(), match.end(), by_year, int(match["year"]) if match["year"] else None)]


def _feast_by_year(name: str, written: str, year: int) -> Reading:
    return feast(year, name, written)


def two_years(match: re.Match[str]) -> list[Found]:
    """2018/19 is a financial year, or an academic one where it says so; 2019-2022 runs to the end of its last year."""
    short = len(match["a"]) == 2
    alone = WHOLE_YEARS.fullmatch(match.string[: match.start()]) and not match.string[match.end() :].strip(" .)")
    if short and not (match["fin"] or match["school"] or (alone and "/" in match.group())):
        return []
    if following(match["a"], match["b"]):
        by_year: Callable[[int], Reading] = academic_year if match["school"] else financial_year
        kind = "academic" if match["school"] else "financial"
        note = None if match["fin"] or match["school"] else f"“{match.group()}” read as the {kind} year."
        return [Found(match.start(), match.end(), by_year, _full(match["a"]), note=note)]
    first, last = _full(match["a"]), int(match["b"]) if len(match["b"]) == 4 else 2000 + int(match["b"])
    if short or last <= first or (len(match["b"]) == 2 and int(match["b"]) <= 12):
        return []
    note = f"“{match.group().strip()}” read as to the end of {last}."
    return [Found(match.start(), match.end(), partial(_years_by_last, first), last, note=note)]


def _years_by_last(first: int, last: int) -> Reading:
    return months(first, 1, 12 * (last - first + 1), Precision.YEAR)


def financial_year_number(match: re.Match[str]) -> list[Found]:
    """FY20 and FY2020 may be the year that begins, or the year that ends, in 2020."""
    year = _full(match["year"])
    return [Found(match.start(), match.end(), _financial_year_ending, year, other=financial_year)]


def _financial_year_ending(year: int) -> Reading:
    return financial_year(year - 1)


def year_number(match: re.Match[str]) -> list[Found]:
    return [Found(match.start(), match.end(), calendar_year, int(match["year"]))]


def year_without_number(match: re.Match[str]) -> list[Found]:
    which = (match["which"] or match["fin"] or "").lower()
    if which in ("academic", "school"):
        return [Found(match.start(), match.end(), academic_year)]
    if which == "calendar":
        return [Found(match.start(), match.end(), calendar_year)]
    if which:
        return [Found(match.start(), match.end(), financial_year)]
    return [Found(match.start(), match.end(), financial_year, other=calendar_year)]


QUARTERS: tuple[tuple[re.Pattern[str], Search], ...] = (
    (QUARTER_MONTHS, quarter_with_months),
    (YEARS_QUARTER, quarter_of_two_years),
    (QUARTER_YEARS, quarter_of_two_years),
    (HALF, half),
    (QUARTER_YEAR, quarter),
    (YEAR_QUARTER, quarter),
    (SEASON, season_or_term),
    (FEAST, feast_day),
)
YEARS: tuple[tuple[re.Pattern[str], Search], ...] = (
    (TWO_YEAR_SPAN, two_years),
    (FINANCIAL_YEAR_NUMBER, financial_year_number),
)
LATE_PERIODS: tuple[tuple[re.Pattern[str], Search], ...] = (
    (BARE_QUARTER, quarter),
    (YEAR_NUMBER, year_number),
    (NO_YEAR, year_without_number),
)
