"""Reading states: what each action stood at, at the end of a period, against a slow plain reading of the same rows."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Partnership
from plans.models import Action, ActionPlan
from ratings.models import Dimension, Level, Rating, ReportingPeriod
from ratings.rollup import State
from ratings.states import states_of, states_over
from tests.factories import (
    ActionFactory,
    ActionPlanFactory,
    ExpectedLevelFactory,
    LeadFactory,
    LearningThemeFactory,
    PeriodFactory,
    PlanScaleFactory,
    RatingFactory,
    ReviewFactory,
    StrategicAimFactory,
    a_rated_plan,
    brag,
    rated,
)

TODAY = date(2022, 6, 1)


@pytest.fixture
def q3(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock, number=3)


@pytest.fixture
def q4(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock, number=4)


def read(period: ReportingPeriod, before: ReportingPeriod | None = None, *, today: date = TODAY) -> list[State]:
    return states_of(Action.objects.all(), period=period, before=before, today=today)


def words(states: list[State]) -> list[str]:
    return [state.level.code if state.level else "-" for state in states]


def test_each_action_has_the_level_given_in_the_period(
    thurrock: Partnership, q3: ReportingPeriod, q4: ReportingPeriod
) -> None:
    first, second, third = a_rated_plan(thurrock).actions.all()
    rated(first, "red", q3)
    rated(first, "amber", q4)
    rated(second, "amber", q3)

    states = read(q4, q3)

    assert [state.action_id for state in states] == [first.pk, second.pk, third.pk]
    assert words(states) == ["amber", "-", "-"]
    assert [state.before and state.before.code for state in states] == ["red", "amber", None]
    assert [state.last_known and state.last_known.code for state in states] == ["amber", "amber", None]
    assert [state.last_known_in for state in states] == [q4.name, q3.name, ""]


def test_a_rating_of_a_later_period_is_not_yet_known(
    thurrock: Partnership, q3: ReportingPeriod, q4: ReportingPeriod
) -> None:
    action = a_rated_plan(thurrock, actions=1).actions.get()
    rated(action, "blue", q4)

    [state] = read(q3)

    assert (state.level, state.last_known) == (None, None)


def test_withdrawn_actions_and_other_actions_have_no_state(thurrock: Partnership, q4: ReportingPeriod) -> None:
    kept, withdrawn = a_rated_plan(thurrock, actions=2).actions.all()
    Action.objects.filter(pk=withdrawn.pk).update(
        status="withdrawn", withdrawn_at="2021-01-01T00:00Z", withdrawn_reason="Twice in the plan."
    )
    a_rated_plan(thurrock, actions=1)

    states = states_of(Action.objects.filter(plan=kept.plan), period=q4, before=None, today=TODAY)

    assert [state.action_id for state in states] == [kept.pk]


def test_a_meeting_that_ends_on_the_day_of_the_quarter_does_not_hide_the_quarters_rating(
    thurrock: Partnership, q4: ReportingPeriod
) -> None:
    action = a_rated_plan(thurrock, actions=1).actions.get()
    meeting = PeriodFactory.create(
        partnership=thurrock, name="Strategic Group", kind="meeting", starts_on=date(2021, 3, 1), ends_on=q4.ends_on
    )
    rated(action, "amber", q4)
    rated(action, "red", meeting)

    assert words(read(q4)) == ["amber"]
    assert words(read(meeting)) == ["red"]


def test_overdue_is_judged_on_the_periods_last_day_and_today_while_it_runs(
    thurrock: Partnership, q4: ReportingPeriod
) -> None:
    plan = a_rated_plan(thurrock, actions=0)
    ActionFactory.create(plan=plan, due_on=date(2021, 2, 15))

    assert [state.is_overdue for state in read(q4)] == [True]
    assert [state.is_overdue for state in read(q4, today=date(2021, 2, 10))] == [False]


def test_a_plan_without_scale_has_one_state_for_each_action(thurrock: Partnership, q4: ReportingPeriod) -> None:
    ActionFactory.create(plan=ActionPlanFactory.create(partnership=thurrock))

    [state] = read(q4)

    assert (state.dimension_id, state.no_update) == (None, True)


def test_an_action_has_a_state_for_each_dimension_in_the_scales_order(
    thurrock: Partnership, q4: ReportingPeriod
) -> None:
    plan = ActionPlanFactory.create(partnership=thurrock)
    scale = brag(thurrock, name="JTAI", dimensions=("process", "impact", "performance"))
    PlanScaleFactory.create(plan=plan, scale=scale)
    action = ActionFactory.create(plan=plan)
    rated(action, "amber", q4, dimension="impact")

    states = read(q4)

    assert [state.dimension_id for state in states] == [each.pk for each in scale.dimensions.all()]
    assert words(states) == ["-", "amber", "-"]


class TestAChangeOfScale:
    """A plan that was rated in an old scale, and in another one since."""

    @pytest.fixture
    def plan(self, thurrock: Partnership, q3: ReportingPeriod) -> ActionPlan:
        plan = ActionPlanFactory.create(partnership=thurrock)
        setup = PlanScaleFactory.create(plan=plan, scale=brag(thurrock, name="Old RAG"))
        for _ in range(2):
            rated(ActionFactory.create(plan=plan), "green", q3)
        setup.scale = brag(thurrock, name="BRAG")
        setup.save()
        return ActionPlan.objects.get(pk=plan.pk)

    def test_an_earlier_period_is_read_in_the_scale_of_its_ratings(
        self, plan: ActionPlan, q3: ReportingPeriod, q4: ReportingPeriod
    ) -> None:
        rated(plan.actions.all()[0], "blue", q4)

        assert {state.level and state.level.scale_id for state in read(q3)} == {
            Level.objects.get(scale__name="Old RAG", code="green").scale_id
        }

    def test_an_action_without_update_is_read_in_the_scale_its_plan_is_rated_in(
        self, plan: ActionPlan, q3: ReportingPeriod, q4: ReportingPeriod
    ) -> None:
        rated(plan.actions.all()[0], "blue", q4)

        states = read(q4, q3)

        assert {state.dimension_id for state in states} == {Dimension.objects.get(scale__name="BRAG").pk}
        assert words(states) == ["blue", "-"]
        assert [state.moved for state in states] == [None, None]

    def test_what_is_known_of_an_action_outlives_the_change(
        self, plan: ActionPlan, q3: ReportingPeriod, q4: ReportingPeriod
    ) -> None:
        rated(plan.actions.all()[0], "blue", q4)

        unrated = read(q4, q3)[1]

        assert (unrated.last_known and unrated.last_known.code, unrated.last_known_in) == ("green", q3.name)
        assert unrated.is_complete

    def test_two_scales_in_one_period_are_read_in_the_plans_present_one(
        self, plan: ActionPlan, q3: ReportingPeriod
    ) -> None:
        both, only_old = plan.actions.all()
        rated(both, "amber", q3)

        states = read(q3)

        assert [state.level and state.level.scale_id for state in states] == [
            Level.objects.get(scale__name="BRAG", code="amber").scale_id,
            Level.objects.get(scale__name="Old RAG", code="green").scale_id,
        ]
        assert [state.action_id for state in states] == [both.pk, only_old.pk]


def test_an_actions_own_expected_level_goes_before_its_plans(thurrock: Partnership, q4: ReportingPeriod) -> None:
    plan = a_rated_plan(thurrock, actions=2)
    first, second = plan.actions.all()
    dimension = Dimension.objects.get()
    blue, amber, red = (Level.objects.get(code=code) for code in ("blue", "amber", "red"))
    common = {"plan": plan, "dimension": dimension, "period": q4}
    ExpectedLevelFactory.create(level=red, **common)
    ExpectedLevelFactory.create(level=amber, **common)
    ExpectedLevelFactory.create(level=blue, action=second, **common)
    for action in (first, second):
        rated(action, "amber", q4)

    states = read(q4)

    assert [[level.code for level in state.expected] for state in states] == [["amber", "red"], ["blue"]]
    assert [state.is_behind for state in states] == [False, True]


def test_a_state_names_what_its_action_hangs_on(thurrock: Partnership, q4: ReportingPeriod) -> None:
    themes = LearningThemeFactory.create_batch(2, partnership=thurrock)
    review = ReviewFactory.create(partnership=thurrock)
    review.themes.set(themes)
    plan = a_rated_plan(thurrock, actions=1, review=review)
    section = plan.sections.get()
    section.aim = StrategicAimFactory.create(partnership=thurrock)
    section.save()
    leads = LeadFactory.create_batch(2, partnership=thurrock)
    plan.actions.get().leads.set(leads)

    [state] = read(q4)

    assert (state.section_id, state.aim_id, state.review_id) == (section.pk, section.aim_id, review.pk)
    assert set(state.theme_ids) == {theme.pk for theme in themes}
    assert set(state.lead_ids) == {lead.pk for lead in leads}


def test_two_periods_read_together_are_as_each_read_alone(
    thurrock: Partnership, q3: ReportingPeriod, q4: ReportingPeriod
) -> None:
    q2 = PeriodFactory.create(partnership=thurrock, number=2)
    first, second, _third = a_rated_plan(thurrock).actions.all()
    for action, period, level in [(first, q2, "red"), (first, q3, "amber"), (first, q4, "blue"), (second, q3, "red")]:
        rated(action, level, period)

    now, before = states_over(Action.objects.all(), periods=[q4, q3, q2], today=TODAY)

    assert now == read(q4, q3)
    assert before == read(q3, q2)


def test_a_period_with_none_before_it_is_compared_with_nothing(thurrock: Partnership, q4: ReportingPeriod) -> None:
    rated(a_rated_plan(thurrock, actions=1).actions.get(), "amber", q4)

    now, before = states_over(Action.objects.all(), periods=[q4, None, None], today=TODAY)

    assert (words(now), before) == (["amber"], [])
    assert states_over(Action.objects.all(), periods=[None, None], today=TODAY) == [[]]


@pytest.mark.parametrize("size", [1, 3])
def test_reading_takes_eleven_queries_whatever_the_size(
    thurrock: Partnership, q3: ReportingPeriod, q4: ReportingPeriod, size: int
) -> None:
    for _ in range(size):
        for action in a_rated_plan(thurrock, actions=size).actions.all():
            action.leads.set([LeadFactory.create(partnership=thurrock)])
            rated(action, "amber", q3)
            rated(action, "blue", q4)

    with CaptureQueriesContext(
        connection,
    ) as one:
        read(q4, q3)
    with CaptureQueriesContext(connection) as two:
        states_over(Action.objects.all(), periods=[q4, q3, None], today=TODAY)

    assert (len(one), len(two)) == (11, 11)


@pytest.mark.parametrize("seed", range(12))
def test_random_ratings_are_read_as_a_plain_reading_finds_them(thurrock: Partnership, seed: int) -> None:
    random = Random(seed)
    periods = [PeriodFactory.create(partnership=thurrock, number=number) for number in (1, 2, 3, 4)]
    for _ in range(2):
        plan = a_rated_plan(thurrock, actions=5)
        for action in plan.actions.all():
            for period in random.sample(periods, random.randint(0, 4)):
                rated(action, random.choice(["blue", "green", "amber", "red"]), period)
            Action.objects.filter(pk=action.pk).update(
                due_on=periods[0].starts_on + timedelta(days=random.randint(0, 500))
            )
    chosen = random.randint(1, 3)
    period, before = periods[chosen], periods[chosen - 1]

    states = {state.action_id: state for state in read(period, before)}

    everything = list(Rating.objects.select_related("level", "period"))
    for action in Action.objects.all():
        own = [rating for rating in everything if rating.action_id == action.pk]
        here = next((rating.level.code for rating in own if rating.period_id == period.pk), None)
        there = next((rating.level.code for rating in own if rating.period_id == before.pk), None)
        known = sorted((r for r in own if r.period.ends_on <= period.ends_on), key=lambda r: r.period.ends_on)
        state = states[action.pk]
        assert (state.level.code if state.level else None) == here
        assert (state.before.code if state.before else None) == there
        assert (state.last_known.code if state.last_known else None) == (known[-1].level.code if known else None)
        complete = bool(known) and known[-1].level.is_complete
        assert action.due_on is not None
        assert state.is_overdue is (action.due_on < period.ends_on and not complete)
    assert len(states) == 10


def test_a_rating_of_another_partnership_is_never_read(
    thurrock: Partnership, other_partnership: Partnership, q4: ReportingPeriod
) -> None:
    theirs = a_rated_plan(other_partnership, actions=1).actions.get()
    period = PeriodFactory.create(partnership=other_partnership, number=4)
    rated(theirs, "red", period)
    ours = a_rated_plan(thurrock, actions=1)

    states = states_of(Action.objects.filter(plan=ours), period=q4, before=None, today=TODAY)

    assert [state.plan_id for state in states] == [ours.pk]
    assert RatingFactory._meta.model.objects.count() == 1


def test_plan_that_starts_after_the_period_has_no_states_in_it(thurrock: Partnership) -> None:
    q4 = PeriodFactory.create(partnership=thurrock)
    plan = a_rated_plan(thurrock, actions=1, starts_on=date(2021, 4, 1))

    before_it = states_of(plan.actions.all(), period=q4, before=None, today=date(2022, 1, 1))
    q1 = PeriodFactory.create(partnership=thurrock, first_year=2021, number=1)
    within = states_of(plan.actions.all(), period=q1, before=q4, today=date(2022, 1, 1))

    assert (len(before_it), len(within)) == (0, 1)
