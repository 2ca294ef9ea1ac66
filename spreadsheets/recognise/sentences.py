"""A cell's running text parted into the things it asks for; a sentence that only explains stays where it belongs."""

import re
from itertools import pairwise

from spreadsheets.recognise.looks import dates_in, words

_END = re.compile(r"(?<=[.!?])[\"”’')]*\s+(?=[\"“‘'(]?[A-Z0-9])")
_NO_END = re.compile(
    r"(?:\b(?:etc|e\.?g|i\.?e|no|nos|mr|mrs|ms|dr|prof|vs|cf|approx|incl|para|dept|cllr|[A-Z]|\d{1,2})\.)$",
    re.IGNORECASE,
)
# A sentence that begins so speaks of the one before.
_BACK = re.compile(
    r"(?:the|this|these|those|that|they|it|its|their|when|once|where|if|as|also|such|which|who|however"
    r"|following this|in addition|additionally|both|each|here|there|he|she|we|our|to be|and|or|but|then|thus|note)\b",
    re.IGNORECASE,
)
_CALENDAR = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|I)\b"
)
# "... of cases Whole day session ...": a line break was lost between two words of running text.
_LOST_BREAK = re.compile(rf"(?<![\w’'-])[a-z][a-z’'-]*(?P<gap>\s)(?=(?!{_CALENDAR})[A-Z][a-z]+\s[a-z])")
_CANNOT_END = re.compile(
    r"\b(?:a|an|the|of|to|for|in|on|at|by|with|and|or|from|their|its|is|are|be|as|that|which|this|into|our|any|all|via|per|end"
    r"|early|mid|late|before|after|during|between|within|across|through|under|over|both|each|every|new|local|senior|lead)$",
    re.IGNORECASE,
)
_LAST_WORD = 20  # characters looked at before a place where the text may be parted
_DATED = re.compile(r"(?<=[a-z0-9])[.;]\s+|;\s*|\n+|,\s+(?:and\s+)?|\s+and\s+|\s+&\s+")


def sentences(text: str) -> list[str]:
    """The text in order, parted where a new thing is asked for; joined by single spaces they give it back."""
    pieces: list[str] = []
    start = 0
    for end in _END.finditer(text):
        if not _NO_END.search(text[max(start, end.start() - _LAST_WORD) : end.start()]):
            pieces.append(text[start : end.start()].strip() + end.group().strip())
            start = end.end()
    pieces.append(text[start:].strip())
    parts: list[str] = []
    for piece in filter(None, pieces):
        if parts and (_BACK.match(piece) or piece[0].islower() or words(piece) < 3):
            parts[-1] = f"{parts[-1]} {piece}"
        else:
            parts.append(piece)
    return parts


def with_lost_breaks(text: str, wanted: int) -> list[str]:
    """The text parted at lost line breaks, believed only if they make exactly `wanted` parts."""
    if wanted < 2:
        return [text]
    gaps = [found.start("gap") for found in _LOST_BREAK.finditer(text)]
    places = [gap for gap in gaps if not _CANNOT_END.search(text[max(gap - _LAST_WORD, 0) : gap])]
    if len(places) != wanted - 1:
        return [text]
    bounds = [0, *places, len(text)]
    return [text[start:end].strip() for start, end in pairwise(bounds)]


def dated_parts(text: str) -> list[str]:
    """The parts of a timescale that each name a time of their own: "Audit by May and report by July" has two."""
    parts: list[str] = []
    start = 0
    for end, begin in [*(found.span() for found in _DATED.finditer(text)), (len(text), len(text))]:
        if dates_in(text[start:end]):
            parts.append(text[start:end].strip())
            start = begin
    return parts
