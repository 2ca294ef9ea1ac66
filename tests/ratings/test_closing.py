"""A period from open through closing to closed: what is missing, who chases it, and what then changes no more."""

import html
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.admin.sites import site
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Agency, Partnership, User
from accounts.rules import RuleBroken
from plans.models import Action, ActionPlan, Meeting, ProgressUpdate
from ratings.missing import Lack, read_missing
from ratings.models import PeriodStatus, Rating, ReportingPeriod
from ratings.services import (
    ActionChanges,
    NewRating,
    add_period,
    close_period,
    rate,
    record_changes,
    start_closing,
    stop_closing,
)
from spreadsheets.services import import_document, undo_import
from spreadsheets.services.committing import CannotBeImported
from tests.factories import (
    AgencyFactory,
    LeadFactory,
    PeriodFactory,
    ProgressUpdateFactory,
    a_rated_plan,
    rated,
)

ClientFor = Callable[[User], Client]
TODAY = date(2021, 4, 15)
RATED = b"Ref,Action,Lead,Timescale,Progress,RAG\n1,Hold a meeting,Audit Group,31/03/2021,Held,Green\n"


@pytest.fixture
def period(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock)


@pytest.fixture
def plan(thurrock: Partnership) -> ActionPlan:
    return a_rated_plan(thurrock, actions=3, title="Peer review")


@pytest.fixture
def client(business: User, client_for: ClientFor) -> Client:
    return client_for(business)


def address(name: str, **kwargs: Any) -> str:
    return reverse(f"ratings:{name}", kwargs={"partnership": "thurrock", **kwargs})


def text_of(response: Any) -> str:
    return html.unescape(response.content.decode())


def level(plan: ActionPlan, code: str, reason: str = "") -> NewRating:
    scale = plan.rating_setup.scale
    return NewRating(scale.dimensions.get(), scale.levels.get(code=code), reason)


def lacks(period: ReportingPeriod) -> dict[str, tuple[Lack, ...]]:
    found = read_missing(Action.objects.all(), period=period, today=TODAY)
    labels = {action.pk: action.label for action in Action.objects.all()}
    return {labels[row.action_id]: row.lacks for row in found}


# --- What is missing ------------------------------------------------------------------------------------------------


def test_missing_names_rating_progress_and_a_new_date(plan: ActionPlan, period: ReportingPeriod) -> None:
    done, spoken, silent = plan.actions.order_by("position")
    rated(done, "blue", period)
    rated(spoken, "green", period)
    ProgressUpdateFactory.create(action=silent, as_at=date(2021, 2, 1))
    Action.objects.filter(pk=silent.pk).update(due_on=date(2021, 2, 28))

    assert lacks(period) == {"3": (Lack.RATING, Lack.NEW_DATE)}


def test_missing_names_a_level_without_its_reason(plan: ActionPlan, period: ReportingPeriod) -> None:
    first, second, third = plan.actions.order_by("position")
    rated(first, "amber", period)
    rated(second, "amber", period, reason="Waiting for data.")
    rated(third, "blue", period)
    for action in (first, second):
        ProgressUpdateFactory.create(action=action, as_at=date(2021, 2, 1))

    assert lacks(period) == {"1": (Lack.REASON,)}


def test_missing_names_what_is_claimed_and_not_verified(plan: ActionPlan, period: ReportingPeriod) -> None:
    plan.rating_setup.scale.levels.filter(code="blue").update(needs_verification=True)
    for action in plan.actions.all():
        rated(action, "blue" if action.reference == "2" else "green", period)

    assert lacks(period) == {"2": (Lack.VERIFICATION,)}


def test_missing_asks_nothing_of_a_plan_that_ended_before(thurrock: Partnership, period: ReportingPeriod) -> None:
    a_rated_plan(thurrock, actions=1, starts_on=date(2019, 4, 1), ends_on=date(2020, 3, 31))

    assert lacks(period) == {}


def test_every_number_of_the_closing_page_opens_a_list_of_as_many_actions(
    client: Client, thurrock: Partnership, plan: ActionPlan, period: ReportingPeriod
) -> None:
    agency: Agency = AgencyFactory.create(name="Essex Police")
    police = LeadFactory.create(partnership=thurrock, name="Police", agency=agency)
    group = LeadFactory.create(partnership=thurrock, name="LPR Group")
    first, second, third = plan.actions.order_by("position")
    first.leads.add(police, group)
    second.leads.add(group)
    rated(third, "amber", period)
    start_closing(period=period, by=User.objects.get(email="business@example.org"))

    overview = client.get(address("period", pk=period.pk)).context["missing"]

    rows = [overview.total, *(row for table in overview.tables for row in table.rows)]
    names = {row.name for row in rows}
    assert {"All", "Peer review", "Police", "LPR Group", "No lead", "Essex Police", "Of no agency"} == names
    for row in rows:
        assert len(client.get(row.url).context["actions"]) == row.actions, row.name
        for cell in row.cells:
            assert len(client.get(cell.url).context["actions"]) == cell.number, (row.name, cell.words)


def test_list_of_a_lead_is_ready_to_copy_and_names_where_to_say_it(
    client: Client, thurrock: Partnership, plan: ActionPlan, period: ReportingPeriod
) -> None:
    group = LeadFactory.create(partnership=thurrock, name="LPR Group")
    action = plan.actions.get(reference="2")
    action.leads.add(group)

    page = text_of(client.get(f"{address('period_missing', pk=period.pk)}?lead={group.pk}"))

    assert "Still missing: 2020/21 Q4, LPR Group" in page
    assert "Peer review, 2 (due 31 March 2021): Action 2" in page
    assert f"http://testserver/thurrock/actions/{action.pk}/update/" in page
    assert "Action 1" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_closing_page_is_read_in_the_same_number_of_queries(
    client: Client,
    thurrock: Partnership,
    period: ReportingPeriod,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        plan = a_rated_plan(thurrock, actions=count)
        plan.actions.get(reference="1").leads.add(LeadFactory.create(partnership=thurrock, name=f"Lead {number}"))

    with django_assert_num_queries(CLOSING_QUERIES):
        client.get(address("period", pk=period.pk))
    with django_assert_num_queries(MISSING_QUERIES):
        client.get(address("period_missing", pk=period.pk))


CLOSING_QUERIES = 24
MISSING_QUERIES = 27


# --- Open, closing, closed ------------------------------------------------------------------------------------------


def test_closing_period_still_takes_ratings_and_says_that_it_is_closing(
    client: Client, plan: ActionPlan, period: ReportingPeriod, business: User
) -> None:
    client.post(address("period_closing", pk=period.pk))

    rate(action=plan.actions.get(reference="1"), period=period, new=level(plan, "green"), by=business)

    page = text_of(client.get(address("period", pk=period.pk)))
    assert "Business Persona began to close the period." in page
    assert "what is missing can still be given" in page
    assert Rating.objects.count() == 1


def test_closing_can_be_left_off(client: Client, period: ReportingPeriod) -> None:
    client.post(address("period_closing", pk=period.pk))

    page = text_of(client.post(address("period_stay_open", pk=period.pk), follow=True))

    period.refresh_from_db()
    assert period.status == PeriodStatus.OPEN
    assert "Business Persona left the period open." in page


def test_steps_out_of_turn_are_refused_in_a_sentence(period: ReportingPeriod, business: User) -> None:
    with pytest.raises(RuleBroken, match="is not being closed"):
        stop_closing(period=period, by=business)
    start_closing(period=period, by=business)
    with pytest.raises(RuleBroken, match="is closing already"):
        start_closing(period=period, by=business)
    close_period(period=period, by=business)
    for step in (start_closing, stop_closing, close_period):
        with pytest.raises(RuleBroken, match="is closed already"):
            step(period=period, by=business)

    assert ReportingPeriod.history.filter(id=period.pk).count() == 3


def test_closing_is_asked_once_more_with_what_will_stand(
    client: Client, plan: ActionPlan, period: ReportingPeriod
) -> None:
    rated(plan.actions.get(reference="1"), "green", period)

    page = text_of(client.get(address("period_close", pk=period.pk)))

    assert "2 actions have no update; they will stand as No update." in page
    period.refresh_from_db()
    assert period.is_open


def test_closing_over_what_is_missing_wants_to_be_confirmed(
    client: Client, plan: ActionPlan, period: ReportingPeriod
) -> None:
    refused = client.post(address("period_close", pk=period.pk), {"accepted": "3"})
    taken = client.post(address("period_close", pk=period.pk), {"accepted": "3", "confirmed": "on"})

    assert refused.status_code == 422
    assert "Confirm that what is missing stands as it is" in text_of(refused)
    assert taken.status_code == 302
    page = text_of(client.get(taken["Location"]))
    assert "Business Persona closed the period." in page
    assert "3 actions had no update and stand as No update." in page


def test_closing_is_refused_where_more_is_missing_than_was_seen(
    client: Client, plan: ActionPlan, period: ReportingPeriod
) -> None:
    refused = client.post(address("period_close", pk=period.pk), {"accepted": "2", "confirmed": "on"})

    period.refresh_from_db()
    page = text_of(refused)
    assert refused.status_code == 422
    assert period.is_open
    assert "Look again before you close: 3 actions have no update" in page
    assert 'name="accepted" value="3"' in page


def test_period_is_closed_without_a_question_where_nothing_is_missing(
    client: Client, period: ReportingPeriod, business: User
) -> None:
    response = client.post(address("period_close", pk=period.pk), {"accepted": "0"})

    period.refresh_from_db()
    assert (response.status_code, period.is_open, period.closed_by) == (302, False, business)


# --- A closed period does not change --------------------------------------------------------------------------------


def test_closed_period_refuses_every_service(plan: ActionPlan, period: ReportingPeriod, business: User) -> None:
    action = plan.actions.get(reference="1")
    rate(action=action, period=period, new=level(plan, "green"), by=business)
    close_period(period=period, by=business)
    changes = (
        ActionChanges(progress="Late."),
        ActionChanges(ratings=[level(plan, "blue", "Late.")]),
        ActionChanges(unchanged=True),
    )

    with pytest.raises(RuleBroken, match="is closed"):
        rate(action=action, period=period, new=level(plan, "blue", "Late."), by=business)
    for each in changes:
        with pytest.raises(RuleBroken, match="is closed"):
            record_changes(action=action, period=period, changes=each, seen_revision=1, by=business)

    assert [rating.level.code for rating in Rating.objects.all()] == ["green"]
    assert not ProgressUpdate.objects.exists()


def test_closed_period_refuses_an_import_of_its_ratings_and_of_what_was_said(
    thurrock: Partnership, period: ReportingPeriod, business: User
) -> None:
    close_period(period=period, by=business)
    said = b"Ref,Action,Lead,Timescale,Progress\n1,Hold a meeting,Audit Group,31/03/2021,Held\n"

    for data in (RATED, said):
        with pytest.raises(CannotBeImported, match="2020/21 Q4 is closed"):
            import_document(partnership=thurrock, file_name="late.csv", data=data, period=period, by=business)

    assert not Action.objects.exists()


def test_import_whose_updates_stand_in_a_period_closed_since_is_not_undone(
    thurrock: Partnership, period: ReportingPeriod, business: User
) -> None:
    said = b"Ref,Action,Lead,Timescale,Progress\n1,Hold a meeting,Audit Group,31/03/2021,Held\n"
    run = import_document(partnership=thurrock, file_name="said.csv", data=said, period=period, by=business)
    close_period(period=period, by=business)

    with pytest.raises(RuleBroken, match="2020/21 Q4 was closed, with updates of this import in it"):
        undo_import(run=run, by=business)

    assert ProgressUpdate.objects.exists()


@pytest.mark.parametrize("model", [ReportingPeriod, Rating, ProgressUpdate])
def test_admin_only_looks(model: Any, rf: RequestFactory, administrator: User) -> None:
    administrator.is_staff = administrator.is_superuser = True
    request = rf.get("/admin/")
    request.user = administrator
    admin = site.get_model_admin(model)

    assert not admin.has_add_permission(request)
    assert not admin.has_change_permission(request)
    assert not admin.has_delete_permission(request)


# --- Periods that end on a meeting ----------------------------------------------------------------------------------


@pytest.fixture
def meeting(thurrock: Partnership) -> Meeting:
    return Meeting.objects.create(partnership=thurrock, name="Committee", held_on=date(2021, 3, 9))


def started(year: str = "2021") -> dict[str, str]:
    return {"starts_on_0": "1", "starts_on_1": "1", "starts_on_2": year}


def test_period_ends_on_the_chosen_meeting_and_bears_its_name(
    client: Client, thurrock: Partnership, meeting: Meeting
) -> None:
    response = client.post(address("period_add"), {"meeting": meeting.pk, **started()})

    period = thurrock.periods.get()
    assert response.status_code == 302
    assert (period.name, period.ends_on, period.meeting) == ("Committee, 9 March 2021", date(2021, 3, 9), meeting)


def test_period_that_starts_after_its_meeting_is_refused(
    client: Client, thurrock: Partnership, meeting: Meeting
) -> None:
    response = client.post(address("period_add"), {"meeting": meeting.pk, **started("2022")})

    assert response.status_code == 422
    assert 'href="#id_starts_on_0">The period ends before it starts.' in text_of(response)
    assert not thurrock.periods.exists()


def test_period_of_another_partnerships_meeting_is_refused(
    client: Client, thurrock: Partnership, other_partnership: Partnership, business: User
) -> None:
    foreign = Meeting.objects.create(partnership=other_partnership, name="Board", held_on=date(2021, 3, 9))

    response = client.post(address("period_add"), {"meeting": foreign.pk, **started()})

    assert response.status_code == 422
    with pytest.raises(RuleBroken, match="meeting of this partnership"):
        add_period(partnership=thurrock, name="", starts_on=date(2021, 1, 1), meeting=foreign, by=business)
    assert not thurrock.periods.exists()


def test_period_needs_a_meeting_or_its_date(client: Client, thurrock: Partnership) -> None:
    response = client.post(address("period_add"), {"name": "Up to the Committee", **started()})

    assert response.status_code == 422
    assert "Choose the meeting, or enter its date." in text_of(response)
    assert not thurrock.periods.exists()


def test_meeting_and_another_date_together_are_refused(thurrock: Partnership, meeting: Meeting, business: User) -> None:
    with pytest.raises(RuleBroken, match="not both") as refused:
        add_period(
            partnership=thurrock,
            name="",
            starts_on=date(2021, 1, 1),
            ends_on=date(2021, 3, 10),
            meeting=meeting,
            by=business,
        )

    assert refused.value.field == "ends_on"


def test_closing_period_is_not_closed_yet_in_the_database(period: ReportingPeriod, business: User) -> None:
    with pytest.raises(IntegrityError, match="a_closed_period_has_a_date"), transaction.atomic():
        ReportingPeriod.objects.filter(pk=period.pk).update(
            status=PeriodStatus.CLOSING, closed_at=timezone.now(), closed_by=business
        )
