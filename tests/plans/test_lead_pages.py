"""Leads through their pages: how many actions, how documents write them, who answers for them, merging two."""

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Partnership, User
from plans.models import Action, ActionPlan, Lead, LeadWording
from plans.services import withdraw_action
from tests.factories import AgencyFactory, LeadFactory, a_rated_plan

ClientFor = Callable[[User], Client]


@pytest.fixture
def client(business: User, client_for: ClientFor) -> Client:
    return client_for(business)


@pytest.fixture
def board(thurrock: Partnership) -> Lead:
    """The Management Executive Board, also written MEB."""
    made = LeadFactory.create(partnership=thurrock, name="Management Executive Board")
    LeadWording.objects.create(partnership=thurrock, lead=made, text="MEB")
    return made


@pytest.fixture
def plan(thurrock: Partnership, board: Lead) -> ActionPlan:
    """Three actions; the Board leads 1 and 2."""
    made = a_rated_plan(thurrock, actions=3)
    for action in made.actions.exclude(reference="3"):
        action.leads.add(board)
    return made


def address(name: str, **kwargs: Any) -> str:
    return reverse(f"plans:{name}", kwargs={"partnership": "thurrock", **kwargs})


def text_of(response: Any) -> str:
    return html.unescape(response.content.decode())


def wordings_of(lead: Lead) -> list[str]:
    return list(lead.wordings.values_list("text", flat=True))


# --- What is shown --------------------------------------------------------------------------------------------------


def test_leads_shows_wordings_people_and_the_number_of_actions(
    client: Client, board: Lead, plan: ActionPlan, lead_person: User
) -> None:
    board.people.add(lead_person)

    page = text_of(client.get(address("leads")))

    for words in ("Management Executive Board", "MEB", "Lead Persona"):
        assert words in page
    assert f'/thurrock/actions/?lead={board.pk}">2<' in page


def test_number_of_actions_is_not_multiplied_by_wordings_and_leaves_out_the_withdrawn(
    *, client: Client, board: Lead, plan: ActionPlan, thurrock: Partnership, business: User, lead_person: User
) -> None:
    LeadWording.objects.create(partnership=thurrock, lead=board, text="Exec Board")
    board.people.add(lead_person, business)
    withdraw_action(action=plan.actions.get(reference="1"), seen_revision=1, reason="Merged.", by=business)

    page = text_of(client.get(address("leads")))

    assert f'/thurrock/actions/?lead={board.pk}">1<' in page


def test_leads_of_another_partnership_do_not_exist(client: Client, other_partnership: Partnership) -> None:
    foreign = LeadFactory.create(partnership=other_partnership, name="Southend Group")

    assert "Southend Group" not in text_of(client.get(address("leads")))
    for name in ("lead", "lead_change", "lead_people", "lead_merge"):
        assert client.get(address(name, pk=foreign.pk)).status_code == 404
    assert client.post(address("wording_add", pk=foreign.pk), {"text": "SG"}).status_code == 404


def test_lead_tells_who_has_no_role_here_any_more(
    client: Client, board: Lead, outsider: User, lead_person: User
) -> None:
    board.people.add(outsider, lead_person)

    page = text_of(client.get(address("lead", pk=board.pk)))

    assert page.count("no role here any more") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_leads_are_read_in_the_same_number_of_queries(
    client: Client,
    thurrock: Partnership,
    lead_person: User,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        lead = LeadFactory.create(partnership=thurrock, agency=AgencyFactory.create())
        LeadWording.objects.create(partnership=thurrock, lead=lead, text=f"Wording {number}")
        lead.people.add(lead_person)

    with django_assert_num_queries(7):
        client.get(address("leads"))


@pytest.mark.parametrize(
    ("persona", "look", "do"),
    [("partner", 200, 403), ("scrutineer", 200, 403), ("lead_person", 403, 403), ("committee", 404, 404)],
)
def test_leads_are_closed_to_those_without_the_permission(
    *, request: pytest.FixtureRequest, client_for: ClientFor, board: Lead, persona: str, look: int, do: int
) -> None:
    person = request.getfixturevalue(persona)
    client = client_for(person)
    other = LeadFactory.create(partnership=board.partnership)
    wording = board.wordings.get()

    assert client.get(address("leads")).status_code == look
    assert client.get(address("lead", pk=board.pk)).status_code == look
    for name in ("lead_change", "lead_people", "lead_merge"):
        assert client.get(address(name, pk=board.pk)).status_code == do
    assert client.post(address("lead_add"), {"name": "X", "kind": "group"}).status_code == do
    assert client.post(address("wording_add", pk=board.pk), {"text": "X"}).status_code == do
    assert client.post(address("wording_remove", pk=board.pk, wording=wording.pk)).status_code == do
    assert client.post(address("lead_people", pk=board.pk), {"people": [person.pk]}).status_code == do
    assert client.post(address("lead_merge", pk=board.pk), {"into": other.pk}).status_code == do
    assert client.post(address("person_leads", pk=person.pk), {"leads": [board.pk]}).status_code == do
    assert wordings_of(board) == ["MEB"]
    assert not board.people.exists()


# --- Name and wordings ----------------------------------------------------------------------------------------------


def test_adding_a_lead(client: Client, thurrock: Partnership) -> None:
    response = client.post(address("lead_add"), {"name": "Audit Group", "kind": "group"})

    assert response.status_code == 302
    assert thurrock.leads.get().name == "Audit Group"


def test_adding_a_lead_whose_name_is_a_wording_of_another_is_refused(
    client: Client, board: Lead, thurrock: Partnership
) -> None:
    response = client.post(address("lead_add"), {"name": "meb", "kind": "group"})

    assert response.status_code == 422
    assert "These words mean Management Executive Board already" in text_of(response)
    assert thurrock.leads.count() == 1


def test_renaming_a_lead_keeps_the_old_name_as_a_wording(client: Client, board: Lead) -> None:
    response = client.post(address("lead_change", pk=board.pk), {"name": "Executive Board", "kind": "group"})

    board.refresh_from_db()
    assert response.status_code == 302
    assert board.name == "Executive Board"
    # In whichever order the database has capitals and small letters.
    assert set(wordings_of(board)) == {"MEB", "Management Executive Board"}


def test_renaming_a_lead_to_one_of_its_wordings_leaves_no_double(client: Client, board: Lead) -> None:
    client.post(address("lead_change", pk=board.pk), {"name": "MEB", "kind": "group"})

    assert wordings_of(board) == ["Management Executive Board"]


def test_renaming_a_lead_to_the_name_of_another_is_refused(client: Client, board: Lead) -> None:
    LeadFactory.create(partnership=board.partnership, name="Audit Group")

    response = client.post(address("lead_change", pk=board.pk), {"name": "audit group", "kind": "group"})

    board.refresh_from_db()
    assert response.status_code == 422
    assert board.name == "Management Executive Board"


def test_adding_and_removing_a_wording(client: Client, board: Lead) -> None:
    client.post(address("wording_add", pk=board.pk), {"text": " Exec   Board "})
    added = wordings_of(board)

    client.post(address("wording_remove", pk=board.pk, wording=board.wordings.get(text="MEB").pk))

    assert added == ["Exec Board", "MEB"]
    assert wordings_of(board) == ["Exec Board"]


@pytest.mark.parametrize("text", ["", "  ", "meb", "management executive board", "Audit group", "AG"])
def test_a_wording_that_is_empty_or_known_is_refused_at_its_field(client: Client, board: Lead, text: str) -> None:
    other = LeadFactory.create(partnership=board.partnership, name="Audit Group")
    LeadWording.objects.create(partnership=board.partnership, lead=other, text="AG")

    response = client.post(address("wording_add", pk=board.pk), {"text": text})

    assert response.status_code == 422
    assert 'href="#id_text"' in text_of(response)
    assert wordings_of(board) == ["MEB"]


def test_a_wording_is_removed_by_post_only(client: Client, board: Lead) -> None:
    wording = board.wordings.get()

    response = client.get(address("wording_remove", pk=board.pk, wording=wording.pk))

    assert response.status_code == 405
    assert wordings_of(board) == ["MEB"]


# --- People who answer for it ---------------------------------------------------------------------------------------


def test_choosing_who_answers_lets_them_see_the_plan_and_is_on_record(
    client: Client, board: Lead, plan: ActionPlan, lead_person: User, business: User
) -> None:
    before = ActionPlan.objects.visible_to(lead_person).count()

    response = client.post(address("lead_people", pk=board.pk), {"people": [lead_person.pk]})

    entry = board.history.latest("history_id")
    assert response.status_code == 302
    assert (before, list(ActionPlan.objects.visible_to(lead_person))) == (0, [plan])
    assert entry.history_user == business
    assert [link.user for link in entry.people.all()] == [lead_person]


def test_somebody_without_a_role_here_cannot_be_chosen(client: Client, board: Lead, southend: User) -> None:
    response = client.post(address("lead_people", pk=board.pk), {"people": [southend.pk]})

    assert response.status_code == 422
    assert "Choose people who have a role in this partnership." in text_of(response)
    assert "Southend Persona" not in text_of(response)
    assert not board.people.exists()


def test_choosing_leads_from_the_side_of_the_person(
    client: Client, board: Lead, thurrock: Partnership, lead_person: User
) -> None:
    other = LeadFactory.create(partnership=thurrock)
    other.people.add(lead_person)

    response = client.post(address("person_leads", pk=lead_person.pk), {"leads": [board.pk]})

    assert response.status_code == 302
    assert list(lead_person.leads.all()) == [board]


def test_leads_of_another_partnership_are_neither_offered_nor_touched(
    client: Client, board: Lead, other_partnership: Partnership, lead_person: User
) -> None:
    foreign = LeadFactory.create(partnership=other_partnership)
    foreign.people.add(lead_person)

    refused = client.post(address("person_leads", pk=lead_person.pk), {"leads": [foreign.pk]})
    client.post(address("person_leads", pk=lead_person.pk), {"leads": [board.pk]})

    assert refused.status_code == 422
    assert set(lead_person.leads.all()) == {board, foreign}


# --- Merging --------------------------------------------------------------------------------------------------------


@pytest.fixture
def twin(thurrock: Partnership, lead_person: User) -> Lead:
    made = LeadFactory.create(partnership=thurrock, name="Executive Board")
    LeadWording.objects.create(partnership=thurrock, lead=made, text="Exec. Board")
    made.people.add(lead_person)
    return made


def test_merging_moves_actions_wordings_and_people(
    *, client: Client, board: Lead, twin: Lead, plan: ActionPlan, lead_person: User, thurrock: Partnership
) -> None:
    first, _second, third = plan.actions.all()
    first.leads.add(twin)
    third.leads.add(twin)

    response = client.post(address("lead_merge", pk=twin.pk), {"into": board.pk})

    assert response["Location"] == address("lead", pk=board.pk)
    assert list(thurrock.leads.all()) == [board]
    assert [list(action.leads.all()) for action in plan.actions.all()] == [[board], [board], [board]]
    assert wordings_of(board) == ["Exec. Board", "Executive Board", "MEB"]
    assert list(board.people.all()) == [lead_person]


def test_merging_stays_in_the_history_of_each_action_and_of_both_leads(
    client: Client, board: Lead, twin: Lead, plan: ActionPlan, business: User
) -> None:
    action = plan.actions.get(reference="3")
    action.leads.add(twin)
    reason = "The lead “Executive Board” was merged into “Management Executive Board”."

    client.post(address("lead_merge", pk=twin.pk), {"into": board.pk})

    entry = Action.history.filter(id=action.pk).latest("history_id")
    gone = Lead.history.filter(id=twin.pk).latest("history_id")
    assert (entry.history_user, entry.history_change_reason) == (business, reason)
    assert [link.lead for link in entry.leads.all()] == [board]
    assert (gone.history_type, gone.history_change_reason) == ("-", reason)
    assert not Action.history.filter(id=plan.actions.get(reference="2").pk, history_change_reason=reason).exists()


def test_merging_makes_older_forms_of_the_action_stale(
    client: Client, board: Lead, twin: Lead, plan: ActionPlan
) -> None:
    action = plan.actions.get(reference="3")
    action.leads.add(twin)

    client.post(address("lead_merge", pk=twin.pk), {"into": board.pk})

    action.refresh_from_db()
    assert (action.revision, action.last_updated_at) == (2, None)


def test_merging_into_itself_or_elsewhere_is_refused(
    client: Client, board: Lead, other_partnership: Partnership
) -> None:
    foreign = LeadFactory.create(partnership=other_partnership)

    for into in (board.pk, foreign.pk, ""):
        response = client.post(address("lead_merge", pk=board.pk), {"into": into})

        assert response.status_code == 422
    assert Lead.objects.count() == 2
