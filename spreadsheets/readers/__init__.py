"""Documents read into rows that know where they stood: one module per kind of file, and the entry point here."""

from spreadsheets.readers.csv import read_csv
from spreadsheets.readers.docx import read_docx
from spreadsheets.readers.grid import Document
from spreadsheets.readers.html import read_html
from spreadsheets.readers.kinds import kind_of
from spreadsheets.readers.xlsx import read_xlsx

_READERS = {"xlsx": read_xlsx, "docx": read_docx, "csv": read_csv, "html": read_html}


def read_document(data: bytes, file_name: str) -> Document:
    """The document's paragraphs and grids; raises UnreadableDocument with one plain sentence."""
    return _READERS[kind_of(data, file_name)](data, file_name)
