"""What of a staged row a person must look at first, and what is offered for it. Pure logic over the rows' values.

A person is asked where the importer had to guess, or where what is written cannot be right: a date that does not exist,
a shifted row, a reference that stands twice, a word that is no level. What a document merely leaves out is noted on the
row and said once for the plan: an action without a rating has "no update", which is a state of its own. A missing lead
or timescale, or a word such as "In progress" in place of a level, asks only where it is the exception; in a plan that
mostly does so, that is how the plan was written.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any, Protocol

from spreadsheets.draft import NOTICES

# Named, and left as it is: nothing was lost by it and nothing guessed.
_NOTED = NOTICES | {"no_rating", "list_longer"}
_GAPS = frozenset({"no_lead", "no_timescale", "progress_word"})
# The field that a problem is about, and what a person puts in its place.
_ANSWERED_BY = {
    "action": "text",
    "lead": "leads",
    "timescale": "due_on",
    "rating": "levels",
    "section": "section",
    "objective": "objective",
    "reference": "reference",
    "measure": "measure",
    "progress": "progress",
}


class StagedRow(Protocol):
    problems: list[dict[str, Any]]
    chosen: dict[str, Any]
    decision: str
    is_checked: bool


def is_notice(problem: Mapping[str, Any]) -> bool:
    """Whether the sentence only says what was done."""
    return problem["code"] in NOTICES


def usual_gaps(rows: Collection[StagedRow]) -> frozenset[str]:
    """What at least half of the rows leave out, so that no single one is asked about."""
    lacking = Counter(code for row in rows for code in {problem["code"] for problem in row.problems} & _GAPS)
    return frozenset(code for code, number in lacking.items() if number * 2 >= len(rows))


def open_problems(row: StagedRow, usual: Collection[str] = ()) -> list[dict[str, Any]]:
    """What still asks for a person: neither answered by a change, nor looked at and left, nor of a row left out."""
    if row.is_checked or row.decision == "skip":
        return []
    return [
        problem
        for problem in row.problems
        if problem["code"] not in _NOTED and problem["code"] not in usual and not _is_answered(problem, row)
    ]


def notes(row: StagedRow, usual: Collection[str] = ()) -> list[dict[str, Any]]:
    """What is only named: what was done with the row, and what it leaves out without anybody being asked."""
    return [
        problem
        for problem in row.problems
        if is_notice(problem)
        or ((problem["code"] in _NOTED or problem["code"] in usual) and not _is_answered(problem, row))
    ]


def _is_answered(problem: Mapping[str, Any], row: StagedRow) -> bool:
    return _ANSWERED_BY.get(problem["field"] or "", "") in row.chosen


def offered_day(row: StagedRow) -> str | None:
    """The day, in ISO form, that is offered for a timescale that cannot be right."""
    offers = (problem["offer"] for problem in row.problems if problem["field"] == "timescale")
    return next((offer for offer in offers if offer), None)


def offers_of(row: StagedRow) -> dict[str, Any]:
    """All offers of the row as a person's choices."""
    day = offered_day(row)
    return {"due_on": day, "due_precision": "day"} if day else {}
