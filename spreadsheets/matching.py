"""Which action of a plan a row of a file speaks of: by its reference, else by its words. Pure logic."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

_NOT_WORDS = re.compile(r"[\W_]+")
Key = TypeVar("Key")


def normalised(text: str) -> str:
    """The words alone: no capitals, punctuation or spacing."""
    return _NOT_WORDS.sub(" ", text.casefold()).strip()


def normalised_reference(reference: str) -> str:
    """ "1.1." and " 1.1" are one reference."""
    return "".join(reference.split()).rstrip(".)").lstrip("(").casefold()


def match(rows: Sequence[tuple[str, str]], standing: Sequence[tuple[Key, str, str]]) -> list[Key | None]:
    """For each row (reference, text) the key of the standing action (key, reference, text) that it speaks of.

    A reference decides where both have it; then the words, in the order of both where several are alike. No action is
    taken twice.
    """
    found: list[Key | None] = [None] * len(rows)
    by_reference = {normalised_reference(reference): at for at, (_, reference, _) in enumerate(standing) if reference}
    taken: set[int] = set()
    for number, (reference, _text) in enumerate(rows):
        at = by_reference.get(normalised_reference(reference)) if reference.strip() else None
        if at is not None and at not in taken:
            taken.add(at)
            found[number] = standing[at][0]
    by_words: dict[str, list[int]] = defaultdict(list)
    for at, (_, _, text) in enumerate(standing):
        if at not in taken:
            by_words[normalised(text)].append(at)
    for number, (_reference, text) in enumerate(rows):
        alike = by_words.get(normalised(text))
        if found[number] is None and alike:
            found[number] = standing[alike.pop(0)][0]
    return found


def twice(references: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of rows, by index, that bear one reference: each later one with the first."""
    first: dict[str, int] = {}
    pairs = []
    for at, reference in enumerate(references):
        key = normalised_reference(reference)
        if not key:
            continue
        if key in first:
            pairs.append((first[key], at))
        else:
            first[key] = at
    return pairs
