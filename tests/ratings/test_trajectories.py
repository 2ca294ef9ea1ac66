"""What is expected when: entered by hand, kept with its history, and shown against what it came to."""

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Partnership, User
from accounts.rules import ChangedMeanwhile, RuleBroken
from plans.models import Action, ActionPlan
from ratings.history import read_history
from ratings.models import ExpectedLevel, Level, ReportingPeriod
from ratings.rollup import LevelSeen
from ratings.services import close_period, set_expected_levels, set_trajectory
from ratings.trajectory import chart, point
from tests.factories import PeriodFactory, a_rated_plan, brag, rated

ClientFor = Callable[[User], Client]


@pytest.fixture
def plan(thurrock: Partnership) -> ActionPlan:
    return a_rated_plan(thurrock, actions=3, title="Peer review")


@pytest.fixture
def period(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock)


@pytest.fixture
def client(business: User, client_for: ClientFor) -> Client:
    return client_for(business)


def levels(plan: ActionPlan, *codes: str) -> list[Level]:
    return list(plan.rating_setup.scale.levels.filter(code__in=codes))


def expected(plan: ActionPlan) -> list[tuple[str, str, str]]:
    rows = ExpectedLevel.objects.filter(plan=plan).order_by("action", "level__rank")
    return [
        (str(each.action.label if each.action else "plan"), each.period.name, each.level.code)
        for each in rows.select_related("action", "period", "level")
    ]


def expect(plan: ActionPlan, period: ReportingPeriod, by: User, *codes: str, action: Action | None = None) -> None:
    dimension = plan.rating_setup.scale.dimensions.get()
    set_expected_levels(
        plan=plan, dimension=dimension, period=period, levels=levels(plan, *codes), action=action, by=by
    )


def text_of(response: Any) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def address(name: str, pk: int) -> str:
    return reverse(f"ratings:{name}", kwargs={"partnership": "thurrock", "pk": pk})


# --- The services ---------------------------------------------------------------------------------------------------


def test_expected_levels_keep_their_history(plan: ActionPlan, period: ReportingPeriod, business: User) -> None:
    expect(plan, period, business, "amber", "red")
    expect(plan, period, business, "amber", "green")

    kinds = ExpectedLevel.history.order_by("history_id").values_list("history_type", "level__code", "history_user")
    assert expected(plan) == [("plan", "2020/21 Q4", "green"), ("plan", "2020/21 Q4", "amber")]
    assert list(kinds) == [
        ("+", "amber", business.pk),
        ("+", "red", business.pk),
        ("-", "red", business.pk),
        ("+", "green", business.pk),
    ]


def test_expected_levels_that_do_not_change_write_nothing(
    plan: ActionPlan, period: ReportingPeriod, business: User
) -> None:
    expect(plan, period, business, "amber")
    expect(plan, period, business, "amber")

    assert ExpectedLevel.history.count() == 1


def test_levels_of_another_scale_are_refused(
    plan: ActionPlan, period: ReportingPeriod, thurrock: Partnership, business: User
) -> None:
    other = brag(thurrock, name="Other")

    for dimension, level in (
        (other.dimensions.get(), other.levels.get(code="blue")),
        (plan.rating_setup.scale.dimensions.get(), other.levels.get(code="blue")),
    ):
        with pytest.raises(RuleBroken, match="levels of the scale in which the plan is rated"):
            set_expected_levels(plan=plan, dimension=dimension, period=period, levels=[level], by=business)

    assert not ExpectedLevel.objects.exists()


def test_period_of_another_partnership_or_that_is_gone_is_refused(
    plan: ActionPlan, period: ReportingPeriod, other_partnership: Partnership, business: User
) -> None:
    foreign = PeriodFactory.create(partnership=other_partnership)
    gone = ReportingPeriod(pk=999_999, partnership=plan.partnership, name="Gone")

    for each in (foreign, gone):
        with pytest.raises(RuleBroken, match="period of this partnership"):
            expect(plan, each, business, "amber")

    assert not ExpectedLevel.objects.exists()


def test_closed_period_keeps_what_was_expected(plan: ActionPlan, period: ReportingPeriod, business: User) -> None:
    expect(plan, period, business, "amber")
    close_period(period=period, by=business)

    with pytest.raises(RuleBroken, match="is closed: what was expected in it stays"):
        expect(plan, period, business, "blue")

    assert expected(plan) == [("plan", "2020/21 Q4", "amber")]


def test_nothing_is_expected_of_a_withdrawn_action(plan: ActionPlan, period: ReportingPeriod, business: User) -> None:
    action = plan.actions.get(reference="1")
    action.status = "withdrawn"

    with pytest.raises(RuleBroken, match="withdrawn"):
        expect(plan, period, business, "amber", action=action)


@pytest.mark.parametrize("persona", ["partner", "scrutineer", "lead_person"])
def test_trajectory_by_one_who_may_not_is_refused(
    plan: ActionPlan, period: ReportingPeriod, request: pytest.FixtureRequest, persona: str
) -> None:
    with pytest.raises(PermissionDenied):
        expect(plan, period, request.getfixturevalue(persona), "amber")


def test_of_two_who_set_a_trajectory_the_second_is_told(
    plan: ActionPlan, period: ReportingPeriod, business: User
) -> None:
    place = (plan.rating_setup.scale.dimensions.get(), period)
    set_trajectory(plan=plan, points={place: levels(plan, "amber")}, seen=[], by=business)

    with pytest.raises(ChangedMeanwhile):
        set_trajectory(plan=plan, points={place: levels(plan, "blue")}, seen=[], by=business)

    assert expected(plan) == [("plan", "2020/21 Q4", "amber")]


def test_trajectory_is_all_or_nothing(
    plan: ActionPlan, period: ReportingPeriod, thurrock: Partnership, business: User
) -> None:
    closed = PeriodFactory.create(partnership=thurrock, number=3)
    close_period(period=closed, by=business)
    dimension = plan.rating_setup.scale.dimensions.get()
    points = {(dimension, period): levels(plan, "amber"), (dimension, closed): levels(plan, "amber")}

    with pytest.raises(RuleBroken, match="is closed"):
        set_trajectory(plan=plan, points=points, seen=[], by=business)

    assert not ExpectedLevel.objects.exists()


# --- The pages ------------------------------------------------------------------------------------------------------


def posted(plan: ActionPlan, period: ReportingPeriod, *codes: str, seen: str = "") -> dict[str, Any]:
    dimension = plan.rating_setup.scale.dimensions.get()
    return {f"expected_{dimension.pk}_{period.pk}": [level.pk for level in levels(plan, *codes)], "seen": seen}


def test_trajectory_of_a_plan_is_entered_by_hand(client: Client, plan: ActionPlan, period: ReportingPeriod) -> None:
    at = address("plan_trajectory", plan.pk)

    response = client.post(at, posted(plan, period, "amber", "green"), follow=True)

    assert "The trajectory is saved." in text_of(response)
    assert expected(plan) == [("plan", "2020/21 Q4", "green"), ("plan", "2020/21 Q4", "amber")]


def test_trajectory_of_an_action_stands_before_its_plans(
    client: Client, plan: ActionPlan, period: ReportingPeriod, business: User
) -> None:
    expect(plan, period, business, "blue")
    action = plan.actions.get(reference="1")
    for each in plan.actions.all():
        rated(each, "green", period)

    client.post(address("action_trajectory", action.pk), posted(plan, period, "amber"))

    [course] = client.get(address("plan_trajectory", plan.pk)).context["courses"]
    own = client.get(address("action", action.pk)).context["courses"][0].points[0]
    assert (course.points[0].ahead, course.points[0].behind) == (1, 2)
    assert (own.ahead, [level.code for level in own.expected]) == (1, ["amber"])
    assert "added Amber to what is expected of Overall in 2020/21 Q4" in [entry.what for entry in read_history(action)]


def test_trajectory_saved_unchanged_writes_nothing(
    client: Client, plan: ActionPlan, period: ReportingPeriod, business: User
) -> None:
    expect(plan, period, business, "amber")
    seen = str(ExpectedLevel.objects.get().pk)

    response = client.post(address("plan_trajectory", plan.pk), posted(plan, period, "amber", seen=seen), follow=True)

    assert "Nothing was changed, so nothing was saved." in text_of(response)
    assert ExpectedLevel.history.count() == 1


def test_trajectory_for_a_period_that_is_not_there_is_refused(
    client: Client, plan: ActionPlan, period: ReportingPeriod
) -> None:
    dimension = plan.rating_setup.scale.dimensions.get()
    wrong = posted(plan, period, "amber") | {f"expected_{dimension.pk}_999999": levels(plan, "blue")[0].pk}

    response = client.post(address("plan_trajectory", plan.pk), wrong)

    assert response.status_code == 422
    assert "A period that you chose levels for is not there" in text_of(response)
    assert not ExpectedLevel.objects.exists()


def test_trajectory_at_a_level_of_another_scale_is_refused_at_its_field(
    client: Client, plan: ActionPlan, period: ReportingPeriod, thurrock: Partnership
) -> None:
    dimension = plan.rating_setup.scale.dimensions.get()
    foreign = brag(thurrock, name="Other").levels.get(code="blue")

    response = client.post(
        address("plan_trajectory", plan.pk), {f"expected_{dimension.pk}_{period.pk}": [foreign.pk], "seen": ""}
    )

    assert response.status_code == 422
    assert "Choose levels of the scale in which the plan is rated." in text_of(response)


def test_trajectory_changed_meanwhile_shows_both(
    client: Client, plan: ActionPlan, period: ReportingPeriod, business: User
) -> None:
    expect(plan, period, business, "red")

    response = client.post(address("plan_trajectory", plan.pk), posted(plan, period, "amber"))

    page = text_of(response)
    assert response.status_code == 409
    assert "Stands now: Red" in page
    assert expected(plan) == [("plan", "2020/21 Q4", "red")]


def test_trajectory_of_a_closed_period_is_shown_and_not_asked_for(
    client: Client, plan: ActionPlan, period: ReportingPeriod, business: User
) -> None:
    expect(plan, period, business, "amber")
    close_period(period=period, by=business)
    seen = str(ExpectedLevel.objects.get().pk)

    page = client.get(address("plan_trajectory", plan.pk))
    response = client.post(address("plan_trajectory", plan.pk), posted(plan, period, "blue", seen=seen))

    assert set(page.context["form"].fields) == {"seen", "reason"}
    assert response.status_code == 422
    assert "2020/21 Q4 is closed: what was expected in it stays." in text_of(response)


def test_those_who_only_look_see_the_chart_and_no_form(
    partner: User, business: User, client_for: ClientFor, plan: ActionPlan, period: ReportingPeriod
) -> None:
    expect(plan, period, business, "amber")

    page = text_of(client_for(partner).get(address("plan_trajectory", plan.pk)))

    assert 'role="img"' in page
    assert "Save the trajectory" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_trajectory_is_read_in_the_same_number_of_queries(
    *,
    client: Client,
    thurrock: Partnership,
    business: User,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    plan = a_rated_plan(thurrock, actions=count)
    for number in range(1, count + 1):
        period = PeriodFactory.create(partnership=thurrock, number=number)
        expect(plan, period, business, "amber", "green")
        for action in plan.actions.all():
            rated(action, "green", period)
            expect(plan, period, business, "blue", action=action)

    with django_assert_num_queries(PLAN_QUERIES):
        client.get(address("plan_trajectory", plan.pk))
    with django_assert_num_queries(ACTION_QUERIES):
        client.get(address("action_trajectory", plan.actions.get(reference="1").pk))


PLAN_QUERIES, ACTION_QUERIES = 17, 18

# --- The chart, without a database ----------------------------------------------------------------------------------

BLUE, AMBER, RED = (
    LevelSeen(key, 1, word.lower(), word, word[0], word.lower(), "circle", key, key == 1, key == 3)
    for key, word in enumerate(("Blue", "Amber", "Red"), start=1)
)


def test_chart_puts_the_best_level_on_top_and_no_update_below_all() -> None:
    drawn = chart(
        [point("Q1", is_past=True, pairs=[(None, (AMBER,))])], [RED, BLUE, AMBER], no_update="No", counts=False
    )

    assert [label.text for label in drawn.rows] == ["Blue", "Amber", "Red", "No"]
    assert [label.y for label in drawn.rows] == sorted(label.y for label in drawn.rows)
    [disc] = drawn.discs
    assert (disc.is_silent, disc.text, disc.y) == (True, "?", drawn.rows[3].y)


def test_chart_marks_expected_by_boxes_and_actual_by_a_letter_in_the_same_row() -> None:
    points = [
        point("Q1", is_past=True, pairs=[(RED, (RED, AMBER))]),
        point("Q2", is_past=True, pairs=[(AMBER, (AMBER,))]),
        point("Q3", is_past=False, pairs=[(None, (BLUE,))]),
    ]

    drawn = chart(points, [BLUE, AMBER, RED], no_update="No update", counts=False)

    assert len(drawn.expected) == 4
    assert [disc.text for disc in drawn.discs] == ["R", "A"]
    assert len(drawn.lines) == 1
    assert len(drawn.steps) == 1
    assert (points[0].on, points[1].on, points[2].rated, points[2].silent) == (1, 1, 0, 0)


def test_chart_of_a_plan_counts_what_stands_at_each_level() -> None:
    one = point("Q1", is_past=True, pairs=[(BLUE, (AMBER,)), (AMBER, (AMBER,)), (RED, (AMBER,)), (None, (AMBER,))])

    drawn = chart([one], [BLUE, AMBER, RED], no_update="No update", counts=True)

    assert (one.ahead, one.on, one.behind, one.silent) == (1, 1, 1, 1)
    assert sorted(disc.text for disc in drawn.discs) == ["1", "1", "1", "1"]
    assert drawn.lines == []


def test_line_of_an_action_is_broken_where_nobody_answered() -> None:
    points = [
        point(f"Q{number}", is_past=True, pairs=[(level, (AMBER,))])
        for number, level in enumerate((RED, AMBER, None, AMBER, BLUE), start=1)
    ]

    assert len(chart(points, [BLUE, AMBER, RED], no_update="No update", counts=False).lines) == 2


@pytest.mark.parametrize("seen", ["", "x", "9" * 40, ",,"])
def test_level_named_twice_and_a_mark_that_cannot_be_read_fail_nowhere(
    client: Client, plan: ActionPlan, period: ReportingPeriod, seen: str
) -> None:
    twice = posted(plan, period, "amber", seen=seen)
    twice = {key: value * 2 if isinstance(value, list) else value for key, value in twice.items()}

    response = client.post(address("plan_trajectory", plan.pk), twice)

    assert response.status_code == 302
    assert expected(plan) == [("plan", "2020/21 Q4", "amber")]
