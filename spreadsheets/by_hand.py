"""Rows put together or taken apart by a person: what each new row holds. Pure logic over staged values.

Nothing is left out: what two rows said stands in the one that is made of them, and every word of a row that is split
stands in one of its parts.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from plans.lead_names import split_leads
from plans.timescales import read_timescale
from plans.timescales.timescale import Timescale
from spreadsheets.staged import Staged, StagedLead, StagedMilestone

# How a field beside the action goes to the parts.
ALL, LINES, FIRST = "all", "lines", "first"
SHARED = ("leads", "timescale", "measure", "progress")
# A line, or a sentence; "1." and "p." end none.
_PIECE = re.compile(
    r".+?(?:\n+\s*|(?<!\b\d)(?<!\b\d\d)(?<!\b[^\W\d_])[.;!?]['\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9•\-–])|\Z)", re.DOTALL
)
_CLAUSE = re.compile(r".+?(?:[,;:]\s+|\s+(?=(?:and|&)\s)|\Z)", re.DOTALL)
_MARK = re.compile(r"\A\s*(?:[•·▪●◦*–-]|\(?(?:\d{1,2}|[a-z])[.)])\s+")
# Said of a row because it stood alone, or lacked what it has by now.
_SETTLED = frozenset({"perhaps_incomplete", "rows_hold_several", "list_longer"})
_GAPS = {"no_lead": "leads", "no_timescale": "timescale_text", "no_rating": "ratings"}


def joined(first: Staged, second: Staged) -> Staged:
    """The two as one action, the first before the second."""
    made = replace(
        first,
        text=_both(first.text, second.text),
        reference=first.reference or second.reference,
        section=first.section or second.section,
        objective=_both(first.objective, second.objective),
        measure=_both(first.measure, second.measure),
        progress=_both(first.progress, second.progress),
        leads=_once([*first.leads, *second.leads]),
        lead_text=_both(first.lead_text, second.lead_text),
        ratings=(*first.ratings, *_of_others(first.ratings, second.ratings)),
        reasons=(*first.reasons, *_of_others(first.reasons, second.reasons)),
        topics=(*first.topics, *(each for each in second.topics if each not in first.topics)),
        extra=_extra(first.extra, second.extra),
    )
    if not second.timescale_text.strip() and second.due_on is None:
        return made
    if not first.timescale_text.strip() and first.due_on is None:
        return _with_time_of(made, second)
    # Two times of one action: both are kept as its milestones, and the later one is when it is due.
    later = first.due_on is None or (second.due_on is not None and second.due_on > first.due_on)
    made = _with_time_of(made, second if later else first)
    parts = (*_milestones(first), *_milestones(second)) if first.due_on != second.due_on else first.milestones
    return replace(made, timescale_text=_both(first.timescale_text, second.timescale_text), milestones=parts)


def pieces_of(text: str) -> list[str]:
    """The lines and sentences of a text, each with the space after it: together they are the text.

    Of a single sentence its clauses.
    """
    found = _PIECE.findall(text)
    return found if len(found) != 1 else _CLAUSE.findall(text)


def split(staged: Staged, starts: Iterable[int], shares: Mapping[str, str]) -> list[Staged]:
    """The row as several actions, each beginning at one of the pieces `starts` (the first always does).

    `shares` has for each of `SHARED` whether all parts have it, each its own line in order, or the first alone.
    """
    pieces = pieces_of(staged.text)
    cuts = [*sorted({0, *(at for at in starts if 0 < at < len(pieces))}), len(pieces)]
    texts = ["".join(pieces[begin:end]) for begin, end in pairwise(cuts)]
    number = len(texts)
    measures = _shared(staged.measure, shares.get("measure", ALL), number)
    progress = _shared(staged.progress, shares.get("progress", ALL), number)
    made = []
    for at, text in enumerate(texts):
        part = replace(
            staged,
            text=_without_mark(text) if number > 1 else text,
            reference=staged.reference if at == 0 or number == 1 else "",
            measure=measures[at],
            progress=progress[at],
        )
        part = _with_leads(part, staged, shares.get("leads", ALL), at, number)
        made.append(_with_time(part, staged, shares.get("timescale", ALL), at, number))
    return made


def line_count(text: str) -> int:
    return len(_lines(text))


def problems_of(made: Staged, *sources: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What was said of the rows that it was made of, and still holds."""
    found: list[dict[str, Any]] = []
    for problem in (each for source in sources for each in source):
        gap = _GAPS.get(problem["code"])
        if problem["code"] in _SETTLED or (gap and getattr(made, gap)) or dict(problem) in found:
            continue
        found.append(dict(problem))
    return found


def time_problem(made: Staged) -> list[dict[str, Any]]:
    """What cannot be right in a timescale that a part was given of its own."""
    time = read_timescale(made.timescale_text)
    if not time.problem:
        return []
    offer = time.offer.isoformat() if time.offer else None
    return [{"code": "timescale", "message": time.problem, "field": "timescale", "offer": offer}]


def timed(staged: Staged, time: Timescale) -> Staged:
    """The row with another understanding of its timescale."""
    return replace(
        staged,
        timescale_text=time.text,
        timescale_kind=str(time.kind),
        due_on=time.due,
        due_precision=str(time.precision or "") if time.due else "",
        recurrence=time.recurrence or "",
        milestones=tuple(
            StagedMilestone(part.text, part.due, str(part.precision or "") if part.due else "")
            for part in time.milestones
        ),
    )


def _both(first: str, second: str) -> str:
    """Both texts, under each other; once where they are the same."""
    if not second.strip() or first.strip() == second.strip():
        return first
    return f"{first}\n{second}" if first.strip() else second


def _once(leads: Iterable[StagedLead]) -> tuple[StagedLead, ...]:
    found: dict[str, StagedLead] = {}
    for lead in leads:
        found.setdefault(lead.name.lower(), lead)
    return tuple(found.values())


def _of_others(first: Iterable[Any], second: Iterable[Any]) -> list[Any]:
    taken = {(each.dimension, each.period) for each in first}
    return [each for each in second if (each.dimension, each.period) not in taken]


def _extra(first: Iterable[tuple[str, str]], second: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    found = dict(first)
    for heading, text in second:
        found[heading] = _both(found.get(heading, ""), text)
    return tuple(found.items())


def _with_time_of(made: Staged, other: Staged) -> Staged:
    names = ("timescale_text", "timescale_kind", "due_on", "due_precision", "recurrence", "milestones")
    return replace(made, **{name: getattr(other, name) for name in names})


def _milestones(staged: Staged) -> tuple[StagedMilestone, ...]:
    own = StagedMilestone(staged.text, staged.due_on, staged.due_precision)
    return staged.milestones or ((own,) if staged.due_on else ())


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _shared(text: str, how: str, number: int) -> list[str]:
    """The text for each part; lines that are left over stay with the last."""
    if how == ALL or number == 1:
        return [text] * number
    if how == FIRST:
        return [text] + [""] * (number - 1)
    lines = _lines(text)
    each = [[line] for line in lines[: number - 1]] + [lines[number - 1 :]]
    each += [[]] * (number - len(each))
    return ["\n".join(_without_mark(line) for line in some) for some in each]


def _without_mark(text: str) -> str:
    return _MARK.sub("", text, count=1).strip() or text.strip()


def _with_leads(part: Staged, whole: Staged, how: str, at: int, number: int) -> Staged:
    if how == ALL or number == 1:
        return part
    text = _shared(whole.lead_text, how, number)[at]
    known = {lead.name.lower(): lead for lead in whole.leads}
    named = (
        StagedLead(lead.name, lead.person or "", lead.agency or "", lead.post or "", lead.kind or "")
        for lead in split_leads(text)
    )
    own = whole.leads if how == FIRST and at == 0 else tuple(known.get(each.name.lower(), each) for each in named)
    return replace(part, lead_text=text, leads=own)


def _with_time(part: Staged, whole: Staged, how: str, at: int, number: int) -> Staged:
    if how == ALL or number == 1 or (how == FIRST and at == 0):
        return part
    return timed(part, read_timescale(_shared(whole.timescale_text, how, number)[at]))
