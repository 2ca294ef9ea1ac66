"""Two keys: what is claimed, who may confirm it, and what ends a confirmation."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import Membership, Partnership, User
from accounts.rules import ChangedMeanwhile, RuleBroken
from plans.models import Action, LeadKind
from plans.services import withdraw_action
from ratings.claims import claims_of
from ratings.models import HoldCheck, HouseRules, ReportingPeriod, Verification
from ratings.rollup import State
from ratings.services import Finding, close_period, end_contradicted, verify
from ratings.states import states_of
from tests.factories import (
    AgencyFactory,
    LeadFactory,
    MembershipFactory,
    PeriodFactory,
    UserFactory,
    a_rated_plan,
    rated,
)
from tests.ratings.assured import CONFIRMED, NOT_CONFIRMED, SEEN, confirm, give, needs_second_key

ClientFor = Callable[[User], Client]


@pytest.fixture
def q3(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock, number=3)


@pytest.fixture
def q4(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock, number=4)


@pytest.fixture
def action(thurrock: Partnership) -> Action:
    """One action at whose blue somebody else must confirm."""
    return needs_second_key(a_rated_plan(thurrock, actions=1).actions.select_related("plan__partnership").get())


@pytest.fixture
def claimed(action: Action, q4: ReportingPeriod, business: User) -> Action:
    give(action, "blue", q4, by=business)
    return action


def state(action: Action, period: ReportingPeriod) -> State:
    own = Action.objects.filter(pk=action.pk)
    return states_of(own, period=period, before=None, today=date(2021, 6, 30))[0]


def at(action: Action) -> str:
    return f"/thurrock/actions/{action.pk}/"


def test_rating_at_a_level_that_needs_it_is_claimed(claimed: Action, q4: ReportingPeriod) -> None:
    (claim,) = claims_of(claimed)

    assert (claim.level.code, claim.period) == ("blue", q4)
    assert state(claimed, q4).is_claimed


def test_rating_at_another_complete_level_is_not_claimed(action: Action, q4: ReportingPeriod, business: User) -> None:
    give(action, "green", q4, by=business)

    assert claims_of(action) == []
    assert not state(action, q4).is_claimed


def test_confirmed_is_verified_by_whom_when_and_how(claimed: Action, q4: ReportingPeriod, partner: User) -> None:
    made = confirm(claimed, by=partner)

    seen = state(claimed, q4)
    assert (made.verified_by, made.seen, made.period) == (partner, SEEN, q4)
    assert seen.is_verified
    assert seen.confirmation is not None
    assert (seen.confirmation.by, seen.confirmation.how) == ("Partner Persona", "audit")
    assert claims_of(claimed) == []


def test_not_confirmed_stays_claimed_with_the_note(
    claimed: Action, q4: ReportingPeriod, partner: User, business: User, client_for: ClientFor
) -> None:
    confirm(claimed, by=partner, outcome=NOT_CONFIRMED, seen="Four files of ten showed nothing.")

    assert state(claimed, q4).is_claimed
    assert not HoldCheck.objects.exists()
    assert "Four files of ten showed nothing." in client_for(business).get(at(claimed)).content.decode()


def test_confirmation_makes_the_checks_of_the_house_rules(
    claimed: Action, partner: User, thurrock: Partnership
) -> None:
    HouseRules.objects.create(partnership=thurrock, hold_check_months="2, 9")

    made = confirm(claimed, by=partner)

    assert list(made.checks.values_list("months", flat=True)) == [2, 9]


@pytest.mark.parametrize("persona", ["lead_person", "scrutineer", "committee", "southend"])
def test_who_does_not_verify_is_refused(claimed: Action, persona: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(PermissionDenied):
        confirm(claimed, by=request.getfixturevalue(persona))

    assert not Verification.objects.exists()


def test_nobody_confirms_what_they_answer_for(claimed: Action, thurrock: Partnership, partner: User) -> None:
    group = LeadFactory.create(partnership=thurrock, name="LPR Group")
    group.people.add(partner)
    claimed.leads.add(group)

    with pytest.raises(RuleBroken, match="You answer for LPR Group, which leads this action"):
        confirm(claimed, by=partner)

    assert not Verification.objects.exists()


def test_business_team_does_not_confirm_what_one_of_it_leads(
    claimed: Action, thurrock: Partnership, business: User, administrator: User, partner: User
) -> None:
    team = LeadFactory.create(partnership=thurrock, name="LSCP Business Team")
    team.people.add(business)
    claimed.leads.add(team)

    with pytest.raises(RuleBroken, match="The business team answers for LSCP Business Team"):
        confirm(claimed, by=administrator)
    assert confirm(claimed, by=partner).is_confirmed


@pytest.mark.parametrize("tie", ["agency", "person", "name"])
def test_partner_does_not_confirm_what_their_agency_leads(
    claimed: Action, thurrock: Partnership, partner: User, business: User, tie: str
) -> None:
    police = AgencyFactory.create(name="Essex Police")
    Membership.objects.filter(user=partner).update(agency=police)
    lead = LeadFactory.create(partnership=thurrock, name="Essex Police" if tie == "name" else "MACE")
    if tie == "agency":
        lead.agency = police
        lead.save()
    elif tie == "person":
        constable = UserFactory.create(email="constable@example.org")
        MembershipFactory.create(user=constable, partnership=thurrock, role="lead", agency=police)
        lead.people.add(constable)
    else:
        lead.kind = LeadKind.AGENCY
        lead.save()
    claimed.leads.add(lead)

    with pytest.raises(RuleBroken, match="Your agency, Essex Police, stands behind"):
        confirm(claimed, by=partner)
    assert confirm(claimed, by=business).is_confirmed


def test_partner_confirms_what_another_agency_leads(claimed: Action, thurrock: Partnership, partner: User) -> None:
    Membership.objects.filter(user=partner).update(agency=AgencyFactory.create(name="Essex Police"))
    claimed.leads.add(LeadFactory.create(partnership=thurrock, agency=AgencyFactory.create(name="Thurrock Council")))

    assert confirm(claimed, by=partner).is_confirmed


@pytest.mark.parametrize(
    ("finding", "field"),
    [
        (Finding("perhaps", "audit", SEEN), "outcome"),
        (Finding(CONFIRMED, "hearsay", SEEN), "method"),
        (Finding(CONFIRMED, "audit", "  "), "seen"),
    ],
)
def test_finding_that_says_too_little_is_refused(claimed: Action, partner: User, finding: Finding, field: str) -> None:
    claim = claims_of(claimed)[0]

    with pytest.raises(RuleBroken) as refusal:
        verify(action=claimed, dimension=claim.dimension, finding=finding, seen_claim=claim.mark, by=partner)

    assert refusal.value.field == field
    assert not Verification.objects.exists()


def test_what_is_not_claimed_cannot_be_confirmed(action: Action, q4: ReportingPeriod, business: User) -> None:
    rating = give(action, "amber", q4, by=business, reason="Begun.")

    with pytest.raises(RuleBroken, match="Nothing is claimed here"):
        verify(
            action=action,
            dimension=rating.dimension,
            finding=Finding(CONFIRMED, "audit", SEEN),
            seen_claim="r1.1",
            by=business,
        )


def test_withdrawn_action_is_not_confirmed(claimed: Action, partner: User, business: User) -> None:
    withdraw_action(action=claimed, seen_revision=claimed.revision, reason="Twice in the plan.", by=business)

    with pytest.raises(RuleBroken, match="withdrawn"):
        confirm(claimed, by=partner)


def test_second_who_confirms_is_told_of_the_first(claimed: Action, partner: User, business: User) -> None:
    claim = claims_of(claimed)[0]
    confirm(claimed, by=partner)

    with pytest.raises(RuleBroken, match=r"Partner Persona confirmed Blue on .* already \(audit\)"):
        verify(
            action=claimed,
            dimension=claim.dimension,
            finding=Finding(CONFIRMED, "data", "Numbers."),
            seen_claim=claim.mark,
            by=business,
        )
    assert Verification.objects.count() == 1


def test_claim_that_changed_meanwhile_is_not_confirmed_unseen(
    claimed: Action, q4: ReportingPeriod, partner: User, business: User
) -> None:
    claim = claims_of(claimed)[0]
    give(claimed, "blue", q4, by=business, reason="With another reason.")

    with pytest.raises(ChangedMeanwhile):
        verify(
            action=claimed,
            dimension=claim.dimension,
            finding=Finding(CONFIRMED, "audit", SEEN),
            seen_claim=claim.mark,
            by=partner,
        )


def test_claim_of_a_closed_period_is_confirmed_in_the_next_open_one(
    action: Action, q3: ReportingPeriod, q4: ReportingPeriod, partner: User, business: User
) -> None:
    give(action, "blue", q3, by=business)
    close_period(period=q3, by=business)

    made = confirm(action, by=partner)

    assert made.period == q4
    assert state(action, q3).is_claimed
    assert state(action, q4).is_verified


def test_claim_is_not_confirmed_while_no_period_is_open(
    claimed: Action, q4: ReportingPeriod, partner: User, business: User
) -> None:
    close_period(period=q4, by=business)

    with pytest.raises(RuleBroken, match="no later period is open"):
        confirm(claimed, by=partner)


def test_the_same_level_in_the_next_period_keeps_the_confirmation(
    action: Action, q3: ReportingPeriod, q4: ReportingPeriod, partner: User, business: User
) -> None:
    give(action, "blue", q3, by=business)
    confirm(action, by=partner)

    give(action, "blue", q4, by=business)

    assert state(action, q4).is_verified


def test_another_level_ends_the_confirmation_from_its_period_on(
    action: Action, q3: ReportingPeriod, q4: ReportingPeriod, partner: User, business: User
) -> None:
    give(action, "blue", q3, by=business)
    made = confirm(action, by=partner)

    give(action, "amber", q4, by=business, reason="It came apart.")

    made.refresh_from_db()
    assert (made.ended_in, made.ended_why) == (q4, "Rated Amber for 2020/21 Q4.")
    assert state(action, q3).is_verified
    assert not state(action, q4).is_verified


def test_level_given_again_after_another_is_a_claim_again(
    action: Action, q3: ReportingPeriod, q4: ReportingPeriod, partner: User, business: User
) -> None:
    give(action, "blue", q3, by=business)
    confirm(action, by=partner)
    # As an import brings it, past the service.
    rated(action, "amber", q4, reason="Read from a spreadsheet.")
    q1 = PeriodFactory.create(partnership=action.plan.partnership, first_year=2021, number=1)

    give(action, "blue", q1, by=business)

    assert state(action, q1).is_claimed


def test_late_rating_of_an_earlier_period_ends_nothing(
    action: Action, q3: ReportingPeriod, q4: ReportingPeriod, partner: User, business: User
) -> None:
    give(action, "blue", q4, by=business)
    confirm(action, by=partner)

    give(action, "amber", q3, by=business, reason="As it was then.")

    assert Verification.objects.standing().count() == 1


def test_ratings_written_together_end_what_they_contradict(
    claimed: Action, q4: ReportingPeriod, partner: User, business: User, thurrock: Partnership
) -> None:
    confirm(claimed, by=partner)
    q1 = PeriodFactory.create(partnership=thurrock, first_year=2021, number=1)

    end_contradicted(ratings=[rated(claimed, "red", q1)], by=business)

    assert not Verification.objects.standing().exists()


def test_confirmation_and_its_end_stand_in_the_history(
    claimed: Action, q4: ReportingPeriod, partner: User, business: User, client_for: ClientFor
) -> None:
    confirm(claimed, by=partner)
    give(claimed, "amber", q4, by=business, reason="It came apart.")

    page = client_for(business).get(f"{at(claimed)}history/").content.decode()

    assert "confirmed Blue from 2020/21 Q4 on, by audit: Ten files of ten showed it." in page
    assert "ended the confirmation of Blue in 2020/21 Q4: Rated Amber for 2020/21 Q4." in page


def test_last_updated_moves_with_a_confirmation(claimed: Action, partner: User) -> None:
    before = Action.objects.get(pk=claimed.pk).last_updated_at

    confirm(claimed, by=partner)

    assert Action.objects.get(pk=claimed.pk).last_updated_at != before


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Strategic Partner for Essex Police", "Your agency, Essex Police, stands behind"),
        ("Essex Police and Children's Social Care", "Your agency, Essex Police, stands behind"),
        ("Inspector (Police)", "Your agency, Essex Police, stands behind"),
        ("All agencies", "Your agency, Essex Police, stands behind"),
        ("Strategic Partners", "You answer for Strategic Partners"),
    ],
)
def test_partner_does_not_confirm_what_a_lead_in_words_says_is_theirs(
    *, claimed: Action, thurrock: Partnership, partner: User, business: User, name: str, words: str
) -> None:
    police = AgencyFactory.create(name="Essex Police", short_name="Police")
    Membership.objects.filter(user=partner).update(agency=police)
    claimed.leads.add(LeadFactory.create(partnership=thurrock, name=name, kind=LeadKind.POST))

    with pytest.raises(RuleBroken, match=words):
        confirm(claimed, by=partner)
    assert confirm(claimed, by=business).is_confirmed


@pytest.mark.parametrize("name", ["LSCP Business Team", "LSCP Business Manager", "Business Manager of the LSCP"])
def test_business_team_does_not_confirm_what_is_led_in_its_name(
    claimed: Action, thurrock: Partnership, business: User, partner: User, name: str
) -> None:
    claimed.leads.add(LeadFactory.create(partnership=thurrock, name=name, kind=LeadKind.POST))

    with pytest.raises(RuleBroken, match="The business team answers for"):
        confirm(claimed, by=business)
    assert confirm(claimed, by=partner).is_confirmed


def test_partner_confirms_what_only_sounds_like_their_agency(
    claimed: Action, thurrock: Partnership, partner: User
) -> None:
    Membership.objects.filter(user=partner).update(agency=AgencyFactory.create(name="Police", short_name=""))
    claimed.leads.add(LeadFactory.create(partnership=thurrock, name="Policewatch", kind=LeadKind.GROUP))

    assert confirm(claimed, by=partner).is_confirmed
