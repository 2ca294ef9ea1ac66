"""The shape of a table: its headings as they are compared, so that the next file of the same shape is known again.

Pure logic. What changes from quarter to quarter in a heading, its numbers and months, is no part of the shape.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from spreadsheets.recognise.vocabulary import plain

_CHANGING = re.compile(
    r"\d+|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|ember|tember|ober)?\b"
)
ACTIONS = "actions"


def heading_key(heading: str) -> str:
    """The heading in lower case with "#" for what changes: "RAG Q1 2019/20" and "RAG Q2 2020/21" are one."""
    return " ".join(_CHANGING.sub("#", plain(heading)).split())


def named(headings: Iterable[str]) -> list[str]:
    """The headings, with "Column 3" for one that has no words."""
    return [heading if plain(heading) else f"Column {at}" for at, heading in enumerate(headings, start=1)]


def shape_of(headings: Iterable[str]) -> str:
    """A short mark of the headings, in whatever order they stand; empty where there is none."""
    keys = sorted({key for heading in headings if (key := heading_key(heading))})
    return hashlib.sha256("\n".join(keys).encode()).hexdigest() if keys else ""


def shapes_in(tables: Iterable[Mapping[str, Any]]) -> dict[str, Sequence[str]]:
    """The headings by the shape, of all tables that have any; `tables` as a staged draft keeps them."""
    found: dict[str, Sequence[str]] = {}
    for headings in (each["headings"] for table in tables for each in layouts_of(table)):
        shape = shape_of(headings)
        if shape:
            found.setdefault(shape, named(headings))
    return found


def layouts_of(table: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The sets of headings of a table, each with its mapping and reasons: mostly one."""
    return table.get("layouts") or [table]


def recalled(headings: Iterable[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """The fields of these headings by what was chosen for a table of their shape.

    A heading of the very same words goes first; one that differs in its numbers alone only where they all agree.
    """
    exact = {plain(heading): field for heading, field in mapping.items()}
    alike: dict[str, set[str]] = {}
    for heading, field in mapping.items():
        alike.setdefault(heading_key(heading), set()).add(field)
    found = {}
    for heading in headings:
        said = {exact[plain(heading)]} if plain(heading) in exact else alike.get(heading_key(heading), set())
        if len(said) == 1 and plain(heading):
            found[heading] = next(iter(said))
    return found
