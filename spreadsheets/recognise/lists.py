"""Lists within one cell: numbered, lettered, bulleted, and what is said of several items at once ("1-3 Complete")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spreadsheets.recognise.status_words import status_in

_LINE_ITEM = re.compile(r"^[ \t]*\(?(\d{1,2})[.)][ \t]+", re.MULTILINE)
_RUN_ON_ITEM = re.compile(r"(?:(?<=^)|(?<=\s))\(?(\d{1,2})[.)]\s+(?=[A-Z])")
_LINE_LETTER = re.compile(r"^[ \t]*\(?([a-z]|[A-Z])[.)][ \t]+", re.MULTILINE)
_RUN_ON_LETTER = re.compile(r"(?:(?<=^)|(?<=\s))\(?([a-z])\)\s+(?=[A-Z])")
_LINE_ROMAN = re.compile(r"^[ \t]*\(?(i{1,3}|iv|vi{0,3}|ix|x)[.)][ \t]+", re.MULTILINE | re.IGNORECASE)
_BULLET = re.compile(r"^[ \t]*(?:[•▪●◦‣·∙*–-]|o(?=[ \t]))[ \t]+", re.MULTILINE)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_OWN_MARKS = re.compile(r"(?:^|(?<=\n))[ \t]*(?=\((\d{1,2}[a-z])\)\s)")
_LABEL = r"(?:\d{1,2}|[a-h])(?!\w)"
_ITEM_WORD = r"(?:(?:actions?|points?|items?|parts?|nos?\.?)\s+)?"
_HEAD = re.compile(
    rf"\s*{_ITEM_WORD}\(?(?P<first>{_LABEL})(?P<close>\))?"
    rf"(?:\s*(?:-|–|to)\s*\(?(?P<last>{_LABEL})\)?|(?P<more>(?:\s*(?:,|&|\band\b)\s*\(?{_LABEL}\)?)+))?"
    rf"(?P<mark>\s*[.):–-]+)?\s+(?=\S)",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"(?P<text>\S.*?)(?:[;,.]+|\band\b)\s+(?=(?i:{_ITEM_WORD})\(?(?:\d{{1,2}}|[a-h])(?!\w))", re.DOTALL
)
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Items:
    """A cell's list: `kind` is "number", "letter" or "bullet", `texts` has each item by its place from 1."""

    kind: str
    texts: dict[int, str]

    def label(self, at: int) -> str:
        """How the item is called after its row's reference: ".2" or "b"."""
        return chr(ord("a") + at - 1) if self.kind == "letter" else f".{at}"


def items_of(text: str) -> Items | None:
    """The list that the text is from its beginning to its end; None for any other text."""
    numbers, letters = numbered_items(text), _lettered_items(text)
    if numbers and len(numbers) >= len(letters):
        return Items("number", numbers)
    if len(letters) > 1:
        return Items("letter", letters)
    bullets = _cut(text, list(_BULLET.finditer(text)))
    return Items("bullet", bullets) if len(bullets) > 1 else None


def numbered_items(text: str) -> dict[int, str]:
    """{1: ..., 2: ...} of a text that is a list numbered from 1; empty for any other text."""
    return max((_items(text, pattern) for pattern in (_LINE_ITEM, _RUN_ON_ITEM)), key=len)


def _items(text: str, pattern: "re.Pattern[str]") -> dict[int, str]:
    marks: list[re.Match[str]] = []
    for found in pattern.finditer(text):
        if int(found.group(1)) == len(marks) + 1:
            marks.append(found)
    return _cut(text, marks)


def _lettered_items(text: str) -> dict[int, str]:
    found = []
    for pattern, names in (
        (_LINE_LETTER, "abcdefghijklmnopqrstuvwxyz"),
        (_RUN_ON_LETTER, "abcdefghij"),
        (_LINE_ROMAN, _ROMAN),
    ):
        marks: list[re.Match[str]] = []
        for mark in pattern.finditer(text):
            if len(marks) < len(names) and mark.group(1).lower() == names[len(marks)]:
                marks.append(mark)
        found.append(_cut(text, marks))
    return max(found, key=len)


def _cut(text: str, marks: "list[re.Match[str]]") -> dict[int, str]:
    if not marks or text[: marks[0].start()].strip():
        return {}
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return {at: text[mark.end() : end].strip() for at, (mark, end) in enumerate(zip(marks, ends, strict=True), 1)}


@dataclass(frozen=True, slots=True)
class _Said:
    """One statement: the items it speaks of, the words of it, and the whole of it with its numbers."""

    places: tuple[int, ...]
    text: str
    whole: str


def said_of_several(text: str, count: int, *, labels: bool = True) -> dict[int, str]:
    """ "1-3 Complete" is said of items 1, 2 and 3, and kept whole for each; "4. Begun" of item 4 alone.

    `labels` tells whether what is said of several keeps its numbers. Empty where a statement is not so labelled, or
    speaks of more than the `count` items there are.
    """
    said: dict[int, str] = {}
    for line in filled_lines(text):
        found = list(_statements(line, begun=bool(said)))
        if not found or any(not 1 <= at <= count for one in found for at in one.places):
            return {}
        for one in found:
            said.update(dict.fromkeys(one.places, one.whole if labels and len(one.places) > 1 else one.text))
    return said


def _statements(line: str, *, begun: bool) -> Iterator[_Said]:
    """The statements of a line that is nothing else; a bare "3 ongoing" is one only after another statement."""
    at = 0
    said: list[_Said] = []
    while at < len(line):
        head = _HEAD.match(line, at)
        if head is None or (_MONTH.match(line, head.end()) and not set(head["mark"] or "") & set(":.)")):
            return  # "1-2 May 2031" is a date
        group = bool(head["last"] or head["more"])
        bare = not (group or head["mark"] or head["close"])
        rest = _WITHIN.match(line, head.end())
        text = (rest["text"] if rest else line[head.end() :]).strip()
        end = rest.end() if rest else len(line)
        if bare and not (begun if not said else status_in(text)):
            return
        said.append(_Said(tuple(_places(head)), text, line[at : head.end()].lstrip() + text))
        at = end
    yield from said


def _places(found: "re.Match[str]") -> list[int]:
    if found["last"]:
        return list(range(_place(found["first"]), _place(found["last"]) + 1))
    more = re.findall(rf"\b{_LABEL}\b", found["more"] or "", re.IGNORECASE)
    return [_place(found["first"]), *map(_place, more)]


def _place(label: str) -> int:
    return int(label) if label.isdigit() else ord(label.lower()) - ord("a") + 1


def own_marks(text: str) -> list[tuple[str, str]]:
    """[("1b", "(1b) Report ..."), ...] of a text whose lines begin with references of their own, which stay in it."""
    marks = list(_OWN_MARKS.finditer(text))
    if not marks or text[: marks[0].start()].strip():
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [(mark.group(1), text[mark.end() : end].strip()) for mark, end in zip(marks, ends, strict=True)]


def filled_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
