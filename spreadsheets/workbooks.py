"""A plan as an Excel workbook: to be read, filtered, printed on A4, changed, and taken in again."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from spreadsheets.codecs import Due, printable
from spreadsheets.columns import Column
from spreadsheets.escaping import looks_like_formula
from spreadsheets.exporting import ExportedPlan
from spreadsheets.plan_rows import PlanRow
from spreadsheets.resources import PlanResource

_HEADINGS_AT = 4
# Ground and ink by the colour of a level: the same pairs as on screen, each at least 4.5 to 1.
_COLOURS = {
    "blue": ("1B5FA6", "FFFFFF"),
    "green": ("0B6E3F", "FFFFFF"),
    "amber": ("F9A825", "0B0C0C"),
    "yellow": ("FFE14D", "0B0C0C"),
    "red": ("B8241C", "FFFFFF"),
    "grey": ("59656C", "FFFFFF"),
}
_LINE = Side(style="thin", color="9DBCC3")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WRAPPED = Alignment(wrap_text=True, vertical="top", horizontal="left")
_BRAND = "0D4A5A"
# Excel holds no more in one cell.
_LONGEST_CELL = 32_767
_LINE_HEIGHT, _HIGHEST_ROW = 15, 409  # points; Excel has no higher row


def workbook_of(exported: ExportedPlan) -> bytes:
    """The bytes of the .xlsx file."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Action plan"
    _write_head(sheet, exported)
    _write_rows(sheet, exported)
    _set_up_screen(sheet, exported)
    _set_up_print(sheet, exported.title, f"{_HEADINGS_AT}:{_HEADINGS_AT}")
    if exported.keys:
        _write_key(book.create_sheet("Key"), exported)
    book.properties.title = printable(exported.title)
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
        (1, exported.title, _font(16, bold=True, color=_BRAND)),
        (2, exported.subtitle, _font(color="59656C")),
    ):
        cell = _cell(sheet, row, 1)
        _put(cell, text)
        cell.font = font
    for number, column in enumerate(exported.columns, start=1):
        cell = _cell(sheet, _HEADINGS_AT, number)
        _put(cell, column.heading)
        cell.font = _font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=_BRAND)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        cell.border = _BORDER


def _write_rows(sheet: Worksheet, exported: ExportedPlan) -> None:
    dataset = PlanResource(exported.columns).export(exported.rows)
    widths = _widths(exported, dataset)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    heads = (_lines(column.heading, width) for column, width in zip(exported.columns, widths, strict=True))
    sheet.row_dimensions[_HEADINGS_AT].height = max(heads, default=1) * _LINE_HEIGHT + 3
    for at, (texts, row) in enumerate(zip(dataset, exported.rows, strict=True), start=_HEADINGS_AT + 1):
        # Said for each row: not every program works out how high a row of wrapped text is, least of all on paper.
        lines = max(_lines(text, width) for text, width in zip(texts, widths, strict=True))
        sheet.row_dimensions[at].height = min(lines * _LINE_HEIGHT + 3, _HIGHEST_ROW)
        for number, (text, column) in enumerate(zip(texts, exported.columns, strict=True), start=1):
            cell = _cell(sheet, at, number)
            if not _put_day(cell, column, row):
                _put(cell, text)
            cell.alignment, cell.border = _WRAPPED, _BORDER
            if column.field == "ratings" and text in exported.colours:
                _colour(cell, exported.colours[text])


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


def _put_day(cell: Cell, column: Column, row: PlanRow) -> bool:
    """A day or a month goes in as a date, so that the sheet can be sorted by it; it still reads as it is meant."""
    due = column.get(row)
    if not isinstance(due, Due) or due.on is None or due.precision not in {"day", "month"}:
        return False
    cell.value = due.on
    cell.number_format = "d mmmm yyyy" if due.precision == "day" else "mmmm yyyy"
    return True


def _colour(cell: Cell, colour: str) -> None:
    ground, ink = _COLOURS.get(colour, ("FFFFFF", "0B0C0C"))
    cell.fill = PatternFill("solid", fgColor=ground)
    cell.font = _font(bold=True, color=ink)


def _set_up_screen(sheet: Worksheet, exported: ExportedPlan) -> None:
    last = get_column_letter(len(exported.columns))
    sheet.freeze_panes = f"B{_HEADINGS_AT + 1}"
    sheet.auto_filter.ref = f"A{_HEADINGS_AT}:{last}{_HEADINGS_AT + len(exported.rows)}"


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


def _write_key(sheet: Worksheet, exported: ExportedPlan) -> None:
    at = 1
    for key in exported.keys:
        heads = ["Level", *(name or "What it means" for name in key.columns)]
        for number, text in enumerate([f"Key: {key.name}"], start=1):
            _put(_cell(sheet, at, number), text)
            _cell(sheet, at, number).font = _font(14, bold=True, color=_BRAND)
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
