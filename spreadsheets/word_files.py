"""A plan as a Word document: to be read in a meeting, printed, changed, and taken in again."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from docx.document import Document

from ratings.models import Level
from spreadsheets.cell_notes import Note, aside, marked_text, note_lines
from spreadsheets.codecs import NO_UPDATE, due_in, printable, write_due
from spreadsheets.columns import (
    DUE_DATE,
    MEASURE,
    OBJECTIVE,
    PROGRESS,
    SECTION,
    TIMESCALE,
    Column,
)
from spreadsheets.exported_rows import ExportedRow, GivenLevel
from spreadsheets.exporting import ExportedPlan
from spreadsheets.kind_layouts import section_banner
from spreadsheets.level_looks import level_words
from spreadsheets.own_headings import RatingKey
from spreadsheets.own_tables import DUE_NOTE, MADE_HERE, NO_DATE, WHY_NOTE, WRITTEN_NOTE
from spreadsheets.word_parts import Line, Table, add_heading, add_key, add_text, lines_of, new_document, saved

_LEADS = "leads_shown"
_NARROW = {"reference": 9.0, "timescale_text": 24.0}


def word_of(exported: ExportedPlan) -> bytes:
    """The bytes of the .docx file."""
    document = new_document(exported.title)
    add_text(document, exported.subtitle)
    add_text(document, MADE_HERE, quiet=True)
    _write_actions(document, exported)
    for key in exported.keys:
        rows = [(_level_line(row.level), [text for _, text in row.cells]) for row in key.rows]
        add_key(document, key.name, key.columns, rows)
    return saved(document)


def _write_actions(document: Document, exported: ExportedPlan) -> None:
    columns = _columns(exported)
    if not exported.layout.objective_rows:
        _write_table(document, exported, columns, exported.rows, "")
        return
    for label, rows in groupby(exported.rows, key=lambda row: row.section):
        if exported.sections:
            kind = exported.sections.get(label, "")
            add_heading(document, section_banner(kind, label) if label else aside("Under no heading"), 2)
        _write_table(document, exported, columns, list(rows), label)


def _write_table(
    document: Document, exported: ExportedPlan, columns: Sequence[Column], rows: Sequence[ExportedRow], label: str
) -> None:
    caption = f"Actions of {exported.title}" + (f", {label}" if label else "")
    table = Table(
        document, [column.heading for column in columns], [_width(column) for column in columns], caption=caption
    )
    objective = ""
    for row in rows:
        if exported.layout.objective_rows and row.objective != objective:
            objective = row.objective
            word = exported.layout.objective
            table.banner(f"{word}: {objective}" if objective.strip() else aside(f"Under no {word.lower()}"))
        table.row([list(_cell(exported, column, row)) for column in columns])


def _columns(exported: ExportedPlan) -> list[Column]:
    """Those that stand as columns in Word; the rest goes into banners and notes, for a page is only so wide."""
    layout = exported.layout
    kept = {column.field for column in layout.order} | {"given", _LEADS, MEASURE.field, PROGRESS.field}
    kept -= {DUE_DATE.field}
    if layout.objective_rows:
        kept -= {SECTION.field, OBJECTIVE.field}
    rated = _told_with_rating(exported)
    return [
        column
        for column in exported.columns
        if column.field in kept or (column.field == "topics" and column.key and column.key[0] not in rated)
    ]


def _told_with_rating(exported: ExportedPlan) -> set[str]:
    """The dimensions whose progress stands below their rating: each, where several are rated."""
    return {dimension for dimension, _ in exported.rated} if len(exported.rated) > 1 else set()


def _width(column: Column) -> float:
    return _NARROW.get(column.field) or {"given": 26.0}.get(column.field) or float(column.width)


def _cell(exported: ExportedPlan, column: Column, row: ExportedRow) -> Iterator[Line]:
    if column.field == "given" and column.key:
        yield from _rating(exported, column.key, row)
        return
    yield from _text(column.write(row))
    yield from _note_lines(_notes(column, row))


def _text(said: str) -> Iterator[Line]:
    if said:
        yield from lines_of(marked_text(printable(said)))


def _rating(exported: ExportedPlan, key: RatingKey, row: ExportedRow) -> Iterator[Line]:
    """The level, what was done in this dimension, and why."""
    given = row.given.get(key)
    yield _level_line(given.level, given) if given else Line(NO_UPDATE, quiet=True)
    if key[0] in _told_with_rating(exported):
        yield from _text(row.topics.get((key[0], ""), ""))
    notes = [Note(WHY_NOTE, row.reasons[key])] if row.reasons.get(key) else []
    notes += [Note("Note", sentence) for sentence in row.rating_notes.get(key, ())]
    yield from _note_lines(notes)


def _note_lines(notes: Iterable[Note]) -> Iterator[Line]:
    for note in notes:
        lines = note_lines(Note(note.label, printable(note.text)))
        yield from (Line(line, quiet=True) for line in lines.split("\n"))


def _level_line(level: Level, given: GivenLevel | None = None) -> Line:
    words = level_words(level.shape, level.letter, level.word)
    return Line(given.told(words) if given else words, colour=level.colour)


def _notes(column: Column, row: ExportedRow) -> Iterator[Note]:
    if column.field == _LEADS and row.leads_written.strip():
        yield Note(WRITTEN_NOTE, row.leads_written)
    if column.field == TIMESCALE.field:
        if row.due != due_in(row.timescale_text):  # else the words say it themselves
            yield Note(DUE_NOTE, write_due(row.due) or NO_DATE)
        if row.original_due.on and row.original_due != row.due:
            yield Note("Originally due", write_due(row.original_due))
        yield from (Note("Moved", move) for move in row.moves)
        yield from (Note("Milestone", step) for step in row.steps)
    if column.field == PROGRESS.field:
        if row.told_on:
            yield Note("As at", row.told_on)
        yield from (Note("Earlier", told) for told in row.told_before)
