"""The shape of a report's content, as it is stored for good.

What was published in an older shape lacks what came later: whatever shows it must do without (`SHAPE` in content.py).
"""

from typing import TypedDict


class LevelShown(TypedDict):
    letter: str
    word: str
    colour: str
    shape: str


class LevelCount(TypedDict):
    """How many stand at a level; without a level, how many had no update."""

    level: LevelShown | None
    count: int


class DimensionShown(TypedDict):
    """What one plan's actions stand at in one dimension. `name` is empty where the plan has one only."""

    name: str
    sentence: str
    actions: int
    # Of those complete: how many are confirmed and how many claimed; empty where no level needs to be confirmed.
    assured: str
    levels: list[LevelCount]


class RatingShown(TypedDict):
    dimension: str
    level: LevelShown | None
    last_known: LevelShown | None
    last_known_in: str
    # Whether the level was confirmed by somebody who does not lead the action; empty where nobody need.
    assured: str
    reason: str
    # Of a closed period that was corrected: "restated from Amber on 3 May 2022: …"; else empty.
    restated: str


class ActionShown(TypedDict):
    reference: str
    text: str
    is_placeholder: bool
    due: str
    slip: str
    timescale_text: str
    leads: list[str]
    ratings: list[RatingShown]
    course: str
    course_words: str


class ReviewShown(TypedDict):
    title: str
    kind: str
    stage: str


class PlanShown(TypedDict):
    """One plan. `scales` names those that its actions are rated in, so that its pages need no other key."""

    title: str
    note: str
    scales: list[str]
    review: ReviewShown | None
    dimensions: list[DimensionShown]
    actions: int
    complete: int
    verified: int
    claimed: int
    course: str
    deadlines: str
    # Every correction of the period, of complete actions too.
    restatements: list[str]
    incomplete: list[ActionShown]


class MeaningShown(TypedDict):
    """What a level means in one column of the key; the only column has no name."""

    column: str
    text: str


class KeyRowShown(TypedDict):
    level: LevelShown
    meanings: list[MeaningShown]


class KeyShown(TypedDict):
    scale: str
    columns: list[str]
    rows: list[KeyRowShown]


class ThemeShown(TypedDict):
    name: str
    reviews: list[str]


class Content(TypedDict):
    shape: int
    title: str
    partnership: str
    audience: str
    meeting_name: str
    meeting_on: str
    period: str
    as_at: str
    version: int
    what_changed: str
    actions: int
    verified: int
    claimed: int
    course: str
    deadlines: str
    plans: list[PlanShown]
    reviews: list[ReviewShown]
    themes: list[ThemeShown]
    keys: list[KeyShown]
