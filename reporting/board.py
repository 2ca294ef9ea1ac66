"""The Strategic Group's dashboard as values: every number with the list that it opens. No database.

A level means nothing without its scale: levels stand in one table per scale, and are never added over two. What is free
of scales (no update, overdue, moved, behind) is added over everything, each action once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ratings.rollup import Counts, LevelSeen, State, count, count_by
from ratings.selection import NO_UPDATE, NONE, Condition, Selection
from reporting.content import dimensions_in
from reporting.facts import DimensionFacts, names_among_several
from reporting.figures import ConditionNumber, Earlier, Group, LevelNumber, Number, Row, Shares, Table, Totals

# A group and a dimension: where the two meet stands one row.
Cell = tuple[int, int | None]

# What every row counts beside its levels, in the order of the columns.
CONDITIONS: dict[Condition, tuple[Promise, Callable[[Counts], int]]] = {
    Condition.OVERDUE: (_("Overdue"), lambda counts: counts.overdue),
    Condition.MOVED_UP: (_("Moved up"), lambda counts: counts.moved_up),
    Condition.MOVED_DOWN: (_("Moved down"), lambda counts: counts.moved_down),
    Condition.BEHIND: (_("Behind"), lambda counts: counts.behind),
}


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
        """Who is most behind comes first; among equals, and last of all those without a lead, the order stays."""
        counts = count_by(self.states, lambda state: state.lead_ids or (NONE,))
        late = {key: found.overdue + found.each.behind for key, found in counts.items() if key != NONE}
        in_order = sorted(groups, key=lambda group: (group.key == NONE, -late.get(group.key, 0)))
        return self._tables(in_order, lambda state: state.lead_ids or (NONE,), "lead")

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
        def cells(state: State) -> list[Cell]:
            return [(key, state.dimension_id) for key in keys(state)]

        now = count_by(self.states, cells)
        was = count_by(self.before, cells) if compare else {}
        tables = []
        for scale in _scales(dimensions_in(self.states, self.dimensions)):
            rows = [
                self._row(group, dimension, now[cell], was.get(cell), field)
                for group in groups
                for dimension in scale
                if (cell := (group.key, dimension.id)) in now
            ]
            tables.append(Table(scale[0].scale_name, scale[0].levels, len(scale) > 1, _marked(rows)))
        told = [table for table in tables if table.rows]
        return self._against(told, groups, now, was, field) if compare and self.before_id else told

    def _row(self, group: Group, dimension: DimensionFacts, now: Counts, was: Counts | None, field: str) -> Row:
        chosen = _chosen(group, dimension, field)

        def number(read: Callable[[Counts], int], selection: Selection) -> Number:
            return self._number(read(now), read(was) if was else None, selection)

        return Row(
            key=group.key,
            name=group.name,
            url=group.url,
            note=group.note,
            dimension=dimension.name,
            actions=number(lambda counts: counts.actions, chosen),
            levels=tuple(
                LevelNumber(level, number(_standing_at(level), chosen.but(level=str(level.id) if level else NO_UPDATE)))
                for level in (*dimension.levels, None)
            ),
            conditions=tuple(
                ConditionNumber(label, number(read, chosen.but(condition=condition)))
                for condition, (label, read) in CONDITIONS.items()
            ),
            shares=self._shares(chosen, now, was)
            if any(level.needs_verification for level in dimension.levels)
            else None,
        )

    def _shares(self, chosen: Selection, now: Counts, was: Counts | None) -> Shares:
        def number(read: Callable[[Counts], int], condition: Condition) -> Number:
            return self._number(read(now), read(was) if was else None, chosen.but(condition=condition))

        return Shares(
            complete=number(lambda counts: counts.complete, Condition.COMPLETE),
            verified=number(lambda counts: counts.each.verified, Condition.VERIFIED),
            claimed=number(lambda counts: counts.each.claimed, Condition.CLAIMED),
        )

    def _against(
        self,
        tables: Sequence[Table],
        groups: Sequence[Group],
        now: Mapping[Cell, Counts],
        was: Mapping[Cell, Counts],
        field: str,
    ) -> list[Table]:
        """The tables with what must be said of rows that have nothing to be compared with: of each group once."""
        gone: dict[int, list[Earlier]] = {}
        by_key = {group.key: group for group in groups}
        for cell in was:
            if cell not in now and cell[1] and cell[0] in by_key:
                earlier = self._earlier(by_key[cell[0]], self.dimensions[cell[1]], was[cell], field)
                gone.setdefault(cell[0], []).append(earlier)

        def said(row: Row) -> Row:
            earlier = tuple(gone.pop(row.key, ()))
            return replace(row, earlier=earlier, is_new=row.actions.was is None and not row.repeats and not earlier)

        return [replace(table, rows=tuple(said(row) for row in table.rows)) for table in tables]

    def _earlier(self, group: Group, dimension: DimensionFacts, was: Counts, field: str) -> Earlier:
        chosen = _chosen(group, dimension, field).but(period=self.before_id)

        def number(value: int, selection: Selection) -> Number:
            return Number(value, f"{self.list_url}?{selection.as_query()}")

        return Earlier(
            scale=dimension.scale_name,
            dimension=names_among_several(self.dimensions.values()).get(dimension.id, ""),
            actions=number(was.actions, chosen),
            levels=tuple(
                LevelNumber(level, number(found, chosen.but(level=str(level.id) if level else NO_UPDATE)))
                for level in (*dimension.levels, None)
                if (found := _standing_at(level)(was))
            ),
        )

    def _number(self, value: int, was: int | None, selection: Selection) -> Number:
        if was is None or self.before_id is None:
            return Number(value, self.url(selection))
        was_url = f"{self.list_url}?{selection.but(period=self.before_id).as_query()}"
        return Number(value, self.url(selection), was, was_url)


def _chosen(group: Group, dimension: DimensionFacts, field: str) -> Selection:
    chosen = Selection(dimension=dimension.id)
    return chosen.but(**{field: group.key}) if field else chosen


def _marked(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, those marked that stand under one of the same group."""
    keys = [None, *(row.key for row in rows)]
    return tuple(replace(row, repeats=row.key == above) for row, above in zip(rows, keys, strict=False))


def _standing_at(level: LevelSeen | None) -> Callable[[Counts], int]:
    """Reads how many stand at a level; without a level, how many had no update."""
    return lambda counts: counts.at(level.id) if level else counts.no_update


def _scales(dimensions: Iterable[DimensionFacts]) -> list[list[DimensionFacts]]:
    found: dict[int, list[DimensionFacts]] = {}
    for dimension in dimensions:
        found.setdefault(dimension.scale_id, []).append(dimension)
    return list(found.values())
