"""The history of all plans and of one: told to who may see them, narrowed by kind, person and time, and as a file."""

import csv
from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts.access import Access
from accounts.history import delete_many_with_history, save_with_history
from accounts.models import Partnership, User
from plans.models import Action, ActionPlan
from plans.services import add_progress, move_due_date, set_leads, withdraw_action
from ratings.histories.actions import of_actions
from ratings.histories.periods import of_periods
from ratings.histories.plans import of_plan_scales, of_plans
from ratings.histories.progress import of_progress
from ratings.histories.ratings import of_ratings
from ratings.histories.structure import of_headings, of_milestones
from ratings.history_page import Asked, read_page
from ratings.models import ReportingPeriod
from ratings.services import NewRating, Rules, close_period, rate, set_house_rules
from spreadsheets.services import import_document
from tests.factories import LeadFactory, PeriodFactory, a_rated_plan
from tests.travelling import Calendar

ClientFor = Callable[[User], Client]
FIRST, SECOND, THIRD = date(2021, 2, 1), date(2021, 2, 2), date(2021, 2, 3)


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    return Calendar(monkeypatch, FIRST)


@pytest.fixture
def period(thurrock: Partnership, calendar: Calendar) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock)


@pytest.fixture
def plan(period: ReportingPeriod, business: User, administrator: User, calendar: Calendar) -> ActionPlan:
    """Added on the first day; rated by the business team on the second; moved by the administrator on the third."""
    plan = a_rated_plan(period.partnership, actions=1, title="Peer review")
    action = plan.actions.get()
    scale = plan.rating_setup.scale
    calendar.go_to(SECOND)
    new = NewRating(scale.dimensions.get(), scale.levels.get(code="amber"), "=1+1")
    rate(action=action, period=period, new=new, by=business)
    calendar.go_to(THIRD)
    move_due_date(
        action=action,
        due_on=date(2021, 9, 30),
        precision="day",
        reason="Late.",
        agreed_by="",
        by=administrator,
    )
    return plan


def told(client: Client, address: str) -> list[str]:
    page = client.get(address)
    assert page.status_code == 200
    return [f"{entry.who} {entry.what}" for entry in page.context["entries"]]


RATED = "Business Persona gave the rating for 2020/21 Q4: Amber. =1+1"
MOVED = "Admin Persona moved the due date from 31 March 2021 to 30 September 2021: Late."


def test_everything_is_told_newest_first(plan: ActionPlan, partner: User, client_for: ClientFor) -> None:
    everything = told(client_for(partner), "/thurrock/history/")

    assert everything[:2] == [MOVED, RATED]
    assert "Import added the period 2020/21 Q4" in everything
    assert "Import added the plan Peer review" in everything
    assert "Import added the action as the document had it" in everything


def test_one_plan_tells_nothing_of_another(plan: ActionPlan, partner: User, client_for: ClientFor) -> None:
    other = a_rated_plan(plan.partnership, actions=1, title="Another")

    entries = told(client_for(partner), f"/thurrock/plans/{other.pk}/history/")

    assert MOVED not in entries
    assert "Import added the plan Another" in entries
    assert "Import added the plan Peer review" not in entries


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kind=rating", [RATED]),
        ("kind=due-date", [MOVED]),
        ("since_0=3&since_1=2&since_2=2021", [MOVED]),
        ("since_0=2&since_1=2&since_2=2021&until_0=2&until_1=2&until_2=2021", [RATED]),
        ("kind=rating&since_0=3&since_1=2&since_2=2021", []),
    ],
)
def test_it_is_narrowed_by_kind_and_time(
    plan: ActionPlan, partner: User, client_for: ClientFor, asked: str, found: list[str]
) -> None:
    for address in ("/thurrock/history/", f"/thurrock/plans/{plan.pk}/history/"):
        client = client_for(partner)
        # The page answers 422 to a kind that is nothing in that time, and shows nothing.
        page = client.get(f"{address}?{asked}")
        if found:
            assert [f"{entry.who} {entry.what}" for entry in page.context["entries"]] == found
        else:
            assert "Nothing of the kind is on record here" in page.content.decode()


def test_it_is_narrowed_by_person(plan: ActionPlan, business: User, partner: User, client_for: ClientFor) -> None:
    assert told(client_for(partner), f"/thurrock/history/?person={business.pk}") == [RATED]


def test_filter_offers_only_who_and_what_there_is(plan: ActionPlan, partner: User, client_for: ClientFor) -> None:
    form = client_for(partner).get(f"/thurrock/plans/{plan.pk}/history/").context["history"].form

    assert [name for _key, name in form.fields["person"].choices] == [
        "Any",
        "Admin Persona",
        "Business Persona",
        "Import",
    ]
    assert "challenge" not in dict(form.fields["kind"].choices)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("since_0=31&since_1=2&since_2=2021", "Enter a date that exists"),
        ("since_0=3&since_1=2&since_2=2021&until_0=2&until_1=2&until_2=2021", "comes before the first"),
    ],
)
def test_time_that_cannot_be_is_refused_with_a_sentence(
    plan: ActionPlan, partner: User, client_for: ClientFor, asked: str, said: str
) -> None:
    for address in ("/thurrock/history/", "/thurrock/history/export/csv/"):
        page = client_for(partner).get(f"{address}?{asked}")

        assert page.status_code == 422
        assert said in page.content.decode()


def test_change_within_the_time_is_told_against_what_stood_before_it(
    plan: ActionPlan, business: User, partner: User, client_for: ClientFor, calendar: Calendar
) -> None:
    scale, period = plan.rating_setup.scale, ReportingPeriod.objects.get()
    calendar.go_to(date(2021, 2, 9))
    new = NewRating(scale.dimensions.get(), scale.levels.get(code="red"), "Stopped.")
    rate(action=plan.actions.get(), period=period, new=new, by=business)

    entries = told(client_for(partner), "/thurrock/history/?since_0=9&since_1=2&since_2=2021")

    assert entries == ["Business Persona changed the rating for 2020/21 Q4 from Amber to Red: Stopped."]


def test_lead_is_told_of_their_own_plans_alone(
    plan: ActionPlan, lead_person: User, business: User, client_for: ClientFor
) -> None:
    group = LeadFactory.create(partnership=plan.partnership)
    group.people.add(lead_person)
    other = a_rated_plan(plan.partnership, actions=1, title="Another")
    assert told(client_for(lead_person), "/thurrock/history/") == []
    set_leads(action=plan.actions.get(), leads=[group], by=business)

    entries = told(client_for(lead_person), "/thurrock/history/")

    assert MOVED in entries
    assert not any("Another" in entry or "the period" in entry for entry in entries)
    assert client_for(lead_person).get(f"/thurrock/plans/{other.pk}/history/").status_code == 404


def test_what_is_no_more_is_told_without_a_link(
    plan: ActionPlan, business: User, partner: User, client_for: ClientFor
) -> None:
    gone = a_rated_plan(plan.partnership, actions=1, title="Gone")
    action = gone.actions.get()
    delete_many_with_history([action], by=business, reason="The import was undone.")

    page = client_for(partner).get("/thurrock/history/")

    assert "Business Persona removed the action: The import was undone." in page.content.decode()
    assert f"/actions/{action.pk}/" not in page.content.decode()


def test_imports_closings_and_withdrawals_are_kinds(
    plan: ActionPlan, business: User, partner: User, client_for: ClientFor
) -> None:
    data = b"Ref,Action,Lead,Timescale\n1,Hold a meeting,Audit Group,31/03/2021\n"
    import_document(partnership=plan.partnership, file_name="plan.csv", data=data, by=business, title="Imported")
    action = plan.actions.get()
    withdraw_action(action=action, seen_revision=action.revision, reason="Done elsewhere.", by=business)
    close_period(period=ReportingPeriod.objects.get(name="2020/21 Q4"), by=business)
    client = client_for(partner)

    found = {kind: told(client, f"/thurrock/history/?kind={kind}") for kind in ("import", "withdrawal", "period")}

    assert found["import"] == ["Business Persona imported “plan.csv” as “Imported”"]
    assert found["withdrawal"] == ["Business Persona withdrew the action: Done elsewhere."]
    assert found["period"][0].startswith("Business Persona closed the period 2020/21 Q4")


def test_scales_and_rules_are_told_with_the_partnership(
    plan: ActionPlan, administrator: User, partner: User, client_for: ClientFor
) -> None:
    level = plan.rating_setup.scale.levels.get(code="blue")
    level.word, level.is_complete = "Embedded", False
    save_with_history(level, by=administrator, reason="Agreed.")
    definition = level.definitions.get()
    definition.text = "It is how we work."
    save_with_history(definition, by=administrator)
    rules = Rules(moved_dates_stay_overdue=False, days_before_meeting=14, months=(3, 6, 12))
    set_house_rules(partnership=plan.partnership, rules=rules, by=administrator)

    entries = told(client_for(partner), f"/thurrock/history/?kind=scale&person={administrator.pk}")

    assert entries == [
        "Admin Persona added the house rules",
        "Admin Persona said what Embedded of BRAG means from 1 April 2019 on: “It is how we work.”",
        "Admin Persona changed the “word” of the level Embedded of BRAG from “Blue” to “Embedded”: Agreed.",
        "Admin Persona changed the “counts as complete” of the level Embedded of BRAG from “yes” to “no”: Agreed.",
    ]
    assert not any("BRAG means" in entry for entry in told(client_for(partner), f"/thurrock/plans/{plan.pk}/history/"))


def test_as_of_a_day_nothing_later_is_told(plan: ActionPlan, partner: User, client_for: ClientFor) -> None:
    entries = told(client_for(partner), f"/thurrock/history/?as_at={SECOND}")

    assert entries[0] == RATED


class TestFiles:
    def test_table_names_its_filter_and_runs_nothing(
        self, plan: ActionPlan, partner: User, client_for: ClientFor
    ) -> None:
        add_progress(action=plan.actions.get(), text="=cmd|'/c calc'!A1", as_at=THIRD, by=partner_of(plan))

        answer = client_for(partner).get(f"/thurrock/plans/{plan.pk}/history/export/csv/?kind=rating")

        rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
        assert rows[0] == [f"History of Peer review, {plan.partnership.name}"]
        assert rows[1][0].endswith(": Ratings")
        assert rows[4] == ["When", "Who", "Kind of change", "Plan", "Action", "What was done"]
        assert rows[5][1:] == ["Business Persona", "Ratings", "Peer review", "1", RATED.split(" ", 2)[2]]
        assert len(rows) == 6
        assert answer.headers["Content-Disposition"] == 'attachment; filename="thurrock-history-of-peer-review.csv"'

    @pytest.mark.parametrize("address", ["history/", "plans/{plan}/history/", "actions/{action}/history/"])
    def test_workbook_tells_what_the_page_tells(
        self, plan: ActionPlan, partner: User, client_for: ClientFor, address: str
    ) -> None:
        at = "/thurrock/" + address.format(plan=plan.pk, action=plan.actions.get().pk)
        client = client_for(partner)

        sheet = load_workbook(BytesIO(client.get(f"{at}export/xlsx/?kind=due-date").content)).worksheets[0]

        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
        assert [f"{row[1]} {row[5]}" for row in rows] == told(client, f"{at}?kind=due-date") == [MOVED]

    def test_a_reason_like_a_formula_stays_text(self, plan: ActionPlan, partner: User, client_for: ClientFor) -> None:
        Action.history.filter(id=plan.actions.get().pk).update(reference="=1+1")

        answer = client_for(partner).get("/thurrock/history/export/xlsx/")
        as_table = client_for(partner).get("/thurrock/history/export/csv/").content.decode("utf-8-sig")

        cells = [cell for row in load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows() for cell in row]
        assert {cell.data_type for cell in cells if cell.value == "=1+1"} == {"s"}
        assert ",'=1+1," in as_table
        assert ",=1+1," not in as_table


def partner_of(plan: ActionPlan) -> User:
    return User.objects.get(email="business@example.org")


def a_history(partnership: Partnership, *, many: int, by: User) -> None:
    for _ in range(many):
        for action in a_rated_plan(partnership, actions=many).actions.all():
            set_leads(action=action, leads=LeadFactory.create_batch(many, partnership=partnership), by=by)


@pytest.mark.parametrize("many", [1, 3])
def test_reading_the_first_sources_takes_thirteen_queries(
    period: ReportingPeriod, partner: User, business: User, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    a_history(period.partnership, many=many, by=business)
    first = [of_actions, of_milestones, of_ratings, of_progress, of_plans, of_headings, of_plan_scales, of_periods]
    monkeypatch.setattr("ratings.history.SOURCES", first)
    asked = Asked.of_partnership(Access.of(partner, period.partnership))

    with CaptureQueriesContext(connection) as queries:
        read_page(asked, QueryDict())

    assert len(queries) == 13


def test_reading_all_of_them_takes_the_same_whatever_was_done(
    period: ReportingPeriod, partner: User, business: User, client_for: ClientFor
) -> None:
    client, counts = client_for(partner), []
    for many in (1, 3):
        a_history(period.partnership, many=many, by=business)
        with CaptureQueriesContext(connection) as queries:
            client.get("/thurrock/history/")
        counts.append(len(queries))

    assert counts[0] == counts[1]
