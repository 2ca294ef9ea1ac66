"""The rules of reports that the database holds itself: each test tries to break one."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.models import Partnership, User
from reporting.models import Report, ReportPlan
from tests.reporting.graph import Story, a_draft, a_published_report, a_story


@pytest.fixture
def story(thurrock: Partnership) -> Story:
    return a_story(thurrock)


def refused(name: str, **changes: Any) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Report.objects.update(**changes)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("report_status_is_known", {"status": "lost"}),
        ("report_audience_is_known", {"audience": "press"}),
        ("report_has_who_and_when_published_or_neither", {"published_at": timezone.now()}),
        ("a_published_report_has_its_content", {"content": {}}),
        ("a_published_report_has_its_content", {"checksum": "0"}),
        ("a_new_version_says_what_changed", {"version": 2}),
    ],
)
def test_a_draft_with_a_part_of_a_publication_is_refused(
    story: Story, business: User, name: str, changes: dict[str, Any]
) -> None:
    a_draft(story, by=business)

    # Two constraints may forbid one change; which of them speaks first is the database's choice.
    with pytest.raises(IntegrityError, match=f"{name}|a_published_report_has_its_content"), transaction.atomic():
        Report.objects.update(**changes)


@pytest.mark.parametrize(
    "changes",
    [{"content": None}, {"checksum": ""}, {"status": "draft"}, {"published_at": None, "published_by": None}],
)
def test_a_publication_with_a_part_missing_is_refused(story: Story, business: User, changes: dict[str, Any]) -> None:
    a_published_report(story, by=business)

    refused("a_published_report_has_its_content", **changes)


def test_a_publication_by_nobody_is_refused(story: Story, business: User) -> None:
    a_published_report(story, by=business)

    refused("report_has_who_and_when_published_or_neither", published_by=None)


def test_a_replacement_that_does_not_say_what_changed_is_refused(story: Story, business: User) -> None:
    first, second = a_published_report(story, by=business), a_draft(story, by=business)

    with pytest.raises(IntegrityError, match="a_new_version_says_what_changed"), transaction.atomic():
        Report.objects.filter(pk=second.pk).update(replaces=first, version=2)


def test_a_report_is_replaced_once(story: Story, business: User) -> None:
    first = a_published_report(story, by=business)
    drafts = [a_draft(story, by=business) for _ in range(2)]
    change = {"replaces": first, "version": 2, "what_changed": "A date."}
    Report.objects.filter(pk=drafts[0].pk).update(**change)

    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=drafts[1].pk).update(**change)


def test_a_plan_stands_once_in_a_report(story: Story, business: User) -> None:
    report = a_draft(story, by=business)

    with pytest.raises(IntegrityError), transaction.atomic():
        ReportPlan.objects.create(report=report, plan=story.leo, position=3)


def test_what_a_report_shows_is_not_deleted_under_it(story: Story, business: User) -> None:
    a_published_report(story, by=business)

    with pytest.raises(ProtectedError):
        story.period.delete()
    with pytest.raises(ProtectedError):
        story.partnership.delete()
