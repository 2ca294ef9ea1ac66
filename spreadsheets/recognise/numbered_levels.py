"""Ratings by number: "3" is a level where the plan's key explains it, or the heading says that it is one of several."""

import re
from collections.abc import Iterable

from spreadsheets.draft import DraftKeyEntry

_NUMBER = re.compile(r"\s*(?P<number>[0-5])(?:\.0)?(?:\s*(?:/|out of)\s*[3-6])?(?:\s*[-–—:(,].*)?\s*", re.DOTALL)
_RANGE = re.compile(
    r"\b[01]\s*(?:-|–|—|to|/)\s*[3-6]\b|\b[3-6]\s*(?:-|–|—|to)\s*[01]\b|\bout of [3-6]\b", re.IGNORECASE
)
_RATED = re.compile(r"\b(?:b?rag\w*|ratings?|rated|scor(?:e|es|ing)|grades?|judgements?)\b", re.IGNORECASE)


def level_by_number(text: str, heading: str, key: Iterable[DraftKeyEntry]) -> str | None:
    """The level that the key gives to the number; by a heading such as "Rating (1-4)" the number itself, as "3"."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    number = found["number"]
    marked = {entry.mark: entry.level for entry in key if entry.mark}
    if marked:
        return marked.get(number)
    return number if _RATED.search(heading) and _RANGE.search(heading) else None
