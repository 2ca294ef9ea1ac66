"""Files made to hurt: each is read or refused in one sentence, within memory, in a process of its own.

Memory is asserted; time is not, for a busy machine is no fault (`make bench` and the issue's figures tell it).
"""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest

from spreadsheets.drafting import read_plan
from tests.spreadsheets.tables import csv_bytes, word_bytes, workbook_bytes
from tests.spreadsheets.test_bad_files import DOCUMENT, SHEET, WORKBOOK, with_part

ROOT = Path(__file__).parents[2]
MOST_MEGABYTES = 300
# The high-water mark since the process began; getrusage would count that of the tests from which it was started.
MEASURE = """
import re, sys
from pathlib import Path
from spreadsheets.drafting import UnreadableDocument, read_plan
path = Path(sys.argv[1])
try:
    print(len(read_plan(path.read_bytes(), path.name).actions), "actions")
except UnreadableDocument as refusal:
    print("refused:", refusal)
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text()).group(1)) // 1024)
"""
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
HEADINGS = ["Ref", "Action", "Lead", "By when"]


def many_entries() -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", "spreadsheetml")
        for number in range(5_000):
            archive.writestr(f"xl/{number}.xml", "")
    return target.getvalue()


def zips_in_a_zip() -> bytes:
    inner, outer = BytesIO(), BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"0" * 20_000_000)
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(50):
            archive.writestr(f"{number}.zip", inner.getvalue())
    return outer.getvalue()


def sheet_of(piece: bytes, times: int) -> bytes:
    """A workbook whose sheet holds a piece many times, written piece by piece for the tests' own memory."""
    target = BytesIO()
    with zipfile.ZipFile(WORKBOOK) as original, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in original.namelist():
            if name != SHEET:
                copy.writestr(name, original.read(name))
        with copy.open(SHEET, "w") as sheet:
            sheet.write(b"<worksheet " + MAIN + b"><sheetData>")
            for _ in range(times // 1_000):
                sheet.write(piece * 1_000)
            sheet.write(b"</sheetData></worksheet>")
    return target.getvalue()


def rows_without_end() -> bytes:
    return sheet_of(b'<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>', 1_200_000)


def one_row_never_closed() -> bytes:
    return with_part(WORKBOOK, SHEET, b'<worksheet><sheetData><row r="1">' + b'<c r="A1"><v>1</v></c>' * 2_500_000)


def billion_laughs() -> bytes:
    entities = b"".join(b'<!ENTITY l%d "%s">' % (at, (b"&l%d;" % (at - 1) if at else b"lol") * 10) for at in range(10))
    return with_part(
        WORKBOOK, SHEET, b'<?xml version="1.0"?><!DOCTYPE l [' + entities + b"]><worksheet>&l9;</worksheet>"
    )


def cells_without_end() -> bytes:
    row = b"<w:tr>" + b"<w:tc><w:p><w:r><w:t>ab</w:t></w:r></w:p></w:tc>" * 10 + b"</w:tr>"
    return with_part(
        DOCUMENT, "word/document.xml", WORD + b"<w:tbl>" + row * 40_000 + b"</w:tbl></w:body></w:document>"
    )


def tables_within_tables() -> bytes:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    for _ in range(300):
        cell = cell.add_table(1, 1).cell(0, 0)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def three_hundred_tables_in_a_cell() -> bytes:
    document = docx.Document(BytesIO(word_bytes([HEADINGS, ["1", "Agree terms", "Police", "May 2031"]])))
    for _ in range(300):
        document.tables[0].cell(1, 1).add_table(1, 2)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def last_column() -> bytes:
    row = [""] * 16_384
    return workbook_bytes([[*HEADINGS, *row[5:], "Last"], ["1", "Agree terms", "Police", "May 2031", *row[5:], "x"]])


def page_of_many_rows() -> bytes:
    row = (
        b'<tr><td><p class=MsoNormal><span style="font-size:11.0pt">1</span></p></td>'
        b"<td>Review</td><td>Police</td></tr>"
    )
    return b"<html><table><tr><th>Ref</th><th>Action</th><th>Lead</th></tr>" + row * 90_000 + b"</table>"


def plain_rows(count: int) -> bytes:
    return csv_bytes(
        [HEADINGS, *([str(at), f"Review policy {at}", "Police and Health", "May 2031"] for at in range(1, count))]
    )


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "many entries": ("plan.xlsx", many_entries, "refused: This file unpacks to far more"),
    "zips in a zip": ("plan.xlsx", zips_in_a_zip, "refused: This is a zip file"),
    "high ratio": ("plan.xlsx", lambda: sheet_of(b" " * 1_000, 399_000), "refused: This file unpacks to far more"),
    "one huge sheet": ("plan.xlsx", rows_without_end, "refused: This file unpacks to far more"),
    "a row never closed": ("plan.xlsx", one_row_never_closed, "refused: This file unpacks to far more"),
    "billion laughs": ("plan.xlsx", billion_laughs, "refused: This file holds XML that reaches outside itself"),
    "16,384 columns": ("plan.xlsx", last_column, "1 actions"),
    "400,000 cells in Word": ("plan.docx", cells_without_end, "refused: This file unpacks to far more"),
    "300 tables within each other": ("plan.docx", tables_within_tables, "refused: "),
    "300 tables in one cell": ("plan.docx", three_hundred_tables_in_a_cell, "1 actions"),
    "20,000 rows": ("plan.csv", lambda: plain_rows(20_000), "19999 actions"),
    "30,000 rows": ("plan.csv", lambda: plain_rows(30_000), "refused: This file has more than 25,000 rows"),
    "two million cells": ("plan.csv", lambda: b"a,b,c\n" * 700_000, "refused: This file unpacks to far more"),
    "NULs": ("plan.csv", lambda: b"Ref,Action\n1,Agr\0ee\n" * 50, "refused: This file is not a plan"),
    "a quote never closed": ("plan.csv", lambda: b'Ref,Action\n1,"' + b"never closed " * 400_000, ""),
    "10 MB pasted": ("pasted.html", page_of_many_rows, "refused: This file unpacks to far more"),
    "tables that never end": ("pasted.html", lambda: b"<table><tr><td>" * 200_000, "refused: This file unpacks"),
    "a cell of 32,767": (
        "plan.xlsx",
        lambda: workbook_bytes([HEADINGS, ["1", "word " * 6_553, "Police and " * 2_900, "May 2031 and " * 2_500]]),
        "1 actions",
    ),
    "a cell of three million": (
        "plan.csv",
        lambda: csv_bytes([HEADINGS, ["1", "word " * 600_000, "Police and " * 100_000, "May 2031 and " * 100_000]]),
        "1 actions",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_read_or_refused_within_memory(name: str, tmp_path: Path) -> None:
    file_name, build, said = HOSTILE[name]
    path = tmp_path / file_name
    path.write_bytes(build())

    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, cwd=ROOT, check=True, timeout=300
    )

    sentence, megabytes = done.stdout.rstrip().rsplit("\n", 1)
    assert sentence.startswith(said)
    assert "\n" not in sentence
    assert int(megabytes) < MOST_MEGABYTES


def test_formulas_and_markup_are_text_and_never_run() -> None:
    rows = [
        HEADINGS,
        ["1", "=cmd|'/c calc'!A1", '=HYPERLINK("http://example.org","Police")', "=TODAY()"],
        ["2", "+1+1", "@SUM(1)", "-1"],
        ["3", "Agree <script>alert(1)</script>", "Police", "May 2031"],
    ]

    plan = read_plan(workbook_bytes(rows), "plan.xlsx")

    assert [action.action for action in plan.actions] == [row[1] for row in rows[1:]]
