"""The fill of a worksheet's cell as six hexadecimal digits, whether given outright, by theme or by index."""

import colorsys
import re
from collections.abc import Sequence

from openpyxl.styles.colors import COLOR_INDEX, Color

_SCHEME = re.compile(rb"<a:clrScheme.*?</a:clrScheme>", re.DOTALL)
_THEME_COLOUR = re.compile(
    rb"<a:(dk1|lt1|dk2|lt2|accent\d|hlink|folHlink)>.*?(?:lastClr|srgbClr val)=\"([0-9A-Fa-f]{6})\"", re.DOTALL
)
_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")


def theme_colours(theme: bytes | None) -> tuple[str, ...]:
    """The theme's palette in the order in which cells count it."""
    scheme = _SCHEME.search(theme or b"")
    found = {
        name.decode(): value.decode().upper()
        for name, value in _THEME_COLOUR.findall(scheme.group() if scheme else b"")
    }
    return tuple(found.get(name, "") for name in _ORDER)


def fill_of(fill: object, theme: tuple[str, ...], indexed: Sequence[str] = COLOR_INDEX) -> str | None:
    """Six hexadecimal digits, or None for no fill and for white; `fill` is a cell's, behind openpyxl's proxy.

    Of a gradient the first colour; `indexed` is the workbook's own palette, where it has one.
    """
    stops = getattr(fill, "stop", None)
    if stops:
        shade = hex_of(stops[0].color, theme, indexed)
        return None if shade in ("", "FFFFFF") else shade
    colour = getattr(fill, "fgColor", None)  # a gradient has none
    if colour is None or getattr(fill, "fill_type", None) in (None, "none"):
        return None
    shade = hex_of(colour, theme, indexed)
    return None if shade in ("", "FFFFFF") else shade


def ink_of(font: object, theme: tuple[str, ...], indexed: Sequence[str] = COLOR_INDEX) -> str | None:
    """The colour of a cell's words; None for black, white and what is not said."""
    colour = getattr(font, "color", None)
    shade = hex_of(colour, theme, indexed) if isinstance(colour, Color) else ""
    return None if shade in ("", "000000", "FFFFFF") else shade


def hex_of(colour: Color, theme: tuple[str, ...], indexed: Sequence[str] = COLOR_INDEX) -> str:
    """Six digits, tint and all; empty where the colour cannot be told."""
    kind, value = colour.type, colour.value
    if kind == "rgb" and isinstance(value, str):
        shade = value[-6:].upper()
    elif kind == "theme" and isinstance(value, int) and value < len(theme):
        shade = theme[value]
    elif kind == "indexed" and isinstance(value, int) and value < len(indexed):
        shade = str(indexed[value])[-6:].upper()
    else:
        return ""
    return _tinted(shade, float(colour.tint or 0.0)) if re.fullmatch("[0-9A-F]{6}", shade) else ""


def _tinted(shade: str, tint: float) -> str:
    if not tint:
        return shade
    red, green, blue = (int(shade[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light + (1 - light) * tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, min(max(light, 0), 1), saturation))
