"""Why a column was taken for a field, in a few words for the person who is asked whether it is right."""

from collections.abc import Callable, Sequence

from spreadsheets.readers.grid import Cell
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.levels import level_of, level_of_fill
from spreadsheets.recognise.looks import asks_for_something, is_lead, is_reference, is_timescale, squeezed

CHOSEN = "It was chosen by a person."
_HOLDS: dict[str, tuple[str, Callable[[str], object]]] = {
    v.REFERENCE: ("references", is_reference),
    v.TIMESCALE: ("dates or timescales", is_timescale),
    v.LEAD: ("names of persons, posts or bodies", is_lead),
    v.RATING: ("levels of a rating", level_of),
    v.ACTION: ("things to be done", asks_for_something),
}


def reason_for(field: str, heading: str, cells: Sequence[Cell], texts: Sequence[str]) -> str:
    """ "The heading “By when”, and 8 of its 9 cells hold dates or timescales"."""
    if field == v.EXTRA:
        return "It fits no field, and is kept under its own heading."
    named = squeezed(heading)
    by_heading = bool(named) and field in v.heading_weights(heading)
    held = _held(field, cells, texts)
    if by_heading:
        return f"The heading “{named}”{f', and {held}' if held else ''}."
    if held:
        return f"{held[0].upper()}{held[1:]}{f', whatever “{named}” means' if named else ', and it has no heading'}."
    return "It is the column of text that is left." if field in (v.ACTION, v.OBJECTIVE, v.MEASURE) else "It fits best."


def _held(field: str, cells: Sequence[Cell], texts: Sequence[str]) -> str:
    if field not in _HOLDS:
        return ""
    what, test = _HOLDS[field]
    count = sum(1 for text in texts if test(text))
    if field == v.RATING and not count:
        filled = sum(1 for cell in cells if level_of_fill(cell.fill))
        return f"{filled} of its {len(cells)} cells are filled in a colour of a rating" if filled else ""
    return f"{count} of its {len(texts)} cells hold {what}" if count * 2 > len(texts) else ""
