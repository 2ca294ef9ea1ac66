"""The cells of a marked sheet in their frames, and the sheet that lists what to look at. Pure logic."""

from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string as column_number
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.utils.exceptions import CellCoordinatesException

from spreadsheets.codecs import printable
from spreadsheets.marked_styles import Styles
from spreadsheets.marks import Mark
from spreadsheets.marks_of_ours import LIST_HEADINGS, LIST_SAYS
from spreadsheets.package_parts import MAIN, new_root, serialised

_LONGEST_CELL = 32_767
_WIDTHS = (30, 80, 60)


def place_of(where: str) -> tuple[int, int] | None:
    """Row and column of "G13"; nothing for what is no cell of a sheet."""
    try:
        letters, row = coordinate_from_string(where)
        return int(row), column_number(letters)
    except (CellCoordinatesException, ValueError):
        return None


def frame_cells(sheet: Any, places: Iterable[str], styles: Styles) -> None:
    """Each cell with its frame; one that is not there yet is made where it belongs."""
    data = sheet.find(f"{MAIN}sheetData")
    wanted = {place for where in places if (place := place_of(where))}
    rows = {int(row.get("r")): row for row in data if (row.get("r") or "").isdecimal()}
    for number, column in sorted(wanted):
        row = rows.get(number)
        if row is not None:  # without a row of that number the note alone tells
            cell = _cell(row, number, column)
            style = cell.get("s") or row.get("s") or "0"
            cell.set("s", str(styles.framed(int(style))))


def _cell(row: Any, number: int, column: int) -> Any:
    name = f"{get_column_letter(column)}{number}"
    made = row.makeelement(f"{MAIN}c", {"r": name})
    for cell in row:
        if cell.get("r") == name:
            return cell
        place = place_of(cell.get("r") or "")
        if place and place[1] > column:
            cell.addprevious(made)
            return made
    row.append(made)
    return made


def list_sheet(marks: Iterable[Mark], sheets: Mapping[str, str], styles: Styles) -> bytes:
    """The part of the sheet: where, what is wrong, what to do, each place a link to its cell."""
    root = new_root(MAIN, "worksheet")
    etree.SubElement(etree.SubElement(root, f"{MAIN}sheetPr"), f"{MAIN}pageSetUpPr", fitToPage="1")
    columns = etree.SubElement(root, f"{MAIN}cols")
    for at, width in enumerate(_WIDTHS, start=1):
        etree.SubElement(columns, f"{MAIN}col", min=str(at), max=str(at), width=str(width), customWidth="1")
    data = etree.SubElement(root, f"{MAIN}sheetData")
    _write_row(data, 1, (LIST_SAYS,), styles.heading)
    _write_row(data, 3, LIST_HEADINGS, styles.heading)
    links = etree.Element(f"{MAIN}hyperlinks")
    for at, mark in enumerate(marks, start=4):
        _write_row(data, at, (mark.place, mark.sentence, mark.todo), styles.wrapped)
        if mark.table in sheets and place_of(mark.where):
            target = f"'{mark.table.replace(chr(39), chr(39) * 2)}'!{mark.where}"
            etree.SubElement(links, f"{MAIN}hyperlink", ref=f"A{at}", location=target)
    if len(links):
        root.append(links)
    etree.SubElement(root, f"{MAIN}pageSetup", paperSize="9", orientation="landscape", fitToHeight="0")
    return serialised(root)


def _write_row(data: Any, number: int, texts: Iterable[str], style: int) -> None:
    row = etree.SubElement(data, f"{MAIN}row", r=str(number))
    for column, text in enumerate(texts, start=1):
        cell = etree.SubElement(row, f"{MAIN}c", r=f"{get_column_letter(column)}{number}", s=str(style), t="inlineStr")
        words = etree.SubElement(etree.SubElement(cell, f"{MAIN}is"), f"{MAIN}t")
        words.text = printable(text)[:_LONGEST_CELL]
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
