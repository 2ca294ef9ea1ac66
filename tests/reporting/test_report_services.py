"""Drafts, their checks, publication and new versions, at the services."""

import json
from datetime import date
from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Partnership, User
from accounts.rules import ChangedMeanwhile, RuleBroken
from plans.models import Action
from ratings.models import Rating
from reporting.content import build_content, checksum_of
from reporting.gathering import facts_of
from reporting.models import Report, ReportStatus
from reporting.services import begin_new_version, change_draft, create_draft, publish_report
from reviews.models import GovernanceStage, Review
from tests.factories import ActionFactory, PeriodFactory, a_rated_plan, rated
from tests.reporting.graph import Story, a_draft, a_published_report, a_story, frozen

TODAY = date(2022, 2, 1)


@pytest.fixture
def story(thurrock: Partnership) -> Story:
    return a_story(thurrock)


def changed(report: Report, story: Story, *, by: User, **changes: object) -> Report:
    choices: dict[str, object] = {
        "seen_revision": report.revision,
        "title": report.title,
        "period": report.period,
        "plans": [story.leo],
        "reviews": [],
        "notes": {},
        "meeting_name": report.meeting_name,
        "meeting_on": report.meeting_on,
        "audience": report.audience,
    }
    return change_draft(report=report, **{**choices, **changes}, by=by)  # type: ignore[arg-type]  # named above


class TestDrafts:
    def test_a_draft_keeps_its_choices_in_order_with_the_notes(self, story: Story, business: User) -> None:
        report = a_draft(story, by=business)

        assert [(each.plan, each.note) for each in report.chosen_plans.all()] == [
            (story.frankie, ""),
            (story.leo, "More workshops are planned."),
        ]
        assert list(report.reviews.all()) == [story.shay_and_ashley]
        assert (report.status, report.version, report.content, report.checksum) == ("draft", 1, None, "")
        assert report.history.earliest().history_user == business

    def test_changing_a_draft_keeps_who_changed_it(self, story: Story, administrator: User, business: User) -> None:
        report = a_draft(story, by=business)

        report = changed(report, story, by=administrator, title="Plans", notes={story.leo.pk: "Shorter."})

        report.refresh_from_db()
        assert (report.title, report.revision) == ("Plans", 2)
        assert [(each.plan, each.note) for each in report.chosen_plans.all()] == [(story.leo, "Shorter.")]
        assert report.reviews.count() == 0
        assert report.history.latest().history_user == administrator

    def test_changing_a_draft_that_changed_meanwhile_is_refused(self, story: Story, business: User) -> None:
        report = a_draft(story, by=business)
        changed(report, story, by=business, title="First")

        with pytest.raises(ChangedMeanwhile):
            changed(report, story, by=business, title="Second", seen_revision=1)

        assert Report.objects.get().title == "First"

    @pytest.mark.parametrize(("change", "field"), [({"title": " "}, "title"), ({"audience": "press"}, "audience")])
    def test_a_draft_without_what_it_needs_is_refused(
        self, story: Story, business: User, change: dict[str, object], field: str
    ) -> None:
        with pytest.raises(RuleBroken) as refusal:
            a_draft(story, by=business, **change)

        assert refusal.value.field == field
        assert Report.objects.count() == 0

    @pytest.mark.parametrize("field", ["plans", "reviews", "period"])
    def test_what_is_of_another_partnership_is_refused(
        self, story: Story, other_partnership: Partnership, business: User, field: str
    ) -> None:
        theirs = a_story(other_partnership)
        other = {"plans": [theirs.leo], "reviews": [theirs.shay_and_ashley], "period": theirs.period}

        with pytest.raises(RuleBroken) as refusal:
            a_draft(story, by=business, **{field: other[field]})

        assert refusal.value.field == field
        assert Report.objects.count() == 0

    @pytest.mark.parametrize("persona", ["partner", "scrutineer", "lead_person", "committee", "southend", "outsider"])
    def test_only_those_who_publish_may(
        self, story: Story, business: User, persona: str, request: pytest.FixtureRequest
    ) -> None:
        person = request.getfixturevalue(persona)
        report = a_draft(story, by=business)

        with pytest.raises(PermissionDenied):
            a_draft(story, by=person)
        with pytest.raises(PermissionDenied):
            changed(report, story, by=person)
        with pytest.raises(PermissionDenied):
            publish_report(report=report, by=person, accept_warnings=True)

        report.refresh_from_db()
        assert (Report.objects.count(), report.status, report.revision) == (1, "draft", 1)


class TestPublishing:
    def test_a_published_report_holds_its_content_with_its_checksum(self, story: Story, business: User) -> None:
        report = publish_report(report=a_draft(story, by=business), by=business, accept_warnings=True)

        report.refresh_from_db()
        canonical = json.dumps(report.content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        assert report.checksum == sha256(canonical.encode()).hexdigest()
        assert report.is_intact
        assert (report.published_by, report.published_at is not None) == (business, True)
        assert report.history.latest().history_change_reason == "Published"

    def test_the_minutes_sentences_are_in_the_content(self, story: Story, business: User) -> None:
        report = a_published_report(story, by=business)

        assert [plan["dimensions"][0]["sentence"] for plan in frozen(report)["plans"]] == [
            "14 actions identified: 11 blue and 3 amber",
            "14 actions identified: 1 blue, 4 green and 9 amber",
        ]
        assert frozen(report)["reviews"] == [
            {
                "title": "Shay and Ashley",
                "kind": "Peer review",
                "stage": "learning published, not yet ratified through governance processes",
            }
        ]
        assert frozen(report)["course"] == "12 actions are not complete: all of them are on course."
        assert frozen(report)["themes"] == [
            {"name": "Professional curiosity", "reviews": ["Review of Frankie", "Review of Leo"]}
        ]

    def test_the_content_does_not_change_when_the_plans_do(self, story: Story, business: User) -> None:
        report = a_published_report(story, by=business)
        published = json.loads(json.dumps(report.content))

        Rating.objects.filter(period=story.period).delete()
        Action.objects.update(text="Rewritten", due_on=date(2019, 1, 1))
        ActionFactory.create(plan=story.leo)
        story.leo.title = "Renamed"
        story.leo.save()

        report.refresh_from_db()
        assert report.content == published
        assert report.is_intact

    def test_content_that_was_tampered_with_is_noticed(self, story: Story, business: User) -> None:
        report = a_published_report(story, by=business)
        Report.objects.update(content={**frozen(report), "course": "Every action is complete."})

        assert not Report.objects.get().is_intact

    def test_a_published_report_is_changed_by_no_service(self, story: Story, business: User) -> None:
        report = a_published_report(story, by=business)
        before = Report.objects.values().get()

        with pytest.raises(RuleBroken):
            changed(report, story, by=business, title="Other")
        with pytest.raises(RuleBroken):
            publish_report(report=report, by=business, accept_warnings=True)

        assert Report.objects.values().get() == before

    def test_a_plan_of_a_review_not_published_is_refused(self, story: Story, business: User) -> None:
        Review.objects.filter(plans=story.leo).update(governance_stage=GovernanceStage.IN_PROGRESS)
        report = a_draft(story, by=business)

        with pytest.raises(RuleBroken, match="Leo: the learning of the review “Review of Leo” is not published"):
            publish_report(report=report, by=business, accept_warnings=True)

        assert Report.objects.get().status == ReportStatus.DRAFT

    def test_a_review_not_published_is_not_named_to_a_committee(self, story: Story, business: User) -> None:
        story.shay_and_ashley.governance_stage = GovernanceStage.COMMISSIONED
        story.shay_and_ashley.save()

        with pytest.raises(RuleBroken, match="“Shay and Ashley” is not published"):
            a_published_report(story, by=business)
        group = a_published_report(story, by=business, audience="strategic_group")

        assert frozen(group)["reviews"][0]["stage"] == "commissioned"

    def test_an_empty_report_is_refused(self, story: Story, business: User) -> None:
        with pytest.raises(RuleBroken, match="empty"):
            a_published_report(story, by=business, plans=[], reviews=[])

    def test_warnings_must_be_accepted(self, story: Story, business: User) -> None:
        report = a_draft(story, by=business)

        with pytest.raises(RuleBroken) as refusal:
            publish_report(report=report, by=business)

        assert refusal.value.field == "accept_warnings"
        assert Report.objects.get().status == ReportStatus.DRAFT

    def test_a_report_that_changed_since_it_was_looked_at_is_refused(self, story: Story, business: User) -> None:
        report = a_draft(story, by=business)
        seen = checksum_of(build_content(facts_of(report, today=TODAY)))
        rated(ActionFactory.create(plan=story.leo), "amber", story.period, reason="New.")

        with pytest.raises(ChangedMeanwhile):
            publish_report(report=report, by=business, accept_warnings=True, seen_checksum=seen)

        assert Report.objects.get().status == ReportStatus.DRAFT

    def test_a_report_that_is_as_it_was_looked_at_is_published(self, story: Story, business: User) -> None:
        report = a_draft(story, by=business)
        seen = checksum_of(build_content(facts_of(report, today=date.today())))  # noqa: DTZ011  only its period's end counts

        published = publish_report(report=report, by=business, accept_warnings=True, seen_checksum=seen)

        assert published.checksum == seen


class TestNewVersions:
    def test_a_new_version_begins_with_the_choices_of_the_old(self, story: Story, business: User) -> None:
        first = a_published_report(story, by=business)

        second = begin_new_version(report=first, what_changed="Leo had one blue too many.", by=business)

        assert (second.version, second.replaces, second.status) == (2, first, ReportStatus.DRAFT)
        assert [each.note for each in second.chosen_plans.all()] == ["", "More workshops are planned."]
        assert list(second.reviews.all()) == [story.shay_and_ashley]

    def test_the_new_version_tells_what_changed_and_leaves_the_old_as_it_was(
        self, story: Story, business: User
    ) -> None:
        first = a_published_report(story, by=business)
        published = Report.objects.values().get(pk=first.pk)
        second = begin_new_version(report=first, what_changed="Leo had one blue too many.", by=business)
        assert Report.objects.get(pk=first.pk).newer is None

        publish_report(report=second, by=business, accept_warnings=True)

        assert Report.objects.values().get(pk=first.pk) == published
        assert Report.objects.get(pk=first.pk).newer == second
        assert frozen(Report.objects.get(pk=second.pk))["what_changed"] == "Leo had one blue too many."
        assert list(Report.objects.latest_published()) == [second]

    def test_a_draft_has_no_new_version(self, story: Story, business: User) -> None:
        with pytest.raises(RuleBroken):
            begin_new_version(report=a_draft(story, by=business), what_changed="All.", by=business)

    def test_a_new_version_must_say_what_changed_and_is_begun_once(self, story: Story, business: User) -> None:
        first = a_published_report(story, by=business)
        with pytest.raises(RuleBroken):
            begin_new_version(report=first, what_changed=" ", by=business)
        begin_new_version(report=first, what_changed="A date.", by=business)

        with pytest.raises(RuleBroken):
            begin_new_version(report=first, what_changed="Another date.", by=business)

        assert Report.objects.count() == 2

    def test_a_new_version_is_for_the_same_readers(self, story: Story, business: User) -> None:
        second = begin_new_version(report=a_published_report(story, by=business), what_changed="A date.", by=business)

        with pytest.raises(RuleBroken) as refusal:
            changed(second, story, by=business, audience="strategic_group")

        assert refusal.value.field == "audience"


@pytest.mark.parametrize("size", [1, 3])
def test_a_report_is_gathered_in_a_fixed_number_of_queries(thurrock: Partnership, business: User, size: int) -> None:
    period = PeriodFactory.create(partnership=thurrock, number=4)
    plans = [a_rated_plan(thurrock, actions=size) for _ in range(size)]
    for plan in plans:
        for action in plan.actions.all():
            rated(action, "amber", period)
    draft = create_draft(
        partnership=thurrock, title="Plans", period=period, plans=plans, meeting_name="Committee", by=business
    )
    report = Report.objects.select_related("period", "partnership").get(pk=draft.pk)

    with CaptureQueriesContext(connection) as queries:
        facts_of(report, today=TODAY)

    assert len(queries) == 19
