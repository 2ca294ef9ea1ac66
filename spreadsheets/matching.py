"""Which action of a plan a row of a file speaks of: by its place and reference, else by its words. Pure logic.

References may start again under each banner, so a reference alone tells an action only where it stands once in the file
and once in the plan; see docs/decisions/0009-references-may-start-again-under-each-banner.md.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar

_NOT_WORDS = re.compile(r"[\W_]+")
Key = TypeVar("Key")


def normalised(text: str) -> str:
    """The words alone: no capitals, punctuation or spacing."""
    return _NOT_WORDS.sub(" ", text.casefold()).strip()


def normalised_reference(reference: str) -> str:
    """ "1.1." and " 1.1" are one reference."""
    return "".join(reference.split()).rstrip(".)").lstrip("(").casefold()


@dataclass(frozen=True, slots=True)
class Spoken:
    """What tells an action, in normal form; absent parts are empty."""

    section: str
    objective: str
    reference: str
    words: str

    @classmethod
    def of(cls, reference: str, text: str, section: str = "", objective: str = "") -> "Spoken":
        return cls(normalised(section), normalised(objective), normalised_reference(reference), normalised(text))

    @property
    def place(self) -> tuple[str, str, str]:
        """Where it stands: two active actions of a plan never share it, unless they bear no reference."""
        return self.section, self.objective, self.reference


# What of two is compared; None where there is nothing to be told by.
Mark: TypeAlias = Callable[[Spoken], Hashable | None]


def _place(one: Spoken) -> Hashable | None:
    return one.place if one.reference else None


def _section(one: Spoken) -> Hashable | None:
    return (one.section, one.reference) if one.reference and one.section else None


def _objective(one: Spoken) -> Hashable | None:
    return (one.objective, one.reference) if one.reference and one.objective else None


def _reference(one: Spoken) -> Hashable | None:
    return one.reference or None


def _words_in_place(one: Spoken) -> Hashable | None:
    return (*one.place, one.words) if one.words else None


def _words_and_reference(one: Spoken) -> Hashable | None:
    return (one.reference, one.words) if one.reference else None


def _words(one: Spoken) -> Hashable | None:
    return one.words or None


def match(rows: Sequence[Spoken], standing: Sequence[tuple[Key, Spoken]]) -> list[Key | None]:
    """For each row the key of the standing action that it speaks of; no action is taken twice.

    What stands under the same section and objective with the same reference is the same action. Where only part of that
    agrees it must stand once on both sides. Then the words decide, in the order of both where several are alike; and
    where words showed that a banner was renamed, references under the old name mean those under the new one.
    """
    pairing = _Pairing(rows, standing)
    pairing.take_first(_place)
    for mark in (_section, _objective, _reference):
        pairing.take_single(mark)
    for mark in (_words_in_place, _words_and_reference, _words):
        pairing.take_first(mark)
    pairing.take_renamed()
    return pairing.found


@dataclass
class _Pairing(Generic[Key]):
    rows: Sequence[Spoken]
    standing: Sequence[tuple[Key, Spoken]]
    found: list[Key | None] = field(default_factory=list)
    pairs: dict[int, int] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.found = [None] * len(self.rows)

    def take(self, row: int, at: int) -> None:
        self.pairs[row] = at
        self.taken.add(at)
        self.found[row] = self.standing[at][0]

    def take_first(self, mark: Mark) -> None:
        """Rows and actions of the same mark are one, in the order of both."""
        free: dict[Hashable, list[int]] = defaultdict(list)
        for at, action in reversed(list(self.free)):
            free[mark(action)].append(at)
        for number, row in list(self.open):
            said = mark(row)
            if said is not None and free.get(said):
                self.take(number, free[said].pop())

    def take_single(self, mark: Mark) -> None:
        """The same, where the mark stands once in the file and once in the plan, counting those already paired."""
        in_rows = Counter(map(mark, self.rows))
        in_standing = Counter(mark(action) for _key, action in self.standing)
        free = {mark(action): at for at, action in self.free}
        for number, row in list(self.open):
            said = mark(row)
            if said is not None and said in free and in_rows[said] == in_standing[said] == 1:
                self.take(number, free[said])

    def take_renamed(self) -> None:
        """A banner was renamed where the words of its actions stand under one name in the plan, another in the file."""
        places = self._renamed(lambda one: (one.section, one.objective))
        sections = self._renamed(lambda one: (one.section,))
        free = {action.place: at for at, action in reversed(list(self.free)) if action.reference}
        for number, row in list(self.open):
            if not row.reference:
                continue
            for section, objective in _earlier_names(row, places, sections):
                at = free.get((section, objective, row.reference))
                if at is not None and at not in self.taken:
                    self.take(number, at)
                    break

    def _renamed(self, name: Callable[[Spoken], tuple[str, ...]]) -> dict[tuple[str, ...], tuple[str, ...]]:
        """For each name that only the file has the name that only the plan has under which most of its words stand."""
        of_file = {name(row) for row in self.rows}
        of_plan = {name(action) for _key, action in self.standing}
        votes: dict[tuple[str, ...], Counter[tuple[str, ...]]] = defaultdict(Counter)
        for row, at in self.pairs.items():
            new, old = name(self.rows[row]), name(self.standing[at][1])
            if new not in of_plan and old not in of_file:
                votes[new][old] += 1
        return {new: counted.most_common(1)[0][0] for new, counted in votes.items()}

    @property
    def open(self) -> Iterator[tuple[int, Spoken]]:
        return ((number, row) for number, row in enumerate(self.rows) if number not in self.pairs)

    @property
    def free(self) -> Iterator[tuple[int, Spoken]]:
        return ((at, action) for at, (_key, action) in enumerate(self.standing) if at not in self.taken)


def _earlier_names(
    row: Spoken,
    places: dict[tuple[str, ...], tuple[str, ...]],
    sections: dict[tuple[str, ...], tuple[str, ...]],
) -> Iterator[tuple[str, str]]:
    """Section and objective under which the row's action may have stood."""
    place = places.get((row.section, row.objective))
    if place:
        yield place[0], place[1]
    section = sections.get((row.section,))
    if section:
        yield section[0], row.objective


def twice(places: Iterable[tuple[str, str, str]]) -> list[tuple[int, int]]:
    """The pairs, by index, that bear one reference under the same section and objective: each later one with the first.

    Takes (section, objective, reference) as they are written.
    """
    first: dict[tuple[str, str, str], int] = {}
    pairs = []
    for at, (section, objective, reference) in enumerate(places):
        place = (normalised(section), normalised(objective), normalised_reference(reference))
        if not place[2]:
            continue
        if place in first:
            pairs.append((first[place], at))
        else:
            first[place] = at
    return pairs
