"""Searches for days and months: 31/03/2021, 2021-03-31, 31st of March, March 31st 2021, Dec-17, 03/2021, July."""

import re
from functools import partial

from plans.timescales.found import MONTH, YEAR, Found, Search, follows_number_word, month_number, year_number
from plans.timescales.stretches import MONTH_NAMES, Reading, Stretch, Unsure, one_day, one_month

ORDINAL = r"(?:\s?(?:st|nd|rd|th))?"
ISO = re.compile(
    r"(?<![0-9])(?P<year>[0-9]{4})(?P<sep>[-/.])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})(?![0-9])"
    r"(?:[T ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?Z?)?"
)
NUMBERS = re.compile(
    r"(?<![0-9])(?<![0-9][./])(?P<day>[0-9]{1,2})[ \t]?[./\\-][ \t]?(?P<month>[0-9]{1,2})[ \t]?[./\\-][ \t]?"
    r"(?P<year>'?[0-9]{2,6})(?![0-9])"
)
RUN_TOGETHER = re.compile(
    r"(?<![0-9A-Za-z./-])(?P<year>20[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])(?![0-9A-Za-z])"
)
SPACED_NUMBERS = re.compile(
    r"(?<![0-9])(?<![0-9][./])(?P<day>[0-9]{1,2})[ \t](?P<month>[0-9]{1,2})[ \t](?P<year>20[0-9]{2})(?![0-9])"
)
DAY_MONTH = re.compile(
    rf"(?<![A-Za-z0-9£#])(?<![0-9][./])"
    rf"(?:(?P<from>[0-9]{{1,2}}){ORDINAL}\s?(?P<join>-|to|and|&|/|,|\+)\s?(?:the\s)?)?"
    rf"(?P<day>[0-9]{{1,2}}){ORDINAL}(?:[-./]|[ \t]+of[ \t]+(?:the[ \t]+)?|[ \t]*){MONTH}"
    rf"(?:(?:[ \t]*[-,./'][ \t]*|[ \t]+(?:of[ \t]+)?|(?=['0-9])){YEAR})?",
    re.IGNORECASE,
)
MONTH_DAY = re.compile(
    rf"{MONTH}[ \t]*(?:the[ \t]+)?(?P<day>[0-9]{{1,2}})"
    rf"(?:(?:st|nd|rd|th)?,?[ \t]+(?P<year>(?:19|20|21)[0-9]{{2}})(?![0-9])|(?:st|nd|rd|th)\b)",
    re.IGNORECASE,
)
MONTH_OF_FINANCIAL_YEAR = re.compile(
    rf"{MONTH}[\s,]+(?P<year>20[0-9]{{2}})/(?P<next>(?:20)?[0-9]{{2}})(?![0-9/])", re.IGNORECASE
)
MONTH_YEAR = re.compile(rf"{MONTH}(?P<sep>[\s,.'/-]{{0,4}}(?:of\s+)?){YEAR}(?!/[0-9])", re.IGNORECASE)
MONTH_NUMBER = re.compile(
    r"(?<![0-9])(?<![0-9][./-])(?P<month>[0-9]{1,2})[./-](?P<year>(?:19|20)[0-9]{2})(?![0-9]|[./-][0-9])"
)
YEAR_MONTH = re.compile(
    r"(?<![0-9])(?<![0-9][./-])(?P<year>(?:19|20)[0-9]{2})[./-](?P<month>0[1-9]|1[0-2])(?![0-9]|[./-][0-9])"
)
BARE_MONTH = re.compile(MONTH, re.IGNORECASE)
LONE_DAY = re.compile(
    r"\W*(?:[a-z]+\W+){0,3}?(?<![0-9])(?P<day>[0-9]{1,2})[/.](?P<month>[0-9]{1,2})(?![0-9])\W*", re.IGNORECASE
)
MAY_AS_VERB = re.compile(
    r"\s+(?:be|not|need|vary|have|also|change|require|take|continue|include|wish|differ|depend|well|still|begin)\b",
    re.IGNORECASE,
)
SMALL_MAY_AS_MONTH = re.compile(r"\s*(?:$|[,&/;).+-]|and\b|or\b|to\b|each\b|every\b|annual|year)", re.IGNORECASE)


def _day_by_year(month: int, day: int, written: str, year: int) -> Reading:
    return one_day(year, month, day, written)


def _month_by_year(month: int, written: str, year: int) -> Reading:
    return one_month(year, month, written)


def numeric_day(match: re.Match[str]) -> list[Found]:
    if "." in match.group() and follows_number_word(match, match.start()):
        return []
    month, day = int(match["month"]), int(match["day"])
    by_year = partial(_day_by_year, month, day, match.group())
    # 03/04/2021 may be in the American order, which only the plan's time can make likely; an ISO date never is.
    open_to_doubt = match.start("day") < match.start("year") and day <= 12 and month <= 12 and day != month
    swapped = partial(_day_by_year, day, month, match.group()) if open_to_doubt else None
    return [Found(match.start(), match.end(), by_year, year_number(match["year"]), swapped=swapped)]


def named_day(match: re.Match[str]) -> list[Found]:
    """One day; two for "12 and 26 May 2021"; a stretch for "12-14 May 2021"; a month for "Stage 1 March 2020"."""
    month, year = month_number(match["month"]), year_number(match["year"]) if match["year"] else None
    start = match.start("from") if match["from"] else match.start("day")
    if follows_number_word(match, start):
        if not match["from"]:
            return [_plain_month(match, year)]
        start = match.start("day")
    written = match.string[match.start("day") : match.end()]
    by_year = partial(_day_by_year, month, int(match["day"]), written)
    last = Found(match.start("day"), match.end(), by_year, year)
    if start == match.start("day"):
        return [last]
    first = int(match["from"])
    if match["join"].lower() in ("-", "to", "/"):
        return [Found(start, match.end(), partial(_days_by_year, month, first, int(match["day"]), written), year)]
    words = f"{first} {MONTH_NAMES[month - 1]}"
    return [Found(start, match.end("from"), partial(_day_by_year, month, first, words), year), last]


def _days_by_year(month: int, first: int, last: int, written: str, year: int) -> Reading:
    end = one_day(year, month, last, written)
    begin = one_day(year, month, first, written)
    if isinstance(end, Unsure) or isinstance(begin, Unsure) or begin.first > end.last:
        return end
    return Stretch(begin.first, end.last, end.precision)


def _plain_month(match: re.Match[str], year: int | None) -> Found:
    month = month_number(match["month"])
    by_year = partial(_month_by_year, month, match.string[match.start("month") : match.end()])
    return Found(match.start("month"), match.end(), by_year, year, bare_month=year is None)


def month_then_day(match: re.Match[str]) -> list[Found]:
    by_year = partial(_day_by_year, month_number(match["month"]), int(match["day"]), match.group())
    return [Found(match.start(), match.end(), by_year, int(match["year"]) if match["year"] else None)]


def month_of_financial_year(match: re.Match[str]) -> list[Found]:
    month, year = month_number(match["month"]), int(match["year"])
    if int(match["next"]) % 100 != (year + 1) % 100:
        return []
    by_year = partial(_month_by_year, month, match.group())
    return [Found(match.start(), match.end(), by_year, year if month >= 4 else year + 1)]


def month_year(match: re.Match[str]) -> list[Found]:
    """December 2019, Dec-17, Dec '17; "Dec 17" is taken for a year with a note, "March 5" for a day."""
    month, digits = month_number(match["month"]), match["year"]
    by_year = partial(_month_by_year, month, match.group())
    open_to_doubt = len(digits) == 2 and not match["sep"].strip(" \t.")
    if not open_to_doubt:
        return [Found(match.start(), match.end(), by_year, year_number(digits))]
    if match["month"] == "may" or "\n" in match["sep"]:
        return []
    if 10 <= int(digits) <= 35:
        note = f"“{match.group()}” read as {MONTH_NAMES[month - 1]} {year_number(digits)}."
        return [Found(match.start(), match.end(), by_year, year_number(digits), note=note)]
    return [Found(match.start(), match.end(), partial(_day_by_year, month, int(digits), match.group()))]


def numeric_month(match: re.Match[str]) -> list[Found]:
    if follows_number_word(match, match.start()):
        return []
    by_year = partial(_month_by_year, int(match["month"]), match.group())
    return [Found(match.start(), match.end(), by_year, int(match["year"]))]


def bare_month(match: re.Match[str]) -> list[Found]:
    rest = match.string[match.end() : match.end() + 20]
    verb = MAY_AS_VERB.match(rest) or (match["month"] == "may" and not SMALL_MAY_AS_MONTH.match(rest))
    if match["month"].lower() == "may" and verb:
        return []
    return [_plain_month(match, None)]


def lone_day(plain: str) -> list[Found]:
    """31/03 without a year, which only a text that holds nothing else can be trusted to mean."""
    match = LONE_DAY.fullmatch(plain)
    if not match or follows_number_word(match, match.start("day")):
        return []
    written = plain[match.start("day") : match.end("month")]
    by_year = partial(_day_by_year, int(match["month"]), int(match["day"]), written)
    return [Found(match.start("day"), match.end("month"), by_year)]


DAYS: tuple[tuple[re.Pattern[str], Search], ...] = (
    (ISO, numeric_day),
    (NUMBERS, numeric_day),
    (SPACED_NUMBERS, numeric_day),
    (RUN_TOGETHER, numeric_day),
    (DAY_MONTH, named_day),
    (MONTH_DAY, month_then_day),
)
MONTHS: tuple[tuple[re.Pattern[str], Search], ...] = (
    (MONTH_OF_FINANCIAL_YEAR, month_of_financial_year),
    (MONTH_YEAR, month_year),
    (MONTH_NUMBER, numeric_month),
)
LATE_MONTHS: tuple[tuple[re.Pattern[str], Search], ...] = ((YEAR_MONTH, numeric_month), (BARE_MONTH, bare_month))
