"""Tables of many rows: the page scrolls, not a box within it, and headings, buttons and the focus stay in sight."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Partnership, User
from plans.models import ActionPlan
from tests.browser.conftest import NARROW, WIDE, PageFor, sideways
from tests.factories import PeriodFactory, a_rated_plan

IN_SIGHT = """() => {
  const element = document.activeElement, box = element.getBoundingClientRect();
  const at = document.elementFromPoint(box.left + 4, (box.top + box.bottom) / 2);
  return at === element || element.contains(at);
}"""


@pytest.fixture
def plan(thurrock: Partnership) -> ActionPlan:
    PeriodFactory.create(partnership=thurrock)
    return a_rated_plan(thurrock, actions=60, title="Delivery plan")


def scrolled(page: Page, y: int) -> None:
    page.evaluate(f"window.scrollTo(0, {y})")


@pytest.mark.parametrize("where", ["", "sitting/"])
def test_rows_scroll_with_the_page_under_headings_that_stay(
    page_for: PageFor, business: User, plan: ActionPlan, where: str
) -> None:
    page = page_for(business, width=WIDE)
    page.goto(f"/thurrock/plans/{plan.pk}/{where}")

    scrolled(page, 2000)

    assert page.locator(".app-scroll").evaluate("box => box.scrollHeight - box.clientHeight") == 0
    heading = page.get_by_role("columnheader", name="Action", exact=True)
    assert heading.bounding_box()["y"] == 0  # type: ignore[index]  # it is there, or the test fails
    assert sideways(page) == 0


def test_sitting_keeps_what_is_left_what_a_level_means_and_the_button_in_sight(
    page_for: PageFor, business: User, plan: ActionPlan
) -> None:
    page = page_for(business, width=WIDE)
    page.goto(f"/thurrock/plans/{plan.pk}/sitting/")
    scrolled(page, 2000)

    expect(page.locator("#sitting-left")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Save all changed rows").last).to_be_in_viewport()
    level = page.locator(".app-sitting__row select").nth(20)
    level.focus()
    page.keyboard.press("b")
    expect(page.locator("#sitting-meaning")).to_have_text("B – Blue: What blue means.")
    expect(page.locator("#sitting-meaning")).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.locator("#sitting-left")).to_have_text("59 of 60 still to do in 2020/21 Q4.")


def test_focus_is_never_behind_what_sticks(page_for: PageFor, business: User, plan: ActionPlan) -> None:
    page = page_for(business, width=WIDE)
    page.goto(f"/thurrock/plans/{plan.pk}/sitting/")
    page.locator(".app-sitting__row select").nth(25).focus()

    for key in ["Shift+Tab"] * 40 + ["Tab"] * 60:
        page.keyboard.press(key)
        assert page.evaluate(IN_SIGHT), page.evaluate("document.activeElement.outerHTML")


def test_sitting_on_a_small_screen_hides_nothing_behind_a_bar(
    page_for: PageFor, business: User, plan: ActionPlan
) -> None:
    page = page_for(business, width=NARROW, height=256)
    page.goto(f"/thurrock/plans/{plan.pk}/sitting/")

    foot = page.locator(".app-sitting__foot")

    assert foot.evaluate("foot => getComputedStyle(foot).position") == "static"
    assert sideways(page) == 0
