"""From a file's bytes to a draft plan: read, recognised, split and named, with nothing dropped in silence."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from spreadsheets.draft import DraftExpected, DraftPlan, DraftTable
from spreadsheets.readers import read_document
from spreadsheets.readers.grid import Document, UnreadableDocument
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.actions import Surroundings, draft_actions
from spreadsheets.recognise.assembling import entries_of
from spreadsheets.recognise.entries import Entry
from spreadsheets.recognise.expected import Steps, dated_expected
from spreadsheets.recognise.key import in_one, is_key, key_entries, key_pairs
from spreadsheets.recognise.naming import kind_of_plan, plan_year, stated_counts, time_span, title_of
from spreadsheets.recognise.notices import plan_problems, with_missing_ratings, with_repeated_references
from spreadsheets.recognise.periods import period_in
from spreadsheets.recognise.references import find_references
from spreadsheets.recognise.repeated_periods import one_per_reference
from spreadsheets.recognise.rows import BANNER, DATA, HEADING, KEY, TITLE, Line, lines_of
from spreadsheets.recognise.sections import draft_sections, sections_of
from spreadsheets.recognise.splitting import parts_of

__all__ = ["UnreadableDocument", "draft_plan", "read_plan"]

NO_TABLE = (
    "No table of actions was found in this file: "
    "check that it is the plan itself, with a row of headings such as Action, Lead and Timescale."
)
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
}


def read_plan(
    data: bytes, file_name: str, *, known_leads: Collection[str] = (), sheet: str | None = None, split: bool = True
) -> DraftPlan:
    """The plan in a file's bytes.

    `sheet` reads that sheet or table alone; `split=False` leaves cells that bundle several actions whole. Raises
    UnreadableDocument, whose text is one sentence for the person, where the file holds no plan that can be read.
    """
    document = _chosen(read_document(data, file_name), sheet)
    plan = draft_plan(document, known_leads=known_leads, split=split)
    if not plan.actions:
        raise UnreadableDocument(NO_TABLE)
    return plan


def draft_plan(document: Document, *, known_leads: Collection[str] = (), split: bool = True) -> DraftPlan:
    """What was understood of a document that was read; a plan without actions where it holds none."""
    lines, hidden = lines_of(_without_hidden(document)), _hidden_texts(document)
    entries = entries_of(lines, in_sheet=document.form == "sheet")
    find_references(entries)
    entries = one_per_reference(entries)
    title = title_of(document, [line.text for line in lines if line.kind == TITLE])
    year = plan_year(document, title)
    around = Surroundings(
        span=time_span(year, [entry.text(v.TIMESCALE) for entry in entries]),
        period=period_in(title, year),
        known_leads=known_leads,
    )
    sections, problems = sections_of(entries)
    parts = parts_of(entries) if split else [[] for _ in entries]
    actions = with_repeated_references(
        with_missing_ratings(
            [
                action
                for entry, section, some in zip(entries, sections, parts, strict=True)
                for action in draft_actions(entry, section, some, around)
            ],
            lines,
        )
    )
    dimensions, expected = _expected(lines, year)
    key_rows = _key_rows(lines)
    return DraftPlan(
        title=title,
        kind=kind_of_plan(document, title),
        layout=_layout_name(lines, entries, dimensions),
        file_name=document.file_name,
        problems=(*problems, *plan_problems(actions, lines)),
        sections=draft_sections(sections),
        expected=expected,
        key=key_entries(_key_pairs(document, lines), dimensions),
        actions=actions,
        tables=_tables(document, lines),
        dimensions=dimensions,
        ignored=(*_ignored(lines, entries), *hidden),
        stated=stated_counts(document.paragraphs),
        key_rows=key_rows,
    )


def _chosen(document: Document, sheet: str | None) -> Document:
    if sheet is None:
        return document
    grids = tuple(grid for grid in document.grids if grid.name == sheet)
    if not grids:
        names = ", ".join(grid.name for grid in document.grids) or "none"
        raise UnreadableDocument(f"There is no sheet or table named {sheet} in this file: choose one of {names}.")
    return replace(document, grids=tuple(replace(grid, hidden=False) for grid in grids))


def _without_hidden(document: Document) -> Document:
    """Hidden sheets hold lists and old copies; they are read only where nothing else is there, or when asked for."""
    shown = tuple(grid for grid in document.grids if not grid.hidden)
    return replace(document, grids=shown) if shown else document


def _hidden_texts(document: Document) -> list[tuple[str, int, str]]:
    if all(grid.hidden for grid in document.grids):
        return []
    return [
        (grid.name, row.number, f"{_WHY['hidden']}: " + " | ".join(cell.text for cell in row.cells if not cell.blank))
        for grid in document.grids
        if grid.hidden
        for row in grid.rows
        if row.filled()
    ]


def _expected(lines: Sequence[Line], year: str | None) -> tuple[tuple[str, ...], tuple[DraftExpected, ...]]:
    """The rated dimensions in their order, and the levels expected of each."""
    steps: dict[str, Steps] = {}
    for line in lines:
        for column in line.layout.columns if line.layout and line.kind in (DATA, HEADING) else ():
            if column.field == v.RATING and (column.dimension or column.steps):
                name = column.dimension or "rating"
                steps[name] = steps.get(name) or column.steps
    return tuple(steps), dated_expected({name: some for name, some in steps.items() if some}, year)


def _key_pairs(document: Document, lines: Sequence[Line]) -> list[tuple[str, str]]:
    in_tables = [pair for line in lines if line.kind == KEY for pair in key_pairs(line.row)]
    if in_tables:
        return in_tables
    told = [found for paragraph in document.paragraphs if (found := in_one(paragraph.text))]
    return told if is_key([(pair,) for pair in told]) else []


def _key_rows(lines: Sequence[Line]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cell.text for cell in line.row.cells if not cell.blank) for line in lines if line.kind == KEY)


def _layout_name(lines: Sequence[Line], entries: Sequence[Entry], dimensions: tuple[str, ...]) -> str:
    """ "dimensions", "banners", "categories", "recommendations" or "rows": how the plan is laid out on the page."""
    if dimensions:
        return "dimensions"
    if any(line.kind == BANNER for line in lines):
        return "banners"
    if any(entry.category for entry in entries):
        return "categories"
    return "recommendations" if any(entry.objective for entry in entries) else "rows"


def _tables(document: Document, lines: Sequence[Line]) -> tuple[DraftTable, ...]:
    return tuple(
        _table(grid.name, grid.hidden, [line for line in lines if line.table == grid.name]) for grid in document.grids
    )


def _table(name: str, hidden: bool, lines: Sequence[Line]) -> DraftTable:
    kinds = [line.kind for line in lines]
    if DATA in kinds:
        role = "actions"
    elif KEY in kinds:
        role = "key"
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
    )


def _ignored(lines: Sequence[Line], entries: Sequence[Entry]) -> list[tuple[str, int, str]]:
    """Every row that is no action, with why; a row that an action holds is told by that action."""
    held = {(row.line.table, row.line.row.number) for entry in entries for row in entry.rows}
    used = {id(banner) for entry in entries for banner in entry.banners}
    ignored = []
    for line in lines:
        if (line.table, line.row.number) in held:
            continue
        why = _WHY[line.kind]
        if line.kind == BANNER and id(line.banner) not in used:
            why = "Heading with no action below it"
        ignored.append((line.table, line.row.number, f"{why}: {line.text}"))
    return ignored
