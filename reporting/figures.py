"""The values that a dashboard shows: numbers with the lists that they open, in rows and tables. No database."""

from dataclasses import dataclass

from django.utils.functional import Promise

from ratings.rollup import LevelSeen
from reporting.bars import Segment, segments


@dataclass(frozen=True, slots=True)
class Number:
    """A count of actions, the list behind it, and what it was in the period before (nothing to compare: None)."""

    value: int
    url: str
    was: int | None = None
    was_url: str = ""

    @property
    def shows_was(self) -> bool:
        """Nought that was nought before tells nothing: in brackets it would hide what does."""
        return bool(self.was_url and (self.value or self.was))


@dataclass(frozen=True, slots=True)
class LevelNumber:
    """How many stand at a level; without a level, how many had no update."""

    level: LevelSeen | None
    number: Number


@dataclass(frozen=True, slots=True)
class ConditionNumber:
    label: Promise
    number: Number


@dataclass(frozen=True, slots=True)
class Earlier:
    """How a group stood in the period before, in a scale in which it stands no longer: told, and compared with nothing.

    `levels` are those at which something stood. `dimension` is empty where the scale has only one.
    """

    scale: str
    dimension: str
    actions: Number
    levels: tuple[LevelNumber, ...]


@dataclass(frozen=True, slots=True)
class Shares:
    """Of the complete: how many somebody else confirmed, and how many the lead alone says."""

    complete: Number
    verified: Number
    claimed: Number

    @property
    def without(self) -> int:
        """Complete at a level that nobody need confirm."""
        return self.complete.value - self.verified.value - self.claimed.value


@dataclass(frozen=True, slots=True)
class Row:
    """One group of actions in one dimension. `levels` are those of the scale, best first, and last of all no update.

    `repeats` marks the further dimensions of the group above. `is_new` says that nothing of the group stood anywhere in
    the period before, `earlier` where else it stood.
    """

    key: int
    name: str
    url: str
    note: str
    dimension: str
    actions: Number
    levels: tuple[LevelNumber, ...]
    conditions: tuple[ConditionNumber, ...]
    # None in a scale without a level that somebody must confirm.
    shares: Shares | None = None
    repeats: bool = False
    is_new: bool = False
    earlier: tuple[Earlier, ...] = ()

    @property
    def bar(self) -> list[Segment]:
        return segments((each.level, each.number.value) for each in self.levels)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one scale. `dimensions` tells whether the scale has several, so that each row names its own."""

    scale: str
    levels: tuple[LevelSeen, ...]
    has_dimensions: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One row of a table, before it is counted: the key that selects it, its name, where that leads, a word on it."""

    key: int
    name: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """What may be added over all plans and scales: actions, each once."""

    actions: Number
    incomplete: Number
    no_update: Number
    overdue: Number
    moved_up: Number
    moved_down: Number
    behind: Number
