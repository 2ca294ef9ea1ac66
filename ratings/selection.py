"""Which states a list shows. The address of a list is made here from a number's meaning, and read here by the list:
so every number opens exactly what it counted.

Pure logic, no database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Self
from urllib.parse import urlencode

from ratings.rollup import Course, Moved, State

NO_UPDATE = "none"
# Where a number is asked for: those that have none, such as actions without a lead. No row has this primary key.
NONE = 0


class Condition(StrEnum):
    """What a list can be narrowed to, beside plan, level, lead and the like."""

    OVERDUE = "overdue"
    MOVED = "moved"
    MOVED_UP = "moved-up"
    MOVED_DOWN = "moved-down"
    BEHIND = "behind"
    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    OFF_COURSE = "off-course"
    CLAIMED = "claimed"
    VERIFIED = "verified"
    FIRST_DATE_PASSED = "first-date-passed"
    DATE_MOVED = "date-moved"
    RESTATED = "restated"
    CHALLENGED = "challenged"

    def holds(self, state: State) -> bool:
        return {
            Condition.OVERDUE: state.is_overdue,
            Condition.MOVED: state.moved is not None,
            Condition.MOVED_UP: state.moved is Moved.UP,
            Condition.MOVED_DOWN: state.moved is Moved.DOWN,
            Condition.BEHIND: state.is_behind,
            Condition.COMPLETE: state.is_complete,
            Condition.INCOMPLETE: not state.is_complete,
            Condition.OFF_COURSE: state.course is Course.OFF_COURSE,
            Condition.CLAIMED: state.is_claimed,
            Condition.VERIFIED: state.is_verified,
            Condition.FIRST_DATE_PASSED: state.is_overdue_by_first_date,
            Condition.DATE_MOVED: state.moves > 0,
            Condition.RESTATED: state.is_restated,
            Condition.CHALLENGED: state.open_challenges > 0,
        }[self]


@dataclass(frozen=True, slots=True)
class Selection:
    """A choice of states. Numbers are primary keys or NONE; `level` is a level's or NO_UPDATE; words are for SQL."""

    period: int | None = None
    plan: int | None = None
    dimension: int | None = None
    level: str = ""
    lead: int | None = None
    section: int | None = None
    aim: int | None = None
    review: int | None = None
    theme: int | None = None
    condition: Condition | None = None
    words: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """From an address; what cannot be read is left out, as an old bookmark should open something."""
        numbers = {
            field.name: _number(query.get(field.name, ""))
            for field in fields(cls)
            if field.name not in {"level", "condition", "words"}
        }
        level = query.get("level", "")
        condition = query.get("condition", "")
        return cls(
            **numbers,
            level=level if level == NO_UPDATE or _number(level) is not None else "",
            condition=Condition(condition) if condition in set(Condition) else None,
            # A database that refuses NUL in a search would answer with an error.
            words=query.get("words", "").replace("\0", " ").strip()[:200],
        )

    def matches(self, state: State) -> bool:
        """Whether the state is chosen; `period` and `words` are dealt with where the states are read."""
        return (
            self.plan in (None, state.plan_id)
            and self.dimension in (None, state.dimension_id or NONE)
            and self.section in (None, state.section_id or NONE)
            and self.aim in (None, state.aim_id or NONE)
            and self.review in (None, state.review_id or NONE)
            and (self.lead is None or self.lead in (state.lead_ids or (NONE,)))
            and (self.theme is None or self.theme in (state.theme_ids or (NONE,)))
            and (not self.level or self.level == (str(state.level.id) if state.level else NO_UPDATE))
            and (self.condition is None or self.condition.holds(state))
        )

    def but(self, **changes: object) -> Self:
        return replace(self, **changes)  # type: ignore[arg-type]  # the names and types are those of the fields above

    def as_query(self) -> str:
        """The query part of an address, without the question mark."""
        chosen = {field.name: getattr(self, field.name) for field in fields(self)}
        return urlencode({name: value for name, value in chosen.items() if value not in (None, "")})


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
