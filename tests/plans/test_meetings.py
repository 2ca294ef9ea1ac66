"""Meetings: entered several at once, taken back, and what "as per meeting cycle" takes its date from."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Partnership, User
from accounts.rules import RuleBroken
from plans.cycles import next_meetings
from plans.meeting_services import add_meetings, remove_meeting
from plans.models import Action, Lead, LeadWording, Meeting
from tests.factories import ActionFactory, ActionPlanFactory, LeadFactory

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], Client]
MARCH, JUNE = date(2022, 3, 14), date(2022, 6, 13)


@pytest.fixture
def group(thurrock: Partnership) -> Lead:
    return LeadFactory.create(partnership=thurrock, name="Audit Group")


def entered(thurrock: Partnership, business: User, group: Lead | None, *days: date) -> list[Meeting]:
    return add_meetings(partnership=thurrock, name="Audit Group", group=group, days=days, by=business)


def cyclic(thurrock: Partnership, lead: Lead, text: str = "As per meeting cycle") -> Action:
    plan = ActionPlanFactory.create(partnership=thurrock)
    return ActionFactory.create(plan=plan, leads=[lead], timescale_kind="cycle", timescale_text=text, recurrence=text)


def test_meetings_are_entered_once_each(thurrock: Partnership, business: User, group: Lead) -> None:
    entered(thurrock, business, group, MARCH)

    made = entered(thurrock, business, group, JUNE, MARCH)

    assert [meeting.held_on for meeting in made] == [JUNE]
    with pytest.raises(RuleBroken) as refused:
        entered(thurrock, business, group, MARCH)
    assert refused.value.field == "days"


def test_database_holds_a_meeting_once(thurrock: Partnership) -> None:
    Meeting.objects.create(partnership=thurrock, name="Strategic Group", held_on=MARCH)

    with pytest.raises(IntegrityError, match=r"one_meeting_per_name_and_day|UNIQUE"):
        Meeting.objects.create(partnership=thurrock, name="Strategic Group", held_on=MARCH)


def test_group_of_another_partnership_is_refused(
    thurrock: Partnership, business: User, other_partnership: Partnership
) -> None:
    with pytest.raises(RuleBroken) as refused:
        entered(thurrock, business, LeadFactory.create(partnership=other_partnership), MARCH)

    assert refused.value.field == "group"


def test_only_those_who_run_periods_enter_and_take_back(thurrock: Partnership, business: User, partner: User) -> None:
    (meeting,) = entered(thurrock, business, None, MARCH)

    with pytest.raises(PermissionDenied):
        entered(thurrock, partner, None, JUNE)
    with pytest.raises(PermissionDenied):
        remove_meeting(meeting=meeting, by=partner)
    assert Meeting.objects.count() == 1


def test_meeting_taken_back_stays_in_the_history(thurrock: Partnership, business: User) -> None:
    (meeting,) = entered(thurrock, business, None, MARCH)

    remove_meeting(meeting=meeting, by=business)

    assert not Meeting.objects.exists()
    last = Meeting.history.latest("history_id")
    assert (last.history_type, last.history_user) == ("-", business)


def test_action_takes_the_next_date_of_its_group(thurrock: Partnership, business: User, group: Lead) -> None:
    action = cyclic(thurrock, group)
    assert next_meetings([action], partnership_id=thurrock.pk, on=MARCH) == {}

    entered(thurrock, business, group, MARCH, JUNE)

    assert next_meetings([action], partnership_id=thurrock.pk, on=MARCH)[action.pk].held_on == MARCH
    assert next_meetings([action], partnership_id=thurrock.pk, on=date(2022, 3, 15))[action.pk].held_on == JUNE
    assert next_meetings([action], partnership_id=thurrock.pk, on=date(2022, 7, 1)) == {}


def test_group_that_the_timescale_names_goes_before_the_lead(
    thurrock: Partnership, business: User, group: Lead
) -> None:
    other = LeadFactory.create(partnership=thurrock, name="Learning and Practice Review Group")
    LeadWording.objects.create(partnership=thurrock, lead=other, text="LPR Group")
    entered(thurrock, business, group, MARCH)
    add_meetings(partnership=thurrock, name="LPR", group=other, days=[JUNE], by=business)
    action = cyclic(thurrock, group, "At each LPR Group meeting")

    found = next_meetings([action], partnership_id=thurrock.pk, on=date(2022, 1, 1))

    assert found[action.pk].held_on == JUNE


@pytest.mark.parametrize("size", [1, 3])
def test_next_dates_take_two_queries(thurrock: Partnership, business: User, group: Lead, size: int) -> None:
    entered(thurrock, business, group, MARCH)
    pks = [cyclic(thurrock, group).pk for _ in range(size)]
    actions = list(Action.objects.filter(pk__in=pks).prefetch_related("leads"))

    with CaptureQueriesContext(connection) as queries:
        next_meetings(actions, partnership_id=thurrock.pk, on=MARCH)

    assert len(queries) == 2


def test_page_takes_several_dates_and_names_the_line_that_is_none(
    thurrock: Partnership, business: User, group: Lead, client_for: ClientFor
) -> None:
    client: Client = client_for(business)
    address = reverse("plans:meeting_add", args=[thurrock.slug])
    data = {"name": "Audit Group", "group": group.pk, "days": "14 March 2022\n\n31/06/2022"}

    refused = client.post(address, data)
    accepted = client.post(address, data | {"days": "14 March 2022\n13/6/22"})

    assert refused.status_code == 422
    assert "“31/06/2022” is not the date of a day" in refused.content.decode()
    assert accepted.status_code == 302
    assert [meeting.held_on for meeting in Meeting.objects.all()] == [MARCH, JUNE]
    assert "14 March 2022" in client.get(reverse("plans:meetings", args=[thurrock.slug])).content.decode()
