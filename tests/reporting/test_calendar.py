"""The private calendar: whose dates it tells, what it does not tell, and that its address is a secret."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from accounts.calendar_services import make_calendar_address, switch_off_calendar
from accounts.models import CalendarFeed, Membership, Partnership, User
from accounts.roles import Role
from plans.models import Action, ActionPlan, DateRequest, Lead, Meeting, Milestone
from plans.services import move_due_date, withdraw_action
from ratings.models import HoldCheck, Method, ReportingPeriod, Verification, VerificationOutcome
from reporting.calendar_file import Entry, write_calendar
from tests.factories import LeadFactory, MembershipFactory, PeriodFactory, UserFactory, a_rated_plan, rated

ClientFor = Callable[[User], Client]
SECRET_TEXT = "Speak with the family of the child about the injury"


@pytest.fixture
def period(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock)


@pytest.fixture
def group(thurrock: Partnership, lead_person: User) -> Lead:
    made = LeadFactory.create(partnership=thurrock, name="LPR Group")
    made.people.add(lead_person)
    return made


@pytest.fixture
def plan(thurrock: Partnership, group: Lead, period: ReportingPeriod) -> ActionPlan:
    """Action 1 is the group's, 2 nobody's, 3 the group's and complete."""
    made = a_rated_plan(thurrock, actions=3, title="Learning from Frankie")
    made.actions.update(text=SECRET_TEXT)
    first, _second, third = made.actions.order_by("position")
    first.leads.add(group)
    third.leads.add(group)
    rated(third, "blue", period)
    return made


def feed(person: User, client: Client, **headers: str) -> Any:
    address = reverse("calendar_feed", args=[make_calendar_address(by=person)])
    return client.get(address, headers=headers)


def events(person: User, client: Client) -> dict[str, Any]:
    answer = feed(person, client)
    assert answer.status_code == 200
    return {str(event["uid"]).split(".")[0]: event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_lead_has_the_deadlines_of_their_own_actions(plan: ActionPlan, lead_person: User, client: Client) -> None:
    first = plan.actions.get(position=1)

    found = events(lead_person, client)

    assert list(found) == [f"action-{first.pk}"]
    event = found[f"action-{first.pk}"]
    assert str(event["summary"]) == "Action 1 due, Thurrock LSCP"
    assert event.decoded("dtstart") == date(2021, 3, 31)
    assert event.decoded("dtend") == date(2021, 4, 1)
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert str(event["url"]) == f"http://testserver/thurrock/actions/{first.pk}/"
    assert str(event["status"]) == "CONFIRMED"
    assert event.decoded("dtstamp").tzinfo is not None


def test_business_team_has_all_deadlines_that_are_not_complete(
    plan: ActionPlan, business: User, client: Client
) -> None:
    ids = list(plan.actions.order_by("position").values_list("pk", flat=True))

    assert list(events(business, client)) == [f"action-{pk}" for pk in ids[:2]]


def test_withdrawn_action_and_one_without_a_date_press_nobody(plan: ActionPlan, business: User, client: Client) -> None:
    withdraw_action(action=plan.actions.get(position=1), seen_revision=1, reason="Merged.", by=business)
    plan.actions.filter(position=2).update(due_on=None, due_precision="")

    assert events(business, client) == {}


def test_nothing_that_an_action_says_is_in_it(plan: ActionPlan, business: User, client: Client) -> None:
    Milestone.objects.create(
        action=plan.actions.get(position=1), position=1, text=SECRET_TEXT, due_on=date(2021, 2, 1), due_precision="day"
    )

    written = feed(business, client).content.decode().replace("\r\n ", "")

    assert "Part of action 1 due" in written
    for secret in (SECRET_TEXT, "Frankie", "LPR Group"):
        assert secret not in written


def test_moved_date_is_the_same_event(plan: ActionPlan, lead_person: User, business: User, client: Client) -> None:
    action = plan.actions.get(position=1)
    before = events(lead_person, client)[f"action-{action.pk}"]
    move_due_date(
        action=action, due_on=date(2021, 9, 30), precision="day", reason="Staff left.", agreed_by="Chair", by=business
    )

    after = events(lead_person, client)[f"action-{action.pk}"]

    assert after["uid"] == before["uid"]
    assert after.decoded("dtstart") == date(2021, 9, 30)
    assert (before["sequence"], after["sequence"]) == (0, 1)


def test_date_that_is_asked_for_is_tentative(
    plan: ActionPlan, lead_person: User, business: User, client: Client
) -> None:
    request = DateRequest.objects.create(
        action=plan.actions.get(position=1),
        wanted_on=date(2021, 6, 30),
        wanted_precision="day",
        reason=SECRET_TEXT,
        asked_by=lead_person,
        asked_at=timezone.now(),
    )

    for person in (lead_person, business):
        event = events(person, client)[f"request-{request.pk}"]
        assert str(event["status"]) == "TENTATIVE"
        assert event.decoded("dtstart") == date(2021, 6, 30)


def a_check(action: Action, period: ReportingPeriod, by: User) -> HoldCheck:
    verification = Verification.objects.create(
        action=action,
        dimension=action.plan.rating_setup.scale.dimensions.get(),
        period=period,
        level=action.plan.rating_setup.scale.levels.get(code="blue"),
        outcome=VerificationOutcome.CONFIRMED,
        method=Method.AUDIT,
        seen="Ten files.",
        verified_by=by,
        verified_at=datetime(2021, 4, 1, tzinfo=UTC),
    )
    return HoldCheck.objects.create(verification=verification, months=6, due_on=date(2021, 10, 1))


def test_check_is_for_those_who_may_make_it_and_those_who_lead(
    *,
    plan: ActionPlan,
    period: ReportingPeriod,
    lead_person: User,
    business: User,
    partner: User,
    scrutineer: User,
    client: Client,
) -> None:
    check = a_check(plan.actions.get(position=3), period, business)

    has = {person.email: f"check-{check.pk}" in events(person, client) for person in (lead_person, partner, scrutineer)}

    assert has == {lead_person.email: True, partner.email: True, scrutineer.email: False}


def test_meetings_of_own_groups_and_of_none_are_told_to_a_lead(
    *,
    plan: ActionPlan,
    thurrock: Partnership,
    group: Lead,
    lead_person: User,
    partner: User,
    committee: User,
    client: Client,
) -> None:
    other = LeadFactory.create(partnership=thurrock, name="Audit Group")
    soon = timezone.localdate() + timedelta(days=10)
    for name, of in (("Own", group), ("Other", other), ("Open", None)):
        Meeting.objects.create(partnership=thurrock, name=name, group=of, held_on=soon)
    Meeting.objects.create(partnership=thurrock, name="Long ago", held_on=date(2019, 1, 1))

    def meetings(person: User) -> set[str]:
        return {str(event["summary"]) for uid, event in events(person, client).items() if uid.startswith("meeting")}

    assert meetings(lead_person) == {"Own, Thurrock LSCP", "Open, Thurrock LSCP"}
    assert meetings(partner) == {"Own, Thurrock LSCP", "Other, Thurrock LSCP", "Open, Thurrock LSCP"}
    assert meetings(committee) == {"Open, Thurrock LSCP"}


def test_other_partnership_has_nothing_of_it(plan: ActionPlan, southend: User, outsider: User, client: Client) -> None:
    assert events(southend, client) == {}
    assert events(outsider, client) == {}


def test_one_calendar_holds_every_partnership_of_a_person(
    plan: ActionPlan, business: User, other_partnership: Partnership, client: Client
) -> None:
    MembershipFactory.create(user=business, partnership=other_partnership, role=Role.BUSINESS_TEAM)
    a_rated_plan(other_partnership, actions=1)

    titles = [str(event["summary"]) for event in events(business, client).values()]

    assert sorted(titles) == [
        "Action 1 due, Southend LSCP",
        "Action 1 due, Thurrock LSCP",
        "Action 2 due, Thurrock LSCP",
    ]


def test_hostile_words_add_no_line_to_the_file(thurrock: Partnership, business: User, client: Client) -> None:
    name = "Strategic; Group, \\ 😀\r\nBEGIN:VALARM\r\nATTACH:file:///etc/passwd"
    Meeting.objects.create(partnership=thurrock, name=name, held_on=timezone.localdate())

    answer = feed(business, client)

    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert "😀" in str(event["summary"])
    assert not re.search(rb"^(BEGIN:VALARM|ATTACH)", answer.content, re.MULTILINE)


def test_address_is_kept_as_a_hash_and_answers_without_signing_in(
    plan: ActionPlan, business: User, client: Client
) -> None:
    token = make_calendar_address(by=business)

    assert token not in str(CalendarFeed.objects.values().get())
    answer = client.get(reverse("calendar_feed", args=[token]))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_renewed_and_switched_off_addresses_are_not_there(business: User, client: Client) -> None:
    old = reverse("calendar_feed", args=[make_calendar_address(by=business)])
    new = reverse("calendar_feed", args=[make_calendar_address(by=business)])

    assert [client.get(old).status_code, client.get(new).status_code] == [404, 200]
    switch_off_calendar(by=business)
    assert client.get(new).status_code == 404
    assert client.get(reverse("calendar_feed", args=["never-made"])).status_code == 404


def test_leaver_has_no_calendar_and_one_without_a_role_an_empty_one(
    plan: ActionPlan, business: User, client: Client
) -> None:
    at = reverse("calendar_feed", args=[make_calendar_address(by=business)])

    Membership.objects.filter(user=business).delete()
    assert Calendar.from_ical(client.get(at).content).walk("VEVENT") == []
    User.objects.filter(pk=business.pk).update(is_active=False)
    assert client.get(at).status_code == 404


def test_program_that_has_the_latest_file_is_spared_it(plan: ActionPlan, business: User, client: Client) -> None:
    at = reverse("calendar_feed", args=[make_calendar_address(by=business)])
    mark = client.get(at).headers["ETag"]

    assert client.get(at, headers={"If-None-Match": mark}).status_code == 304
    plan.actions.filter(position=1).update(due_on=date(2021, 5, 1))
    assert client.get(at, headers={"If-None-Match": mark}).status_code == 200


def test_page_shows_the_address_once(business: User, client_for: ClientFor) -> None:
    client = client_for(business)

    assert "You have no address yet." in client.get("/accounts/calendar/").content.decode()
    made = client.post("/accounts/calendar/")
    (address,) = re.findall(r"http://testserver(/accounts/calendar/[^<]+\.ics)", made.content.decode())
    assert "no-store" in made.headers["Cache-Control"]
    assert client.get(address).status_code == 200
    again = client.get("/accounts/calendar/").content.decode()
    assert ".ics" not in again
    assert "You have an address" in again
    assert client.post("/accounts/calendar/switch-off/").headers["Location"] == "/accounts/calendar/"
    assert client.get(address).status_code == 404


def test_a_person_has_one_address(business: User) -> None:
    make_calendar_address(by=business)

    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarFeed.objects.create(user=business, sha256="0" * 64, made_at=timezone.now())


def test_two_people_never_share_an_address(business: User) -> None:
    make_calendar_address(by=business)
    other = UserFactory.create(email="other@example.org")

    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarFeed.objects.create(user=other, sha256=CalendarFeed.objects.get().sha256, made_at=timezone.now())


def test_file_is_as_rfc_5545_has_it() -> None:
    entry = Entry("action-1.a@b", date(2024, 2, 29), "Action 1 due " + "é" * 80, "https://example.org/1")

    written = write_calendar([entry], name="Plans", now=datetime(2024, 1, 1, 9, tzinfo=UTC))

    assert written.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\nX-PUBLISHED-TTL:PT6H\r\n" in written
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    calendar = cast("Any", Calendar.from_ical(written))
    assert (str(calendar["version"]), str(calendar["method"])) == ("2.0", "PUBLISH")
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtend") == date(2024, 3, 1)
    assert event.decoded("dtstamp") == datetime(2024, 1, 1, 9, tzinfo=UTC)
    assert str(event["transp"]) == "TRANSPARENT"


@pytest.mark.parametrize("many", [1, 3])
def test_feed_costs_as_many_queries_for_three_as_for_one(
    *,
    many: int,
    thurrock: Partnership,
    period: ReportingPeriod,
    business: User,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    plan = a_rated_plan(thurrock, actions=many)
    for at, action in enumerate(plan.actions.all()):
        rated(action, "amber", period)
        Milestone.objects.create(action=action, position=1, text="One", due_on=date(2021, 1, 1), due_precision="day")
        Meeting.objects.create(partnership=thurrock, name=f"Group {at}", held_on=timezone.localdate())
        a_check(action, period, business)
    token = make_calendar_address(by=business)

    with django_assert_num_queries(23):
        answer = client.get(reverse("calendar_feed", args=[token]))
    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 4 * many
