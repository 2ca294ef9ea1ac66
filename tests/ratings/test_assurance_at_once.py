"""Two who confirm, check or bring the same at once: one wins, the other is told, and nothing is written twice."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import override_settings
from django.utils import timezone

from accounts.models import Partnership, User
from accounts.rules import RuleBroken
from plans.models import Action
from ratings.claims import claims_of
from ratings.models import Evidence, HoldCheck, Method, Rating, ReportingPeriod, Verification
from ratings.services import Finding, HoldFinding, NewEvidence, add_evidence, record_hold_check, verify
from tests.factories import PeriodFactory, a_rated_plan
from tests.ratings.assured import CONFIRMED, SEEN, confirm, give, needs_second_key
from tests.test_at_once import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def period(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock)


@pytest.fixture
def claimed(thurrock: Partnership, period: ReportingPeriod, business: User) -> Action:
    action = needs_second_key(a_rated_plan(thurrock, actions=1).actions.select_related("plan__partnership").get())
    give(action, "blue", period, by=business)
    return action


def the(action: Action) -> Action:
    """The action as another connection reads it."""
    return Action.objects.select_related("plan__partnership").get(pk=action.pk)


def test_of_two_who_confirm_at_once_one_is_told(claimed: Action, partner: User, business: User) -> None:
    (claim,) = claims_of(claimed)
    finding = Finding(CONFIRMED, Method.AUDIT, SEEN)

    def by(person: User) -> Verification:
        return verify(action=the(claimed), dimension=claim.dimension, finding=finding, seen_claim=claim.mark, by=person)

    outcomes = at_once(lambda: by(partner), lambda: by(business))

    (refusal,) = refusals(outcomes)
    assert isinstance(refusal, RuleBroken)
    assert "confirmed Blue on" in str(refusal.message)
    assert Verification.objects.count() == 1
    assert HoldCheck.objects.count() == 3


def test_of_one_who_confirms_and_one_who_rates_worse_nothing_stands_that_disagrees(
    claimed: Action, period: ReportingPeriod, partner: User, business: User
) -> None:
    at_once(
        lambda: confirm(the(claimed), by=partner),
        lambda: give(the(claimed), "amber", period, by=business, reason="It came apart."),
    )

    assert Rating.objects.get().level.code == "amber"
    assert not Verification.objects.standing().exists()


def test_of_two_who_answer_a_check_at_once_one_is_told(claimed: Action, partner: User, business: User) -> None:
    check = confirm(claimed, by=partner).checks.all()[0]
    check.due_on = timezone.localdate() - timedelta(days=1)
    check.save()

    def by(person: User) -> HoldCheck:
        return record_hold_check(
            check=HoldCheck.objects.get(pk=check.pk), finding=HoldFinding("held", f"Seen by {person}."), by=person
        )

    outcomes = at_once(lambda: by(partner), lambda: by(business))

    (refusal,) = refusals(outcomes)
    assert isinstance(refusal, RuleBroken)
    assert "answered this check" in str(refusal.message)


def test_of_two_who_bring_the_same_file_at_once_one_is_told_and_one_file_stays(
    claimed: Action, business: User, administrator: User, tmp_path: Path
) -> None:
    def by(person: User) -> Evidence:
        new = NewEvidence(shows="Minutes.", file=ContentFile(b"Agreed.", name="minutes.txt"))
        return add_evidence(action=the(claimed), new=new, by=person)

    with override_settings(EVIDENCE_ROOT=tmp_path):
        outcomes = at_once(lambda: by(business), lambda: by(administrator))
        kept = [path for path in Path(settings.EVIDENCE_ROOT).rglob("*") if path.is_file()]

    (refusal,) = refusals(outcomes)
    assert isinstance(refusal, RuleBroken)
    assert "on the action already" in str(refusal.message)
    assert len(kept) == 1
    assert Evidence.objects.count() == 1
