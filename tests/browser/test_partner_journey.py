"""A strategic partner finds in one minute where to look, and what is behind the number."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import Partnership, User
from tests.browser.conftest import CheckAccessibility, PageFor, sideways
from tests.reporting.graph import Story, a_story


@pytest.fixture
def story(thurrock: Partnership) -> Story:
    return a_story(thurrock)


@pytest.mark.parametrize("width", [1280, 320])
def test_a_partner_looks_at_the_dashboard_and_opens_a_number(
    story: Story, partner: User, page_for: PageFor, axe: CheckAccessibility, width: int
) -> None:
    page = page_for(partner, width=width)

    page.goto("/thurrock/")
    expect(page).to_have_url(re.compile(r"/thurrock/dashboard/$"))
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()
    axe(page)
    assert sideways(page) == 0
    page.locator(".app-total", has_text="Moved up").get_by_role("link", name="28 Moved up", exact=True).click()

    expect(page.get_by_text("better than in the period before").first).to_be_visible()
    assert "condition=moved-up" in page.url


def test_a_partner_compares_two_periods_without_scripts(story: Story, partner: User, page_for: PageFor) -> None:
    page = page_for(partner, javascript=False)
    page.goto("/thurrock/dashboard/")
    expect(page.get_by_text("2021/22 Q3, as at 31 December 2021.")).to_be_visible()

    page.get_by_label("Reporting period").select_option(label="2021/22 Q2")
    page.get_by_role("button", name="Show").click()

    expect(page.get_by_text("2021/22 Q2, as at 30 September 2021.")).to_be_visible()
    expect(page.get_by_text("There is no earlier period to compare with.")).to_be_visible()


def test_a_partner_reaches_a_plan_from_its_row(story: Story, partner: User, page_for: PageFor) -> None:
    page = page_for(partner)
    page.goto("/thurrock/dashboard/")

    page.get_by_role("rowheader").get_by_role("link", name="Leo", exact=True).first.click()

    expect(page.get_by_role("heading", name="Leo", level=1)).to_be_visible()


@pytest.mark.parametrize("width", [1280, 320])
def test_an_empty_dashboard_is_usable_too(
    thurrock: Partnership, partner: User, page_for: PageFor, axe: CheckAccessibility, width: int
) -> None:
    page = page_for(partner, width=width)

    page.goto("/thurrock/dashboard/")

    expect(page.get_by_text("There are no reporting periods yet")).to_be_visible()
    axe(page)
    assert sideways(page) == 0
