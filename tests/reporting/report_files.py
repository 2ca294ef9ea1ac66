"""The files of a report as tests read them: their words, without what only sets them out."""

import re
from io import BytesIO
from typing import Any

import docx
from django.test import Client
from django.urls import reverse
from lxml import html
from openpyxl import load_workbook
from pypdf import PdfReader

from reporting.models import Report

ENDINGS = ("pdf", "docx", "xlsx")


def address(form: str, report: Report) -> str:
    return reverse(f"reporting:{form}", kwargs={"partnership": report.partnership.slug, "pk": report.pk})


def file_of(client: Client, form: str, report: Report) -> bytes:
    answer = client.get(address(form, report))
    assert answer.status_code == 200
    return bytes(answer.content)


def plain(text: str) -> str:
    """Without white space: lines break where the page ends, and signs of a PDF stand apart or not."""
    return re.sub(r"\s+", "", text)


def page_text(content: bytes) -> str:
    page: Any = html.document_fromstring(content.decode())
    return str(page.get_element_by_id("main-content").text_content())


def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def word_text(content: bytes) -> str:
    """Headings, paragraphs and cells in the order in which they stand."""
    document: Any = docx.Document(BytesIO(content))
    lines = []
    for block in document.iter_inner_content():
        if isinstance(block, docx.table.Table):
            lines += [cell.text for row in block.rows for cell in row.cells]
        else:
            lines.append(block.text)
    return "\n".join(lines)


def workbook_text(content: bytes) -> str:
    book = load_workbook(BytesIO(content))
    return "\n".join(
        str(cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    )


READERS = {"report": page_text, "print": page_text, "pdf": pdf_text, "docx": word_text, "xlsx": workbook_text}
