"""The quick table for a sitting: what its page shows, and to whom."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Partnership, User
from plans.models import ActionPlan
from plans.services import withdraw_action
from ratings.models import ReportingPeriod
from ratings.services import close_period
from tests.factories import (
    ActionFactory,
    ActionPlanFactory,
    LeadFactory,
    PeriodFactory,
    PlanScaleFactory,
    a_rated_plan,
    brag,
    rated,
)
from tests.ratings.sitting_rows import action_of, address, row, save, text_of

ClientFor = Callable[[User], Client]


@pytest.fixture
def plan(thurrock: Partnership) -> ActionPlan:
    return a_rated_plan(thurrock, actions=3)


@pytest.fixture
def before(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock, number=3)


@pytest.fixture
def period(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock)


@pytest.fixture
def client(business: User, client_for: ClientFor) -> Client:
    return client_for(business)


def test_sitting_shows_each_action_with_its_last_level_lead_and_due_date(
    client: Client, plan: ActionPlan, before: ReportingPeriod, period: ReportingPeriod, thurrock: Partnership
) -> None:
    action = action_of(plan, "2")
    action.leads.set([LeadFactory.create(partnership=thurrock, name="Audit Group")])
    rated(action, "amber", before, reason="Late.")

    page = text_of(client.get(address(plan)))

    assert "Audit Group" in page
    assert "31 March 2021" in page
    assert "app-level--amber" in page
    assert "3 of 3</strong> still to do in 2020/21 Q4" in page


def test_sitting_says_what_a_moved_date_was_first(client: Client, plan: ActionPlan, period: ReportingPeriod) -> None:
    plan.actions.filter(reference="2").update(due_on=date(2021, 6, 30))

    page = text_of(client.get(address(plan)))

    assert "30 June 2021" in page
    assert page.count("was 31 March 2021") == 1


def test_sitting_says_a_due_date_as_exactly_as_it_is_meant(
    client: Client, plan: ActionPlan, period: ReportingPeriod
) -> None:
    plan.actions.update(due_precision="month")

    page = text_of(client.get(address(plan)))

    assert ">March 2021<" in page
    assert "31 March 2021" not in page


def test_sitting_shows_the_last_level_of_another_scale_with_its_name(
    client: Client, plan: ActionPlan, before: ReportingPeriod, period: ReportingPeriod, thurrock: Partnership
) -> None:
    for action in plan.actions.all():
        rated(action, "amber", before, reason="Late.")
    plan.rating_setup.scale = brag(thurrock, name="New scale")
    plan.rating_setup.save()

    page = text_of(client.get(address(plan)))

    assert page.count("in BRAG, 2020/21 Q3") == 3
    assert "Not rated before" not in page


def test_sitting_never_carries_the_last_level_forward_as_chosen(
    client: Client, plan: ActionPlan, before: ReportingPeriod, period: ReportingPeriod
) -> None:
    rated(action_of(plan, "1"), "green", before)

    page = text_of(client.get(address(plan)))

    assert " selected>G – Green" not in page


def test_sitting_says_no_update_where_the_last_level_is_older_than_the_period_before(
    client: Client, plan: ActionPlan, before: ReportingPeriod, period: ReportingPeriod, thurrock: Partnership
) -> None:
    rated(action_of(plan, "1"), "green", PeriodFactory.create(partnership=thurrock, number=1))

    page = text_of(client.get(address(plan)))

    assert "Last known: G, Green (2020/21 Q1, 2 periods ago)" in page


def test_sitting_shows_what_each_level_means_beside_the_table(
    client: Client, plan: ActionPlan, period: ReportingPeriod
) -> None:
    page = text_of(client.get(address(plan)))

    assert page.count("What amber means.") == 1 + 3  # in the key, and as the title of each row's option


def test_sitting_counts_what_is_still_to_do(client: Client, plan: ActionPlan, period: ReportingPeriod) -> None:
    rated(action_of(plan, "1"), "green", period)

    page = text_of(client.get(address(plan)))

    assert "2 of 3</strong> still to do" in page


def test_sitting_counts_an_action_as_to_do_until_each_dimension_is_rated(
    client: Client, thurrock: Partnership, period: ReportingPeriod
) -> None:
    plan = ActionPlanFactory.create(partnership=thurrock)
    PlanScaleFactory.create(plan=plan, scale=brag(thurrock, dimensions=("process", "impact")))
    action = ActionFactory.create(plan=plan)
    rated(action, "green", period, dimension="process")

    half = text_of(client.get(address(plan)))
    rated(action, "green", period, dimension="impact")
    whole = text_of(client.get(address(plan)))

    assert "1 of 1</strong> still to do" in half
    assert "0 of 1</strong> still to do" in whole


def test_sitting_filtered_shows_only_what_is_still_to_do(
    client: Client, plan: ActionPlan, period: ReportingPeriod
) -> None:
    done, to_do = action_of(plan, "1"), action_of(plan, "2")
    rated(done, "green", period)

    page = text_of(client.get(address(plan), {"show": "to-do"}))

    assert f'id="row-{to_do.pk}"' in page
    assert f'id="row-{done.pk}"' not in page


def test_sitting_leaves_out_withdrawn_actions(
    client: Client, plan: ActionPlan, period: ReportingPeriod, business: User
) -> None:
    action = action_of(plan, "1")
    withdraw_action(action=action, seen_revision=1, reason="Merged with 2.", by=business)

    page = text_of(client.get(address(plan)))

    assert f'id="row-{action.pk}"' not in page
    assert "2 of 2</strong>" in page


def test_sitting_chooses_the_latest_open_period(
    client: Client, plan: ActionPlan, before: ReportingPeriod, period: ReportingPeriod, business: User
) -> None:
    close_period(period=period, by=business)

    page = text_of(client.get(address(plan)))

    assert "still to do in 2020/21 Q3" in page


def test_sitting_without_open_period_says_what_to_do(
    client: Client, plan: ActionPlan, period: ReportingPeriod, business: User
) -> None:
    close_period(period=period, by=business)

    page = text_of(client.get(address(plan)))

    assert "No period is open" in page
    assert 'id="sitting"' not in page


def test_sitting_of_a_plan_without_scale_says_what_to_do(
    client: Client, thurrock: Partnership, period: ReportingPeriod
) -> None:
    page = text_of(client.get(address(ActionPlanFactory.create(partnership=thurrock))))

    assert "This plan has no rating scale yet" in page


def test_sitting_in_a_scale_without_levels_says_what_to_do(
    client: Client, plan: ActionPlan, period: ReportingPeriod
) -> None:
    plan.rating_setup.scale.levels.all().delete()

    assert "This plan has no rating scale yet" in text_of(client.get(address(plan)))


@pytest.mark.parametrize("actions", [1, 3])
def test_sitting_reads_in_the_same_number_of_queries(
    *,
    client: Client,
    thurrock: Partnership,
    before: ReportingPeriod,
    period: ReportingPeriod,
    actions: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    plan = a_rated_plan(thurrock, actions=actions)
    for action in plan.actions.all():
        action.leads.set([LeadFactory.create(partnership=thurrock)])
        rated(action, "green", before)
        rated(action, "green", period)

    with django_assert_num_queries(14):
        client.get(address(plan))


@pytest.mark.parametrize(("persona", "status"), [("partner", 403), ("scrutineer", 403), ("committee", 404)])
def test_sitting_refuses_those_who_may_not_rate(
    *,
    request: pytest.FixtureRequest,
    client_for: ClientFor,
    plan: ActionPlan,
    period: ReportingPeriod,
    persona: str,
    status: int,
) -> None:
    client = client_for(request.getfixturevalue(persona))
    action = action_of(plan, "1")

    seen = client.get(address(plan))
    posted = save(client, plan, period, row(action, period, level="green"))

    assert (seen.status_code, posted.status_code) == (status, status)
    assert not action.ratings.exists()


def test_sitting_does_not_exist_for_another_partnership(
    southend: User, client_for: ClientFor, plan: ActionPlan, period: ReportingPeriod
) -> None:
    response = client_for(southend).get(address(plan))

    assert response.status_code == 404


def test_period_of_another_partnership_does_not_exist(
    client: Client, plan: ActionPlan, period: ReportingPeriod, other_partnership: Partnership
) -> None:
    action = action_of(plan, "1")
    foreign = PeriodFactory.create(partnership=other_partnership)

    response = save(client, plan, foreign, row(action, period, level="green"))

    assert response.status_code == 404
    assert not action.ratings.exists()


def test_row_of_another_plan_does_not_exist(
    client: Client, plan: ActionPlan, period: ReportingPeriod, thurrock: Partnership
) -> None:
    action = a_rated_plan(thurrock, actions=1).actions.get()

    response = save(client, plan, period, row(action, period, level="green"), save=str(action.pk))

    assert response.status_code == 404
    assert not action.ratings.exists()


def test_markup_in_typed_text_comes_back_as_text(client: Client, plan: ActionPlan, period: ReportingPeriod) -> None:
    fields = row(action_of(plan, "1"), period, level="red", progress="</textarea><script>x</script>")

    response = save(client, plan, period, fields)

    assert b"<script>x" not in response.content
    assert b"&lt;/textarea&gt;&lt;script&gt;x" in response.content


def test_update_of_a_past_period_is_dated_on_its_last_day(
    client: Client, plan: ActionPlan, period: ReportingPeriod
) -> None:
    action = action_of(plan, "1")

    save(client, plan, period, row(action, period, progress="Held in March."))

    assert action.updates.get().as_at == date(2021, 3, 31)
