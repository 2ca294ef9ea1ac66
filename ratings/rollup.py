"""The one roll-up: every number on a page, in print and in a file is counted here, from the same states.

Pure logic, no database. A state is one action in one dimension at the end of one period; ratings/states.py reads them.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from ratings.confirmation import Confirmation

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
    needs_verification: bool = False


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
    first_due_on: date | None = None
    moves: int = 0
    # Whether, by the partnership's rule, a date that was moved after it passed still counts against the action.
    moved_dates_stay_overdue: bool = True
    is_restated: bool = False
    # What was first given in the period, where it was restated since: a level, or nothing.
    first_level: LevelSeen | None = None
    # What was given in the period before in another scale; `before` is then what a person's map compares it as.
    before_in_old_scale: LevelSeen | None = None
    restated_at: datetime | None = None
    restated_why: str = ""
    # How many periods lie between the rating last known and this period: 0 where it was given in it.
    last_known_ago: int = 0
    has_verification: bool = False
    confirmation: Confirmation | None = None
    open_challenges: int = 0

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
        """Past its date, or by the partnership's rule past the first date it ever had."""
        return self.is_past_its_date or self.is_overdue_by_first_date

    @property
    def is_past_its_date(self) -> bool:
        """Past the date that is agreed now."""
        return not self.is_complete and self.due_on is not None and self.due_on < self.judged_on

    @property
    def is_overdue_by_first_date(self) -> bool:
        """Overdue only because the first date has passed: the present one, moved since, lies ahead."""
        if self.is_complete or not self.moved_dates_stay_overdue or not self.moves or self.first_due_on is None:
            return False
        return self.first_due_on < self.judged_on and not self.is_past_its_date

    @property
    def is_verified(self) -> bool:
        """Complete at a level that asks for a second key, and somebody who does not lead it confirmed it."""
        return self._wants_second_key and self.has_verification

    @property
    def is_claimed(self) -> bool:
        """Complete as the lead says, at a level that asks for a second key, and not confirmed yet."""
        return self._wants_second_key and not self.has_verification

    @property
    def _wants_second_key(self) -> bool:
        return self.is_complete and self.last_known is not None and self.last_known.needs_verification

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
        return standing_of(self.level, self.expected)

    @property
    def is_behind(self) -> bool:
        return self.standing is Standing.BEHIND

    @property
    def course(self) -> Course:
        """Off course when off track, behind or past the date agreed now; unknown without a rating or a date."""
        if self.is_complete:
            return Course.COMPLETE
        if self.is_past_its_date or self.is_behind or (self.level is not None and self.level.is_off_track):
            return Course.OFF_COURSE
        if self.level is None or self.due_on is None:
            return Course.UNKNOWN
        return Course.ON_COURSE


def standing_of(level: LevelSeen | None, expected: Sequence[LevelSeen]) -> Standing | None:
    """A level against those expected; nothing where none is expected, or no rating was given."""
    if level is None or not expected:
        return None
    ranks = [each.rank for each in expected]
    if level.rank > max(ranks):
        return Standing.BEHIND
    return Standing.AHEAD if level.rank < min(ranks) else Standing.ON


def course_of_action(states: Sequence[State]) -> Course:
    """The course of one action over its dimensions: the worst of them, and complete only when all are."""
    courses = {state.course for state in states}
    for course in (Course.OFF_COURSE, Course.UNKNOWN, Course.ON_COURSE):
        if course in courses:
            return course
    return Course.COMPLETE


def by_action(states: Iterable[State]) -> dict[int, list[State]]:
    """The states of each action, in the order in which they came."""
    groups: dict[int, list[State]] = {}
    for state in states:
        groups.setdefault(state.action_id, []).append(state)
    return groups


@dataclass(frozen=True, slots=True)
class ActionCounts:
    """How many actions of a group, each counted once however many dimensions it is rated in.

    An action counts as without update, moved or behind when it is so in any of its dimensions, as complete when it is
    in all. `complete`, `on_course`, `off_course` and `course_unknown` add up to the actions of the group.
    """

    no_update: int = 0
    moved_up: int = 0
    moved_down: int = 0
    behind: int = 0
    overdue: int = 0
    complete: int = 0
    on_course: int = 0
    off_course: int = 0
    course_unknown: int = 0
    # Complete in a dimension: said by the lead alone, and confirmed by somebody else.
    claimed: int = 0
    verified: int = 0
    # Of those overdue: by their first date alone.
    overdue_by_first_date: int = 0
    date_moved: int = 0
    restated: int = 0
    challenged: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """How many states of a group stand where. `levels` and `no_update` add up to `rated_things`.

    `no_update`, `moved_up`, `moved_down` and `behind` count states, one for each dimension of an action. `actions`,
    `overdue` and `complete` count actions, each once; `each` counts everything so, which is what a total over plans
    with different dimensions needs.
    """

    rated_things: int = 0
    actions: int = 0
    levels: dict[int, int] = field(default_factory=dict)
    no_update: int = 0
    moved_up: int = 0
    moved_down: int = 0
    behind: int = 0
    each: ActionCounts = field(default_factory=ActionCounts)

    def at(self, level_id: int) -> int:
        return self.levels.get(level_id, 0)

    @property
    def moved(self) -> int:
        return self.moved_up + self.moved_down

    @property
    def overdue(self) -> int:
        return self.each.overdue

    @property
    def complete(self) -> int:
        return self.each.complete

    @property
    def incomplete(self) -> int:
        return self.actions - self.complete


def count(states: Iterable[State]) -> Counts:
    """Count the states of one group."""
    seen = list(states)
    groups = by_action(seen)
    return Counts(
        rated_things=len(seen),
        actions=len(groups),
        levels=dict(Counter(state.level.id for state in seen if state.level is not None)),
        no_update=sum(state.no_update for state in seen),
        moved_up=sum(state.moved is Moved.UP for state in seen),
        moved_down=sum(state.moved is Moved.DOWN for state in seen),
        behind=sum(state.is_behind for state in seen),
        each=_count_actions(groups.values()),
    )


def _count_actions(groups: Iterable[Sequence[State]]) -> ActionCounts:
    actions = list(groups)
    courses = Counter(course_of_action(states) for states in actions)
    return ActionCounts(
        no_update=sum(any(state.no_update for state in states) for states in actions),
        moved_up=sum(any(state.moved is Moved.UP for state in states) for states in actions),
        moved_down=sum(any(state.moved is Moved.DOWN for state in states) for states in actions),
        behind=sum(any(state.is_behind for state in states) for states in actions),
        overdue=sum(any(state.is_overdue for state in states) for states in actions),
        complete=courses[Course.COMPLETE],
        on_course=courses[Course.ON_COURSE],
        off_course=courses[Course.OFF_COURSE],
        course_unknown=courses[Course.UNKNOWN],
        claimed=sum(any(state.is_claimed for state in states) for states in actions),
        verified=sum(any(state.is_verified for state in states) for states in actions),
        overdue_by_first_date=sum(any(state.is_overdue_by_first_date for state in states) for states in actions),
        date_moved=sum(any(state.moves for state in states) for states in actions),
        restated=sum(any(state.is_restated for state in states) for states in actions),
        challenged=sum(any(state.open_challenges for state in states) for states in actions),
    )


def count_by(states: Iterable[State], keys: Callable[[State], Sequence[Key]]) -> dict[Key, Counts]:
    """Count the states group by group; a state with several keys (leads, themes) counts in each of them, once."""
    groups: dict[Key, list[State]] = {}
    for state in states:
        for key in dict.fromkeys(keys(state)):
            groups.setdefault(key, []).append(state)
    return {key: count(group) for key, group in groups.items()}
