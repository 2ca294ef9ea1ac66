"""Every row of a document with what it is: headings, banner, key, title, or the words of an action."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spreadsheets.readers.grid import Cell, Document, Grid, Row
from spreadsheets.recognise.bands import bands_of
from spreadsheets.recognise.banners import (
    banner_of,
    heading_banner,
    is_section_lead,
    is_total,
    split_banner,
    titled_banner,
)
from spreadsheets.recognise.columns import Layout, layout_of
from spreadsheets.recognise.contrast import guessed_layout, heading_by_contrast, numbered_requests
from spreadsheets.recognise.headings import (
    deepened,
    heading_texts,
    is_heading_row,
    is_lone_heading,
    is_plain_heading_row,
    repeats,
)  # fmt: skip
from spreadsheets.recognise.instructions import is_instruction, is_unfilled
from spreadsheets.recognise.key import is_key, is_told_key, keyed_rows, worded_rows
from spreadsheets.recognise.line import (
    BANNER,
    DASHES,
    DATA,
    HEADING,
    INSTRUCTION,
    KEY,
    OTHER,
    SECTION_LEAD,
    TITLE,
    TOTAL,
    UNFILLED,
    Line,
)
from spreadsheets.recognise.lone_rows import mark_banners
from spreadsheets.recognise.looks import NUMBERED_LABEL, list_mark, words
from spreadsheets.recognise.not_actions import mark_repeats, mark_summaries
from spreadsheets.recognise.parents import mark_parents
from spreadsheets.recognise.plan_titles import mark_titles
from spreadsheets.recognise.told_below import mark_told
from spreadsheets.recognise.vocabulary import LIKELY, heading_weights, plain

_FIRST_ROWS = 3  # of a Word table, in which other headings than those of the table before may stand
_WIDE = 2  # columns that the text beside a label is merged across
_SHORT = 6  # words, at most, in a cell of such headings


def lines_of(document: Document, columns: Mapping[str, str] | None = None) -> list[Line]:
    """All rows that say something, in the document's order, classified; `columns` has fields chosen for headings."""
    lines: list[Line] = []
    inherited: tuple[str, ...] = ()
    titled = _headings_between(document)
    for grid in document.grids:
        lines.extend(titled.get(grid.name, ()))
        if document.form == "sheet" or grid.width != len(inherited):
            inherited = ()
        found = _grid_lines(grid, inherited, in_sheet=document.form == "sheet")
        lines.extend(found)
        under = [line.headings for line in found if line.kind in (DATA, HEADING) and line.headings]
        inherited = under[-1] if under else inherited
    if not any(line.kind == DATA for line in lines):
        _take_numbered_requests(lines, document)
    _lay_out(lines, columns)
    for line in lines:
        if line.kind == DATA and line.layout:
            _look_closer(line, line.layout)
    mark_titles(lines)
    mark_told(lines)
    mark_summaries(lines)
    mark_repeats(lines, in_sheet=document.form == "sheet")
    mark_parents(lines)
    mark_banners(lines)
    return lines


def _take_numbered_requests(lines: Sequence[Line], document: Document) -> None:
    """Where no table has headings: one of two columns, numbers and what they ask for, is the plan."""
    for grid in document.grids:
        layout = numbered_requests([row for row in grid.rows if row.filled()])
        for line in lines if layout else ():
            if line.table == grid.name and line.kind == OTHER:
                line.kind, line.layout = DATA, layout


def _headings_between(document: Document) -> dict[str, list[Line]]:
    """Banners that stand above a Word table as headings of the text.

    A numbered or labelled heading is one; any other only where several tables each have their own.
    """
    nearest = {
        grid.name: next((some.text for some in reversed(grid.before) if some.is_heading and some.text.strip()), None)
        for grid in document.grids
    }
    several = len({text for text in nearest.values() if text}) > 1
    found: dict[str, list[Line]] = {}
    for grid in document.grids:
        labelled = next((some.text for some in reversed(grid.before[-3:]) if _is_label(some.text)), None)
        text = labelled or (nearest[grid.name] if several else None)
        if text:
            row = Row(0, (Cell(text, f"above {grid.name}"),))
            found[grid.name] = [Line(grid.name, row, BANNER, banner=titled_banner(text))]
    return found


def _is_label(text: str) -> bool:
    label = NUMBERED_LABEL.fullmatch(text)
    return label is not None and bool(label["title"]) and len(text) < 200


def _grid_lines(grid: Grid, inherited: tuple[str, ...], *, in_sheet: bool) -> list[Line]:
    rows = [row for row in grid.rows if row.filled()]
    keyed = keyed_rows(rows, grid.name)
    has_key, explaining = is_key(keyed.values()), worded_rows(rows)
    headings = _headings_in(rows, grid, inherited)
    if not headings and not inherited:
        row_of_labels = heading_by_contrast(rows, grid)
        if row_of_labels:
            headings = {row_of_labels.number: heading_texts(row_of_labels)}
        elif guessed_layout(rows, grid):
            inherited = ("",) * grid.width
    current, lines = inherited, list[Line]()
    bands = bands_of(row for row in rows if row.number not in headings)
    heads = _heads_of_tables(rows, headings)
    for row in rows:
        if row.number in headings:
            current = headings[row.number] or current
            lines.append(Line(grid.name, row, HEADING, current))
        elif (
            (has_key and keyed[row.number])
            or row.number in explaining
            or (len(row.filled()) == 1 and is_told_key(row.cells[row.filled()[0]].text))
        ):
            lines.append(Line(grid.name, row, KEY))
        elif not any(map(has_letters_or_digits, (cell.text for cell in row.cells))):
            lines.append(Line(grid.name, row, DASHES))
        elif row.number in heads:
            lines.append(Line(grid.name, row, BANNER, current, banner=titled_banner(row.cells[row.filled()[0]].text)))
        elif not current or _stands_above(row, headings, inherited):
            lines.append(_outside(grid.name, row, bool(headings), in_sheet=in_sheet, below_banner=_opened(lines)))
        else:
            opens = not lines and not in_sheet and bool(inherited)
            lines.append(Line(grid.name, row, DATA, current, opens=opens, band=bands.get(row.number)))
    return lines


def _length(cell: Cell) -> int:
    return words(cell.text)


def has_letters_or_digits(text: str) -> bool:
    return any(map(str.isalnum, text))


def _headings_in(rows: Sequence[Row], grid: Grid, inherited: tuple[str, ...]) -> dict[int, tuple[str, ...]]:
    """The rows of headings by number; the second of two that are read as one has no headings of its own."""
    found: dict[int, tuple[str, ...]] = {}
    current = inherited
    for at, row in enumerate(rows):
        if row.number in found:
            continue
        first = not found and (not inherited or (at < _FIRST_ROWS and max(map(_length, row.cells)) <= _SHORT))
        if current and repeats(row, current):
            fresh = True
        elif first:
            fresh = is_heading_row(row) or (not found and is_lone_heading(row, grid))
        else:
            fresh = is_plain_heading_row(row)
        if fresh:
            below = rows[at + 1] if at + 1 < len(rows) else None
            deep = deepened(row, below)
            current = found[row.number] = deep or heading_texts(row)
            if deep and below:
                found[below.number] = ()
    return found


def _stands_above(row: Row, headings: dict[int, tuple[str, ...]], inherited: tuple[str, ...]) -> bool:
    if not headings or row.number >= min(headings):
        return False
    return not any(inherited) or _is_labelled(row)


def _is_labelled(row: Row) -> bool:
    """ "Intended outcome" and its text across the table: it says something of the whole table, and is no row of it."""
    filled = row.filled()
    if len(filled) != 2 or row.cells[filled[1]].span < _WIDE or _length(row.cells[filled[0]]) > _SHORT:
        return False
    return max(heading_weights(row.cells[filled[0]].text).values(), default=0) >= LIKELY


def _heads_of_tables(rows: Sequence[Row], headings: Mapping[int, tuple[str, ...]]) -> set[int]:
    """The lone rows right above the headings of a sheet's second table and of those after it, and above the first's
    where they look alike: "1. Multi-agency actions", "2. Single agency actions"."""
    above = [
        rows[at - 1]
        for at, row in enumerate(rows)
        if at and headings.get(row.number) and len(rows[at - 1].filled()) == 1
    ]
    marks = [list_mark(row.cells[row.filled()[0]].text) for row in above]
    if len(above) < 2 or not all(marks) or len(set(marks)) < len(marks):
        return set()
    return {row.number for row in above}


def _opened(lines: Sequence[Line]) -> bool:
    return bool(lines) and lines[-1].kind == BANNER


def _outside(table: str, row: Row, has_headings: bool, *, in_sheet: bool, below_banner: bool) -> Line:
    """A row that stands under no headings: a banner above them, a title, or no part of a plan."""
    filled = row.filled()
    text = row.cells[filled[0]].text
    if has_headings and (banner := split_banner(row)):
        return Line(table, row, BANNER, banner=banner)
    if has_headings and len(filled) == 1:
        banner = heading_banner(text)
        if banner is None and (not in_sheet or below_banner) and NUMBERED_LABEL.fullmatch(text) is None:
            banner = titled_banner(text)
        if banner:
            return Line(table, row, BANNER, banner=banner)
    return Line(table, row, TITLE if has_headings else OTHER)


def _lay_out(lines: Sequence[Line], chosen: Mapping[str, str] | None) -> None:
    """One layout for all rows under the same headings, in however many tables."""
    below: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for line in lines:
        if line.kind == DATA and len(line.row.filled()) > 1 and not split_banner(line.row):
            below[_signature(line)].append(_without_band(line))
    layouts: dict[tuple[str, ...], Layout] = {}
    for line in lines:
        if line.kind in (DATA, HEADING) and line.headings:
            signature = _signature(line)
            if signature not in layouts:
                cells = list(_columns(below[signature], len(line.headings)))
                layouts[signature] = layout_of(line.headings, cells, chosen)
            line.layout = layouts[signature]


def _without_band(line: Line) -> Row:
    if line.band is None:
        return line.row
    cells = tuple(replace(cell, fill=None) if cell.fill == line.band else cell for cell in line.row.cells)
    return replace(line.row, cells=cells)


def _signature(line: Line) -> tuple[str, ...]:
    plainly = tuple(plain(heading) for heading in line.headings)
    return plainly if any(plainly) else (line.table,)


def _columns(rows: Sequence[Row], width: int) -> Iterator[list[Cell]]:
    for at in range(width):
        yield [row.cells[at] for row in rows if at < len(row.cells)]


def _look_closer(line: Line, layout: Layout) -> None:
    """What a row under headings is, now that it is known what its columns hold."""
    if not layout.holds_actions:
        line.kind = OTHER
        return
    line.banner = banner_of(line.row, layout)
    filled = line.row.filled()
    if len(filled) == 1 and is_section_lead(line.row.cells[filled[0]].text):
        line.kind, line.banner = SECTION_LEAD, None
    elif line.banner:
        line.kind = BANNER
    elif is_total(line.row):
        line.kind = TOTAL
    elif is_instruction(line.row, layout):
        line.kind = INSTRUCTION
    elif is_unfilled(line.row, layout) and not line.opens:
        line.kind = UNFILLED
