"""The roll-up, by table: each state's own questions, then counts of groups."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ratings.rollup import (
    Course,
    LevelSeen,
    Moved,
    Standing,
    State,
    by_action,
    count,
    count_by,
    course_of_action,
)
from ratings.selection import NO_UPDATE, NONE, Condition, Selection
from tests.ratings.levels import AMBER, BLUE, GREEN, OLD_YELLOW, RED

PERIOD_END = date(2021, 3, 31)


def a_state(level: LevelSeen | None = AMBER, **changes: Any) -> State:
    """Action 1 of plan 1, rated at the level in the period, due the day it ended, never rated before."""
    state = State(
        action_id=1,
        plan_id=1,
        dimension_id=1,
        level=level,
        before=None,
        last_known=level,
        last_known_in="2020/21 Q4" if level else "",
        due_on=PERIOD_END,
        judged_on=PERIOD_END,
    )
    return replace(state, **changes)


@pytest.mark.parametrize(
    ("now", "before", "moved"),
    [
        (AMBER, RED, Moved.UP),
        (RED, AMBER, Moved.DOWN),
        (AMBER, AMBER, None),
        (BLUE, None, None),
        (None, BLUE, None),
        (AMBER, OLD_YELLOW, None),
    ],
    ids=["better", "worse", "same", "first rating", "no update", "another scale"],
)
def test_a_state_moved_only_between_two_levels_of_one_scale(
    now: LevelSeen | None, before: LevelSeen | None, moved: Moved | None
) -> None:
    assert a_state(now, before=before).moved is moved


@pytest.mark.parametrize(
    ("due_on", "last_known", "overdue"),
    [
        (date(2021, 3, 30), AMBER, True),
        (PERIOD_END, AMBER, False),
        (date(2021, 4, 1), AMBER, False),
        (None, AMBER, False),
        (date(2020, 1, 1), BLUE, False),
        (date(2020, 1, 1), None, True),
    ],
    ids=["the day before", "on the day", "later", "no date", "complete", "never rated"],
)
def test_a_state_is_overdue_when_its_date_passed_and_it_is_not_complete(
    due_on: date | None, last_known: LevelSeen | None, overdue: bool
) -> None:
    assert a_state(last_known, due_on=due_on).is_overdue is overdue


def test_a_complete_action_without_update_is_not_overdue_and_not_counted_at_its_last_level() -> None:
    state = a_state(None, last_known=BLUE, due_on=date(2020, 1, 1))

    counts = count([state])

    assert not state.is_overdue
    assert state.course is Course.COMPLETE
    assert (counts.levels, counts.no_update, counts.complete) == ({}, 1, 1)


@pytest.mark.parametrize(
    ("level", "expected", "standing"),
    [
        (AMBER, (AMBER,), Standing.ON),
        (AMBER, (AMBER, RED), Standing.ON),
        (RED, (AMBER, RED), Standing.ON),
        (RED, (AMBER,), Standing.BEHIND),
        (BLUE, (AMBER, RED), Standing.AHEAD),
        (AMBER, (), None),
        (None, (AMBER,), None),
    ],
)
def test_a_state_stands_behind_when_worse_than_every_expected_level(
    level: LevelSeen | None, expected: tuple[LevelSeen, ...], standing: Standing | None
) -> None:
    state = a_state(level, expected=expected)

    assert state.standing is standing
    assert state.is_behind is (standing is Standing.BEHIND)


@pytest.mark.parametrize(
    ("state", "course"),
    [
        (a_state(GREEN), Course.COMPLETE),
        (a_state(AMBER), Course.ON_COURSE),
        (a_state(RED), Course.OFF_COURSE),
        (a_state(AMBER, due_on=date(2021, 1, 31)), Course.OFF_COURSE),
        (a_state(AMBER, expected=(BLUE,)), Course.OFF_COURSE),
        (a_state(AMBER, due_on=None), Course.UNKNOWN),
        (a_state(None), Course.UNKNOWN),
        (a_state(None, last_known=RED), Course.UNKNOWN),
        (a_state(None, last_known=RED, due_on=date(2021, 1, 31)), Course.OFF_COURSE),
        (a_state(RED, due_on=None), Course.OFF_COURSE),
    ],
)
def test_the_course_of_a_state(state: State, course: Course) -> None:
    assert state.course is course


@pytest.mark.parametrize(
    ("levels", "course"),
    [
        ([BLUE, BLUE], Course.COMPLETE),
        ([BLUE, AMBER], Course.ON_COURSE),
        ([BLUE, None], Course.UNKNOWN),
        ([AMBER, None], Course.UNKNOWN),
        ([AMBER, RED], Course.OFF_COURSE),
        ([None, RED], Course.OFF_COURSE),
    ],
)
def test_the_course_of_an_action_is_the_worst_of_its_dimensions(levels: list[LevelSeen | None], course: Course) -> None:
    assert course_of_action([a_state(level, dimension_id=n) for n, level in enumerate(levels)]) is course


def test_an_action_of_three_dimensions_counts_once_among_actions_and_three_times_among_ratings() -> None:
    late = date(2021, 1, 31)
    states = [
        a_state(AMBER, dimension_id=1, before=RED, due_on=late),
        a_state(RED, dimension_id=2, before=AMBER, due_on=late),
        a_state(None, dimension_id=3, due_on=late),
    ]

    counts = count(states)

    assert (counts.actions, counts.rated_things, counts.no_update) == (1, 3, 1)
    assert (counts.moved_up, counts.moved_down, counts.moved) == (1, 1, 2)
    assert (counts.overdue, counts.complete, counts.incomplete) == (1, 0, 1)
    assert (counts.each.no_update, counts.each.moved_up, counts.each.moved_down) == (1, 1, 1)
    assert (counts.each.on_course, counts.each.off_course, counts.each.course_unknown) == (0, 1, 0)


def test_the_figures_of_the_minutes_come_out() -> None:
    """Leo: "14 actions identified (1 blue, 4 green, and 9 amber)"."""
    levels = [BLUE] + [GREEN] * 4 + [AMBER] * 9

    counts = count(a_state(level, action_id=n) for n, level in enumerate(levels))

    assert counts.actions == 14
    assert [counts.at(level.id) for level in (BLUE, GREEN, AMBER, RED)] == [1, 4, 9, 0]
    assert (counts.complete, counts.incomplete, counts.each.on_course) == (5, 9, 9)


def test_nothing_counts_as_nothing() -> None:
    counts = count([])

    assert (counts.actions, counts.levels, counts.incomplete) == (0, {}, 0)
    assert count_by([], lambda state: state.lead_ids) == {}


def test_a_state_with_several_leads_counts_under_each_once() -> None:
    states = [a_state(lead_ids=(7, 8, 7)), a_state(RED, action_id=2, lead_ids=(8,))]

    by_lead = count_by(states, lambda state: state.lead_ids)

    assert {lead: counts.actions for lead, counts in by_lead.items()} == {7: 1, 8: 2}
    assert by_lead[8].levels == {AMBER.id: 1, RED.id: 1}


def test_states_are_kept_together_by_action_in_their_order() -> None:
    states = [a_state(action_id=2), a_state(action_id=1), a_state(action_id=2, dimension_id=2)]

    assert {key: [state.dimension_id for state in group] for key, group in by_action(states).items()} == {
        2: [1, 2],
        1: [1],
    }


@pytest.mark.parametrize("field", ["lead", "theme", "aim", "review", "section", "dimension"])
def test_a_selection_of_none_matches_only_those_without(field: str) -> None:
    several = field in {"lead", "theme"}
    name = f"{field}_ids" if several else f"{field}_id"
    having = replace(a_state(), **{name: (5,) if several else 5})  # type: ignore[arg-type]  # a field of each kind
    without = replace(a_state(), **{name: () if several else None})  # type: ignore[arg-type]  # as above
    none, five = (Selection.read({field: key}) for key in ("0", "5"))

    assert getattr(none, field) == NONE
    assert (none.matches(having), none.matches(without)) == (False, True)
    assert (five.matches(having), five.matches(without)) == (True, False)
    assert Selection.read(dict([none.as_query().split("=")])) == none


@pytest.mark.parametrize(
    ("selection", "matches"),
    [
        (Selection(level=NO_UPDATE), False),
        (Selection(level=str(AMBER.id)), True),
        (Selection(level=str(RED.id)), False),
        (Selection(condition=Condition.OVERDUE), False),
        (Selection(condition=Condition.MOVED_UP), True),
        (Selection(condition=Condition.MOVED), True),
        (Selection(condition=Condition.MOVED_DOWN), False),
        (Selection(condition=Condition.BEHIND), True),
        (Selection(condition=Condition.OFF_COURSE), True),
        (Selection(condition=Condition.COMPLETE), False),
        (Selection(condition=Condition.INCOMPLETE), True),
    ],
)
def test_a_selection_reads_the_same_state_as_the_counts(selection: Selection, matches: bool) -> None:
    assert selection.matches(a_state(AMBER, before=RED, expected=(BLUE,))) is matches
