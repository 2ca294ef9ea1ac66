"""A second look at the fields that columns were taken for: what a column means is told by those beside it, too."""

import re
from collections.abc import Sequence

from spreadsheets.readers.grid import Cell
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.levels import level_of, level_of_fill
from spreadsheets.recognise.looks import is_timescale, squeezed

_PLAINLY_RATED = re.compile(r"\b(?:b?rag\w*|ragb|rating|colou?r|traffic|score)\b", re.IGNORECASE)
_WHAT = re.compile(
    r"\W*(?:\w{1,2}[.)]\s*)?what\b(?:\W*\Z|.*\b(?:do|doing|deliver|achieve|change|happen)\b)", re.IGNORECASE | re.DOTALL
)
_HOW = re.compile(
    r"\W*(?:\w{1,2}[.)]\s*)?how\b(?!.*\bknow\b)(?:\W*\Z|.*\b(?:it|this|that|deliver|achieve|do)\b)",
    re.IGNORECASE | re.DOTALL,
)
_LATER = re.compile(r"\b(?:revised|new|extended|amended|latest|forecast|updated|current)\b", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:original(?:ly)?|initial(?:ly)?|first|baseline)\b", re.IGNORECASE)
_BROAD = re.compile(r"\b(?:aims?|goals?|ambitions?|outcomes?|priorit(?:y|ies)|themes?)\b", re.IGNORECASE)
_MOSTLY = 0.6


def settle(chosen: dict[int, str], headings: Sequence[str], columns: Sequence[Sequence[Cell]]) -> None:
    """Changes `chosen`, the field of each column by its place, where the columns beside it say more."""
    _part_what_from_how(chosen, headings)
    _part_aim_from_objective(chosen, headings, columns)
    _tell_status_from_ratings(chosen, headings, columns)
    _take_revised_date(chosen, headings, columns)


def _part_what_from_how(chosen: dict[int, str], headings: Sequence[str]) -> None:
    """ "What are we going to do?" beside "How are we going to do it?" is what the actions are for."""
    what = next((at for at, heading in enumerate(headings) if _WHAT.match(heading)), None)
    how = next((at for at, heading in enumerate(headings) if _HOW.match(heading)), None)
    if what is None or how is None:
        return
    pair = (what, how)
    if not {chosen.get(at, v.EXTRA) for at in pair} <= {v.ACTION, v.EXTRA, v.OBJECTIVE}:
        return
    if v.ACTION not in {chosen.get(at) for at in pair}:
        return
    aim = next((at for at, field in chosen.items() if field == v.OBJECTIVE and at not in pair), None)
    if aim is not None:
        if v.SECTION in chosen.values() or v.SECTION not in v.heading_weights(headings[aim]):
            return
        chosen[aim] = v.SECTION
    chosen[what], chosen[how] = v.OBJECTIVE, v.ACTION


def _part_aim_from_objective(
    chosen: dict[int, str], headings: Sequence[str], columns: Sequence[Sequence[Cell]]
) -> None:
    """Of "Aim" and "Objective" side by side the first, which says less often something new, groups the second."""
    aim = next((at for at, field in chosen.items() if field == v.OBJECTIVE), None)
    if aim is None or v.SECTION in chosen.values() or not _BROAD.search(headings[aim]) or aim + 1 >= len(headings):
        return
    speaks = v.heading_weights(headings[aim + 1]).get(v.OBJECTIVE, 0) >= v.LIKELY
    if (
        speaks
        and chosen.get(aim + 1, v.EXTRA) == v.EXTRA
        and 0 < _different(columns[aim]) < _different(columns[aim + 1])
    ):
        chosen[aim], chosen[aim + 1] = v.SECTION, v.OBJECTIVE


def _different(cells: Sequence[Cell]) -> int:
    return len({squeezed(cell.text).casefold() for cell in cells if not cell.blank})


def _tell_status_from_ratings(
    chosen: dict[int, str], headings: Sequence[str], columns: Sequence[Sequence[Cell]]
) -> None:
    """ "Status" beside a column that is plainly rated, without a level in it, tells progress."""
    rated = [at for at, field in chosen.items() if field == v.RATING]
    plainly = [at for at in rated if _PLAINLY_RATED.search(headings[at]) or _rates(columns[at])]
    for at in rated:
        told = [cell for cell in columns[at] if not cell.blank]
        if plainly and at not in plainly and told and not _rates(columns[at]):
            chosen[at] = v.EXTRA if v.PROGRESS in chosen.values() else v.PROGRESS


def _rates(cells: Sequence[Cell]) -> bool:
    return any(level_of(cell.text) or level_of_fill(cell.fill) for cell in cells)


def _take_revised_date(chosen: dict[int, str], headings: Sequence[str], columns: Sequence[Sequence[Cell]]) -> None:
    """Of "Original due date" and "Revised due date" the second is due, and the first is kept under its name."""
    first = next((at for at, field in chosen.items() if field == v.TIMESCALE), None)
    if first is None or _LATER.search(headings[first]):
        return
    for at, heading in enumerate(headings):
        is_later = is_revised_date(heading) or (is_first_date(headings[first]) and not is_first_date(heading))
        if chosen.get(at, v.EXTRA) != v.EXTRA or not is_later or not v.heading_weights(heading).get(v.TIMESCALE):
            continue
        told = [cell.text for cell in columns[at] if not cell.blank]
        if told and sum(map(is_timescale, told)) >= _MOSTLY * len(told):
            chosen[first], chosen[at] = v.EXTRA, v.TIMESCALE
            return


def is_first_date(heading: str) -> bool:
    """True of a heading such as "Original deadline"."""
    return bool(_FIRST.search(heading)) and v.heading_weights(heading).get(v.TIMESCALE, 0) > 0


def is_revised_date(heading: str) -> bool:
    """True of a heading such as "Revised due date"; its column is often blank, for most dates do not move."""
    return bool(_LATER.search(heading)) and v.heading_weights(heading).get(v.TIMESCALE, 0) > 0
