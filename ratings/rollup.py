"""The one roll-up: every number on a page, in print and in a file is counted here, from the same states.

Pure logic, no database. A state is one action in one dimension at the end of one period; ratings/states.py reads them.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class LevelSeen:
    """A level as the roll-up needs it: what it is called and what it counts as."""

    id: int
    scale_id: int
    code: str
    word: str
    letter: str
    colour: str
    shape: str
    rank: int
    is_complete: bool
    is_off_track: bool


class Moved(StrEnum):
    UP = "up"
    DOWN = "down"


class Standing(StrEnum):
    """Where a rating stands against the levels expected of it."""

    AHEAD = "ahead"
    ON = "on"
    BEHIND = "behind"


class Course(StrEnum):
    """Whether an action that is not complete is on course: what a committee asks of each."""

    COMPLETE = "complete"
    ON_COURSE = "on_course"
    OFF_COURSE = "off_course"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class State:
    """One action in one dimension, as it stood at the end of the chosen period."""

    action_id: int
    plan_id: int
    dimension_id: int | None
    level: LevelSeen | None
    before: LevelSeen | None
    last_known: LevelSeen | None
    last_known_in: str
    due_on: date | None
    judged_on: date
    expected: tuple[LevelSeen, ...] = ()
    lead_ids: tuple[int, ...] = ()
    section_id: int | None = None
    aim_id: int | None = None
    review_id: int | None = None
    theme_ids: tuple[int, ...] = ()

    @property
    def no_update(self) -> bool:
        """Nobody rated it in this period. The last known level is never counted in its place."""
        return self.level is None

    @property
    def is_complete(self) -> bool:
        """Complete by the latest level given in this period or before."""
        return self.last_known is not None and self.last_known.is_complete

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < self.judged_on and not self.is_complete

    @property
    def moved(self) -> Moved | None:
        """Against the period before; two levels of different scales are not compared."""
        if self.level is None or self.before is None or self.level.scale_id != self.before.scale_id:
            return None
        if self.level.rank == self.before.rank:
            return None
        return Moved.UP if self.level.rank < self.before.rank else Moved.DOWN

    @property
    def standing(self) -> Standing | None:
        """Against the expected levels; nothing where none is expected or no rating was given."""
        if self.level is None or not self.expected:
            return None
        ranks = [level.rank for level in self.expected]
        if self.level.rank > max(ranks):
            return Standing.BEHIND
        return Standing.AHEAD if self.level.rank < min(ranks) else Standing.ON

    @property
    def is_behind(self) -> bool:
        return self.standing is Standing.BEHIND

    @property
    def course(self) -> Course:
        """Off course when off track, overdue or behind; unknown without a rating or without a date to judge by."""
        if self.is_complete:
            return Course.COMPLETE
        if self.is_overdue or self.is_behind or (self.level is not None and self.level.is_off_track):
            return Course.OFF_COURSE
        if self.level is None or self.due_on is None:
            return Course.UNKNOWN
        return Course.ON_COURSE


@dataclass(frozen=True, slots=True)
class Counts:
    """How many states of a group stand where. `levels` and `no_update` add up to `rated_things`.

    `actions`, `overdue` and `incomplete` count actions, each once, however many dimensions it is rated in.
    """

    rated_things: int = 0
    actions: int = 0
    levels: dict[int, int] = field(default_factory=dict)
    no_update: int = 0
    moved_up: int = 0
    moved_down: int = 0
    behind: int = 0
    overdue: int = 0
    complete: int = 0

    def at(self, level_id: int) -> int:
        return self.levels.get(level_id, 0)

    @property
    def moved(self) -> int:
        return self.moved_up + self.moved_down


def count(states: Iterable[State]) -> Counts:
    """Count the states of one group."""
    seen = list(states)
    by_action: dict[int, list[State]] = {}
    levels: dict[int, int] = {}
    for state in seen:
        by_action.setdefault(state.action_id, []).append(state)
        if state.level is not None:
            levels[state.level.id] = levels.get(state.level.id, 0) + 1
    return Counts(
        rated_things=len(seen),
        actions=len(by_action),
        levels=levels,
        no_update=sum(state.no_update for state in seen),
        moved_up=sum(state.moved is Moved.UP for state in seen),
        moved_down=sum(state.moved is Moved.DOWN for state in seen),
        behind=sum(state.is_behind for state in seen),
        overdue=sum(any(state.is_overdue for state in group) for group in by_action.values()),
        complete=sum(all(state.is_complete for state in group) for group in by_action.values()),
    )


def count_by(states: Iterable[State], keys: Callable[[State], Sequence[Key]]) -> dict[Key, Counts]:
    """Count the states group by group; a state with several keys (leads, themes) counts in each."""
    groups: dict[Key, list[State]] = {}
    for state in states:
        for key in keys(state):
            groups.setdefault(key, []).append(state)
    return {key: count(group) for key, group in groups.items()}
