"""Reads the states of actions for the roll-up, in a fixed number of queries however many actions there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from plans.models import Action
from plans.querysets import ActionQuerySet
from ratings.models import Dimension, ExpectedLevel, Level, Rating, ReportingPeriod
from ratings.rollup import LevelSeen, State
from reviews.models import Review

_ActionDimension = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class _Given:
    """A rating as read: the level it gave, and in which period."""

    level: LevelSeen
    period_id: int
    period_name: str
    period_end: date


@dataclass(frozen=True, slots=True)
class _Row:
    """An action as read."""

    action_id: int
    plan_id: int
    section_id: int | None
    aim_id: int | None
    review_id: int | None
    due_on: date | None
    scale_id: int | None


def states_of(
    actions: ActionQuerySet, *, period: ReportingPeriod, before: ReportingPeriod | None, today: date
) -> list[State]:
    """The states of the active actions at the end of `period`, in the order of the plans. Nine queries.

    An action has one state per dimension of the scale in which it was last rated up to the period; one never rated, of
    the scale in which its plan was last rated by then, else of its plan's scale today. Without any scale it has one
    state without a dimension.
    """
    rows = _rows(actions)
    chosen = Action.objects.filter(pk__in=actions.active().values("pk"))
    levels = {level.pk: seen(level) for level in Level.objects.filter(scale__partnership=period.partnership_id)}
    latest = _latest(chosen, period, levels)
    earlier = _given_in(chosen, before, levels)
    dimensions = _dimensions(period)
    scales = _scales_in_use(rows, latest)
    leads = _grouped(Action.leads.through.objects.filter(action__in=chosen).values_list("action_id", "lead_id"))
    themes = _themes(period)
    expected = _expected(period, levels)
    judged_on = period.judged_on(today)
    return [
        State(
            action_id=row.action_id,
            plan_id=row.plan_id,
            dimension_id=dimension_id,
            level=last.level if last and last.period_id == period.pk else None,
            before=earlier.get((row.action_id, dimension_id)),
            last_known=last.level if last else None,
            last_known_in=last.period_name if last else "",
            due_on=row.due_on,
            judged_on=judged_on,
            expected=expected.get((row.action_id, dimension_id)) or expected.get((-row.plan_id, dimension_id), ()),
            lead_ids=tuple(leads.get(row.action_id, ())),
            section_id=row.section_id,
            aim_id=row.aim_id,
            review_id=row.review_id,
            theme_ids=tuple(themes.get(row.review_id, ())) if row.review_id else (),
        )
        for row in rows
        for dimension_id in dimensions.get(scales[row.action_id] or 0, [None])
        for last in [latest.get((row.action_id, dimension_id))]
    ]


def seen(level: Level) -> LevelSeen:
    """The level as the roll-up and the templates read it."""
    return LevelSeen(
        id=level.pk,
        scale_id=level.scale_id,
        code=level.code,
        word=level.word,
        letter=level.letter,
        colour=level.colour,
        shape=level.shape,
        rank=level.rank,
        is_complete=level.is_complete,
        is_off_track=level.is_off_track,
    )


def _rows(actions: ActionQuerySet) -> list[_Row]:
    rows = actions.active().order_by("plan__title", "plan_id", "position")
    fields = ("pk", "plan_id", "section_id", "section__aim_id", "plan__review_id", "due_on")
    return [_Row(*row) for row in rows.values_list(*fields, "plan__rating_setup__scale_id")]


def _latest(
    actions: ActionQuerySet, period: ReportingPeriod, levels: dict[int, LevelSeen]
) -> dict[_ActionDimension, _Given]:
    """The latest rating up to the period, by action and dimension: one row each, whatever the number of periods."""
    newest_first = Window(
        RowNumber(),
        partition_by=[F("action_id"), F("dimension_id")],
        order_by=[F("period__ends_on").desc(), F("period__starts_on").desc()],
    )
    rows = (
        Rating.objects.filter(action__in=actions, period__ends_on__lte=period.ends_on)
        .annotate(age=newest_first)
        .filter(age=1)
        .values_list("action_id", "dimension_id", "level_id", "period_id", "period__name", "period__ends_on")
    )
    return {
        (action, dimension): _Given(levels[level], in_id, name, ends_on)
        for action, dimension, level, in_id, name, ends_on in rows
    }


def _given_in(
    actions: ActionQuerySet, period: ReportingPeriod | None, levels: dict[int, LevelSeen]
) -> dict[_ActionDimension, LevelSeen]:
    """The levels given in one period, by action and dimension."""
    rows = Rating.objects.filter(action__in=actions, period=period) if period else Rating.objects.none()
    given = rows.values_list("action_id", "dimension_id", "level_id")
    return {(action, dimension): levels[level] for action, dimension, level in given}


def _scales_in_use(rows: list[_Row], latest: dict[_ActionDimension, _Given]) -> dict[int, int | None]:
    """The scale in which each action is read: see states_of."""
    by_action: dict[int, tuple[date, int]] = {}
    for (action_id, _dimension), given in latest.items():
        by_action[action_id] = max(by_action.get(action_id, (date.min, 0)), (given.period_end, given.level.scale_id))
    by_plan: dict[int, tuple[date, int]] = {}
    for row in rows:
        if row.action_id in by_action:
            by_plan[row.plan_id] = max(by_plan.get(row.plan_id, (date.min, 0)), by_action[row.action_id])
    return {
        row.action_id: by_action[row.action_id][1]
        if row.action_id in by_action
        else by_plan[row.plan_id][1]
        if row.plan_id in by_plan
        else row.scale_id
        for row in rows
    }


def _dimensions(period: ReportingPeriod) -> dict[int, list[int | None]]:
    rows = Dimension.objects.filter(scale__partnership=period.partnership_id).order_by("scale_id", "position")
    found: dict[int, list[int | None]] = defaultdict(list)
    for dimension in rows:
        found[dimension.scale_id].append(dimension.pk)
    return found


def _themes(period: ReportingPeriod) -> dict[int, list[int]]:
    links = Review.themes.through.objects.filter(review__partnership=period.partnership_id)
    return _grouped(links.values_list("review_id", "learningtheme_id"))


def _expected(period: ReportingPeriod, levels: dict[int, LevelSeen]) -> dict[_ActionDimension, tuple[LevelSeen, ...]]:
    """The expected levels of the period, by action (or minus the plan) and dimension."""
    found: dict[_ActionDimension, list[LevelSeen]] = defaultdict(list)
    rows = ExpectedLevel.objects.filter(period=period).values_list("plan_id", "action_id", "dimension_id", "level_id")
    for plan_id, action_id, dimension_id, level_id in rows:
        found[action_id or -plan_id, dimension_id].append(levels[level_id])
    return {key: tuple(sorted(value, key=lambda level: level.rank)) for key, value in found.items()}


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for owner, member in pairs:
        found[owner].append(member)
    return found
