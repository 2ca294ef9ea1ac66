"""Plans whose fields are named beside the text itself: "Action: …", "Lead: …", "By when: …".

In one cell of a table, line by line, they become columns of their own. In paragraphs without any table they become
cards, which are then read as cards in tables are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from spreadsheets.readers.grid import Cell, Document, Grid, Paragraph, Row, reshaped
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.looks import NUMBERED_LABEL, words

_LABELLED = re.compile(r"\s*(?P<label>[^\W\d_][^:\n]{1,40}?)\s*:[ \t]*(?P<text>\S.*)?")
_SEVERAL = re.compile(r"[^\W\d_][^:\n]{1,40}?:\s")
_GAP = re.compile(r"(?:\t+|[ \xa0]{2,}|[ \xa0]*[|;][ \xa0]*)(?=[^\W\d_][^:\n]{1,40}?:)")
_MOST_WORDS = 5
_FEWEST = 2  # labels in a cell, and cells with labels in a column
_CARD = 3  # labels in paragraphs that make an action


@dataclass(slots=True)
class _Card:
    """The labelled paragraphs of one action, each with its number in the document."""

    rows: list[tuple[int, str, str]] = field(default_factory=list)

    def labels(self) -> set[str]:
        return {v.plain(label) for _, label, _ in self.rows}


def columns_for_labels(document: Document) -> Document:
    """The document with each column of labelled texts as several columns; all other grids as they are."""
    return replace(document, grids=tuple(_told_apart(grid) for grid in document.grids))


def cards_of_paragraphs(document: Document) -> Document:
    """A document without a table of actions, with a card for each run of labelled paragraphs."""
    grids = [
        Grid(f"Paragraph {card.rows[0][0]}", tuple(_card_row(*row) for row in card.rows))
        for card in _cards(document.paragraphs)
        if len(card.labels()) >= _CARD
    ]
    return replace(document, grids=(*document.grids, *grids))


def _card_row(number: int, label: str, text: str) -> Row:
    where = f"paragraph {number}"
    return Row(number, (Cell(label, where), Cell(text, where)))


def _cards(paragraphs: Sequence[Paragraph]) -> Iterator[_Card]:
    """A card begins at a numbered heading, or where its first label comes again."""
    card = _Card()
    for number, paragraph in enumerate(paragraphs, start=1):
        for line in _lines(paragraph.text) or [""]:
            heading = NUMBERED_LABEL.fullmatch(line)
            label, text = ("", "") if paragraph.is_heading else _label_and_text(line)
            if heading or (label and card.rows and v.plain(label) == v.plain(card.rows[0][1])):
                yield card
                card = _Card()
            if heading:
                title = heading["title"] or ""
                card.rows.append((number, f"{heading['label'].strip()} {heading['number']}", title))
            elif label:
                card.rows.append((number, label, text))
            elif paragraph.is_heading:
                yield card
                card = _Card()
            elif line.strip() and card.rows:
                at, last, before = card.rows[-1]
                card.rows[-1] = (at, last, f"{before}\n{line}" if before else line)
    yield card


def _lines(text: str) -> list[str]:
    """The text's lines, and each label of several on one line with its text: "Who: Police    By when: May 2031"."""
    return [
        part for line in text.splitlines() for part in (_GAP.split(line) if len(_SEVERAL.findall(line)) > 1 else [line])
    ]


def _label_and_text(line: str) -> tuple[str, str]:
    """The label of a line and the text after it; two empty texts where it has none."""
    found = _LABELLED.fullmatch(line)
    if found is None or words(found["label"]) > _MOST_WORDS or not _field(found["label"]):
        return "", ""
    return found["label"], found["text"] or ""


def _field(label: str) -> str:
    """The one field that a label plainly speaks of; empty for none."""
    weights = v.heading_weights(label)
    best = max(weights.values(), default=0)
    named = [name for name, weight in weights.items() if weight == best >= v.LIKELY]
    return named[0] if named and v.EXTRA not in named else ""


def _told_apart(grid: Grid) -> Grid:
    rows = [row for row in grid.rows if row.filled()]
    for at in range(grid.width):
        cells = {row.number: _labelled(row.cells[at]) for row in rows}
        first = next((number for number, told in cells.items() if told), None)
        told = [labels for labels in cells.values() if labels]
        head = next((row for row in reversed(rows) if first and row.number < first and len(row.filled()) > 1), None)
        full = sum(1 for row in rows if head and row.number > head.number and not row.cells[at].blank)
        if head and len(told) >= _FEWEST and len(told) * 10 >= full * 6 and _says_what_is_done(told):
            return _with_columns(grid, at, head, cells)
    return grid


def _says_what_is_done(told: Sequence[dict[str, str]]) -> bool:
    fields = {_field(label) for labels in told for label in labels}
    return v.ACTION in fields and len(fields) >= _FEWEST


def _labelled(cell: Cell) -> dict[str, str]:
    """The texts of a cell by their labels, where it begins with one and has several; else nothing."""
    if ":" not in cell.text or cell.repeated:
        return {}
    labels: dict[str, str] = {}
    last = ""
    for line in _lines(cell.text):
        label, text = _label_and_text(line)
        if label and label not in labels:
            last = label
            labels[last] = text
        elif not last or label:
            return {}
        elif line.strip():
            labels[last] = f"{labels[last]}\n{line}".strip()
    return labels if len({_field(label) for label in labels}) >= _FEWEST else {}


def _with_columns(grid: Grid, at: int, head: Row, cells: dict[int, dict[str, str]]) -> Grid:
    labels = list({v.plain(label): label for told in cells.values() for label in told}.values())
    keys = [v.plain(label) for label in labels]
    rows: list[Row] = []
    for row in grid.rows:
        told = {v.plain(label): text for label, text in cells.get(row.number, {}).items()}
        more = [Cell(told.get(key, ""), row.cells[at].where) for key in keys]
        if row.number == head.number:
            more = [Cell(label, row.cells[at].where) for label in labels]
        kept = replace(row.cells[at], text="") if told else row.cells[at]
        wide = (*row.cells[:at], kept, *more, *row.cells[at + 1 :])
        rows.append(reshaped(row, wide, head.cells) if row.number > head.number else replace(row, cells=wide))
    return replace(grid, rows=tuple(rows))
