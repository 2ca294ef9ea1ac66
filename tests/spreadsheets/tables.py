"""Small documents for tests: rows of text as a workbook, a Word file, delimited text or a document already read."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

import docx
import openpyxl

from spreadsheets.draft import DraftPlan
from spreadsheets.drafting import draft_plan
from spreadsheets.readers.grid import Cell, Document, Grid, Paragraph, Row

Rows = Sequence[Sequence[str]]


def grid(rows: Rows, name: str = "Table 1") -> Grid:
    return Grid(
        name,
        tuple(
            Row(number, tuple(Cell(text, f"row {number}, column {column}") for column, text in enumerate(texts, 1)))
            for number, texts in enumerate(rows, 1)
        ),
    ).squared()


def sheet_document(*tables: Rows, file_name: str = "plan.xlsx") -> Document:
    grids = tuple(grid(rows, f"Sheet{number}") for number, rows in enumerate(tables, 1))
    return Document(file_name, "sheet", grids)


def word_document(*tables: Rows, paragraphs: Sequence[Paragraph] = (), file_name: str = "plan.docx") -> Document:
    grids = tuple(grid(rows, f"Table {number}") for number, rows in enumerate(tables, 1))
    return Document(file_name, "word", grids, tuple(paragraphs))


def sheet_plan(*tables: Rows) -> DraftPlan:
    return draft_plan(sheet_document(*tables))


def word_plan(*tables: Rows, paragraphs: Sequence[Paragraph] = ()) -> DraftPlan:
    return draft_plan(word_document(*tables, paragraphs=paragraphs))


def workbook_bytes(rows: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def word_bytes(*tables: Rows, paragraphs: Sequence[str] = ()) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    for rows in tables:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        document.add_paragraph("")
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def csv_bytes(rows: Rows, separator: str = ",", encoding: str = "utf-8") -> bytes:
    target = StringIO()
    csv.writer(target, delimiter=separator).writerows(rows)
    return target.getvalue().encode(encoding)
