"""What is said of the document beside its actions: its tables, its key, the levels expected, and every row left out."""

from collections.abc import Sequence
from dataclasses import replace

from spreadsheets.draft import DraftExpected, DraftTable
from spreadsheets.readers.grid import Document
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.entries import Entry
from spreadsheets.recognise.expected import Steps, dated_expected
from spreadsheets.recognise.key import all_in, is_key, key_pairs
from spreadsheets.recognise.line import BANNER, DATA, HEADING, KEY, OTHER, REPEATED, SUMMARY, Line, text_of

_WHY = {
    "banner": "Heading of the rows below it",
    "heading": "Headings of the columns",
    "title": "Above the table",
    "key": "Key to the ratings",
    "dashes": "Holds only dashes",
    "section lead": "Names the lead of a section",
    "total": "Total",
    "objective": "Objective of the rows below it",
    "other": "No part of a table of actions",
    "hidden": "In a hidden sheet",
    "data": "Holds no action",
    "instruction": "Tells how to fill in the form",
    "unfilled": "A number with nothing beside it",
    "repeated": "Says again what stands above",
    "summary": "Counts, not actions",
    "note": "Note below the table",
}


def without_hidden(document: Document) -> Document:
    """Hidden sheets hold lists and old copies; they are read only where nothing else is there, or when asked for."""
    shown = tuple(grid for grid in document.grids if not grid.hidden)
    return replace(document, grids=shown) if shown else document


def hidden_texts(document: Document) -> list[tuple[str, int, str]]:
    if all(grid.hidden for grid in document.grids):
        return []
    return [
        (grid.name, row.number, f"{_WHY['hidden']}: " + " | ".join(cell.text for cell in row.cells if not cell.blank))
        for grid in document.grids
        if grid.hidden
        for row in grid.rows
        if row.filled()
    ]


def dimensions_of(lines: Sequence[Line]) -> tuple[str, ...]:
    """The rated dimensions in their order."""
    return tuple(_steps(lines))


def expected(lines: Sequence[Line], year: str | None) -> tuple[DraftExpected, ...]:
    """The levels expected of each dimension."""
    return dated_expected({name: some for name, some in _steps(lines).items() if some}, year)


def _steps(lines: Sequence[Line]) -> dict[str, Steps]:
    steps: dict[str, Steps] = {}
    for line in lines:
        for column in line.layout.columns if line.layout and line.kind in (DATA, HEADING) else ():
            if column.field == v.RATING and (column.dimension or column.steps):
                name = column.dimension or "rating"
                steps[name] = steps.get(name) or column.steps
    return steps


def key_texts(document: Document, lines: Sequence[Line]) -> list[tuple[str, str]]:
    in_tables = [pair for line in lines if line.kind == KEY for pair in key_pairs(line.row)]
    if in_tables:
        return in_tables
    told = [pair for paragraph in document.paragraphs for pair in all_in(paragraph.text)]
    return told if is_key([(pair,) for pair in told]) else []


def key_rows(lines: Sequence[Line]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cell.text for cell in line.row.cells if not cell.blank) for line in lines if line.kind == KEY)


def cover_texts(lines: Sequence[Line]) -> list[str]:
    """The lone texts of the sheets before the first that holds actions."""
    first = next((at for at, line in enumerate(lines) if line.kind == DATA), 0)
    return [line.text for line in lines[:first] if line.kind == OTHER and len(line.row.filled()) == 1]


def layout_name(entries: Sequence[Entry], dimensions: tuple[str, ...]) -> str:
    """ "dimensions", "banners", "categories", "recommendations" or "rows": how the plan is laid out on the page."""
    if dimensions:
        return "dimensions"
    if any(entry.banners for entry in entries):
        return "banners"
    if any(entry.category for entry in entries):
        return "categories"
    return "recommendations" if any(entry.objective for entry in entries) else "rows"


def tables(document: Document, lines: Sequence[Line]) -> tuple[DraftTable, ...]:
    return tuple(
        _table(grid.name, grid.hidden, [line for line in lines if line.table == grid.name]) for grid in document.grids
    )


def _table(name: str, hidden: bool, lines: Sequence[Line]) -> DraftTable:
    kinds = [line.kind for line in lines]
    if DATA in kinds:
        role = "actions"
    elif REPEATED in kinds:
        role = "repeats"
    elif KEY in kinds:
        role = "key"
    elif SUMMARY in kinds:
        role = "summary"
    elif hidden:
        role = "hidden"
    else:
        role = "prose" if "other" in kinds else "empty"
    layout = next((line.layout for line in lines if line.layout and line.kind in (DATA, HEADING)), None)
    columns = layout.columns if layout and role == "actions" else ()
    return DraftTable(
        name=name,
        rows=len(lines),
        headings=tuple(column.heading for column in columns),
        role=role,
        mapping=tuple((column.heading, column.field) for column in columns),
        reasons=tuple(column.reason for column in columns),
    )


def ignored(lines: Sequence[Line], entries: Sequence[Entry]) -> list[tuple[str, int, str]]:
    """Every row that is no action, with why; a row that an action holds is told by that action."""
    held = {(origin.table, origin.row) for entry in entries for row in entry.rows for origin in row.origins()}
    used = {id(banner) for entry in entries for banner in entry.banners}
    ignored: list[tuple[str, int, str]] = []
    for line in lines:
        why = _WHY[line.kind]
        if line.kind == BANNER and id(line.banner) not in used:
            why = "Heading with no action below it"
        ignored.extend(
            (line.table, row.number, f"{why}: {text_of(row)}")
            for row in line.row.sources or (line.row,)
            if (line.table, row.number) not in held
        )
    return ignored
