"""Levels of a rating as documents write them: a word, a letter, a coloured sign, or the colour of the cell alone."""

import colorsys
import re
from functools import lru_cache

from spreadsheets.recognise.status_words import status_in

# Older scales wrote yellow or orange for what is now amber; Welsh boards write in both languages.
_WORDS = {
    "red": "red", "amber": "amber", "yellow": "amber", "orange": "amber", "green": "green", "blue": "blue",
    "grey": "grey", "gray": "grey", "purple": "purple",
    "coch": "red", "oren": "amber", "ambr": "amber", "melyn": "amber", "gwyrdd": "green", "glas": "blue",
    "llwyd": "grey", "porffor": "purple",
}  # fmt: skip
_LETTERS = {"r": "red", "a": "amber", "y": "amber", "g": "green", "b": "blue"}
_ORDER = ("amber", "blue", "green", "red", "grey", "purple")  # of the two in "Amber/Green", whichever way round
_SIGNS = {
    "red": "🔴🟥❤♥", "amber": "🟠🟧🟡🟨🧡💛", "green": "🟢🟩💚", "blue": "🔵🟦💙", "purple": "🟣🟪💜", "grey": "⚪⬜◻",
}  # fmt: skip
_BY_SIGN = {ord(sign): f" {word} " for word, signs in _SIGNS.items() for sign in signs} | {0xFE0F: "", 0xFE0E: ""}
_ARROW = "[←-↔⇦-⇩⬅-⬇➡➔➜⭠-⭣▲△▼▽►◄▶◀]"
_TREND = re.compile(
    rf"\s*(?:{_ARROW}|\b(?:improv(?:ing|ed)|deteriorat\w+|worsening|no change|unchanged|stable|same)\b|[()])+\s*$"
    rf"|^\s*{_ARROW}+\s*",
    re.IGNORECASE,
)
_MOVED = re.compile(rf"\s*(?:{_ARROW}|->|=>)+\s*")
LEVEL_WORD = r"(?:" + "|".join(_WORDS) + r")"
_NAMED = (
    r"(?:(?:current(?:ly)?|overall)\s+)?(?:b?rag\w*|rating|rated|status)?(?:\s+(?:rating|status))?\s*(?:[:=–-]\s*)?"
)
_ALONE = re.compile(rf"\W*{_NAMED}({LEVEL_WORD})\W*(?:rag|rating|rated|status)?\W*", re.IGNORECASE)
_BEFORE_MORE = re.compile(rf"\W*{_NAMED}({LEVEL_WORD})\s*(?:[-–—:,(;/=]|\n)\s*(?P<more>.+)", re.IGNORECASE | re.DOTALL)
_LETTER_BEFORE = re.compile(r"\W*([RAGBY])\s*(?:[-–—:=(/]|\)\s)\s*(?P<more>.+)", re.DOTALL)
_DAY = re.compile(
    r"\W*\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)\W*|[^\W\d_]{3,9}[ '’-]{1,2}(?:20)?\d\d\W*"
)  # "G (12/05/21)"
_AFTER_MORE = re.compile(rf"(?P<more>[^-–—:,(/]+?)\s*[-–—:,(/]\s*({LEVEL_WORD}|[RAGBY])\W*", re.IGNORECASE)
_TWO = re.compile(
    rf"\W*({LEVEL_WORD}|[ragby])\s*(?:/|-|–|—|\\|&|\bto\b|\band\b|\bor\b)\s*({LEVEL_WORD}|[ragby])\W*", re.IGNORECASE
)
_NO_RATING = re.compile(
    r"[\s\W]*(?:(?:n/?a|not applicable|none|nil|tb[acd]|not (?:yet )?(?:rated|due|assessed|applicable)|no rating)\W*)?",
    re.IGNORECASE,
)
_ANY = re.compile(rf"\b{LEVEL_WORD}\b", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def level_of(text: str) -> str | None:
    """The one level that a cell names, alone, with a trend, or before its reason ("Green - on track").

    "Amber/Green", in a scale of more than three, is a level of its own: "amber-green". A level that moved
    ("Red → Amber") is the one that it moved to. None for none or several.
    """
    if len(text) > 2_000:
        return None
    said = text.translate(_BY_SIGN) if not text.isascii() else text
    *_, now = _MOVED.split(said) if _MOVED.search(said) and len(_ANY.findall(said)) == 2 else [said]
    plain = _TREND.sub("", now)
    return _alone(plain) or _two(plain) or _with_more(now, signed=said != text)


def _alone(text: str) -> str | None:
    found = _ALONE.fullmatch(text)
    if found:
        return _WORDS[found.group(1).lower()]
    return _LETTERS.get(text.strip(" .()").lower())


def _two(text: str) -> str | None:
    found = _TWO.fullmatch(text)
    if found is None:
        return None
    both = {_one(found.group(1)), _one(found.group(2))}
    return "-".join(sorted(both, key=_ORDER.index)) if len(both) == 2 else both.pop()


def _one(mark: str) -> str:
    return _WORDS.get(mark.lower()) or _LETTERS[mark.lower()]


def _with_more(text: str, *, signed: bool) -> str | None:
    if signed and (found := re.fullmatch(rf"\W*({LEVEL_WORD})\b\s*(?P<more>.*)", text, re.IGNORECASE | re.DOTALL)):
        other = {_WORDS[word.lower()] for word in _ANY.findall(found["more"])}
        return _WORDS[found.group(1).lower()] if other <= {_WORDS[found.group(1).lower()]} else None
    found = _BEFORE_MORE.fullmatch(text)
    if found and not _ANY.search(found["more"]):
        return _WORDS[found.group(1).lower()]
    found = _LETTER_BEFORE.fullmatch(text)
    if found and (status_in(found["more"]) or _DAY.fullmatch(found["more"])):
        return _one(found.group(1))
    found = _AFTER_MORE.fullmatch(text)
    if found and status_in(found["more"]) and not _ANY.search(found["more"]):
        return _one(found.group(2))
    return None


def is_unrated(text: str) -> bool:
    """ "N/A", "-", "Not yet rated": it says that there is no rating, and nobody need be asked for one."""
    return _NO_RATING.fullmatch(text) is not None


def level_word(text: str) -> str | None:
    """The level if the text is nothing but its word or sign: letters alone are too little to go by in a key."""
    found = _ALONE.fullmatch(text.translate(_BY_SIGN) if not text.isascii() else text)
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
