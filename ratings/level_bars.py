"""How many ratings stand at each level, as the bars and links that pages of plans show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ratings.filter_options import FilterOptions
from ratings.rollup import State, count
from ratings.selection import NO_UPDATE, Selection


@dataclass(frozen=True, slots=True)
class LevelBar:
    """What {% bar_chart %} of the tag library `components` takes."""

    title: str
    segments: list[Mapping[str, Any]]


def no_update_mark() -> dict[str, str]:
    """How "no update" looks where levels do: no colour, and a dash."""
    return {"letter": "?", "word": _("No update"), "colour": "none", "shape": "open"}


def bars_of(
    states: Sequence[State], options: FilterOptions, *, selection: Selection, address: str, title: str = ""
) -> list[LevelBar]:
    """A bar per dimension of each scale in use; each number leads to the list at `address` that it counted."""
    by_dimension: dict[int | None, list[State]] = {}
    for state in states:
        by_dimension.setdefault(state.dimension_id, []).append(state)
    several = len(by_dimension) > 1
    return [
        LevelBar(
            options.name("dimension", key) if several and key else title,
            _segments(group, options, selection.but(dimension=key) if several else selection, address),
        )
        for key, group in sorted(by_dimension.items(), key=lambda pair: _place(pair[0], options))
    ]


def _segments(
    group: Sequence[State], options: FilterOptions, selection: Selection, address: str
) -> list[Mapping[str, Any]]:
    counts = count(group)
    levels: Iterable[tuple[str, object, int]] = [
        (str(level.pk), level, counts.at(level.pk)) for level in options.levels_of(options.scales_of(group))
    ]
    return [
        {"level": level, "count": number, "url": f"{address}?{selection.but(level=key).as_query()}" if number else ""}
        for key, level, number in [*levels, (NO_UPDATE, no_update_mark(), counts.no_update)]
    ]


def _place(dimension_id: int | None, options: FilterOptions) -> int:
    keys = list(options.dimensions)
    return keys.index(dimension_id) if dimension_id is not None and dimension_id in keys else len(keys)
