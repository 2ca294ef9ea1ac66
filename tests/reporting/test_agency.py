"""What an agency owes, each partnership's part only for those who may see it, and every number the list it opens."""

from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Agency, Partnership, User
from accounts.roles import Role
from plans.models import ActionPlan, Lead, LeadKind
from reporting.agency import OwedTo, read_agency
from tests.factories import AgencyFactory, LeadFactory, MembershipFactory, PeriodFactory, a_rated_plan, rated

ClientFor = Callable[[User], Client]
TODAY = date(2021, 4, 30)


@pytest.fixture
def police(thurrock: Partnership, other_partnership: Partnership) -> Agency:
    made = AgencyFactory.create(name="Essex Police", short_name="Police")
    made.partnerships.set([thurrock, other_partnership])
    return made


def a_plan_of(partnership: Partnership, agency: Agency, levels: list[str], /, **lead: object) -> ActionPlan:
    """An action of the agency's at each level, "" for no update, and last one that somebody else leads."""
    period = PeriodFactory.create(partnership=partnership)
    made = LeadFactory.create(**{"partnership": partnership, "name": "Detective Post", "agency": agency, **lead})
    plan = a_rated_plan(partnership, actions=len(levels) + 1, title=f"Plan of {partnership.slug}")
    for action, level in zip(plan.actions.order_by("position"), levels, strict=False):
        action.leads.add(made)
        if level:
            rated(action, level, period)
    others = plan.actions.get(position=len(levels) + 1)
    others.text = "What the police do not lead"
    others.save()
    return plan


def numbers(owed: OwedTo) -> dict[str, int]:
    return {str(each.label): each.number.value for each in owed.totals}


def test_numbers_are_those_of_the_agencys_actions(thurrock: Partnership, police: Agency, business: User) -> None:
    a_plan_of(thurrock, police, ["blue", "red", "amber", ""])

    owed = {each.partnership.slug: each for each in read_agency(police, business, today=TODAY)}

    assert list(owed) == ["thurrock"]
    assert numbers(owed["thurrock"]) == {
        "Actions": 4,
        "Complete": 1,
        "Not complete": 3,
        "Overdue": 0,
        "No update": 1,
        "Off course": 1,
    }
    (table,) = owed["thurrock"].tables
    assert [each.number.value for each in table.rows[0].levels] == [1, 0, 1, 1, 1]
    assert len(owed["thurrock"].rows) == 3


def test_each_number_opens_the_actions_that_it_counts(
    thurrock: Partnership, police: Agency, business: User, client_for: ClientFor
) -> None:
    a_plan_of(thurrock, police, ["blue", "red", "red", ""])
    client = client_for(business)
    (owed,) = read_agency(police, business, today=TODAY)
    (table,) = owed.tables

    for number in [*(each.number for each in owed.totals), *(each.number for each in table.rows[0].levels)]:
        if number.url.startswith("/"):
            rows = client.get(number.url).context["rows"]
            assert len(rows) == number.value, number.url
            assert urlsplit(number.url).path == "/thurrock/actions/"


def test_each_partnership_is_shown_to_those_who_may_see_it(
    *,
    thurrock: Partnership,
    other_partnership: Partnership,
    police: Agency,
    business: User,
    southend: User,
    client_for: ClientFor,
) -> None:
    a_plan_of(thurrock, police, ["red"])
    a_plan_of(other_partnership, police, ["amber"])
    at = f"/agencies/{police.pk}/"

    of_thurrock, of_southend = (client_for(person).get(at).content.decode() for person in (business, southend))
    MembershipFactory.create(user=business, partnership=other_partnership, role=Role.SCRUTINEER)
    of_both = client_for(business).get(at).content.decode()

    assert "Plan of thurrock" in of_thurrock
    assert "southend" not in of_thurrock.lower()
    assert "Plan of southend" in of_southend
    assert "thurrock" not in of_southend.lower()
    assert "Plan of thurrock" in of_both
    assert "Plan of southend" in of_both
    assert "What the police do not lead" not in of_both


def test_lead_sees_the_actions_of_plans_that_they_lead_in(
    thurrock: Partnership, police: Agency, lead_person: User, client_for: ClientFor
) -> None:
    plan = a_plan_of(thurrock, police, ["red"])
    client, at = client_for(lead_person), f"/agencies/{police.pk}/"

    assert client.get(at).status_code == 404
    own = LeadFactory.create(partnership=thurrock, name="LPR Group")
    own.people.add(lead_person)
    plan.actions.get(position=2).leads.add(own)
    assert "Plan of thurrock" in client.get(at).content.decode()


def test_committee_outsider_and_a_number_of_no_agency_find_nothing(
    *, thurrock: Partnership, police: Agency, committee: User, outsider: User, business: User, client_for: ClientFor
) -> None:
    a_plan_of(thurrock, police, ["red"])

    for person, key in ((committee, police.pk), (outsider, police.pk), (business, 999_999)):
        assert client_for(person).get(f"/agencies/{key}/").status_code == 404


def test_agency_that_leads_by_name_alone_is_found_and_another_of_that_kind_is_not(
    thurrock: Partnership, police: Agency, business: User
) -> None:
    a_plan_of(thurrock, police, ["red"], name="essex police", agency=None, kind=LeadKind.AGENCY)
    LeadFactory.create(partnership=thurrock, name="Police", kind=LeadKind.GROUP)

    (owed,) = read_agency(police, business, today=TODAY)

    assert [lead.name for lead in owed.leads] == ["essex police"]
    assert numbers(owed)["Actions"] == 1


def test_action_of_two_of_its_leads_is_counted_once(thurrock: Partnership, police: Agency, business: User) -> None:
    plan = a_plan_of(thurrock, police, ["red"])
    second = LeadFactory.create(partnership=thurrock, name="Sergeant", kind=LeadKind.PERSON, agency=police)
    plan.actions.get(position=1).leads.add(second)

    (owed,) = read_agency(police, business, today=TODAY)

    assert numbers(owed)["Actions"] == 1
    assert {each.number.url for each in owed.totals} == {"#thurrock-actions"}
    assert [row.actions.value for row in owed.tables[0].rows] == [1, 1]


def test_agency_without_actions_and_a_partnership_without_periods_are_said(
    thurrock: Partnership, police: Agency, business: User, client_for: ClientFor
) -> None:
    client, at = client_for(business), f"/agencies/{police.pk}/"

    assert "It leads no action here that you may see." in client.get(at).content.decode()
    lead = LeadFactory.create(partnership=thurrock, agency=police)
    a_rated_plan(thurrock, actions=1).actions.get().leads.add(lead)
    assert "There is no reporting period here yet" in client.get(at).content.decode()


def test_links_lead_to_it(thurrock: Partnership, police: Agency, business: User, client_for: ClientFor) -> None:
    a_plan_of(thurrock, police, ["red"])
    client, link = client_for(business), f'href="/agencies/{police.pk}/"'

    assert link in client.get("/thurrock/leads/").content.decode()
    assert link in client.get(f"/thurrock/leads/{Lead.objects.get().pk}/").content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_page_costs_as_many_queries_for_three_as_for_one(
    *,
    many: int,
    thurrock: Partnership,
    police: Agency,
    business: User,
    client_for: ClientFor,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    a_plan_of(thurrock, police, ["amber"] * many)
    client = client_for(business)

    with django_assert_num_queries(23):
        owed = client.get(f"/agencies/{police.pk}/").context["owed"]
    assert len(owed[0].rows) == many
