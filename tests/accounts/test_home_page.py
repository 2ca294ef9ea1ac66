"""The root page: to the person's partnership, or to a choice, or to whom to ask."""

from collections.abc import Callable

from django.test import Client

from accounts.models import Partnership, User
from accounts.roles import Role
from tests.factories import MembershipFactory

ClientFor = Callable[[User], Client]


def test_home_leads_to_the_only_partnership(business: User, client_for: ClientFor) -> None:
    response = client_for(business).get("/")

    assert (response.status_code, response["Location"]) == (302, "/thurrock/")


def test_home_offers_a_choice_of_several(business: User, other_partnership: Partnership, client_for: ClientFor) -> None:
    MembershipFactory.create(user=business, partnership=other_partnership, role=Role.LEAD)

    response = client_for(business).get("/")

    assert response.status_code == 200
    assert b'href="/thurrock/"' in response.content
    assert b'href="/southend/"' in response.content


def test_home_without_role_says_whom_to_ask_and_names_no_partnership(
    outsider: User, thurrock: Partnership, client_for: ClientFor
) -> None:
    response = client_for(outsider).get("/")

    assert response.status_code == 200
    assert b"You have no role yet" in response.content
    assert b"Thurrock" not in response.content


def test_home_asks_a_visitor_to_sign_in(db: None) -> None:
    response = Client().get("/")

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")
