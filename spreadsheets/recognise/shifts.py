"""Rows whose cells stand in other columns than their headings: found by what each cell looks like.

A row may have a cell too many (a reference of its own, a blank from a broken page) and so stand too far right, or a
cell too few (merged with the row above) and so too far left. Every such shift is tried; the row is only moved where its
cells then fit plainly better, and the person is told.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spreadsheets.readers.grid import Cell, Row
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.columns import Layout
from spreadsheets.recognise.fits import TEXTS
from spreadsheets.recognise.levels import level_of
from spreadsheets.recognise.looks import is_lead, is_reference, is_timescale, tells_time, words
from spreadsheets.recognise.status_words import status_in

_ENOUGH = 2.5  # by how much a shift must fit better than the row as it stands
_MOST = 2  # columns


@dataclass(frozen=True, slots=True)
class Shift:
    """From column `start`, cells stand `by` columns too far right (less than 0: too far left)."""

    start: int = 0
    by: int = 0
    own_reference: bool = False


STRAIGHT = Shift()


def placed(row: Row, layout: Layout, shift: Shift) -> dict[int, Cell]:
    """Which cell belongs under which column; an own reference stands under -1."""
    cells = dict(enumerate(row.cells))
    if shift.by == 0:
        return cells
    moved = {at: cell for at, cell in cells.items() if at < shift.start}
    if shift.own_reference:
        moved[-1] = cells[shift.start]
    first = shift.start + max(shift.by, 0)
    moved.update({at - shift.by: cell for at, cell in cells.items() if at >= first})
    return {at: cell for at, cell in moved.items() if at < max(len(layout.columns), 1) or not cell.blank}


def shifts_of(rows: Sequence[Row], layout: Layout) -> list[Shift]:
    """For each row of one layout the shift that fits it, with its neighbours' where its own cells leave it open."""
    scored = [_scores(row, layout) for row in rows]
    chosen = [_best(scores) for scores in scored]
    for at, scores in enumerate(scored):
        before = chosen[at - 1] if at else STRAIGHT
        after = chosen[at + 1] if at + 1 < len(chosen) else before
        if chosen[at] == STRAIGHT and before == after != STRAIGHT and scores.get(before, -99.0) > scores[STRAIGHT]:
            chosen[at] = before
    return chosen


def _best(scores: dict[Shift, float]) -> Shift:
    best = max(scores, key=lambda shift: (scores[shift], -abs(shift.by)))
    return best if scores[best] - scores[STRAIGHT] >= _ENOUGH else STRAIGHT


def _scores(row: Row, layout: Layout) -> dict[Shift, float]:
    scores = {STRAIGHT: _fit(row, layout, STRAIGHT)}
    if len(row.filled()) < 3 or len(layout.columns) < 3:
        return scores
    if _at_home(row, layout):
        return scores
    for shift in _possible(row, layout):
        scores[shift] = _fit(row, layout, shift) - 0.5 * abs(shift.by)
    return scores


def _at_home(row: Row, layout: Layout) -> bool:
    """True where no cell speaks against its column, and the row says what is to be done: nothing needs to be tried."""
    return len(row.cells) <= len(layout.columns) and all(
        _cell_fit(column.field, row.cells[column.index].text) >= (-0.5 if column.field != v.ACTION else 0.0)
        for column in layout.columns
        if column.index < len(row.cells)
    )


def _possible(row: Row, layout: Layout) -> list[Shift]:
    width = len(row.cells)
    has_reference = layout.index_of(v.REFERENCE) is not None
    shifts = []
    for start in range(width - 1):
        cell = row.cells[start]
        if not has_reference and is_reference(cell.text):
            shifts.append(Shift(start, 1, own_reference=True))
        for by in range(1, _MOST + 1):
            if all(row.cells[at].blank for at in range(start, min(start + by, width))):
                shifts.append(Shift(start, by))
            if start < 2 and all(row.cells[at].blank for at in range(width - by, width)):
                shifts.append(Shift(start, -by))
    return shifts


def _fit(row: Row, layout: Layout, shift: Shift) -> float:
    cells = placed(row, layout, shift)
    total = 3.0 if -1 in cells else 0.0
    for column in layout.columns:
        cell = cells.get(column.index)
        total += _cell_fit(column.field, "" if cell is None else cell.text)
    outside = sum(1 for at, cell in cells.items() if at >= len(layout.columns) and not cell.blank)
    return total - 2.0 * outside


@lru_cache(maxsize=20_000)
def _cell_fit(field: str, text: str) -> float:
    """How well a text stands under a field, from -3 to 3."""
    if not text.strip():
        return {v.REFERENCE: -1.0, v.ACTION: -2.0, v.LEAD: -0.5, v.TIMESCALE: -0.5}.get(field, 0.0)
    return _FITS[field](text) if field in _FITS else 0.0


def _reference_fit(text: str) -> float:
    return 3.0 if is_reference(text) else -1.0 if words(text) < 6 else -3.0


def _timescale_fit(text: str) -> float:
    if tells_time(text):
        return 2.0 if is_timescale(text) else 1.0
    return -2.0 if is_lead(text) or words(text) > 25 else -1.0


def _lead_fit(text: str) -> float:
    if is_timescale(text) or is_reference(text) or level_of(text):
        return -3.0
    return -2.0 if words(text) > 30 else 2.0 if is_lead(text) else 0.0


def _rating_fit(text: str) -> float:
    # A word such as "Complete" is at home under "Status", though it may be no level.
    if level_of(text) or status_in(text):
        return 2.0
    return -2.0 if tells_time(text) or words(text) > 12 else -1.0


def _section_fit(text: str) -> float:
    return -2.0 if words(text) > 20 or is_reference(text) else 0.0


def _text_fit(text: str) -> float:
    if is_reference(text):
        return -3.0
    if is_timescale(text) or level_of(text):
        return -2.0
    return 0.5 if words(text) >= 4 else 0.0


_FITS: dict[str, Callable[[str], float]] = {
    v.REFERENCE: _reference_fit,
    v.TIMESCALE: _timescale_fit,
    v.LEAD: _lead_fit,
    v.RATING: _rating_fit,
    v.SECTION: _section_fit,
    **dict.fromkeys(TEXTS, _text_fit),
}
