"""The page and the history of an action cost the same with one confirmation, check and file as with three of each."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Partnership, User
from plans.models import Action
from ratings.services import NewEvidence, add_evidence
from tests.factories import PeriodFactory, a_rated_plan
from tests.ratings.assured import NOT_CONFIRMED, confirm, give, needs_second_key

ClientFor = Callable[[User], Client]
pytestmark = pytest.mark.parametrize("many", [1, 3])


@pytest.fixture
def action(thurrock: Partnership, business: User, partner: User, many: int) -> Action:
    made = needs_second_key(a_rated_plan(thurrock, actions=1).actions.select_related("plan__partnership").get())
    give(made, "blue", PeriodFactory.create(partnership=thurrock), by=business)
    for number in range(many):
        new = NewEvidence(shows="An audit.", link=f"https://www.example.org/{number}")
        add_evidence(action=made, new=new, by=business)
        confirm(made, by=partner, outcome=NOT_CONFIRMED)
    confirm(made, by=partner)
    return made


def test_action(
    action: Action, partner: User, client_for: ClientFor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_for(partner)

    with django_assert_num_queries(ON_ACTION):
        page = client.get(f"/thurrock/actions/{action.pk}/")
    assert "Blue confirmed by" in page.content.decode()


def test_history(
    action: Action, partner: User, client_for: ClientFor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_for(partner)

    with django_assert_num_queries(ON_HISTORY):
        page = client.get(f"/thurrock/actions/{action.pk}/history/")
    assert "added the evidence" in page.content.decode()


ON_ACTION, ON_HISTORY = 37, 22
