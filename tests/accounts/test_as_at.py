"""Reading as it stood at the end of a day: which day, what the tables say of it, and that nothing can be written."""

from datetime import date, time

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.as_at import NotADay, as_it_stood, first_moment_after, read_day, standing_now, today
from accounts.as_at.links import keep_in_links, with_day
from accounts.as_at.standing import NothingCanBeChanged
from accounts.as_at.tables import past_tables
from accounts.history import delete_many_with_history, save_with_history
from accounts.models import Partnership, User
from plans.models import Action, ActionPlan, Lead
from tests.factories import ActionFactory, LeadFactory, a_rated_plan
from tests.travelling import Calendar

FIRST, SECOND, THIRD = date(2021, 5, 3), date(2021, 5, 4), date(2021, 5, 5)


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    return Calendar(monkeypatch, FIRST)


class TestTheDay:
    @pytest.mark.parametrize("text", ["", "3 May", "2021-02-30", "2021-5-3", "2021-13-01", "20210503", "2021-W18-1"])
    def test_what_is_no_date_is_refused_with_a_sentence(self, text: str) -> None:
        with pytest.raises(NotADay, match="is not a date that exists"):
            read_day(text, today=SECOND)

    def test_a_day_to_come_is_refused_with_a_sentence(self) -> None:
        with pytest.raises(NotADay, match="5 May 2021 has not come yet"):
            read_day("2021-05-05", today=SECOND)

    def test_today_and_earlier_days_are_taken(self) -> None:
        assert [read_day(text, today=SECOND) for text in ("2021-05-04", " 1999-12-31 ")] == [SECOND, date(1999, 12, 31)]

    def test_a_day_ends_at_midnight_where_the_service_is(self) -> None:
        assert first_moment_after(FIRST).isoformat() == "2021-05-04T00:00:00+01:00"
        assert first_moment_after(date(2021, 1, 3)).isoformat() == "2021-01-04T00:00:00+00:00"


class TestTheLinks:
    def test_a_day_is_put_in_an_address_once(self) -> None:
        assert with_day("/a/?period=1&as_at=2020-01-01#x", "2021-05-03") == "/a/?period=1&as_at=2021-05-03#x"
        assert with_day("/a/?as_at=2020-01-01", None) == "/a/"
        assert with_day("#x", "2021-05-03") == "#x"

    def test_links_to_pages_of_other_days_and_filters_keep_the_day(self) -> None:
        html = '<a class="x" href="/thurrock/plans/1/?a=1&amp;b=2#c">x</a><form method="get"><form method="post">'

        assert keep_in_links(html, "2021-05-03") == (
            '<a class="x" href="/thurrock/plans/1/?a=1&amp;b=2&amp;as_at=2021-05-03#c">x</a>'
            '<form method="get"><input type="hidden" name="as_at" value="2021-05-03"><form method="post">'
        )

    @pytest.mark.parametrize(
        "link",
        [
            '<a href="/thurrock/people/">',
            '<a href="https://example.org/thurrock/plans/">',
            '<a href="mailto:a@example.org">',
            '<a href="#actions">',
            '<a data-today href="/thurrock/plans/">',
            '<form method="get" data-today>',
        ],
    )
    def test_other_links_stay(self, link: str) -> None:
        assert keep_in_links(link, "2021-05-03") == link


class TestTheTables:
    def test_what_was_changed_is_read_as_it_was(self, thurrock: Partnership, calendar: Calendar) -> None:
        lead = LeadFactory.create(partnership=thurrock, name="Old name")
        calendar.go_to(SECOND)
        lead.name = "New name"
        save_with_history(lead, by=None)

        with as_it_stood(FIRST):
            before = Lead.objects.get(pk=lead.pk).name
        with as_it_stood(SECOND):
            after = Lead.objects.get(pk=lead.pk).name

        assert (before, after) == ("Old name", "New name")

    def test_what_was_deleted_later_is_there_and_what_was_made_later_is_not(
        self, thurrock: Partnership, calendar: Calendar
    ) -> None:
        undone = a_rated_plan(thurrock, actions=2, title="Undone later")
        calendar.go_to(SECOND)
        delete_many_with_history(list(undone.actions.all()), by=None)
        delete_many_with_history([undone], by=None)
        a_rated_plan(thurrock, actions=1, title="Made later")

        with as_it_stood(FIRST):
            titles, actions = list(ActionPlan.objects.values_list("title", flat=True)), Action.objects.count()

        assert (titles, actions) == (["Undone later"], 2)
        assert list(ActionPlan.objects.values_list("title", flat=True)) == ["Made later"]

    def test_of_two_saves_in_one_moment_the_later_one_is_read_and_once(
        self, thurrock: Partnership, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        moment = first_moment_after(FIRST).replace(hour=12)
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
        lead = LeadFactory.create(partnership=thurrock, name="First")
        for name in ("Second", "Third"):
            lead.name = name
            save_with_history(lead, by=None)

        with as_it_stood(SECOND):
            assert list(Lead.objects.values_list("name", flat=True)) == ["Third"]

    def test_the_leads_of_an_action_are_those_of_the_day(self, thurrock: Partnership, calendar: Calendar) -> None:
        old, new = LeadFactory.create_batch(2, partnership=thurrock)
        action = ActionFactory.create(plan=a_rated_plan(thurrock, actions=0), leads=[old])
        calendar.go_to(SECOND)
        action.leads.set([new])

        with as_it_stood(FIRST):
            assert list(action.leads.all()) == [old]
            assert [list(each.leads.all()) for each in Action.objects.prefetch_related("leads")] == [[old]]

    def test_a_change_after_midnight_belongs_to_the_next_day(self, thurrock: Partnership, calendar: Calendar) -> None:
        calendar.go_to(FIRST, time(22, 59, 30))  # half a minute before midnight in summer
        before = LeadFactory.create(partnership=thurrock)
        calendar.go_to(FIRST, time(23, 0, 30))
        LeadFactory.create(partnership=thurrock)

        with as_it_stood(FIRST):
            assert list(Lead.objects.all()) == [before]
        with as_it_stood(SECOND):
            assert Lead.objects.count() == 2

    def test_a_history_is_read_as_far_as_it_had_come(self, thurrock: Partnership, calendar: Calendar) -> None:
        lead = LeadFactory.create(partnership=thurrock)
        calendar.go_to(SECOND)
        save_with_history(lead, by=None)

        with as_it_stood(FIRST):
            assert lead.history.count() == 1
        assert lead.history.count() == 2

    def test_who_may_do_what_is_always_that_of_today(
        self, thurrock: Partnership, business: User, calendar: Calendar
    ) -> None:
        lead = LeadFactory.create(partnership=thurrock)
        calendar.go_to(THIRD)
        lead.people.set([business])

        with as_it_stood(SECOND):
            assert list(lead.people.all()) == [business]
            assert business.memberships.count() == 1

    def test_every_history_that_is_kept_stands_in_for_its_table(self) -> None:
        kept = {"plans_action", "plans_action_leads", "plans_milestone", "plans_section", "plans_duedatemove"}
        kept |= {"ratings_rating", "ratings_restatement", "ratings_verification", "ratings_challenge", "reviews_review"}
        kept |= {"ratings_reportingperiod", "ratings_planscale", "ratings_leveldefinition", "ratings_houserules"}

        assert kept <= set(past_tables())
        assert not {"accounts_membership", "plans_lead_people", "reporting_report"} & set(past_tables())

    def test_a_percent_sign_in_a_query_is_read_as_such(self, thurrock: Partnership, calendar: Calendar) -> None:
        LeadFactory.create(partnership=thurrock, name="100% of it")

        with as_it_stood(FIRST), connection.cursor() as cursor:
            cursor.execute('SELECT "name" FROM "plans_lead" WHERE "name" LIKE \'100%\'')
            assert cursor.fetchall() == [("100% of it",)]
            assert Lead.objects.filter(name__contains="100%").count() == 1


class TestReading:
    def test_nothing_can_be_written(self, thurrock: Partnership, calendar: Calendar) -> None:
        lead = LeadFactory.create(partnership=thurrock)
        writes = (lead.save, lead.delete, lambda: LeadFactory.create(partnership=thurrock))

        for write in (*writes, lambda: Lead.objects.update(name="x")):
            with as_it_stood(FIRST), pytest.raises(NothingCanBeChanged), transaction.atomic():
                write()

        assert list(Lead.objects.values_list("name", flat=True)) == [lead.name]

    def test_it_takes_no_query_more(self, thurrock: Partnership, calendar: Calendar) -> None:
        a_rated_plan(thurrock)

        with CaptureQueriesContext(connection) as plain:
            rows = list(Action.objects.select_related("plan").prefetch_related("leads"))
        with CaptureQueriesContext(connection) as then, as_it_stood(FIRST):
            same = list(Action.objects.select_related("plan").prefetch_related("leads"))

        assert (len(plain), len(then), len(same)) == (2, 2, len(rows))

    def test_today_is_the_day_that_is_read(self, calendar: Calendar) -> None:
        calendar.go_to(THIRD)

        with as_it_stood(FIRST):
            assert (today(), standing_now() is None) == (FIRST, False)
        assert (today(), standing_now()) == (THIRD, None)

    def test_what_is_asked_of_today_is_read_once_in_the_tables_of_today(
        self, thurrock: Partnership, calendar: Calendar
    ) -> None:
        calendar.go_to(SECOND)
        LeadFactory.create(partnership=thurrock)

        with as_it_stood(FIRST) as standing, CaptureQueriesContext(connection) as queries:
            counts = [standing.of_today("leads", Lead.objects.count) for _ in range(3)]
            assert Lead.objects.count() == 0

        assert (counts, len(queries)) == ([1, 1, 1], 2)

    def test_things_are_read_as_they_are_after_a_fault(self, thurrock: Partnership, calendar: Calendar) -> None:
        calendar.go_to(SECOND)
        LeadFactory.create(partnership=thurrock)

        with pytest.raises(ZeroDivisionError), as_it_stood(FIRST):
            _ = 1 / 0

        assert (Lead.objects.count(), standing_now()) == (1, None)
