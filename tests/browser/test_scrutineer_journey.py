"""The scrutineer sees everything, down to the evidence behind a rating, and is offered nothing that would change it."""

import pytest
from playwright.sync_api import expect

from accounts.models import Partnership, User
from tests.browser.conftest import CheckAccessibility, PageFor, sideways
from tests.reporting.graph import Story, a_published_report, a_story


@pytest.fixture
def story(thurrock: Partnership) -> Story:
    return a_story(thurrock)


@pytest.mark.parametrize("width", [1280, 320])
def test_a_scrutineer_goes_from_a_number_to_the_history_of_an_action(
    story: Story, scrutineer: User, page_for: PageFor, axe: CheckAccessibility, width: int
) -> None:
    page = page_for(scrutineer, width=width)
    page.goto("/thurrock/")
    axe(page)
    page.locator(".app-headline").get_by_role("link", name="12 Amber", exact=True).click()
    assert "level=" in page.url
    action = story.frankie.actions.get(position=14)

    page.goto(f"/thurrock/actions/{action.pk}/")
    expect(page.get_by_role("main")).to_contain_text("Action 14")
    page.goto(f"/thurrock/actions/{action.pk}/history/")

    expect(page.get_by_role("main")).to_contain_text("The workshops go on.")
    axe(page)
    assert sideways(page) == 0


def test_a_scrutineer_is_offered_nothing_that_changes_anything(
    story: Story, business: User, scrutineer: User, page_for: PageFor
) -> None:
    report = a_published_report(story, by=business)
    action = story.leo.actions.get(position=14)
    page = page_for(scrutineer)

    for address in (
        "/thurrock/dashboard/",
        "/thurrock/plans/",
        f"/thurrock/plans/{story.leo.pk}/",
        f"/thurrock/actions/{action.pk}/",
        f"/thurrock/actions/{action.pk}/history/",
        "/thurrock/reviews/",
        "/thurrock/leads/",
        "/thurrock/periods/",
        "/thurrock/reports/",
        f"/thurrock/reports/{report.pk}/",
    ):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        # Signing out is the only form that posts.
        assert page.locator("main form[method=post]").count() == 0, address


def test_a_scrutineer_who_asks_for_a_form_is_refused(
    story: Story, business: User, scrutineer: User, page_for: PageFor
) -> None:
    report = a_published_report(story, by=business)
    action = story.leo.actions.get(position=14)
    page = page_for(scrutineer)

    for address in (
        f"/thurrock/actions/{action.pk}/update/",
        f"/thurrock/plans/{story.leo.pk}/sitting/",
        "/thurrock/reports/add/",
        f"/thurrock/reports/{report.pk}/new-version/",
    ):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 403, address
