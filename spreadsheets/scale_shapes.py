"""A rating scale as values: one that stands, or one to be made from a file's key or from the ratings found in it.

Pure logic: colours mean what the file's own key says; without a key only the best level counts as complete.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

_SHAPES = ("circle", "square", "hexagon", "triangle", "diamond", "dash")  # a scale has each once
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
# Two levels of a scale that has steps between its colours: "amber-green" is shown in the first of these.
_BETWEEN = {"amber-green": "yellow", "amber-blue": "green", "blue-green": "green", "green-grey": "grey"}
_TWO = re.compile(rf"({'|'.join(_KNOWN)})-({'|'.join(_KNOWN)})")
_BY_RANK = ("green", "yellow", "amber", "red")  # of levels by number, from best to worst
_GOOD = re.compile(
    r"\b(?<!not )(?:complete[d]?|embedded|achieved|outstanding|excellent|good|fully|strong|effective|blue|green)\b",
    re.IGNORECASE,
)
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
    used = _in_order({word.lower() for word in words}, definitions)[: len(_SHAPES)]
    codes = tuple((_code(each), each.strip().capitalize()) for each in dimensions) or (("overall", "Overall"),)
    levels = tuple(_level(word, rank, used, definitions) for rank, word in enumerate(used, start=1))
    return ScaleShape(name, codes, _each_its_shape(levels))


def _in_order(words: Collection[str], definitions: Mapping[tuple[str, str], str]) -> list[str]:
    """From best to worst: colours as they are known, those between two in their middle, numbers as the key says."""
    known = [word for word in words if word in _KNOWN or _TWO.fullmatch(word)]
    if known:
        return sorted(known, key=lambda word: (_place(word), word))
    numbers = sorted((word for word in words if re.fullmatch("[0-9]", word)), reverse=True)
    return numbers[::-1] if _lowest_is_best(numbers, definitions) else numbers


def _place(word: str) -> float:
    order = list(_KNOWN)
    return sum(order.index(part) for part in word.split("-")) / len(word.split("-"))


def _lowest_is_best(numbers: Sequence[str], definitions: Mapping[tuple[str, str], str]) -> bool:
    """Whether the key speaks well of the lowest number and not of the highest; progress mostly counts up."""
    if not numbers:
        return False
    highest, lowest = (
        any(_GOOD.search(text) for (word, _), text in definitions.items() if word == end)
        for end in (numbers[0], numbers[-1])
    )
    return lowest and not highest


def _each_its_shape(levels: Sequence[LevelShape]) -> tuple[LevelShape, ...]:
    free = [shape for shape in _SHAPES if shape not in {level.shape for level in levels}]
    taken: set[str] = set()
    shaped = []
    for level in levels:
        shape = level.shape if level.shape and level.shape not in taken else free.pop(0)
        taken.add(shape)
        shaped.append(replace(level, shape=shape))
    return tuple(shaped)


def _looks(word: str, rank: int, used: Sequence[str]) -> tuple[str, str, str, str]:
    """Word as it is shown, letter, colour and shape; no shape of its own for a level between two or by number."""
    if word in _KNOWN:
        letter, colour, shape = _KNOWN[word]
        return word.capitalize(), "GY" if word == "grey" and "green" in used else letter, colour, shape
    if found := _TWO.fullmatch(word):
        first, second = found.groups()
        return (
            f"{first.capitalize()}/{second.capitalize()}",
            f"{first[0]}{second[0]}".upper(),
            _BETWEEN.get(word, "amber"),
            "",
        )
    step = (rank - 1) * (len(_BY_RANK) - 1) / max(len(used) - 1, 1)
    return word, word, _BY_RANK[round(step)], ""


def _level(word: str, rank: int, used: Sequence[str], definitions: Mapping[tuple[str, str], str]) -> LevelShape:
    shown, letter, colour, shape = _looks(word, rank, used)
    meant = tuple((_code(dimension), text) for (level, dimension), text in definitions.items() if level.lower() == word)
    said = " ".join(text for _dimension, text in meant)
    numbered = word.isdecimal()
    complete = bool(_COMPLETE.search(said) and not _NOT_YET.search(said)) if said else rank == 1 and not numbered
    return LevelShape(
        code=word,
        word=shown,
        letter=letter,
        colour=colour,
        shape=shape,
        rank=rank,
        is_complete=complete and (word in {"blue", "green"} or (numbered and rank == 1)),
        is_off_track=colour == "red",
        needs_reason=colour in {"amber", "yellow", "red"},
        definitions=meant,
    )


def _code(dimension: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", dimension.lower()).strip("-")
