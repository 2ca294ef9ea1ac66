"""Rows right below an action that tell more of it: "Update March 2031: …" across the table, or "Progress" and a text.

Such a row heads nothing: it belongs to the action above it, whatever its look.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.line import BANNER, DATA, SECTION_LEAD, TOLD, Line
from spreadsheets.recognise.looks import is_reference, words

_LABELLED = re.compile(r"\s*(?P<label>[^\W\d_][^:\n–—]{1,50}?)\s*(?::|\s[–—-]\s|\n)\s*(?P<text>\S.*)", re.DOTALL)
_MOST_WORDS = 6
_WIDE = 2  # columns that a text beside its label is merged across


def mark_told(lines: Sequence[Line]) -> None:
    """Says of each such row that it goes with the action above it.

    A row of progress does wherever it stands; one that says how success is known only where most actions have one,
    for a single one speaks of all the actions above it.
    """
    below = [
        (line, told)
        for before, line in pairwise(lines)
        if before.table == line.table and _may_tell(before, line) and (told := _told(line))
    ]
    rows = Counter(line.table for line in lines if line.kind == DATA and len(line.row.filled()) > _WIDE)
    measures = Counter(line.table for line, (name, _) in below if name == v.MEASURE)
    for line, told in below:
        if told[0] == v.PROGRESS or measures[line.table] * 10 >= rows[line.table] * 9:
            line.kind, line.banner, line.told = TOLD, None, told


def _may_tell(before: Line, line: Line) -> bool:
    of_action = before.kind == DATA or _told(before) is not None
    return of_action and line.kind in (DATA, BANNER, SECTION_LEAD) and line.layout is not None


def _told(line: Line) -> tuple[str, str] | None:
    """The field and the words of a row that tells more of the action above it; None for any other row."""
    cells = [line.row.cells[at] for at in line.row.filled()]
    if not cells or line.layout is None or line.layout.field_at(line.row.filled()[0]) in (v.PROGRESS, v.MEASURE):
        return None
    if len(cells) == 1 and (found := _LABELLED.fullmatch(cells[0].text)):
        label, text = found["label"], cells[0].text
    elif len(cells) == 2 and cells[1].span >= _WIDE and not is_reference(cells[0].text):
        label, text = cells[0].text, cells[1].text
    else:
        return None
    name = _field(label)
    return (name, text) if name else None


def _field(label: str) -> str:
    """Progress or measure, where the label speaks of one of them above all; empty for any other."""
    if words(label) > _MOST_WORDS or label.lower().startswith("note"):  # a note may be of the whole table
        return ""
    weights = v.heading_weights(label)
    best = max(weights.values(), default=0)
    return next((name for name in (v.PROGRESS, v.MEASURE) if weights.get(name, 0) == best >= v.SURE), "")
