"""Reads a Word document (.docx) into its paragraphs and tables.

python-docx opens the package; the text is walked here, because it leaves out what stands in content controls, in
accepted insertions, in tables within tables, and the numbers that Word itself counts.
"""

import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

import docx
from docx.opc.exceptions import OpcError
from lxml import etree

from spreadsheets.readers.archive import TOO_LARGE, Archive
from spreadsheets.readers.colours import theme_colours
from spreadsheets.readers.grid import Cell, Document, Grid, Paragraph, Row, UnreadableDocument
from spreadsheets.readers.word_colours import fill_of_cell, ink_of_cell
from spreadsheets.readers.word_lists import ListNumbers
from spreadsheets.readers.word_text import FALLBACK, W, is_bold, paragraph_text, value_of

MOST_CELLS = 300_000
_THEME = re.compile(r"word/theme/[^/]+\.xml")
_FAULTS = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError, OpcError, OSError,
    RecursionError, SyntaxError, TypeError, ValueError, etree.LxmlError, struct.error, zipfile.BadZipFile,
)  # fmt: skip
_WRAPPERS = {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag", f"{W}moveTo"}


def read_docx(data: bytes, file_name: str) -> Document:
    """Paragraphs and tables in order; tables within tables follow the one they stand in."""
    archive = Archive(data, program="Word", ending=".docx")
    total = 0
    for name in archive.names():
        if name.lower().endswith((".xml", ".rels")):
            total += len(archive.part(name))
            if total > 80 * 1024 * 1024:
                raise UnreadableDocument(TOO_LARGE)
    try:
        package = docx.Document(BytesIO(data))
        reader = _Reader(
            styles={style.style_id: str(style.name) for style in package.styles},
            lists=ListNumbers(package.part),
            theme=theme_colours(next((archive.part(name) for name in archive.names() if _THEME.fullmatch(name)), None)),
        )
        reader.walk(package.element.body)
    except _FAULTS as error:
        raise UnreadableDocument(archive.damaged) from error
    return Document(file_name, "word", tuple(reader.grids), tuple(reader.paragraphs))


@dataclass
class _Reader:
    styles: dict[str, str]
    lists: ListNumbers
    theme: tuple[str, ...] = ()
    grids: list[Grid] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    _since: list[Paragraph] = field(default_factory=list)
    _tables: int = 0
    _cells: int = 0

    def walk(self, body: etree._Element) -> None:
        for block in _blocks(body):
            if block.tag == f"{W}tbl":
                self._read_table(block)
            else:
                paragraph = Paragraph(
                    paragraph_text(block), self.styles.get(value_of(block, "pPr", "pStyle") or "", "")
                )
                self.paragraphs.append(paragraph)
                self._since.append(paragraph)

    def _read_table(self, table: etree._Element) -> None:
        self._tables += 1
        before, self._since = tuple(self._since), []
        name, at = f"Table {self._tables}", len(self.grids)
        inner: list[etree._Element] = []
        rows: list[Row] = []
        open_merges: dict[int, Cell] = {}
        for number, row in enumerate(_rows(table), start=1):
            rows.append(self._row(row, number, open_merges, inner))
        self.grids.insert(at, Grid(name, tuple(rows), before).squared())
        for nested in inner:
            self._read_table(nested)

    def _row(self, row: etree._Element, number: int, merges: dict[int, Cell], inner: list[etree._Element]) -> Row:
        cells: list[Cell] = []
        for _ in range(int(value_of(row, "trPr", "gridBefore") or 0)):
            cells.append(_blank(number, len(cells)))
        for element in _children(row, f"{W}tc"):
            column = len(cells)
            cell = self._cell(element, number, column, inner)
            merge = element.find(f"{W}tcPr/{W}vMerge")
            if merge is None:
                merges.pop(column, None)
            elif merge.get(f"{W}val") == "restart" or column not in merges:
                merges[column] = cell
            elif cell.blank:
                cell = Cell(merges[column].text, cell.where, merges[column].fill, cell.span, repeated=True)
            cells.append(cell)
            cells.extend(_blank(number, column + more) for more in range(1, cell.span))
        self._cells += len(cells)
        if self._cells > MOST_CELLS:
            raise UnreadableDocument(TOO_LARGE)
        return Row(number, tuple(cells))

    def _cell(self, element: etree._Element, number: int, column: int, inner: list[etree._Element]) -> Cell:
        texts: list[str] = []
        bold = True
        for block in _blocks(element):
            if block.tag == f"{W}tbl":
                inner.append(block)
            else:
                texts.append(self.lists.mark(block) + paragraph_text(block))
                bold = bold and is_bold(block)
        span = int(value_of(element, "tcPr", "gridSpan") or 1)
        return Cell(
            text="\n".join(texts),
            where=_where(number, column),
            fill=fill_of_cell(element, self.theme),
            span=min(max(span, 1), 63),  # Word's own limit
            bold=bold and any(map(str.strip, texts)),
            ink=ink_of_cell(element, self.theme),
        )


def _where(number: int, column: int) -> str:
    return f"row {number}, column {column + 1}"


def _blank(number: int, column: int) -> Cell:
    return Cell("", _where(number, column))


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, through whatever only wraps them."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
            yield from _boxed_tables(child)
        elif child.tag in _WRAPPERS:
            yield from _blocks(child)


def _boxed_tables(block: etree._Element) -> Iterator[etree._Element]:
    """The tables in a paragraph's text boxes; their words outside tables are the paragraph's own."""
    for box in block.iter(f"{W}txbxContent") if block.tag == f"{W}p" else ():
        if next(box.iterancestors(FALLBACK), None) is None:  # Word keeps each box a second time for old readers
            yield from (inner for inner in _blocks(box) if inner.tag == f"{W}tbl")


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows that are not struck out by a tracked change."""
    return (row for row in _children(table, f"{W}tr") if row.find(f"{W}trPr/{W}del") is None)
