"""Reads back the files that the service itself makes: their columns are known, so nothing need be guessed."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from plans.lead_names import LeadName
from plans.timescales import Kind, Precision, Timescale, read_timescale
from spreadsheets.codecs import NO_UPDATE, read_due
from spreadsheets.columns import (
    ACTION,
    DUE_DATE,
    LEADS,
    MARKS,
    MEASURE,
    OBJECTIVE,
    OWN,
    PROGRESS,
    REFERENCE,
    SECTION,
    TIMESCALE,
    fixed_column,
)
from spreadsheets.draft import (
    DraftAction,
    DraftPlan,
    DraftRating,
    DraftSection,
    DraftTable,
    Origin,
    Problem,
    SourceCell,
)
from spreadsheets.drafting import draft_plan
from spreadsheets.escaping import read_escaped
from spreadsheets.own_headings import read_rating_heading
from spreadsheets.readers import read_document
from spreadsheets.readers.grid import Document, Grid, Row, UnreadableDocument

ROWS_ABOVE_HEADINGS = 10
NO_TABLE = (
    "No table of actions was found in this file: "
    "check that it is the plan itself, with a row of headings such as Action, Lead and Timescale."
)
_NUMBERED = re.compile(r"(?P<number>[0-9A-Za-z][0-9A-Za-z.]{0,7})\. (?P<title>\S.*)", re.DOTALL)
_SECTION_KINDS = {"strategic aim": "aim", "theme": "theme", "category": "category", "priority": "priority"}
_LEVEL = re.compile(r"(?:[A-Z]{1,2} )?(?P<word>.+)", re.DOTALL)


def read_any_plan(
    data: bytes, file_name: str, *, known_leads: Collection[str] = (), sheet: str | None = None, split: bool = True
) -> DraftPlan:
    """The plan in the file, whether made here or anywhere else. Raises UnreadableDocument with one sentence."""
    document = read_document(data, file_name)
    for grid in document.grids:
        found = _headings(grid)
        if found is not None and sheet in (None, grid.name):
            return _own_plan(document, grid, *found)
    if sheet is not None:
        names = [grid.name for grid in document.grids]
        if sheet not in names:
            raise UnreadableDocument(
                f"There is no sheet or table named {sheet} in this file: choose one of {', '.join(names) or 'none'}."
            )
        document = replace(document, grids=tuple(grid for grid in document.grids if grid.name == sheet))
    plan = draft_plan(document, known_leads=known_leads, split=split)
    if not plan.actions:
        raise UnreadableDocument(NO_TABLE)
    return plan


def _headings(grid: Grid) -> tuple[int, list[str]] | None:
    """Which row has the headings of a file made here, and what they are."""
    for at, row in enumerate(grid.rows[:ROWS_ABOVE_HEADINGS]):
        names = [" ".join(cell.text.split()) for cell in row.cells]
        if set(names) >= MARKS:
            return at, names
    return None


def _own_plan(document: Document, grid: Grid, at: int, headings: Sequence[str]) -> DraftPlan:
    escaped = document.file_name.lower().endswith(".csv")
    actions = [_action(row, grid.name, headings, escaped=escaped) for row in grid.rows[at + 1 :] if row.filled()]
    if not actions:
        raise UnreadableDocument("This file has headings but no action below them: check that it is the right file.")
    title = next((cell.text for row in grid.rows[:at] for cell in row.cells if not cell.blank), "")
    kind = next((kind for heading, kind in _SECTION_KINDS.items() if heading in map(str.lower, headings)), "category")
    pairs = dict.fromkeys((action.section or "", action.section_title or "") for action in actions)
    dimensions = dict.fromkeys(found[0] for name in headings if (found := read_rating_heading(name)) and found[0])
    return DraftPlan(
        title=title or document.file_name.rsplit(".", 1)[0],
        kind="other",
        layout=OWN,
        file_name=document.file_name,
        problems=(),
        sections=tuple(DraftSection(number, name, kind) for number, name in pairs if name),
        expected=(),
        key=(),
        actions=tuple(actions),
        tables=(DraftTable(grid.name, len(grid.rows), tuple(headings), "actions", _mapping(headings)),),
        dimensions=tuple(dimensions),
        ignored=tuple(
            (grid.name, row.number, "Above the table: " + " | ".join(cell.text for cell in row.cells if not cell.blank))
            for row in grid.rows[:at]
            if row.filled()
        ),
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


def _action(row: Row, table: str, headings: Sequence[str], *, escaped: bool) -> DraftAction:
    cells = tuple(
        SourceCell(heading, cell.text, cell.fill, cell.where)
        for heading, cell in zip(headings, row.cells, strict=False)
        if heading
    )
    said = {cell.heading: read_escaped(cell.text) if escaped else cell.text for cell in cells}
    texts = {column.field: said[name] for name in said if (column := fixed_column(name)) is not None}
    number, title = _section(texts.get(SECTION.field, ""))
    time, problems = _timescale(texts, f"Row {row.number} of {table}")
    names = [line.strip() for line in texts.get(LEADS.field, "").splitlines() if line.strip()]
    return DraftAction(
        reference=texts.get(REFERENCE.field) or None,
        section=number or title or None,
        section_title=title or None,
        objective=texts.get(OBJECTIVE.field) or None,
        action=texts.get(ACTION.field, ""),
        measure=texts.get(MEASURE.field) or None,
        progress=texts.get(PROGRESS.field) or None,
        leads=tuple(LeadName(name, None, None, None, "group") for name in dict.fromkeys(names)),
        lead_text=texts.get(LEADS.field) or None,
        timescale=time,
        ratings=tuple(_ratings(said)),
        origins=(Origin(table, row.number, cells),),
        extra=tuple((name, text) for name, text in said.items() if text.strip() and _is_extra(name)),
        problems=problems,
    )


def _is_extra(heading: str) -> bool:
    return fixed_column(heading) is None and read_rating_heading(heading) is None


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
        key = read_rating_heading(heading)
        if key is None or not text.strip() or text.strip().lower().startswith(NO_UPDATE.lower()):
            continue
        level = _LEVEL.fullmatch(text.strip())
        found.append(DraftRating(key[0] or None, key[1], (level["word"] if level else text).lower(), text))
    return found
