"""Reads tables pasted from Word, Excel or a web page, as the HTML that the clipboard holds.

lxml's HTML parser knows no entities but HTML's own and fetches nothing; scripts, styles and comments are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import lxml.html
from lxml import etree

from spreadsheets.readers.archive import TOO_LARGE
from spreadsheets.readers.csv import decoded
from spreadsheets.readers.grid import Cell, Document, Grid, Paragraph, Row, UnreadableDocument

MOST_BYTES = 20 * 1024 * 1024
MOST_CELLS = 300_000
MOST_COLUMNS = 300
MOST_TABLES = 2_000
MOST_TAGS = 600_000
_WIDEST = 63  # columns that one cell may cover, as in Word
_DAMAGED = "What was pasted is no table that can be read: copy the table again, with its headings, and paste it."
_SILENT = {"script", "style", "head", "title", "template", "noscript", "select", "button", "svg", "del", "s", "strike"}
_NEW_LINE = {"p", "div", "li", "br", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_TEXTS = {"p", "caption", *_HEADINGS}
_STYLES = re.compile(r"\.([\w-]+)\s*\{([^}]*)\}")
_FILL = re.compile(r"background(?:-color)?\s*:\s*[^;]*?(#[0-9a-f]{3,6}\b|rgba?\([^)]*\)|\b[a-z]+\b)", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_NAMED = {
    "red": "FF0000", "yellow": "FFFF00", "orange": "FFA500", "amber": "FFBF00", "green": "008000", "lime": "00FF00",
    "blue": "0000FF", "grey": "808080", "gray": "808080", "silver": "C0C0C0", "purple": "800080", "black": "000000",
}  # fmt: skip


def read_html(data: bytes, file_name: str) -> Document:
    """The page's paragraphs and tables in order; raises UnreadableDocument where there is none to read."""
    if len(data) > MOST_BYTES:
        raise UnreadableDocument(TOO_LARGE)
    text = _declared(data)
    if text.count("<table") > MOST_TABLES or text.count("<") > MOST_TAGS:
        raise UnreadableDocument(TOO_LARGE)
    text = re.sub(r"<\?xml[^>]*\?>", "", text[max(text.find("<"), 0) :])
    try:
        page = lxml.html.document_fromstring(
            text, parser=lxml.html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
        )
        reader = _Reader(dict(_STYLES.findall(" ".join(style.text or "" for style in page.iter("style")))))
        reader.walk(page)
    except (etree.LxmlError, ValueError, RecursionError, AssertionError) as error:
        raise UnreadableDocument(_DAMAGED) from error
    form = "sheet" if "office:excel" in text[:2000] else "word"
    return Document(file_name, form, tuple(reader.grids), tuple(reader.paragraphs))


def _declared(data: bytes) -> str:
    """The text, in the encoding that the page itself names where it does."""
    named = re.search(rb"charset\s*=\s*[\"']?([\w-]{3,20})", data[:4096])
    if named and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(named.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            return decoded(data)
    return decoded(data)


@dataclass
class _Reader:
    styles: dict[str, str]
    grids: list[Grid] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    _since: list[Paragraph] = field(default_factory=list)
    _cells: int = 0

    def walk(self, parent: etree._Element) -> None:
        for child in parent:
            tag = child.tag
            if tag in _SILENT:
                continue
            if tag == "table":
                self._read_table(child)
            elif tag in _TEXTS:
                text = self._text(child)
                if text:
                    self._since.append(Paragraph(text, f"Heading {tag[1]}" if tag in _HEADINGS else ""))
                    self.paragraphs.append(self._since[-1])
                for table in child.iter("table"):
                    self._read_table(table)
            else:
                self.walk(child)

    def _read_table(self, table: etree._Element) -> None:
        caption = [Paragraph(self._text(child), "Heading 2") for child in table if child.tag == "caption"]
        self.paragraphs.extend(caption)
        before, self._since = (*self._since, *caption), []
        inner: list[etree._Element] = []
        open_cells: dict[int, tuple[Cell, int]] = {}
        rows: list[Row] = []
        for number, row in enumerate(_rows(table), start=1):
            rows.append(self._row(row, number, open_cells, inner))
        self.grids.append(Grid(f"Table {len(self.grids) + 1}", tuple(rows), before).squared())
        for nested in inner:
            self._read_table(nested)

    def _row(
        self, row: etree._Element, number: int, open_cells: dict[int, tuple[Cell, int]], inner: list[etree._Element]
    ) -> Row:
        cells: list[Cell] = []
        for element in (child for child in row if child.tag in ("td", "th")):
            self._continue(cells, number, open_cells)
            span = min(_count(element.get("colspan")), _WIDEST)
            where = f"row {number}, column {len(cells) + 1}"
            cell = Cell(self._text(element), where, self._fill(element), span, bold=self._is_bold(element))
            down = _count(element.get("rowspan"))
            if down > 1:
                open_cells[len(cells)] = (cell, down - 1)
            cells.append(cell)
            cells.extend(Cell("", f"row {number}, column {len(cells) + more}") for more in range(1, span))
            inner.extend(element.iterfind(".//table"))
            if len(cells) > MOST_COLUMNS:
                raise UnreadableDocument(TOO_LARGE)
        self._continue(cells, number, open_cells)
        self._cells += len(cells)
        if self._cells > MOST_CELLS:
            raise UnreadableDocument(TOO_LARGE)
        return Row(number, tuple(cells), hidden=bool(_HIDDEN.search(self._style(row))))

    @staticmethod
    def _continue(cells: list[Cell], number: int, open_cells: dict[int, tuple[Cell, int]]) -> None:
        """What a cell of a row above covers of this one."""
        while len(cells) in open_cells and len(cells) <= MOST_COLUMNS:
            cell, left = open_cells.pop(len(cells))
            if left > 1:
                open_cells[len(cells)] = (cell, left - 1)
            where = f"row {number}, column {len(cells) + 1}"
            cells.append(replace(cell, where=where, repeated=True) if not cell.blank else replace(cell, where=where))
            cells.extend(Cell("", f"row {number}, column {len(cells) + more}") for more in range(1, cell.span))

    def _text(self, element: etree._Element) -> str:
        """The words as they are read on the page: one line per paragraph, list items under their marks."""
        pieces: list[str] = []
        _collect(element, pieces)
        lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
        return "\n".join(line for line in lines if line)

    def _style(self, element: etree._Element) -> str:
        classes = " ".join(self.styles.get(name, "") for name in (element.get("class") or "").split())
        return f"{classes};{element.get('style') or ''}"

    def _fill(self, element: etree._Element) -> str | None:
        """Its own, else that of what wraps its whole text, else its row's."""
        for some in (element, *list(element)[:1], element.getparent()):
            if some is not None and (shade := _shade(some.get("bgcolor") or "", self._style(some))):
                return None if shade == "FFFFFF" else shade
        return None

    def _is_bold(self, element: etree._Element) -> bool:
        plain = _all_text(element)
        bold = "".join(_all_text(part) for part in element.iter("b", "strong"))
        return bool(plain) and (element.tag == "th" or plain == bold or bool(_BOLD.search(self._style(element))))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _collect(element: etree._Element, pieces: list[str]) -> None:
    pieces.append(_flat(element.text))
    for number, child in enumerate(element, start=1):
        tag = child.tag
        if tag not in _SILENT and tag != "table":
            pieces.append("\n" if tag in _NEW_LINE else "")
            if tag == "li":
                pieces.append(f"{number}. " if element.tag == "ol" else "• ")
            _collect(child, pieces)
            pieces.append("\n" if tag in _NEW_LINE and tag != "br" else "")
        pieces.append(_flat(child.tail))


def _all_text(element: etree._Element) -> str:
    """Every character but spaces, to be compared."""
    return "".join("".join(str(text) for text in element.itertext()).split())


def _flat(text: str | None) -> str:
    """A line break in the source is a space on the page."""
    return re.sub(r"\s+", " ", text or "")


def _count(text: str | None) -> int:
    return min(max(int(text), 1), MOST_COLUMNS) if text and text.strip().isdecimal() and len(text) < 6 else 1


def _shade(attribute: str, style: str) -> str:
    found = _FILL.search(style)
    value = (found.group(1) if found else attribute).strip().lower()
    digits = value.removeprefix("#")
    if re.fullmatch("[0-9a-f]{6}", digits):
        return digits.upper()
    if re.fullmatch("[0-9a-f]{3}", digits):
        return "".join(2 * digit for digit in digits).upper()
    parts = re.findall(r"\d+(?:\.\d+)?", value) if value.startswith("rgb") else []
    if len(parts) == 3 or (len(parts) == 4 and float(parts[3]) > 0):
        return "".join(f"{min(round(float(part)), 255):02X}" for part in parts[:3])
    return _NAMED.get(value, "")
