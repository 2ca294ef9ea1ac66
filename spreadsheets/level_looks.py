"""How a level looks in a file: ground, ink and shape, the same as on screen. Pure values."""

BRAND, BANNER, LINE, QUIET = "0D4A5A", "DCE9EC", "9DBCC3", "59656C"
# Ground and ink by the colour of a level: the same pairs as on screen, each at least 4.5 to 1.
_COLOURS = {
    "blue": ("1B5FA6", "FFFFFF"),
    "green": ("0B6E3F", "FFFFFF"),
    "amber": ("F9A825", "0B0C0C"),
    "yellow": ("FFE14D", "0B0C0C"),
    "red": ("B8241C", "FFFFFF"),
    "grey": ("59656C", "FFFFFF"),
}
_SHAPES = {"circle": "●", "square": "■", "triangle": "▲", "diamond": "◆", "hexagon": "⬢", "dash": "▬", "open": "○"}


def level_colours(colour: str) -> tuple[str, str]:
    """Ground and ink; of a colour that is not known black on white."""
    return _COLOURS.get(colour, ("FFFFFF", "0B0C0C"))


def level_words(shape: str, letter: str, word: str) -> str:
    """ "▲ A Amber": told without its colour."""
    return f"{_SHAPES.get(shape, '▬')} {letter} {word}"
