"""A person's own file back, with what needs them marked and explained: it imports as it did before."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from django.test import Client
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from accounts.models import Partnership, User
from spreadsheets.marking import marked_file, marks_of
from spreadsheets.models import ImportRow, ImportRun
from spreadsheets.services import stage_document

SOURCES = Path(__file__).resolve().parents[2] / "fixtures" / "sources"
PLAIN_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACROS = b'<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
PLAN = [
    ["Ref", "Action", "Lead", "Timescale", "RAG"],
    ["1", "Hold a meeting with all agencies", "Audit Group", "31/04/2021", "Green"],
    ["2", "=not a formula but text", "Audit Group", "30/06/2021", "Red"],
    ["3", "Write to every school in the area", "Audit Group", "31/12/2021", "Purple"],
]


def a_workbook(*, notes: bool = False) -> Workbook:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Action Plan"
    for row in PLAN:
        sheet.append(row)
    sheet["B3"].data_type = "s"
    sheet["D2"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["G2"] = "=1+1"
    if notes:
        sheet["D2"].comment = Comment("Asked Jo about this.", "Sam")
        sheet["A1"].comment = Comment("Our numbers.", "Sam")
    other = book.create_sheet("Notes & more")
    other["A1"] = "Nothing of the plan."
    return book


def bytes_of(book: Workbook) -> bytes:
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def staged(partnership: Partnership, data: bytes, name: str, by: User) -> ImportRun:
    return stage_document(partnership=partnership, file_name=name, data=data, by=by)


def understood(run: ImportRun) -> list[Any]:
    rows = ImportRow.objects.filter(run=run).order_by("position")
    return [(row.table, row.row, row.understood, [each["message"] for each in row.problems]) for row in rows]


def test_marked_workbook_has_a_note_and_a_frame_at_each_cell_in_question_and_a_list_in_front(
    thurrock: Partnership, business: User
) -> None:
    run = staged(thurrock, bytes_of(a_workbook()), "plan.xlsx", business)

    made = marked_file(run)
    book = load_workbook(BytesIO(made.data))
    cell = book["Action Plan"]["D2"]

    assert (made.name, book.sheetnames) == ("plan-marked.xlsx", ["What to look at", "Action Plan", "Notes & more"])
    assert cell.comment is not None
    assert "31/04/2021" in cell.comment.text
    assert "Write 30 April 2021 here" in cell.comment.text
    assert (cell.border.left.style, cell.fill.fgColor.rgb) == ("thick", "00FFFF00")
    listed = [[each.value for each in row] for row in book["What to look at"].iter_rows(min_row=3)]
    assert listed[0] == ["Where", "What is wrong", "What to do"]
    assert "Action Plan, D2" in [row[0] for row in listed]
    assert book["Action Plan"]["G2"].value == "=1+1"
    assert book["Notes & more"]["A1"].value == "Nothing of the plan."
    assert book.index(book.worksheets[0]) == book._active_sheet_index == 0  # type: ignore[attr-defined]  # untyped
    assert not any(sheet.sheet_view.tabSelected for sheet in book.worksheets[1:])


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.xlsm"])
def test_marked_workbook_imports_as_it_did_before(thurrock: Partnership, business: User, name: str) -> None:
    run = staged(thurrock, bytes_of(a_workbook(notes=True)), name, business)

    made = marked_file(run)
    again = staged(thurrock, made.data, made.name, business)
    twice = marked_file(again)
    once_more = staged(thurrock, twice.data, twice.name, business)

    assert marks_of(run)
    assert understood(again) == understood(run)
    assert understood(once_more) == understood(run)
    assert (again.draft["tables"], again.kind) == (run.draft["tables"], run.kind)
    notes = load_workbook(BytesIO(made.data))["Action Plan"]
    assert notes["A1"].comment is not None
    assert notes["A1"].comment.text == "Our numbers."
    assert notes["D2"].comment is not None
    assert notes["D2"].comment.text.startswith("Asked Jo about this.\n\n")


def test_marked_workbook_has_no_macros_and_keeps_what_formulas_came_to(thurrock: Partnership, business: User) -> None:
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(bytes_of(a_workbook()))) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(PLAIN_TYPE, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
                part = part.replace(b"</Types>", MACROS + b"</Types>")
            if name == "xl/worksheets/sheet1.xml":
                part = part.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>").replace(
                    b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>"
                )
            new.writestr(name, part)
        new.writestr("xl/vbaProject.bin", b"code")

    made = marked_file(staged(thurrock, written.getvalue(), "plan.xlsm", business))

    with zipfile.ZipFile(BytesIO(made.data)) as package:
        assert not [name for name in package.namelist() if "vba" in name]
        assert b"macroEnabled" not in package.read("[Content_Types].xml")
    assert load_workbook(BytesIO(made.data), data_only=True)["Action Plan"]["G2"].value == 2


def test_marked_word_document_has_a_comment_at_each_cell_and_imports_as_before(
    thurrock: Partnership, business: User
) -> None:
    document = docx.Document()
    document.add_heading("Our action plan", 1)
    table = document.add_table(rows=0, cols=5)
    for row in PLAN:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    written = BytesIO()
    document.save(written)
    run = staged(thurrock, written.getvalue(), "plan.docx", business)

    made = marked_file(run)
    again = staged(thurrock, made.data, made.name, business)

    marked = docx.Document(BytesIO(made.data))
    assert any("31/04/2021" in comment.text for comment in marked.comments)
    assert marked.paragraphs[0].text == "What to look at in this file before it is imported"
    assert any(each.text.startswith("▲ Table 1, row 2, column 4: ") for each in marked.paragraphs)
    assert understood(again) == understood(run)
    assert (again.title, again.kind) == (run.title, run.kind)


@pytest.mark.parametrize("name", ["plan.csv", "plan.tsv"])
def test_marked_text_file_is_a_workbook_of_its_cells(thurrock: Partnership, business: User, name: str) -> None:
    separator = "," if name.endswith("csv") else "\t"
    data = "\n".join(separator.join(row) for row in PLAN).encode()
    run = staged(thurrock, data, name, business)

    made = marked_file(run)
    sheet = load_workbook(BytesIO(made.data))["plan"]
    again = staged(thurrock, made.data, made.name, business)

    assert made.name == "plan-marked.xlsx"
    assert sheet["D2"].comment is not None
    assert (sheet["B3"].value, sheet["B3"].data_type) == ("=not a formula but text", "s")
    assert understood(again) == understood(run)


@pytest.mark.parametrize(
    "name",
    [
        "peer-review-action-plan.xlsx",
        "delivery-plan-2019-20.docx",
        "scr-sam-and-kyle-action-plan.docx",
        "jtai-action-plan.docx",
    ],
)
def test_marked_source_imports_as_it_did_before(thurrock: Partnership, business: User, name: str) -> None:
    run = staged(thurrock, (SOURCES / name).read_bytes(), name, business)

    made = marked_file(run)
    again = staged(thurrock, made.data, name, business)

    assert understood(again) == understood(run)
    assert (again.title, again.kind, again.draft) == (run.title, run.kind, run.draft)


def test_marked_file_is_handed_out_as_a_download_to_those_who_may_import(
    thurrock: Partnership, business: User, scrutineer: User, committee: User, client_for: Callable[[User], Client]
) -> None:
    run = staged(thurrock, bytes_of(a_workbook()), 'pl"an\r\n.xlsx', business)
    address = f"/thurrock/import/{run.pk}/marked/"

    answer = client_for(business).get(address)

    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="plan-marked.xlsx"'
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    assert [client_for(person).get(address).status_code for person in (scrutineer, committee)] == [403, 404]


def test_what_the_import_would_refuse_is_marked_in_its_cell(thurrock: Partnership, business: User) -> None:
    book = a_workbook()
    long = "A." + "1" * 60
    book["Action Plan"]["A3"] = long
    run = staged(thurrock, bytes_of(book), "plan.xlsx", business)

    made = marked_file(run)
    cell = load_workbook(BytesIO(made.data))["Action Plan"]["A3"]

    assert cell.comment is not None
    assert "the reference is longer than 40 characters: shorten it." in cell.comment.text
