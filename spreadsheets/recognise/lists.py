"""Numbered and bracketed lists within one cell."""

import re

_LINE_ITEM = re.compile(r"^[ \t]*\(?(\d{1,2})[.)][ \t]+", re.MULTILINE)
_RUN_ON_ITEM = re.compile(r"(?:(?<=^)|(?<=\s))\(?(\d{1,2})[.)]\s+(?=[A-Z])")
_OWN_MARKS = re.compile(r"(?:^|(?<=\n))[ \t]*(?=\((\d{1,2}[a-z])\)\s)")


def numbered_items(text: str) -> dict[int, str]:
    """{1: ..., 2: ...} of a text that is a list numbered from 1; empty for any other text."""
    return max((_items(text, pattern) for pattern in (_LINE_ITEM, _RUN_ON_ITEM)), key=len)


def _items(text: str, pattern: "re.Pattern[str]") -> dict[int, str]:
    marks: list[re.Match[str]] = []
    for found in pattern.finditer(text):
        if int(found.group(1)) == len(marks) + 1:
            marks.append(found)
    if not marks or text[: marks[0].start()].strip():
        return {}
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return {at: text[mark.end() : end].strip() for at, (mark, end) in enumerate(zip(marks, ends, strict=True), 1)}


def own_marks(text: str) -> list[tuple[str, str]]:
    """[("1b", "(1b) Report ..."), ...] of a text whose lines begin with references of their own, which stay in it."""
    marks = list(_OWN_MARKS.finditer(text))
    if not marks or text[: marks[0].start()].strip():
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [(mark.group(1), text[mark.end() : end].strip()) for mark, end in zip(marks, ends, strict=True)]


def filled_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
