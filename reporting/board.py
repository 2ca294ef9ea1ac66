"""The Strategic Group's dashboard as values: every number with the list that it opens. No database.

A level means nothing without its scale: levels stand in one table per scale, and are never added over two. What is free
of scales (no update, overdue, moved, behind) is added over everything, each action once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ratings.rollup import Counts, LevelSeen, State, count, count_by
from ratings.selection import NO_UPDATE, NONE, Condition, Selection
from reporting.bars import Segment, segments
from reporting.content import dimensions_in
from reporting.facts import DimensionFacts

# What every row counts beside its levels, in the order of the columns.
CONDITIONS: dict[Condition, tuple[Promise, Callable[[Counts], int]]] = {
    Condition.OVERDUE: (_("Overdue"), lambda counts: counts.overdue),
    Condition.MOVED_UP: (_("Moved up"), lambda counts: counts.moved_up),
    Condition.MOVED_DOWN: (_("Moved down"), lambda counts: counts.moved_down),
    Condition.BEHIND: (_("Behind"), lambda counts: counts.behind),
}


@dataclass(frozen=True, slots=True)
class Number:
    """A count of actions, the list behind it, and what it was in the period before (nothing to compare: None)."""

    value: int
    url: str
    was: int | None = None
    was_url: str = ""


@dataclass(frozen=True, slots=True)
class LevelNumber:
    """How many stand at a level; without a level, how many had no update."""

    level: LevelSeen | None
    number: Number


@dataclass(frozen=True, slots=True)
class ConditionNumber:
    label: Promise
    number: Number


@dataclass(frozen=True, slots=True)
class Row:
    """One group of actions in one dimension. `levels` are those of the scale, best first, and last of all no update."""

    name: str
    url: str
    dimension: str
    actions: Number
    levels: tuple[LevelNumber, ...]
    conditions: tuple[ConditionNumber, ...]

    @property
    def bar(self) -> list[Segment]:
        return segments((each.level, each.number.value) for each in self.levels)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one scale. `dimensions` tells whether the scale has several, so that each row names its own."""

    scale: str
    levels: tuple[LevelSeen, ...]
    has_dimensions: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One row of a table, before it is counted: what it is called, where that leads, and the field that selects it."""

    key: int
    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """What may be added over all plans and scales: actions, each once."""

    actions: Number
    incomplete: Number
    no_update: Number
    overdue: Number
    moved_up: Number
    moved_down: Number
    behind: Number


@dataclass(frozen=True, slots=True)
class Board:
    """The states of two periods, and the addresses of the lists behind their numbers."""

    list_url: str
    period_id: int
    states: Sequence[State]
    before_id: int | None
    before: Sequence[State]
    dimensions: Mapping[int, DimensionFacts]

    def totals(self) -> Totals:
        """The headline over everything, against the period before."""
        now, was = count(self.states), count(self.before)
        chosen = Selection()

        def number(read: Callable[[Counts], int], selection: Selection) -> Number:
            return self._number(read(now), read(was), selection)

        return Totals(
            actions=number(lambda counts: counts.actions, chosen),
            incomplete=number(lambda counts: counts.incomplete, chosen.but(condition=Condition.INCOMPLETE)),
            no_update=number(lambda counts: counts.each.no_update, chosen.but(level=NO_UPDATE)),
            overdue=number(lambda counts: counts.overdue, chosen.but(condition=Condition.OVERDUE)),
            moved_up=number(lambda counts: counts.each.moved_up, chosen.but(condition=Condition.MOVED_UP)),
            moved_down=number(lambda counts: counts.each.moved_down, chosen.but(condition=Condition.MOVED_DOWN)),
            behind=number(lambda counts: counts.each.behind, chosen.but(condition=Condition.BEHIND)),
        )

    def headline(self) -> list[Table]:
        """One row per dimension over all plans, scale by scale, against the period before."""
        return self._tables([Group(NONE, "")], lambda state: [NONE], "", compare=True)

    def by_plan(self, groups: Sequence[Group]) -> list[Table]:
        return self._tables(groups, lambda state: [state.plan_id], "plan", compare=True)

    def by_aim(self, groups: Sequence[Group]) -> list[Table]:
        return self._tables(groups, lambda state: [state.aim_id or NONE], "aim")

    def by_theme(self, groups: Sequence[Group]) -> list[Table]:
        return self._tables(groups, lambda state: state.theme_ids or (NONE,), "theme")

    def by_review(self, groups: Sequence[Group]) -> list[Table]:
        return self._tables(groups, lambda state: [state.review_id or NONE], "review")

    def by_lead(self, groups: Sequence[Group]) -> list[Table]:
        return self._tables(groups, lambda state: state.lead_ids or (NONE,), "lead")

    def unrated_plans(self) -> dict[int, Number]:
        """The plans that have no rating scale yet, with how many actions each has."""
        found = count_by((state for state in self.states if state.dimension_id is None), lambda state: [state.plan_id])
        return {
            plan: self._number(counts.actions, None, Selection(plan=plan, dimension=NONE))
            for plan, counts in found.items()
        }

    def url(self, selection: Selection) -> str:
        """The list of the actions of a selection, in the chosen period."""
        return f"{self.list_url}?{selection.but(period=self.period_id).as_query()}"

    def _tables(
        self, groups: Sequence[Group], keys: Callable[[State], Sequence[int]], field: str, *, compare: bool = False
    ) -> list[Table]:
        def cells(state: State) -> list[tuple[int, int | None]]:
            return [(key, state.dimension_id) for key in keys(state)]

        now = count_by(self.states, cells)
        was = count_by(self.before, cells) if compare else {}
        tables = []
        for scale in _scales(dimensions_in(self.states, self.dimensions)):
            rows = [
                self._row(group, dimension, now[cell], was.get(cell) if compare else None, field)
                for group in groups
                for dimension in scale
                if (cell := (group.key, dimension.id)) in now
            ]
            tables.append(Table(scale[0].scale_name, scale[0].levels, _has_dimensions(scale), tuple(rows)))
        return [table for table in tables if table.rows]

    def _row(self, group: Group, dimension: DimensionFacts, now: Counts, was: Counts | None, field: str) -> Row:
        chosen = Selection(dimension=dimension.id)
        if field:
            chosen = chosen.but(**{field: group.key})

        def number(read: Callable[[Counts], int], selection: Selection) -> Number:
            return self._number(read(now), read(was) if was else None, selection)

        levels = [
            LevelNumber(level, number(_standing_at(level.id), chosen.but(level=str(level.id))))
            for level in dimension.levels
        ]
        no_update = LevelNumber(None, number(lambda counts: counts.no_update, chosen.but(level=NO_UPDATE)))
        return Row(
            name=group.name,
            url=group.url,
            dimension=dimension.name,
            actions=number(lambda counts: counts.actions, chosen),
            levels=(*levels, no_update),
            conditions=tuple(
                ConditionNumber(label, number(read, chosen.but(condition=condition)))
                for condition, (label, read) in CONDITIONS.items()
            ),
        )

    def _number(self, value: int, was: int | None, selection: Selection) -> Number:
        if was is None or self.before_id is None:
            return Number(value, self.url(selection))
        was_url = f"{self.list_url}?{selection.but(period=self.before_id).as_query()}"
        return Number(value, self.url(selection), was, was_url)


def _standing_at(level_id: int) -> Callable[[Counts], int]:
    return lambda counts: counts.at(level_id)


def _scales(dimensions: Iterable[DimensionFacts]) -> list[list[DimensionFacts]]:
    found: dict[int, list[DimensionFacts]] = {}
    for dimension in dimensions:
        found.setdefault(dimension.scale_id, []).append(dimension)
    return list(found.values())


def _has_dimensions(scale: Sequence[DimensionFacts]) -> bool:
    return len(scale) > 1
