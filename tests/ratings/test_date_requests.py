"""A lead asks for a new date, the business team grants or refuses; and the ledger marks late moves for a meeting."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Partnership, User
from accounts.rules import RuleBroken
from plans.date_request_services import ask_new_date, decide_date_request, take_back_date_request
from plans.late_moves import MeetingDay, mark_of
from plans.models import Action, DateRequest, Meeting, RequestStatus
from plans.services import move_due_date, withdraw_action
from ratings.history import read_history
from tests.factories import LeadFactory, a_rated_plan

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], Client]
SEPTEMBER = date(2021, 9, 30)


@pytest.fixture
def action(thurrock: Partnership, lead_person: User) -> Action:
    """An action due on 31 March 2021 that the lead person leads."""
    made = a_rated_plan(thurrock, actions=1).actions.get()
    lead = LeadFactory.create(partnership=thurrock)
    lead.people.add(lead_person)
    made.leads.add(lead)
    return made


def asked(action: Action, by: User, day: date = SEPTEMBER, reason: str = "The post is vacant.") -> DateRequest:
    return ask_new_date(action=action, wanted_on=day, precision="day", reason=reason, by=by)


def test_request_leaves_the_date_until_it_is_granted(action: Action, lead_person: User, business: User) -> None:
    request = asked(action, lead_person)
    action.refresh_from_db()
    before = action.due_on

    decide_date_request(request=request, grants=True, answer="", by=business)

    action.refresh_from_db()
    move = action.due_date_moves.get()
    assert (before, action.due_on, action.original_due_on) == (date(2021, 3, 31), SEPTEMBER, date(2021, 3, 31))
    assert (move.reason, move.asked_by, move.agreed_by) == ("The post is vacant.", str(lead_person), str(business))
    assert move.request == request
    assert action.revision == 2


def test_refused_request_leaves_the_date_and_keeps_the_answer(
    action: Action, lead_person: User, business: User
) -> None:
    request = asked(action, lead_person)

    with pytest.raises(RuleBroken) as unsaid:
        decide_date_request(request=request, grants=False, answer=" ", by=business)
    decided = decide_date_request(request=request, grants=False, answer="The meeting decided otherwise.", by=business)

    action.refresh_from_db()
    assert unsaid.value.field == "answer"
    assert action.due_on == date(2021, 3, 31)
    assert (decided.status, decided.answer) == (RequestStatus.REFUSED, "The meeting decided otherwise.")
    assert not action.due_date_moves.exists()


def test_of_two_who_decide_the_second_is_shown_what_the_first_did(
    action: Action, lead_person: User, business: User, administrator: User
) -> None:
    request = asked(action, lead_person)
    decide_date_request(request=request, grants=True, answer="", by=business)

    with pytest.raises(RuleBroken, match=f"answered already: granted, by {business}"):
        decide_date_request(request=request, grants=False, answer="No.", by=administrator)

    assert action.due_date_moves.count() == 1


def test_request_is_made_once_at_a_time(action: Action, lead_person: User) -> None:
    request = asked(action, lead_person)
    with pytest.raises(RuleBroken, match="the request waits for an answer"):
        asked(action, lead_person, date(2021, 12, 31))

    take_back_date_request(request=request, by=lead_person)
    asked(action, lead_person, date(2021, 12, 31))

    assert DateRequest.objects.filter(status=RequestStatus.ASKED).count() == 1


def test_database_holds_one_open_request_for_an_action(action: Action, lead_person: User) -> None:
    asked(action, lead_person)

    with pytest.raises(IntegrityError):
        DateRequest.objects.create(
            action=action,
            wanted_on=SEPTEMBER,
            wanted_precision="day",
            reason="x",
            asked_by=lead_person,
            asked_at=timezone.now(),
        )


@pytest.mark.parametrize(
    ("day", "reason", "field"),
    [(date(2021, 3, 31), "So", "wanted_on"), (date(2019, 1, 1), "So", "wanted_on"), (SEPTEMBER, " ", "reason")],
)
def test_request_that_cannot_be_is_refused_at_its_field(
    action: Action, lead_person: User, day: date, reason: str, field: str
) -> None:
    action.plan.starts_on = date(2020, 4, 1)
    action.plan.save()

    with pytest.raises(RuleBroken) as refused:
        asked(action, lead_person, day, reason)

    assert refused.value.field == field
    assert not DateRequest.objects.exists()


def test_request_for_an_action_of_another_or_a_withdrawn_one_is_refused(
    action: Action, lead_person: User, partner: User, business: User
) -> None:
    with pytest.raises(PermissionDenied):
        asked(action, partner)
    with pytest.raises(PermissionDenied):
        decide_date_request(request=asked(action, lead_person), grants=True, answer="", by=lead_person)
    withdraw_action(action=action, seen_revision=1, reason="Merged", by=business)
    with pytest.raises(RuleBroken, match="withdrawn"):
        asked(action, lead_person)


def test_request_of_another_person_is_not_taken_back(action: Action, lead_person: User, business: User) -> None:
    with pytest.raises(RuleBroken, match="Only whoever asked"):
        take_back_date_request(request=asked(action, lead_person), by=business)


def test_history_tells_who_asked_and_who_granted(action: Action, lead_person: User, business: User) -> None:
    decide_date_request(request=asked(action, lead_person), grants=True, answer="Agreed at MEB.", by=business)

    told = " ".join(entry.sentence for entry in read_history(action))

    assert f"{lead_person} asked for the new date 30 September 2021: The post is vacant." in told
    assert f"{business} granted the new date 30 September 2021 that {lead_person} asked for: Agreed at MEB." in told
    assert "moved the due date from 31 March 2021 to 30 September 2021" in told


@pytest.mark.parametrize(
    ("moved_on", "marked"),
    [
        (date(2021, 2, 22), None),
        (date(2021, 2, 23), ("Committee", 14)),
        (date(2021, 3, 9), ("Committee", 0)),
        (date(2021, 3, 10), None),
        (date(2021, 6, 1), ("Strategic Group", 9)),
    ],
)
def test_move_is_marked_for_the_meeting_that_it_was_made_shortly_before(
    moved_on: date, marked: tuple[str, int] | None
) -> None:
    meetings = [MeetingDay(1, "Committee", date(2021, 3, 9)), MeetingDay(2, "Strategic Group", date(2021, 6, 10))]

    mark = mark_of(moved_on, meetings, days=14)

    assert (mark and (mark.meeting.name, mark.days)) == marked


def test_ledger_shows_late_moves_and_narrows_to_a_meeting(
    thurrock: Partnership, action: Action, business: User, client_for: ClientFor
) -> None:
    meeting = Meeting.objects.create(partnership=thurrock, name="Committee", held_on=date(2021, 3, 9))
    early = a_rated_plan(thurrock, actions=1, title="Other plan").actions.get()
    for each, day in ((early, 1), (action, 5)):
        with patch("django.utils.timezone.now", return_value=datetime(2021, 3, day, 12, tzinfo=UTC)):
            move_due_date(action=each, due_on=SEPTEMBER, precision="day", reason="Late", agreed_by="MEB", by=business)
    client, address = client_for(business), reverse("ratings:slips", args=[thurrock.slug])

    everything = client.get(address).content.decode()
    narrowed = client.get(address, {"meeting": meeting.pk}).content.decode()
    page = client.get(reverse("ratings:action", args=[thurrock.slug, action.pk])).content.decode()

    assert "Moved 4 days before Committee, 9 March 2021" in everything
    assert "Moved 8 days before Committee, 9 March 2021" in narrowed
    assert "Other plan" in everything
    assert "Moved 4 days before Committee" in page
    assert "agreed by MEB" in page


def test_page_keeps_what_was_typed_and_names_an_impossible_date(
    thurrock: Partnership, action: Action, lead_person: User, client_for: ClientFor
) -> None:
    client, address = client_for(lead_person), reverse("ratings:ask_date", args=[thurrock.slug, action.pk])

    refused = client.post(address, {"wanted_on": "31/04/2022", "reason": "Vacant"})
    accepted = client.post(address, {"wanted_on": "September 2021", "reason": "Vacant"})

    assert refused.status_code == 422
    assert "31/04/2022" in refused.content.decode()
    assert accepted.status_code == 302
    request = DateRequest.objects.get()
    assert (request.wanted_on, request.wanted_precision) == (SEPTEMBER, "month")
