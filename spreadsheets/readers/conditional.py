"""Fills that a workbook gives by a rule ("if the cell says Late, red") instead of to the cell itself.

Only rules whose outcome can be told from the cells' texts are followed: a cell's text or number compared with a
constant, a text that contains, begins or ends with another, which may stand in a cell of its own, on another sheet too.
What a formula would have to work out stays unfilled.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree
from openpyxl.styles.colors import Color
from openpyxl.utils.cell import column_index_from_string, range_boundaries

from spreadsheets.readers.archive import Archive
from spreadsheets.readers.colours import hex_of, theme_colours
from spreadsheets.readers.grid import Cell, Grid, Row
from spreadsheets.readers.icons import icon_rules, with_icons

# The second form is that of rules which look at another sheet; Excel keeps them apart, with their colours in them.
CONDITIONAL = re.compile(
    rb"<(?:x14:)?conditionalFormatting\b(?:(?!</?(?:x14:)?conditionalFormatting\b).)*</(?:x14:)?conditionalFormatting>",
    re.DOTALL,
)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST_RULES = 500
_EQUALS = re.compile(
    r'(?:(?:UPPER|TRIM|LOWER)\()?(\$?)([A-Z]{1,3})(\$?)(\d+)\)?=(?:"([^"]*)"|(-?[\d.]+))', re.IGNORECASE
)
_SEARCH = re.compile(r'(?:SEARCH|FIND)\("([^"]+)",(\$?)([A-Z]{1,3})(\$?)(\d+)\)', re.IGNORECASE)
_CONSTANT = re.compile(r'"([^"]*)"|(-?[\d.]+)')
_FIXED_PLACE = re.compile(r"\$([A-Z]{1,3})\$(\d+)")
_ELSEWHERE = re.compile(r"(?P<sheet>'(?:[^']|'')+'|[A-Za-z_][\w.]*)!\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d{1,7})\b")
_LEFT = re.compile(r'LEFT\((\$?)([A-Z]{1,3})(\$?)(\d+),\d+\)="([^"]*)"', re.IGNORECASE)
Texts = Mapping[tuple[int, int], str]
Test = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """Over `area` (first column, first row, last column, last row): filled with `fill` where `holds`."""

    area: tuple[int, int, int, int]
    priority: int
    fill: str
    test: Test
    wanted: str
    looks_at: tuple[bool, int, bool, int] | None = None

    def holds(self, row: int, column: int, texts: Texts) -> bool:
        first_column, first_row, last_column, last_row = self.area
        if not (first_column <= column <= last_column and first_row <= row <= last_row):
            return False
        at_row, at_column = row, column
        if self.looks_at:
            fixed_column, at_column, fixed_row, at_row = self.looks_at
            at_column += 0 if fixed_column else column - first_column
            at_row += 0 if fixed_row else row - first_row
        return self.test(_folded(texts.get((at_row, at_column), "")), _folded(self.wanted))


@dataclass(frozen=True, slots=True)
class Looks:
    """What rules refer to: the fills by number, the theme, and the texts of every sheet."""

    fills: Sequence[str]
    palette: tuple[str, ...]
    texts: Mapping[str, Texts]

    def spelt_out(self, formula: str) -> str:
        """The formula with the text of each cell of another sheet in its place: `Key!$A$2` is "Late"."""
        return _ELSEWHERE.sub(self._quoted, formula.strip().removeprefix("="))

    def said_by(self, formula: str, sheet: str) -> str:
        """The constant that a formula is, or the text of the one cell that it names; empty for any other."""
        plain = self.spelt_out(formula)
        if constant := _CONSTANT.fullmatch(plain):
            return constant[1] or constant[2] or ""
        place = _FIXED_PLACE.fullmatch(plain)
        return self._text(sheet, place[1], place[2]) if place else ""

    def _quoted(self, found: "re.Match[str]") -> str:
        text = self._text(found["sheet"].strip("'").replace("''", "'"), found["column"], found["row"])
        return '"' + text.replace('"', "") + '"'

    def _text(self, sheet: str, column: str, row: str) -> str:
        return self.texts.get(sheet, {}).get((int(row), column_index_from_string(column)), "")


def with_conditional_fills(grids: Sequence[Grid], parts: Mapping[str, bytes], archive: Archive) -> tuple[Grid, ...]:
    """The grids with the fills that their rules give; `parts` has the rules of each worksheet part as they stand."""
    if not any(parts.values()) or "xl/styles.xml" not in archive:
        return tuple(grids)
    try:
        looks = Looks(*_fills(archive), {grid.name: _texts(grid) for grid in grids})
        names = _part_names(archive)
        return tuple(_by_rules(grid, parts.get(names.get(grid.name, ""), b""), looks) for grid in grids)
    except (etree.LxmlError, ValueError, KeyError, TypeError):
        return tuple(grids)  # rules that cannot be made out only cost their colours


def _by_rules(grid: Grid, part: bytes, looks: Looks) -> Grid:
    if not part:
        return grid
    root = etree.fromstring(
        b'<all xmlns:x14ac="x" xmlns:xr="x" xmlns:x14="x" xmlns:xm="x">' + part + b"</all>", _parser()
    )
    return with_icons(_filled(grid, list(_rules(root, looks, grid.name))), list(icon_rules(root)))


def _filled(grid: Grid, rules: list[Rule]) -> Grid:
    rules = sorted(rules, key=lambda rule: rule.priority)[:_MOST_RULES]
    if not rules:
        return grid
    texts = _texts(grid)
    return replace(grid, rows=tuple(_filled_row(row, rules, texts) for row in grid.rows))


def _texts(grid: Grid) -> Texts:
    return {(row.number, at): cell.text for row in grid.rows for at, cell in enumerate(row.cells, 1)}


def _filled_row(row: Row, rules: Sequence[Rule], texts: Texts) -> Row:
    near = [rule for rule in rules if rule.area[1] <= row.number <= rule.area[3]]
    if not near:
        return row
    return replace(
        row, cells=tuple(_filled_cell(cell, row.number, at, near, texts) for at, cell in enumerate(row.cells, 1))
    )


def _filled_cell(cell: Cell, row: int, column: int, rules: Sequence[Rule], texts: Texts) -> Cell:
    fill = next((rule.fill for rule in rules if rule.holds(row, column, texts)), None)
    return replace(cell, fill=fill) if fill else cell


def _rules(root: "etree._Element", looks: "Looks", sheet: str) -> Iterator[Rule]:
    for block in root:
        areas = [range_boundaries(area) for area in (block.get("sqref") or _inside(block, "sqref")).split()]
        for rule in block:
            style = rule.get("dxfId")
            known = style is not None and int(style) < len(looks.fills)
            fill = looks.fills[int(style or 0)] if known else _shade_of(rule, looks.palette)
            for area in areas if fill else ():
                made = _rule(rule, tuple(edge or 1 for edge in area), fill, looks, sheet)
                if made:
                    yield made


def _inside(element: "etree._Element", name: str) -> str:
    return next((child.text or "" for child in element if etree.QName(child).localname == name), "")


def _rule(rule: "etree._Element", area: tuple[int, ...], fill: str, looks: "Looks", sheet: str) -> Rule | None:
    kind = rule.get("type")
    formulas = [child.text or "" for child in rule if etree.QName(child).localname in ("formula", "f")]
    edges = (area[0], area[1], area[2], area[3])
    priority = int(rule.get("priority") or 0)
    if kind in _TEXT_TESTS:
        wanted = rule.get("text") or looks.said_by(formulas[-1] if formulas else "", sheet)
        return Rule(edges, priority, fill, _TEXT_TESTS[kind], wanted) if wanted.strip() else None
    if kind == "cellIs" and len(formulas) == 1 and rule.get("operator") in _OPERATORS:
        wanted = looks.said_by(formulas[0], sheet)
        return Rule(edges, priority, fill, _OPERATORS[rule.get("operator") or ""], wanted) if wanted.strip() else None
    plain = looks.spelt_out(formulas[0]) if kind == "expression" and formulas else ""
    return _by_formula(plain, edges, priority, fill) if plain else None


def _by_formula(formula: str, area: tuple[int, int, int, int], priority: int, fill: str) -> Rule | None:
    """`$E2="Late"`, `LEFT(E2,1)="R"`, `NOT(ISERROR(SEARCH("late",E2)))`."""
    plain = formula.strip().removeprefix("=").replace(" ", "") if '"' not in formula else formula.strip().lstrip("=")
    if found := _EQUALS.fullmatch(plain):
        return Rule(
            area,
            priority,
            fill,
            _equal,
            found[5] if found[5] is not None else found[6],
            _place(*found.group(1, 2, 3, 4)),
        )
    if found := _LEFT.fullmatch(plain):
        return Rule(area, priority, fill, str.startswith, found[5], _place(*found.group(1, 2, 3, 4)))
    if found := _SEARCH.search(plain):
        inside = plain.upper().startswith(("NOT(ISERROR(", "ISNUMBER(", "SEARCH(", "FIND("))
        return Rule(area, priority, fill, _contains, found[1], _place(*found.group(2, 3, 4, 5))) if inside else None
    return None


def _place(fixed_column: str, column: str, fixed_row: str, row: str) -> tuple[bool, int, bool, int]:
    return bool(fixed_column), column_index_from_string(column.upper()), bool(fixed_row), int(row)


def _folded(text: str) -> str:
    return text.strip().casefold()


def _equal(text: str, wanted: str) -> bool:
    return bool(text) and text == wanted


def _contains(text: str, wanted: str) -> bool:
    return bool(wanted) and wanted in text


def _number(text: str) -> float | None:
    found = re.fullmatch(r"-?\d+(?:\.\d+)?%?", text)
    return (float(text.rstrip("%")) / (100 if text.endswith("%") else 1)) if found else None


def _compared(compare: Callable[[float, float], bool]) -> Test:
    def test(text: str, wanted: str) -> bool:
        own, other = _number(text), _number(wanted)
        return own is not None and other is not None and compare(own, other)

    return test


_TEXT_TESTS: dict[str | None, Test] = {
    "containsText": _contains,
    "beginsWith": str.startswith,
    "endsWith": str.endswith,
}
_OPERATORS: dict[str | None, Test] = {
    "equal": _equal,
    "containsText": _contains,
    "beginsWith": str.startswith,
    "endsWith": str.endswith,
    "greaterThan": _compared(lambda own, other: own > other),
    "greaterThanOrEqual": _compared(lambda own, other: own >= other),
    "lessThan": _compared(lambda own, other: own < other),
    "lessThanOrEqual": _compared(lambda own, other: own <= other),
}


def _fills(archive: Archive) -> tuple[list[str], tuple[str, ...]]:
    """The fill of each differential style, empty where it sets none, and the theme's colours."""
    root = etree.fromstring(archive.part("xl/styles.xml"), _parser())
    themes = [name for name in archive.names() if name.startswith("xl/theme/") and name.endswith(".xml")]
    palette = theme_colours(archive.part(themes[0]) if themes else None)
    return [_shade_of(style, palette) for style in root.findall(f"{_MAIN}dxfs/{_MAIN}dxf")], palette


def _shade_of(style: "etree._Element", palette: tuple[str, ...]) -> str:
    """Excel keeps a rule's colour as the background of its pattern, other programs as the foreground."""
    colours = {etree.QName(one).localname: one for one in style.iter(etree.Element)}
    for name in ("bgColor", "fgColor") if "patternFill" in colours else ():
        colour = colours.get(name)
        if colour is not None:
            kept = {key: colour.get(key) for key in ("rgb", "theme", "indexed", "tint") if colour.get(key)}
            shade = hex_of(_colour(kept), palette) if kept else ""
            if shade not in ("", "FFFFFF"):
                return shade
    return ""


def _colour(kept: Mapping[str, str | None]) -> Color:
    tint = float(kept.get("tint") or 0)
    if kept.get("rgb"):
        return Color(rgb=kept["rgb"] or "", tint=tint)
    if kept.get("theme"):
        return Color(theme=int(kept["theme"] or 0), tint=tint)
    return Color(indexed=int(kept.get("indexed") or 0), tint=tint)


def _part_names(archive: Archive) -> dict[str, str]:
    """The worksheet part of each sheet by the sheet's name."""
    book = etree.fromstring(archive.part("xl/workbook.xml"), _parser())
    related = etree.fromstring(archive.part("xl/_rels/workbook.xml.rels"), _parser())
    targets = {str(one.get("Id")): str(one.get("Target")) for one in related}
    return {
        str(sheet.get("name")): f"xl/{targets.get(str(sheet.get(_RELATED)), '')}".replace("xl//xl/", "xl/")
        for sheet in book.iter(f"{_MAIN}sheet")
    }


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
