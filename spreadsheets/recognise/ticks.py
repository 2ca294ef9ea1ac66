"""A column for each level, status or month with a tick in one of them: set together into one column that says which.

"R", "A" and "G" side by side with an X under one of them rate as the word in one cell would; so do "Not started",
"In progress" and "Complete"; and a mark under "May 2031" and "June 2031" gives the time from one to the other. Marks
under the names of agencies say who leads.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from spreadsheets.readers.grid import Cell, Document, Grid, Row, reshaped
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.levels import level_of
from spreadsheets.recognise.looks import dates_in, is_lead, is_timescale, squeezed, words
from spreadsheets.recognise.status_words import status_in

_FIRST_ROWS = 20  # that say something, among which the headings stand
_TICK = re.compile(r"\s*(?:[xX×✓✔✗✘☑☒√●■•*]|[yY](?:es)?|ü|þ)\s*")  # "ü" and "þ" are ticks in Wingdings
_UNTICKED = re.compile(r"\s*(?:[☐□○nN-]|[nN]o)?\s*")
_LONGEST = 4  # words of such a heading


@dataclass(frozen=True, slots=True)
class _Kind:
    """What the headings side by side are, the heading of the one column they become, and how two marks read."""

    says: Callable[[str], object]
    heading: str
    between: str
    fewest: int
    all_named: bool = False  # every one that is marked, not the first and the last
    field: str = ""  # of the plan, which no other column must hold


def _time_of(text: str) -> str | None:
    return text if is_timescale(text) and dates_in(text) else None


def _lead_of(text: str) -> str | None:
    return text.casefold() if is_lead(text) else None


_KINDS = (
    _Kind(level_of, "RAG", " / ", 2),
    _Kind(status_in, "Status", " / ", 2),
    _Kind(
        lambda text: text if is_timescale(text) and dates_in(text) else None, "Timescale", " to ", 3, field=v.TIMESCALE
    ),
    _Kind(lambda text: text.casefold() if is_lead(text) else None, "Lead", ", ", 2, all_named=True, field=v.LEAD),
)


def one_column_for_ticks(document: Document) -> Document:
    """The document with every run of ticked columns as one column; all other grids as they are."""
    return replace(document, grids=tuple(_together(grid) for grid in document.grids))


def _together(grid: Grid) -> Grid:
    rows = [row for row in grid.rows if row.filled()]
    for at, row in enumerate(rows[:_FIRST_ROWS]):
        for first, last, kind in _runs(row) if _heads_plan(rows[max(at - 1, 0) : at + 1]) else ():
            below = rows[at + 1 :]
            if _are_ticked(below, first, last):
                return _together(_collapsed(grid, row.number, first, last, kind))
    return grid


def _runs(row: Row) -> Iterator[tuple[int, int, _Kind]]:
    """The first and last column of each run of headings of one kind, no two of which say the same."""
    for kind in _KINDS:
        if kind.field and any(_is_of(cell, kind.field) for cell in row.cells):
            continue
        said = [kind.says(cell.text) if _is_short(cell) else None for cell in row.cells]
        start = 0
        while start < len(said):
            end = start
            while end < len(said) and said[end] is not None and said[end] not in said[start:end]:
                end += 1
            if end - start >= kind.fewest:
                yield start, end - 1, kind
            start = max(end, start + 1)


def _heads_plan(rows: Sequence[Row]) -> bool:
    """The headings, one row deep or two, say what is done and by whom or when; a list of meetings does not."""
    cells = [cell for row in rows for cell in row.cells if not cell.blank]
    told = {field for field in (v.ACTION, v.LEAD, v.TIMESCALE) if any(_is_of(cell, field) for cell in cells)}
    return v.ACTION in told and len(told) > 1


def _is_of(cell: Cell, field: str) -> bool:
    return v.heading_weights(cell.text).get(field, 0) >= v.LIKELY


def _is_short(cell: Cell) -> bool:
    return not cell.blank and not cell.repeated and words(cell.text) <= _LONGEST


def _are_ticked(rows: Sequence[Row], first: int, last: int) -> bool:
    """Every cell is a tick or blank, and most rows that say more have one."""
    ticked = told = 0
    for row in rows:
        cells = row.cells[first : last + 1]
        marks = sum(1 for cell in cells if not cell.blank and _TICK.fullmatch(cell.text))
        if not marks and len(row.filled()) < 2:
            continue
        if not all(cell.blank or _TICK.fullmatch(cell.text) or _UNTICKED.fullmatch(cell.text) for cell in cells):
            return False
        told += 1
        ticked += bool(marks)
    return ticked > 0 and ticked * 2 >= told


def _collapsed(grid: Grid, heading_row: int, first: int, last: int, kind: _Kind) -> Grid:
    headings = next(row.cells for row in grid.rows if row.number == heading_row)
    heads = headings[first : last + 1]
    above = any(
        not row.cells[first].blank and row.cells[first].span > 1
        for row in grid.rows
        if row.number < heading_row and first < len(row.cells)
    )
    rows: list[Row] = []
    for row in grid.rows:
        cells = row.cells[first : last + 1]
        if row.number == heading_row:
            one = replace(cells[0], text="" if above else kind.heading, span=1)
        elif row.number > heading_row:
            one = _ticked(cells, heads, kind)
        else:
            one = replace(cells[0], text=" ".join(cell.text for cell in cells if not cell.blank), span=1)
        cells = (*row.cells[:first], one, *row.cells[last + 1 :])
        rows.append(reshaped(row, cells, headings) if row.number > heading_row else replace(row, cells=cells))
    return replace(grid, rows=tuple(rows))


def _ticked(cells: Sequence[Cell], heads: Sequence[Cell], kind: _Kind) -> Cell:
    """The heading of the ticked cell, or of the first and last of several."""
    marked = [at for at, cell in enumerate(cells) if not cell.blank and _TICK.fullmatch(cell.text)]
    if not marked:
        return replace(cells[0], text="" if all(_UNTICKED.fullmatch(cell.text) for cell in cells) else cells[0].text)
    some = marked if kind.all_named else dict.fromkeys((marked[0], marked[-1]))
    named = [squeezed(heads[at].text) for at in some]
    return replace(cells[marked[0]], text=kind.between.join(named), span=1, fill=None)
