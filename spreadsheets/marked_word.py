"""A Word document with what needs a person marked in it: comments at the cells, and a list in front. Pure logic."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from spreadsheets.codecs import printable
from spreadsheets.marks import Mark, by_cell, note_of
from spreadsheets.marks_of_ours import LIST_SAYS, LIST_STYLE

_WRAPPERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo")}
_AFTER_BORDERS = [
    qn(f"w:{name}") for name in ("shd", "noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark")
]
_INITIALS = "▲"


def mark_word(data: bytes, marks: list[Mark]) -> bytes:
    """The bytes of the .docx file; a place that is not found in it stands in the list alone."""
    document = docx.Document(BytesIO(data))
    for table, places in by_cell(marks).items():
        cells = _cells(document, table)
        for where, said in places.items():
            if where in cells:
                _mark_cell(document, cells[where], note_of(said))
    _write_list(document, marks)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _cells(document: Document, name: str) -> dict[str, Any]:
    """The cells of one table by their place, counted as the reader counts."""
    for number, table in enumerate(_tables(document.element.body), start=1):
        if name == f"Table {number}":
            return dict(_placed(table))
    return {}


def _tables(parent: Any) -> Iterator[Any]:
    """Tables in order; those within a table follow it."""
    for child in parent:
        if child.tag == qn("w:tbl"):
            yield child
            for row in _children(child, "w:tr"):
                for cell in _children(row, "w:tc"):
                    yield from _tables(cell)
        elif child.tag in _WRAPPERS:
            yield from _tables(child)


def _children(parent: Any, tag: str) -> Iterator[Any]:
    for child in parent:
        if child.tag == qn(tag):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)


def _placed(table: Any) -> Iterator[tuple[str, Any]]:
    rows = (row for row in _children(table, "w:tr") if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None)
    for number, row in enumerate(rows, start=1):
        column = _value(row, "w:trPr", "w:gridBefore", 0)
        for cell in _children(row, "w:tc"):
            yield f"row {number}, column {column + 1}", cell
            column += max(_value(cell, "w:tcPr", "w:gridSpan", 1), 1)


def _value(element: Any, group: str, tag: str, otherwise: int) -> int:
    found = element.find(f"{qn(group)}/{qn(tag)}")
    said = found.get(qn("w:val")) if found is not None else None
    return int(said) if said and said.isdecimal() else otherwise


def _mark_cell(document: Document, cell: Any, note: str) -> None:
    """A thick red frame and a comment: the reader looks at neither."""
    properties = cell.get_or_add_tcPr()
    borders = OxmlElement("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "24"), ("space", "0"), ("color", "B8241C")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    for old in properties.findall(qn("w:tcBorders")):
        properties.remove(old)
    after = next((child for child in properties if child.tag in _AFTER_BORDERS), None)
    properties.append(borders) if after is None else after.addprevious(borders)
    paragraph = next(iter(cell.iter(qn("w:p"))), None)
    if paragraph is None:
        return
    runs = [Run(run, document) for run in paragraph.iter(qn("w:r"))] or [Paragraph(paragraph, document).add_run()]
    document.add_comment(runs=[runs[0], runs[-1]], text=printable(note), author=LIST_SAYS, initials=_INITIALS)


def _write_list(document: Document, marks: list[Mark]) -> None:
    """Before everything else, each paragraph in a style of its own, by which an import leaves it out again."""
    style: Any = next((each for each in document.styles if each.name == LIST_STYLE), None)
    if style is None:
        style = document.styles.add_style(LIST_STYLE, WD_STYLE_TYPE.PARAGRAPH)
        style.font.size = Pt(10)
    lines = [
        (LIST_SAYS, True),
        *((_INITIALS + f" {mark.place}: {mark.note}".replace("\n", " "), False) for mark in marks),
    ]
    body, made = document.element.body, []
    for text, is_title in lines:
        paragraph = document.add_paragraph(style=style)
        run = paragraph.add_run(printable(text))
        run.bold = is_title
        made.append(paragraph)
    made[-1].add_run().add_break(WD_BREAK.PAGE)
    for at, paragraph in enumerate(made):
        body.insert(at, paragraph._p)
