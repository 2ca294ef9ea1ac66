"""Pages and files as they stood on an earlier day: they say so, keep to it, and are shown to whom sees them today."""

import csv
from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts.models import Partnership, User
from plans.models import Action, ActionPlan
from plans.services import move_due_date, set_leads, withdraw_action
from ratings.models import ReportingPeriod
from ratings.services import close_period
from tests.factories import LeadFactory, PeriodFactory, a_rated_plan, rated
from tests.travelling import Calendar

ClientFor = Callable[[User], Client]
THEN, LATER = date(2021, 2, 3), date(2021, 3, 4)


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    return Calendar(monkeypatch, THEN)


@pytest.fixture
def period(thurrock: Partnership, calendar: Calendar) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock)


@pytest.fixture
def plan(thurrock: Partnership, period: ReportingPeriod, business: User, calendar: Calendar) -> ActionPlan:
    """Amber on 3 February; since 4 March blue, its second action withdrawn, the date of its first one moved."""
    plan = a_rated_plan(thurrock, actions=2, title="Peer review")
    first, second = plan.actions.all()
    rating = rated(first, "amber", period)
    calendar.go_to(LATER)
    rating.level = rating.level.scale.levels.get(code="blue")
    rating.save()
    withdraw_action(action=second, seen_revision=1, reason="Done elsewhere.", by=business)
    move_due_date(
        action=first, due_on=date(2021, 9, 30), precision="day", reason="Late.", agreed_by="the Chair", by=business
    )
    return plan


def main(page: object) -> str:
    html = page.content.decode()  # type: ignore[attr-defined]  # an answer of the test client
    return " ".join(html.split("<main", 1)[1].split("</main>", 1)[0].split())


def test_plan_is_shown_as_it_stood_and_says_so(plan: ActionPlan, business: User, client_for: ClientFor) -> None:
    now = client_for(business).get(f"/thurrock/plans/{plan.pk}/")
    then = client_for(business).get(f"/thurrock/plans/{plan.pk}/?as_at=2021-02-03")

    assert "As it stood at the end of 3 February 2021." in main(then)
    assert "Nothing here can be changed." in main(then)
    assert f'<a class="govuk-link app-no-print" data-today href="/thurrock/plans/{plan.pk}/">' in main(then)
    assert "<title>Peer review – As it stood at the end of 3 February 2021" in then.content.decode()
    assert [found.context["counts"].actions for found in (now, then)] == [1, 2]
    assert "now 30 September 2021" in main(now)
    assert "30 September 2021" not in main(then)
    assert "Done elsewhere." in main(now)
    assert "Done elsewhere." not in main(then)


def test_steps_that_change_something_are_not_offered(plan: ActionPlan, business: User, client_for: ClientFor) -> None:
    action = plan.actions.all()[0]
    for address in (f"/thurrock/plans/{plan.pk}/", f"/thurrock/actions/{action.pk}/", "/thurrock/actions/"):
        now = main(client_for(business).get(address))
        then = main(client_for(business).get(f"{address}?as_at=2021-02-03"))

        assert f"/thurrock/actions/{action.pk}/update/" in now
        assert "/update/" not in then
        assert "/sitting/" not in then
        assert "/withdraw/" not in then


def test_links_keep_the_day(plan: ActionPlan, business: User, client_for: ClientFor) -> None:
    then = main(client_for(business).get("/thurrock/plans/?as_at=2021-02-03"))

    assert f'/thurrock/plans/{plan.pk}/?period={ReportingPeriod.objects.get().pk}&amp;as_at=2021-02-03"' in then
    assert '<input type="hidden" name="as_at" value="2021-02-03">' in then


def test_dashboard_counts_what_stood(plan: ActionPlan, partner: User, client_for: ClientFor) -> None:
    now = client_for(partner).get("/thurrock/dashboard/")
    then = client_for(partner).get("/thurrock/dashboard/?as_at=2021-02-03")

    assert [page.context["board"].totals.actions.value for page in (now, then)] == [1, 2]
    assert [page.context["board"].totals.incomplete.value for page in (now, then)] == [0, 2]


def test_before_anything_was_entered_there_is_nothing(plan: ActionPlan, partner: User, client_for: ClientFor) -> None:
    client = client_for(partner)

    assert "There are no reporting periods yet" in main(client.get("/thurrock/dashboard/?as_at=2020-01-01"))
    page = client.get(f"/thurrock/plans/{plan.pk}/?as_at=2020-01-01")
    assert page.status_code == 404
    assert "Not there on that day" in main(page)
    assert "1 January 2020" in main(page)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("2021-02-30", "is not a date that exists"),
        ("yesterday", "is not a date that exists"),
        ("2021-03-05", "5 March 2021 has not come yet"),
    ],
)
def test_day_that_cannot_be_is_refused_with_a_sentence(
    plan: ActionPlan, partner: User, client_for: ClientFor, asked: str, said: str
) -> None:
    page = client_for(partner).get(f"/thurrock/plans/{plan.pk}/?as_at={asked}")

    assert page.status_code == 422
    assert said in main(page)
    assert f'value="/thurrock/plans/{plan.pk}/"' in main(page)


class TestThePicker:
    def test_it_leads_to_the_page_on_that_day(self, plan: ActionPlan, partner: User, client_for: ClientFor) -> None:
        page = f"/thurrock/plans/{plan.pk}/?period=7"

        answer = client_for(partner).get(
            "/thurrock/as-at/", {"day_0": "3", "day_1": "2", "day_2": "2021", "page": page}
        )

        assert answer.headers["Location"] == f"{page}&as_at=2021-02-03"

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"day_0": "31", "day_1": "2", "day_2": "2021"}, "is not a date that exists"),
            ({"day_0": "5", "day_1": "3", "day_2": "2021"}, "has not come yet"),
            ({"day_0": "", "day_1": "", "day_2": ""}, "Enter a date"),
        ],
    )
    def test_it_asks_again_where_that_is_no_day(
        self, plan: ActionPlan, partner: User, client_for: ClientFor, typed: dict[str, str], said: str
    ) -> None:
        answer = client_for(partner).get("/thurrock/as-at/", typed)

        assert answer.status_code == 422
        assert said in main(answer)

    @pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/x", "/thurrock/people/", "/x\\y", ""])
    def test_it_leads_to_pages_of_the_service_alone(
        self, plan: ActionPlan, partner: User, client_for: ClientFor, elsewhere: str
    ) -> None:
        typed = {"day_0": "3", "day_1": "2", "day_2": "2021", "page": elsewhere}

        answer = client_for(partner).get("/thurrock/as-at/", typed)

        assert answer.headers["Location"] == "/thurrock/plans/?as_at=2021-02-03"

    def test_it_stands_on_the_pages_that_people_open_first(
        self, plan: ActionPlan, partner: User, client_for: ClientFor
    ) -> None:
        for address in ("dashboard/", "plans/", f"plans/{plan.pk}/", "actions/"):
            assert 'action="/thurrock/as-at/"' in main(client_for(partner).get(f"/thurrock/{address}"))


class TestWhoSeesIt:
    def test_lead_sees_on_any_day_the_plans_that_are_theirs_today(
        self, plan: ActionPlan, thurrock: Partnership, business: User, lead_person: User, client_for: ClientFor
    ) -> None:
        group = LeadFactory.create(partnership=thurrock)
        group.people.add(lead_person)
        set_leads(action=plan.actions.all()[0], leads=[group], by=business)

        page = client_for(lead_person).get(f"/thurrock/plans/{plan.pk}/?as_at=2021-02-03")

        assert (page.status_code, page.context["counts"].actions) == (200, 2)

    def test_lead_of_that_day_sees_nothing_of_what_is_no_longer_theirs(
        self,
        plan: ActionPlan,
        thurrock: Partnership,
        lead_person: User,
        client_for: ClientFor,
        calendar: Calendar,
    ) -> None:
        group = LeadFactory.create(partnership=thurrock)
        group.people.add(lead_person)
        action = plan.actions.all()[0]
        action.leads.set([group])
        led_until = calendar.day
        calendar.next_day()
        action.leads.clear()

        page = client_for(lead_person).get(f"/thurrock/plans/{plan.pk}/?as_at={led_until}")

        assert page.status_code == 404
        assert "Peer review" not in page.content.decode()

    def test_other_partnership_and_committee_learn_nothing(
        self, plan: ActionPlan, southend: User, committee: User, client_for: ClientFor
    ) -> None:
        for person in (southend, committee):
            assert client_for(person).get(f"/thurrock/plans/{plan.pk}/?as_at=2021-02-03").status_code == 404


def test_closed_period_leads_to_the_day_of_its_closing(
    plan: ActionPlan, business: User, partner: User, client_for: ClientFor, calendar: Calendar
) -> None:
    period = ReportingPeriod.objects.get()
    close_period(period=period, by=business)
    calendar.next_day(30)

    for address in ("/thurrock/dashboard/", f"/thurrock/plans/{plan.pk}/"):
        page = main(client_for(partner).get(f"{address}?period={period.pk}"))
        assert f'href="?period={period.pk}&amp;as_at=2021-03-04"' in page
    then = client_for(partner).get(f"/thurrock/plans/{plan.pk}/?period={period.pk}&as_at=2021-02-03")
    assert then.context["chosen"].period.is_open


class TestFiles:
    def test_workbook_says_its_day_in_its_name_and_at_its_head(
        self, plan: ActionPlan, partner: User, client_for: ClientFor
    ) -> None:
        answer = client_for(partner).get(f"/thurrock/plans/{plan.pk}/export/xlsx/?as_at=2021-02-03")

        sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
        assert "-as-at-2021-02-03.xlsx" in answer.headers["Content-Disposition"]
        assert sheet["A1"].value == "Peer review (As it stood at the end of 3 February 2021)"

    def test_table_says_its_day_in_its_name_and_in_each_row(
        self, plan: ActionPlan, partner: User, client_for: ClientFor
    ) -> None:
        answer = client_for(partner).get(f"/thurrock/plans/{plan.pk}/export/csv/?as_at=2021-02-03")

        rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
        assert "-as-at-2021-02-03.csv" in answer.headers["Content-Disposition"]
        assert [row["Plan"] for row in rows] == ["Peer review (As it stood at the end of 3 February 2021)"] * 2


@pytest.mark.parametrize("many", [1, 3])
def test_an_earlier_day_costs_no_query_more_than_today(
    period: ReportingPeriod, partner: User, client_for: ClientFor, calendar: Calendar, many: int
) -> None:
    thurrock = period.partnership
    for _ in range(many):
        for action in a_rated_plan(thurrock, actions=many).actions.all():
            action.leads.set([LeadFactory.create(partnership=thurrock)])
            rated(action, "amber", period)
    calendar.next_day(2)
    action = Action.objects.all()[0]
    client = client_for(partner)
    pages = ("dashboard/", "plans/", f"plans/{action.plan_id}/", "actions/", f"actions/{action.pk}/")
    for page in (*pages, f"plans/{action.plan_id}/export/xlsx/", "history/"):
        counts = []
        for asked in ("", f"?as_at={THEN}"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"/thurrock/{page}{asked}").status_code == 200
            counts.append(len(queries))
        # Fewer where a page asks what the person could do today.
        assert counts[1] <= counts[0], page
