"""Reads the states of actions for the roll-up, in a fixed number of queries however many actions there are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, When, Window
from django.db.models.functions import RowNumber

from plans.models import Action
from plans.querysets import ActionQuerySet
from ratings.models import Dimension, ExpectedLevel, Level, Rating, ReportingPeriod
from ratings.rollup import LevelSeen, State
from reviews.models import Review

_ActionDimension = tuple[int, int | None]
_PERIOD = ("period_id", "period__name", "period__ends_on")


@dataclass(frozen=True, slots=True)
class _Given:
    """A rating as read: the level it gave, in which period, and the code of its dimension."""

    level: LevelSeen
    code: str
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
    plan_starts_on: date | None
    scale_id: int | None

    def begun_by(self, day: date) -> bool:
        return self.plan_starts_on is None or self.plan_starts_on <= day


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is the same for every period: the actions, and what they hang on."""

    rows: list[_Row]
    dimensions: dict[int, list[tuple[int, str]]]
    leads: dict[int, list[int]]
    themes: dict[int, list[int]]


@dataclass(frozen=True, slots=True)
class _InPeriod:
    """What one period adds: the latest ratings up to it, those given in the period before, and what was expected."""

    period: ReportingPeriod
    judged_on: date
    latest: dict[_ActionDimension, _Given]
    earlier: dict[_ActionDimension, LevelSeen]
    expected: dict[_ActionDimension, tuple[LevelSeen, ...]]


def states_of(
    actions: ActionQuerySet, *, period: ReportingPeriod, before: ReportingPeriod | None, today: date
) -> list[State]:
    """The states of the active actions at the end of `period`, in the order of the plans. Eight queries.

    An action has one state for each dimension of its scale: that in which it was rated in the period; without such a
    rating, the scale in which its plan was last rated by then, else its plan's scale today. Without any scale it has
    one state without a dimension. The actions of a plan that starts after the period have none.
    """
    return states_over(actions, periods=[period, before], today=today)[0]


def states_over(
    actions: ActionQuerySet, *, periods: Sequence[ReportingPeriod | None], today: date
) -> list[list[State]]:
    """The states at the end of each period but the last, newest first; each is compared with the period after it here.

    Six queries and one for each period. A period of None, where none came before, has no states.
    """
    real = [period for period in periods if period is not None]
    if not real:
        return [[] for _period in periods[:-1]]
    chosen = Action.objects.filter(pk__in=actions.active().values("pk"))
    levels = {level.pk: seen(level) for level in Level.objects.filter(scale__partnership=real[0].partnership_id)}
    facts = _facts(actions, chosen, real[0].partnership_id)
    expected = _expected(real, levels)
    latest = [_latest(chosen, period, levels) if period else {} for period in periods[:-1]]
    earlier = [*(_only_in(given, period) for given, period in zip(latest[1:], periods[1:-1], strict=True))]
    earlier.append(_given_in(chosen, periods[-1], levels))
    return [
        _states(facts, _InPeriod(period, period.judged_on(today), given, compared, expected[period.pk]))
        if period
        else []
        for period, given, compared in zip(periods[:-1], latest, earlier, strict=True)
    ]


def _states(facts: _Facts, at: _InPeriod) -> list[State]:
    scales = _scales_in_use(facts.rows, at)
    known = _newest_by_code(at.latest)
    return [
        State(
            action_id=row.action_id,
            plan_id=row.plan_id,
            dimension_id=dimension_id,
            level=own.level if own and own.period_id == at.period.pk else None,
            before=at.earlier.get((row.action_id, dimension_id)),
            last_known=last.level if last else None,
            last_known_in=last.period_name if last else "",
            due_on=row.due_on,
            judged_on=at.judged_on,
            expected=at.expected.get((row.action_id, dimension_id))
            or at.expected.get((-row.plan_id, dimension_id), ()),
            lead_ids=tuple(facts.leads.get(row.action_id, ())),
            section_id=row.section_id,
            aim_id=row.aim_id,
            review_id=row.review_id,
            theme_ids=tuple(facts.themes.get(row.review_id, ())) if row.review_id else (),
        )
        for row in facts.rows
        if row.begun_by(at.period.ends_on)
        for dimension_id, code in facts.dimensions.get(scales[row.action_id] or 0, [(None, "")])
        for own in [at.latest.get((row.action_id, dimension_id))]
        for last in [own or known.get((row.action_id, code))]
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


def _facts(actions: ActionQuerySet, chosen: ActionQuerySet, partnership_id: int) -> _Facts:
    leads = Action.leads.through.objects.filter(action__in=chosen).order_by("pk")
    themes = Review.themes.through.objects.filter(review__partnership=partnership_id).order_by("pk")
    return _Facts(
        rows=_rows(actions),
        dimensions=_dimensions(partnership_id),
        leads=_grouped(leads.values_list("action_id", "lead_id")),
        themes=_grouped(themes.values_list("review_id", "learningtheme_id")),
    )


def _rows(actions: ActionQuerySet) -> list[_Row]:
    rows = actions.active().order_by("plan__title", "plan_id", "position")
    fields = ("pk", "plan_id", "section_id", "section__aim_id", "plan__review_id", "due_on", "plan__starts_on")
    return [_Row(*row) for row in rows.values_list(*fields, "plan__rating_setup__scale_id")]


def _latest(
    actions: ActionQuerySet, period: ReportingPeriod, levels: dict[int, LevelSeen]
) -> dict[_ActionDimension, _Given]:
    """The latest rating up to the period, by action and dimension: one row each, whatever the number of periods.

    A rating given in the period itself goes before one of another period that ends on the same day.
    """
    newest_first = Window(
        RowNumber(),
        partition_by=[F("action_id"), F("dimension_id")],
        order_by=[
            Case(When(period=period.pk, then=0), default=1),
            F("period__ends_on").desc(),
            F("period__starts_on").desc(),
        ],
    )
    rows = (
        Rating.objects.filter(action__in=actions, period__ends_on__lte=period.ends_on)
        .annotate(age=newest_first)
        .filter(age=1)
        .values_list("action_id", "dimension_id", "level_id", "dimension__code", *_PERIOD)
    )
    return {(action, dimension): _Given(levels[level], *rest) for action, dimension, level, *rest in rows}


def _given_in(
    actions: ActionQuerySet, period: ReportingPeriod | None, levels: dict[int, LevelSeen]
) -> dict[_ActionDimension, LevelSeen]:
    """The levels given in one period, by action and dimension."""
    if period is None:
        return {}
    given = Rating.objects.filter(action__in=actions, period=period)
    rows = given.values_list("action_id", "dimension_id", "level_id")
    return {(action, dimension): levels[level] for action, dimension, level in rows}


def _only_in(
    given: dict[_ActionDimension, _Given], period: ReportingPeriod | None
) -> dict[_ActionDimension, LevelSeen]:
    """Of the latest ratings those given in the period itself."""
    return {key: rating.level for key, rating in given.items() if period and rating.period_id == period.pk}


def _scales_in_use(rows: list[_Row], at: _InPeriod) -> dict[int, int | None]:
    """The scale in which each action is read: see states_of. Of two in one period the plan's present one wins."""
    own: dict[int, list[_Given]] = defaultdict(list)
    for (action_id, _dimension), given in at.latest.items():
        own[action_id].append(given)
    by_action: dict[int, tuple[bool, date, bool, int]] = {}
    by_plan: dict[int, tuple[bool, date, bool, int]] = {}
    for row in rows:
        for given in own[row.action_id]:
            in_period = given.period_id == at.period.pk
            found = (in_period, given.period_end, given.level.scale_id == row.scale_id, given.level.scale_id)
            by_plan[row.plan_id] = max(by_plan.get(row.plan_id, found), found)
            if in_period:
                by_action[row.action_id] = max(by_action.get(row.action_id, found), found)
    chosen = {row.action_id: by_action.get(row.action_id) or by_plan.get(row.plan_id) for row in rows}
    return {row.action_id: use[-1] if (use := chosen[row.action_id]) else row.scale_id for row in rows}


def _newest_by_code(latest: dict[_ActionDimension, _Given]) -> dict[tuple[int, str], _Given]:
    """The latest rating by action and code of dimension, so that what is known outlives a change of scale."""
    found: dict[tuple[int, str], _Given] = {}
    for (action_id, _dimension), given in latest.items():
        known = found.get((action_id, given.code))
        if known is None or known.period_end < given.period_end:
            found[action_id, given.code] = given
    return found


def _dimensions(partnership_id: int) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = Dimension.objects.filter(scale__partnership=partnership_id).order_by("scale_id", "position")
    for scale_id, dimension_id, code in rows.values_list("scale_id", "pk", "code"):
        found[scale_id].append((dimension_id, code))
    return found


def _expected(
    periods: Sequence[ReportingPeriod], levels: dict[int, LevelSeen]
) -> dict[int, dict[_ActionDimension, tuple[LevelSeen, ...]]]:
    """The expected levels by period, then by action (or minus the plan) and dimension, best first."""
    found: dict[int, dict[_ActionDimension, list[LevelSeen]]] = {period.pk: defaultdict(list) for period in periods}
    rows = ExpectedLevel.objects.filter(period__in=periods)
    for period_id, plan_id, action_id, dimension_id, level_id in rows.values_list(
        "period_id", "plan_id", "action_id", "dimension_id", "level_id"
    ):
        found[period_id][action_id or -plan_id, dimension_id].append(levels[level_id])
    return {
        period_id: {key: tuple(sorted(value, key=lambda level: level.rank)) for key, value in expected.items()}
        for period_id, expected in found.items()
    }


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for owner, member in pairs:
        found[owner].append(member)
    return found
