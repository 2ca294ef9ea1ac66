"""The colours of a Word table's cell: its shading outright, by theme or as a pattern, its marker pen, its ink."""

import colorsys
import re
from collections.abc import Iterable

from lxml import etree

from spreadsheets.readers.word_text import W

_THEME = {
    "background1": 0, "light1": 0, "text1": 1, "dark1": 1, "background2": 2, "light2": 2, "text2": 3, "dark2": 3,
    **{f"accent{number}": number + 3 for number in range(1, 7)}, "hyperlink": 10, "followedHyperlink": 11,
}  # fmt: skip
_PENS = {
    "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF", "blue": "0000FF", "red": "FF0000",
    "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
_HEX = re.compile("[0-9A-F]{6}")


def fill_of_cell(cell: etree._Element, theme: tuple[str, ...]) -> str | None:
    """Six digits: the cell's own shading, else that of all its paragraphs or words; None for white."""
    own = _shading(cell.find(f"{W}tcPr/{W}shd"), theme)
    if own:
        return None if own == "FFFFFF" else own
    paragraphs = _common(_shading(one.find(f"{W}pPr/{W}shd"), theme) for one in cell.findall(f"{W}p"))
    shade = paragraphs or _common(_marked(run, theme) for run in _runs(cell))
    return None if shade in ("", "FFFFFF") else shade


def ink_of_cell(cell: etree._Element, theme: tuple[str, ...]) -> str | None:
    """The colour of its words, where all are in one that is not black."""
    shade = _common(_ink(run, theme) for run in _runs(cell))
    return None if shade in ("", "000000") else shade


def _runs(cell: etree._Element) -> list[etree._Element]:
    return [
        run
        for run in cell.iter(f"{W}r")
        if "".join(text.text or "" for text in run.iter(f"{W}t")).strip() or run.find(f"{W}sym") is not None
    ]


def _common(shades: Iterable[str]) -> str:
    told = set(shades)
    return told.pop() if len(told) == 1 else ""


def _ink(run: etree._Element, theme: tuple[str, ...]) -> str:
    colour = run.find(f"{W}rPr/{W}color")
    return "" if colour is None else _colour(colour, "val", "theme", theme)


def _marked(run: etree._Element, theme: tuple[str, ...]) -> str:
    pen = run.find(f"{W}rPr/{W}highlight")
    if pen is not None:
        return _PENS.get(str(pen.get(f"{W}val")), "")
    return _shading(run.find(f"{W}rPr/{W}shd"), theme)


def _shading(mark: etree._Element | None, theme: tuple[str, ...]) -> str:
    """A pattern is its two colours mixed: "solid" is all of the first, "pct25" a quarter of it."""
    if mark is None:
        return ""
    behind, before = _colour(mark, "fill", "themeFill", theme), _colour(mark, "color", "themeColor", theme)
    pattern = str(mark.get(f"{W}val") or "clear")
    share = 100 if pattern == "solid" else int(pattern[3:]) if re.fullmatch(r"pct\d{1,2}", pattern) else 0
    return _mixed(before or "000000", behind or "FFFFFF", share / 100) if share else behind


def _mixed(one: str, other: str, share: float) -> str:
    parts = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (0, 2, 4))
    return "".join(f"{round(first * share + second * (1 - share)):02X}" for first, second in parts)


def _colour(mark: etree._Element, name: str, themed: str, theme: tuple[str, ...]) -> str:
    """The colour as Word wrote it out, else as its theme gives it; empty for none."""
    written = str(mark.get(f"{W}{name}") or "").upper()
    if _HEX.fullmatch(written):
        return written
    attribute = f"{W}themeColor" if themed == "theme" else f"{W}{themed}"
    place = _THEME.get(str(mark.get(attribute)))
    base = theme[place] if place is not None and place < len(theme) else ""
    prefix = "theme" if themed in ("theme", "themeColor") else themed
    return _toned(base, mark.get(f"{W}{prefix}Tint"), mark.get(f"{W}{prefix}Shade")) if _HEX.fullmatch(base) else ""


def _toned(base: str, tint: str | None, shade: str | None) -> str:
    """Word's tint leaves so many 255ths of the colour beside white, its shade beside black."""
    red, green, blue = (int(base[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    for written, towards in ((tint, 1.0), (shade, 0.0)):
        if written and re.fullmatch("[0-9A-Fa-f]{1,2}", written):
            left = int(written, 16) / 255
            light = light * left + towards * (1 - left)
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, min(max(light, 0), 1), saturation))
