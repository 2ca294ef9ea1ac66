"""The pages of reporting periods: what each was given and lacks, adding, closing and opening again."""

import html
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Partnership, User
from plans.models import ActionPlan
from plans.services import withdraw_action
from ratings.completeness import standings
from ratings.models import ReportingPeriod
from ratings.services import close_period, reopen_period
from tests.factories import ActionPlanFactory, PeriodFactory, a_rated_plan, brag, rated

ClientFor = Callable[[User], Client]


@pytest.fixture
def period(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock)


@pytest.fixture
def plan(thurrock: Partnership) -> ActionPlan:
    return a_rated_plan(thurrock, actions=3, title="Peer review")


@pytest.fixture
def client(business: User, client_for: ClientFor) -> Client:
    return client_for(business)


def address(name: str, **kwargs: Any) -> str:
    return reverse(f"ratings:{name}", kwargs={"partnership": "thurrock", **kwargs})


def text_of(response: Any) -> str:
    return html.unescape(response.content.decode())


def numbers(user: User, partnership: Partnership) -> list[tuple[str, int, int]]:
    return [(each.period.name, each.given, each.missing) for each in standings(user, partnership)]


# --- What was given and what is missing -----------------------------------------------------------------------------


def test_standings_count_given_and_missing_newest_first(
    business: User, thurrock: Partnership, plan: ActionPlan, period: ReportingPeriod
) -> None:
    PeriodFactory.create(partnership=thurrock, number=3)
    rated(plan.actions.get(reference="1"), "green", period)

    assert numbers(business, thurrock) == [("2020/21 Q4", 1, 2), ("2020/21 Q3", 0, 3)]


def test_standings_leave_out_plans_whose_span_the_period_does_not_touch(
    business: User, thurrock: Partnership, period: ReportingPeriod
) -> None:
    a_rated_plan(thurrock, actions=2, starts_on=date(2021, 4, 1), ends_on=date(2022, 3, 31))
    a_rated_plan(thurrock, actions=1, starts_on=date(2021, 3, 31))

    assert numbers(business, thurrock) == [("2020/21 Q4", 0, 1)]


def test_standings_count_each_dimension(business: User, thurrock: Partnership, period: ReportingPeriod) -> None:
    plan = a_rated_plan(thurrock, actions=2)
    plan.rating_setup.scale = brag(thurrock, name="JTAI", dimensions=("process", "impact", "performance"))
    plan.rating_setup.save()
    rated(plan.actions.get(reference="1"), "green", period, dimension="impact")

    assert numbers(business, thurrock) == [("2020/21 Q4", 1, 5)]


def test_standings_do_not_count_withdrawn_actions(
    business: User, thurrock: Partnership, plan: ActionPlan, period: ReportingPeriod
) -> None:
    action = plan.actions.get(reference="1")
    rated(action, "green", period)
    withdraw_action(action=action, seen_revision=1, reason="Merged.", by=business)

    assert numbers(business, thurrock) == [("2020/21 Q4", 0, 2)]


def test_standings_count_a_plan_in_the_scale_that_it_was_rated_in(
    business: User, thurrock: Partnership, plan: ActionPlan, period: ReportingPeriod
) -> None:
    for action in plan.actions.all():
        rated(action, "green", period)
    plan.rating_setup.scale = brag(thurrock, name="JTAI", dimensions=("process", "impact", "performance"))
    plan.rating_setup.save()

    assert numbers(business, thurrock) == [("2020/21 Q4", 3, 0)]


def test_standings_count_an_action_of_a_plan_without_scale_as_missing_once(
    business: User, thurrock: Partnership, period: ReportingPeriod
) -> None:
    plan = ActionPlanFactory.create(partnership=thurrock)
    a_rated_plan(thurrock, actions=1)
    plan.actions.create(position=1, text="To be rated one day.")

    assert numbers(business, thurrock) == [("2020/21 Q4", 0, 2)]


@pytest.mark.parametrize("count", [1, 3])
def test_periods_are_read_in_the_same_number_of_queries(
    client: Client,
    thurrock: Partnership,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(1, count + 1):
        made = PeriodFactory.create(partnership=thurrock, number=number)
        plan = a_rated_plan(thurrock, actions=count)
        rated(plan.actions.get(reference="1"), "green", made)

    with django_assert_num_queries(10):
        client.get(address("periods"))


# --- The list, and adding -------------------------------------------------------------------------------------------


def test_periods_show_status_and_numbers(client: Client, plan: ActionPlan, period: ReportingPeriod) -> None:
    rated(plan.actions.get(reference="1"), "green", period)

    page = text_of(client.get(address("periods")))

    assert "2020/21 Q4" in page
    assert "Open" in page
    assert 'data-label="Not rated yet">2<' in page


def test_periods_without_any_say_what_to_do(client: Client) -> None:
    assert "No periods yet" in text_of(client.get(address("periods")))


def test_periods_offer_nothing_to_change_to_those_who_may_only_look(
    partner: User, client_for: ClientFor, period: ReportingPeriod
) -> None:
    page = text_of(client_for(partner).get(address("periods")))

    assert "2020/21 Q4" in page
    assert "Add four quarters" not in page
    assert address("period_close", pk=period.pk) not in page


def test_adding_a_year_adds_its_four_quarters(client: Client, thurrock: Partnership) -> None:
    response = client.post(address("period_add_year"), {"first_year": "2020"})

    assert response.status_code == 302
    assert [period.name for period in thurrock.periods.all()] == [f"2020/21 Q{number}" for number in (1, 2, 3, 4)]


def test_adding_a_year_that_is_there_is_refused_at_its_field(client: Client, thurrock: Partnership) -> None:
    client.post(address("period_add_year"), {"first_year": "2020"})

    response = client.post(address("period_add_year"), {"first_year": "2020"})

    assert response.status_code == 422
    assert '<a href="#id_first_year">All four quarters of that year are there already.</a>' in text_of(response)
    assert thurrock.periods.count() == 4


@pytest.mark.parametrize("year", ["", "1850", "x"])
def test_adding_a_year_that_is_none_is_refused(client: Client, thurrock: Partnership, year: str) -> None:
    response = client.post(address("period_add_year"), {"first_year": year})

    assert response.status_code == 422
    assert not thurrock.periods.exists()


MEETING = {
    "name": "Committee, 9 March 2021",
    **{f"starts_on_{part}": value for part, value in enumerate(["1", "1", "2021"])},
    **{f"ends_on_{part}": value for part, value in enumerate(["9", "3", "2021"])},
}


def test_adding_a_period_that_ends_on_a_meeting(client: Client, thurrock: Partnership) -> None:
    response = client.post(address("period_add"), MEETING)

    period = thurrock.periods.get()
    assert response.status_code == 302
    assert (period.name, period.kind, period.ends_on) == ("Committee, 9 March 2021", "meeting", date(2021, 3, 9))


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"name": ""}, "id_name", "Enter a name."),
        ({"ends_on_0": "31", "ends_on_1": "2"}, "id_ends_on_0", "Enter a date that exists"),
        ({"starts_on_2": "2022"}, "id_ends_on_0", "The period ends before it starts."),
    ],
)
def test_adding_a_period_with_a_mistake_names_the_field_and_keeps_the_rest(
    client: Client, thurrock: Partnership, changed: dict[str, str], field: str, sentence: str
) -> None:
    response = client.post(address("period_add"), MEETING | changed)

    page = text_of(response)
    assert response.status_code == 422
    assert f'href="#{field}"' in page
    assert sentence in page
    assert 'value="2021"' in page
    assert not thurrock.periods.exists()


# --- Closing and opening again: more of it in test_closing.py -------------------------------------------------------


def test_closing_twice_is_refused_in_a_sentence(client: Client, period: ReportingPeriod, business: User) -> None:
    close_period(period=period, by=business)

    response = client.post(address("period_close", pk=period.pk), {"accepted": "0"})

    assert response.status_code == 422
    assert "2020/21 Q4 is closed already." in text_of(response)


def test_reopening_needs_a_reason(
    administrator: User, client_for: ClientFor, period: ReportingPeriod, business: User
) -> None:
    close_period(period=period, by=business)

    response = client_for(administrator).post(address("period_reopen", pk=period.pk), {"reason": " "})

    period.refresh_from_db()
    assert response.status_code == 422
    assert "Say why the period is opened again" in text_of(response)
    assert not period.is_open


def test_reopening_is_on_record_with_its_reason(
    administrator: User, client_for: ClientFor, period: ReportingPeriod, business: User
) -> None:
    close_period(period=period, by=business)
    client = client_for(administrator)

    response = client.post(address("period_reopen", pk=period.pk), {"reason": "Health sent its return late."})

    page = text_of(client.get(response["Location"]))
    period.refresh_from_db()
    assert period.is_open
    assert "Admin Persona opened the period again." in page
    assert "by Admin Persona because: Health sent its return late." in page
    assert "Reason: Health sent its return late." in page


def test_business_team_closes_and_does_not_open_again(client: Client, period: ReportingPeriod, business: User) -> None:
    close_period(period=period, by=business)

    page = text_of(client.get(address("period", pk=period.pk)))

    assert client.post(address("period_reopen", pk=period.pk), {"reason": "x"}).status_code == 403
    assert address("period_reopen", pk=period.pk) not in page
    with pytest.raises(PermissionDenied):
        reopen_period(period=period, reason="Late return.", by=business)
    period.refresh_from_db()
    assert not period.is_open


def test_history_of_a_period_is_seen_by_everybody_who_sees_the_period(
    *, partner: User, business: User, administrator: User, client_for: ClientFor, period: ReportingPeriod
) -> None:
    close_period(period=period, by=business)
    reopen_period(period=period, reason="Late return.", by=administrator)

    page = text_of(client_for(partner).get(address("period", pk=period.pk)))

    assert page.index("opened the period again") < page.index("closed the period")


@pytest.mark.parametrize(
    ("persona", "look", "do"), [("partner", 200, 403), ("lead_person", 403, 403), ("committee", 404, 404)]
)
def test_periods_are_closed_to_those_without_the_permission(
    *,
    request: pytest.FixtureRequest,
    client_for: ClientFor,
    period: ReportingPeriod,
    persona: str,
    look: int,
    do: int,
) -> None:
    client = client_for(request.getfixturevalue(persona))

    assert client.get(address("periods")).status_code == look
    assert client.get(address("period", pk=period.pk)).status_code == look
    assert client.post(address("period_add_year"), {"first_year": "2020"}).status_code == do
    assert client.post(address("period_close", pk=period.pk)).status_code == do
    assert client.post(address("period_reopen", pk=period.pk), {"reason": "x"}).status_code == do
    period.refresh_from_db()
    assert period.is_open


def test_period_of_another_partnership_does_not_exist(client: Client, other_partnership: Partnership) -> None:
    foreign = PeriodFactory.create(partnership=other_partnership)

    assert client.get(address("period", pk=foreign.pk)).status_code == 404
    assert client.post(address("period_close", pk=foreign.pk)).status_code == 404
    foreign.refresh_from_db()
    assert foreign.is_open
