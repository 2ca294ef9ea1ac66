"""The tables of files made here, each row as what it says under the flat headings, whatever the file's form.

Pure logic. A sheet has a column for everything; a Word table has sections as headings before it, objectives as rows of
their own and notes below the texts of its cells.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spreadsheets.cell_notes import is_aside, read_notes
from spreadsheets.codecs import due_in, write_due
from spreadsheets.columns import ACTION, DUE_DATE, LEADS_WRITTEN, OBJECTIVE, SECTION, TIMESCALE, fixed_column
from spreadsheets.draft import Origin, SourceCell
from spreadsheets.escaping import read_escaped
from spreadsheets.kind_layouts import ONLY_RATING, KindLayout, layout_with, read_objective_banner, read_section_banner
from spreadsheets.long_texts import mended, read_long
from spreadsheets.own_headings import rating_heading, read_rating_heading, topic_heading
from spreadsheets.readers.grid import Document, Grid, Row

ROWS_ABOVE_HEADINGS = 10
# Stands in every Word file made here, tells people how to read it, and tells it from any other file.
MADE_HERE = (
    "Lines that begin with ▸ are notes from the register: due dates and their moves, milestones, reasons and earlier "
    "progress. This file can be changed and imported again."
)
DUE_NOTE, WRITTEN_NOTE, WHY_NOTE = "Due", "As written", "Why"
NO_DATE = "no date"
SECTION_STYLE, TITLE_STYLE = "Heading 2", "Title"


@dataclass(frozen=True, slots=True)
class OwnRow:
    """`said` has the texts by flat heading."""

    said: dict[str, str]
    origin: Origin


@dataclass(frozen=True, slots=True)
class OwnTable:
    """`above` has (table, row, text) of what stands above the headings; `section_kinds` the kinds that banners say."""

    name: str
    title: str
    layout: KindLayout
    headings: Sequence[str]
    rows: Sequence[OwnRow]
    length: int
    above: Sequence[tuple[str, int, str]] = ()
    section_kinds: dict[str, str] = field(default_factory=dict)


def own_tables(document: Document) -> list[OwnTable]:
    """The tables of a file made here: the first of a workbook, all of a Word document. None of any other file."""
    if document.form != "word":
        found = (_sheet(document, grid) for grid in document.grids)
        return [table for table in found if table is not None][:1]
    if not any(" ".join(each.text.split()) == MADE_HERE for each in document.paragraphs):
        return []
    return list(_word_tables(document))


def _headings_of(row: Row) -> list[str]:
    return [" ".join(cell.text.split()) for cell in row.cells]


def _sheet(document: Document, grid: Grid) -> OwnTable | None:
    for at, row in enumerate(grid.rows[:ROWS_ABOVE_HEADINGS]):
        headings = _headings_of(row)
        layout = layout_with(headings)
        if layout is None:
            continue
        above = [each for each in grid.rows[:at] if each.filled()]
        return OwnTable(
            name=grid.name,
            title=next((cell.text for each in above for cell in each.cells if not cell.blank), ""),
            layout=layout,
            headings=headings,
            rows=list(_sheet_rows(document, grid, at, headings)),
            length=len(grid.rows),
            above=[
                (
                    grid.name,
                    each.number,
                    "Above the table: " + " | ".join(cell.text for cell in each.cells if not cell.blank),
                )
                for each in above
            ],
        )
    return None


def _sheet_rows(document: Document, grid: Grid, at: int, headings: Sequence[str]) -> Iterator[OwnRow]:
    escaped = document.file_name.lower().endswith(".csv")
    rests = read_long(document.grids)
    for row in grid.rows[at + 1 :]:
        origin = _origin(row, grid.name, headings)
        said = {
            cell.heading: mended(read_escaped(cell.text) if escaped else cell.text, rests)
            for cell in origin.cells
            if cell.heading
        }
        # A section's banner says nothing that the rows below it do not say in a column of their own.
        if row.filled() and not _is_banner(row, said):
            yield OwnRow(said, origin)


def _is_banner(row: Row, said: dict[str, str]) -> bool:
    return row.filled() == [0] and not _text_of(said).strip()


def _text_of(said: dict[str, str]) -> str:
    for name, text in said.items():
        column = fixed_column(name)
        if column is not None and column.field == ACTION.field:
            return text
    return ""


def _origin(row: Row, table: str, headings: Sequence[str]) -> Origin:
    cells = (
        SourceCell(heading, cell.text, cell.fill, cell.where)
        for heading, cell in zip(headings, row.cells, strict=False)
        if heading
    )
    return Origin(table, row.number, tuple(cells))


def _word_tables(document: Document) -> Iterator[OwnTable]:
    title = next((each.text for each in document.paragraphs if each.style == TITLE_STYLE and each.text.strip()), "")
    label, kind = "", ""
    for grid in document.grids:
        for each in grid.before:
            if each.style == SECTION_STYLE and each.text.strip():
                kind, label = ("", "") if is_aside(each.text) else read_section_banner(each.text)
        headings = _headings_of(grid.rows[0]) if grid.rows else []
        layout = layout_with(headings, word=True)
        if layout is not None:
            rows = list(_word_rows(grid, headings, label))
            kinds = {label: kind} if label else {}
            yield OwnTable(grid.name, title, layout, headings, rows, len(grid.rows), section_kinds=kinds)


def _word_rows(grid: Grid, headings: Sequence[str], section: str) -> Iterator[OwnRow]:
    objective = ""
    for row in grid.rows[1:]:
        first = row.cells[0]
        if not row.filled():
            continue
        if row.filled() == [0] and first.span > 1:
            objective = "" if is_aside(first.text) else read_objective_banner(first.text)
            continue
        origin = _origin(row, grid.name, headings)
        said = {SECTION.heading: section, OBJECTIVE.heading: objective}
        for cell in origin.cells:
            said |= _said_in(cell.heading, cell.text)
        yield OwnRow(said, origin)


def _said_in(heading: str, cell: str) -> dict[str, str]:
    """What one cell of a Word table says, with its notes, under the flat headings."""
    text, notes = read_notes(cell)
    key = read_rating_heading(heading)
    if key is not None:
        said = {heading: text, rating_heading(key[0], key[1], what="reason"): notes.get(WHY_NOTE, "")}
        if key[0] in {"", ONLY_RATING}:
            return said
        said[heading], _, said[topic_heading(key[0])] = text.partition("\n")
        return said
    column = fixed_column(heading)
    names = {SECTION.field: SECTION.heading, OBJECTIVE.field: OBJECTIVE.heading}
    said = {names.get(column.field, heading) if column else heading: text}
    if column is TIMESCALE:
        due = notes.get(DUE_NOTE) or write_due(due_in(text))
        said[DUE_DATE.heading] = "" if due.strip() == NO_DATE else due
    if WRITTEN_NOTE in notes:
        said[LEADS_WRITTEN.heading] = notes[WRITTEN_NOTE]
    return said
