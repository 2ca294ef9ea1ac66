"""Levels of a rating as documents write them: a word, a letter, or the colour of the cell alone."""

import colorsys
import re

# Older scales wrote yellow or orange for what is now amber.
_WORDS = {
    "red": "red", "amber": "amber", "yellow": "amber", "orange": "amber", "green": "green", "blue": "blue",
    "grey": "grey", "gray": "grey", "purple": "purple",
}  # fmt: skip
_LETTERS = {"r": "red", "a": "amber", "y": "amber", "g": "green", "b": "blue"}
LEVEL_WORD = r"(?:" + "|".join(_WORDS) + r")"
_ALONE = re.compile(rf"\W*({LEVEL_WORD})\W*(?:rag|rating|rated|status)?\W*", re.IGNORECASE)
_BEFORE_MORE = re.compile(rf"\W*({LEVEL_WORD})\s*(?:[-–—:,(;]|\n)\s*(?P<more>.+)", re.IGNORECASE | re.DOTALL)
_ANY = re.compile(rf"\b{LEVEL_WORD}\b", re.IGNORECASE)


def level_of(text: str) -> str | None:
    """The one level that a cell names, alone or before its reason ("Green - on track"); None for none or several."""
    found = _ALONE.fullmatch(text)
    if found:
        return _WORDS[found.group(1).lower()]
    letter = text.strip(" .()").lower()
    if letter in _LETTERS:
        return _LETTERS[letter]
    found = _BEFORE_MORE.fullmatch(text)
    if found and not _ANY.search(found.group("more")):
        return _WORDS[found.group(1).lower()]
    return None


def level_word(text: str) -> str | None:
    """The level if the text is nothing but its word: letters alone are too little to go by in a key."""
    found = _ALONE.fullmatch(text)
    return _WORDS[found.group(1).lower()] if found else None


def canonical(word: str) -> str:
    """ "Yellow" is "amber"; `word` must be one of the known words."""
    return _WORDS[word.lower()]


def level_of_fill(fill: str | None) -> str | None:
    """The level that a fill of six hexadecimal digits stands for; None for none, white, black and the palest greys."""
    if fill is None or not re.fullmatch("[0-9A-Fa-f]{6}", fill):
        return None
    red, green, blue = (int(fill[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    if not 0.08 < light < 0.97:
        return None
    if saturation < 0.12:
        return "grey" if 0.3 < light < 0.9 else None
    degrees = hue * 360
    bounds = ((18, "red"), (68, "amber"), (170, "green"), (262, "blue"), (330, "purple"), (361, "red"))
    return next(level for bound, level in bounds if degrees < bound)
