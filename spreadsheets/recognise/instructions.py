"""Rows of a form that tell how to fill it in, and its rows that nobody has filled in yet: neither is an action."""

import re

from spreadsheets.readers.grid import Row
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.columns import Layout
from spreadsheets.recognise.levels import level_of
from spreadsheets.recognise.looks import is_reference, words

# What only ever stands in a form: "[Name]", "<insert date>", "e.g. Review the policy", "dd/mm/yyyy", "Choose an item".
_PLACEHOLDER = re.compile(
    r"\s*(?:[\[<{](?!\d{1,3}[a-z]?[\]}>])[^\[\]<>{}]{1,120}[\]>}]|_{3,}|\.{4,}|x{2,}|x{1,2}/x{1,2}/x{2,4})\s*[.:]?\s*",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\bdd\s?[/.-]\s?mm\s?[/.-]\s?y{2,4}\b|\bclick (?:here|or tap)\b|\bchoose an item\b|\bdrop[- ]?down\b"
    r"|\bdelete (?:as|where|if) (?:appropriate|applicable)\b|\bthis (?:column|row|cell|box|field)\b"
    r"|\bSMART\b.{0,60}\b(?:terms?|objectives?|actions?|specific)\b|\bguidance notes?\b",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"\s*(?:\(?\be\.?g\.?(?=[\s:,)])|for example\b|examples?\s*[:–-]|sample\s*[:–-])", re.IGNORECASE)
_NAMED_EXAMPLE = re.compile(
    r"\W*(?:(?:worked )?examples?|e\.?g\.?|sample|guidance(?: notes?)?|instructions?|template)\W*", re.IGNORECASE
)
_TELLS = re.compile(
    r"\s*(?:please|insert|enter|choose|select|type|state|describe|name|list|specify|indicate|give|provide|number|record"
    r"|set out|put|add|fill in|complete (?:this|with|the)|use|outline|explain|detail|include|note|say|write|tick|rate"
    r"|what|who|whom|when|where|how|which|why|brief|date by which|date when|person (?:who|responsible for)"
    r"|actions? (?:to be|that))\b",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(r"\bto be \w+|\bt\.?b\.?[acd]\b|\bn/?a\b|\bnone\b|\bvacan", re.IGNORECASE)
_SURELY = 2  # a mark of what only a form says
_AMID_FORM = 3  # of the marks below together


def is_instruction(row: Row, layout: Layout) -> bool:
    """True where most cells of the row are placeholders, examples or tell what to write there."""
    filled = row.filled()
    marks = {at: _mark(row.cells[at].text, layout.field_at(at)) for at in filled}
    told = [at for at, mark in marks.items() if mark]
    if len(filled) > 1 and _NAMED_EXAMPLE.fullmatch(row.cells[filled[0]].text):
        return True
    action = layout.index_of(v.ACTION)
    unmarked = action in marks and not marks[action]
    if unmarked or len(told) * 2 < len(filled) or max(marks.values(), default=0) < _SURELY:
        return False
    if action in marks and _EXAMPLE.match(row.cells[action or 0].text):
        return True
    if _is_real(row, layout, told):
        return False
    return sum(marks.values()) >= _AMID_FORM or (marks.get(action or 0) == _SURELY and len(told) == len(filled))


def is_unfilled(row: Row, layout: Layout) -> bool:
    """True of a numbered row with nothing in it, or with nothing but a rating that the form was given."""
    named = {layout.field_at(at) for at in row.filled()}
    texts = [row.cells[at].text for at in row.filled() if layout.field_at(at) == v.REFERENCE]
    numbers = [text for text in texts if is_reference(text) or text.strip().isdecimal()]
    return len(row.filled()) == 1 and named == {v.REFERENCE} and len(numbers) == 1 and len(row.cells) > 1


def _mark(text: str, field: str) -> int:
    """2 for what only a form says, 1 for what an action might begin with too."""
    if _UNKNOWN.search(text):
        return 0
    if _PLACEHOLDER.fullmatch(text) or _EXAMPLE.match(text) or _ELSEWHERE.search(text):
        return 2
    if not _TELLS.match(text) or words(text) < 2:
        return 0
    return 2 if field in (v.LEAD, v.TIMESCALE, v.RATING, v.REFERENCE) else 1


def _is_real(row: Row, layout: Layout, told: list[int]) -> bool:
    """A level, or a date or name that nobody would take for guidance, beside a text that was only thought to guide."""
    others = [at for at in row.filled() if at not in told]
    return any(
        (layout.field_at(at) == v.RATING and level_of(row.cells[at].text))
        or layout.field_at(at) == v.LEAD
        or (layout.field_at(at) == v.TIMESCALE and any(map(str.isdigit, row.cells[at].text)))
        for at in others
    )
