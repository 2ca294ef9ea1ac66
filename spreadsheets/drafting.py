"""From a file's bytes to a draft plan: read, recognised, split and named, with nothing dropped in silence."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from spreadsheets.draft import DraftAction, DraftPlan
from spreadsheets.readers import read_document
from spreadsheets.readers.grid import Document, UnreadableDocument
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.actions import Surroundings, draft_actions
from spreadsheets.recognise.assembling import entries_of
from spreadsheets.recognise.cards import upright
from spreadsheets.recognise.doubts import note_incomplete
from spreadsheets.recognise.entries import Entry
from spreadsheets.recognise.key import key_entries
from spreadsheets.recognise.labels import cards_of_paragraphs, columns_for_labels
from spreadsheets.recognise.levels import level_of, level_of_fill
from spreadsheets.recognise.line import TITLE, Line
from spreadsheets.recognise.naming import kind_of_plan, plan_year, stated_counts, time_span, title_of
from spreadsheets.recognise.notices import plan_problems, with_missing_ratings, with_repeated_references
from spreadsheets.recognise.outline import (
    cover_texts,
    dimensions_of,
    expected,
    hidden_texts,
    ignored,
    key_rows,
    key_texts,
    layout_name,
    without_hidden,
)
from spreadsheets.recognise.periods import period_in
from spreadsheets.recognise.references import find_references
from spreadsheets.recognise.repeated_periods import one_per_reference, period_by_sheet
from spreadsheets.recognise.rows import lines_of
from spreadsheets.recognise.sections import Section, draft_sections, name_by_sheet, sections_of
from spreadsheets.recognise.splitting import parts_of
from spreadsheets.recognise.ticks import one_column_for_ticks
from spreadsheets.recognise.verdicts import tables

__all__ = ["UnreadableDocument", "draft_plan", "read_plan"]

MOST_ROWS = 25_000  # that say something; a plan has hundreds, and a person must look at each
TOO_MANY_ROWS = (
    f"This file has more than {MOST_ROWS:,} rows, far more than an action plan: "
    "copy the rows that are the plan into a new file and try again."
)
NO_TABLE = (
    "No table of actions was found in this file: "
    "check that it is the plan itself, with a row of headings such as Action, Lead and Timescale."
)


def read_plan(
    data: bytes,
    file_name: str,
    *,
    known_leads: Collection[str] = (),
    sheet: str | None = None,
    split: bool = True,
    columns: Mapping[str, str] | None = None,
) -> DraftPlan:
    """The plan in a file's bytes.

    `sheet` reads that sheet or table alone; `split=False` leaves cells that bundle several actions whole;
    `columns` has the field of each heading that a person chose one for. Raises UnreadableDocument, whose text is one
    sentence for the person, where the file holds no plan that can be read.
    """
    document = _chosen(read_document(data, file_name), sheet)
    if sum(not row.blank for grid in document.grids for row in grid.rows) > MOST_ROWS:
        raise UnreadableDocument(TOO_MANY_ROWS)
    plan = draft_plan(document, known_leads=known_leads, split=split, columns=columns)
    if not plan.actions and document.paragraphs:
        document = cards_of_paragraphs(document)
        plan = draft_plan(document, known_leads=known_leads, split=split, columns=columns)
    if not plan.actions:
        raise UnreadableDocument(NO_TABLE)
    return plan


def draft_plan(
    document: Document,
    *,
    known_leads: Collection[str] = (),
    split: bool = True,
    columns: Mapping[str, str] | None = None,
) -> DraftPlan:
    """What was understood of a document that was read; a plan without actions where it holds none."""
    lines = lines_of(_in_columns(without_hidden(document)), columns)
    entries = _entries(lines, in_sheet=document.form == "sheet")
    dimensions = dimensions_of(lines)
    key = key_entries(key_texts(document, lines), dimensions)
    title = title_of(document, [line.text for line in lines if line.kind == TITLE], cover_texts(lines))
    year = plan_year(document, title)
    around = Surroundings(
        span=time_span(year, [entry.text(v.TIMESCALE) for entry in entries]),
        period=period_in(title, year),
        year=year,
        known_leads=known_leads,
        key=key,
        is_rated=any(level_of(cell.text) or level_of_fill(cell.fill) for entry in entries for cell in entry.ratings),
    )
    sections, problems = sections_of(entries)
    actions = _actions(entries, sections, lines, around, split=split)
    return DraftPlan(
        title=title,
        kind=kind_of_plan(document, title),
        layout=layout_name(entries, dimensions),
        file_name=document.file_name,
        problems=(*problems, *plan_problems(actions, lines)),
        sections=draft_sections(sections),
        expected=expected(lines, year),
        key=key,
        actions=actions,
        tables=tables(document, lines, actions),
        dimensions=dimensions,
        ignored=(*ignored(lines, entries), *hidden_texts(document)),
        stated=stated_counts(document.paragraphs),
        key_rows=key_rows(lines),
    )


def _in_columns(document: Document) -> Document:
    """Every table with a column for each field, however the document lays them out."""
    return upright(columns_for_labels(one_column_for_ticks(document)))


def _entries(lines: Sequence[Line], *, in_sheet: bool) -> list[Entry]:
    entries = entries_of(lines, in_sheet=in_sheet)
    find_references(entries)
    if in_sheet:
        name_by_sheet(entries)
        period_by_sheet(entries)
    entries = one_per_reference(entries)
    note_incomplete(entries)
    return entries


def _actions(
    entries: Sequence[Entry], sections: Sequence[Section], lines: Sequence[Line], around: Surroundings, *, split: bool
) -> tuple[DraftAction, ...]:
    parts = parts_of(entries) if split else [[] for _ in entries]
    actions = [
        action
        for entry, section, some in zip(entries, sections, parts, strict=True)
        for action in draft_actions(entry, section, some, around)
    ]
    return with_repeated_references(with_missing_ratings(actions, lines))


def _chosen(document: Document, sheet: str | None) -> Document:
    if sheet is None:
        return document
    grids = tuple(grid for grid in document.grids if grid.name == sheet)
    if not grids:
        names = ", ".join(grid.name for grid in document.grids) or "none"
        raise UnreadableDocument(f"There is no sheet or table named {sheet} in this file: choose one of {names}.")
    return replace(document, grids=tuple(replace(grid, hidden=False) for grid in grids))
