"""The page of what waits: what each person finds there, at a cost that does not grow."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Partnership, User
from plans.models import ActionPlan
from ratings.models import ReportingPeriod
from ratings.services import NewRating, rate
from ratings.waiting import Section
from tests.factories import LeadFactory, PeriodFactory, a_rated_plan, rated
from tests.ratings.assured import confirm, needs_second_key

ClientFor = Callable[[User], Client]
PAGE = "/thurrock/assurance/"


@pytest.fixture
def period(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock)


def a_claimed_plan(thurrock: Partnership, period: ReportingPeriod, actions: int) -> ActionPlan:
    plan = a_rated_plan(thurrock, actions=actions)
    for action in plan.actions.all():
        needs_second_key(action)
        rated(action, "blue", period)
    return plan


def section(client: Client, anchor: str) -> Section:
    found: list[Section] = client.get(PAGE).context["sections"]
    return next(each for each in found if each.anchor == anchor)


def test_what_one_may_confirm_comes_before_what_one_leads(
    thurrock: Partnership, period: ReportingPeriod, partner: User, client_for: ClientFor
) -> None:
    first, second = a_claimed_plan(thurrock, period, 2).actions.order_by("position")
    group = LeadFactory.create(partnership=thurrock, name="LPR Group")
    group.people.add(partner)
    first.leads.add(group)

    rows = section(client_for(partner), "claimed").rows

    told = [(row.action, row.may_verify, row.why_not[:24]) for row in rows]  # type: ignore[attr-defined]  # ClaimedRow
    assert told == [(second, True, ""), (first, False, "You answer for LPR Group")]


def test_lead_finds_what_is_theirs_alone(
    thurrock: Partnership, period: ReportingPeriod, lead_person: User, client_for: ClientFor
) -> None:
    first, _second = a_claimed_plan(thurrock, period, 2).actions.order_by("position")
    group = LeadFactory.create(partnership=thurrock)
    group.people.add(lead_person)
    first.leads.add(group)

    (row,) = section(client_for(lead_person), "claimed").rows

    assert (row.action, row.may_verify) == (first, False)  # type: ignore[attr-defined]  # ClaimedRow


def test_what_is_confirmed_no_longer_waits(
    thurrock: Partnership, period: ReportingPeriod, partner: User, scrutineer: User, client_for: ClientFor
) -> None:
    first, second = a_claimed_plan(thurrock, period, 2).actions.order_by("position")
    confirm(first, by=partner)

    found = section(client_for(scrutineer), "claimed")

    assert [row.action for row in found.rows] == [second]  # type: ignore[attr-defined]  # ClaimedRow
    assert found.total == 1


def test_another_partnership_finds_nothing(
    thurrock: Partnership, period: ReportingPeriod, southend: User, client_for: ClientFor
) -> None:
    a_claimed_plan(thurrock, period, 2)

    assert section_total(client_for(southend)) == 0


def section_total(client: Client) -> int:
    sections: list[Section] = client.get("/southend/assurance/").context["sections"]
    return sum(each.total for each in sections)


@pytest.mark.parametrize("many", [1, 3])
def test_page_costs_the_same_for_one_and_for_three(
    *,
    thurrock: Partnership,
    period: ReportingPeriod,
    business: User,
    partner: User,
    many: int,
    client_for: ClientFor,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    plan = a_claimed_plan(thurrock, period, 2 * many)
    plan.actions.all()[0].leads.add(LeadFactory.create(partnership=thurrock))
    for action in plan.actions.all()[:many]:
        confirm(action, by=partner)
        check = action.verifications.get().checks.get(months=3)
        check.due_on = period.ends_on
        check.save()
    client = client_for(business)

    with django_assert_num_queries(29):
        assert len(client.get(PAGE).context["sections"]) >= 2


def test_action_says_who_may_not_confirm_only_while_something_is_to_be_confirmed(
    *, thurrock: Partnership, period: ReportingPeriod, partner: User, business: User, client_for: ClientFor
) -> None:
    action = a_claimed_plan(thurrock, period, 1).actions.get()
    confirm(action, by=business)
    group = LeadFactory.create(partnership=thurrock, name="LPR Group")
    group.people.add(partner)
    action.leads.add(group)
    client = client_for(partner)

    standing = client.get(f"/thurrock/actions/{action.pk}/").context["assurance"].why_not
    new = NewRating(action.ratings.get().dimension, action.plan.rating_setup.scale.levels.get(code="red"), "It lapsed.")
    rate(action=action, period=period, new=new, by=business)
    ended = client.get(f"/thurrock/actions/{action.pk}/").context["assurance"].why_not

    assert standing.startswith("You answer for LPR Group")
    assert ended == ""
