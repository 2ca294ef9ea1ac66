"""Actions on their way: rows put under their columns, and what is gathered of each action from them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from spreadsheets.draft import Origin, Problem, SourceCell
from spreadsheets.readers.grid import Cell, Row
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.banners import Banner
from spreadsheets.recognise.columns import Column, Layout
from spreadsheets.recognise.line import DATA, Line
from spreadsheets.recognise.shifts import STRAIGHT, Shift, placed, shifts_of


@dataclass(slots=True)
class Placed:
    """A line with its cells under the columns they belong to; an own reference stands under -1."""

    line: Line
    layout: Layout
    cells: dict[int, Cell]
    shift: Shift

    def cell(self, name: str) -> Cell | None:
        if name == v.REFERENCE and -1 in self.cells:
            return self.cells[-1]
        index = self.layout.index_of(name)
        return None if index is None else self.cells.get(index)

    def text(self, name: str) -> str:
        """The cell's text word for word, of a merged cell from above too; empty where there is none."""
        cell = self.cell(name)
        return "" if cell is None or cell.blank else cell.text

    def owns(self, name: str) -> bool:
        cell = self.cell(name)
        return cell is not None and not cell.blank and not cell.repeated

    def owned(self) -> list[tuple[Column, Cell]]:
        """Every filled cell of this row's own, with its column."""
        return [
            (self.layout.columns[at], cell)
            for at, cell in sorted(self.cells.items())
            if 0 <= at < len(self.layout.columns) and not cell.blank and not cell.repeated
        ]

    @property
    def place(self) -> str:
        return f"row {self.line.row.number} of {self.line.table}"

    def origins(self) -> list[Origin]:
        """The row as it stands in the file, not as it was moved; of a card all the rows that it was made from."""
        row, layout = self.line.row, self.layout
        if row.sources:
            return [self._origin(some, row.above or [some.cells[0].text] * len(some.cells)) for some in row.sources]
        return [self._origin(row, [layout.heading_at(at) for at in range(len(row.cells))])]

    def _origin(self, row: Row, headings: Sequence[str]) -> Origin:
        cells = zip(headings, row.cells, strict=True)
        return Origin(
            table=self.line.table,
            row=row.number,
            cells=tuple(SourceCell(heading, cell.text, cell.fill, cell.where) for heading, cell in cells),
        )


@dataclass(frozen=True, slots=True)
class RatingCell:
    """A cell under a rated column: its text word for word, its fill, and the period its column or banner names."""

    column: Column
    text: str
    fill: str | None
    period: str | None


@dataclass(slots=True, eq=False)
class Objective:
    """One objective, shared by the actions under it, so that a later row can still finish it.

    `number` is that of a row of its own, whose actions are numbered under it.
    """

    text: str
    owner: "Entry | None" = None
    number: str | None = None


@dataclass(slots=True, eq=False)
class Entry:
    """One action so far. `texts` holds each field's text word for word."""

    rows: list[Placed]
    texts: dict[str, str]
    objective: Objective | None = None
    banners: tuple[Banner, ...] = ()
    category: str | None = None
    reference: str | None = None
    ratings: list[RatingCell] = field(default_factory=list)
    extra: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    joined: list[Placed] = field(default_factory=list)

    @property
    def first(self) -> Placed:
        return self.rows[0]

    @property
    def name(self) -> str:
        """What to call it in a sentence: its reference, else where it stands."""
        return self.reference or self.first.place[0].upper() + self.first.place[1:]

    @property
    def period(self) -> str | None:
        return next((banner.period for banner in reversed(self.banners) if banner.period), None)

    @property
    def banner_timescale(self) -> str | None:
        return next((banner.timescale for banner in reversed(self.banners) if banner.timescale), None)

    @property
    def banner_quarter(self) -> str | None:
        """The words of the quarter that heads the action, where no column tells its time."""
        if self.first.layout.index_of(v.TIMESCALE) is not None:
            return None
        return next((banner.whole for banner in reversed(self.banners) if banner.period), None)

    def text(self, name: str) -> str:
        return self.texts.get(name, "")


def placed_rows(lines: Sequence[Line]) -> dict[int, Placed]:
    """Each data line put under its columns, by its place in `lines`."""
    rows: dict[int, Placed] = {}
    data = [(at, line) for at, line in enumerate(lines) if line.kind == DATA and line.layout is not None]
    for _, group in groupby(data, key=lambda pair: id(pair[1].layout)):
        block = list(group)
        layout = block[0][1].layout or Layout(())
        for (at, line), shift in zip(block, shifts_of([line.row for _, line in block], layout), strict=True):
            rows[at] = Placed(line, layout, placed(line.row, layout, shift), shift)
    return rows


def shift_problem(row: Placed) -> Problem | None:
    """What the person is told of a row whose cells stood in other columns than their headings."""
    if row.shift == STRAIGHT:
        return None
    if row.shift.own_reference:
        return Problem(
            "own_reference",
            f"In {row.place} the number {row.text(v.REFERENCE)} has a cell of its own, "
            "and the cells after it were read under the headings one column to their left.",
        )
    way = "right" if row.shift.by > 0 else "left"
    count = abs(row.shift.by)
    columns = "one column" if count == 1 else f"{count} columns"
    return Problem(
        "shifted",
        f"The cells of {row.place} stand {columns} too far {way} of their headings "
        "and were read as if they did not: check them.",
    )


def joined_problem(entry: Entry) -> Problem | None:
    """One sentence for all rows whose text was joined to the action's own."""
    places = list(dict.fromkeys((row.line.table, row.line.row.number) for row in entry.joined))
    if not places:
        return None
    tables = {table: [number for at, number in places if at == table] for table, _ in places}
    named = " and ".join(f"{rows_named(numbers)} of {table}" for table, numbers in tables.items())
    verb = "goes on with the row above it and was" if len(places) == 1 else "go on with the row above them and were"
    return Problem("joined", f"{named[0].upper()}{named[1:]} {verb} joined to it: check the text of {entry.name}.")


def rows_named(numbers: Sequence[int]) -> str:
    """ "row 4", "rows 2 to 8", "rows 2, 5, 7"."""
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    if list(numbers) == list(range(numbers[0], numbers[-1] + 1)):
        return f"rows {numbers[0]} to {numbers[-1]}"
    return "rows " + ", ".join(map(str, numbers))
