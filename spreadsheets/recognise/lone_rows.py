"""Rows of one cell alone among full rows: banners without a label, known by how they look and where they stand.

Set in bold, filled or merged across, or simply short and followed by full rows: "Listening to young people" heads what
is below it. A text that asks for something to be done stays an action, though its lead and date be missing.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from spreadsheets.readers.grid import Cell
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.banners import looked_banner, titled_banner
from spreadsheets.recognise.columns import Layout
from spreadsheets.recognise.line import BANNER, DATA, HEADING, NOTE, Line
from spreadsheets.recognise.looks import (
    asks_for_something,
    has_letters,
    is_finished,
    is_fragment,
    is_reference,
    is_timescale,
    is_unfinished,
    list_mark,
    words,
)

_MOST_WORDS = 14
_FEW_WORDS = 8
_RARE = 0.2  # of the full rows may look like the lone one, for its look to say anything
_NOTE = re.compile(
    r"\s*(?:(?:foot)?notes?\b|n\.?b\b|\*+\s*\w|[†‡]|(?:last )?(?:updated|reviewed|revised)\b|version\b|source\b"
    r"|signed\b|date\b|prepared by\b|approved\b|author\b|abbreviations\b|glossary\b|acronyms\b"
    r"|document (?:control|owner)\b|page \d)",
    re.IGNORECASE,
)
_HEADS = (v.ACTION, v.OBJECTIVE, v.SECTION, v.REFERENCE, v.EXTRA)


def mark_banners(lines: Sequence[Line]) -> None:
    """Makes banners of the lone rows that are plainly so, layout by layout, for a look only tells beside others."""
    under: dict[int, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if line.kind == DATA and line.layout is not None:
            under[id(line.layout)].append(at)
    for places in under.values():
        full = [lines[at] for at in places if len(lines[at].row.filled()) > 1]
        if full:
            _mark(lines, places, full)


def _mark(lines: Sequence[Line], places: Sequence[int], full: Sequence[Line]) -> None:
    plain: list[int] = []
    _mark_notes([lines[at] for at in places])
    for at in reversed(places):  # a heading may head another
        if lines[at].kind != DATA:
            continue
        cell = _lone_cell(lines[at])
        layout = lines[at].layout
        if cell is None or layout is None or not _may_head(lines, at, layout):
            continue
        if is_timescale(cell.text):
            lines[at].kind, lines[at].banner = BANNER, titled_banner(cell.text)
        elif _stands_out(cell, lines[at].row.filled()[0], full) and not is_finished(cell.text):
            lines[at].kind, lines[at].banner = BANNER, looked_banner(cell.text, f"{cell.fill or ''} {cell.bold}")
        elif _is_plain_heading(lines, at, cell):
            plain.append(at)
    for at in plain:
        by_itself = len(plain) == 1 and at != places[0]
        if not by_itself or lines[at - 1].kind == BANNER or lines[at + 1].kind == BANNER:
            lines[at].kind, lines[at].banner = BANNER, titled_banner(lines[at].text)


def _lone_cell(line: Line) -> Cell | None:
    filled = line.row.filled()
    return line.row.cells[filled[0]] if len(filled) == 1 and not line.opens else None


def _may_head(lines: Sequence[Line], at: int, layout: Layout) -> bool:
    """Something stands below it in its table, and it is no more of what stands above it."""
    column = lines[at].row.filled()[0]
    text = lines[at].row.cells[column].text
    below = lines[at + 1] if at + 1 < len(lines) else None
    if below is None or below.table != lines[at].table or len(layout.columns) < 2:
        return False
    if layout.field_at(column) not in _HEADS or words(text) > _MOST_WORDS or not has_letters(text):
        return False
    return not (is_fragment(text) or is_reference(text) or _is_gone_on_with(lines, at, column))


def _is_gone_on_with(lines: Sequence[Line], at: int, column: int) -> bool:
    before = lines[at - 1] if at and lines[at - 1].kind == DATA else None
    cells = before.row.cells if before else ()
    return column < len(cells) and is_unfinished(cells[column].text)


def _stands_out(cell: Cell, column: int, full: Sequence[Line]) -> bool:
    """Bold, filled or merged across where the full rows are not."""
    others = [line.row.cells[column] for line in full if column < len(line.row.cells)]
    looks = Counter((other.bold, other.fill) for other in others)
    bold = sum(count for (is_bold, _), count in looks.items() if is_bold)
    same_fill = sum(count for (_, fill), count in looks.items() if fill == cell.fill)
    rare = _RARE * len(others)
    return (cell.bold and bold <= rare) or (cell.fill is not None and same_fill <= rare) or cell.span > 2


def _is_plain_heading(lines: Sequence[Line], at: int, cell: Cell) -> bool:
    """Nothing but its place tells: short, no sentence, no request, and a full row right below."""
    below = lines[at + 1]
    text = cell.text
    return (
        words(text) <= _FEW_WORDS
        and text.strip()[:1].isupper()
        and not is_finished(text)
        and list_mark(text) is None
        and not asks_for_something(text)
        and (
            below.kind in (BANNER, HEADING)
            or (below.kind == DATA and below.layout is lines[at].layout and len(below.row.filled()) > 2)
        )
    )


def _mark_notes(lines: Sequence[Line]) -> None:
    """Lone rows after a table's last full one that say of themselves that they are notes."""
    tables: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        tables[line.table].append(line)
    for rows in tables.values():
        for line in reversed(rows):
            if len(line.row.filled()) > 1:
                break
            if _NOTE.match(line.text):
                line.kind = NOTE
