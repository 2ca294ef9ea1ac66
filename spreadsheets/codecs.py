"""How one value of a plan stands in a cell, and how it is read back out of one: each pair undoes the other."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from plans.due_dates import due_words
from plans.timescales import Precision, read_timescale
from spreadsheets.staged import StagedMilestone

_EXACTLY = re.compile(r"(?P<day>.+) \((?P<precision>month|quarter|year)\)", re.DOTALL)
# What XML cannot hold; Excel's files are XML.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
NO_UPDATE = "No update"


@dataclass(frozen=True, slots=True)
class Due:
    """A due date and how exact it is meant; both empty for none."""

    on: date | None = None
    precision: str = ""


@dataclass(frozen=True, slots=True)
class Codec:
    """`write` makes the cell's text of a value, `read` the value of a cell's text or a ValueError with a sentence."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]


def printable(text: str) -> str:
    """The text as a file can hold it: one kind of line end, no control characters."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _write_lines(names: tuple[str, ...]) -> str:
    return "\n".join(names)


def _read_lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def write_due(due: Due) -> str:
    """As a person writes it, with how exact it is meant where the words alone would not tell."""
    if due.on is None:
        return ""
    words = due_words(due.on, due.precision)
    read_back = _read_words(words)
    if due.precision == Precision.DAY or read_back == due:
        return words
    if read_back is None or read_back.on != due.on:
        words = due_words(due.on, Precision.DAY)
    return f"{words} ({due.precision})"


def read_due(text: str) -> Due:
    """One date in any British form. Raises ValueError with what is wrong and what to do."""
    if not text.strip():
        return Due()
    exactly = _EXACTLY.fullmatch(text.strip())
    if exactly:
        return Due(read_due(exactly["day"]).on, exactly["precision"])
    found = _read_words(text)
    if found is None:
        problem = read_timescale(text).problem
        raise ValueError(
            problem
            or _("“%(text)s” is not a date: write it like 31 March 2021, March 2021 or 2020/21.") % {"text": text}
        )
    return found


@lru_cache(maxsize=4096)  # a plan of thousands of actions has few dates
def due_in(text: str) -> Due:
    """The due date that a timescale's words tell of themselves; none where they tell none, or one that cannot be."""
    time = read_timescale(text)
    if time.due is None or time.precision is None or time.problem:
        return Due()
    return Due(time.due, str(time.precision))


@lru_cache(maxsize=4096)
def _read_words(text: str) -> Due | None:
    time = read_timescale(text)
    if time.due is None or time.precision is None or time.milestones or time.problem:
        return None
    return Due(time.due, str(time.precision))


def _write_milestones(milestones: tuple[StagedMilestone, ...]) -> str:
    rows = [(part.text, part.due_on.isoformat() if part.due_on else "", part.due_precision) for part in milestones]
    return json.dumps(rows, ensure_ascii=False) if rows else ""


def _read_milestones(text: str) -> tuple[StagedMilestone, ...]:
    return tuple(
        StagedMilestone(words, date.fromisoformat(day) if day else None, precision)
        for words, day, precision in (json.loads(text) if text else [])
    )


def _as_it_is(text: str) -> str:
    return text


def level_codec(levels: Mapping[str, tuple[str, str]]) -> Codec:
    """Levels by code, each with letter and word: "B Blue" in the cell, so that it can be read without its colour.

    Reads the code, the word, the letter or both; anything else is outside the scale.
    """
    names = {code.lower(): code for code in levels}
    for code, (letter, word) in levels.items():
        names |= {word.lower(): code, f"{letter} {word}".lower(): code}
        # A level between two levels ("Red/amber") is "red-amber" to the readers, whatever its code.
        names.setdefault(word.lower().replace("/", "-"), code)
    for code, (letter, _word) in levels.items():
        names.setdefault(letter.lower(), code)

    def write(code: str) -> str:
        return " ".join(levels[code]) if code in levels else code

    def read(text: str) -> str:
        said = " ".join(text.split()).lower()
        if not said or said.startswith(NO_UPDATE.lower()):
            return ""
        if said not in names:
            offered = ", ".join(word for _letter, word in levels.values())
            raise ValueError(
                _("“%(text)s” is not a level of the scale: choose one of %(levels)s.")
                % {"text": text.strip(), "levels": offered}
            )
        return names[said]

    return Codec(write, read)


TEXT = Codec(_as_it_is, _as_it_is)
LINES = Codec(_write_lines, _read_lines)
DUE = Codec(write_due, read_due)
MILESTONES = Codec(_write_milestones, _read_milestones)
