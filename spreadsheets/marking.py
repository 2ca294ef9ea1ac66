"""A person's own file back, with the cells in question marked and explained: it imports as it did before.

The marks are notes and borders, which no reader looks at, and a list in front that `marks_of_ours` knows again.
"""

import logging
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from lxml import etree

from spreadsheets.marked_tables import mark_tables
from spreadsheets.marked_word import mark_word
from spreadsheets.marked_workbook import mark_workbook
from spreadsheets.marks import Mark
from spreadsheets.models import ImportRow, ImportRun
from spreadsheets.needs import is_notice, offered_day, open_problems, usual_gaps
from spreadsheets.preview import preview
from spreadsheets.readers.grid import UnreadableDocument
from spreadsheets.readers.kinds import kind_of

log = logging.getLogger(__name__)

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What a file that can be read may still hold that cannot be written into.
_FAULTS = (
    ArithmeticError, AttributeError, EOFError, LookupError, NotImplementedError, OSError, RecursionError, TypeError,
    UnreadableDocument, ValueError, etree.LxmlError, struct.error, zipfile.BadZipFile,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MarkedFile:
    name: str
    content_type: str
    data: bytes


def marked_file(run: ImportRun) -> MarkedFile:
    """The file with what needs a person marked in it.

    A Word document stays one. A workbook stays as it is but for the marks, without macros; text and pasted tables,
    and a workbook that cannot be written into, come back as a plain workbook of their cells.
    """
    data, marks = bytes(run.data), marks_of(run) or [Mark("", "", _("Nothing in this file needs a person."))]
    stem = slugify(PurePath(run.file_name).stem)[:80] or "plan"
    kind = kind_of(data, run.file_name)
    if kind == "docx":
        return MarkedFile(f"{stem}-marked.docx", WORD, mark_word(data, marks))
    if kind == "xlsx":
        try:
            return MarkedFile(f"{stem}-marked.xlsx", WORKBOOK, mark_workbook(data, marks))
        except _FAULTS:
            log.warning("A workbook could not be marked in place; its cells are copied instead", exc_info=True)
    return MarkedFile(f"{stem}-marked.xlsx", WORKBOOK, mark_tables(data, run.file_name, marks))


def marks_of(run: ImportRun) -> list[Mark]:
    """What is said of the file as a whole, then what its rows ask, in their order, and what would be refused."""
    said = [each for each in run.draft.get("problems", []) if not is_notice(each)]
    whole = [Mark("", "", each["message"]) for each in said]
    rows = list(ImportRow.objects.filter(run=run).offered().order_by("position"))
    usual = usual_gaps(rows)
    tables = {table["name"]: dict(table["mapping"]) for table in run.draft.get("tables", [])}
    found = (mark for row in rows for mark in _of_row(row, open_problems(row, usual), tables.get(row.table, {})))
    return [*whole, *dict.fromkeys([*found, *_refused(run, tables)])]


def _refused(run: ImportRun, tables: dict[str, dict[str, str]]) -> Iterator[Mark]:
    """What the import would refuse, with the cell that it is in."""
    for row, where, sentence in preview(run).faults:
        place = where or _cell(row, tables.get(row.table, {}), "")
        yield Mark(row.table, place, sentence, _("Put it right here and import the file again."))


def _of_row(row: ImportRow, problems: list[dict[str, Any]], mapping: dict[str, str]) -> Iterator[Mark]:
    for problem in problems:
        yield Mark(row.table, _cell(row, mapping, problem["field"] or ""), problem["message"], _todo(row, problem))


def _cell(row: ImportRow, mapping: dict[str, str], field: str) -> str:
    """The cell that the field was read from, else the first of the row that says something."""
    cells = row.origins[0]["cells"] if row.origins else []
    taken = (cell["where"] for cell in cells if mapping.get(cell["heading"]) == field)
    filled = (cell["where"] for cell in cells if cell["text"].strip())
    return next(taken, "") or next(filled, "")


def _todo(row: ImportRow, problem: dict[str, Any]) -> str:
    day = offered_day(row) if problem["field"] == "timescale" else None
    if day:
        return _("Write %(day)s here if that is what is meant, and import the file again.") % {
            "day": date_format(date.fromisoformat(day), "j F Y")
        }
    return _("Put it right here and import the file again, or say on the import page what is meant.")
