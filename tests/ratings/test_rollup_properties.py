"""The roll-up against a slow plain count, over random states."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratings.rollup import Counts, LevelSeen, Moved, State, count, count_by
from ratings.selection import NO_UPDATE, Condition, Selection
from tests.ratings.levels import AMBER, BLUE, GREEN, OLD_RED, OLD_YELLOW, RED

SCALES: dict[int, list[LevelSeen]] = {1: [BLUE, GREEN, AMBER, RED], 2: [OLD_YELLOW, OLD_RED]}
DIMENSIONS = {1: [1, 2, 3], 2: [4]}
DAYS = st.integers(-400, 400).map(lambda days: date(2021, 3, 31) + timedelta(days))


@st.composite
def states_of_one_action(draw: st.DrawFn, action_id: int) -> list[State]:
    scale = draw(st.sampled_from([1, 2]))
    known = st.none() | st.sampled_from(SCALES[scale])
    due_on, judged_on = draw(st.none() | DAYS), draw(DAYS)
    plan_id = draw(st.integers(1, 3))
    first_due_on, moves, challenges = draw(st.none() | DAYS), draw(st.integers(0, 3)), draw(st.integers(0, 2))
    stays_overdue = draw(st.booleans())
    leads = tuple(draw(st.lists(st.integers(1, 4), max_size=3)))
    states = []
    for dimension_id in DIMENSIONS[scale]:
        level = draw(known)
        states.append(
            State(
                action_id=action_id,
                plan_id=plan_id,
                dimension_id=dimension_id,
                level=level,
                before=draw(st.none() | st.sampled_from(SCALES[1] + SCALES[2])),
                last_known=level or draw(known),
                last_known_in="",
                due_on=due_on,
                judged_on=judged_on,
                expected=tuple(draw(st.lists(st.sampled_from(SCALES[scale]), max_size=2, unique=True))),
                lead_ids=leads,
                theme_ids=leads,
                first_due_on=first_due_on,
                moves=moves,
                moved_dates_stay_overdue=stays_overdue,
                is_restated=draw(st.booleans()),
                has_verification=draw(st.booleans()),
                open_challenges=challenges,
            )
        )
    return states


@st.composite
def many_states(draw: st.DrawFn) -> list[State]:
    groups = [draw(states_of_one_action(number)) for number in range(1, draw(st.integers(0, 8)) + 1)]
    return draw(st.permutations([state for group in groups for state in group]))


def slow_actions(states: list[State], holds: Callable[[State], bool]) -> int:
    """How many actions have a state of which something holds, counted one by one."""
    found: list[int] = []
    for state in states:
        if holds(state) and state.action_id not in found:
            found.append(state.action_id)
    return len(found)


@given(many_states())
def test_counts_agree_with_a_plain_count(states: list[State]) -> None:
    counts = count(states)

    every = {level.id for levels in SCALES.values() for level in levels}
    for level_id in every:
        assert counts.at(level_id) == len([s for s in states if s.level is not None and s.level.id == level_id])
    assert counts.no_update == len([s for s in states if s.level is None])
    assert counts.moved_up == len([s for s in states if s.moved is Moved.UP])
    assert counts.moved_down == len([s for s in states if s.moved is Moved.DOWN])
    assert counts.behind == len([s for s in states if s.is_behind])
    assert counts.overdue == slow_actions(states, lambda s: s.is_overdue)
    assert counts.each.no_update == slow_actions(states, lambda s: s.level is None)
    assert counts.each.moved_up == slow_actions(states, lambda s: s.moved is Moved.UP)
    assert counts.each.moved_down == slow_actions(states, lambda s: s.moved is Moved.DOWN)
    assert counts.each.behind == slow_actions(states, lambda s: s.is_behind)
    assert counts.incomplete == slow_actions(states, lambda s: not s.is_complete)


def plainly_late(state: State) -> tuple[bool, bool]:
    """Whether the date has passed, and whether only the first one has and the partnership's rule counts that."""
    if state.last_known is not None and state.last_known.is_complete:
        return False, False
    passed = state.due_on is not None and state.due_on < state.judged_on
    first = state.first_due_on is not None and state.first_due_on < state.judged_on and state.moves > 0
    return passed, first and not passed and state.moved_dates_stay_overdue


@given(many_states())
def test_what_makes_a_rating_trusted_is_counted_as_a_plain_count_does(states: list[State]) -> None:
    each = count(states).each

    def blue(state: State) -> bool:
        return state.last_known is BLUE

    assert each.claimed == slow_actions(states, lambda s: blue(s) and not s.has_verification)
    assert each.verified == slow_actions(states, lambda s: blue(s) and s.has_verification)
    assert each.overdue == slow_actions(states, lambda s: any(plainly_late(s)))
    assert each.overdue_by_first_date == slow_actions(states, lambda s: plainly_late(s)[1])
    assert each.date_moved == slow_actions(states, lambda s: s.moves > 0)
    assert each.restated == slow_actions(states, lambda s: s.is_restated)
    assert each.challenged == slow_actions(states, lambda s: s.open_challenges > 0)


@given(many_states())
def test_levels_and_no_update_add_up_and_every_action_is_on_one_course(states: list[State]) -> None:
    counts = count(states)

    assert sum(counts.levels.values()) + counts.no_update == counts.rated_things == len(states)
    each = counts.each
    assert each.complete + each.on_course + each.off_course + each.course_unknown == counts.actions


@given(many_states())
def test_groups_agree_with_counting_each_alone(states: list[State]) -> None:
    by_plan = count_by(states, lambda state: [state.plan_id])
    by_lead = count_by(states, lambda state: state.lead_ids)

    for plan_id in {state.plan_id for state in states}:
        assert by_plan[plan_id] == count([state for state in states if state.plan_id == plan_id])
    for lead_id in {lead for state in states for lead in state.lead_ids}:
        assert by_lead[lead_id] == count([state for state in states if lead_id in state.lead_ids])
    assert sum(counts.actions for counts in by_plan.values()) == count(states).actions


@pytest.mark.parametrize(
    ("selection", "read"),
    [
        (Selection(), lambda counts: counts.actions),
        (Selection(level=NO_UPDATE), lambda counts: counts.each.no_update),
        (Selection(condition=Condition.OVERDUE), lambda counts: counts.overdue),
        (Selection(condition=Condition.MOVED_UP), lambda counts: counts.each.moved_up),
        (Selection(condition=Condition.MOVED_DOWN), lambda counts: counts.each.moved_down),
        (Selection(condition=Condition.BEHIND), lambda counts: counts.each.behind),
        (Selection(condition=Condition.INCOMPLETE), lambda counts: counts.incomplete),
        (Selection(condition=Condition.OFF_COURSE), lambda counts: counts.each.off_course),
        (Selection(condition=Condition.CLAIMED), lambda counts: counts.each.claimed),
        (Selection(condition=Condition.VERIFIED), lambda counts: counts.each.verified),
        (Selection(condition=Condition.FIRST_DATE_PASSED), lambda counts: counts.each.overdue_by_first_date),
        (Selection(condition=Condition.DATE_MOVED), lambda counts: counts.each.date_moved),
        (Selection(condition=Condition.RESTATED), lambda counts: counts.each.restated),
        (Selection(condition=Condition.CHALLENGED), lambda counts: counts.each.challenged),
    ],
)
@given(states=many_states())
def test_the_list_behind_a_total_holds_as_many_actions(
    selection: Selection, read: Callable[[Counts], int], states: list[State]
) -> None:
    listed = {state.action_id for state in states if selection.matches(state)}

    assert read(count(states)) == len(listed)


@given(many_states(), st.sampled_from([1, 2, 3, 4]))
def test_the_list_behind_a_number_of_one_dimension_holds_as_many_actions(states: list[State], dimension: int) -> None:
    chosen = Selection(dimension=dimension)
    counts = count([state for state in states if state.dimension_id == dimension])

    def listed(selection: Selection) -> int:
        return len({state.action_id for state in states if selection.matches(state)})

    assert counts.actions == listed(chosen)
    assert counts.no_update == listed(chosen.but(level=NO_UPDATE))
    assert counts.moved_up == listed(chosen.but(condition=Condition.MOVED_UP))
    assert counts.moved_down == listed(chosen.but(condition=Condition.MOVED_DOWN))
    assert counts.behind == listed(chosen.but(condition=Condition.BEHIND))
    assert counts.overdue == listed(chosen.but(condition=Condition.OVERDUE))
    assert counts.complete == listed(chosen.but(condition=Condition.COMPLETE))
    for level_id, number in counts.levels.items():
        assert number == listed(chosen.but(level=str(level_id)))


@given(many_states())
def test_the_order_of_the_states_does_not_matter(states: list[State]) -> None:
    assert count(states) == count(sorted(states, key=lambda state: (state.action_id, state.dimension_id or 0)))
