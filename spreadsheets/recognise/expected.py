"""Levels expected of a dimension by quarter, as a heading states them: "Expected Q2 Red/amber Q3 amber/blue"."""

import re
from collections.abc import Mapping

from spreadsheets.draft import DraftExpected
from spreadsheets.recognise.levels import LEVEL_WORD, canonical
from spreadsheets.recognise.looks import squeezed
from spreadsheets.recognise.periods import financial_year, following

_EXPECTED = re.compile(
    rf"\bq(?:uarter\s*|tr\s*)?(?P<quarter>[1-4])\b[\s,:(-]*"
    rf"(?:(?P<first>(?:20)?\d{{2}})\s*(?:/|-|–|to)\s*(?P<second>(?:20)?\d{{2}})[\s):-]*)?"
    rf"(?P<levels>{LEVEL_WORD}(?:\s*(?:/|\bor\b|\bto\b|&|,)\s*{LEVEL_WORD})*)\b",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(r"\b(?:expected|trajectory|target|anticipated|planned)\b\W*$", re.IGNORECASE)

Steps = tuple[tuple[int, str | None, tuple[str, ...]], ...]


def expected_steps(heading: str) -> Steps:
    """(quarter, year as written or None, levels) in the order of the heading; empty where it states none."""
    steps = []
    for found in _EXPECTED.finditer(squeezed(heading)):
        year = financial_year(found["first"], found["second"]) if found["first"] else None
        levels = tuple(canonical(word) for word in re.findall(LEVEL_WORD, found["levels"], re.IGNORECASE))
        steps.append((int(found["quarter"]), year, levels))
    return tuple(steps)


def without_expected(heading: str) -> str:
    """The heading's own words, before what it says of the levels expected."""
    heading = squeezed(heading)
    found = _EXPECTED.search(heading)
    return _INTRODUCED.sub("", heading[: found.start()]).strip() if found else heading


def dated_expected(headings: Mapping[str, Steps], year: str | None) -> tuple[DraftExpected, ...]:
    """The steps of each dimension with their years.

    A year written on one step dates those before and after it, as quarters run on; a heading without any year takes
    that of its siblings, else `year` (the document's own), else none can be said and nothing is claimed.
    """
    starts = {dimension: _first_year(steps) for dimension, steps in headings.items()}
    known = next((start for start in starts.values() if start), year)
    return tuple(
        DraftExpected(dimension, f"{at} Q{quarter}", levels)
        for dimension, steps in headings.items()
        for at, quarter, levels in _dated(steps, starts[dimension] or known)
    )


def _turns(steps: Steps) -> list[int]:
    """How many new years have begun before each step: Q4 then Q1 is one."""
    turns, count = [], 0
    for at, (quarter, _, _) in enumerate(steps):
        count += int(at > 0 and quarter <= steps[at - 1][0])
        turns.append(count)
    return turns


def _first_year(steps: Steps) -> str | None:
    for turn, (_, year, _) in zip(_turns(steps), steps, strict=True):
        if year:
            return following(year, -turn)
    return None


def _dated(steps: Steps, first: str | None) -> list[tuple[str, int, tuple[str, ...]]]:
    if first is None:
        return []
    return [
        (following(first, turn), quarter, levels)
        for turn, (quarter, _, levels) in zip(_turns(steps), steps, strict=True)
    ]
