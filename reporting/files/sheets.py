"""Sheets of a workbook that is to be read, filtered and printed on A4. Knows nothing of reports.

Text stays text, whatever it begins with; numbers are numbers, so that they can be added.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from spreadsheets.codecs import printable
from spreadsheets.escaping import looks_like_formula
from spreadsheets.level_looks import BRAND, LINE, QUIET, level_colours
from spreadsheets.long_texts import fitted

_SIDE = Side(style="thin", color=LINE)
_BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_WRAPPED = Alignment(wrap_text=True, vertical="top", horizontal="left")
_TOP = Alignment(vertical="top", horizontal="right")
_LINE_HEIGHT, _HIGHEST_ROW = 15, 409  # points; Excel has no higher row
_A4 = 9


@dataclass(frozen=True, slots=True)
class Coloured:
    """A text on the colour of a level; `colour` is its code."""

    text: str
    colour: str


Value = str | int | Coloured


@dataclass(slots=True)
class Sheet:
    """A sheet that is written from the top. `over` takes what a cell does not hold: a sheet of its own shows it."""

    sheet: Worksheet
    widths: Sequence[int]
    over: list[str] = field(default_factory=list)
    _at: int = 0

    def __post_init__(self) -> None:
        for number, width in enumerate(self.widths, start=1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width

    def line(self, text: str, *, size: int = 11, bold: bool = False, quiet: bool = False) -> None:
        """A text over all columns, above or below a table."""
        self._at += 1
        cell = self._cell(1)
        self._put(cell, text)
        color = BRAND if bold else QUIET if quiet else "000000"
        cell.font = _font(size, bold=bold, color=color)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if len(self.widths) > 1:
            self.sheet.merge_cells(start_row=self._at, end_row=self._at, start_column=1, end_column=len(self.widths))
        self._set_height([text], [int(sum(self.widths) * 11 / size)], line=_LINE_HEIGHT * size / 11)

    def gap(self) -> None:
        self._at += 1

    def heads(self, texts: Sequence[str]) -> int:
        """The headings of a table; returns their row, so that the sheet can repeat or freeze it."""
        self._at += 1
        for number, text in enumerate(texts, start=1):
            cell = self._cell(number)
            self._put(cell, text)
            cell.font = _font(bold=True, color="FFFFFF")
            cell.fill = PatternFill("solid", fgColor=BRAND)
            cell.alignment, cell.border = Alignment(wrap_text=True, vertical="center"), _BORDER
        self._set_height(texts, [width - 2 for width in self.widths])
        return self._at

    def row(self, values: Sequence[Value]) -> None:
        self._at += 1
        texts = []
        for number, value in enumerate(values, start=1):
            cell = self._cell(number)
            if isinstance(value, int):
                cell.value, text = value, str(value)
            else:
                text = self._put(cell, value.text if isinstance(value, Coloured) else value)
            texts.append(text)
            cell.font, cell.alignment, cell.border = _font(), _TOP if isinstance(value, int) else _WRAPPED, _BORDER
            if isinstance(value, Coloured):
                ground, ink = level_colours(value.colour)
                cell.fill = PatternFill("solid", fgColor=ground)
                cell.font = _font(bold=True, color=ink)
        self._set_height(texts, self.widths)

    def filter_from(self, heads_at: int) -> None:
        """Lets a table be filtered, and keeps its headings in sight."""
        last = get_column_letter(len(self.widths))
        self.sheet.auto_filter.ref = f"A{heads_at}:{last}{max(self._at, heads_at)}"
        self.sheet.freeze_panes = f"A{heads_at + 1}"
        self.sheet.print_title_rows = f"{heads_at}:{heads_at}"

    def _put(self, cell: Cell, text: str) -> str:
        cell.value = fitted(printable(text), self.over)
        if cell.value:
            cell.data_type = "s"
        if looks_like_formula(text):
            cell.quotePrefix = True
        return str(cell.value)

    def _cell(self, column: int) -> Cell:
        found = self.sheet.cell(self._at, column)
        if not isinstance(found, Cell):
            raise TypeError("A row is written before its cells are merged.")
        return found

    def _set_height(self, texts: Sequence[str], widths: Sequence[int], *, line: float = _LINE_HEIGHT) -> None:
        """Said for each row: not every program works out how high a row of wrapped text is, least of all on paper."""
        lines = max(_lines(text, width) for text, width in zip(texts, widths, strict=True))
        self.sheet.row_dimensions[self._at].height = min(lines * line + 3, _HIGHEST_ROW)


def set_up_print(sheet: Worksheet, foot: str) -> None:
    """A4 across, as wide as the page, with a foot and which page it is."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    if (properties := sheet.sheet_properties.pageSetUpPr) is not None:
        properties.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.6, 0.9, 0.3
    if (footer := sheet.oddFooter) is not None:
        # An ampersand begins a code in a footer; Excel holds 255 characters of one.
        footer.left.text = printable(foot).replace("&", "&&")[:180]
        footer.right.text = "&P / &N"


def _font(size: int = 11, *, bold: bool = False, color: str = "000000") -> Font:
    return Font(name="Calibri", size=size, bold=bold, color=color)


def _lines(text: str, width: int) -> int:
    """How many lines the text takes in a cell of so many characters; words do not break, which costs some of each."""
    room = max(width - 2, 4)
    return sum(1 + len(line) // room for line in text.split("\n"))
