"""People and their roles, through the pages: who sees them, who changes them, and what stays on record."""

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Partnership, User
from accounts.roles import Role
from tests.factories import AgencyFactory, LeadFactory, MembershipFactory, UserFactory

ClientFor = Callable[[User], Client]


@pytest.fixture
def client(administrator: User, client_for: ClientFor) -> Client:
    return client_for(administrator)


@pytest.fixture
def anna(thurrock: Partnership) -> User:
    """A strategic partner of Thurrock."""
    user = UserFactory.create(email="anna@example.org", name="Anna Example")
    MembershipFactory.create(user=user, partnership=thurrock, role=Role.STRATEGIC_PARTNER)
    return user


def address(name: str, **kwargs: Any) -> str:
    return reverse(f"accounts:{name}", kwargs={"partnership": "thurrock", **kwargs})


def text_of(response: Any) -> str:
    return html.unescape(response.content.decode())


def roles_of(user: User) -> list[tuple[str, str]]:
    return sorted((held.partnership.slug, held.role) for held in user.memberships.all())


# --- What is shown --------------------------------------------------------------------------------------------------


def test_people_shows_each_person_with_role_agency_and_what_it_allows(
    client: Client, thurrock: Partnership, administrator: User, anna: User
) -> None:
    police = AgencyFactory.create(name="Essex Police")
    anna.memberships.update(agency=police, granted_by=administrator)

    page = text_of(client.get(address("people")))

    assert "Anna Example" in page
    assert "Strategic partner" in page
    assert "Essex Police" in page
    assert "Sees every plan, the dashboard and all history; confirms what is claimed of actions" in page
    assert "by Admin Persona" in page


def test_people_never_shows_those_of_another_partnership(client: Client, southend: User) -> None:
    assert "Southend Persona" not in text_of(client.get(address("people")))
    assert client.get(address("person", pk=southend.pk)).status_code == 404
    assert client.get(address("person_switch_off", pk=southend.pk)).status_code == 404


def test_person_shows_only_the_roles_held_here(client: Client, anna: User, other_partnership: Partnership) -> None:
    MembershipFactory.create(user=anna, partnership=other_partnership, role=Role.SCRUTINEER)

    page = text_of(client.get(address("person", pk=anna.pk)))

    assert "<strong>Strategic partner</strong>" in page
    assert "<strong>Scrutineer</strong>" not in page


def test_person_shows_the_leads_that_they_answer_for(client: Client, anna: User, thurrock: Partnership) -> None:
    lead = LeadFactory.create(partnership=thurrock, name="Audit Group")
    lead.people.add(anna)

    assert "Audit Group" in text_of(client.get(address("person", pk=anna.pk)))


def test_business_team_sees_people_and_is_offered_no_change(business: User, anna: User, client_for: ClientFor) -> None:
    client = client_for(business)

    page = text_of(client.get(address("people")))
    person = text_of(client.get(address("person", pk=anna.pk)))

    assert "Anna Example" in page
    assert "Add a person" not in page
    assert "Save roles" not in person


@pytest.mark.parametrize("count", [1, 3])
def test_people_are_read_in_the_same_number_of_queries(
    client: Client, thurrock: Partnership, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        MembershipFactory.create(partnership=thurrock, agency=AgencyFactory.create())

    with django_assert_num_queries(6):
        client.get(address("people"))


@pytest.mark.parametrize(
    ("persona", "look", "do"),
    [("business", 200, 403), ("partner", 403, 403), ("lead_person", 403, 403), ("committee", 404, 404)],
)
def test_people_are_closed_to_those_without_the_permission(
    *, request: pytest.FixtureRequest, client_for: ClientFor, anna: User, persona: str, look: int, do: int
) -> None:
    client = client_for(request.getfixturevalue(persona))
    before = roles_of(anna)

    assert client.get(address("people")).status_code == look
    assert client.get(address("person", pk=anna.pk)).status_code == look
    assert client.get(address("person_add")).status_code == do
    assert client.post(address("person_add"), {"email": "x@example.org", "name": "X"}).status_code == do
    assert client.post(address("person", pk=anna.pk), {"roles": ["administrator"]}).status_code == do
    assert client.post(address("person", pk=anna.pk), {}).status_code == do
    assert client.post(address("person_switch_off", pk=anna.pk)).status_code == do
    assert roles_of(anna) == before


# --- Adding ---------------------------------------------------------------------------------------------------------


def test_adding_somebody_new_gives_the_role_and_no_password(client: Client, administrator: User) -> None:
    data = {"email": "New@Example.org", "name": "New Person", "roles": ["lead", "scrutineer"]}

    response = client.post(address("person_add"), data)

    person = User.objects.get(email="new@example.org")
    assert response["Location"] == reverse("plans:person_leads", args=["thurrock", person.pk])
    assert roles_of(person) == [("thurrock", "lead"), ("thurrock", "scrutineer")]
    assert not person.has_usable_password()
    assert {held.granted_by for held in person.memberships.all()} == {administrator}


def test_adding_somebody_who_leads_nothing_opens_their_page(client: Client) -> None:
    response = client.post(
        address("person_add"), {"email": "new@example.org", "name": "New Person", "roles": ["scrutineer"]}
    )

    assert response["Location"] == address("person", pk=User.objects.get(email="new@example.org").pk)


def test_adding_somebody_of_another_partnership_keeps_their_name_and_roles_there(
    client: Client, southend: User
) -> None:
    data = {"email": southend.email.upper(), "name": "Another Name", "roles": ["scrutineer"]}

    response = client.post(address("person_add"), data)

    southend.refresh_from_db()
    assert response.status_code == 302
    assert southend.name == "Southend Persona"
    assert roles_of(southend) == [("southend", "business_team"), ("thurrock", "scrutineer")]


def test_adding_a_leaver_again_lets_them_sign_in(client: Client, outsider: User) -> None:
    User.objects.filter(pk=outsider.pk).update(is_active=False)

    client.post(address("person_add"), {"email": outsider.email, "name": "Back", "roles": ["lead"]})

    outsider.refresh_from_db()
    assert outsider.is_active
    assert not outsider.has_usable_password()


@pytest.mark.parametrize(
    ("changed", "target", "sentence"),
    [
        ({"email": ""}, "id_email", "Enter their e-mail address."),
        ({"email": "nobody"}, "id_email", "Enter an e-mail address such as name@example.org."),
        ({"email": "anna@example.org"}, "id_email", "Anna Example has a role here already"),
        ({"name": ""}, "id_name", "Enter their name."),
        ({"roles": []}, "id_roles_0", "Choose at least one role."),
        ({"roles": ["king"]}, "id_roles_0", "king"),
    ],
)
def test_adding_with_a_mistake_names_the_field_and_keeps_what_was_typed(
    client: Client, anna: User, changed: dict[str, Any], target: str, sentence: str
) -> None:
    data = {"email": "new@example.org", "name": "New Person", "roles": ["lead"], "reason": "Kept."} | changed

    response = client.post(address("person_add"), data)

    page = text_of(response)
    assert response.status_code == 422
    assert f'href="#{target}"' in page
    assert sentence in page
    assert 'value="Kept."' in page
    assert User.objects.count() == 2


def test_agency_of_another_partnership_cannot_be_chosen(client: Client, anna: User) -> None:
    foreign = AgencyFactory.create(name="Elsewhere")

    response = client.post(address("person", pk=anna.pk), {"roles": ["lead"], "agency": str(foreign.pk)})

    assert response.status_code == 422
    assert roles_of(anna) == [("thurrock", "strategic_partner")]


# --- Changing and withdrawing ---------------------------------------------------------------------------------------


def test_changing_roles_gives_and_withdraws_and_stays_on_record(client: Client, anna: User) -> None:
    response = client.post(address("person", pk=anna.pk), {"roles": ["scrutineer"], "reason": "New post."})

    page = text_of(client.get(response["Location"]))
    assert roles_of(anna) == [("thurrock", "scrutineer")]
    assert "Admin Persona gave the role Scrutineer." in page
    assert "Admin Persona withdrew the role Strategic partner." in page
    assert page.count("Reason: New post.") == 2


def test_changing_the_agency_is_on_record(client: Client, anna: User, thurrock: Partnership) -> None:
    police = AgencyFactory.create(name="Essex Police")
    police.partnerships.add(thurrock)

    response = client.post(address("person", pk=anna.pk), {"roles": ["strategic_partner"], "agency": str(police.pk)})

    page = text_of(client.get(response["Location"]))
    assert "Admin Persona changed the role Strategic partner: now for Essex Police." in page


def test_saving_the_same_roles_leaves_no_trace(client: Client, anna: User) -> None:
    before = Membership.history.count()

    client.post(address("person", pk=anna.pk), {"roles": ["strategic_partner"]})

    assert Membership.history.count() == before


def test_the_last_administrator_cannot_withdraw_their_own_role(client: Client, administrator: User) -> None:
    response = client.post(address("person", pk=administrator.pk), {"roles": ["business_team"]})

    assert response.status_code == 422
    assert "Admin Persona is the last administrator here." in text_of(response)
    assert roles_of(administrator) == [("thurrock", "administrator")]


def test_an_administrator_who_cannot_sign_in_does_not_count_as_another(
    client: Client, administrator: User, thurrock: Partnership
) -> None:
    gone = MembershipFactory.create(partnership=thurrock, role=Role.ADMINISTRATOR).user
    User.objects.filter(pk=gone.pk).update(is_active=False)

    response = client.post(address("person", pk=administrator.pk), {"roles": ["business_team"]})

    assert response.status_code == 422


def test_one_of_two_administrators_may_withdraw_their_own_role(
    client: Client, administrator: User, thurrock: Partnership
) -> None:
    MembershipFactory.create(partnership=thurrock, role=Role.ADMINISTRATOR)

    response = client.post(address("person", pk=administrator.pk), {"roles": ["business_team"]})

    assert response.status_code == 302
    assert roles_of(administrator) == [("thurrock", "business_team")]


def test_switching_off_a_leaver_closes_everything_and_keeps_their_name(
    client: Client, anna: User, client_for: ClientFor
) -> None:
    theirs = client_for(anna)

    response = client.post(address("person_switch_off", pk=anna.pk), {"reason": "Left the council."})

    anna.refresh_from_db()
    people = text_of(client.get(response["Location"]))
    person = text_of(client.get(address("person", pk=anna.pk)))
    assert not anna.is_active
    assert roles_of(anna) == []
    assert "Anna Example" in people.split("People who had a role here")[1]
    assert "Reason: Left the council." in person
    assert theirs.get("/").status_code == 302  # to the sign-in page: their session is over


def test_switching_off_leaves_the_sign_in_of_somebody_who_has_a_role_elsewhere(
    client: Client, anna: User, other_partnership: Partnership
) -> None:
    MembershipFactory.create(user=anna, partnership=other_partnership, role=Role.SCRUTINEER)

    client.post(address("person_switch_off", pk=anna.pk))

    anna.refresh_from_db()
    assert anna.is_active
    assert roles_of(anna) == [("southend", "scrutineer")]


def test_switching_off_says_the_same_whether_or_not_there_is_a_role_elsewhere(
    client: Client, anna: User, thurrock: Partnership, other_partnership: Partnership
) -> None:
    other = MembershipFactory.create(
        user=UserFactory.create(email="zoe@example.org", name="Anna Example"), partnership=thurrock, role=Role.LEAD
    ).user
    MembershipFactory.create(user=other, partnership=other_partnership, role=Role.LEAD)

    said = []
    for person in (anna, other):
        page = text_of(client.post(address("person_switch_off", pk=person.pk), follow=True))
        said.append(page.split("sees nothing of this partnership any more")[0][-60:])

    assert said[0] == said[1]


def test_nobody_switches_off_themselves(client: Client, administrator: User, thurrock: Partnership) -> None:
    MembershipFactory.create(partnership=thurrock, role=Role.ADMINISTRATOR)

    response = client.post(address("person_switch_off", pk=administrator.pk))

    assert response.status_code == 422
    assert "You cannot switch off your own sign-in" in text_of(response)


def test_who_runs_the_installation_keeps_their_sign_in(client: Client, anna: User) -> None:
    User.objects.filter(pk=anna.pk).update(is_staff=True)

    client.post(address("person_switch_off", pk=anna.pk))

    anna.refresh_from_db()
    assert anna.is_active
    assert roles_of(anna) == []
