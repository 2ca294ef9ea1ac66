"""Reads an Excel workbook (.xlsx, .xlsm; macros are never looked at) into grids, one per sheet."""

import re
import struct
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from spreadsheets.readers.archive import TOO_LARGE, Archive
from spreadsheets.readers.colours import fill_of, ink_of, theme_colours
from spreadsheets.readers.conditional import CONDITIONAL, with_conditional_fills
from spreadsheets.readers.grid import Cell, Document, Grid, Row, UnreadableDocument
from spreadsheets.readers.number_formats import shown

MOST_CELLS = 300_000
MOST_COLUMNS = 300
_MOST_COLOURED = 3  # columns that hold a fill and no text
# What openpyxl may raise on a file that other programs wrote, or that somebody made by hand.
_FAULTS = (
    ArithmeticError, AssertionError, AttributeError, EOFError, InvalidFileException, LookupError, NotImplementedError,
    OSError, RecursionError, TypeError, ValueError, etree.LxmlError, struct.error, zipfile.BadZipFile, SyntaxError,
)  # fmt: skip
_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/[^/]+\.xml|xl/_rels/workbook\d*\.xml\.rels|xl/theme/[^/]+\.xml",
    re.IGNORECASE,
)
# Parts of a sheet or workbook that a plan does not stand in and on which openpyxl is strict.
_UNREAD_SHEET = re.compile(
    rb"<(dataValidations|conditionalFormatting|hyperlinks|tableParts|extLst|controls|oleObjects)\b.*?</\1>"
    rb"|<(?:drawing|legacyDrawing|legacyDrawingHF|picture)\b[^>]*/>",
    re.DOTALL,
)
_UNREAD_BOOK = re.compile(rb"<(pivotCaches|definedNames|externalReferences|extLst)\b.*?</\1>", re.DOTALL)
_FORMULA = re.compile(rb"<f[ >/]")


def read_xlsx(data: bytes, file_name: str) -> Document:
    """The workbook's sheets as grids; dates and numbers as the person sees them, fills as hexadecimal digits."""
    archive = Archive(data, program="Excel", ending=".xlsx")
    try:
        trimmed, formulas, conditions = _trimmed(archive)
        book = _load(trimmed, values=True)
        formula_book = _load(trimmed, values=False) if formulas else None
        grids = tuple(_grid(sheet, book, formula_book) for sheet in book.worksheets)
        grids = with_conditional_fills(grids, conditions, archive)
    except _FAULTS as error:
        raise UnreadableDocument(archive.damaged) from error
    return Document(file_name, "sheet", grids)


def _load(data: bytes, *, values: bool) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles it does not keep; nothing is written back
        return load_workbook(BytesIO(data), data_only=values, keep_links=False)


def _trimmed(archive: Archive) -> tuple[bytes, bool, dict[str, bytes]]:
    """The workbook again with what is read of it only, whether any sheet has formulas, and its conditional formats."""
    target = BytesIO()
    formulas, cells = False, 0
    conditions: dict[str, bytes] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for name in archive.names():
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name, re.IGNORECASE):
                whole = archive.sheet(name)
                conditions[name] = b"".join(CONDITIONAL.findall(whole))
                part = _UNREAD_SHEET.sub(b"", whole)
                cells += part.count(b"<c ")
                if cells > MOST_CELLS:  # counted before openpyxl makes an object of each
                    raise UnreadableDocument(TOO_LARGE)
                formulas = formulas or bool(_FORMULA.search(part))
            elif _NEEDED.fullmatch(name):
                part = _UNREAD_BOOK.sub(b"", archive.part(name))
            else:
                continue
            copy.writestr(name, part)
    return target.getvalue(), formulas, conditions


class _Looks:
    """Fill, number format, boldness and ink by style, worked out once per style and not per cell."""

    def __init__(self, book: Workbook) -> None:
        self._theme = theme_colours(book.loaded_theme if isinstance(book.loaded_theme, bytes) else None)
        self._indexed: Sequence[str] = getattr(book, "_colors", None) or COLOR_INDEX
        self._known: dict[int, tuple[str | None, str, bool, str | None]] = {}

    def of(self, cell: SheetCell) -> tuple[str | None, str, bool, str | None]:
        if not cell.has_style:
            return None, "General", False, None
        if cell.style_id not in self._known:
            fill, ink = fill_of(cell.fill, self._theme, self._indexed), ink_of(cell.font, self._theme, self._indexed)
            look = (fill, str(cell.number_format), bool(cell.font.b), ink)
            self._known[cell.style_id] = look
        return self._known[cell.style_id]


def _grid(sheet: Worksheet, book: Workbook, formula_book: Workbook | None) -> Grid:
    looks = _Looks(book)
    formulas = formula_book[sheet.title] if formula_book else None
    rows: dict[int, dict[int, Cell]] = defaultdict(dict)
    # `iter_rows` would make a cell for every place up to the last one used, a million rows down if need be.
    for (row, column), cell in sheet._cells.items():
        if column <= MOST_COLUMNS and isinstance(cell, SheetCell):
            rows[row][column] = _cell(cell, looks, formulas)
    _spread_merged(sheet, rows)
    width = _width(rows)
    return Grid(
        name=sheet.title,
        rows=tuple(_row(number, rows[number], width, sheet) for number in sorted(rows)),
        hidden=sheet.sheet_state != "visible",
    ).squared()


def _width(rows: dict[int, dict[int, Cell]]) -> int:
    """Up to the last column with a text, and on over columns that are only coloured in right beside it."""
    width = max((column for cells in rows.values() for column, cell in cells.items() if not cell.blank), default=0)
    coloured = {column for cells in rows.values() for column, cell in cells.items() if cell.fill}
    more = 0
    while width and more < _MOST_COLOURED and width + more + 1 in coloured:
        more += 1
    return width + more


def _row(number: int, cells: dict[int, Cell], width: int, sheet: Worksheet) -> Row:
    filled = tuple(
        cells.get(column) or Cell("", f"{get_column_letter(column)}{number}") for column in range(1, width + 1)
    )
    hidden = number in sheet.row_dimensions and bool(sheet.row_dimensions[number].hidden)
    return Row(number, filled, hidden)


def _cell(cell: SheetCell, looks: _Looks, formulas: Worksheet | None) -> Cell:
    fill, number_format, bold, ink = looks.of(cell)
    value, problem = cell.value, None
    if value is None and formulas is not None:
        formula = formulas.cell(cell.row, cell.column).value
        if formula is not None:
            value = getattr(formula, "text", formula)
            problem = (
                f"Cell {cell.coordinate} holds the formula {value} without its result: "
                "open the file in Excel, save it and try again, or type the value here."
            )
    return Cell(shown(value, number_format), cell.coordinate, fill, problem=problem, bold=bold, ink=ink)


def _spread_merged(sheet: Worksheet, rows: dict[int, dict[int, Cell]]) -> None:
    """Says of each merged cell how many columns it covers, and repeats its text in the rows it covers."""
    known = sorted(rows)
    for area in sheet.merged_cells.ranges:
        first = rows.get(area.min_row, {}).get(area.min_col)
        if first is None or first.blank:
            continue
        span = min(area.max_col, MOST_COLUMNS) - area.min_col + 1
        rows[area.min_row][area.min_col] = replace(first, span=span)
        for number in known:
            if area.min_row < number <= area.max_row:
                where = f"{get_column_letter(area.min_col)}{number}"
                rows[number][area.min_col] = Cell(first.text, where, first.fill, span, repeated=True)
