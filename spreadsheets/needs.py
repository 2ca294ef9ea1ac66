"""What of a staged row a person must look at first, and what is offered for it. Pure logic over the row's values."""

from collections.abc import Mapping
from typing import Any, Protocol

from spreadsheets.draft import NOTICES

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


def open_problems(row: StagedRow) -> list[dict[str, Any]]:
    """What still asks for a person: neither answered by a change, nor looked at and left, nor of a row left out."""
    if row.is_checked or row.decision == "skip":
        return []
    return [
        problem
        for problem in row.problems
        if not is_notice(problem) and _ANSWERED_BY.get(problem["field"] or "", "") not in row.chosen
    ]


def needs_person(row: StagedRow) -> bool:
    return bool(open_problems(row))


def offered_day(row: StagedRow) -> str | None:
    """The day, in ISO form, that is offered for a timescale that cannot be right."""
    offers = (problem["offer"] for problem in row.problems if problem["field"] == "timescale")
    return next((offer for offer in offers if offer), None)


def offers_of(row: StagedRow) -> dict[str, Any]:
    """All offers of the row as a person's choices."""
    day = offered_day(row)
    return {"due_on": day, "due_precision": "day"} if day else {}
