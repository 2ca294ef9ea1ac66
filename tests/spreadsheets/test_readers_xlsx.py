"""Workbooks: typed cells as a person sees them, fills, merged cells, hidden sheets."""

import datetime as dt
import zipfile
from io import BytesIO

import openpyxl
import pytest
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color

from spreadsheets.drafting import read_plan
from spreadsheets.readers.grid import Cell
from spreadsheets.readers.number_formats import shown
from spreadsheets.readers.xlsx import read_xlsx
from tests.spreadsheets.tables import saved, workbook_bytes

at = dt.datetime.fromisoformat  # a workbook's dates know no time zone


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (None, "General", ""),
        ("01/02/2021 ", "General", "01/02/2021 "),
        (10.0, "General", "10"),
        (2.3000000000000003, "General", "2.3"),
        (1.1, "0.00", "1.10"),
        (0.8, "0%", "80%"),
        (0.125, "0.0%", "12.5%"),
        (19625, "#,##0", "19,625"),
        (True, "General", "TRUE"),
        (at("2021-03-31"), "mm-dd-yy", "31/03/2021"),
        (at("2021-03-31"), "dd/mm/yyyy", "31/03/2021"),
        (at("2017-12-01"), "mmm-yy", "Dec-17"),
        (at("2017-12-01"), "mmmm yyyy", "December 2017"),
        (at("2017-12-05"), '[$-809]d" "mmmm" "yyyy;@', "5 December 2017"),
        (at("2021-03-31T14:05"), "dd/mm/yyyy hh:mm", "31/03/2021 14:05"),
        (dt.time(9, 30), "h:mm", "09:30"),
    ],
)
def test_value_is_shown_as_excel_shows_it(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


def cells_of(book: openpyxl.Workbook) -> dict[str, Cell]:
    document = read_xlsx(saved(book), "plan.xlsx")
    return {cell.where: cell for grid in document.grids for row in grid.rows for cell in row.cells}


def test_fill_is_read_given_outright_by_theme_and_by_index() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    colours = {"A1": Color(rgb="FFFF0000"), "B1": Color(theme=9), "C1": Color(indexed=11), "D1": Color(rgb="FFFFFFFF")}
    for place, colour in colours.items():
        sheet[place] = "x"
        sheet[place].fill = PatternFill("solid", fgColor=colour)
    sheet["E1"] = "x"

    cells = cells_of(book)

    assert [cells[place].fill for place in ("A1", "B1", "C1", "D1", "E1")] == ["FF0000", "F79646", "00FF00", None, None]


def test_merged_cell_spans_its_columns_and_is_repeated_down_its_rows() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["C1"], sheet["C2"] = "Theme", "first", "second"
    sheet.merge_cells("A1:B2")

    cells = cells_of(book)

    assert (cells["A1"].span, cells["A1"].repeated) == (2, False)
    assert (cells["A2"].text, cells["A2"].repeated) == ("Theme", True)


def test_hidden_sheet_is_left_out_and_listed() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Ref", "Action", "Lead"])
    book.active.append(["1", "Agree the guide", "Police"])
    old = book.create_sheet("Old")
    old.append(["Ref", "Action", "Lead"])
    old.append(["9", "An old action", "Health"])
    old.sheet_state = "hidden"

    plan = read_plan(saved(book), "plan.xlsx")

    assert [action.reference for action in plan.actions] == ["1"]
    assert ("Old", 2, "In a hidden sheet: 9 | An old action | Health") in plan.ignored


def test_hidden_sheet_is_read_when_it_is_asked_for() -> None:
    book = openpyxl.Workbook()
    old = book.create_sheet("Old")
    old.append(["Ref", "Action", "Lead"])
    old.append(["9", "An old action", "Health"])
    old.sheet_state = "hidden"

    assert [action.reference for action in read_plan(saved(book), "plan.xlsx", sheet="Old").actions] == ["9"]


def test_macro_workbook_is_read_without_its_macros() -> None:
    data = workbook_bytes([["Ref", "Action", "Lead"], ["1", "Agree the guide", "Police"]])

    assert len(read_plan(data, "plan.xlsm").actions) == 1


def test_workbook_that_says_it_has_macros_is_read_without_them() -> None:
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(workbook_bytes([["Action", "Lead"], ["Agree the guide", "Police"]]))) as old,
        zipfile.ZipFile(target, "w") as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            new.writestr(name, part)
        new.writestr("xl/vbaProject.bin", b"\0 not looked at")

    assert [action.lead_text for action in read_plan(target.getvalue(), "plan.xlsm").actions] == ["Police"]
