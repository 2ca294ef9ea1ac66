"""Rows that head the rows below them: aims, themes, priorities, quarters, dates; and rows that are no action."""

import re
from dataclasses import dataclass, replace

from spreadsheets.readers.grid import Row
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.columns import Layout
from spreadsheets.recognise.looks import (
    NUMBERED_LABEL,
    PLAIN_LABEL,
    has_letters,
    is_fragment,
    is_reference,
    is_timescale,
    list_mark,
    squeezed,
    words,
)
from spreadsheets.recognise.periods import period_in

_SECTION_LEAD = re.compile(
    r"\s*(?:[\w/&-]+\s){0,3}(?:leads?|owners?|sponsors?|chairs?|responsib\w+|accountab\w+)\b[^:]{0,60}:\s*\S",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\s*(?:grand |sub-?)?totals?\b.{0,30}", re.IGNORECASE)
_MOST_WORDS = 40
_WIDE = 3  # columns that a title is merged across, where a number stands before it


@dataclass(frozen=True, slots=True)
class Banner:
    """`shape` is what banners of one level share; `whole` is the banner's text on one line."""

    number: str
    title: str
    kind: str
    shape: str
    whole: str
    period: str | None = None
    timescale: str | None = None


def banner_of(row: Row, layout: Layout) -> Banner | None:
    """The banner that this row is, under these columns; None for a row that is something else."""
    filled = row.filled()
    if len(filled) != 1:
        return split_banner(row)
    first = row.cells[filled[0]].text
    numbered = NUMBERED_LABEL.fullmatch(first)
    if words(first) > _MOST_WORDS or not has_letters(first):
        return None
    if numbered and not is_reference_column(layout, filled[0]):
        return _numbered(numbered, numbered["title"] or "")
    return _plain(row, filled[0], layout)


def split_banner(row: Row) -> Banner | None:
    """A banner whose number and title stand in two cells: "Strategic Aim 1" and "Voice of the child"."""
    filled = row.filled()
    if len(filled) != 2 or filled[0] != 0:
        return None
    numbered, title = NUMBERED_LABEL.fullmatch(row.cells[0].text), row.cells[filled[1]].text
    if numbered and not numbered["title"] and has_letters(title) and not is_timescale(title):
        return _numbered(numbered, title)
    if is_reference(row.cells[0].text) and row.cells[filled[1]].span >= _WIDE and words(title) <= _MOST_WORDS:
        banner = numbered_banner(row.cells[0].text, title)
        return replace(banner, shape="number in capitals") if title.upper() == title else banner
    return None


def is_reference_column(layout: Layout, at: int) -> bool:
    return layout.field_at(at) == v.REFERENCE and not layout.heading_at(at).strip()


def is_section_lead(text: str) -> bool:
    """ "Strategic Lead: A. Person": it says who leads the section, and is no action."""
    return bool(_SECTION_LEAD.match(text)) and words(text) < 40


def is_total(row: Row) -> bool:
    filled = row.filled()
    return bool(filled) and bool(_TOTAL.fullmatch(row.cells[filled[0]].text)) and len(filled) > 1


def labelled_banner(text: str) -> Banner | None:
    """The banner of a text that has a label, a number and a title: "Recommendation 1: Strengthen supervision"."""
    numbered = NUMBERED_LABEL.fullmatch(text)
    return _numbered(numbered, numbered["title"]) if numbered and numbered["title"] else None


def numbered_banner(number: str, title: str) -> Banner:
    """The banner of a number and a heading in two cells: "1" and "Governance"."""
    whole = f"{squeezed(number)} {squeezed(title)}"
    return Banner(squeezed(number).rstrip(".):"), squeezed(title), "section", "number", whole)


def heading_banner(text: str) -> Banner | None:
    """A heading outside the table that is numbered, labelled or a quarter ("Priority 2: Neglect")."""
    numbered = NUMBERED_LABEL.fullmatch(text)
    if numbered:
        return _numbered(numbered, numbered["title"] or "")
    if words(text) <= 25 and (
        PLAIN_LABEL.match(text) or re.match(r"\s*q(?:uarter|tr)?\s?[1-4]\b", text, re.IGNORECASE)
    ):
        return _titled(text)
    return None


def titled_banner(text: str) -> Banner:
    return heading_banner(text) or _titled(text)


def looked_banner(text: str, look: str) -> Banner:
    """One that is known by its look, which those of its level share; a label or date in it counts for more."""
    banner = titled_banner(text)
    return banner if banner.shape else replace(banner, shape=f"look {look}")


def _numbered(found: "re.Match[str]", title: str) -> Banner:
    label, number, title = squeezed(found["label"]).lower(), found["number"], squeezed(title)
    whole = (
        squeezed(found.group()) if title in squeezed(found.group()) else f"{squeezed(found.group())} {title}".strip()
    )
    if not title:
        return Banner("", whole, _kind(label), f"{label} n", whole)
    return Banner(number, title, _kind(label), f"{label} n", whole)


def _plain(row: Row, at: int, layout: Layout) -> Banner | None:
    cell = row.cells[at]
    text, field = cell.text, layout.field_at(at)
    if is_fragment(text) or is_reference(text):
        return None
    wide = cell.span * 10 >= len(row.cells) * 6 and cell.span > 1
    if len(row.cells) == 1:
        return _titled(text) if is_timescale(text) or PLAIN_LABEL.match(text) else None
    if wide or (PLAIN_LABEL.match(text) and at == 0) or period_in(text):
        return _titled(text)
    if at != 0 or (list_mark(text) and field != v.REFERENCE):
        return None
    if field in (v.REFERENCE, v.SECTION, v.LEAD, v.RATING, v.TIMESCALE, v.EXTRA):
        return _titled(text)
    shouted = text.upper() == text and sum(map(str.isalpha, text)) > 4
    return _titled(text) if field == v.ACTION and (shouted or text.rstrip().endswith(":")) else None


def _titled(text: str) -> Banner:
    whole = squeezed(text)
    label = PLAIN_LABEL.match(text)
    period = period_in(text)
    timescale = whole if is_timescale(whole) and not period else None
    name = label["label"].lower() if label else ""
    kind = "period" if period else _kind(name)
    return Banner("", whole, kind, "period" if period else "date" if timescale else name, whole, period, timescale)


def _kind(label: str) -> str:
    for word in ("aim", "theme", "priority", "objective", "recommendation", "standard", "outcome"):
        if word in label:
            return word
    return "section"
