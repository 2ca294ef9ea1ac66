"""Reads the states of actions for the roll-up, in a fixed number of queries however many actions there are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from plans.models import Action
from plans.querysets import ActionQuerySet
from ratings.confirmation import Confirmation
from ratings.models import Level, ReportingPeriod
from ratings.rollup import LevelSeen, State
from ratings.state_reads import (
    ActionDimension,
    Facts,
    Given,
    Row,
    expected_levels,
    facts_of,
    given_in,
    holding_at,
    latest_ratings,
    period_ends,
    seen,
    with_restatements,
)


@dataclass(frozen=True, slots=True)
class _InPeriod:
    """What one period adds: the latest ratings up to it, those given in the period before, and what was expected."""

    period: ReportingPeriod
    judged_on: date
    latest: dict[ActionDimension, Given]
    earlier: dict[ActionDimension, LevelSeen]
    expected: dict[ActionDimension, tuple[LevelSeen, ...]]
    ends: Sequence[date]


def states_of(
    actions: ActionQuerySet, *, period: ReportingPeriod, before: ReportingPeriod | None, today: date
) -> list[State]:
    """The states of the active actions at the end of `period`, in the order of the plans. Eleven queries.

    An action has one state for each dimension of its scale: that in which it was rated in the period; without such a
    rating, the scale in which its plan was last rated by then, else its plan's scale today. Without any scale it has
    one state without a dimension. The actions of a plan that starts after the period have none.
    """
    return states_over(actions, periods=[period, before], today=today)[0]


def states_over(
    actions: ActionQuerySet, *, periods: Sequence[ReportingPeriod | None], today: date
) -> list[list[State]]:
    """The states at the end of each period but the last, newest first; each is compared with the period after it here.

    Nine queries and one for each period, and one more where anything was last known earlier. A period of None, where
    none came before, has no states.
    """
    real = [period for period in periods if period is not None]
    if not real:
        return [[] for _period in periods[:-1]]
    chosen = Action.objects.filter(pk__in=actions.active().values("pk"))
    levels = {level.pk: seen(level) for level in Level.objects.filter(scale__partnership=real[0].partnership_id)}
    facts = facts_of(actions, chosen, real[0].partnership_id, levels)
    expected = expected_levels(real, levels)
    latest = [
        with_restatements(latest_ratings(chosen, period, levels), facts.restated, period) if period else {}
        for period in periods[:-1]
    ]
    earlier = [*(_only_in(given, period) for given, period in zip(latest[1:], periods[1:-1], strict=True))]
    earlier.append(given_in(chosen, periods[-1], levels, facts.restated))
    ends = _ends_if_wanted(periods, latest)
    return [
        _states(facts, _InPeriod(period, period.judged_on(today), given, compared, expected[period.pk], ends))
        if period
        else []
        for period, given, compared in zip(periods[:-1], latest, earlier, strict=True)
    ]


def _states(facts: Facts, at: _InPeriod) -> list[State]:
    scales = _scales_in_use(facts.rows, at)
    known = _newest_by_code(at.latest)
    earlier = _earlier_by_code(facts, at)
    return [
        _state(facts, at, row, _Found(dimension_id, here, last, was, confirmation))
        for row in facts.rows
        if row.begun_by(at.period.ends_on)
        for dimension_id, code in facts.dimensions.get(scales[row.action_id] or 0, [(None, "")])
        for own in [at.latest.get((row.action_id, dimension_id))]
        for here in [own if own and own.period_id == at.period.pk else None]
        for last in [own or known.get((row.action_id, code))]
        for confirmation in [holding_at(at.period.ends_on, facts.confirmed.get((row.action_id, dimension_id), ()))]
        for same in [at.earlier.get((row.action_id, dimension_id))]
        for was in [_Before(same) if same else _mapped(earlier[row.action_id, code], scales[row.action_id], facts)]
    ]


class _Found(NamedTuple):
    """What is known of one action in one dimension: given in the period, given last, before it, and confirmed."""

    dimension_id: int | None
    here: Given | None
    last: Given | None
    was: "_Before"
    confirmation: Confirmation | None


def _state(facts: Facts, at: _InPeriod, row: Row, found: _Found) -> State:
    dimension_id, here, last, was, confirmation = found
    return State(
        action_id=row.action_id,
        plan_id=row.plan_id,
        dimension_id=dimension_id,
        level=here.level if here else None,
        before=was.compared,
        before_in_old_scale=was.given_in_old_scale,
        last_known=last.level if last else None,
        last_known_in=last.period_name if last else "",
        due_on=row.due_on,
        judged_on=at.judged_on,
        expected=at.expected.get((row.action_id, dimension_id)) or at.expected.get((-row.plan_id, dimension_id), ()),
        lead_ids=tuple(facts.leads.get(row.action_id, ())),
        section_id=row.section_id,
        aim_id=row.aim_id,
        review_id=row.review_id,
        theme_ids=tuple(facts.themes.get(row.review_id, ())) if row.review_id else (),
        first_due_on=row.first_due_on,
        moves=row.moves,
        moved_dates_stay_overdue=row.moved_dates_stay_overdue is not False,
        is_restated=bool(here and here.is_restated),
        first_level=here.first if here else None,
        restated_at=here.restated_at if here else None,
        restated_why=here.restated_why if here else "",
        last_known_ago=_periods_ago(last, at),
        has_verification=confirmation is not None,
        confirmation=confirmation,
        open_challenges=row.open_challenges,
    )


@dataclass(frozen=True, slots=True)
class _Before:
    """What an action is compared with: a level of its own scale, by a map where it was given in another."""

    compared: LevelSeen | None = None
    given_in_old_scale: LevelSeen | None = None


def _earlier_by_code(facts: Facts, at: _InPeriod) -> dict[tuple[int, str], list[LevelSeen]]:
    """What was given in the period before, by action and code of dimension, which outlives a change of scale."""
    codes = {dimension_id: code for dimensions in facts.dimensions.values() for dimension_id, code in dimensions}
    found: dict[tuple[int, str], list[LevelSeen]] = defaultdict(list)
    for (action_id, dimension_id), level in at.earlier.items() if facts.maps else ():
        found[action_id, codes.get(dimension_id or 0, "")].append(level)
    return found


def _mapped(earlier: Sequence[LevelSeen], scale_id: int | None, facts: Facts) -> _Before:
    for level in earlier:
        if answer := facts.maps.get((level.id, scale_id or 0)):
            return _Before(answer, level)
    return _Before()


def _ends_if_wanted(
    periods: Sequence[ReportingPeriod | None], latest: Sequence[dict[ActionDimension, Given]]
) -> list[date]:
    """The last days of the periods, where the age of anything that was last known earlier is to be told."""
    for period, given in zip(periods[:-1], latest, strict=True):
        if period and any(each.period_id != period.pk for each in given.values()):
            return period_ends(period)
    return []


def _periods_ago(last: Given | None, at: _InPeriod) -> int:
    if last is None or last.period_id == at.period.pk:
        return 0
    return sum(last.period_end < end <= at.period.ends_on for end in at.ends)


def _only_in(given: dict[ActionDimension, Given], period: ReportingPeriod | None) -> dict[ActionDimension, LevelSeen]:
    """Of the latest ratings those given in the period itself."""
    return {key: rating.level for key, rating in given.items() if period and rating.period_id == period.pk}


def _scales_in_use(rows: list[Row], at: _InPeriod) -> dict[int, int | None]:
    """The scale in which each action is read: see states_of. Of two in one period the plan's present one wins."""
    own: dict[int, list[Given]] = defaultdict(list)
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


def _newest_by_code(latest: dict[ActionDimension, Given]) -> dict[tuple[int, str], Given]:
    """The latest rating by action and code of dimension, so that what is known outlives a change of scale."""
    found: dict[tuple[int, str], Given] = {}
    for (action_id, _dimension), given in latest.items():
        known = found.get((action_id, given.code))
        if known is None or known.period_end < given.period_end:
            found[action_id, given.code] = given
    return found
