"""Texts longer than one cell of Excel holds: what is over goes on in a sheet of its own, and comes back from there.

Pure logic. The cell ends with a line that says where its text goes on, so that rows may be sorted and filtered.
"""

import re
from collections.abc import Iterable, Mapping

from spreadsheets.readers.grid import Grid

SHEET = "Long texts"
HEADINGS = ("Text", "Part", "Words")
_MOST = 32_767  # of UTF-16 code units, by which Excel counts: an emoji is two
_ROOM = 32_600  # less the line that leads on
_BACK = 200  # how far a cut is moved so that no space stands at it, which a program might trim
_LEADS_ON = re.compile(r"\n▸ Goes on in the sheet “Long texts”, text (?P<number>\d{1,9})\.\Z")


def fitted(text: str, over: list[str]) -> str:
    """What of the text one cell holds; the rest is added to `over`, whose place in it the cell then names."""
    if _units(text) <= _MOST and not _LEADS_ON.search(text):
        return text
    at = _cut(text)
    over.append(text[at:])
    return f"{text[:at]}\n▸ Goes on in the sheet “{SHEET}”, text {len(over)}."


def pieces(text: str) -> Iterable[str]:
    """The rest of a text in parts that a cell holds each."""
    while True:
        at = _cut(text)
        yield text[:at]
        text = text[at:]
        if not text:
            return


def read_long(grids: Iterable[Grid]) -> dict[int, str]:
    """The rests by their number, put together from their parts."""
    found: dict[int, dict[int, str]] = {}
    for grid in grids:
        if grid.name != SHEET:
            continue
        for row in grid.rows:
            number, part, *words = (*(cell.text for cell in row.cells), "", "")
            if number.isdecimal() and part.isdecimal():
                found.setdefault(int(number), {})[int(part)] = words[0]
    return {number: "".join(parts[at] for at in sorted(parts)) for number, parts in found.items()}


def mended(text: str, rests: Mapping[int, str]) -> str:
    """The whole text of a cell that leads on to the sheet."""
    found = _LEADS_ON.search(text)
    if found is None or int(found["number"]) not in rests:
        return text
    return text[: found.start()] + rests[int(found["number"])]


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _cut(text: str) -> int:
    """How many characters fit; not between a space and what it parts."""
    if _units(text) <= _ROOM:
        return len(text)
    at, units = 0, 0
    for at, character in enumerate(text):  # noqa: B007  # where it stopped is the answer
        units += 2 if character > "\uffff" else 1
        if units > _ROOM:
            break
    for cut in range(at, max(at - _BACK, 1), -1):
        if not text[cut - 1].isspace() and not text[cut].isspace():
            return cut
    return at
