"""A history as a file: the same changes as its page shows, with the filter that chose them at the head."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from ratings.history_page import Told
from spreadsheets.codecs import printable
from spreadsheets.escaping import escaped, looks_like_formula

_LONGEST_CELL = 32_767
_WIDTHS = (18, 24, 22, 30, 10, 100)


def history_csv(heads: Sequence[str], told: Sequence[Told]) -> bytes:
    """UTF-8 with a byte order mark; what begins like a formula gets a mark before it. `heads` are lines above all."""
    written = StringIO(newline="")
    writer = csv.writer(written)
    for row in [*([head] for head in heads), [], _headings(), *map(_row, told)]:
        writer.writerow([escaped(printable(text)) for text in row])
    return written.getvalue().encode("utf-8-sig")


def history_xlsx(heads: Sequence[str], told: Sequence[Told]) -> bytes:
    """One sheet, headings frozen; every cell is text, whatever it begins with."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("A new workbook has a sheet.")
    sheet.title = _("History")
    headings_at = len(heads) + 2
    rows = [*([head] for head in heads), [], _headings(), *map(_row, told)]
    for at, texts in enumerate(rows, start=1):
        for number, text in enumerate(texts, start=1):
            cell = sheet.cell(at, number)
            if isinstance(cell, Cell):
                _put(cell, text, bold=at in {1, headings_at}, wraps=at >= headings_at)
    for number, width in enumerate(_WIDTHS):
        sheet.column_dimensions["ABCDEF"[number]].width = width
    sheet.freeze_panes = f"A{headings_at + 1}"
    sheet.auto_filter.ref = f"A{headings_at}:F{max(len(rows), headings_at)}"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _put(cell: Cell, text: str, *, bold: bool, wraps: bool) -> None:
    cell.value = printable(text)[:_LONGEST_CELL]
    if cell.value:
        cell.data_type = "s"
    if looks_like_formula(text):
        cell.quotePrefix = True
    cell.font = Font(name="Calibri", size=11, bold=bold)
    cell.alignment = Alignment(wrap_text=wraps, vertical="top")


def _headings() -> list[str]:
    return [_("When"), _("Who"), _("Kind of change"), _("Plan"), _("Action"), _("What was done")]


def _row(told: Told) -> list[str]:
    when = timezone.localtime(told.entry.at).strftime("%Y-%m-%d %H:%M")
    return [when, told.entry.who, told.kind, told.plan, told.action, told.entry.what]
