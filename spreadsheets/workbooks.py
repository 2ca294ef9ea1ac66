"""A plan as an Excel workbook: to be read, filtered, printed on A4, changed, and taken in again."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from spreadsheets import long_texts
from spreadsheets.codecs import Due, printable
from spreadsheets.columns import Column
from spreadsheets.escaping import looks_like_formula
from spreadsheets.exported_rows import ExportedRow
from spreadsheets.exporting import ExportedPlan
from spreadsheets.kind_layouts import section_banner
from spreadsheets.level_looks import BANNER, BRAND, LINE, QUIET, level_colours
from spreadsheets.long_texts import fitted, pieces
from spreadsheets.plan_rows import PlanRow
from spreadsheets.resources import PlanResource

_HEADINGS_AT = 4
_LINE = Side(style="thin", color=LINE)
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WRAPPED = Alignment(wrap_text=True, vertical="top", horizontal="left")
_HOW_TO_READ = (
    "This file can be changed and imported again. Columns headed in grey are only to be read: "
    "what is changed in them is not taken in."
)
# Excel holds no more in one cell.
_LONGEST_CELL = 32_767
_LINE_HEIGHT, _HIGHEST_ROW = 15, 409  # points; Excel has no higher row


def workbook_of(whole: ExportedPlan) -> bytes:
    """The bytes of the .xlsx file. What the levels mean stands in a sheet of its own."""
    exported = replace(whole, columns=[column for column in whole.columns if column.field != "means"])
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Action plan"
    _write_head(sheet, exported)
    over: list[str] = []
    _set_up_screen(sheet, exported, _write_rows(sheet, exported, over))
    _set_up_print(sheet, exported.title, f"{_HEADINGS_AT}:{_HEADINGS_AT}")
    # All columns on one page could not be read: what is besides is for the screen.
    sheet.print_area = f"A1:{get_column_letter(exported.printed)}{sheet.max_row}"
    if exported.keys:
        _write_key(book.create_sheet("Key"), exported)
    if over:
        _write_long(book.create_sheet(long_texts.SHEET), over)
    book.properties.title = printable(exported.title)
    book.properties.language = "en-GB"
    book.properties.creator = ""
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _font(size: int = 11, *, bold: bool = False, color: str = "000000") -> Font:
    """The font of the other cells: one that bears no name is drawn in another."""
    return Font(name="Calibri", size=size, bold=bold, color=color)


def _put(cell: Cell, text: str) -> None:
    """Text stays text, whatever it begins with."""
    cell.value = printable(text)[:_LONGEST_CELL]
    if cell.value:
        cell.data_type = "s"
    if looks_like_formula(text):
        cell.quotePrefix = True


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    found = sheet.cell(row, column)
    if not isinstance(found, Cell):
        raise TypeError("Nothing is merged in a sheet that is being written.")
    return found


def _write_head(sheet: Worksheet, exported: ExportedPlan) -> None:
    for row, text, font in (
        (1, exported.title, _font(16, bold=True, color=BRAND)),
        (2, exported.subtitle, _font(color=QUIET)),
        (3, _HOW_TO_READ, _font(color=QUIET)),
    ):
        cell = _cell(sheet, row, 1)
        _put(cell, text)
        cell.font = font
    for number, column in enumerate(exported.columns, start=1):
        cell = _cell(sheet, _HEADINGS_AT, number)
        _put(cell, column.heading)
        cell.font = _font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=QUIET if column.derived else BRAND)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        cell.border = _BORDER


def _write_rows(sheet: Worksheet, exported: ExportedPlan, over: list[str]) -> int:
    """How many rows there are, banners and all; what a cell does not hold is added to `over`."""
    dataset = PlanResource(exported.columns).export(exported.rows)
    widths = _widths(exported, dataset)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    heads = (_heading_lines(column.heading, width) for column, width in zip(exported.columns, widths, strict=True))
    sheet.row_dimensions[_HEADINGS_AT].height = max(heads, default=1) * _LINE_HEIGHT + 3
    at, section = _HEADINGS_AT, ""
    for texts, row in zip(dataset, exported.rows, strict=True):
        if exported.layout.banners and row.section and row.section != section:
            at, section = at + 1, row.section
            _write_banner(sheet, at, section_banner(exported.sections.get(section, ""), section), len(widths))
        at += 1
        _write_row(sheet, at, exported, row, [fitted(text, over) for text in texts])
        # Said for each row: not every program works out how high a row of wrapped text is, least of all on paper.
        lines = max(_lines(text, width) for text, width in zip(texts, widths, strict=True))
        sheet.row_dimensions[at].height = min(lines * _LINE_HEIGHT + 3, _HIGHEST_ROW)
    return at - _HEADINGS_AT


def _write_row(sheet: Worksheet, at: int, exported: ExportedPlan, row: ExportedRow, texts: Sequence[str]) -> None:
    for number, (text, column) in enumerate(zip(texts, exported.columns, strict=True), start=1):
        cell = _cell(sheet, at, number)
        if not _put_day(cell, column, row):
            _put(cell, text)
        cell.alignment, cell.border = _WRAPPED, _BORDER
        given = row.given.get(column.key) if column.field == "given" and column.key else None
        if given:
            _colour(cell, given.level.colour)


def _write_banner(sheet: Worksheet, at: int, text: str, width: int) -> None:
    """A section above its actions. Each of them says it in a column too, so that sorting moves no action."""
    for number in range(1, width + 1):
        _cell(sheet, at, number).fill = PatternFill("solid", fgColor=BANNER)
    cell = _cell(sheet, at, 1)
    _put(cell, text[:_LONGEST_CELL])
    cell.font = _font(12, bold=True, color=BRAND)
    cell.alignment = Alignment(vertical="center")
    sheet.row_dimensions[at].height = 21


def _widths(exported: ExportedPlan, dataset: Iterable[Sequence[str]]) -> list[int]:
    """As wide as declared, or as the longest line of the column wants: what is empty takes no room on the paper."""
    longest = [max(map(len, column.heading.split())) for column in exported.columns]
    for texts in dataset:
        for at, text in enumerate(texts):
            longest[at] = max(longest[at], *map(len, text.splitlines()), 0)
    return [min(column.width, wanted + 3) for column, wanted in zip(exported.columns, longest, strict=True)]


def _lines(text: str, width: int) -> int:
    """How many lines the text takes in a cell of so many characters; words do not break, which costs some of each."""
    room = max(width - 2, 4)
    return sum(1 + len(line) // room for line in text.split("\n"))


def _heading_lines(text: str, width: int) -> int:
    """The same in bold, which takes more room."""
    return _lines(text, max(width - 2, 4))


def _put_day(cell: Cell, column: Column, row: PlanRow) -> bool:
    """A day or a month goes in as a date, so that the sheet can be sorted by it; it still reads as it is meant."""
    due = column.get(row)
    if not isinstance(due, Due) or due.on is None or due.precision not in {"day", "month"}:
        return False
    cell.value = due.on
    cell.number_format = "d mmmm yyyy" if due.precision == "day" else "mmmm yyyy"
    return True


def _colour(cell: Cell, colour: str) -> None:
    ground, ink = level_colours(colour)
    cell.fill = PatternFill("solid", fgColor=ground)
    cell.font = _font(bold=True, color=ink)


def _set_up_screen(sheet: Worksheet, exported: ExportedPlan, rows: int) -> None:
    last = get_column_letter(len(exported.columns))
    sheet.freeze_panes = f"B{_HEADINGS_AT + 1}"
    sheet.auto_filter.ref = f"A{_HEADINGS_AT}:{last}{_HEADINGS_AT + rows}"


def _set_up_print(sheet: Worksheet, title: str, repeated: str) -> None:
    """A4 across, as wide as the page, headings on each page, and which page it is."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    properties = sheet.sheet_properties.pageSetUpPr
    if properties is not None:
        properties.fitToPage = True
    sheet.print_title_rows = repeated
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    sheet.page_margins.footer = 0.3
    # An ampersand begins a code in a footer.
    footer = sheet.oddFooter
    if footer is not None:
        footer.left.text = printable(title).replace("\n", " ").replace("&", "&&")[:120]
        footer.right.text = "Page &P of &N"


def _write_long(sheet: Worksheet, over: Sequence[str]) -> None:
    """The rests of texts that no cell holds, to which their cells lead on."""
    for number, heading in enumerate(long_texts.HEADINGS, start=1):
        _put(_cell(sheet, 1, number), heading)
        _cell(sheet, 1, number).font = _font(bold=True)
    parts = ((number, part, words) for number, rest in enumerate(over, 1) for part, words in enumerate(pieces(rest), 1))
    for at, (number, part, words) in enumerate(parts, start=2):
        sheet.cell(at, 1, number)
        sheet.cell(at, 2, part)
        _put(_cell(sheet, at, 3), words)
        _cell(sheet, at, 3).alignment = _WRAPPED
    sheet.column_dimensions["C"].width = 120


def _write_key(sheet: Worksheet, exported: ExportedPlan) -> None:
    at = 1
    for key in exported.keys:
        heads = ["Level", *(name or "What it means" for name in key.columns)]
        for number, text in enumerate([f"Key: {key.name}"], start=1):
            _put(_cell(sheet, at, number), text)
            _cell(sheet, at, number).font = _font(14, bold=True, color=BRAND)
        for number, text in enumerate(heads, start=1):
            _put(_cell(sheet, at + 1, number), text)
            _cell(sheet, at + 1, number).font = _font(bold=True)
            _cell(sheet, at + 1, number).border = _BORDER
        for offset, row in enumerate(key.rows, start=at + 2):
            for number, text in enumerate(
                [f"{row.level.letter} {row.level.word}", *(cell for _, cell in row.cells)], 1
            ):
                _put(_cell(sheet, offset, number), text)
                _cell(sheet, offset, number).alignment, _cell(sheet, offset, number).border = _WRAPPED, _BORDER
            _colour(_cell(sheet, offset, 1), row.level.colour)
        at += len(key.rows) + 3
    sheet.column_dimensions["A"].width = 14
    for number in range(2, 8):
        sheet.column_dimensions[get_column_letter(number)].width = 60
    _set_up_print(sheet, exported.title, "1:1")
