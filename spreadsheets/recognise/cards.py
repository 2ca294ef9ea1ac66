"""Plans laid out as cards: the headings down the side and one action to a card, or to a column.

A card is set upright, so that all that follows sees a row of headings and a row for each action.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from spreadsheets.readers.grid import Cell, Document, Grid, Row
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.columns import layout_of
from spreadsheets.recognise.looks import NUMBERED_LABEL, words

_MOST_WORDS = 6
_MOST_ROWS = 60
_PAIRS = 2  # of label and text in a row of a card; more labels are headings of columns
_FIELDS_NEEDED = 3
_NOTHING = Cell("", "")
_FEW = 3  # one in so many texts may look like a label ("Training Lead") where the columns are numbered
_HEAD = re.compile(
    r"\s*(?:(?:action|recommendation|objective|finding|issue|item|task|root cause|no\.?)\s*)?\d{1,2}\s*", re.IGNORECASE
)
_GROUP = (v.OBJECTIVE, v.SECTION, v.REFERENCE)  # of a card, for all of its actions


@dataclass(slots=True)
class _Record:
    """One action of a card: its cells by their labels, in the card's order."""

    rows: list[Row] = field(default_factory=list)
    cells: dict[str, Cell] = field(default_factory=dict)


def upright(document: Document) -> Document:
    """The document with its cards turned; all other grids as they are."""
    return replace(document, grids=tuple(_turned(grid) for grid in document.grids))


def _turned(grid: Grid) -> Grid:
    rows = [row for row in grid.rows if row.filled()]
    if not 2 < len(rows) <= _MOST_ROWS or grid.width < 2:
        return grid
    numbered = _numbers_columns(rows[0])
    labelled = [row for row in rows if _label(row.cells[0])]
    fields = {name for row in labelled for name in _fields(row.cells[0].text)}
    if not numbered and sum(map(_label, rows[0].cells)) > _PAIRS:
        return grid
    if (
        len(labelled) * 10 < len(rows) * (5 if numbered else 7)
        or len(fields) < _FIELDS_NEEDED
        or not _makes_plan(fields)
    ):
        return grid
    across = _records_across(rows)
    records = _numbered_apart(across or _with_something(_records_down(rows)))
    labels = list(dict.fromkeys(label for record in records for label in record.cells))
    columns = [[record.cells.get(label, _NOTHING) for record in records] for label in labels]
    if len(labels) < _FIELDS_NEEDED or not layout_of(labels, columns).holds_actions:
        return grid
    head = Row(0, tuple(Cell(label, "") for label in labels))
    # Records side by side come from the same rows, and still need a number each.
    numbers = [row.number for row in rows] if across else [record.rows[0].number for record in records]
    body = tuple(
        Row(numbers[at], tuple(column[at] for column in columns), sources=tuple(record.rows))
        for at, record in enumerate(records)
    )
    return replace(grid, rows=(head, *body))


def _makes_plan(fields: set[str]) -> bool:
    return bool(fields & {v.ACTION, v.OBJECTIVE}) and bool(fields & {v.LEAD, v.TIMESCALE})


def _label(cell: Cell) -> bool:
    return 0 < words(cell.text) <= _MOST_WORDS and bool(_fields(cell.text))


def _fields(text: str) -> set[str]:
    """What a label speaks of, strongly enough for it to be one."""
    label = NUMBERED_LABEL.fullmatch(text)
    weights = v.heading_weights(label["label"] if label and not label["title"] else text)
    best = max(weights.values(), default=0)
    return {name for name, weight in weights.items() if weight == best >= v.LIKELY}


def _records_across(rows: Sequence[Row]) -> list[_Record]:
    """One action to a column, where several columns beside the labels are filled all the way down."""
    width = max(len(row.cells) for row in rows)
    filled = [at for at in range(1, width) if sum(1 for row in rows if not row.cells[at].blank) * 2 > len(rows)]
    body = rows[1:] if _numbers_columns(rows[0]) else rows
    labels = sum(1 for row in body for at in filled if _label(row.cells[at]))
    pairs = labels > 0 if body is rows else labels * _FEW > len(body) * len(filled)
    if len(filled) < 2 or pairs or len(filled) >= len(rows):
        return []
    records = [_Record(list(rows)) for _ in filled]
    for row in rows:
        for record, at in zip(records, filled, strict=True):
            record.cells[row.cells[0].text if row in body else "No."] = row.cells[at]
    return records


def _numbers_columns(row: Row) -> bool:
    """ "Action 1", "Action 2" above the columns of a table that has its headings down the side."""
    heads = [cell.text for cell in row.cells[1:] if not cell.blank]
    found = [_HEAD.fullmatch(head) for head in heads]
    return row.cells[0].blank and len(heads) > 1 and all(found) and len(set(heads)) == len(heads)


def _records_down(rows: Sequence[Row]) -> Iterator[_Record]:
    """Pairs of label and text down the card; a label that comes again begins another action of the same card."""
    record = _Record()
    last = ""
    for row in rows:
        for label, cell in _pairs(row):
            if label and label in record.cells:
                yield record
                shared = {name: replace(cell, repeated=True) for name, cell in record.cells.items() if _is_shared(name)}
                record = _Record([], shared)
            if row not in record.rows[-1:]:
                record.rows.append(row)
            last = label or last
            known = record.cells.get(last)
            if label or known is None:
                record.cells[last] = cell
            elif not known.repeated:
                record.cells[last] = replace(known, text=f"{known.text}\n{cell.text}")
            if label and (numbered := NUMBERED_LABEL.fullmatch(label)):
                _take_number(record, label, numbered["label"])
    yield record


def _with_something(records: Iterator[_Record]) -> list[_Record]:
    """The records that say something; the labels of an empty one stay among the rows of the one beside it."""
    kept: list[_Record] = []
    before: list[Row] = []
    for record in records:
        if not all(cell.blank or cell.repeated for cell in record.cells.values()):
            record.rows = [*before, *(row for row in record.rows if row not in before)]
            before = []
            kept.append(record)
        elif kept:
            kept[-1].rows += [row for row in record.rows if row not in kept[-1].rows]
        else:
            before += [row for row in record.rows if row not in before]
    return kept


def _take_number(record: _Record, label: str, name: str) -> None:
    """ "Recommendation 3" as a label is both: the number of the action, and the heading of the text beside it."""
    text = record.cells.pop(label)
    record.cells["No."] = Cell(label, text.where)
    record.cells[name.strip()] = text


def _numbered_apart(records: list[_Record]) -> list[_Record]:
    """Several actions of one card headed "Recommendation 4" are 4.1 and 4.2 of the section of that name."""
    labels = {record.cells["No."].text if "No." in record.cells else "" for record in records}
    label = NUMBERED_LABEL.fullmatch(labels.pop()) if len(records) > 1 and len(labels) == 1 else None
    if label is None:
        return records
    return [
        _Record(
            record.rows,
            {
                "Section": (number := record.cells["No."]),
                **record.cells,
                "No.": replace(number, text=f"{label['number']}.{at}", repeated=False),
            },
        )
        for at, record in enumerate(records, 1)
    ]


def _is_shared(label: str) -> bool:
    return label == "No." or bool(_fields(label) & set(_GROUP))


def _pairs(row: Row) -> Iterator[tuple[str, Cell]]:
    """The row's labels, each with the text beside it; text under no label of its own row has an empty one."""
    label: str | None = None
    for cell in row.cells:
        if cell.blank or cell.repeated:
            continue
        if _label(cell) and label is None:
            label = cell.text
        else:
            yield label or "", cell
            label = None
    if label is not None:
        yield label, Cell("", row.cells[-1].where)
