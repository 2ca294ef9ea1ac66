"""How a file is laid out for each kind of plan: which columns, in which order, under which headings, what is a banner.

The peer review's are its seven columns; a delivery plan has its aims as banners; a joint inspection rates by dimension.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spreadsheets.columns import (
    ACTION,
    DUE_DATE,
    LEADS,
    MEASURE,
    OBJECTIVE,
    PROGRESS,
    PROGRESS_DATE,
    REFERENCE,
    SECTION,
    TIMESCALE,
    Column,
)

# Stands where the columns of the ratings go.
RATINGS = Column("ratings", "Rating")
SECTION_WORDS = {"aim": "Strategic aim", "theme": "Theme", "category": "Category", "priority": "Priority"}
# What a peer review's only rating is called; in no other file made here does it name a dimension.
ONLY_RATING = "RAG"
_OBJECTIVE_WORDS = ("Objective", "Recommendation", "Area for improvement", "Finding")


@dataclass(frozen=True, slots=True)
class KindLayout:
    """`order` has the fixed columns under this kind's headings.

    With `banners` a section is a row of its own above its actions; with `objective_rows` a section is a heading and an
    objective a row above them in Word, where width is scarce.
    """

    kind: str
    order: tuple[Column, ...]
    rating: str = ""
    banners: bool = True
    objective_rows: bool = True

    def column(self, like: Column) -> Column:
        """The column under this kind's heading."""
        return next((column for column in self.order if column.field == like.field), like)

    @property
    def objective(self) -> str:
        return self.column(OBJECTIVE).heading

    @property
    def marks(self) -> frozenset[str]:
        """A file that has these headings, whatever else it has, was made here."""
        always = {column.heading for column in self.order if column.field not in _OF_THE_PLAN}
        always |= {self.objective, PROGRESS_DATE.heading} if self.kind != "other" else set()
        return frozenset({*always, DUE_DATE.heading})

    @property
    def word_marks(self) -> frozenset[str]:
        """The same of a table in a Word file made here."""
        fields = {column.field for column in (REFERENCE, ACTION, LEADS, TIMESCALE)}
        return frozenset(column.heading for column in self.order if column.field in fields)


# These headings follow the plan, not the kind alone.
_OF_THE_PLAN = {SECTION.field, OBJECTIVE.field, RATINGS.field}


def _as(column: Column, heading: str, width: int = 0) -> Column:
    return replace(column, heading=heading, width=width or column.width)


PEER_REVIEW = KindLayout(
    "peer_review",
    (
        REFERENCE,
        _as(SECTION, "Category"),
        _as(OBJECTIVE, "Recommendation"),
        _as(ACTION, "Specific actions"),
        _as(PROGRESS, "Response"),
        LEADS,
        TIMESCALE,
        RATINGS,
    ),
    rating=ONLY_RATING,
    banners=False,
    objective_rows=False,
)
DELIVERY_PLAN = KindLayout(
    "delivery_plan",
    (
        _as(REFERENCE, "Action no", 9),
        OBJECTIVE,
        ACTION,
        _as(MEASURE, "Measure"),
        _as(TIMESCALE, "Time scale"),
        _as(LEADS, "Lead group"),
        RATINGS,
        PROGRESS,
    ),
)
CASE_REVIEW = KindLayout(
    "case_review",
    (REFERENCE, _as(OBJECTIVE, "Recommendation"), ACTION, TIMESCALE, LEADS, RATINGS, PROGRESS),
)
JTAI = KindLayout(
    "jtai",
    (
        REFERENCE,
        _as(OBJECTIVE, "Area for improvement"),
        ACTION,
        _as(LEADS, "Lead agency/agencies"),
        _as(MEASURE, "Outcome measure"),
        RATINGS,
        TIMESCALE,
        PROGRESS,
    ),
)
OTHER = KindLayout(
    "other",
    (REFERENCE, SECTION, OBJECTIVE, ACTION, MEASURE, LEADS, TIMESCALE, DUE_DATE, PROGRESS, RATINGS),
    banners=False,
)
LAYOUTS = (PEER_REVIEW, DELIVERY_PLAN, CASE_REVIEW, JTAI, OTHER)


def layout_of(kind: str) -> KindLayout:
    return next((layout for layout in LAYOUTS if layout.kind == kind), OTHER)


def layout_with(headings: Sequence[str], *, word: bool = False) -> KindLayout | None:
    """The layout of a file made here by the headings of its table; none for any other file."""
    found = set(headings)
    fitting = [layout for layout in LAYOUTS if found >= (layout.word_marks if word else layout.marks)]
    return max(fitting, key=lambda layout: len(layout.marks & found), default=None)


def section_banner(kind: str, label: str) -> str:
    """ "Strategic aim: 1. Safeguarding is everyone's business"."""
    return f"{SECTION_WORDS.get(kind, SECTION.heading)}: {label}"


def read_section_banner(text: str) -> tuple[str, str]:
    """The kind of the section (empty if not said) and its label."""
    word, _, label = text.partition(": ")
    kinds = {said.lower(): kind for kind, said in SECTION_WORDS.items()} | {SECTION.heading.lower(): ""}
    return (kinds[word.strip().lower()], label) if label and word.strip().lower() in kinds else ("", text)


def read_objective_banner(text: str) -> str:
    """The objective without the word for it."""
    word, _, said = text.partition(": ")
    return said if said and word.strip() in _OBJECTIVE_WORDS else text
