"""The parts of a Word document that is to be read, printed and heard: pages, headings, tables, levels, keys.

Knows nothing of plans, so that whatever is written as Word can be made of it. Tables are built as XML: python-docx
looks through the whole table for each cell.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from spreadsheets.codecs import printable
from spreadsheets.level_looks import BANNER, BRAND, LINE, QUIET, level_colours

_PAGE, _MARGIN = (297, 210), 12  # millimetres, A4 across
TEXT_WIDTH = _PAGE[0] - 2 * _MARGIN
_TWENTIETHS = 56.6929  # of a point, in a millimetre
# A row that is longer than this may go on over the page: kept together it would leave most of one empty.
_LONGEST_KEPT = 1800
_FONT = "Arial"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell; `colour` is that of a level, shown as ground with the ink that can be read on it."""

    text: str
    bold: bool = False
    quiet: bool = False
    colour: str = ""


def lines_of(text: str) -> list[Line]:
    return [Line(line) for line in printable(text).split("\n")]


def new_document(title: str, *, language: str = "en-GB") -> Document:
    """An empty document on A4 across, in a language, with its title as property, heading and in the foot."""
    made = docx.Document()
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_PAGE[0]), Mm(_PAGE[1])
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin = section.bottom_margin = Mm(14)
    section.footer_distance = Mm(7)
    _set_styles(made, language)
    properties = made.core_properties
    properties.title, properties.language = printable(title)[:255], language
    properties.author, properties.comments, properties.last_modified_by = "", "", ""
    made.add_paragraph(printable(title), style="Title")
    _write_foot(section.footer.paragraphs[0], title)
    return made


def _set_styles(made: Document, language: str) -> None:
    styles: Any = made.styles
    sizes = {"Normal": 9, "Title": 20, "Heading 1": 15, "Heading 2": 12, "Footer": 8}
    for name, size in sizes.items():
        style = styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in list(fonts.attrib):
            if "Theme" in attribute:  # a theme's font would win over the one named
                del fonts.attrib[attribute]
        fonts.set(qn("w:cs"), _FONT)
        if name not in {"Normal", "Footer"}:
            style.font.color.rgb, style.font.bold = RGBColor.from_string(BRAND), True
    styles["Normal"].paragraph_format.space_after = Pt(4)
    for tabs in list(styles["Footer"].element.iter(qn("w:tabs"))):  # set for a page of another width
        tabs.getparent().remove(tabs)
    for language_mark in made.styles.element.iter(qn("w:lang")):
        language_mark.set(qn("w:val"), language)


def _write_foot(paragraph: Paragraph, title: str) -> None:
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(" ".join(printable(title).split())[:120] + "\tPage ")
    for words, code in (("", "PAGE"), (" of ", "NUMPAGES")):
        paragraph.add_run(words)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        field.append(_run("1"))
        paragraph._p.append(field)


def add_text(document: Document, text: str, *, quiet: bool = False) -> None:
    run = document.add_paragraph().add_run(printable(text))
    if quiet:
        run.font.color.rgb = RGBColor.from_string(QUIET)


def add_heading(document: Document, text: str, level: int) -> None:
    """A real heading, kept with what follows it."""
    document.add_heading(printable(text), level).paragraph_format.keep_with_next = True


def saved(document: Document) -> bytes:
    written = BytesIO()
    document.save(written)
    return written.getvalue()


class Table:
    """A table as wide as the page; its first row stands again on each page, and no row breaks unless it is very long.

    `widths` are shares of the page. `caption` says to somebody who does not see the table what it holds.
    """

    def __init__(
        self, document: Document, headings: Sequence[str], widths: Sequence[float], *, caption: str = ""
    ) -> None:
        total = sum(widths) or 1
        self._widths = [round(width / total * TEXT_WIDTH * _TWENTIETHS) for width in widths]
        self._table = _element("w:tbl")
        self._table.append(_table_properties(sum(self._widths), caption))
        grid = _element("w:tblGrid")
        grid.extend(_element("w:gridCol", w=width) for width in self._widths)
        self._table.append(grid)
        heads = [[Line(line, bold=True) for line in printable(text).split("\n")] for text in headings]
        self._add(heads, ground=BRAND, ink="FFFFFF", is_head=True)
        body = document.element.body
        body.insert(len(body) - 1, self._table)  # the last element says what the page is like
        document.add_paragraph().paragraph_format.space_after = Pt(0)  # else Word joins two tables into one

    def row(self, cells: Sequence[Sequence[Line]]) -> None:
        self._add(cells)

    def banner(self, text: str) -> None:
        """A row over all columns, kept with the one below it."""
        row = _element("w:tr")
        row.append(_row_properties(is_head=False, is_kept=True))
        lines = [Line(line, bold=True) for line in printable(text).split("\n")]
        row.append(_cell(lines, sum(self._widths), ground=BANNER, span=len(self._widths), is_kept=True))
        self._table.append(row)

    def keep_ends_together(self) -> None:
        """No first or last row alone on a page: the first is kept with the second, the last but one with the last."""
        rows = [row for row in self._table.iterchildren(qn("w:tr")) if row.find(f".//{qn('w:tblHeader')}") is None]
        for row in {id(each): each for each in (*rows[:1], *rows[-2:-1])}.values() if len(rows) > 1 else ():
            for properties in row.iter(qn("w:pPr")):
                if properties.find(qn("w:keepNext")) is None:
                    properties.insert(0, _element("w:keepNext"))

    def _add(self, cells: Sequence[Sequence[Line]], *, ground: str = "", ink: str = "", is_head: bool = False) -> None:
        size = max(sum(len(line.text) for line in lines) for lines in cells)
        row = _element("w:tr")
        row.append(_row_properties(is_head=is_head, is_kept=size < _LONGEST_KEPT))
        for lines, width in zip(cells, self._widths, strict=True):
            row.append(_cell(lines, width, ground=ground, ink=ink, is_kept=is_head))
        self._table.append(row)


def _element(tag: str, **attributes: object) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def _table_properties(width: int, caption: str) -> Any:
    made = _element("w:tblPr")
    made.append(_element("w:tblW", w=width, type="dxa"))
    borders = _element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{side}", val="single", sz=4, space=0, color=LINE))
    made.append(borders)
    made.append(_element("w:tblLayout", type="fixed"))
    margins = _element("w:tblCellMar")
    margins.extend(_element(f"w:{side}", w=70, type="dxa") for side in ("left", "right"))
    made.append(margins)
    made.append(_element("w:tblLook", val="0020", firstRow=1))
    if caption:
        made.append(_element("w:tblCaption", val=" ".join(printable(caption).split())))
    return made


def _row_properties(*, is_head: bool, is_kept: bool) -> Any:
    made = _element("w:trPr")
    if is_kept or is_head:
        made.append(_element("w:cantSplit"))
    if is_head:
        made.append(_element("w:tblHeader"))
    return made


def _cell(
    lines: Sequence[Line], width: int, *, ground: str = "", ink: str = "", span: int = 1, is_kept: bool = False
) -> Any:
    made = _element("w:tc")
    properties = _element("w:tcPr")
    properties.append(_element("w:tcW", w=width, type="dxa"))
    if span > 1:
        properties.append(_element("w:gridSpan", val=span))
    if ground:
        properties.append(_element("w:shd", val="clear", color="auto", fill=ground))
    made.append(properties)
    made.extend(_paragraph(line, ink, is_kept=is_kept) for line in lines or [Line("")])
    return made


def _paragraph(line: Line, ink: str, *, is_kept: bool) -> Any:
    made = _element("w:p")
    properties = _element("w:pPr")
    if is_kept:
        properties.append(_element("w:keepNext"))
    if line.colour:
        ground, ink = level_colours(line.colour)
        properties.append(_element("w:shd", val="clear", color="auto", fill=ground))
    properties.append(_element("w:spacing", before=0, after=0))
    made.append(properties)
    if line.text:
        quiet = QUIET if line.quiet else ""
        made.append(_run(line.text, bold=line.bold or bool(line.colour), ink=ink or quiet, small=line.quiet))
    return made


def _run(text: str, *, bold: bool = False, ink: str = "", small: bool = False) -> Any:
    made = _element("w:r")
    properties = _element("w:rPr")
    if bold:
        properties.append(_element("w:b"))
    if ink:
        properties.append(_element("w:color", val=ink))
    if small:
        properties.append(_element("w:sz", val=16))  # half points
    made.append(properties)
    for at, piece in enumerate(text.split("\t")):
        if at:
            made.append(_element("w:tab"))
        words = _element("w:t")
        words.text = printable(piece)
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.append(words)
    return made


def add_key(document: Document, name: str, columns: Sequence[str], rows: Iterable[tuple[Line, Sequence[str]]]) -> None:
    """What each level means: a column per dimension where their wordings differ, else a single one."""
    add_heading(document, f"Key: {name}", 1)
    heads = ["Level", *(column or "What it means" for column in columns)]
    table = Table(
        document, heads, [12, *[max(88 // len(columns), 1)] * len(columns)], caption=f"What each level of {name} means"
    )
    for level, meanings in rows:
        table.row([[level], *(lines_of(text) for text in meanings)])
