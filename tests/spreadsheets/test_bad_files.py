"""Files that are no plan: one plain sentence that says what is wrong and what to do, in bounded time."""

import time
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from spreadsheets.drafting import UnreadableDocument, read_plan
from tests.spreadsheets.tables import saved, word_bytes, workbook_bytes

SOURCES = Path(__file__).parents[2] / "fixtures" / "sources"
WORKBOOK = SOURCES / "peer-review-action-plan.xlsx"
DOCUMENT = SOURCES / "scr-sam-and-kyle-action-plan.docx"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
SHEET = "xl/worksheets/sheet1.xml"
ENTITY = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/hostname">]><w>&e;</w>'


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read_plan(data, name)
    return str(caught.value)


def with_part(source: Path, name: str, content: bytes) -> bytes:
    """The file with one of its parts exchanged."""
    target = BytesIO()
    with zipfile.ZipFile(source) as original, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in original.namelist():
            copy.writestr(part, content if part == name else original.read(part))
    return target.getvalue()


def zip_of(**parts: bytes) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "plan.xlsx", "empty"),
        (b"\0\0\0", "plan.docx", "empty"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "plan.xlsx", "protected by a password: remove it in Excel"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "plan.docx", "protected by a password: remove it in Word"),
        (OLE, "plan.xls", "old .xls form"),
        (OLE, "plan.doc", "old .doc form"),
        (b"Action,Lead\nDo it,Police\n", "plan.xlsx", "not an Excel workbook"),
        (b"just some words", "plan.docx", "not a Word document"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "plan.docx", "picture"),
        (b"%PDF-1.7 ...", "plan.pdf", "PDF"),
        (bytes(range(256)) * 8, "plan.csv", "not a plan that can be read"),
        (b"one line of text", "plan.csv", "No table of actions"),
        (zip_of(readme=b"hello"), "plan.xlsx", "zip file"),
        (zip_of(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "plan.ods", "OpenDocument"),
        (word_bytes(paragraphs=["No table here."]), "plan.docx", "No table of actions"),
        (workbook_bytes([["Name", "E-mail"], ["A. Person", "a@example.org"]]), "people.xlsx", "No table of actions"),
    ],
)
def test_wrong_file_is_refused_in_one_sentence(data: bytes, name: str, says: str) -> None:
    sentence = refusal(data, name)

    assert says in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


@pytest.mark.parametrize("source", [WORKBOOK, DOCUMENT])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_truncated_file_says_that_it_is_damaged(source: Path, share: float) -> None:
    data = source.read_bytes()

    assert "damaged or incomplete" in refusal(data[: int(len(data) * share)], source.name)


@pytest.mark.parametrize(
    ("source", "part"),
    [(WORKBOOK, SHEET), (WORKBOOK, "xl/workbook.xml"), (WORKBOOK, "xl/styles.xml"), (DOCUMENT, "word/document.xml")],
)
def test_part_that_is_no_xml_says_that_the_file_is_damaged(source: Path, part: str) -> None:
    assert "damaged or incomplete" in refusal(with_part(source, part, b"<worksheet><sheetData><row"), source.name)


@pytest.mark.parametrize(
    ("source", "part"),
    [(WORKBOOK, SHEET), (WORKBOOK, "xl/styles.xml"), (DOCUMENT, "word/document.xml"), (DOCUMENT, "word/styles.xml")],
)
@pytest.mark.parametrize("coding", ["utf-8", "utf-16-le"])
def test_external_entity_is_refused_before_anything_is_parsed(source: Path, part: str, coding: str) -> None:
    data = with_part(source, part, ENTITY.decode().encode(coding))

    assert "reaches outside itself" in refusal(data, source.name)


@pytest.mark.parametrize(
    ("source", "part", "content"),
    [
        (WORKBOOK, SHEET, b"<worksheet>" + b" " * 60_000_000),
        (WORKBOOK, SHEET, b"<worksheet><sheetData>" + b"<row><c><v>1</v></c></row>" * 2_000_000),
        (WORKBOOK, "xl/styles.xml", b"<styleSheet>" + b" " * 41_000_000),
        (DOCUMENT, "word/document.xml", b"<w>" + b"a" * 41_000_000),
    ],
)
def test_zip_bomb_is_refused_before_it_is_unpacked(source: Path, part: str, content: bytes) -> None:
    data = with_part(source, part, content)
    started = time.perf_counter()

    assert "unpacks to far more" in refusal(data, source.name)
    assert time.perf_counter() - started < 5


def test_four_hundred_thousand_blank_formatted_rows_do_not_hide_the_plan() -> None:
    with zipfile.ZipFile(WORKBOOK) as archive:
        sheet = archive.read(SHEET)
    head, end, tail = sheet.partition(b"</sheetData>")
    blank = b"".join(
        b'<row r="%d" s="1"><c r="A%d" s="1"/><c r="B%d" s="1"></c></row>' % (n, n, n) for n in range(31, 400_031)
    )
    data = with_part(WORKBOOK, SHEET, head + blank + end + tail)
    started = time.perf_counter()

    assert len(read_plan(data, "plan.xlsx").actions) == 26
    assert time.perf_counter() - started < 5


def test_a_cell_in_the_last_row_of_the_sheet_does_not_make_a_million_rows() -> None:
    book = openpyxl.load_workbook(WORKBOOK)
    assert book.active is not None
    book.active["A1048576"] = "End of the sheet"

    assert len(read_plan(saved(book), "plan.xlsx").actions) == 26


def test_unknown_sheet_names_those_that_are_there() -> None:
    with pytest.raises(
        UnreadableDocument, match="no sheet or table named Plan B in this file: choose one of Action Plan"
    ):
        read_plan(WORKBOOK.read_bytes(), "plan.xlsx", sheet="Plan B")


def test_formula_without_its_result_is_kept_as_text_and_named() -> None:
    data = workbook_bytes([["Ref", "Action", "Lead", "By when"], ["1", "Agree the budget", "Police", "=TODAY()"]])

    (action,) = read_plan(data, "plan.xlsx").actions

    assert action.timescale.text == "=TODAY()"
    assert "Cell D2 holds the formula =TODAY() without its result" in " ".join(some.message for some in action.problems)


def test_markup_and_a_very_long_cell_are_plain_text() -> None:
    text = "<script>alert(1)</script> " + "word " * 2_000
    data = workbook_bytes([["Ref", "Action", "Lead", "By when"], ["1", text, "Police", "May 2030"]])

    (action,) = read_plan(data, "plan.xlsx").actions

    assert action.action == text


def test_two_rows_with_one_reference_are_both_named() -> None:
    rows = [
        ["Ref", "Action", "Lead", "By when"],
        ["4", "Agree", "Police", "May 2030"],
        ["4", "Act", "Police", "May 2030"],
    ]

    plan = read_plan(workbook_bytes(rows), "plan.xlsx")

    sentences = {problem.message for action in plan.actions for problem in action.problems}
    assert sentences == {"The reference 4 stands in row 2 of Sheet and row 3 of Sheet: change one, or skip a row."}
    assert all(len(action.problems) == 1 for action in plan.actions)


def test_rating_outside_the_known_words_is_kept_and_named() -> None:
    rows = [
        ["Ref", "Action", "Lead", "By when", "RAG"],
        ["1", "Agree", "Police", "May 2030", "Green"],
        ["2", "Act", "Police", "May 2030", "Turquoise"],
    ]

    second = read_plan(workbook_bytes(rows), "plan.xlsx").actions[1]

    assert (second.ratings[0].level, second.ratings[0].text) == (None, "Turquoise")
    assert "2: 'Turquoise' is no level of a rating scale: choose one, or leave it unrated." in [
        problem.message for problem in second.problems
    ]


@pytest.mark.parametrize(
    "piece", ["Ask them. ", "Aa bb ", "1. A 2. B ", "Red amber ", "1 May 2030 and ", "Expected Q2 Red/amber "]
)
def test_cell_of_thousands_of_words_is_read_in_good_time(piece: str) -> None:
    text = piece * 2_000
    rows = [
        ["Ref", "Action", "Lead", "When", text],
        ["1", text, text, text, text],
        ["2", "Tell", "Police", "May 2030", ""],
    ]
    started = time.perf_counter()

    plan = read_plan(workbook_bytes(rows), "plan.xlsx")

    assert [action.reference for action in plan.actions][-1] == "2"
    assert time.perf_counter() - started < 3
