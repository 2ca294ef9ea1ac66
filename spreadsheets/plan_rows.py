"""One action of a plan as a row: the same for what a file brings, what stands, and what goes out."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import Any, Self

from spreadsheets.bare_quarters import with_year
from spreadsheets.codecs import Due
from spreadsheets.matching import Spoken
from spreadsheets.own_headings import RatingKey
from spreadsheets.staged import Staged, StagedMilestone


@dataclass
class PlanRow:
    """Absent texts are empty.

    `ratings` has level codes by dimension (its code in the scale) and period (its name), `written` the ratings' own
    words, `given_by` who gave those that no file brought. `topics` has the latest progress by topic, `said` every
    progress ever reported.
    """

    action_id: int | None = None
    import_row_id: int | None = None
    reference: str = ""
    section: str = ""
    objective: str = ""
    text: str = ""
    measure: str = ""
    leads: tuple[str, ...] = ()
    lead_text: str = ""
    timescale_text: str = ""
    timescale_kind: str = "none"
    due: Due = field(default_factory=Due)
    original_due: Due = field(default_factory=Due)
    recurrence: str = ""
    milestones: tuple[StagedMilestone, ...] = ()
    progress: str = ""
    topics: dict[RatingKey, str] = field(default_factory=dict)
    ratings: dict[RatingKey, str] = field(default_factory=dict)
    reasons: dict[RatingKey, str] = field(default_factory=dict)
    written: dict[RatingKey, str] = field(default_factory=dict)
    said: frozenset[tuple[str, str]] = frozenset()
    given_by: dict[RatingKey, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.label

    def __deepcopy__(self, _memo: dict[int, Any]) -> Self:
        """Only the mappings can change in place; django-import-export copies each row before it is compared."""
        made = copy(self)
        for name in ("topics", "ratings", "reasons", "written", "given_by"):
            setattr(made, name, dict(getattr(self, name)))
        return made

    def differs(self, standing: "PlanRow", key: RatingKey) -> bool:
        """Whether the rating of that dimension and period is another, or said for another reason."""
        mine = (self.ratings.get(key), self.reasons.get(key, ""))
        return mine != (standing.ratings.get(key), standing.reasons.get(key, ""))

    @property
    def has_moved(self) -> bool:
        """Whether another date than that of now was the first."""
        return bool(self.due.on and self.original_due.on and self.original_due.on != self.due.on)

    @property
    def first_due(self) -> Due:
        return self.original_due if self.has_moved else self.due

    @property
    def label(self) -> str:
        return self.reference or self.text[:60]

    @property
    def spoken(self) -> Spoken:
        """What an action of a plan is told by."""
        return Spoken.of(self.reference, self.text, self.section, self.objective)

    @property
    def place(self) -> tuple[str, str, str]:
        """Section, objective and reference: no two active actions of a plan share all three."""
        return self.section, self.objective, self.reference

    @classmethod
    def of_staged(
        cls, staged: Staged, *, dimensions: Mapping[str, str], period: str, year: int | None = None
    ) -> "PlanRow":
        """What the file brings. `dimensions` has the code of each name in lower case, and under "" that of the only
        one; a rating without a period of its own is of `period`, one of "Q2" of the year that begins in `year`."""
        row = cls(
            reference=staged.reference.strip(),
            section=staged.section.strip(),
            objective=staged.objective,
            text=staged.text,
            measure=staged.measure,
            leads=tuple(lead.name for lead in staged.leads),
            lead_text=staged.lead_text,
            timescale_text=staged.timescale_text,
            timescale_kind=staged.timescale_kind,
            due=Due(staged.due_on, staged.due_precision),
            original_due=Due(staged.original_on, staged.original_precision),
            recurrence=staged.recurrence,
            milestones=staged.milestones,
            progress=staged.progress,
        )
        for rating in staged.ratings:
            dimension = dimensions.get(rating.dimension.lower(), rating.dimension)
            key = (dimension, with_year(rating.period, year) or period)
            if rating.level:
                row.ratings[key] = rating.level
                row.written[key] = rating.text
            elif rating.text.strip():
                row.topics[dimension, ""] = rating.text
        for reason in staged.reasons:
            dimension = dimensions.get(reason.dimension.lower(), reason.dimension)
            row.reasons[dimension, with_year(reason.period, year) or period] = reason.text
        for topic, text in staged.topics:
            row.topics[dimensions.get(topic.lower(), topic), ""] = text
        return row
