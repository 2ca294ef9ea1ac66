"""The first row of a Word table that says what the plan is called: a title, and no section of the plan."""

import re
from collections.abc import Sequence

from spreadsheets.recognise.line import BANNER, TITLE, Line
from spreadsheets.recognise.looks import NUMBERED_LABEL, PLAIN_LABEL, words

_NAMES_PLAN = re.compile(r"\b(?:plan|action log|tracker|work programme)\b", re.IGNORECASE)
_MOST_WORDS = 16


def mark_titles(lines: Sequence[Line]) -> None:
    """Makes a title of the one banner above the first headings that names the plan; of several each heads its own."""
    above = [line for line in lines if line.kind == BANNER and line.layout is None and line.row.number and _names(line)]
    if len({line.text.casefold() for line in above}) != 1 or not lines or above[0] is not lines[0]:
        return
    for line in above:
        line.kind, line.banner = TITLE, None


def _names(line: Line) -> bool:
    text = line.text
    labelled = NUMBERED_LABEL.fullmatch(text) or PLAIN_LABEL.match(text)
    return bool(_NAMES_PLAN.search(text)) and not labelled and words(text) <= _MOST_WORDS
