"""The page on which somebody confirms, and where the tags of it are shown."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Partnership, User
from plans.models import Action
from ratings.claims import claims_of
from ratings.forms.assurance import claim_key
from ratings.models import ReportingPeriod, Verification
from ratings.services import NewEvidence, add_evidence
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
from tests.ratings.assured import confirm, give, needs_second_key

ClientFor = Callable[[User], Client]


@pytest.fixture
def period(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock)


@pytest.fixture
def claimed(thurrock: Partnership, period: ReportingPeriod, business: User) -> Action:
    action = needs_second_key(a_rated_plan(thurrock, actions=1).actions.select_related("plan__partnership").get())
    give(action, "blue", period, by=business, reason="All trained.")
    return action


def address(action: Action) -> str:
    return f"/thurrock/actions/{action.pk}/verify/"


def answers(action: Action, **changes: object) -> dict[str, object]:
    claim = claim_key(claims_of(action)[0])
    return {"claim": claim, "outcome": "confirmed", "method": "dip_sample", "seen": "Ten files.", **changes}


def test_partner_confirms_on_the_page(claimed: Action, partner: User, client_for: ClientFor) -> None:
    client = client_for(partner)
    assert "All trained." in client.get(address(claimed)).content.decode()

    answer = client.post(address(claimed), answers(claimed), follow=True)

    assert "Blue of action 1 is confirmed from 2020/21 Q4 on." in answer.content.decode()
    assert "Blue confirmed by Partner Persona on" in answer.content.decode()
    assert Verification.objects.get().method == "dip_sample"


def test_evidence_seen_is_ticked(claimed: Action, partner: User, business: User, client_for: ClientFor) -> None:
    new = NewEvidence(shows="The audit.", link="https://www.example.org/audit", title="Audit of 2021")
    item = add_evidence(action=claimed, new=new, by=business)
    client = client_for(partner)
    assert "Audit of 2021" in client.get(address(claimed)).content.decode()

    client.post(address(claimed), answers(claimed, evidence=[item.pk]))

    assert list(Verification.objects.get().evidence.all()) == [item]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"outcome": ""}, "Say whether you confirm it."),
        ({"method": ""}, "Choose how you know."),
        ({"seen": " "}, "Say what evidence you saw"),
    ],
)
def test_what_is_missing_is_said_and_nothing_written(
    claimed: Action, partner: User, client_for: ClientFor, changes: dict[str, object], sentence: str
) -> None:
    answer = client_for(partner).post(address(claimed), answers(claimed, **changes))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Verification.objects.exists()


def test_who_leads_it_gets_no_form_and_is_told_why(
    claimed: Action, partner: User, thurrock: Partnership, client_for: ClientFor
) -> None:
    group = LeadFactory.create(partnership=thurrock, name="LPR Group")
    group.people.add(partner)
    claimed.leads.add(group)
    client = client_for(partner)

    for answer in (client.get(address(claimed)), client.post(address(claimed), answers(claimed))):
        assert answer.status_code == 403
        assert "You answer for LPR Group, which leads this action" in answer.content.decode()
    page = client.get(f"/thurrock/actions/{claimed.pk}/").content.decode()
    assert "You answer for LPR Group" in page
    assert address(claimed) not in page
    assert not Verification.objects.exists()


def test_rating_changed_meanwhile_is_shown_with_what_was_typed(
    claimed: Action, period: ReportingPeriod, partner: User, business: User, client_for: ClientFor
) -> None:
    typed = answers(claimed, seen="What I saw.")
    give(claimed, "blue", period, by=business, reason="Said anew.")

    answer = client_for(partner).post(address(claimed), typed)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Said anew." in page
    assert "What I saw." in page
    assert not Verification.objects.exists()


def test_confirmed_meanwhile_shows_both(claimed: Action, partner: User, business: User, client_for: ClientFor) -> None:
    typed = answers(claimed, seen="What I saw.")
    confirm(claimed, by=business, seen="What Bea saw.")

    answer = client_for(partner).post(address(claimed), typed)

    assert answer.status_code == 409
    assert "What Bea saw." in answer.content.decode()
    assert "What I saw." in answer.content.decode()
    assert Verification.objects.count() == 1


def test_of_several_dimensions_one_is_chosen(
    thurrock: Partnership, period: ReportingPeriod, partner: User, client_for: ClientFor
) -> None:
    scale = brag(thurrock, name="JTAI", dimensions=("process", "impact"))
    plan = ActionPlanFactory.create(partnership=thurrock)
    PlanScaleFactory.create(plan=plan, scale=scale)
    action = needs_second_key(ActionFactory.create(plan=plan))
    for dimension in ("process", "impact"):
        rated(action, "blue", period, dimension=dimension)
    client = client_for(partner)
    assert "Of which rating?" in client.get(address(action)).content.decode()

    key = claim_key(claims_of(action)[1])
    assert client.post(address(action), answers(action, claim="")).status_code == 422
    client.post(address(action), answers(action, claim=key))

    assert Verification.objects.get().dimension.code == "impact"
    assert [claim.dimension.code for claim in claims_of(action)] == ["process"]


def test_tags_stand_wherever_the_level_does(
    claimed: Action, partner: User, business: User, client_for: ClientFor
) -> None:
    client = client_for(business)
    places = (f"/thurrock/plans/{claimed.plan_id}/", "/thurrock/actions/", "/thurrock/actions/?condition=claimed")

    for place in places:
        assert "Claimed</strong>" in client.get(place).content.decode()
    confirm(claimed, by=partner)
    for place in (*places[:2], "/thurrock/actions/?condition=verified"):
        assert "Verified by Partner Persona on" in client.get(place).content.decode()


def test_dashboard_tells_both_shares(
    claimed: Action, period: ReportingPeriod, partner: User, business: User, client_for: ClientFor
) -> None:
    plan = a_rated_plan(claimed.plan.partnership, actions=3)
    first, second, third = plan.actions.order_by("position")
    for action, level in ((first, "blue"), (second, "blue"), (third, "green")):
        rated(action, level, period)
    confirm(first, by=partner)

    (table,) = client_for(business).get("/thurrock/dashboard/").context["board"].headline

    shares = table.rows[0].shares
    assert (shares.complete.value, shares.verified.value, shares.claimed.value, shares.without) == (4, 1, 2, 1)
