"""The personas of the design, each with the sentence of what they may see, and a client signed in as any of them."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Partnership, User
from accounts.roles import Role
from tests.factories import MembershipFactory, PartnershipFactory, UserFactory


def _persona(partnership: Partnership, name: str, role: Role) -> User:
    user = UserFactory.create(email=f"{name}@example.org", name=f"{name.title()} Persona")
    MembershipFactory.create(user=user, partnership=partnership, role=role)
    return user


@pytest.fixture
def thurrock(db: None) -> Partnership:
    return PartnershipFactory.create(slug="thurrock")


@pytest.fixture
def other_partnership(db: None) -> Partnership:
    return PartnershipFactory.create(slug="southend")


@pytest.fixture
def administrator(thurrock: Partnership) -> User:
    """Sees and changes everything in Thurrock, and decides who else may."""
    return _persona(thurrock, "admin", Role.ADMINISTRATOR)


@pytest.fixture
def business(thurrock: Partnership) -> User:
    """Imports, updates and rates anything in Thurrock, and publishes."""
    return _persona(thurrock, "business", Role.BUSINESS_TEAM)


@pytest.fixture
def lead_person(thurrock: Partnership) -> User:
    """Sees the plans in which a lead they answer for has actions, and updates those; leads nothing itself."""
    return _persona(thurrock, "lead", Role.LEAD)


@pytest.fixture
def partner(thurrock: Partnership) -> User:
    """Sees every plan and the dashboard of Thurrock; confirms what is claimed of actions that others lead."""
    return _persona(thurrock, "partner", Role.STRATEGIC_PARTNER)


@pytest.fixture
def scrutineer(thurrock: Partnership) -> User:
    """Sees everything of Thurrock; changes nothing."""
    return _persona(thurrock, "scrutineer", Role.SCRUTINEER)


@pytest.fixture
def committee(thurrock: Partnership) -> User:
    """Sees Thurrock's published reports and nothing else."""
    return _persona(thurrock, "committee", Role.COMMITTEE_MEMBER)


@pytest.fixture
def southend(other_partnership: Partnership) -> User:
    """Runs Southend; knows nothing of Thurrock."""
    return _persona(other_partnership, "southend", Role.BUSINESS_TEAM)


@pytest.fixture
def outsider(db: None) -> User:
    """May sign in, and has no role anywhere."""
    return UserFactory.create(email="outsider@example.org", name="Outsider Persona")


@pytest.fixture
def client_for() -> Callable[[User], Client]:
    """A client signed in as the person."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
