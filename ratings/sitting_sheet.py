"""The quick table for a sitting, as read: a plan's actions in one open period, in a fixed number of queries.

What was typed and not saved is laid over it by ratings/sitting_saves.py.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from accounts.models import User
from plans.due_dates import due_words
from plans.models import Action, ActionPlan, ActionStatus
from ratings.choosing import ChosenPeriod
from ratings.filter_options import FilterOptions
from ratings.in_force import in_force
from ratings.models import Dimension, Level, Rating, RatingScale, Restatement
from ratings.scale_keys import ScaleKey, read_keys
from ratings.seen_rows import SeenRow

_ByActionAndDimension = Mapping[tuple[int, int], Rating]


@dataclass(frozen=True, slots=True)
class _Ratings:
    """Those given in the period, the latest before it, and of these the newest in any scale by the dimension's code."""

    given: _ByActionAndDimension
    last: _ByActionAndDimension
    in_any_scale: Mapping[tuple[int, str], Rating]


class RowState(StrEnum):
    """What became of a row when it was last posted."""

    PLAIN = ""
    SAVED = "saved"
    ERROR = "error"
    STALE = "stale"
    UNSAVED = "unsaved"


@dataclass(frozen=True, slots=True)
class LevelOption:
    value: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Column:
    """A rated dimension, with the levels to choose and what each means in it."""

    dimension: Dimension
    options: list[LevelOption]


@dataclass(slots=True)
class Cell:
    """One dimension of one row: the rating given in the period, the latest before it, and what stands in the fields.

    `elsewhere` is the latest before it in another scale, where there is none in this: told, and never compared. `ago`
    says how many periods before this one the latest was given.
    """

    column: Column
    name: str
    given: Rating | None
    last: Rating | None
    last_is_news: bool
    elsewhere: Rating | None
    level: str
    ago: int = 0
    reason: str = ""
    level_errors: list[str] = field(default_factory=list)
    reason_errors: list[str] = field(default_factory=list)

    @property
    def level_name(self) -> str:
        return f"{self.name}-level_{self.column.dimension.pk}"

    @property
    def reason_name(self) -> str:
        return f"{self.name}-reason_{self.column.dimension.pk}"


@dataclass(frozen=True, slots=True)
class Version:
    """One side of a conflict: level and words by dimension, and a progress note; who and when where it is saved."""

    ratings: list[tuple[Dimension, Level | None, str]]
    note: str
    who: str = ""
    when: object = None


@dataclass(slots=True)
class Row:
    action: Action
    cells: list[Cell]
    seen: SeenRow
    progress: str = ""
    progress_errors: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    state: RowState = RowState.PLAIN
    theirs: Version | None = None
    yours: Version | None = None

    @property
    def due(self) -> str:
        return due_words(self.action.due_on, self.action.due_precision)

    @property
    def first_due(self) -> str:
        """The date that the action had first, where it has another now."""
        if self.action.original_due_on == self.action.due_on:
            return ""
        return due_words(self.action.original_due_on, self.action.original_due_precision)

    @property
    def is_done(self) -> bool:
        """Whether each dimension has a rating in this period."""
        return all(cell.given for cell in self.cells)

    @property
    def can_stay(self) -> bool:
        """Whether a person can say that nothing has changed: something is owed, and was known of each that is."""
        return not self.is_done and all(cell.given or cell.last for cell in self.cells)

    @property
    def progress_name(self) -> str:
        return f"{self.action.pk}-progress"


@dataclass(slots=True)
class Sheet:
    plan: ActionPlan
    chosen: ChosenPeriod
    scale: RatingScale
    key: ScaleKey
    columns: list[Column]
    levels: dict[int, Level]
    rows: list[Row]

    @property
    def still_to_do(self) -> int:
        return sum(not row.is_done for row in self.rows if row.action.is_active)

    @property
    def total(self) -> int:
        return sum(row.action.is_active for row in self.rows)

    @property
    def by_action(self) -> dict[int, Row]:
        return {row.action.pk: row for row in self.rows}


def read_sheet(
    user: User,
    plan: ActionPlan,
    scale: RatingScale,
    chosen: ChosenPeriod,
    *,
    today: date,
    also: Collection[int] = (),
) -> Sheet | None:
    """The plan's active actions as they stand in the period, and those of `also` even if they were withdrawn since.

    Nothing where the scale has no level or no dimension to rate in. Eight queries, whatever the number of actions.
    """
    levels = {level.pk: level for level in scale.levels.select_related("scale")}
    dimensions = {dimension.pk: dimension for dimension in scale.dimensions.all()}
    if not levels or not dimensions:
        return None
    [key] = read_keys([scale.pk], FilterOptions({}, levels, dimensions), on=chosen.period.judged_on(today))
    columns = _columns(list(dimensions.values()), key)
    wanted = Q(status=ActionStatus.ACTIVE) | Q(pk__in=also)
    actions = Action.objects.visible_to(user).filter(wanted, plan=plan).order_by("position").prefetch_related("leads")
    ratings = Rating.objects.visible_to(user).filter(action__plan=plan).select_related("level")
    given = _by_action_and_dimension(ratings.filter(period=chosen.period).select_related("rated_by"))
    newest_first = Window(
        RowNumber(), partition_by=[F("action_id"), F("dimension_id")], order_by=F("period__ends_on").desc()
    )
    earlier = ratings.filter(period__ends_on__lt=chosen.period.ends_on).select_related("period", "dimension__scale")
    last = _by_action_and_dimension(
        _in_force_before(user, plan, chosen, earlier.annotate(age=newest_first).filter(age=1))
    )
    known = _Ratings(given, last, _newest_by_code(last.values()))
    return Sheet(
        plan=plan,
        chosen=chosen,
        scale=scale,
        key=key,
        columns=columns,
        levels=levels,
        rows=[_row(action, columns, known, chosen) for action in actions],
    )


def _columns(dimensions: list[Dimension], key: ScaleKey) -> list[Column]:
    """The key has a single column where all dimensions share their wording."""
    return [
        Column(
            dimension,
            [
                LevelOption(
                    str(row.level.pk),
                    f"{row.level.letter} – {row.level.word}",
                    row.cells[number if len(key.columns) > 1 else 0][1],
                )
                for row in key.rows
            ],
        )
        for number, dimension in enumerate(dimensions)
    ]


def _in_force_before(user: User, plan: ActionPlan, chosen: ChosenPeriod, given: Iterable[Rating]) -> list[Rating]:
    """The latest ratings as they were restated since, where they were; the newest last."""
    made = Restatement.objects.visible_to(user).filter(action__plan=plan, period__ends_on__lt=chosen.period.ends_on)
    related = made.select_related("action", "level", "period", "dimension__scale").order_by("restated_at", "pk")
    return sorted(in_force(given, related), key=lambda rating: (rating.period.ends_on, rating.period.starts_on))


def _by_action_and_dimension(ratings: Iterable[Rating]) -> _ByActionAndDimension:
    return {(rating.action_id, rating.dimension_id): rating for rating in ratings}


def _newest_by_code(ratings: Iterable[Rating]) -> dict[tuple[int, str], Rating]:
    """By action and code of the dimension, which outlives a change of scale."""
    by_age = sorted(ratings, key=lambda rating: rating.period.ends_on)
    return {(rating.action_id, rating.dimension.code): rating for rating in by_age}


def _row(action: Action, columns: list[Column], known: _Ratings, chosen: ChosenPeriod) -> Row:
    cells = []
    for column in columns:
        place = (action.pk, column.dimension.pk)
        now, before = known.given.get(place), known.last.get(place)
        is_news = bool(before and chosen.before and before.period_id == chosen.before.pk)
        elsewhere = None if before else known.in_any_scale.get((action.pk, column.dimension.code))
        level, ago = str(now.level_id) if now else "", chosen.periods_since(before.period) if before else 0
        cells.append(Cell(column, str(action.pk), now, before, is_news, elsewhere, level, ago))
    levels = {cell.column.dimension.pk: cell.given.level_id if cell.given else 0 for cell in cells}
    return Row(action, cells, SeenRow(action.revision, levels))
