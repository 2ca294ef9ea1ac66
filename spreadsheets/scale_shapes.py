"""A rating scale as values: one that stands, or one to be made from a file's key or from the ratings found in it.

Pure logic: colours mean what the file's own key says; without a key only the best level counts as complete.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

# Word: letter, colour, shape; from best to worst. Each letter and shape stands once in a scale (grey beside green: GY).
_KNOWN: dict[str, tuple[str, str, str]] = {
    "blue": ("B", "blue", "circle"),
    "green": ("G", "green", "square"),
    "yellow": ("Y", "yellow", "hexagon"),
    "amber": ("A", "amber", "triangle"),
    "purple": ("P", "grey", "hexagon"),
    "red": ("R", "red", "diamond"),
    "grey": ("G", "grey", "dash"),
}
_COMPLETE = re.compile(r"\b(?:complete[d]?|embedded|achieved|done|delivered|met)\b", re.IGNORECASE)
_NOT_YET = re.compile(r"\bnot\b[^.;]{0,20}\b(?:complete[d]?|achieved|done|delivered|met)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LevelShape:
    """A level as it is or is to be; `definitions` by dimension code, "" for all."""

    code: str
    word: str
    letter: str
    colour: str
    shape: str
    rank: int
    is_complete: bool = False
    is_off_track: bool = False
    needs_reason: bool = False
    definitions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ScaleShape:
    """Dimensions are (code, name) in their order, levels from best to worst."""

    name: str
    dimensions: tuple[tuple[str, str], ...]
    levels: tuple[LevelShape, ...]

    @property
    def codes_by_name(self) -> dict[str, str]:
        """The code of each dimension by its code and name in lower case; under "" that of the only one."""
        named = {name.lower(): code for code, name in self.dimensions} | {code: code for code, _ in self.dimensions}
        return named | ({"": self.dimensions[0][0]} if len(self.dimensions) == 1 else {})

    @property
    def names(self) -> dict[str, str]:
        """What each dimension is called in a heading: nothing where there is only one."""
        return {code: name if len(self.dimensions) > 1 else "" for code, name in self.dimensions}

    @property
    def words(self) -> dict[str, tuple[str, str]]:
        """Letter and word of each level by its code."""
        return {level.code: (level.letter, level.word) for level in self.levels}


def shape_from(
    name: str, words: Iterable[str], dimensions: Sequence[str], definitions: Mapping[tuple[str, str], str]
) -> ScaleShape:
    """A scale of the levels named; `definitions` has what the key says by (word, dimension or "")."""
    used = sorted({word.lower() for word in words} & set(_KNOWN), key=list(_KNOWN).index)
    codes = tuple((_code(each), each.strip().capitalize()) for each in dimensions) or (("overall", "Overall"),)
    levels = tuple(_level(word, rank, used, definitions) for rank, word in enumerate(used, start=1))
    return ScaleShape(name, codes, levels)


def _level(word: str, rank: int, used: Sequence[str], definitions: Mapping[tuple[str, str], str]) -> LevelShape:
    letter, colour, shape = _KNOWN[word]
    if word == "grey" and "green" in used:
        letter = "GY"
    meant = tuple((_code(dimension), text) for (level, dimension), text in definitions.items() if level.lower() == word)
    said = " ".join(text for _dimension, text in meant)
    complete = bool(_COMPLETE.search(said) and not _NOT_YET.search(said)) if said else rank == 1
    return LevelShape(
        code=word,
        word=word.capitalize(),
        letter=letter,
        colour=colour,
        shape=shape,
        rank=rank,
        is_complete=complete and word in {"blue", "green"},
        is_off_track=word == "red",
        needs_reason=word in {"amber", "yellow", "red"},
        definitions=meant,
    )


def _code(dimension: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", dimension.lower()).strip("-")
