"""Did it hold? The checks after a confirmation, who answers them, and what a loss does."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from accounts.models import Partnership, User
from accounts.rules import RuleBroken
from plans.models import Action
from ratings.hold_dates import months_after
from ratings.models import HoldCheck, Level, Rating, ReportingPeriod
from ratings.services import HoldFinding, close_period, record_hold_check
from ratings.states import states_of
from tests.factories import LeadFactory, PeriodFactory, a_rated_plan
from tests.ratings.assured import confirm, give, needs_second_key

ClientFor = Callable[[User], Client]


@pytest.fixture
def period(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock)


@pytest.fixture
def check(thurrock: Partnership, period: ReportingPeriod, business: User, partner: User) -> HoldCheck:
    """The first check of a confirmed action, three days overdue."""
    action = needs_second_key(a_rated_plan(thurrock, actions=1).actions.select_related("plan__partnership").get())
    give(action, "blue", period, by=business)
    found = confirm(action, by=partner).checks.all()[0]
    found.due_on = timezone.localdate() - timedelta(days=3)
    found.save()
    return HoldCheck.objects.select_related("verification__action__plan__partnership").get(pk=found.pk)


def action_of(check: HoldCheck) -> Action:
    return check.verification.action


def level(check: HoldCheck, code: str) -> Level:
    return Level.objects.get(scale=action_of(check).plan.rating_setup.scale, code=code)


def lost(check: HoldCheck) -> HoldFinding:
    return HoldFinding("lost", "Two files of ten.", level(check, "amber"))


def at(check: HoldCheck) -> str:
    return f"/thurrock/checks/{check.pk}/"


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (date(2021, 3, 31), 3, date(2021, 6, 30)),
        (date(2021, 11, 30), 3, date(2022, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2021, 3, 15), 12, date(2022, 3, 15)),
        (date(2021, 12, 1), 1, date(2022, 1, 1)),
    ],
)
def test_months_after_ends_on_a_day_that_exists(day: date, months: int, due: date) -> None:
    assert months_after(day, months) == due


def test_checks_come_after_three_six_and_twelve_months(check: HoldCheck) -> None:
    verified = timezone.localdate(check.verification.verified_at)

    checks = check.verification.checks.order_by("months")

    assert [each.months for each in checks] == [3, 6, 12]
    assert checks[1].due_on == months_after(verified, 6)


@pytest.mark.parametrize("outcome", ["held", "partly"])
def test_what_held_stays_confirmed(check: HoldCheck, partner: User, outcome: str) -> None:
    record_hold_check(check=check, finding=HoldFinding(outcome, "Eight files of ten."), by=partner)

    check.refresh_from_db()
    assert (check.outcome, check.note, check.checked_by) == (outcome, "Eight files of ten.", partner)
    check.verification.refresh_from_db()
    assert check.verification.is_standing


def test_what_was_lost_is_opened_again_and_the_first_closing_kept(
    check: HoldCheck, partner: User, period: ReportingPeriod, client_for: ClientFor
) -> None:
    record_hold_check(check=check, finding=lost(check), by=partner)

    rating = Rating.objects.get()
    verification = check.verification
    verification.refresh_from_db()
    assert (rating.level.code, rating.rated_by) == ("amber", partner)
    assert rating.reason == "Lost at the check after 3 months: Two files of ten."
    assert verification.ended_in == period
    assert "Two files of ten." in verification.ended_why
    (state,) = states_of(Action.objects.all(), period=period, before=None, today=date(2021, 6, 30))
    assert not state.is_complete
    page = client_for(partner).get(f"/thurrock/actions/{action_of(check).pk}/").content.decode()
    assert "Blue confirmed by Partner Persona on" in page
    assert "ended on" in page
    history = client_for(partner).get(f"/thurrock/actions/{action_of(check).pk}/history/").content.decode()
    assert "whether it held: lost. Two files of ten." in history


def test_loss_is_rated_in_the_latest_open_period(check: HoldCheck, partner: User, thurrock: Partnership) -> None:
    later = PeriodFactory.create(partnership=thurrock, first_year=2021, number=2)

    record_hold_check(check=check, finding=lost(check), by=partner)

    assert Rating.objects.get(period=later).level.code == "amber"
    assert Rating.objects.get(period=check.verification.period).level.code == "blue"


def test_loss_without_an_open_period_is_refused(
    check: HoldCheck, partner: User, business: User, period: ReportingPeriod
) -> None:
    close_period(period=period, by=business)

    with pytest.raises(RuleBroken, match="No period is open"):
        record_hold_check(check=check, finding=lost(check), by=partner)

    check.refresh_from_db()
    assert check.outcome == ""


@pytest.mark.parametrize(
    ("outcome", "note", "code", "field"),
    [
        ("perhaps", "Seen.", "", "outcome"),
        ("held", "  ", "", "note"),
        ("lost", "Seen.", "", "level"),
        ("lost", "Seen.", "green", "level"),
    ],
)
def test_answer_that_says_too_little_is_refused(
    *, check: HoldCheck, partner: User, outcome: str, note: str, code: str, field: str
) -> None:
    finding = HoldFinding(outcome, note, level(check, code) if code else None)

    with pytest.raises(RuleBroken) as refusal:
        record_hold_check(check=check, finding=finding, by=partner)

    assert refusal.value.field == field


def test_check_is_not_answered_long_before_it_is_due(check: HoldCheck, partner: User) -> None:
    later = check.verification.checks.get(months=12)

    with pytest.raises(RuleBroken, match="too early"):
        record_hold_check(check=later, finding=HoldFinding("held", "Seen."), by=partner)


def test_second_who_answers_is_told_of_the_first(check: HoldCheck, partner: User, business: User) -> None:
    record_hold_check(check=check, finding=HoldFinding("held", "Ten of ten."), by=partner)

    with pytest.raises(RuleBroken, match=r"Partner Persona answered this check .* Held\. Ten of ten\."):
        record_hold_check(check=check, finding=lost(check), by=business)


def test_check_of_a_confirmation_that_ended_is_no_longer_asked(
    check: HoldCheck, partner: User, business: User, period: ReportingPeriod
) -> None:
    give(action_of(check), "amber", period, by=business, reason="It came apart.")

    with pytest.raises(RuleBroken, match="no longer asked"):
        record_hold_check(check=check, finding=HoldFinding("held", "Seen."), by=partner)
    assert not HoldCheck.objects.waiting().exists()


@pytest.mark.parametrize("persona", ["lead_person", "scrutineer", "committee", "southend"])
def test_who_does_not_verify_does_not_check(check: HoldCheck, persona: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(PermissionDenied):
        record_hold_check(check=check, finding=HoldFinding("held", "Seen."), by=request.getfixturevalue(persona))


def test_nobody_checks_what_they_lead(
    check: HoldCheck, partner: User, thurrock: Partnership, client_for: ClientFor
) -> None:
    group = LeadFactory.create(partnership=thurrock, name="LPR Group")
    group.people.add(partner)
    action_of(check).leads.add(group)

    with pytest.raises(RuleBroken, match="You answer for LPR Group"):
        record_hold_check(check=check, finding=HoldFinding("held", "Seen."), by=partner)
    assert client_for(partner).get(at(check)).status_code == 403


def test_partner_answers_on_the_page(check: HoldCheck, partner: User, client_for: ClientFor) -> None:
    client = client_for(partner)
    assert "Did it hold?" in client.get(at(check)).content.decode()

    refused = client.post(at(check), {"outcome": "lost", "note": "Two of ten."})
    assert refused.status_code == 422
    assert "Choose the level at which the action stands now." in refused.content.decode()
    both = client.post(at(check), {"outcome": "held", "note": "Ten.", "level": level(check, "red").pk})
    assert both.status_code == 422
    client.post(at(check), {"outcome": "lost", "note": "Two of ten.", "level": level(check, "red").pk})

    assert Rating.objects.get().level.code == "red"
    assert "Lost: Partner Persona on" in client.get(at(check)).content.decode()


def test_what_is_due_is_listed_and_counted(
    check: HoldCheck, partner: User, business: User, scrutineer: User, client_for: ClientFor
) -> None:
    for user, home in ((partner, "/thurrock/dashboard/"), (business, "/thurrock/plans/")):
        page = client_for(user).get(home).content.decode()
        assert "1 check whether it held is due." in page
        assert at(check) in page
    assert at(check) not in client_for(scrutineer).get("/thurrock/dashboard/").content.decode()
    page = client_for(partner).get("/thurrock/assurance/").content.decode()
    assert "Did it hold? (1)" in page
    assert "Overdue" in page
