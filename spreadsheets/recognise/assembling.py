"""Lines put together into actions, in the document's order."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from spreadsheets.draft import Problem
from spreadsheets.readers.grid import Cell
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.banners import Banner
from spreadsheets.recognise.columns import Column
from spreadsheets.recognise.continuation import expects_reference, finishes, goes_on, joined
from spreadsheets.recognise.entries import Entry, Objective, Placed, RatingCell, placed_rows, shift_problem
from spreadsheets.recognise.levels import level_of_fill
from spreadsheets.recognise.line import BANNER, DATA, OBJECTIVE, OTHER, TOLD, Line
from spreadsheets.recognise.looks import is_timescale
from spreadsheets.recognise.neighbours import is_first_date, is_revised_date
from spreadsheets.recognise.parents import covers, parent_of
from spreadsheets.recognise.shifts import STRAIGHT

_CARRIED = (v.OBJECTIVE, v.SECTION, v.REFERENCE, v.RATING, v.EXTRA)  # not among an entry's plain texts


def entries_of(lines: Sequence[Line], *, in_sheet: bool) -> list[Entry]:
    """The actions of the document, before references are found and rows split; marks lines that were used otherwise."""
    rows = placed_rows(lines)
    by_layout: dict[int, list[Placed]] = defaultdict(list)
    for row in rows.values():
        by_layout[id(row.layout)].append(row)
    numbered = {key: expects_reference(some) for key, some in by_layout.items()}
    assembly = _Assembly(in_sheet=in_sheet)
    for at, line in enumerate(lines):
        if line.kind == BANNER and line.banner:
            assembly.take_banner(line, line.banner)
        elif line.kind == OBJECTIVE:
            assembly.take_objective(line)
        elif line.kind == TOLD:
            assembly.take_told(line)
        elif line.kind == DATA and at in rows:
            assembly.take_row(rows[at], numbered=numbered[id(rows[at].layout)])
        elif line.kind == DATA:
            line.kind = "other"
    return assembly.entries


@dataclass
class _Assembly:
    in_sheet: bool
    entries: list[Entry] = field(default_factory=list)
    _banners: list[Banner] = field(default_factory=list)
    _after_banner: bool = False
    _objective: Objective | None = None
    _category: str | None = None
    _table: str = ""
    _fresh: bool = True  # nothing may go on: a banner or another sheet stands between

    def take_banner(self, line: Line, banner: Banner) -> None:
        self._enter(line)
        shapes = [known.shape for known in self._banners]
        if banner.shape in shapes:
            del self._banners[shapes.index(banner.shape) :]
        elif not self._after_banner:
            self._banners.clear()
        self._banners.append(banner)
        self._after_banner = self._fresh = True
        self._objective = self._category = None

    def take_objective(self, line: Line) -> None:
        """A row that says the objective of those numbered under it."""
        self._enter(line)
        number, text = parent_of(line)
        self._objective = Objective(text, number=number)
        self._after_banner, self._fresh = False, True

    def take_told(self, line: Line) -> None:
        """A row below an action that tells its progress or how it is measured."""
        last = self.entries[-1] if self.entries and not self._fresh else None
        if last is None or line.told is None or line.layout is None:
            line.kind = OTHER
            return
        name, text = line.told
        before = last.text(name)
        last.texts[name] = f"{before}\n{text}" if before else text
        row = Placed(line, line.layout, {}, STRAIGHT)
        last.rows.append(row)
        last.joined.append(row)

    def take_row(self, row: Placed, *, numbered: bool) -> None:
        self._enter(row.line)
        last = self.entries[-1] if self.entries and not self._fresh else None
        if last and goes_on(row, last, numbered=numbered):
            self._join(row, last)
        elif self._is_objective_alone(row):
            row.line.kind = OBJECTIVE
            self._objective = Objective(row.text(v.OBJECTIVE))
        else:
            self._begin(row)
        self._after_banner = self._fresh = False

    def _enter(self, line: Line) -> None:
        """Sheets stand for themselves; a Word table may go on with the one before."""
        if self.in_sheet and line.table != self._table:
            self._banners.clear()
            self._objective = self._category = None
            self._fresh = True
        self._table = line.table

    @staticmethod
    def _is_objective_alone(row: Placed) -> bool:
        names = {column.field for column, _ in row.owned()}
        return v.OBJECTIVE in names and not names - {v.OBJECTIVE, v.REFERENCE, v.SECTION}

    def _begin(self, row: Placed) -> None:
        entry = Entry([row], {}, banners=tuple(self._banners))
        entry.reference = row.text(v.REFERENCE).strip() or None
        for column, cell in _cells(row):
            if column.field not in _CARRIED:
                entry.texts[column.field] = cell
        if not entry.text(v.PROGRESS):
            entry.texts.update(_earlier_update(row))
        if not entry.text(v.TIMESCALE):
            entry.texts.update(_first_date(row))
        entry.ratings.extend(_rated(row, entry.period))
        entry.extra.extend(_extra(row))
        self._category = row.text(v.SECTION) or self._category
        entry.category = self._category if row.layout.index_of(v.SECTION) is not None else None
        if entry.category and entry.banners:  # the banner heads it; the category is kept beside it
            entry.extra.append((_heading(row.layout.columns[row.layout.index_of(v.SECTION) or 0]), entry.category))
        if problem := shift_problem(row):
            entry.problems.append(problem)
        entry.problems.extend(Problem("formula", cell.problem) for cell in row.line.row.cells if cell.problem)
        if row.line.row.hidden:
            entry.problems.append(
                Problem("hidden_row", f"{row.place.capitalize()} is hidden in the file: check that it is meant.")
            )
        self._set_objective(entry, row)
        self.entries.append(entry)

    def _set_objective(self, entry: Entry, row: Placed) -> None:
        text, group = row.text(v.OBJECTIVE), _group(entry.reference)
        before = self.entries[-1] if self.entries else None
        same_group = before is None or group is None or group == _group(before.reference)
        if not same_group and not (self._objective and self._objective.owner is None):
            self._objective = None
        if self._objective and not covers(self._objective.number, entry.reference):
            self._objective = None
        if text and not entry.text(v.ACTION) and row.layout.index_of(v.ACTION) is not None:
            entry.texts[v.ACTION] = text
            heading = row.layout.heading_at(row.layout.index_of(v.OBJECTIVE) or 0)
            entry.problems.append(
                Problem(
                    "action_in_objective",
                    f"The text to do stood under {heading!r} in {row.place}, and was taken for the action: check it.",
                    v.ACTION,
                )
            )
        elif text and self._objective and same_group and finishes(text, self._objective.text):
            self._finish(self._objective, text, row)
        elif text and not (self._objective and self._objective.text == text):
            self._objective = Objective(text)
        if self._objective and self._objective.owner is None:
            self._objective.owner = entry
        entry.objective = self._objective

    def _finish(self, objective: Objective, text: str, row: Placed) -> None:
        objective.text = joined(objective.text, text)
        owner = objective.owner or (self.entries[-1] if self.entries else None)
        if owner:
            owner.rows.append(row)
            owner.joined.append(row)

    def _join(self, row: Placed, last: Entry) -> None:
        """Each cell goes on with the field above it; an objective with that of its whole group."""
        used = False
        for column, cell in row.owned():
            if column.field == v.OBJECTIVE and last.objective:
                self._finish(last.objective, cell.text, row)
                continue
            used = True
            if column.field == v.RATING:
                _join_rating(last, column, cell.text, cell.fill)
            elif column.field == v.EXTRA:
                last.extra.append((_heading(column), cell.text))
            elif column.field == v.OBJECTIVE:
                last.objective = self._objective = Objective(cell.text, last)
            elif column.field == v.SECTION:
                last.category = self._category = joined(last.category or "", cell.text)
            else:
                last.texts[column.field] = joined(last.text(column.field), cell.text)
        if used:
            last.rows.append(row)
            last.joined.append(row)
        elif not row.owned():
            last.rows.append(row)


def _group(reference: str | None) -> str | None:
    """ "23" of "23.1": the number its objective has, where references are so built."""
    return reference.rsplit(".", 1)[0] if reference and "." in reference.strip(".") else None


def _cells(row: Placed) -> list[tuple[Column, str]]:
    return [
        (column, cell.text) for column in row.layout.columns if (cell := row.cells.get(column.index)) and not cell.blank
    ]


def _rated(row: Placed, period: str | None) -> list[RatingCell]:
    rated = ((column, row.cells.get(column.index)) for column in row.layout.columns if column.field == v.RATING)
    found = [
        RatingCell(column, "" if cell.blank else cell.text, _colour(row, column, cell), period)
        for column, cell in rated
        if cell
    ]
    return [cell for cell in found if cell.text or level_of_fill(cell.fill)]


def _colour(row: Placed, column: Column, cell: Cell) -> str | None:
    """The fill that rates the cell, not that of its whole row; in some columns the colour of the words."""
    fill = None if cell.fill == row.line.band else cell.fill
    return cell.ink if column.inked and fill is None else fill


def _extra(row: Placed) -> list[tuple[str, str]]:
    """Columns that fit nothing, kept under their heading, and cells beyond the last heading."""
    known = len(row.layout.columns)
    kept = [(_heading(column), text) for column, text in _cells(row) if column.field == v.EXTRA]
    beyond = [
        (f"Column {at + 1}", cell.text) for at, cell in sorted(row.cells.items()) if at >= known and not cell.blank
    ]
    return kept + beyond


def _first_date(row: Placed) -> dict[str, str]:
    """The date as it was first, where the column of those that moved is blank."""
    index = row.layout.index_of(v.TIMESCALE)
    if index is None:
        return {}
    is_revised = is_revised_date(row.layout.heading_at(index))
    told = [
        text
        for column, text in _cells(row)
        if column.field == v.EXTRA and (is_revised or is_first_date(column.heading))
        if v.heading_weights(column.heading).get(v.TIMESCALE) and is_timescale(text)
    ]
    return {v.TIMESCALE: told[0]} if told else {}


def _earlier_update(row: Placed) -> dict[str, str]:
    """The last update that there is, where the column of the latest is still empty."""
    if row.layout.index_of(v.PROGRESS) is None:
        return {}
    told = [
        text
        for column, text in _cells(row)
        if column.field == v.EXTRA and v.heading_weights(column.heading).get(v.PROGRESS, 0) == v.SURE
    ]
    return {v.PROGRESS: told[-1]} if told else {}


def _heading(column: Column) -> str:
    return " ".join(column.heading.split()) or f"Column {column.index + 1}"


def _join_rating(last: Entry, column: Column, text: str, fill: str | None) -> None:
    for at, known in enumerate(last.ratings):
        if known.column.index == column.index:
            last.ratings[at] = replace(known, text=joined(known.text, text))
            return
    last.ratings.append(RatingCell(column, text, fill, last.period))
