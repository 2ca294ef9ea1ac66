"""The document's own key: what each level means, for all dimensions or for each."""

import re
from collections.abc import Iterable, Sequence

from spreadsheets.draft import DraftKeyEntry
from spreadsheets.readers.grid import Row
from spreadsheets.recognise.levels import LEVEL_WORD, canonical, level_of, level_of_fill, level_word
from spreadsheets.recognise.looks import words
from spreadsheets.recognise.status_words import status_in

_INTRODUCED = re.compile(
    r"\s*(?:the )?(?:b?rag\w*\s*)?(?:ratings?\s*)?(?:status\s*)?(?:colou?r\s*)?"
    r"(?:key|legend|guide|definitions?|codes?)\b\s*[:–-]?\s*",
    re.IGNORECASE,
)
_EACH = re.compile(
    rf"(?:^|[;,.|\n•]|\s{{2,}}|\s)\s*(?P<level>{LEVEL_WORD}|[BRAGY](?=\s*=))\s*(?:\([^)]{{1,40}}\)\s*)?"
    r"(?:[-–—:=]|\bmeans\b|\bis\b)\s*",
    re.IGNORECASE,
)
_IN_ONE = re.compile(
    rf"\s*(?:[•*-]\s*)?({LEVEL_WORD})\s*(?:\([^)]{{1,40}}\)\s*)?(?:[-–—:=]|\bmeans\b|\bis\b)\s*(\S.*)",
    re.IGNORECASE | re.DOTALL,
)
Pairs = tuple[tuple[str, str], ...]


def key_pairs(row: Row) -> Pairs:
    """(level, definition) of a row that says nothing else but that it is a key; empty for any other row."""
    pairs: list[tuple[str, str]] = []
    waiting: str | None = None
    for cell in row.cells:
        if not pairs and not waiting and _INTRODUCED.fullmatch(cell.text):
            continue
        if cell.blank:
            waiting = waiting or (level_of_fill(cell.fill) if not pairs else None)
            continue
        level = level_word(cell.text) or (level_of(cell.text) if words(cell.text) < 5 else None)
        if level:
            waiting = level
        elif waiting and (words(cell.text) > 1 or status_in(cell.text)):
            pairs.append((waiting, cell.text))
            waiting = None
        elif (found := all_in(cell.text)) and not waiting:
            pairs.extend(found)
        else:
            return ()
    return () if waiting and not pairs else tuple(pairs)


def in_one(text: str) -> tuple[str, str] | None:
    """ "Green - complete but not yet embedded" in a single cell or paragraph."""
    found = _IN_ONE.fullmatch(text)
    if found and words(found.group(2)) > 1 and level_word(found.group(2)) is None:
        return canonical(found.group(1)), found.group(2).strip()
    return None


def all_in(text: str) -> list[tuple[str, str]]:
    """Every level explained in one cell or paragraph: "RAG key: Green = complete; Amber = begun; Red = late"."""
    text = _INTRODUCED.sub("", text, count=1)
    marks = list(_EACH.finditer(text))
    if len(marks) > 1 and not text[: marks[0].start()].strip():
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        found = [(mark["level"], text[mark.end() : end].strip(" ;,|\n")) for mark, end in zip(marks, ends, strict=True)]
        levels = [(canonical(name) if len(name) > 1 else level_of(name) or "", said) for name, said in found]
        distinct = len({level for level, _ in levels}) == len(levels)
        if distinct and all(level and said and level_word(said) is None for level, said in levels):
            return levels
    one = in_one(text)
    return [one] if one else []


def is_told_key(text: str) -> bool:
    """ "Key: 1 = not started, 2 = started": it explains marks that are no colours, and is no action all the same."""
    introduced = _INTRODUCED.match(text)
    return introduced is not None and introduced.group().rstrip().endswith((":", "-", "–")) and text.count("=") > 1


def is_key(pairs: Iterable[Pairs]) -> bool:
    """A key explains at least two levels; one row alone may be an action that happens to begin with a colour."""
    return len({level for some in pairs for level, _ in some}) > 1


def key_entries(pairs: Iterable[tuple[str, str]], dimensions: Sequence[str]) -> tuple[DraftKeyEntry, ...]:
    """One entry per level, or one per level and dimension where a definition's lines begin with their dimension."""
    entries: list[DraftKeyEntry] = []
    for level, definition in pairs:
        parts = _by_dimension(definition, dimensions)
        entries.extend(DraftKeyEntry(level, dimension, text) for dimension, text in parts)
    return tuple(dict.fromkeys(entries))


def _by_dimension(definition: str, dimensions: Sequence[str]) -> list[tuple[str | None, str]]:
    lines = [line.strip() for line in definition.splitlines() if line.strip()]
    parts: list[tuple[str | None, str]] = []
    for line in lines:
        dimension = next((name for name in dimensions if re.match(rf"{re.escape(name)}\b", line, re.IGNORECASE)), None)
        if dimension:
            # "Process: Tasks ..." labels its text; in "Impact should start" the word is part of the sentence.
            parts.append((dimension, re.sub(rf"^{re.escape(dimension)}\s*:\s*", "", line, flags=re.IGNORECASE)))
        elif parts:
            parts[-1] = (parts[-1][0], f"{parts[-1][1]}\n{line}")
        else:
            return [(None, definition.strip())]
    return parts
