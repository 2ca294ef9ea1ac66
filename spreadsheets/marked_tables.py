"""Text files and pasted tables as a workbook of the same cells, with what needs a person marked. Pure logic."""

from io import BytesIO
from pathlib import PurePath

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from spreadsheets.codecs import printable
from spreadsheets.escaping import looks_like_formula, read_escaped
from spreadsheets.marks import Mark, by_cell, note_of
from spreadsheets.marks_of_ours import LIST_HEADINGS, LIST_SAYS, LIST_TITLE, without_our_marks
from spreadsheets.readers import read_document
from spreadsheets.readers.grid import Grid

_LONGEST_CELL, _LONGEST_NAME = 32_767, 31
_THICK = Side(style="thick", color="B8241C")
MARKED = Border(left=_THICK, right=_THICK, top=_THICK, bottom=_THICK)
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def mark_tables(data: bytes, file_name: str, marks: list[Mark]) -> bytes:
    """The bytes of an .xlsx file: the list in front, then a sheet for each table, each row where it stood."""
    document = without_our_marks(read_document(data, file_name))
    book = Workbook()
    _write_list(book.worksheets[0], marks)
    places = by_cell(marks)
    is_escaped = PurePath(file_name).suffix.lower() == ".csv"
    for grid in document.grids:
        sheet = book.create_sheet(grid.name.translate(_FORBIDDEN).strip()[:_LONGEST_NAME] or "Table")
        _write_grid(
            sheet, grid, {where: note_of(said) for where, said in places.get(grid.name, {}).items()}, is_escaped
        )
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _write_grid(sheet: Worksheet, grid: Grid, notes: dict[str, str], is_escaped: bool) -> None:
    for row in grid.rows:
        for column, cell in enumerate(row.cells, start=1):
            note = notes.get(cell.where)
            if cell.blank and note is None:
                continue
            text = read_escaped(cell.text) if is_escaped else cell.text
            _put(sheet, row.number, column, "" if cell.repeated else text)
            if note:
                made = sheet.cell(row.number, column)
                made.border = MARKED
                made.comment = Comment(printable(note)[:_LONGEST_CELL], LIST_TITLE, height=140, width=320)


def _write_list(sheet: Worksheet, marks: list[Mark]) -> None:
    sheet.title = LIST_TITLE
    _put(sheet, 1, 1, LIST_SAYS)
    sheet["A1"].font = Font(bold=True, size=14)
    for column, heading in enumerate(LIST_HEADINGS, start=1):
        _put(sheet, 3, column, heading)
        sheet.cell(3, column).font = Font(bold=True)
    for at, mark in enumerate(marks, start=4):
        for column, text in enumerate((mark.place, mark.sentence, mark.todo), start=1):
            _put(sheet, at, column, text)
    for letter, width in zip("ABC", (30, 80, 60), strict=True):
        sheet.column_dimensions[letter].width = width


def _put(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row, column)
    cell.value = printable(text)[:_LONGEST_CELL] or None
    if cell.value is not None:
        cell.data_type = "s"  # whatever it begins with
        cell.quotePrefix = looks_like_formula(text)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
