"""Dates moved in the last days before a meeting: marked for it, so that nobody takes them for old news. No database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class MeetingDay:
    """A meeting as the ledger needs it."""

    id: int
    name: str
    held_on: date


@dataclass(frozen=True, slots=True)
class Mark:
    """The meeting that a move is marked for, and how many days before it the date was moved; 0 is the day itself."""

    meeting: MeetingDay
    days: int


def mark_of(moved_on: date, meetings: Sequence[MeetingDay], *, days: int) -> Mark | None:
    """The next meeting on or after the day of the move, where it is at most so many days away.

    Of several on one day the first in the given order. Nothing where no meeting is near.
    """
    near = [each for each in meetings if 0 <= (each.held_on - moved_on).days <= days]
    first = min(near, key=lambda each: each.held_on, default=None)
    return Mark(first, (first.held_on - moved_on).days) if first else None
