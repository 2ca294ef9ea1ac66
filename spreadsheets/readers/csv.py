"""Reads delimited text (.csv, .tsv, pasted cells) in whatever encoding and separator it was saved in."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from pathlib import PurePath

from openpyxl.utils import get_column_letter

from spreadsheets.readers.archive import TOO_LARGE
from spreadsheets.readers.grid import Cell, Document, Grid, Row, UnreadableDocument

MOST_BYTES = 40 * 1024 * 1024
MOST_CELLS = 600_000
_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 200
_USUAL = frozenset("‘’“”–—…•·£€éèêëàâáäçüûúöôóïîíñÉ°½¼¾©®™§±×\xa0")
NOT_TEXT = "This file is not a plan that can be read: choose an .xlsx, .docx or .csv file."


def read_csv(data: bytes, file_name: str) -> Document:
    """One grid, named as Excel would name its sheet."""
    if len(data) > MOST_BYTES:
        raise UnreadableDocument(TOO_LARGE)
    text = decoded(data)
    separator, skipped = _separator(text)
    rows: list[Row] = []
    cells = 0
    for number, values in enumerate(_records(text, separator), start=1):
        if number <= skipped:
            continue
        cells += len(values)
        if cells > MOST_CELLS:
            raise UnreadableDocument(TOO_LARGE)
        if any(value.strip() for value in values):
            rows.append(Row(number, tuple(_cell(value, number, column) for column, value in enumerate(values, 1))))
    name = PurePath(file_name).stem or "Text"
    return Document(file_name, "sheet", (Grid(name, tuple(rows)).squared(),))


def decoded(data: bytes) -> str:
    """The text, whether UTF-8, UTF-16 or Windows' own; what is no text is refused."""
    for mark, coding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(coding, errors="replace")
    sample = data[:4096]
    if b"\0" in sample:
        return _utf16_without_mark(data, sample)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _nearly_utf8(data) or _of_one_byte(data)
    controls = sum(character < " " and character not in "\t\r\n\v\f" for character in text[:4096])
    if controls > len(text[:4096]) // 50 or text[:4096].count("\ufffd") > 8:
        raise UnreadableDocument(NOT_TEXT)
    return text


def _nearly_utf8(data: bytes) -> str:
    """UTF-8 with a byte or two that are wrong, as where a file was cut off; empty where it is no such text."""
    text = data.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    whole = sum(1 for character in text if character > "\x7f") - wrong
    return text if whole > 2 * wrong else ""


def _of_one_byte(data: bytes) -> str:
    """Windows' own encoding or the old Macintosh's: the one in which more of the signs are such as English text has."""
    windows, macintosh = data.decode("cp1252", errors="replace"), data.decode("mac-roman")
    return max((windows, macintosh), key=lambda text: sum(character in _USUAL for character in text))


def _utf16_without_mark(data: bytes, sample: bytes) -> str:
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    if max(odd, even) * 3 < len(sample) or min(odd, even) * 10 > len(sample):
        raise UnreadableDocument(NOT_TEXT)
    return data.decode("utf-16-le" if odd > even else "utf-16-be", errors="replace")


def _records(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(MOST_BYTES)
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise UnreadableDocument(NOT_TEXT) from error


def _separator(text: str) -> tuple[str, int]:
    """The separator in which most rows have the same several columns, and how many rows only say which it is.

    Excel's own first line `sep=;` is believed.
    """
    first = re.split(r"[\r\n]", text, maxsplit=1)[0].strip('" ')
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], 1
    return max(_SEPARATORS, key=lambda separator: _evenness(text, separator)), 0


def _evenness(text: str, separator: str) -> int:
    sample = text[:200_000]
    widths = Counter(len(record) for record in islice(_records(sample, separator), _SAMPLE_ROWS) if len(record) > 1)
    return max((count * min(width, 12) for width, count in widths.items()), default=0)


def _cell(value: str, row: int, column: int) -> Cell:
    return Cell(value, f"{get_column_letter(column)}{row}")
