"""What is said of the document beside its actions: its tables, its key, the levels expected, and every row left out."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from spreadsheets.draft import DraftExpected
from spreadsheets.readers.grid import Document, Row
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.entries import Entry
from spreadsheets.recognise.expected import Steps, dated_expected
from spreadsheets.recognise.key import all_in, in_heading, in_sentence, is_key, is_key_heading, key_pairs, keyed_rows
from spreadsheets.recognise.levels import level_of, level_of_fill
from spreadsheets.recognise.line import BANNER, DATA, HEADING, KEY, OTHER, Line, text_of

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
    "told": "Tells how far the action above it is",
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
    """What the document says of each level: in its tables, else in its paragraphs, else in the headings of ratings."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for line in lines:
        rows[line.table].append(line.row)
    keyed = {table: keyed_rows(some, table) for table, some in rows.items()}
    in_tables = [
        pair for line in lines if line.kind == KEY for pair in keyed[line.table][line.row.number] or key_pairs(line.row)
    ]
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    said = [pair for text in paragraphs for pair in all_in(text) or in_sentence(text)]
    headed = [pair for heading in _rated_headings(lines) for pair in in_heading(heading)]
    beside = _beside_the_plan(lines)
    return next(
        (found for found in (in_tables, beside, said, headed) if is_key([(pair,) for pair in found])), in_tables
    )


def _beside_the_plan(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """A key in two columns of its own to the right of the plan: "R" and "Late" under "Key"."""
    found: dict[str, str] = {}
    for line in lines:
        columns = line.layout.columns if line.layout and line.kind == DATA else ()
        at = next((column.index for column in columns[:-1] if is_key_heading(column.heading)), None)
        if at is not None and at + 1 < len(line.row.cells):
            mark, said = line.row.cells[at], line.row.cells[at + 1]
            level = level_of(mark.text) or level_of_fill(mark.fill)
            if level and not said.blank:
                found.setdefault(level, said.text.strip())
    return list(found.items())


def _rated_headings(lines: Sequence[Line]) -> list[str]:
    columns = [column for line in lines if line.layout for column in line.layout.columns]
    return list(dict.fromkeys(column.heading for column in columns if column.field == v.RATING))


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
