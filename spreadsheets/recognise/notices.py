"""What is to be said of the plan as a whole: references that stand twice, what is missing, rows that were split."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from spreadsheets.draft import DraftAction, Problem
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.line import Line

_LACKS = {"no_lead": ("lead", v.LEAD), "no_timescale": ("timescale", v.TIMESCALE), "no_rating": ("rating", v.RATING)}


def with_missing_ratings(actions: Sequence[DraftAction], lines: Sequence[Line]) -> tuple[DraftAction, ...]:
    """A problem on each action without a rating, in a plan that rates some of its others."""
    rated = _rating_columns(lines)
    if not rated or any(rated) or not any(rating.level for action in actions for rating in action.ratings):
        return tuple(actions)
    unrated = {
        (line.table, line.row.number) for line in lines if line.layout and line.layout.index_of(v.RATING) is None
    }
    return tuple(
        action
        if action.ratings or (action.origins[0].table, action.origins[0].row) in unrated
        else replace(
            action, problems=(*action.problems, Problem("no_rating", f"{named(action)} has no rating.", v.RATING))
        )
        for action in actions
    )


def with_repeated_references(actions: Sequence[DraftAction]) -> tuple[DraftAction, ...]:
    """A problem on each of several rows of one section that bear the same reference, naming them all."""
    bearers: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for at, action in enumerate(actions):
        if action.reference:
            bearers[(action.section, action.reference)].append(at)
    result = list(actions)
    for (_, reference), places in bearers.items():
        if len(places) > 1:
            rows = " and ".join(f"row {actions[at].origins[0].row} of {actions[at].origins[0].table}" for at in places)
            problem = Problem(
                "repeated_reference",
                f"The reference {reference} stands in {rows}: change one, or skip a row.",
                v.REFERENCE,
            )
            for at in places:
                result[at] = replace(result[at], problems=(*result[at].problems, problem))
    return tuple(result)


def plan_problems(actions: Sequence[DraftAction], lines: Sequence[Line]) -> tuple[Problem, ...]:
    """One sentence for each thing that several actions lack, and for rows offered as several actions."""
    problems = []
    for code, (what, field) in _LACKS.items():
        lacking = [at for at, action in enumerate(actions) if any(problem.code == code for problem in action.problems)]
        if lacking:
            names = references(actions, lacking)
            verb = "have" if len({named(actions[at]) for at in lacking}) > 1 else "has"
            problems.append(Problem(code, f"{names} {verb} no {what}.", field))
    problems.extend(_none_rated(actions, lines))
    rows = {(action.origins[0].table, action.origins[0].row) for action in actions if action.parts}
    if rows:
        held = sum(1 for action in actions if action.parts)
        verb = "row holds" if len(rows) == 1 else "rows hold"
        problems.append(
            Problem(
                "rows_hold_several",
                f"{len(rows)} {verb} {held} actions: check where each was split, or take it as one.",
                v.ACTION,
            )
        )
    return tuple(problems)


def _rating_columns(lines: Sequence[Line]) -> set[str | None]:
    """The dimensions of the rated columns; {None} for one column of ratings, empty for none."""
    return {
        column.dimension
        for line in lines
        if line.layout is not None
        for column in line.layout.columns
        if column.field == v.RATING
    }


def _none_rated(actions: Sequence[DraftAction], lines: Sequence[Line]) -> list[Problem]:
    if (
        not actions
        or not _rating_columns(lines)
        or any(rating.level for action in actions for rating in action.ratings)
    ):
        return []
    return [Problem("none_rated", f"None of the {len(actions)} actions has a rating yet.", v.RATING)]


def named(action: DraftAction) -> str:
    origin = action.origins[0]
    return action.reference or f"Row {origin.row} of {origin.table}"


def references(actions: Sequence[DraftAction], chosen: Sequence[int]) -> str:
    """ "3, 10 to 26": neighbours in the plan as a range; rows where there are no references."""
    runs: list[list[int]] = []
    for at in chosen:
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    texts = []
    for run in runs:
        name, last = named(actions[run[0]]), named(actions[run[-1]])
        texts.append(name if last == name else f"{name} and {last}" if len(run) == 2 else f"{name} to {last}")
    return ", ".join(texts)
