"""What the importer understood of one document, before anything is written: plain values, no Django.

Each thing keeps the words of the document beside what was made of them, and where they stood. A `Problem` is one plain
sentence for a person; those whose code is in `NOTICES` say what was done and need no answer.
"""

from dataclasses import dataclass

from plans.lead_names import LeadName
from plans.timescales import Timescale

NOTICES = frozenset({"joined", "level_by_key", "own_reference", "rows_hold_several", "spelt_two_ways"})


@dataclass(frozen=True, slots=True)
class Problem:
    """`message` names the cell or field and what to do; `offer` is a value a person may take, such as "2021-04-30"."""

    code: str
    message: str
    field: str | None = None
    offer: str | None = None


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell as it stands in the file; `where` is "G13" in a sheet, "row 4, column 2" in a Word table."""

    heading: str
    text: str
    fill: str | None
    where: str


@dataclass(frozen=True, slots=True)
class Origin:
    """One row of the file; `table` is the sheet's name or "Table 3", `row` counts from 1 as the person sees it."""

    table: str
    row: int
    cells: tuple[SourceCell, ...]


@dataclass(frozen=True, slots=True)
class DraftRating:
    """`level` is the canonical lower-case word (`Yellow` is "amber") or None; `text` is what the cell says."""

    dimension: str | None
    period: str | None
    level: str | None
    text: str


@dataclass(frozen=True, slots=True)
class DraftExpected:
    """The levels expected of a dimension in a period ("2018/19 Q2")."""

    dimension: str
    period: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftKeyEntry:
    """What the document's own key says of a level, for one dimension or all; `mark` is a number that stands for it."""

    level: str
    dimension: str | None
    definition: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class DraftSection:
    """A heading of the plan; `kind` is "aim", "theme", "category", "priority" or "section"."""

    number: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class DraftAction:
    """One action, with the rows it was read from: the first, then those its text goes on in."""

    reference: str | None
    section: str | None
    section_title: str | None
    objective: str | None
    action: str
    measure: str | None
    progress: str | None
    leads: tuple[LeadName, ...]
    lead_text: str | None
    timescale: Timescale
    ratings: tuple[DraftRating, ...]
    origins: tuple[Origin, ...]
    extra: tuple[tuple[str, str], ...] = ()
    part: int | None = None
    parts: int | None = None
    whole_text: str | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftLayout:
    """Headings within a table and the rows below them; `reasons` has one sentence for each pair of `mapping`."""

    headings: tuple[str, ...]
    mapping: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    heading_row: int | None
    rows: int


@dataclass(frozen=True, slots=True)
class DraftTable:
    """A table or sheet of the file, what it was taken for, which heading was taken for which field, and why.

    `role` is "actions" for one that was read, else "repeats", "key", "summary", "hidden", "prose", "list" or "empty";
    `reason` says why in one sentence. `mapping` and `reasons` are those of the first headings, which stand in
    `heading_row`; a table with several sets of headings has them all in `layouts`.
    """

    name: str
    rows: int
    headings: tuple[str, ...]
    role: str
    mapping: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...] = ()
    reason: str = ""
    heading_row: int | None = None
    actions: int = 0
    hidden: bool = False
    layouts: tuple[DraftLayout, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftPlan:
    """The whole document as understood; `ignored` has (table, row, why and text) of every row that is no action."""

    title: str
    kind: str
    layout: str
    file_name: str
    problems: tuple[Problem, ...]
    sections: tuple[DraftSection, ...]
    expected: tuple[DraftExpected, ...]
    key: tuple[DraftKeyEntry, ...]
    actions: tuple[DraftAction, ...]
    tables: tuple[DraftTable, ...]
    dimensions: tuple[str, ...]
    ignored: tuple[tuple[str, int, str], ...]
    stated: tuple[tuple[str, int], ...] = ()
    key_rows: tuple[tuple[str, ...], ...] = ()
