"""The words that belong to each date of a text that has several."""

import re
from itertools import pairwise

from plans.timescales.qualifying import Part
from plans.timescales.stretches import Stretch, spoken
from plans.timescales.timescale import MilestoneDate, Precision

BREAK = re.compile(r"[\n\r;•·▪●]+|(?<![\s(][0-9])\.(?=\s+[A-Z(]|\s*$)")
ONLY_FILLER = re.compile(
    r"(?:\W|\b(?:by|the|end|of|on|in|at|before|until|from|during|early|mid|late|start|beginning|due|and|then|date|no|later|"
    r"than|w/?c|week|commencing)\b)*",
    re.IGNORECASE,
)
ONLY_A_DAY = re.compile(r"[0-9]{1,2}\s?(?:st|nd|rd|th)?")
LEADING = re.compile(r"^(?:[\s,;&/+.:)*-]|(?:and|then|or|also)\s)+", re.IGNORECASE)


def milestones(text: str, plain: str, parts: list[Part]) -> tuple[MilestoneDate, ...]:
    """One for each dated part, in reading order, with its words as they stand in the text."""
    found: list[MilestoneDate] = []
    carried = None
    for start, end in _chunks(plain, parts):
        inside = [part for part in parts if start <= part.start and part.end <= end]
        if not inside:
            # Words on a line of their own belong to the date on the next line, where that line has none.
            carried = start if plain[start:end].strip() else carried
            continue
        begin = start
        if carried is not None and ONLY_FILLER.fullmatch(plain, start, inside[0].start):
            begin = carried
        carried = None
        found.extend(_of_chunk(text, plain, begin, end, inside))
    return tuple(found)


def _chunks(plain: str, parts: list[Part]) -> list[tuple[int, int]]:
    """The text cut at line ends, semicolons, bullets and full stops, but never inside a date."""
    cuts = [
        (mark.start(), mark.end())
        for mark in BREAK.finditer(plain)
        if not any(part.start < mark.end() and mark.start() < part.end for part in parts)
    ]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(plain)]
    return list(zip(starts, ends, strict=True))


def _of_chunk(text: str, plain: str, start: int, end: int, parts: list[Part]) -> list[MilestoneDate]:
    if len(parts) == 1:
        return [_milestone(text[start:end], parts[0])]
    if _date_comes_first(plain, start, parts):
        edges = [
            start,
            *(_phrase_start(plain, one.end, two.start) for one, two in pairwise(parts)),
            end,
        ]
    else:
        edges = [start, *(part.end for part in parts[:-1]), end]
    return [_milestone(text[edges[at] : edges[at + 1]], part) for at, part in enumerate(parts)]


def _date_comes_first(plain: str, start: int, parts: list[Part]) -> bool:
    """True for "31 March 2020: policy, 30 June 2020: training", where the words follow their date."""
    if not ONLY_FILLER.fullmatch(plain, start, parts[0].start):
        return False
    return not ONLY_FILLER.fullmatch(plain, parts[0].end, parts[1].start)


def _phrase_start(plain: str, begin: int, end: int) -> int:
    """Where the words that lead to a date begin: before its "by the end of"."""
    between = plain[begin:end]
    for word in re.finditer(r"\S+", between):
        if ONLY_FILLER.fullmatch(between, word.start()):
            return begin + word.start()
    return end


def _milestone(words: str, part: Part) -> MilestoneDate:
    said = LEADING.sub("", " ".join(words.split())).rstrip(" ,;&/+.-–—")
    said = said.strip("()[] ") if said.count("(") != said.count(")") else said
    reading = part.dated.reading
    if not isinstance(reading, Stretch):
        return MilestoneDate(said, None, None)
    if ONLY_A_DAY.fullmatch(said):
        said = spoken(reading.last)
    elif part.dated.year_added and reading.precision in (Precision.DAY, Precision.MONTH):
        said = f"{said} {reading.last.year}"
    return MilestoneDate(said, reading.last, reading.precision)
