"""Rows under a plan's headings that are none of its actions: counts by colour, tables that only say it all again."""

import re
from collections import defaultdict
from collections.abc import Sequence

from spreadsheets.readers.grid import Row
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.levels import level_of
from spreadsheets.recognise.line import DATA, REPEATED, SUMMARY, Line
from spreadsheets.recognise.looks import squeezed, words
from spreadsheets.recognise.status_words import status_in

_COUNT = re.compile(r"\s*\d{1,4}(?:\.\d+)?\s*%?\s*|\s*-\s*")
_COUNTED = re.compile(
    r"\s*(?:(?:grand |sub-?)?totals?|number|no\.?|count|percentage|%|overall)\b.{0,40}|.{0,30}\btotals?\s*",
    re.IGNORECASE,
)
_ROWS_ABOVE = 2  # a summary's own title and headings
_ENOUGH_ROWS = 2


def mark_summaries(lines: Sequence[Line]) -> None:
    """ "Green | 4", "Red | 2" below a plan, with the short rows that head them."""
    for at, line in enumerate(lines):
        if line.kind != DATA or not _is_count(line.row):
            continue
        line.kind = SUMMARY
        above = range(at - 1, max(at - 1 - _ROWS_ABOVE, -1), -1)
        for place in above:
            if lines[place].kind != DATA or lines[place].table != line.table or not _is_label(lines[place].row):
                break
            lines[place].kind = SUMMARY


def _is_count(row: Row) -> bool:
    texts = [row.cells[at].text for at in row.filled()]
    counts = [text for text in texts if _COUNT.fullmatch(text)]
    labels = [text for text in texts if not _COUNT.fullmatch(text)]
    return bool(counts) and len(labels) == 1 and _is_counted(labels[0]) and texts[0] == labels[0]


def _is_counted(text: str) -> bool:
    return words(text) <= 6 and bool(level_of(text) or status_in(text) or _COUNTED.fullmatch(text))


def _is_label(row: Row) -> bool:
    texts = [row.cells[at].text for at in row.filled()]
    headed = sum(1 for text in texts if v.heading_weights(text) or level_of(text) or _COUNTED.fullmatch(text))
    return all(words(text) <= 4 for text in texts) and (len(texts) == 1 or (len(texts) <= 3 and headed == len(texts)))


def mark_repeats(lines: Sequence[Line], *, in_sheet: bool) -> None:
    """Tables all of whose rows stand word for word in a table before them: a print version, a copy for the chair."""
    if not in_sheet:
        return
    said: set[frozenset[str]] = set()
    tables: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.kind == DATA:
            tables[line.table].append(line)
    for rows in tables.values():
        texts = [_words_of(line.row) for line in rows]
        full = [some for some in texts if len(some) > 1]
        if len(full) >= _ENOUGH_ROWS and len(full) == len(texts) and all(_is_said(some, said) for some in texts):
            for line in rows:
                line.kind = REPEATED
        said.update(texts)


def _words_of(row: Row) -> frozenset[str]:
    return frozenset(squeezed(row.cells[at].text).casefold() for at in row.filled())


def _is_said(texts: frozenset[str], said: set[frozenset[str]]) -> bool:
    return texts in said or any(texts <= other for other in said if len(texts) * 2 > len(other))
