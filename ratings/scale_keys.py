"""What each level means in the wording in force on a day: beside a level to choose, and as the key of a list."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from ratings.filter_options import FilterOptions
from ratings.models import Dimension, Level, LevelDefinition


@dataclass(frozen=True, slots=True)
class Wordings:
    """The definitions in force on one day, by level and dimension; without dimension, the one for all of them."""

    texts: Mapping[tuple[int, int | None], str]

    def of(self, level_id: int, dimension_id: int | None) -> str:
        """The dimension's own wording, else the general one, else nothing."""
        return self.texts.get((level_id, dimension_id)) or self.texts.get((level_id, None), "")


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A level, and what it means in each column, named beside it."""

    level: Level
    cells: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ScaleKey:
    """The key of one scale: a column per dimension where their wordings differ, else a single one."""

    name: str
    columns: list[str]
    rows: list[KeyRow]


def read_wordings(scale_ids: Collection[int], *, on: date) -> Wordings:
    """The definitions of the scales' levels in force on the day. One query."""
    in_force = LevelDefinition.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on), level__scale__in=scale_ids, valid_from__lte=on
    ).order_by("valid_from")
    # Of two that overlap, the later one holds.
    rows = in_force.values_list("level_id", "dimension_id", "text")
    return Wordings({(level, dimension): text for level, dimension, text in rows})


def read_keys(scale_ids: Collection[int], options: FilterOptions, *, on: date) -> list[ScaleKey]:
    """The keys of the scales, by name, as they read on the day. One query: the rest stands in the options."""
    wordings = read_wordings(scale_ids, on=on)
    keys = []
    for levels in _by_scale(options.levels_of(scale_ids)):
        scale = levels[0].scale
        dimensions = [dimension for dimension in options.dimensions.values() if dimension.scale_id == scale.pk]
        keys.append(_key(scale.name, levels, dimensions, wordings))
    return keys


def _by_scale(levels: Iterable[Level]) -> list[list[Level]]:
    found: dict[int, list[Level]] = {}
    for level in levels:
        found.setdefault(level.scale_id, []).append(level)
    return list(found.values())


def _key(name: str, levels: Sequence[Level], dimensions: Sequence[Dimension], wordings: Wordings) -> ScaleKey:
    texts = [[wordings.of(level.pk, each.pk) for each in dimensions] for level in levels]
    columns = [dimension.name for dimension in dimensions]
    if all(len(set(row)) <= 1 for row in texts):
        columns, texts = [""], [row[:1] or [""] for row in texts]
    rows = [KeyRow(level, list(zip(columns, row, strict=True))) for level, row in zip(levels, texts, strict=True)]
    return ScaleKey(name, columns, rows)
