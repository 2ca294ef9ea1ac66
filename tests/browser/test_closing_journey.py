"""A period is closed with what is missing said, and corrected afterwards; a trajectory is entered and drawn."""

import pytest
from playwright.sync_api import expect

from accounts.models import Partnership, User
from plans.models import ActionPlan, Lead
from ratings.models import Rating, Restatement
from tests.browser.conftest import NARROW, CheckAccessibility, PageFor, sideways
from tests.factories import LeadFactory, PeriodFactory, ProgressUpdateFactory, a_rated_plan, rated


@pytest.fixture
def plan(thurrock: Partnership) -> ActionPlan:
    """1 was amber in 2020/21 Q3; 2 is amber in Q4, 3 had no update at all, and LPR Group leads it."""
    before, period = PeriodFactory.create(partnership=thurrock, number=3), PeriodFactory.create(partnership=thurrock)
    made = a_rated_plan(thurrock, title="Peer Review Action Plan")
    first, second, third = made.actions.all()
    rated(first, "amber", before, reason="The draft is late.")
    rated(second, "amber", period, reason="The draft is late.")
    ProgressUpdateFactory.create(action=second, text="A first meeting was held.")
    lead: Lead = LeadFactory.create(partnership=thurrock, name="LPR Group")
    third.leads.add(lead)
    return made


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_business_user_closes_a_period_and_restates_it(
    plan: ActionPlan, business: User, page_for: PageFor, axe: CheckAccessibility, javascript: bool
) -> None:
    first, second, third = plan.actions.all()
    page = page_for(business, javascript=javascript)

    page.goto(f"/thurrock/actions/{first.pk}/update/")
    page.get_by_role("button", name="Nothing has changed since the period before").click()
    expect(page.get_by_text("Saved for 2020/21 Q4: that nothing has changed.")).to_be_visible()
    assert Rating.objects.get(action=first, period__name="2020/21 Q4").level.code == "amber"

    page.goto("/thurrock/periods/")
    page.get_by_role("link", name="2020/21 Q4", exact=True).click()
    page.get_by_role("button", name="Begin to close it").click()
    expect(page.get_by_text("what is missing can still be given")).to_be_visible()
    if javascript:
        axe(page)
    page.get_by_role("link", name="LPR Group", exact=True).click()
    expect(page.get_by_role("row")).to_have_count(2)
    text = page.get_by_label("To copy into a message").input_value()
    assert "Peer Review Action Plan, 3 (due 31 March 2021): Action 3" in text
    assert f"/thurrock/actions/{third.pk}/update/" in text
    if javascript:
        axe(page)
    page.get_by_role("link", name="2020/21 Q4").click()
    page.get_by_role("button", name="Close this period").click()
    page.get_by_role("button", name="Close this period").click()
    expect(page.get_by_role("alert")).to_contain_text("Confirm that what is missing stands as it is")
    page.get_by_label("1 action has no update; it will stand as No update.").check()
    page.get_by_role("button", name="Close this period").click()
    expect(page.get_by_text("2020/21 Q4 is closed.")).to_be_visible()

    page.goto(f"/thurrock/actions/{second.pk}/")
    page.get_by_role("link", name="Restate 2020/21 Q4").click()
    if javascript:
        axe(page)
    page.get_by_label("Green").check()
    page.get_by_label("Why it is restated").fill("The sample was the wrong one.")
    page.get_by_role("button", name="Restate").click()
    expect(page.get_by_text("The sample was the wrong one.")).to_be_visible()
    expect(page.get_by_text("The draft is late.")).to_be_visible()
    assert Restatement.objects.get().level.code == "green"


def test_trajectory_is_entered_and_drawn(
    plan: ActionPlan, business: User, page_for: PageFor, axe: CheckAccessibility
) -> None:
    page, narrow = page_for(business), page_for(business, width=NARROW)
    at = f"/thurrock/plans/{plan.pk}/trajectory/"

    page.goto(at)
    page.get_by_role("group", name="2020/21 Q4, Overall").get_by_label("Green").check()
    page.get_by_role("button", name="Save the trajectory").click()

    expect(page.get_by_role("img", name="Expected against actual")).to_be_visible()
    expect(page.get_by_text("0 ahead, 0 on course, 1 behind")).to_be_visible()
    axe(page)
    narrow.goto(at)
    assert sideways(narrow) == 0
