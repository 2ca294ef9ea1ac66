"""The rules of confirmation, checks and evidence that the database holds itself: each broken past every service."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from accounts.models import Partnership, User
from ratings.models import Evidence, HoldCheck, Level, Verification
from tests.factories import PeriodFactory, a_rated_plan
from tests.ratings.assured import confirm, give, needs_second_key
from tests.ratings.test_constraints import refused

NOON = datetime(2021, 3, 31, 12, tzinfo=UTC)


@pytest.fixture
def verification(thurrock: Partnership, business: User, partner: User) -> Verification:
    action = needs_second_key(a_rated_plan(thurrock, actions=1).actions.select_related("plan__partnership").get())
    give(action, "blue", PeriodFactory.create(partnership=thurrock), by=business)
    return confirm(action, by=partner)


@pytest.fixture
def evidence(verification: Verification, business: User) -> Evidence:
    return Evidence.objects.create(
        action=verification.action,
        title="Audit",
        shows="Ten of ten.",
        link="https://www.example.org/",
        added_by=business,
        added_at=NOON,
    )


def test_two_standing_confirmations_of_one_thing_are_refused(verification: Verification, business: User) -> None:
    def again() -> object:
        same = ("action", "dimension", "period", "level", "outcome", "method", "seen", "verified_at")
        told: dict[str, Any] = {name: getattr(verification, name) for name in same}
        return Verification.objects.create(verified_by=business, **told)

    assert refused("one_standing_verification_per_action_and_dimension", again)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("a_verification_says_what_was_seen", {"seen": ""}),
        ("an_ended_verification_says_when_and_why", {"ended_at": NOON}),
        ("an_ended_verification_says_when_and_why", {"ended_why": "Lost."}),
    ],
)
def test_verification_that_says_too_little_is_refused(
    verification: Verification, name: str, changes: dict[str, Any]
) -> None:
    assert refused(name, lambda: Verification.objects.update(**changes))


def test_second_check_after_the_same_time_is_refused(verification: Verification) -> None:
    def again() -> object:
        return HoldCheck.objects.create(verification=verification, months=3, due_on=date(2021, 9, 1))

    assert refused("one_check_per_verification_and_time", again)


@pytest.mark.parametrize("changes", [{"outcome": "held"}, {"note": "Seen."}, {"checked_at": NOON}])
def test_half_a_check_is_refused(verification: Verification, changes: dict[str, Any]) -> None:
    assert refused("a_check_says_what_by_whom_and_how_it_is_known", lambda: HoldCheck.objects.update(**changes))


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("evidence_is_a_file_or_a_link", {"link": ""}),
        ("evidence_is_a_file_or_a_link", {"file": "ab/abc", "sha256": "0" * 64, "size": 1}),
        ("evidence_is_a_file_or_a_link", {"link": "", "file": "ab/abc", "size": 1}),
        ("evidence_is_a_file_or_a_link", {"link": "", "file": "ab/abc", "sha256": "0" * 64}),
        ("evidence_says_what_it_shows", {"shows": ""}),
        ("withdrawn_evidence_says_by_whom_and_why", {"withdrawn_at": NOON}),
        ("withdrawn_evidence_says_by_whom_and_why", {"withdrawn_reason": "Wrong."}),
    ],
)
def test_evidence_that_is_not_whole_is_refused(evidence: Evidence, name: str, changes: dict[str, Any]) -> None:
    assert refused(name, lambda: Evidence.objects.update(**changes))


def test_verification_of_a_level_that_is_not_complete_is_refused(verification: Verification) -> None:
    amber = Level.objects.filter(code="amber")

    assert refused("only_a_complete_level_is_verified", lambda: amber.update(needs_verification=True))
