"""The document's own key: what each level means, for all dimensions or for each."""

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from spreadsheets.draft import DraftKeyEntry
from spreadsheets.readers.grid import Cell, Row
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.levels import LEVEL_WORD, canonical, level_of, level_of_fill, level_word
from spreadsheets.recognise.looks import words
from spreadsheets.recognise.status_words import status_in

_RATED = r"(?:b?rag\w*|ratings?|status(?:es)?|colou?rs?|scor(?:es|e|ing)|performance|progress)"
_INTRODUCED = re.compile(
    rf"\s*(?:the )?(?:{_RATED}\s*)*(?:key|legend|guide|definitions?|codes?)\b(?: (?:to|of|for)(?: the)?(?: {_RATED})+)?"
    rf"\s*[:–-]?\s*|\s*(?:{_RATED}\s*)+(?:scale|criteria|explained|descript(?:ors?|ions?)|meanings?)?\s*:\s*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:^|[;,.|\n•(]|\s)\s*(?P<level>[0-5])\s*(?:[-–—:=]|\bmeans\b|\bis\b)\s*", re.IGNORECASE)
_SAID = re.compile(
    rf"\b(?P<level>{LEVEL_WORD})\b\s*(?:\([^)]{{1,20}}\)\s*)?(?:actions?\s+|ratings?\s+|items?\s+)?"
    r"(?:\bare those (?:that|which)\b|\bmean(?:s|ing)?\b|\bis (?:where|when|for)\b|\bwhere\b|\bwhen\b|\bif\b"
    r"|\b(?:indicat|denot|show)(?:es|ing|s)\b|\brepresent(?:s|ing)?\b|\bsignif(?:ies|ying)\b|\bfor\b|\bare\b|\bis\b)\s*",
    re.IGNORECASE,
)
_OF_RATINGS = re.compile(r"\b(?:b?rag\w*|rat(?:ed|ing|ings)|key|status|colou?r\w*|shaded)\b", re.IGNORECASE)
_OF_KEYS = re.compile(
    r"\b(?:key|legend|b?rag\w*|ratings?|colou?rs?|scor(?:e|es|ing)|status|definitions?|meaning)\b", re.IGNORECASE
)
_OF_A_PLAN = (v.ACTION, v.LEAD, v.TIMESCALE)
_MOST_ROWS = 10
_MOST_IN_ROW = 4
_FEW = 5
_PAIR = 2
_FEW_SAID = 12
_MOST_SAID = 150  # words of a sentence that explains the levels
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
    introduced = _INTRODUCED.match(text)
    rest = text[introduced.end() :] if introduced else text
    found = _each(rest, _EACH) or (_each(rest, _NUMBER) if introduced and introduced.group().strip() else [])
    if found:
        return found
    one = in_one(rest)
    return [one] if one else []


def in_heading(heading: str) -> list[tuple[str, str]]:
    """The key that a heading holds: "RAG (R = late, A = slipping, G = done)", "Rating 1 = poor, 4 = good"."""
    first = min((at for at in (heading.find("("), heading.find("\n"), heading.find(":")) if at >= 0), default=-1)
    inside = heading[first + 1 :].strip(" ()") if first >= 0 else ""
    return (_each(inside, _EACH) or _each(inside, _NUMBER)) if "=" in inside or ":" in inside else []


def in_sentence(text: str) -> list[tuple[str, str]]:
    """ "Actions are rated red where they are late, amber where they slip and green where all is well"."""
    if words(text) > _MOST_SAID or not _OF_RATINGS.search(text):
        return []
    found = _each(text, _SAID, bare=False)
    return [(level, re.sub(r"[\s,;.]+(?:and|or)?$", "", said)) for level, said in found]


def _each(text: str, marks: "re.Pattern[str]", *, bare: bool = True) -> list[tuple[str, str]]:
    """What follows each mark, where there are several marks and, if `bare`, nothing before the first."""
    places = list(marks.finditer(text))
    if len(places) < 2 or (bare and text[: places[0].start()].strip()):
        return []
    ends = [mark.start() for mark in places[1:]] + [len(text)]
    found = [(mark["level"], text[mark.end() : end].strip(" ;,|()\n")) for mark, end in zip(places, ends, strict=True)]
    levels = [(_level(name), said) for name, said in found]
    distinct = len({level for level, _ in levels}) == len(levels)
    whole = distinct and all(level and said and level_word(said) is None for level, said in levels)
    return levels if whole and _in_steps([level for level, _ in levels]) else []


def _level(mark: str) -> str:
    return mark if mark.isdecimal() else canonical(mark) if len(mark) > 1 else level_of(mark) or ""


def _in_steps(levels: Sequence[str]) -> bool:
    """Numbers of a scale run up or down; years and counts do not."""
    numbers = [int(level) for level in levels if level.isdecimal()]
    return not numbers or numbers in (sorted(numbers), sorted(numbers, reverse=True))


def is_told_key(text: str) -> bool:
    """ "Key: 1 = not started, 2 = started": it explains marks that are no colours, and is no action all the same."""
    introduced = _INTRODUCED.match(text)
    marked = introduced is not None and introduced.group().rstrip().endswith((":", "-", "–")) and text.count("=") > 1
    return marked or is_key_heading(text) or is_key([tuple(in_sentence(text))])


def keyed_rows(rows: Sequence[Row], name: str = "") -> dict[int, Pairs]:
    """What each row explains of the levels, by its number.

    A small table of nothing but levels, each once, is read more freely: with numbers, with three columns, with cells in
    the colour that they explain.
    """
    strictly = {row.number: key_pairs(row) or _told_pairs(row) for row in rows}
    freely = _small_key(rows, name)
    for at, row in enumerate(rows):
        if len(row.filled()) == 1 and _INTRODUCED.fullmatch(row.cells[row.filled()[0]].text):
            freely = {**_small_key(rows[at : at + _MOST_ROWS], name), **freely}
    return {number: pairs or freely.get(number, ()) for number, pairs in strictly.items()}


def worded_rows(rows: Sequence[Row]) -> set[int]:
    """The numbers of rows below "Key" that explain words of progress: "Complete | Seen by the group".

    Such a word is no level of a scale, and what explains it is no action.
    """
    found: set[int] = set()
    for at, row in enumerate(rows):
        filled = row.filled()
        if len(filled) != 1 or not is_key_heading(row.cells[filled[0]].text):
            continue
        pairs = list(takewhile(_explains_word, rows[at + 1 : at + 1 + _MOST_ROWS]))
        told = sum(1 for each in pairs if status_in(each.cells[each.filled()[0]].text))
        if told > 1 and told * 2 >= len(pairs):
            found |= {row.number, *(each.number for each in pairs)}
    return found


def _explains_word(row: Row) -> bool:
    filled = row.filled()
    return len(filled) == _PAIR and words(row.cells[filled[0]].text) <= _FEW and filled[1] - filled[0] == 1


def _told_pairs(row: Row) -> Pairs:
    """Of a row of one text that explains every level, and of a row of cells each in the colour that it explains."""
    filled = row.filled()
    if len(filled) == 1:
        text = row.cells[filled[0]].text
        return tuple(in_sentence(text)) or (tuple(all_in(text)) if is_told_key(text) else ())
    pairs = _free_pairs(row)
    short = all(words(text) <= _FEW_SAID for _, text in pairs)
    return pairs if len(pairs) > 1 and short and len({level for level, _ in pairs}) == len(pairs) else ()


def _small_key(rows: Sequence[Row], name: str) -> dict[int, Pairs]:
    found = {row.number: _free_pairs(row) for row in rows}
    levels = [level for pairs in found.values() for level, _ in pairs]
    unread = [row for row in rows if not found[row.number]]
    if len(rows) > _MOST_ROWS or len(set(levels)) < 2 or len(set(levels)) < len(levels) or len(unread) > 2:
        return {}
    above = [row.cells[at].text for row in unread for at in row.filled()]
    if any(max(v.heading_weights(text).get(some, 0) for some in _OF_A_PLAN) >= v.LIKELY for text in above):
        return {}
    told = any(_OF_KEYS.search(text) for text in (name, *above))
    if any(level.isdecimal() for level in levels) and not (told and _in_steps(levels)):
        return {}
    return found if told or not unread else {}


def _free_pairs(row: Row) -> Pairs:
    """The pair of a row "4 | Complete", "Green | On track | It will be done in time"; the pairs of cells in colour."""
    cells = [cell for cell in row.cells if not cell.repeated and (not cell.blank or level_of_fill(cell.fill))]
    texts = [cell.text.strip() for cell in cells if not cell.blank]
    if not texts or len(cells) > _MOST_IN_ROW:
        return ()
    first = cells[0]
    mark = first.text.strip() if re.fullmatch(r"\s*[0-5]\s*", first.text) else _level_in(first)
    if mark and len(cells) > 1:
        return (
            ((mark, "\n".join(cell.text.strip() for cell in cells[1:] if not cell.blank)),)
            if texts[1:] or first.blank
            else ()
        )
    coloured = [(level_of_fill(cell.fill), cell.text.strip()) for cell in cells]
    return tuple((level, text) for level, text in coloured if level and text) if all(map(all, coloured)) else ()


def _level_in(cell: Cell) -> str | None:
    if cell.blank:
        return level_of_fill(cell.fill)
    return level_word(cell.text) or (level_of(cell.text) if words(cell.text) < _FEW else None)


def is_key_heading(heading: str) -> bool:
    """ "Key", "RAG key:" or "Legend" over a column."""
    named = v.plain(heading)
    return named.endswith("legend") or ("key" in named.split() and _INTRODUCED.fullmatch(heading) is not None)


def is_key(pairs: Iterable[Pairs]) -> bool:
    """A key explains at least two levels; one row alone may be an action that happens to begin with a colour."""
    return len({level for some in pairs for level, _ in some}) > 1


def key_entries(pairs: Iterable[tuple[str, str]], dimensions: Sequence[str]) -> tuple[DraftKeyEntry, ...]:
    """One entry per level, or one per level and dimension where a definition's lines begin with their dimension."""
    entries: list[DraftKeyEntry] = []
    for written, definition in pairs:
        coloured = _colour_named(definition) if written.isdecimal() else None
        level, mark = (coloured or written), (written if written.isdecimal() else "")
        parts = _by_dimension(definition, dimensions)
        entries.extend(DraftKeyEntry(level, dimension, text, mark) for dimension, text in parts)
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


def _colour_named(definition: str) -> str | None:
    """ "red" of "Red - not started", which a key says of its 1."""
    found = re.match(rf"\W*({LEVEL_WORD})\b", definition, re.IGNORECASE)
    return canonical(found.group(1)) if found else None
