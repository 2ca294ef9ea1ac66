"""Plans of layouts that nobody here has seen, in a few lines each: the table, the field of each column, what it yields.

Each cell of a column must come out word for word in the field that its column is named for, or be kept under its own
heading; so every field of every action is held against the table.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spreadsheets.draft import DraftAction, DraftPlan
from tests.spreadsheets.tables import sheet_plan, word_plan

_GUISES: tuple[Callable[[str, int], str], ...] = (
    lambda heading, _: heading.upper(),
    lambda heading, _: f" {heading}: \xa0",
    lambda heading, _: heading.replace(" ", "\n", 1),
    lambda heading, _: f"{heading} *",
    lambda heading, number: f"{number}. {heading}",
)
_ATTRIBUTES = {"lead": "lead_text", "section": "section_title"}


@dataclass(frozen=True, slots=True)
class Layout:
    """`table` has a row to a line and cells between bars, "⏎" for a line break; `fields` one word to a column.

    `due` and `levels` have one text to an action: a date or "-", and levels as "amber", "2031/32 Q1=red" or
    "impact:green"; `told` is the progress that a word under the ratings tells, and `unread` how many rows at the end
    are no actions.
    """

    name: str
    table: str
    fields: str
    due: str = ""
    levels: Sequence[str] = ()
    told: Sequence[str] = ()
    unread: int = 0

    def rows(self) -> list[list[str]]:
        lines = [line.strip() for line in self.table.strip().splitlines()]
        return [[cell.strip().replace("⏎", "\n") for cell in line.split("|")] for line in lines]


def assert_read(layout: Layout) -> None:
    """The same table is read alike from a sheet and from a Word document."""
    rows = layout.rows()
    width = max(map(len, rows))
    square = [[*row, *[""] * (width - len(row))] for row in rows]
    for plan in (sheet_plan(square), word_plan(square)):
        _assert_plan(layout, square, plan)


def assert_read_alike_in_other_guises(layout: Layout) -> None:
    """Shouted, numbered, starred, broken over two lines: the headings mean the same."""
    rows = layout.rows()
    at = next(number for number, row in enumerate(rows) if len(row) > 1)
    for guise in _GUISES:
        head = [guise(heading, number) if heading else "" for number, heading in enumerate(rows[at], 1)]
        square = [["Harbour Action Plan"], [""], *rows[:at], head, *rows[at + 1 :]]
        (table,) = sheet_plan(square).tables
        assert (head, [field for _, field in table.mapping]) == (head, layout.fields.split())
        assert table.actions == len(rows) - 1 - layout.unread


def _assert_plan(layout: Layout, rows: list[list[str]], plan: DraftPlan) -> None:
    fields = layout.fields.split()
    assert [field for _, field in plan.tables[0].mapping] == fields
    wanted = rows[1 : len(rows) - layout.unread]
    assert [action.action for action in plan.actions] == [row[fields.index("action")] for row in wanted]
    for at, (row, action) in enumerate(zip(wanted, plan.actions, strict=True)):
        for heading, field, text in zip(rows[0], fields, row, strict=True):
            _assert_kept(action, heading, field, text)
        if layout.told and "progress" not in fields:
            assert action.progress == layout.told[at]
    if layout.due:
        assert [str(action.timescale.due or "-") for action in plan.actions] == layout.due.split()
    assert [_levels(action) for action in plan.actions] == (list(layout.levels) or [""] * len(wanted))


def _assert_kept(action: DraftAction, heading: str, field: str, text: str) -> None:
    if field == "extra":
        assert not text or (heading, text) in action.extra
    elif field == "timescale":
        assert not text or action.timescale.text == text
    elif field == "rating":
        assert not text or text in [rating.text for rating in action.ratings]
    elif text:
        assert getattr(action, _ATTRIBUTES.get(field, field)) == text


def _levels(action: DraftAction) -> str:
    return " ".join(
        f"{rating.dimension}:" * bool(rating.dimension)
        + f"{rating.period}=" * bool(rating.period)
        + (rating.level or "?")
        for rating in action.ratings
    )
