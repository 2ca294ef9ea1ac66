"""What the year's page and its Word file show: plain values, no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from ratings.rollup import LevelSeen


@dataclass(frozen=True, slots=True)
class ActionNamed:
    label: str
    text: str
    plan: str
    leads: Sequence[str]
    due: str
    url: str


@dataclass(frozen=True, slots=True)
class Stand:
    """The level in a dimension, named where there are several; no level is no update."""

    dimension: str
    level: LevelSeen | None


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A level that somebody who does not lead the action confirmed, and how they know. `lost` says why it ended."""

    action: ActionNamed
    level: str
    method: str
    is_voice: bool
    seen: str
    evidence: Sequence[str]
    by: str
    on: date
    lost: str


@dataclass(frozen=True, slots=True)
class Done:
    """Complete at the end of the year and not before it. `unconfirmed` says that a confirmation is still asked for."""

    action: ActionNamed
    since: str
    stands: Sequence[Stand]
    confirmed: Sequence[Confirmed]
    unconfirmed: bool


@dataclass(frozen=True, slots=True)
class Stuck:
    action: ActionNamed
    periods: int
    why: str
    stands: Sequence[Stand]


@dataclass(frozen=True, slots=True)
class Decided:
    """One action on a recommendation: how it stood before the year, and how it does at its end.

    `not_compared`: it was rated in another scale then.
    """

    action: ActionNamed
    was: str
    stands: Sequence[Stand]
    improved: bool
    not_compared: bool
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Recommendation:
    """`text` is empty where the action is itself the recommendation."""

    word: str | Promise
    number: str
    text: str
    decided: Sequence[Decided]


@dataclass(frozen=True, slots=True)
class ReviewOfYear:
    title: str
    url: str
    stage: str
    is_published: bool
    actions: int
    complete: int
    improved: int
    not_compared: int
    recommendations: Sequence[Recommendation]


@dataclass(frozen=True, slots=True)
class VoiceSaid:
    action: ActionNamed
    text: str
    on: date


@dataclass(frozen=True, slots=True)
class Year:
    """`periods` are those of the year that have begun, oldest first; `before` the one they are compared with."""

    name: str
    partnership: str
    periods: Sequence[str]
    before: str
    actions: int
    complete: int
    done: Sequence[Done]
    confirmed: Sequence[Confirmed]
    stuck: Sequence[Stuck]
    reviews: Sequence[ReviewOfYear]
    voice_said: Sequence[VoiceSaid]

    @property
    def voice_confirmed(self) -> list[Confirmed]:
        return [each for each in self.confirmed if each.is_voice]

    @property
    def unpublished(self) -> list[str]:
        """The reviews that may be named in nothing that is published."""
        return [review.title for review in self.reviews if not review.is_published]
