"""A few cells of each column of a document, to tell what it holds."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from spreadsheets.recognise.levels import level_of_fill

_MOST, _LONGEST, _ROWS = 3, 80, 2_000


def samples_in(origins_of_rows: Iterable[list[dict[str, Any]]]) -> dict[tuple[str, int], list[str]]:
    """By the name of the table and the place of the column, up to three cells that are not alike."""
    found: dict[tuple[str, int], list[str]] = {}
    for origin in (origin for origins in islice(origins_of_rows, _ROWS) for origin in origins):
        for at, cell in enumerate(origin["cells"]):
            text = " ".join(cell["text"].split()) or _colour_of(cell)
            some = found.setdefault((origin["table"], at), [])
            short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
            if short and short not in some and len(some) < _MOST:
                some.append(short)
    return found


def _colour_of(cell: dict[str, Any]) -> str:
    """A cell without a word may still rate by its colour."""
    level = level_of_fill(cell.get("fill"))
    return f"({level})" if level else ""
