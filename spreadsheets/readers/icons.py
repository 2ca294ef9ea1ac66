"""Icons that a workbook shows instead of numbers: traffic lights, flags and signs in red, amber and green.

An icon is told by where the cell's number stands between the bounds of its rule; it colours the cell as a fill would.
Only sets of three in those colours are followed: arrows and bars rate nothing by themselves.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree
from openpyxl.utils.cell import range_boundaries

from spreadsheets.readers.grid import Cell, Grid, Row

_SETS = frozenset({"3TrafficLights1", "3TrafficLights2", "3Signs", "3Symbols", "3Symbols2", "3Flags"})
_COLOURS = ("FF0000", "FFC000", "00B050")  # from the lowest number up
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?%?")


@dataclass(frozen=True, slots=True)
class IconRule:
    """Over `area` (first column, first row, last column, last row): `bounds` are the kind and value of each icon's."""

    area: tuple[int, int, int, int]
    bounds: tuple[tuple[str, float], ...]
    reverse: bool


def icon_rules(blocks: "etree._Element") -> Iterator[IconRule]:
    """The rules of icons among a sheet's conditional formats."""
    for block in blocks:
        for rule in block.iter("{*}iconSet"):
            bounds = tuple(
                (str(one.get("type")), float(one.get("val") or 0)) for one in rule.iter("{*}cfvo") if _is_plain(one)
            )
            if rule.get("iconSet", "3TrafficLights1") not in _SETS or len(bounds) != len(_COLOURS):
                continue
            for area in (block.get("sqref") or "").split():
                left, top, right, bottom = (edge or 1 for edge in range_boundaries(area))
                yield IconRule((left, top, right, bottom), bounds, rule.get("reverse") in ("1", "true"))


def _is_plain(bound: "etree._Element") -> bool:
    return bool(_NUMBER.fullmatch(bound.get("val") or "0"))


def with_icons(grid: Grid, rules: Sequence[IconRule]) -> Grid:
    """The grid with the colour of its icon in each cell that shows one."""
    for rule in rules:
        numbers = {
            (row.number, at): number
            for row in grid.rows
            for at, cell in enumerate(row.cells, 1)
            if _covers(rule, row.number, at) and (number := _number(cell.text)) is not None
        }
        fills = {place: _colour(rule, number, list(numbers.values())) for place, number in numbers.items()}
        grid = replace(grid, rows=tuple(_coloured(row, fills) for row in grid.rows)) if fills else grid
    return grid


def _covers(rule: IconRule, row: int, column: int) -> bool:
    left, top, right, bottom = rule.area
    return left <= column <= right and top <= row <= bottom


def _number(text: str) -> float | None:
    plain = text.strip()
    return float(plain.rstrip("%")) / (100 if plain.endswith("%") else 1) if _NUMBER.fullmatch(plain) else None


def _colour(rule: IconRule, number: float, numbers: Sequence[float]) -> str:
    least, most = min(numbers), max(numbers)
    reached = 0
    for at, (kind, value) in enumerate(rule.bounds):
        bound = least + (most - least) * value / 100 if kind in ("percent", "percentile") else value
        reached = at if number >= bound else reached
    return (_COLOURS[::-1] if rule.reverse else _COLOURS)[reached]


def _coloured(row: Row, fills: Mapping[tuple[int, int], str]) -> Row:
    cells = tuple(_filled(cell, fills.get((row.number, at))) for at, cell in enumerate(row.cells, 1))
    return replace(row, cells=cells) if cells != row.cells else row


def _filled(cell: Cell, fill: str | None) -> Cell:
    return replace(cell, fill=fill) if fill else cell
