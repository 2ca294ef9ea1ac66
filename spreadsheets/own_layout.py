"""Reads back the files that the service itself makes: their columns are known, so nothing need be guessed."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from plans.lead_names import LeadName
from plans.timescales import Kind, Precision, Timescale, read_timescale
from spreadsheets import long_texts
from spreadsheets.codecs import NO_UPDATE, read_due
from spreadsheets.columns import (
    ACTION,
    DUE_DATE,
    LEADS,
    LEADS_WRITTEN,
    MEASURE,
    OBJECTIVE,
    OWN,
    PLAN_TITLE,
    PROGRESS,
    REFERENCE,
    SECTION,
    TIMESCALE,
    fixed_column,
)
from spreadsheets.draft import DraftAction, DraftPlan, DraftRating, DraftSection, DraftTable, Origin, Problem
from spreadsheets.drafting import draft_plan
from spreadsheets.kind_layouts import ONLY_RATING, SECTION_WORDS
from spreadsheets.marks_of_ours import without_our_marks
from spreadsheets.own_headings import (
    EARLIER_SCALE,
    is_beside_rating,
    rating_heading,
    read_rating_heading,
    read_reason_heading,
)
from spreadsheets.own_tables import OwnTable, own_tables
from spreadsheets.readers import read_document
from spreadsheets.readers.grid import Document, Grid, UnreadableDocument
from spreadsheets.recognise.key import is_key, keyed_rows

NO_TABLE = (
    "No table of actions was found in this file: "
    "check that it is the plan itself, with a row of headings such as Action, Lead and Timescale."
)
_NUMBERED = re.compile(r"(?P<number>[0-9A-Za-z][0-9A-Za-z.]{0,7})\. (?P<title>\S.*)", re.DOTALL)
_SECTION_KINDS = {word.lower(): kind for kind, word in SECTION_WORDS.items()}
_MOST_ROWS_OF_A_KEY = 20
_LEVEL = re.compile(r"(?:[●■▲◆⬢▬○] )?(?:(?:[A-Z]{1,2}|\d) )?(?P<word>.+)", re.DOTALL)


def read_any_plan(
    data: bytes,
    file_name: str,
    *,
    known_leads: Collection[str] = (),
    tables: Collection[str] = (),
    split: bool = True,
    columns: Mapping[str, str] | None = None,
    asks: bool = False,
) -> DraftPlan:
    """The plan in the file, whether made here or anywhere else. Raises UnreadableDocument with one sentence.

    With `asks` a file whose tables have headings, none of which names what is to be done, is a plan without actions:
    a person can be asked for the column.

    `tables` are the sheets or tables that a person chose, in place of those that look like a plan; `columns` has the
    field of each heading that a person chose one for.
    """
    document = _of_tables(without_our_marks(read_document(data, file_name)), tables)
    own = own_tables(document)
    if own:
        return _own_plan(document, own)
    plan = draft_plan(document, known_leads=known_leads, split=split, columns=columns)
    if not plan.actions and not (asks and any(table.mapping for table in plan.tables)):
        raise UnreadableDocument(NO_TABLE)
    return plan


def _of_tables(document: Document, names: Collection[str]) -> Document:
    """The document with these tables alone, hidden or not, and its key; the whole of it where none is named."""
    if not names:
        return document
    grids = tuple(replace(grid, hidden=False) for grid in document.grids if grid.name in names)
    rests = tuple(grid for grid in document.grids if grid.name not in names and _goes_with_all(grid))
    if not grids:
        there = ", ".join(grid.name for grid in document.grids) or "none"
        raise UnreadableDocument(f"There is no such sheet or table in this file: choose one of {there}.")
    return replace(document, grids=(*grids, *rests))


def _goes_with_all(grid: Grid) -> bool:
    """A person chooses among tables of actions: what the colours mean, and the rest of long texts, stay with them."""
    if grid.name == long_texts.SHEET:
        return True
    rows = [row for row in grid.rows if not row.blank]
    return len(rows) <= _MOST_ROWS_OF_A_KEY and not grid.hidden and is_key(keyed_rows(rows, grid.name).values())


def _own_plan(document: Document, tables: Sequence[OwnTable]) -> DraftPlan:
    dimensions = dict.fromkeys(
        key[0] for table in tables for name in table.headings if (key := _rated(name)) and key[0]
    )
    actions = [_action(row.said, row.origin) for table in tables for row in table.rows]
    if not actions:
        raise UnreadableDocument("This file has headings but no action below them: check that it is the right file.")
    first = tables[0]
    titles = (row.said[PLAN_TITLE.heading] for row in first.rows if row.said.get(PLAN_TITLE.heading))
    return DraftPlan(
        title=first.title or next(titles, "") or document.file_name.rsplit(".", 1)[0],
        kind=first.layout.kind,
        layout=OWN,
        file_name=document.file_name,
        problems=(),
        sections=_sections(actions, tables),
        expected=(),
        key=(),
        actions=tuple(actions),
        tables=tuple(
            DraftTable(table.name, table.length, tuple(table.headings), "actions", _mapping(table.headings))
            for table in tables
        ),
        dimensions=tuple(dimensions),
        ignored=tuple(line for table in tables for line in table.above),
    )


def _sections(actions: Sequence[DraftAction], tables: Sequence[OwnTable]) -> tuple[DraftSection, ...]:
    """Each section once, of the kind that its banner or the heading of its column says."""
    headings = [heading.lower() for table in tables for heading in table.headings]
    usual = next((kind for word, kind in _SECTION_KINDS.items() if word in headings), "category")
    banners = {label: kind for table in tables for label, kind in table.section_kinds.items() if kind}
    pairs = dict.fromkeys((action.section or "", action.section_title or "") for action in actions)
    return tuple(
        DraftSection(number, name, banners.get(f"{number}. {name}") or banners.get(name) or usual)
        for number, name in pairs
        if name
    )


def _mapping(headings: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Which field each heading was taken for, in the recogniser's words."""
    words = {"text": "action", "leads": "lead", "timescale_text": "timescale"}
    found = []
    for heading in headings:
        column = fixed_column(heading)
        if column is not None:
            found.append((heading, words.get(column.field, column.field)))
        elif read_rating_heading(heading) is not None:
            found.append((heading, "rating"))
    return tuple(found)


def _rated(heading: str) -> tuple[str, str] | None:
    """The dimension, empty for the only one, and the period."""
    key = read_rating_heading(heading)
    return ("", key[1]) if key and key[0] == ONLY_RATING else key


def _action(said: Mapping[str, str], origin: Origin) -> DraftAction:
    texts = {column.field: said[name] for name in said if (column := fixed_column(name)) is not None}
    number, title = _section(texts.get(SECTION.field, ""))
    time, problems = _timescale(texts, f"Row {origin.row} of {origin.table}")
    names, lead_text = _leads(texts)
    return DraftAction(
        reference=texts.get(REFERENCE.field) or None,
        section=number or title or None,
        section_title=title or None,
        objective=texts.get(OBJECTIVE.field) or None,
        action=texts.get(ACTION.field, ""),
        measure=texts.get(MEASURE.field) or None,
        progress=texts.get(PROGRESS.field) or None,
        leads=tuple(LeadName(name, None, None, None, "group") for name in dict.fromkeys(names)),
        lead_text=lead_text or None,
        timescale=time,
        ratings=tuple(_ratings(said)),
        origins=(origin,),
        extra=tuple((_only(name), text) for name, text in said.items() if text.strip() and _is_extra(name)),
        problems=problems,
    )


def _leads(texts: Mapping[str, str]) -> tuple[list[str], str]:
    """The leads and what the document wrote; where it is the same, none of them was known when the file was made."""
    shown = texts.get(LEADS.field, "")
    names = [line.strip() for line in shown.splitlines() if line.strip()]
    written = texts.get(LEADS_WRITTEN.field, "")
    if written.strip() and [line.strip() for line in written.splitlines() if line.strip()] == names:
        return [], written
    return names, written or shown


def _is_extra(heading: str) -> bool:
    is_rating = read_rating_heading(heading) is not None or is_beside_rating(heading)
    return fixed_column(heading) is None and not is_rating


def _only(heading: str) -> str:
    """ "RAG reason (2020/21 Q4)" as the reason of the only rating."""
    key = read_reason_heading(heading)
    return rating_heading("", key[1], what="reason") if key and key[0] == ONLY_RATING else heading


def _section(label: str) -> tuple[str, str]:
    found = _NUMBERED.fullmatch(label.strip())
    return (found["number"], found["title"]) if found else ("", label.strip())


def _timescale(texts: Mapping[str, str], place: str) -> tuple[Timescale, tuple[Problem, ...]]:
    """What the timescale's words mean, with the due date that stands beside them."""
    time = read_timescale(texts.get(TIMESCALE.field, ""))
    written = texts.get(DUE_DATE.field, "")
    if not written.strip():
        return replace(time, due=None, precision=None), ()
    try:
        due = read_due(written)
    except ValueError as error:
        offer = read_timescale(written).offer
        problem = Problem("timescale", f"{place}: {error}", "timescale", offer.isoformat() if offer else None)
        return replace(time, due=None, precision=None), (problem,)
    kind = Kind.DATE if time.kind in (Kind.NONE, Kind.UNKNOWN) else time.kind
    return replace(time, kind=kind, due=due.on, precision=Precision(due.precision) if due.precision else None), ()


def _ratings(said: Mapping[str, str]) -> list[DraftRating]:
    found = []
    for heading, text in said.items():
        key = _rated(heading)
        if key is None or not text.strip() or text.strip().lower().startswith(NO_UPDATE.lower()):
            continue
        if text.strip().endswith(EARLIER_SCALE):
            continue  # it stands as it was given; the plan's scale of today may not know it
        level = _LEVEL.fullmatch(text.strip())
        word = (level["word"] if level else text).lower().replace("/", "-")
        found.append(DraftRating(key[0] or None, key[1], word, text))
    return found
