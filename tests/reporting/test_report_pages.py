"""Reports as pages: who sees which, what stays frozen, what a draft's author is told."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Partnership, User
from plans.models import Action, ActionPlan
from ratings.models import Rating
from reporting.models import Report
from reporting.services import begin_new_version, change_draft, publish_report
from reviews.models import GovernanceStage, Review
from tests.factories import rated
from tests.reporting.graph import MEETING, Story, a_draft, a_published_report, a_story

ClientFor = Callable[[User], Client]
Visiting = Callable[[str], Client]
# The mark of a level with its shape and letter, then its word; white space between the parts does not matter.
BADGE = re.compile(
    r'app-level--(\w+)[^"]*">\s*<span class="app-level__mark">\s*<svg[^>]*>(.*?)</svg>\s*'
    r'<span class="app-level__letter">\s*(\S)\s*</span>\s*</span>\s*<span class="app-level__word">\s*(\w[\w ]*\w)\s*<',
    re.DOTALL,
)


@pytest.fixture
def story(thurrock: Partnership) -> Story:
    return a_story(thurrock)


@pytest.fixture
def published(story: Story, business: User) -> Report:
    return a_published_report(story, by=business)


@pytest.fixture
def three_reports(story: Story, business: User) -> list[Report]:
    """A draft, one published for a committee, and one for the Strategic Group."""
    return [
        a_draft(story, by=business),
        a_published_report(story, by=business),
        a_published_report(story, by=business, audience="strategic_group"),
    ]


@pytest.fixture
def visiting(request: pytest.FixtureRequest, client_for: ClientFor) -> Visiting:
    """A client signed in as the persona of that name."""
    return lambda persona: client_for(request.getfixturevalue(persona))


def address(name: str, report: Report | None = None) -> str:
    kwargs: dict[str, Any] = {"partnership": "thurrock"}
    return reverse(f"reporting:{name}", kwargs={**kwargs, "pk": report.pk} if report else kwargs)


def without_secrets(html: str) -> str:
    """The page without what differs from one request to the next."""
    return re.sub(r'(x-csrftoken": |csrfmiddlewaretoken" value=)"\w+"', "", html)


@pytest.mark.parametrize(
    ("persona", "route"),
    [
        ("administrator", "ratings:plans"),
        ("business", "ratings:plans"),
        ("lead_person", "ratings:mine"),
        ("partner", "reporting:dashboard"),
        ("scrutineer", "reporting:dashboard"),
        ("committee", "reporting:reports"),
    ],
)
def test_home_leads_each_person_to_what_they_come_for(
    thurrock: Partnership, client_for: ClientFor, persona: str, route: str, request: pytest.FixtureRequest
) -> None:
    response = client_for(request.getfixturevalue(persona)).get(address("home"))

    assert (response.status_code, response.headers["Location"]) == (
        302,
        reverse(route, kwargs={"partnership": "thurrock"}),
    )


def test_home_of_another_partnership_does_not_exist(
    thurrock: Partnership, southend: User, client_for: ClientFor
) -> None:
    assert client_for(southend).get(address("home")).status_code == 404


class TestWhoSeesWhat:
    @pytest.mark.parametrize(
        ("persona", "statuses"),
        [
            ("administrator", (200, 200, 200)),
            ("business", (200, 200, 200)),
            ("partner", (404, 200, 200)),
            ("scrutineer", (404, 200, 200)),
            ("lead_person", (404, 200, 404)),
            ("committee", (404, 200, 404)),
            ("southend", (404, 404, 404)),
            ("outsider", (404, 404, 404)),
        ],
    )
    @pytest.mark.parametrize("page", ["report", "print"])
    def test_a_report_exists_for_its_readers_only(
        self, three_reports: list[Report], visiting: Visiting, page: str, persona: str, statuses: tuple[int, int, int]
    ) -> None:
        client = visiting(persona)

        found = tuple(client.get(address(page, report)).status_code for report in three_reports)

        assert found == statuses

    def test_a_committee_member_lists_published_reports_and_nothing_else(
        self, story: Story, business: User, committee: User, client_for: ClientFor
    ) -> None:
        a_draft(story, by=business, title="Unfinished draft")
        a_published_report(story, by=business, title="For the group", audience="strategic_group")
        shown = a_published_report(story, by=business, title="For the committee")

        page = client_for(committee).get(address("reports"))

        html = page.content.decode()
        assert list(page.context["published"]) == [shown]
        assert "Unfinished" not in html
        assert "For the group" not in html
        assert "Make a report" not in html
        links = set(re.findall(r'href="(/thurrock/[^"]*)"', html))
        assert links == {address("reports"), address("report", shown), address("print", shown)}

    def test_the_latest_report_is_told_in_brief_above_the_list(
        self, story: Story, business: User, committee: User, client_for: ClientFor
    ) -> None:
        a_published_report(story, by=business)

        html = client_for(committee).get(address("reports")).content.decode()

        assert re.search(r"<strong>Leo</strong> –\s+14 actions identified: 1 blue, 4 green and 9 amber", html)
        assert "12 actions are not complete: all of them are on course." in html

    @pytest.mark.parametrize(
        ("persona", "status"),
        [("partner", 403), ("scrutineer", 403), ("lead_person", 403), ("committee", 404), ("southend", 404)],
    )
    @pytest.mark.parametrize("page", ["add", "change", "publish", "new_version"])
    def test_those_who_do_not_publish_are_kept_out(
        self, published: Report, visiting: Visiting, page: str, persona: str, status: int
    ) -> None:
        answer = visiting(persona).post(address(page, None if page == "add" else published), {"title": "x"})

        assert answer.status_code == status
        assert Report.objects.count() == 1

    def test_without_any_report_the_page_says_so(
        self, thurrock: Partnership, committee: User, client_for: ClientFor
    ) -> None:
        assert "No report is published yet" in client_for(committee).get(address("reports")).content.decode()


class TestThePublishedPage:
    def test_it_answers_what_a_councillor_asks(
        self, story: Story, business: User, committee: User, client_for: ClientFor
    ) -> None:
        action = story.leo.actions.get(position=14)
        Action.objects.filter(pk=action.pk).update(due_on=None, due_precision="", timescale_text="As per meeting cycle")
        Action.objects.filter(plan=story.frankie, position=14).update(due_on="2021-09-30")
        report = a_published_report(story, by=business)

        html = client_for(committee).get(address("report", report)).content.decode()

        for told in (
            MEETING,
            "8 February 2022",
            "What amber means.",
            "learning published, not yet ratified through governance processes",
            "9 actions are not complete: 8 are on course and of 1 it cannot be said.",
            "12 actions are not complete",
            "1 has no deadline recorded.",
            "Cannot be said: no deadline recorded",
            "“As per meeting cycle”",
            "Not on course: overdue since 30 September 2021",
            "LPR Group",
            "The workshops go on.",
            "More workshops are planned.",
            "Professional curiosity",
        ):
            assert told in html, told

    @pytest.mark.parametrize("page", ["report", "print"])
    def test_every_level_has_letter_word_and_shape(
        self, story: Story, business: User, committee: User, client_for: ClientFor, page: str
    ) -> None:
        Rating.objects.filter(period=story.period, action__position=14).delete()
        report = a_published_report(story, by=business)

        html = client_for(committee).get(address(page, report)).content.decode()

        badges = BADGE.findall(html)
        looks = {(letter, word, shape.strip()) for _colour, shape, letter, word in badges}
        assert len(badges) == html.count("app-level__mark")
        assert {colour for colour, *_look in badges} == {"blue", "green", "amber", "red", "none"}
        assert [len(set(part)) for part in zip(*looks, strict=True)] == [5, 5, 5]

    @pytest.mark.parametrize("page", ["report", "print", "reports"])
    def test_it_stays_the_same_when_the_plans_change(
        self, story: Story, business: User, committee: User, client_for: ClientFor, page: str
    ) -> None:
        report = a_published_report(story, by=business)
        client = client_for(committee)
        here = address(page, None if page == "reports" else report)
        before = without_secrets(client.get(here).content.decode())

        Rating.objects.filter(period=story.period).delete()
        Action.objects.update(text="Rewritten", due_on="2019-01-01", is_placeholder=True)
        Action.objects.get(plan=story.leo, position=1).leads.clear()
        ActionPlan.objects.filter(pk=story.leo.pk).update(title="Renamed")
        Review.objects.update(governance_stage=GovernanceStage.IN_PROGRESS)

        assert without_secrets(client.get(here).content.decode()) == before

    def test_a_report_that_was_tampered_with_says_so(
        self, story: Story, business: User, committee: User, client_for: ClientFor
    ) -> None:
        report = a_published_report(story, by=business)
        Report.objects.update(content={**(report.content or {}), "course": "Every action is complete."})

        html = client_for(committee).get(address("report", report)).content.decode()

        assert "This report is not as it was published" in html

    def test_long_text_markup_and_emoji_are_shown_as_written(
        self, story: Story, business: User, committee: User, client_for: ClientFor
    ) -> None:
        ActionPlan.objects.filter(pk=story.leo.pk).update(title="<b>Leo</b> & 🧸")
        Action.objects.filter(plan=story.leo).update(text="<script>alert(1)</script>" + "x" * 5000)
        report = a_published_report(story, by=business, title="Plans & <i>more</i>", notes={story.leo.pk: "<u>n</u>"})

        for page in ("report", "print", "reports"):
            html = client_for(committee).get(address(page, None if page == "reports" else report)).content.decode()
            assert "&lt;b&gt;Leo&lt;/b&gt; &amp; 🧸" in html
            assert "<script>alert" not in html
            assert "<i>more" not in html
            assert "<u>n" not in html

    def test_the_print_view_has_a_title_a_repeated_key_and_no_navigation(
        self, story: Story, business: User, committee: User, client_for: ClientFor
    ) -> None:
        report = a_published_report(story, by=business)

        html = client_for(committee).get(address("print", report)).content.decode()

        assert f"<title>Safeguarding action plans, {MEETING} – " in html
        assert "govuk-service-navigation" not in html
        assert html.count("app-report__running-key") == 1
        for meaning in ("What blue means.", "What amber means."):
            assert html.count(meaning) == 1 + 1, "in the key, and at the foot of every page"

    @pytest.mark.parametrize("page", ["report", "print"])
    @pytest.mark.parametrize("plans", [1, 2])
    def test_it_costs_the_same_whatever_it_holds(
        self, story: Story, business: User, visiting: Visiting, page: str, plans: int
    ) -> None:
        report = a_published_report(story, by=business, plans=[story.leo, story.frankie][:plans])
        client = visiting("committee")

        with CaptureQueriesContext(connection) as queries:
            client.get(address(page, report))

        assert len(queries) == 5

    @pytest.mark.parametrize("reports", [1, 3])
    def test_the_list_costs_the_same_however_long(
        self, story: Story, business: User, client_for: ClientFor, reports: int
    ) -> None:
        for _ in range(reports):
            a_published_report(story, by=business)
            a_draft(story, by=business)
        client = client_for(business)

        with CaptureQueriesContext(connection) as queries:
            client.get(address("reports"))

        assert len(queries) == 7


class TestDrafts:
    def posted(self, story: Story, **changes: Any) -> dict[str, Any]:
        return {
            "title": "Plans for February",
            "audience": "committee",
            "meeting_name": MEETING,
            "meeting_on_0": "8",
            "meeting_on_1": "2",
            "meeting_on_2": "2022",
            "period": story.period.pk,
            "plans": [story.leo.pk],
            "reviews": [story.shay_and_ashley.pk],
            f"note_{story.leo.pk}": "More workshops.",
            **changes,
        }

    def test_a_draft_is_made_and_shown_as_its_readers_will_see_it(
        self, story: Story, business: User, client_for: ClientFor
    ) -> None:
        page = client_for(business).post(address("add"), self.posted(story), follow=True)

        report = Report.objects.get()
        assert page.redirect_chain == [(address("report", report), 302)]
        html = page.content.decode()
        assert "<title>Draft: Plans for February" in html
        assert "14 actions identified: 1 blue, 4 green and 9 amber" in html
        assert "2021/22 Q3 is still open" in html
        assert "More workshops." in html

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"title": ""}, "Enter a title"),
            ({"meeting_name": " "}, "Enter the name of the meeting"),
            ({"meeting_on_0": "31", "meeting_on_1": "4"}, "Enter a date that exists"),
            ({"period": 10**6}, "Choose a reporting period of this partnership."),
            ({"plans": [10**6]}, "Choose plans of this partnership."),
            ({"reviews": [10**6]}, "Choose reviews of this partnership."),
            ({"audience": "press"}, "is not one of the available choices"),
        ],
    )
    def test_a_wrong_form_is_shown_again_with_what_was_typed(
        self, story: Story, business: User, client_for: ClientFor, changes: dict[str, Any], sentence: str
    ) -> None:
        page = client_for(business).post(address("add"), self.posted(story, **changes))

        assert page.status_code == 422
        assert sentence in page.content.decode()
        assert "More workshops." in page.content.decode()
        assert Report.objects.count() == 0

    def test_a_plan_of_another_partnership_is_not_offered_and_not_taken(
        self, story: Story, other_partnership: Partnership, business: User, client_for: ClientFor
    ) -> None:
        theirs = a_story(other_partnership)
        ActionPlan.objects.filter(pk=theirs.leo.pk).update(title="Secret plan")
        client = client_for(business)

        assert "Secret plan" not in client.get(address("add")).content.decode()
        assert client.post(address("add"), self.posted(story, plans=[theirs.leo.pk])).status_code == 422

    def test_a_draft_that_changed_meanwhile_shows_both_versions(
        self, story: Story, business: User, administrator: User, client_for: ClientFor
    ) -> None:
        report = a_draft(story, by=business)
        change_draft(
            report=report,
            seen_revision=1,
            title="Theirs",
            period=report.period,
            plans=[story.frankie],
            reviews=[],
            notes={story.frankie.pk: "Their note."},
            meeting_name=report.meeting_name,
            meeting_on=report.meeting_on,
            audience="committee",
            by=administrator,
        )

        page = client_for(business).post(address("change", report), self.posted(story, revision=1, title="Mine"))

        html = page.content.decode()
        assert page.status_code == 409
        for shown in ("Theirs", "Mine", "Their note.", "More workshops."):
            assert shown in html
        assert Report.objects.get().title == "Theirs"
        again = client_for(business).post(address("change", report), self.posted(story, revision=2, title="Mine"))
        assert again.status_code == 302
        assert Report.objects.get().title == "Mine"

    def test_what_stands_in_the_way_is_named_and_nothing_is_published(
        self, story: Story, business: User, client_for: ClientFor
    ) -> None:
        Review.objects.filter(plans=story.leo).update(governance_stage=GovernanceStage.IN_PROGRESS)
        report = a_draft(story, by=business)
        client = client_for(business)

        page = client.get(address("report", report)).content.decode()
        posted = client.post(address("publish", report), {"accept_warnings": "on"})

        assert "Leo: the learning of the review “Review of Leo” is not published" in page
        assert "Publish for good" not in page
        assert posted.status_code == 422
        assert Report.objects.get().status == "draft"

    def test_warnings_are_accepted_by_a_tick(self, story: Story, business: User, client_for: ClientFor) -> None:
        report = a_draft(story, by=business)
        client = client_for(business)
        page = client.get(address("report", report))
        checksum = page.context["checksum"]

        refused = client.post(address("publish", report), {"checksum": checksum})
        assert refused.status_code == 422
        assert "Say that you have read the warnings" in refused.content.decode()
        published = client.post(address("publish", report), {"checksum": checksum, "accept_warnings": "on"})

        assert published.headers["Location"] == address("report", report)
        report.refresh_from_db()
        assert (report.status, report.checksum, report.published_by) == ("published", checksum, business)

    def test_a_rating_given_meanwhile_is_seen_before_it_is_published(
        self, story: Story, business: User, client_for: ClientFor
    ) -> None:
        report = a_draft(story, by=business)
        client = client_for(business)
        checksum = client.get(address("report", report)).context["checksum"]
        Rating.objects.filter(action__plan=story.leo, action__position=1, period=story.period).delete()
        rated(story.leo.actions.get(position=1), "red", story.period, reason="Went wrong.")

        page = client.post(address("publish", report), {"checksum": checksum, "accept_warnings": "on"})

        assert page.status_code == 409
        assert "The plans changed since you opened this page" in page.content.decode()
        assert "14 actions identified: 4 green, 9 amber and 1 red" in page.content.decode()
        assert page.context["checksum"] != checksum
        assert Report.objects.get().status == "draft"

    @pytest.mark.parametrize("page", ["publish", "change"])
    def test_a_published_report_is_changed_by_no_page(
        self, story: Story, business: User, client_for: ClientFor, page: str
    ) -> None:
        report = a_published_report(story, by=business)
        before = Report.objects.values().get()

        response = client_for(business).post(address(page, report), self.posted(story, accept_warnings="on"))

        assert response.headers["Location"] == address("report", report)
        assert Report.objects.values().get() == before

    def test_the_admin_changes_no_report(self, story: Story, business: User, client_for: ClientFor) -> None:
        report = a_published_report(story, by=business)
        User.objects.filter(pk=business.pk).update(is_staff=True, is_superuser=True)
        client = client_for(User.objects.get(pk=business.pk))

        answers = [
            client.post(reverse(f"admin:reporting_report_{step}", args=args), {"title": "x", "post": "yes"}).status_code
            for step, args in [("change", [report.pk]), ("delete", [report.pk]), ("add", [])]
        ]

        assert answers == [403, 403, 403]
        assert Report.objects.get().title == report.title


class TestNewVersions:
    def test_a_reader_of_the_old_version_is_led_to_the_new(
        self, story: Story, business: User, committee: User, client_for: ClientFor
    ) -> None:
        first = a_published_report(story, by=business)
        second = begin_new_version(report=first, what_changed="Leo had one blue too many.", by=business)
        reader = client_for(committee)
        assert "Replaced on" not in reader.get(address("report", first)).content.decode()

        publish_report(report=second, by=business, accept_warnings=True)

        old, new = (reader.get(address("report", report)).content.decode() for report in (first, second))
        assert f'<a class="govuk-link" href="{address("report", second)}">version 2</a>' in old
        assert "Leo had one blue too many." in old
        assert "What is different in version 2" in new
        assert f'<a class="govuk-link" href="{address("report", first)}">version 1</a>' in new

    def test_a_new_version_is_begun_from_the_page(self, story: Story, business: User, client_for: ClientFor) -> None:
        first = a_published_report(story, by=business)
        client = client_for(business)

        refused = client.post(address("new_version", first), {"what_changed": ""})
        begun = client.post(address("new_version", first), {"what_changed": "A date."})

        second = Report.objects.get(version=2)
        assert refused.status_code == 422
        assert begun.headers["Location"] == address("report", second)
