"""Whole files of other habits for tests: workbooks with fills, merged and hidden cells, and shaded Word tables."""

from collections.abc import Iterable, Sequence
from io import BytesIO

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.worksheet import Worksheet

from spreadsheets.draft import DraftAction, DraftPlan
from spreadsheets.drafting import read_plan
from tests.spreadsheets.tables import saved

GREEN, AMBER, RED, PALE = "FF00B050", "FFFFC000", "FFFF0000", "FFDDEBF7"


def workbook(rows: Iterable[Sequence[object]], name: str = "Plan") -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    return book, sheet


def more_sheets(book: openpyxl.Workbook, **sheets: Iterable[Sequence[object]]) -> None:
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(list(row))


def at(sheet: Worksheet, place: str) -> Cell:
    cell = sheet[place]
    assert isinstance(cell, Cell)
    return cell


def paint(sheet: Worksheet, **fills: str | Color) -> None:
    for place, colour in fills.items():
        at(sheet, place).fill = PatternFill("solid", fgColor=colour)


def embolden(sheet: Worksheet, *places: str) -> None:
    for place in places:
        at(sheet, place).font = Font(bold=True)


def plan_in(book: openpyxl.Workbook, name: str = "plan.xlsx") -> DraftPlan:
    return read_plan(saved(book), name)


def plan_of(rows: Iterable[Sequence[object]]) -> DraftPlan:
    return plan_in(workbook(rows)[0])


def word_file(
    *tables: Sequence[Sequence[str]], headings: Sequence[str] = (), shades: dict[tuple[int, int], str] | None = None
) -> bytes:
    """A heading stands above the table of the same place; shades are of the first table's (row, column)."""
    document = docx.Document()
    for number, rows in enumerate(tables):
        if number < len(headings):
            document.add_heading(headings[number], 2)
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for y, texts in enumerate(rows):
            for x, text in enumerate(texts):
                table.cell(y, x).text = text
                shade = (shades or {}).get((y, x)) if number == 0 else None
                if shade:
                    mark = OxmlElement("w:shd")
                    mark.set(qn("w:val"), "clear")
                    mark.set(qn("w:fill"), shade)
                    table.cell(y, x)._tc.get_or_add_tcPr().append(mark)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def told(action: DraftAction) -> tuple[str | None, str, str | None, str]:
    return action.reference, action.action, action.lead_text, action.timescale.text


def levels(plan: DraftPlan) -> list[list[tuple[str | None, str | None]]]:
    return [[(rating.period, rating.level) for rating in action.ratings] for action in plan.actions]


def codes(action: DraftAction) -> set[str]:
    return {problem.code for problem in action.problems}
