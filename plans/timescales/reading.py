"""Reads a timescale: finds its rhythm and its dates, and says which kind it is."""

import re
from dataclasses import dataclass, replace
from datetime import date

from plans.timescales.completing import Span, complete, next_to_each_other
from plans.timescales.finding import find_dates
from plans.timescales.found import SLIP, Found, levelled, month_number
from plans.timescales.milestones import milestones
from plans.timescales.qualifying import RANGE, Part, qualify
from plans.timescales.rhythms import (
    ANNUAL_THING,
    ONGOING,
    REGULAR,
    YEARLY,
    Rhythm,
    find_cycle,
    find_meeting,
    find_recurrences,
)
from plans.timescales.stretches import MONTH_NAMES, Stretch, Unsure, spoken, spreadsheet_day
from plans.timescales.timescale import Kind, Precision, Timescale
from plans.timescales.unknowns import is_placeholder, why_unknown

SERIAL_DAY = re.compile(r"\s*[34][0-9]{4}(?:\.0+)?\s*")
TENTATIVE = re.compile(r"\bT\.?B\.?[ACD]\b|\bto be (?:confirmed|agreed)\b|\bprovisional(?:ly)?\b", re.IGNORECASE)
ONWARDS = re.compile(r"\W*(?:and\s+)?onwards?\b", re.IGNORECASE)
MOST_PROBLEMS = 3
# A cell that is longer holds a whole report: searching it all could take seconds, and a person must look anyway.
LONGEST_READ = 4000


@dataclass(frozen=True, slots=True)
class _Words:
    """A text with all that was found in it."""

    text: str
    plain: str
    cycle: Rhythm | None
    recurrence: str | None
    ongoing: bool
    parts: list[Part]
    notes: tuple[str, ...]


def read_timescale(text: str | None, *, span: Span | None = None) -> Timescale:
    """What a timescale's words mean; any text in, no exception out.

    `span` is the plan's own time, first and last day, which completes a date without a year ("July"). Without it such
    a date is a problem for a person to settle. The words themselves are kept in `text` as they stand.
    """
    if text is None or not text.strip():
        return Timescale("", Kind.NONE)
    plain = levelled(text[:LONGEST_READ])
    if len(text) <= LONGEST_READ and is_placeholder(plain):
        return Timescale(text, Kind.NONE)
    if SERIAL_DAY.fullmatch(plain):
        return _serial(text, spreadsheet_day(int(float(plain))))
    words = _search(text, plain, span)
    result = _understood(words)
    notes = dict.fromkeys([*words.notes, *_part_notes(words.parts, result)])
    return replace(result, note=" ".join(notes) or None)


def _serial(text: str, day: date) -> Timescale:
    problem = f"“{text.strip()}” looks like a spreadsheet's number for a day. Enter the date, or take {spoken(day)}."
    return Timescale(text, Kind.UNKNOWN, problem=problem, offer=day)


def _search(text: str, plain: str, span: Span | None) -> _Words:
    cycle = find_cycle(text, plain)
    open_text = _masked(plain, [(cycle.start, cycle.end)] if cycle else [])
    recurrences = find_recurrences(open_text)
    ongoing = [match.span() for match in ONGOING.finditer(open_text)]
    open_text = _masked(open_text, [(one.start, one.end) for one in recurrences] + ongoing)
    found = find_dates(open_text)
    if any(one.year is not None for one in found):
        things = {match.start() for match in ANNUAL_THING.finditer(plain)}
        recurrences = [one for one in recurrences if one.start not in things]
    recurrence, used = _recurrence(text, open_text, recurrences, found)
    dates = complete(text, open_text, [one for at, one in enumerate(found) if at not in used], span)
    notes = tuple(one.note for one in recurrences if one.note) + tuple(
        f"“{slip}” read as {MONTH_NAMES[month_number(slip) - 1]}." for slip in SLIP.findall(plain)
    )
    parts = [replace(one, opens=one.opens or bool(ONWARDS.match(plain, one.end))) for one in qualify(open_text, dates)]
    return _Words(text, plain, cycle, recurrence, bool(ongoing), parts, notes)


def _masked(plain: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        plain = plain[:start] + " " * (end - start) + plain[end:]
    return plain


def _recurrence(text: str, plain: str, rhythms: list[Rhythm], found: list[Found]) -> tuple[str | None, frozenset[int]]:
    """The rhythm in words, with the months that belong to it, and which of the dates those are."""
    said = " and ".join(dict.fromkeys(one.said for one in rhythms)) or None
    used: list[int] = []
    items: list[str] = []
    for run in _runs_without_year(plain, found):
        months_listed = len(run) >= 3 and all(found[at].bare_month for at in run)
        if months_listed or (said and (YEARLY.search(said) or len(run) > 1)):
            used += run
            items += _names(text, plain, [found[at] for at in run])
    if not items:
        return said, frozenset(used)
    said = said or "every year"
    if said == "every year" and len(items) == 1:
        return f"every {items[0]}", frozenset(used)
    return f"{said}: {', '.join(items)}", frozenset(used)


def _runs_without_year(plain: str, found: list[Found]) -> list[list[int]]:
    """Dates listed side by side none of which has a year: they have no date beside them to take it from."""
    runs: list[list[int]] = []
    for at in range(len(found)):
        if runs and next_to_each_other(plain, found[at - 1], found[at]):
            runs[-1].append(at)
        else:
            runs.append([at])
    return [run for run in runs if all(found[at].year is None for at in run)]


def _names(text: str, plain: str, run: list[Found]) -> list[str]:
    names = [_name(text, one) for one in run]
    if len(run) == 2 and RANGE.fullmatch(plain, run[0].end, run[1].start):
        return [" to ".join(names)]
    return list(dict.fromkeys(names))


def _name(text: str, one: Found) -> str:
    reading = one.by_year(2004)
    if not isinstance(reading, Stretch) or reading.precision not in (Precision.MONTH, Precision.DAY):
        return " ".join(text[one.start : one.end].split())
    month = MONTH_NAMES[reading.last.month - 1]
    return month if reading.precision is Precision.MONTH else f"{reading.last.day} {month}"


def _understood(words: _Words) -> Timescale:
    """The kind, by what says most: a group's cycle, a rhythm, something that goes on, then dates, then nothing."""
    if words.cycle:
        return _with_dates(words, Timescale(words.text, Kind.CYCLE, recurrence=words.cycle.said))
    if words.recurrence:
        return _with_dates(words, Timescale(words.text, Kind.RECURRING, recurrence=words.recurrence))
    if words.ongoing:
        return _with_dates(words, Timescale(words.text, Kind.ONGOING))
    if words.parts:
        unknown = all(part.dated.no_year for part in words.parts)
        return _with_dates(words, Timescale(words.text, Kind.UNKNOWN if unknown else Kind.DATE))
    return _undated(words)


def _undated(words: _Words) -> Timescale:
    if meeting := find_meeting(words.text, words.plain):
        return Timescale(words.text, Kind.CYCLE, recurrence=meeting.said)
    if regular := REGULAR.search(words.plain):
        problem = f"“{regular.group()}” does not say how often: choose how often it recurs, or enter a date."
        return Timescale(words.text, Kind.RECURRING, recurrence="regularly", problem=problem)
    return Timescale(words.text, Kind.UNKNOWN, problem=why_unknown(words.text[:LONGEST_READ]))


def _with_dates(words: _Words, result: Timescale) -> Timescale:
    if not words.parts:
        return result
    several = len(words.parts) > 1 or result.kind not in (Kind.DATE, Kind.UNKNOWN)
    unsure = [part.dated.reading for part in words.parts if isinstance(part.dated.reading, Unsure)]
    problems = list(dict.fromkeys(one.problem for one in unsure))[:MOST_PROBLEMS]
    due = _latest(words.parts, result.kind, unsure)
    return replace(
        result,
        due=due.last if due else None,
        precision=due.precision if due else None,
        milestones=milestones(words.text, words.plain, words.parts) if several else (),
        problem=" ".join(problems) or None,
        offer=max((one.offer for one in unsure if one.offer), default=None),
    )


def _latest(parts: list[Part], kind: Kind, unsure: list[Unsure]) -> Stretch | None:
    """The latest of the dates; none while one that is not settled may be later still."""
    counted = [part for part in parts if kind is Kind.DATE or not part.opens]
    sure = [part.dated.reading for part in counted if isinstance(part.dated.reading, Stretch)]
    latest = max(sure, key=lambda one: one.last, default=None)
    if latest and all(one.offer and one.offer <= latest.last for one in unsure):
        return latest
    return None


def _part_notes(parts: list[Part], result: Timescale) -> list[str]:
    notes = [part.dated.note for part in parts if isinstance(part.dated.reading, Stretch)]
    notes += [part.dated.reading.note for part in parts if isinstance(part.dated.reading, Stretch)]
    if result.kind is Kind.DATE and parts and all(part.opens for part in parts):
        notes.append("This is when it begins; no end is written.")
    if len(result.text) > LONGEST_READ:
        notes.append(f"Only its first {LONGEST_READ:,} characters were searched for dates.")
    if result.due and TENTATIVE.search(result.text):
        notes.append("The date is marked as still to be agreed.")
    return [note for note in notes if note]
