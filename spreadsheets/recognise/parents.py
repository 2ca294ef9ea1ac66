"""Rows that say a recommendation or objective once, for the rows numbered under it: 1 over 1.1 and 1.2, R1 over A1.

Such a row has a number and a text and nothing else, while those below it have a lead or a date; a row that only
lacks its lead stays an action, for nothing below it bears its number.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.banners import Banner, labelled_banner, numbered_banner, titled_banner
from spreadsheets.recognise.line import BANNER, DATA, OBJECTIVE, Line
from spreadsheets.recognise.looks import asks_for_something, is_finished, is_reference, words

_HEADING_WORDS = 7
_TEXTS = (v.ACTION, v.OBJECTIVE, v.SECTION)
_NUMBERED_TEXT = re.compile(r"\s*(?P<number>[A-Z]{0,3}\d{1,3}(?:\.\d{1,3})*)[.):]?\s+(?=\S)")
_CHILD = re.compile(r"[.\-/ ]\s*\d{1,3}\b.*|\s?\(?[a-z]\)?(?:[.\s].*)?", re.DOTALL)
_LETTERS = re.compile(r"\s*([A-Za-z]{1,5})[\s.\-_/]?\d")


def mark_parents(lines: Sequence[Line]) -> None:
    """Makes an objective, or a banner where it is labelled as one, of each row that heads those numbered under it."""
    under: dict[int, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        plain_banner = line.kind == BANNER and line.banner is not None and not line.banner.shape
        if (line.kind == DATA or plain_banner) and line.layout is not None:
            under[id(line.layout)].append(at)
    for places in under.values():
        _mark([lines[at] for at in places], [lines[at + 1] if at + 1 < len(lines) else None for at in places])


def _mark(rows: Sequence[Line], following: Sequence[Line | None]) -> None:
    layout = rows[0].layout
    if layout is None or (layout.index_of(v.LEAD) is None and layout.index_of(v.TIMESCALE) is None):
        return
    other_letters = _letters_of_parents(rows)
    for line, below in zip(rows, following, strict=True):
        number = _number_alone(line)
        if number is None or below is None or below.table != line.table:
            continue
        if banner := _labelled(line):
            line.kind, line.banner = BANNER, banner
        elif _is_child(_first_words(below), number) or _letters(number) in other_letters:
            line.kind, line.banner = (OBJECTIVE, None) if _is_said(line) else (BANNER, _heading(line))


def _number_alone(line: Line) -> str | None:
    """The number of a row that has one and a text and nothing more."""
    if line.layout is None or line.opens:
        return None
    named = {line.layout.field_at(at): line.row.cells[at].text for at in line.row.filled()}
    if len(named) != len(line.row.filled()) or (len(named) > 1 and not set(named) - {v.REFERENCE} <= set(_TEXTS)):
        return None
    if len(named) == 2 and v.REFERENCE in named:
        return named[v.REFERENCE].strip().rstrip(".):") if is_reference(named[v.REFERENCE]) else None
    if len(named) == 1:
        found = _NUMBERED_TEXT.match(next(iter(named.values())))
        return found["number"] if found else None
    return None


def _labelled(line: Line) -> Banner | None:
    """ "R1 | Recommendation 1: The council should ..."."""
    filled = line.row.filled()
    return labelled_banner(line.row.cells[filled[1]].text) if len(filled) == 2 else None


def _is_said(line: Line) -> bool:
    """True of a sentence, "The Board should ..."; False of a heading, "1. Governance"."""
    text = line.row.cells[line.row.filled()[-1]].text
    return words(text) > _HEADING_WORDS or is_finished(text) or asks_for_something(text)


def _heading(line: Line) -> Banner:
    filled = line.row.filled()
    text = line.row.cells[filled[-1]].text
    return numbered_banner(line.row.cells[filled[0]].text, text) if len(filled) == 2 else titled_banner(text)


def _first_words(line: Line) -> str:
    """What the row below begins with: its reference, or its text where a reference may be glued to it."""
    return next((line.row.cells[at].text for at in line.row.filled()), "") if len(line.row.filled()) > 1 else ""


def _is_child(text: str, number: str) -> bool:
    text = text.strip()
    return text.startswith(number) and _CHILD.fullmatch(text[len(number) :]) is not None


def _letters(number: str) -> str:
    found = _LETTERS.match(number)
    return found.group(1).upper() if found else ""


def _letters_of_parents(rows: Sequence[Line]) -> set[str]:
    """The letters that stand only before numbers without a lead or date: R where A1, A2 are the actions."""
    alone: list[str] = []
    full: list[str] = []
    for line in rows:
        number = _number_alone(line)
        if number is not None:
            alone.append(_letters(number))
        elif len(line.row.filled()) > 1:
            full.append(_letters(_first_words(line)))
    plain = not all(alone) or not all(full) or len(alone) < 2
    return set() if plain or set(alone) & set(full) else set(alone)


def covers(number: str | None, reference: str | None) -> bool:
    """False for a reference that leaves the group of the row above it: 2 after "1" that headed 1.1 and 1.2."""
    if number is None or not reference or _letters(number) != _letters(reference):
        return True
    return reference == number or _is_child(reference, number)


def parent_of(line: Line) -> tuple[str | None, str]:
    """The number and the text of a row that was marked as an objective."""
    number, filled = _number_alone(line), line.row.filled()
    return number, line.row.cells[filled[-1]].text
