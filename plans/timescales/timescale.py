"""The words for a timescale: its kind, how exact its date is, and its dated parts."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from plans.timescales.meetings import group_met, group_named


class Kind(StrEnum):
    """What a timescale turned out to be."""

    DATE = "date"
    RECURRING = "recurring"
    CYCLE = "cycle"
    ONGOING = "ongoing"
    UNKNOWN = "unknown"
    NONE = "none"


class Precision(StrEnum):
    """How exact a date is. A season, a term or a half year counts as a quarter: months, but not the whole year."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class MilestoneDate:
    """One dated part of a timescale, with the words it stands in; `due` is None when its date cannot be right."""

    text: str
    due: date | None
    precision: Precision | None


@dataclass(frozen=True, slots=True)
class Timescale:
    """A timescale as written and as understood.

    `due` is the last day of what was written (31 December for "December 2019"), the latest when there are several
    dates. A recurring, cyclic or ongoing timescale has a `due` only when a date is written beside the rhythm.
    `milestones` holds the dated parts when there is more than one, or when a rhythm stands beside them.
    `offer` is the nearest possible date for one that cannot be right; it is never put into `due`.
    """

    text: str
    kind: Kind
    due: date | None = None
    precision: Precision | None = None
    recurrence: str | None = None
    milestones: tuple[MilestoneDate, ...] = ()
    problem: str | None = None
    offer: date | None = None
    note: str | None = None

    @property
    def group(self) -> str | None:
        """The group whose meetings give the date, where the timescale names one: "Audit Group"."""
        if self.kind is Kind.RECURRING:
            return group_met(self.text)
        return group_named(self.recurrence) if self.kind is Kind.CYCLE else None
