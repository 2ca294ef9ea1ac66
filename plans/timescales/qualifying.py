"""What the words round a date do to it: before, early, mid, the start of, week commencing, from … to …, between …."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from plans.timescales.completing import Dated
from plans.timescales.rhythms import NUMBER_WORDS
from plans.timescales.stretches import Stretch, Unsure, months, spoken
from plans.timescales.timescale import Precision

QUALIFIER = re.compile(
    r"(?P<before>(?<!\bnot )(?<!\bnot be )\b(?:before|prior\s+to|ahead\s+of)\s+)?(?:\bthe\s+)?"
    r"(?P<part>\b(?:end|close|start|beginning|early|mid|middle|late|week\s+commencing|week\s+beginning|w/?c|w/?b)\b"
    r"[\s-]*(?:of\s+)?(?:the\s+)?(?:month\s+of\s+|(?:financial\s+|calendar\s+)?year\s+)?)?\s*$",
    re.IGNORECASE,
)
OPEN_START = re.compile(
    r"\b(?:from|since|starting|(?<!week )commenc(?:e|es|ed|ing)|effective|w\.?e\.?f\.?|after"
    r"|(?:not|no)\s+(?:before|earlier\s+than)|begin(?:s|ning)?)\b(?:\s+(?:on|in|from|at))?\s*(?:the\s+)?"
    r"(?:(?:start|beginning|end|mid|middle|early|late)[\s-]*(?:of\s+)?(?:the\s+)?)?$",
    re.IGNORECASE,
)
COUNTED = re.compile(
    rf"\b(?:within\s+)?(?P<number>{'|'.join(NUMBER_WORDS)}|[0-9]{{1,2}})\s+(?P<unit>day|week|month|year)s?\s+"
    r"(?:of|after|from|following)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
BY = r"(?:the\s+)?(?:(?:by|end|mid|early|late|start|beginning)\s+(?:of\s+)?(?:the\s+)?)*"
RANGE = re.compile(rf"\s*(?:-+|or|to|until|till|through|thru|up\s+to)\s*{BY}", re.IGNORECASE)
BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?(?:(?:end|start|beginning|mid|early|late)\s+(?:of\s+)?)?$", re.IGNORECASE)
AND = re.compile(rf"\s*and\s*{BY}", re.IGNORECASE)
SLASH = re.compile(r"\s*/\s*")
THIRD_OF_A_MONTH = {"early": 10, "mid": 20, "middle": 20}


@dataclass(frozen=True, slots=True)
class Part:
    """A dated part of the text; `opens` when the date is only the day from which something is done."""

    start: int
    end: int
    dated: Dated
    opens: bool = False


def qualify(plain: str, dated: list[Dated]) -> list[Part]:
    """Dates with their qualifiers applied and ranges drawn together, in reading order."""
    parts: list[Part] = []
    before_end = 0
    for one in dated:
        prefix = plain[before_end : one.start]
        part = _qualified(prefix, one)
        if parts and _makes_range(plain, parts[-1], one):
            part = Part(parts[-1].start, one.end, _range(plain, parts[-1].dated, part.dated))
            parts.pop()
        parts.append(part)
        before_end = one.end
    return parts


def _qualified(prefix: str, one: Dated) -> Part:
    match = QUALIFIER.search(prefix)
    word = " ".join((match["part"] or "").lower().split()) if match else ""
    opens = OPEN_START.search(prefix) is not None
    reading = one.reading
    if isinstance(reading, Stretch):
        kind = word.removesuffix(" the").removesuffix(" of").strip(" -")
        one = _narrowed(one, reading, kind.split(" of")[0].strip(" -"), before=bool(match and match["before"]))
        counted = COUNTED.search(prefix)
        if counted:
            return Part(one.start, one.end, _counted_from(one, reading, counted))
    return Part(one.start, one.end, one, opens)


def _counted_from(one: Dated, stretch: Stretch, counted: re.Match[str]) -> Dated:
    """ "Within 3 months of 1 May 2021" is up to 1 August 2021."""
    number = counted["number"].lower()
    count = int(number) if number.isdigit() else NUMBER_WORDS.index(number) + 1
    unit = counted["unit"].lower()
    if unit in ("day", "week"):
        end = stretch.last + timedelta(days=count * (7 if unit == "week" else 1))
    else:
        months_on = stretch.last.year * 12 + stretch.last.month - 1 + count * (12 if unit == "year" else 1)
        year, month = divmod(months_on, 12)
        whole = stretch.precision is not Precision.DAY
        last_day = monthrange(year, month + 1)[1]
        end = date(year, month + 1, last_day if whole else min(stretch.last.day, last_day))
    said = " ".join(counted.group().split())
    return _with_end(one, stretch, end, f"“{said}” is read as up to", stretch.precision)


def _narrowed(one: Dated, stretch: Stretch, part: str, *, before: bool) -> Dated:
    if part in ("week commencing", "week beginning", "w/c", "wc", "w/b", "wb") and stretch.precision is Precision.DAY:
        end = stretch.last + timedelta(days=6)
        return _with_end(one, stretch, end, "The week that begins then is read as up to", Precision.DAY)
    if stretch.precision is Precision.DAY:
        return one
    if part in ("start", "beginning"):
        return _with_end(one, stretch, stretch.first, "The start is read as", Precision.DAY)
    if part in THIRD_OF_A_MONTH:
        end, precision = _part_way(stretch, THIRD_OF_A_MONTH[part])
        return _with_end(one, stretch, end, f"“{part.capitalize()}” is read as up to", precision)
    if before and not part:
        return _with_end(one, stretch, stretch.first - timedelta(days=1), "“Before” is read as up to", Precision.DAY)
    return one


def _part_way(stretch: Stretch, day: int) -> tuple[date, Precision]:
    """Early is the first third of a month or quarter and the first quarter of a year; mid is to the middle's end."""
    if stretch.precision is Precision.MONTH:
        return stretch.first.replace(day=day), Precision.MONTH
    length = (stretch.last.year - stretch.first.year) * 12 + stretch.last.month - stretch.first.month + 1
    if stretch.precision is Precision.YEAR:
        wanted, precision = (length // 4 if day == 10 else length // 2), Precision.QUARTER
    else:
        wanted, precision = (length // 3 if day == 10 else length * 2 // 3), Precision.MONTH
    first = stretch.first.month
    reading = months(stretch.first.year, first, first + max(wanted, 1) - 1, precision)
    return (reading.last if isinstance(reading, Stretch) else stretch.last), precision


def _with_end(one: Dated, stretch: Stretch, end: date, said: str, precision: Precision) -> Dated:
    reading = Stretch(min(stretch.first, end), end, precision, stretch.note)
    return replace(one, reading=reading, note=f"{said} {spoken(end)}.")


def _makes_range(plain: str, before: Part, one: Dated) -> bool:
    if RANGE.fullmatch(plain, before.end, one.start):
        return True
    if AND.fullmatch(plain, before.end, one.start):
        return BETWEEN.search(plain, max(0, before.start - 40), before.start) is not None
    return SLASH.fullmatch(plain, before.end, one.start) is not None and _adjoining(before.dated, one)


def _adjoining(one: Dated, other: Dated) -> bool:
    """True for June/July 2012, which is one time and not two."""
    if one.last is None or other.last is None or not isinstance(other.reading, Stretch):
        return False
    return other.reading.precision is not Precision.DAY and one.last + timedelta(days=1) == other.reading.first


def _range(plain: str, first: Dated, last: Dated) -> Dated:
    joined = replace(last, start=first.start, note=last.note or first.note, year_added=False)
    if isinstance(first.reading, Stretch) and isinstance(last.reading, Stretch):
        if last.reading.last < first.reading.first:
            words = plain[first.start : last.end]
            offer = first.reading.last
            problem = f"“{words}” ends before it begins. Enter the right dates, or take {spoken(offer)}."
            return replace(joined, reading=Unsure(problem, offer, first.reading.precision))
        return replace(joined, reading=replace(last.reading, first=first.reading.first))
    return joined
