"""The columns of a plan in a file, declared once for both directions.

The same declarations make the clean dataset that django-import-export compares and writes, the headings and cells of
an exported file, and the reading of such a file when it comes back. Headings are an interface of files and stay in
English, so that a file made in one language can be read in another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spreadsheets.codecs import DUE, LINES, MILESTONES, TEXT, Codec
from spreadsheets.own_headings import RatingKey, means_heading, notes_heading, rating_heading, topic_heading
from spreadsheets.plan_rows import PlanRow


@dataclass(frozen=True, slots=True)
class Column:
    """`field` is the attribute of a PlanRow, or with a `key` an entry of that mapping.

    `only_internal` columns carry what a reader understood and a file does not show; a `derived` one is written for
    people and never read back.
    """

    field: str
    heading: str
    codec: Codec = TEXT
    width: int = 20
    key: RatingKey | None = None
    headings: tuple[str, ...] = ()
    only_internal: bool = False
    derived: bool = False

    @property
    def name(self) -> str:
        """Its name in the clean dataset."""
        return f"{self.field} {'|'.join(self.key)}" if self.key is not None else self.field

    def get(self, row: PlanRow) -> object:
        value = getattr(row, self.field)
        return value.get(self.key, "") if self.key is not None else value

    def put(self, row: PlanRow, value: object) -> None:
        if self.key is not None:
            getattr(row, self.field)[self.key] = value
        else:
            setattr(row, self.field, value)

    def write(self, row: PlanRow) -> str:
        return self.codec.write(self.get(row))


REFERENCE = Column("reference", "Ref", width=8, headings=("Action no",))
SECTION = Column("section", "Section", width=18, headings=("Strategic aim", "Theme", "Category", "Priority"))
OBJECTIVE = Column("objective", "Objective", width=30, headings=("Recommendation", "Area for improvement", "Finding"))
ACTION = Column("text", "Action", width=40, headings=("Specific actions",))
MEASURE = Column("measure", "Measure of success", width=28, headings=("Measure", "Outcome measure"))
LEADS = Column("leads", "Lead", LINES, width=20, headings=("Lead group", "Lead agency/agencies"))
LEAD_TEXT = Column("lead_text", "Lead as written", width=22, only_internal=True)
TIMESCALE = Column("timescale_text", "Timescale", width=16, headings=("Time scale",))
TIMESCALE_KIND = Column("timescale_kind", "Kind of timescale", only_internal=True)
DUE_DATE = Column("due", "Due date", DUE, width=17)
FIRST_DUE_DATE = Column("original_due", "Originally due", DUE, width=17, derived=True)
RECURRENCE = Column("recurrence", "Recurs", only_internal=True)
PARTS = Column("milestones", "Milestones", MILESTONES, only_internal=True)
PROGRESS = Column("progress", "Progress", width=40, headings=("Response",))

FIXED = (
    REFERENCE,
    SECTION,
    OBJECTIVE,
    ACTION,
    MEASURE,
    LEADS,
    LEAD_TEXT,
    TIMESCALE,
    TIMESCALE_KIND,
    DUE_DATE,
    FIRST_DUE_DATE,
    RECURRENCE,
    PARTS,
    PROGRESS,
)

# What a file tells besides, each a column of an ExportedRow; all but the first are never read back.
LEADS_WRITTEN = replace(LEAD_TEXT, field="leads_written", only_internal=False)
MOVES = Column("moves", "Due date moved", LINES, width=30, derived=True)
STEPS = Column("steps", "Milestones", LINES, width=30, derived=True)
PROGRESS_DATE = Column("told_on", "Progress as at", width=17, derived=True)
TOLD_BEFORE = Column("told_before", "Earlier progress", LINES, width=40, derived=True)
PLAN_TITLE = Column("plan_title", "Plan", width=24, derived=True)
BESIDES = (LEADS_WRITTEN, MOVES, STEPS, PROGRESS_DATE, TOLD_BEFORE, PLAN_TITLE)
# The layout of files made here.
OWN = "own"


def fixed_column(heading: str) -> Column | None:
    """The column of that heading; none for one that is not written into files."""
    said = " ".join(heading.split()).lower()
    for column in (*FIXED, *BESIDES):
        if not column.only_internal and said in {name.lower() for name in (column.heading, *column.headings)}:
            return column
    return None


def rating_columns(
    keys: Sequence[RatingKey],
    levels: Codec,
    names: Mapping[str, str],
    *,
    with_reasons: bool,
    with_meanings: bool = False,
    with_notes: bool = False,
) -> list[Column]:
    """A column for each rated dimension and period, and one for its reason; `names` are the dimensions' by code.

    `with_meanings` adds what the level given means, for a file that has no room for a key, `with_notes` what was
    restated and verified.
    """
    found = []
    for dimension, period in keys:
        name = names.get(dimension, dimension)
        found.append(Column("ratings", rating_heading(name, period), levels, width=13, key=(dimension, period)))
        if with_meanings:
            heading = means_heading(name, period)
            found.append(Column("means", heading, width=28, key=(dimension, period), derived=True))
        if with_notes:
            heading = notes_heading(name, period)
            found.append(Column("rating_notes", heading, LINES, width=28, key=(dimension, period), derived=True))
        if with_reasons:
            heading = rating_heading(name, period, what="reason")
            found.append(Column("reasons", heading, width=28, key=(dimension, period)))
    return found


def topic_columns(topics: Sequence[str]) -> list[Column]:
    """A column for the progress of each topic, such as a rated dimension."""
    return [Column("topics", topic_heading(topic), width=34, key=(topic, "")) for topic in topics]
