"""What each level means in the wording in force on a day: beside a level to choose, and as the key of a list."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ratings.filter_options import FilterOptions
from ratings.models import Dimension, Level, LevelDefinition

_Texts = Mapping[tuple[int, int | None], str]


@dataclass(frozen=True, slots=True)
class Wordings:
    """The definitions in force on one day, by level and dimension; without dimension, the one for all of them.

    `others` holds, where none was in force on the day, the nearest one, which says of itself when it was.
    """

    texts: _Texts
    others: _Texts

    def of(self, level_id: int, dimension_id: int | None) -> str:
        """The dimension's own wording, else the general one; else one of another time, else nothing."""
        return next(
            (
                text
                for texts in (self.texts, self.others)
                for place in ((level_id, dimension_id), (level_id, None))
                if (text := texts.get(place))
            ),
            "",
        )


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
    in_force: dict[tuple[int, int | None], str] = {}
    others: dict[tuple[int, int | None], str] = {}
    # Of two in force the later one holds; of those that are not, the last that was, else the first to come.
    for each in LevelDefinition.objects.filter(level__scale__in=scale_ids).order_by("valid_from"):
        place = (each.level_id, each.dimension_id)
        if each.valid_from > on:
            others[place] = others.get(place) or _of_another_time(each)
        elif each.valid_to and each.valid_to < on:
            others[place] = _of_another_time(each)
        else:
            in_force[place] = each.text
    return Wordings(in_force, others)


def _of_another_time(definition: LevelDefinition) -> str:
    """ "Complete but not yet embedded. (wording since 1 October 2021)"."""
    start, end = date_format(definition.valid_from, "j F Y"), definition.valid_to
    if end is None:
        when = _("wording since %(start)s") % {"start": start}
    else:
        when = _("wording from %(start)s to %(end)s") % {"start": start, "end": date_format(end, "j F Y")}
    return f"{definition.text} ({when})"


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
