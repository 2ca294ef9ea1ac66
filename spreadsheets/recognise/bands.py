"""Fills that whole rows wear: stripes that say nothing, or the colour in which each row is rated."""

from collections import Counter
from collections.abc import Iterable

from spreadsheets.readers.grid import Row
from spreadsheets.recognise.levels import level_of_fill

_ENOUGH_CELLS = 3


def bands_of(rows: Iterable[Row]) -> dict[int, str]:
    """The stripe of each row by its number; nothing where the rows' colours differ as ratings do."""
    worn = {row.number: fill for row in rows if (fill := _fill_of_row(row))}
    levels = {level_of_fill(fill) for fill in worn.values()} - {None, "grey", "purple"}
    return {} if len(levels) > 1 else worn


def _fill_of_row(row: Row) -> str | None:
    fills = Counter(cell.fill for cell in row.cells if not cell.repeated)
    fill, count = fills.most_common(1)[0] if fills else (None, 0)
    return fill if fill and count >= _ENOUGH_CELLS and count * 10 >= sum(fills.values()) * 7 else None
