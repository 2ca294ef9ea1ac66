"""Completes the dates that were found: the missing year, from the dates beside it or from the plan's own time."""

import re
from dataclasses import dataclass, replace
from datetime import date

from plans.timescales.found import Found
from plans.timescales.stretches import Reading, Stretch, Unsure, spoken

Span = tuple[date, date]
LISTED = re.compile(
    r"[\s,&/+-]*(?:and|or|to|then|until|till|through)?[\s,&/+-]*(?:(?:by|in|end|the|of|early|late|mid|start|beginning)\s+)*",
    re.IGNORECASE,
)
LONGEST_SPAN_IN_YEARS = 12


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in its place, completed or not; `no_year` when its year is what lacks."""

    start: int
    end: int
    reading: Reading
    note: str | None = None
    no_year: bool = False
    year_added: bool = False

    @property
    def last(self) -> date | None:
        return self.reading.last if isinstance(self.reading, Stretch) else None


def next_to_each_other(plain: str, one: Found | Dated, other: Found | Dated) -> bool:
    """True when nothing but a comma, an "and" or the like stands between two dates."""
    return LISTED.fullmatch(plain, one.end, other.start) is not None


def complete(text: str, plain: str, found: list[Found], span: Span | None) -> list[Dated]:
    """Every date with its days, or with why it has none. A year comes first from a date listed beside it, then from
    the plan's `span`, then from another date of the same text, which is noted."""
    done: dict[int, Dated] = {
        at: _with_its_year(text, one, one.year, span) for at, one in enumerate(found) if one.year is not None
    }
    _from_neighbours(plain, found, done)
    for at, one in enumerate(found):
        if at not in done and span is not None:
            done[at] = _from_span(text, one, span)
    _from_anywhere(text, found, done)
    return [done.get(at) or _without_year(text, one) for at, one in enumerate(found)]


def _with_its_year(text: str, one: Found, year: int, span: Span | None) -> Dated:
    reading = one.by_year(year)
    if one.other is not None and isinstance(reading, Stretch):
        reading = _which(text[one.start : one.end], reading, one.other(year), span)
    note = one.note or _swapped_note(text[one.start : one.end], reading, one, year, span)
    return Dated(one.start, one.end, reading, note)


def _swapped_note(words: str, reading: Reading, one: Found, year: int, span: Span | None) -> str | None:
    """What is said of a day outside the plan's time that would be within it in the American order."""
    other = one.swapped(year) if one.swapped and span else None
    if not span or not isinstance(reading, Stretch) or not isinstance(other, Stretch):
        return None
    if span[0] <= reading.last <= span[1] or not span[0] <= other.last <= span[1]:
        return None
    return (
        f"“{words.strip()}” read as {spoken(reading.last)}, outside the plan's time; "
        f"with month and day swapped it is {spoken(other.last)}: check it."
    )


def _which(words: str, first: Stretch, second: Reading, span: Span | None) -> Reading:
    """Of two meanings the one within the plan's time; else a person is asked."""
    if not isinstance(second, Stretch):
        return first
    fitting = [one for one in (first, second) if span and span[0] <= one.last <= span[1]]
    if len(fitting) == 1:
        return replace(fitting[0], note=f"“{words}” read as up to {spoken(fitting[0].last)}, within the plan's time.")
    problem = f"“{words}” may end on {spoken(first.last)} or on {spoken(second.last)}: enter the date that is meant."
    return Unsure(problem, first.last, first.precision)


def _from_neighbours(plain: str, found: list[Found], done: dict[int, Dated]) -> None:
    for at in range(len(found) - 2, -1, -1):
        later = done.get(at + 1)
        if at not in done and later and later.last and next_to_each_other(plain, found[at], found[at + 1]):
            done[at] = _latest_before(found[at], later.last)
    for at in range(1, len(found)):
        earlier = done.get(at - 1)
        if at not in done and earlier and earlier.last and next_to_each_other(plain, found[at - 1], found[at]):
            done[at] = _earliest_after(found[at], earlier.last)


def _latest_before(one: Found, limit: date) -> Dated:
    readings = [one.by_year(year) for year in (limit.year, limit.year - 1)]
    fitting = [reading for reading in readings if isinstance(reading, Stretch) and reading.last <= limit]
    return Dated(one.start, one.end, fitting[0] if fitting else readings[0], one.note, year_added=True)


def _earliest_after(one: Found, limit: date) -> Dated:
    readings = [one.by_year(year) for year in (limit.year - 1, limit.year, limit.year + 1)]
    fitting = [reading for reading in readings if isinstance(reading, Stretch) and reading.last > limit]
    return Dated(one.start, one.end, fitting[0] if fitting else readings[1], one.note, year_added=True)


def _from_span(text: str, one: Found, span: Span) -> Dated:
    """The only such date within the plan's time; none or several are for a person to settle."""
    words = text[one.start : one.end].strip()
    by_calendar_year = (span[0].month, span[0].day, span[1].month, span[1].day) == (1, 1, 12, 31)
    meaning = one.other if one.other is not None and by_calendar_year else one.by_year
    last_year = min(span[1].year, span[0].year + LONGEST_SPAN_IN_YEARS)
    readings = [meaning(year) for year in range(span[0].year - 1, last_year + 1)]
    fitting = [one for one in readings if isinstance(one, Stretch) and span[0] <= one.last <= span[1]]
    if len(fitting) == 1:
        return Dated(one.start, one.end, fitting[0], one.note)
    if len(fitting) > 1:
        which = " or ".join(spoken(each.last) for each in fitting[:2])
        problem = f"The year is missing from “{words}”, which may end on {which}: enter the full date."
        return Dated(one.start, one.end, Unsure(problem, None, fitting[0].precision), no_year=True)
    for reading in readings:
        if isinstance(reading, Unsure) and reading.offer and span[0] <= reading.offer <= span[1]:
            return Dated(one.start, one.end, reading)
    problem = f"“{words}” has no year and does not fall within the plan's time: enter the full date."
    return Dated(one.start, one.end, Unsure(problem), no_year=True)


def _from_anywhere(text: str, found: list[Found], done: dict[int, Dated]) -> None:
    """A year from the next date of the text, else from the one before: likely, so it is used, but noted."""
    written = {at: one.last for at, one in done.items() if one.last}
    for at, one in enumerate(found):
        if at in done:
            continue
        later = next((written[to] for to in range(at + 1, len(found)) if to in written), None)
        earlier = next((written[to] for to in range(at - 1, -1, -1) if to in written), None)
        if later or earlier:
            taken = _latest_before(one, later) if later else _earliest_after(one, earlier or date.min)
            words = text[one.start : one.end].strip()
            done[at] = replace(taken, note=f"The year of “{words}” is taken from the other date.", year_added=False)


def _without_year(text: str, one: Found) -> Dated:
    words = text[one.start : one.end].strip()
    impossible = one.by_year(2020)
    if isinstance(impossible, Unsure) and "days" in impossible.problem:
        problem = f"“{words}” is not a date that exists, and its year is missing: enter the full date."
        return Dated(one.start, one.end, Unsure(problem), no_year=True)
    problem = f"The year is missing from “{words}”: enter the full date."
    return Dated(one.start, one.end, Unsure(problem), no_year=True)
