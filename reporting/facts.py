"""What a report's content is made from, as read from the plans: plain values, no database.

Levels and counts are not among them: those come from the states of the roll-up.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ratings.rollup import LevelSeen, State


@dataclass(frozen=True, slots=True)
class DimensionFacts:
    """A dimension with the scale that it belongs to, and all levels of that scale, best first."""

    id: int
    name: str
    position: int
    scale_id: int
    scale_name: str
    levels: tuple[LevelSeen, ...] = ()


def names_among_several(dimensions: Collection[DimensionFacts]) -> dict[int | None, str]:
    """The names of the dimensions of scales that have more than one; that of an only one tells nothing."""
    scales = [dimension.scale_id for dimension in dimensions]
    return {dimension.id: dimension.name for dimension in dimensions if scales.count(dimension.scale_id) > 1}


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    title: str
    kind: str
    stage: str
    is_published: bool
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """One active action. `due` and `slip` are in words; empty where there is no date or it never moved."""

    id: int
    reference: str
    text: str
    is_placeholder: bool
    due_on: date | None
    due: str
    slip: str
    timescale_text: str
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanFacts:
    id: int
    title: str
    note: str
    review: ReviewFacts | None
    actions: Sequence[ActionFacts]
    states: Sequence[State]


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """The key of one scale: the levels with their meaning, one text per column (a dimension, or one for all)."""

    scale: str
    columns: Sequence[str]
    rows: Sequence[tuple[LevelSeen, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """Everything that a report's content is made from. `reasons` is by action and dimension."""

    title: str
    partnership: str
    audience: str
    meeting_name: str
    meeting_on: date | None
    period_name: str
    period_ends_on: date
    is_period_open: bool
    judged_on: date
    version: int
    what_changed: str
    plans: Sequence[PlanFacts]
    reviews: Sequence[ReviewFacts]
    dimensions: Mapping[int, DimensionFacts]
    keys: Sequence[KeyFacts] = ()
    reasons: Mapping[tuple[int, int | None], str] = field(default_factory=dict)
    needs_reason: frozenset[int] = frozenset()
