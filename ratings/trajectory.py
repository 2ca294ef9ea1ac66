"""Expected against actual over the periods: where each stands, and where its marks lie on a small chart. No database.

A chart has a column for each period and a row for each level, the best on top, and below them one for "No update". An
expected level is a box with a broken line, an actual one a filled disc with the level's letter (for one action) or
with how many actions stand there (for a plan): so it can be read without colour, and in black and white.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ratings.rollup import LevelSeen, Standing, standing_of

COLUMN, ROW, LEFT, TOP, BELOW = 92, 34, 96, 10, 26


@dataclass(frozen=True, slots=True)
class Point:
    """One period: what was expected, and how many stand at which level (by its key; 0 for those with no update).

    For one action a single level, once. `behind`, `on` and `ahead` count the rated ones where something is expected.
    """

    period: str
    is_past: bool
    expected: tuple[LevelSeen, ...]
    actual: Mapping[int, int]
    behind: int = 0
    on: int = 0
    ahead: int = 0

    @property
    def rated(self) -> int:
        return sum(number for key, number in self.actual.items() if key)

    @property
    def silent(self) -> int:
        return self.actual.get(0, 0)


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Disc:
    """A mark at what is actual: `text` is written in it. `is_silent` for no update: an empty disc."""

    x: float
    y: float
    text: str
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """`line` joins the actual levels of one action, as the points of an SVG polyline; broken where it is silent."""

    width: int
    height: int
    rows: list[Label]
    columns: list[Label]
    expected: list[Box]
    steps: list[str]
    discs: list[Disc]
    lines: list[str]


def point(period: str, *, is_past: bool, pairs: Sequence[tuple[LevelSeen | None, tuple[LevelSeen, ...]]]) -> Point:
    """The point of a period, from what each action stands at there and what was expected of it."""
    actual: dict[int, int] = {}
    expected: dict[int, LevelSeen] = {}
    standings = [standing_of(level, wanted) for level, wanted in pairs]
    for level, wanted in pairs:
        if level is not None or is_past:
            key = level.id if level else 0
            actual[key] = actual.get(key, 0) + 1
        expected |= {each.id: each for each in wanted}
    return Point(
        period,
        is_past,
        tuple(sorted(expected.values(), key=lambda each: each.rank)),
        actual,
        behind=standings.count(Standing.BEHIND),
        on=standings.count(Standing.ON),
        ahead=standings.count(Standing.AHEAD),
    )


def chart(points: Sequence[Point], levels: Sequence[LevelSeen], *, no_update: str, counts: bool) -> Chart:
    """`levels` are those of the scale; `counts` writes how many stand at a level, else the level's letter."""
    best_first = sorted(levels, key=lambda level: level.rank)
    rows = {level.id: number for number, level in enumerate(best_first)} | {0: len(best_first)}
    letters = {level.id: level.letter for level in best_first} | {0: "?"}
    boxes = [
        Box(LEFT + column * COLUMN + 8, TOP + rows[level.id] * ROW + 2, COLUMN - 16, ROW - 4)
        for column, each in enumerate(points)
        for level in each.expected
        if level.id in rows
    ]
    discs = [
        Disc(_middle(column), _height(rows[key]), str(number) if counts else letters[key], is_silent=key == 0)
        for column, each in enumerate(points)
        for key, number in sorted(each.actual.items())
        if key in rows
    ]
    bottom = TOP + len(rows) * ROW
    return Chart(
        LEFT + len(points) * COLUMN,
        bottom + BELOW,
        [
            *(Label(0, _height(rows[level.id]), level.word) for level in best_first),
            Label(0, _height(rows[0]), no_update),
        ],
        [Label(_middle(column), bottom + BELOW / 2, each.period) for column, each in enumerate(points)],
        boxes,
        _steps(points, rows),
        discs,
        [] if counts else _lines(points, rows),
    )


def _middle(column: int) -> float:
    return LEFT + (column + 0.5) * COLUMN


def _height(row: int) -> float:
    return TOP + (row + 0.5) * ROW


def _steps(points: Sequence[Point], rows: Mapping[int, int]) -> list[str]:
    """The worst level that is still as expected, from period to period: below it an action is behind."""
    worst = [
        (column, rows[each.expected[-1].id])
        for column, each in enumerate(points)
        if each.expected and each.expected[-1].id in rows
    ]
    runs: list[list[tuple[float, float]]] = []
    last = -2
    for column, row in worst:
        if column != last + 1:
            runs.append([])
        runs[-1] += [
            (LEFT + column * COLUMN, TOP + (row + 1) * ROW),
            (LEFT + (column + 1) * COLUMN, TOP + (row + 1) * ROW),
        ]
        last = column
    return [_as_points(run) for run in runs]


def _lines(points: Sequence[Point], rows: Mapping[int, int]) -> list[str]:
    runs: list[list[tuple[float, float]]] = [[]]
    for column, each in enumerate(points):
        rated = [key for key in each.actual if key and key in rows]
        if rated:
            runs[-1].append((_middle(column), _height(rows[rated[0]])))
        elif runs[-1]:
            runs.append([])
    return [_as_points(run) for run in runs if len(run) > 1]


def _as_points(run: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in run)
