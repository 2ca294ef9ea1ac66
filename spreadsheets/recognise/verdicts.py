"""What each table or sheet of the file was taken for, and why: all are shown, and a person may choose others."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from spreadsheets.draft import DraftAction, DraftLayout, DraftTable
from spreadsheets.readers.grid import Document, Grid
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.columns import Layout
from spreadsheets.recognise.line import DATA, HEADING, KEY, REPEATED, SUMMARY, Line
from spreadsheets.recognise.looks import is_reference, is_timescale, words
from spreadsheets.recognise.rows import lines_of

_FEW_WORDS = 4
_WHY = {
    "repeats": "Every row of it stands word for word in a table before it.",
    "key": "It explains what the ratings mean, and holds no action.",
    "summary": "It counts actions, and holds none itself.",
    "prose": "It has no row of headings such as Action, Lead and Timescale.",
    "list": "It holds lists of words to choose from, and no action.",
    "empty": "Nothing is written in it.",
}
_NO_ACTION = "Its headings name nothing that is to be done: choose the column that does, if there is one."


def tables(document: Document, lines: Sequence[Line], actions: Sequence[DraftAction]) -> tuple[DraftTable, ...]:
    """Every table or sheet in the file's order, those that are hidden too."""
    hidden = tuple(replace(grid, hidden=False) for grid in document.grids if grid.hidden)
    unread = [] if not hidden or len(hidden) == len(document.grids) else lines_of(replace(document, grids=hidden))
    by_table: dict[str, list[Line]] = defaultdict(list)
    for line in (*lines, *unread):
        by_table[line.table].append(line)
    held = Counter(action.origins[0].table for action in actions)
    passed_over = {line.table for line in unread}
    return tuple(
        _table(grid, by_table[grid.name], held[grid.name], passed_over=grid.name in passed_over)
        for grid in document.grids
    )


def _table(grid: Grid, lines: Sequence[Line], actions: int, *, passed_over: bool) -> DraftTable:
    role = _role(grid, lines)
    layouts = _layouts(lines)
    first = layouts[0] if layouts else DraftLayout((), (), (), None, 0)
    would_be = sum(1 for line in lines if line.kind == DATA)
    hidden = passed_over or (grid.hidden and not lines)
    return DraftTable(
        name=grid.name,
        rows=len(lines),
        headings=first.headings,
        role="hidden" if hidden and role != "empty" else role,
        mapping=first.mapping,
        reasons=first.reasons,
        reason=_hidden_reason(would_be) if hidden else _reason(role, first, actions),
        heading_row=first.heading_row,
        actions=actions,
        hidden=grid.hidden,
        layouts=layouts,
    )


def _role(grid: Grid, lines: Sequence[Line]) -> str:
    kinds = {line.kind for line in lines}
    for kind, role in ((DATA, "actions"), (REPEATED, "repeats"), (KEY, "key"), (SUMMARY, "summary")):
        if kind in kinds:
            return role
    texts = [cell.text for row in grid.rows for cell in row.cells if not cell.blank]
    if len(texts) > _FEW_WORDS and all(_is_choice(text) for text in texts):
        return "list"
    return "prose" if texts else "empty"


def _is_choice(text: str) -> bool:
    return words(text) <= _FEW_WORDS and not (is_reference(text) or is_timescale(text))


def _layouts(lines: Sequence[Line]) -> tuple[DraftLayout, ...]:
    """Each set of headings with the rows below it; the same headings further down are no other set."""
    found: dict[int, tuple[Layout, int | None, int]] = {}
    for line in lines:
        if line.layout is None or not any(column.field != v.EXTRA for column in line.layout.columns):
            continue
        layout, row, count = found.get(id(line.layout), (line.layout, None, 0))
        heads = line.kind == HEADING and row is None and any(cell.text for cell in line.row.cells)
        found[id(line.layout)] = (layout, line.row.number if heads else row, count + (line.kind == DATA))
    return tuple(_layout(*some) for some in found.values())


def _layout(layout: Layout, row: int | None, rows: int) -> DraftLayout:
    return DraftLayout(
        headings=tuple(column.heading for column in layout.columns),
        mapping=tuple((column.heading, column.field) for column in layout.columns),
        reasons=tuple(column.reason for column in layout.columns),
        heading_row=row,
        rows=rows,
    )


def _reason(role: str, first: DraftLayout, actions: int) -> str:
    if role == "actions":
        where = (
            f"Row {first.heading_row} has its headings" if first.heading_row else "Its cells tell what its columns are"
        )
        return f"{where}, and {actions} {'action was' if actions == 1 else 'actions were'} read from it."
    return _NO_ACTION if role == "prose" and first.heading_row else _WHY[role]


def _hidden_reason(rows: int) -> str:
    held = f", though {rows} of its rows look like actions" if rows else ""
    return f"It is hidden in the file, and was left out{held}: choose it to have it read."
