"""A business user finds a plan, narrows its actions, opens one and says how it stands; with and without scripts."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Partnership, User
from plans.models import Action, ActionPlan, Lead
from ratings.services import ActionChanges, record_changes
from tests.browser.conftest import NARROW, CheckAccessibility, PageFor, sideways
from tests.factories import LeadFactory, PeriodFactory, ProgressUpdateFactory, ReviewFactory, a_rated_plan, rated


@pytest.fixture
def plan(thurrock: Partnership) -> ActionPlan:
    """1 is blue and 2 amber in 2020/21 Q4, 3 had no update; all were due on 31 March 2021."""
    period = PeriodFactory.create(partnership=thurrock)
    review = ReviewFactory.create(partnership=thurrock, title="Peer review 2020")
    made = a_rated_plan(thurrock, title="Peer Review Action Plan", review=review)
    first, second, _third = made.actions.all()
    rated(first, "blue", period)
    rated(second, "amber", period, reason="The draft is late.")
    ProgressUpdateFactory.create(action=second, text="A first meeting was held. " * 20)
    lead: Lead = LeadFactory.create(partnership=thurrock, name="LPR Group")
    second.leads.add(lead)
    return made


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_business_user_updates_an_action_and_mends_a_missing_reason(
    plan: ActionPlan, business: User, page_for: PageFor, axe: CheckAccessibility, javascript: bool
) -> None:
    page = page_for(business, javascript=javascript)
    page.goto("/thurrock/plans/")
    if javascript:
        axe(page)
    page.get_by_role("link", name="Peer Review Action Plan").click()
    expect(page.get_by_role("heading", level=2, name="3 actions, 2020/21 Q4")).to_be_visible()

    page.get_by_label("Rating").select_option("No update")
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_role("heading", level=2, name="1 of 3 actions")).to_be_visible()
    assert "level=none" in page.url
    page.get_by_role("link", name="Action 3").click()
    expect(page.get_by_role("heading", level=1, name="Action 3")).to_be_visible()
    if javascript:
        axe(page)

    page.get_by_role("button", name="Update this action").click()
    expect(page.get_by_text("What red means.")).to_be_visible()
    page.get_by_label("What was done").fill("Nobody came to the meeting.")
    page.get_by_label("Red").check()
    page.get_by_role("button", name="Save").click()

    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Give a reason: Red always needs one.")
    expect(page.get_by_label("What was done")).to_have_value("Nobody came to the meeting.")
    expect(page.get_by_label("Red")).to_be_checked()
    if javascript:
        axe(page)
    summary.get_by_role("link").click()
    expect(page.get_by_label("Reason for this rating")).to_be_focused()
    page.keyboard.type("Three agencies sent nobody.")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Saved for 2020/21 Q4: what was done, the rating (Red).")).to_be_visible()
    expect(page.get_by_text("Three agencies sent nobody.")).to_be_visible()
    action = plan.actions.get(reference="3")
    assert action.ratings.get().rated_by == business
    assert action.updates.get().text == "Nobody came to the meeting."

    page.get_by_role("link", name="History of this action").click()
    expect(page.get_by_text("Business Persona gave the rating for 2020/21 Q4: Red.")).to_be_visible()
    if javascript:
        axe(page)


def test_business_user_moves_a_due_date_and_sets_a_lead_by_keyboard(
    plan: ActionPlan, business: User, page_for: PageFor, axe: CheckAccessibility
) -> None:
    action = plan.actions.get(reference="1")
    page = page_for(business)
    page.goto(f"/thurrock/actions/{action.pk}/update/")

    page.locator("summary", has_text="Move the due date").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Due date", exact=True).fill("31/04/2021")
    page.get_by_label("Why the due date moves").fill("Staff were ill.")
    page.locator("summary", has_text="Change the leads").focus()
    page.keyboard.press("Enter")
    page.get_by_label("LPR Group").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("April has 30 days")
    axe(page)

    page.get_by_label("Due date", exact=True).fill("30 April 2021")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("was 31 March 2021, now 30 April 2021, moved once")).to_be_visible()
    action.refresh_from_db()
    assert action.due_on == date(2021, 4, 30)
    assert [lead.name for lead in action.leads.all()] == ["LPR Group"]


def test_two_people_at_once_see_both_versions(
    plan: ActionPlan, business: User, administrator: User, page_for: PageFor, axe: CheckAccessibility
) -> None:
    action = Action.objects.get(plan=plan, reference="1")
    page = page_for(business)
    page.goto(f"/thurrock/actions/{action.pk}/update/")
    page.get_by_label("What was done").fill("My words.")
    record_changes(
        action=action,
        period=plan.partnership.periods.get(),
        changes=ActionChanges("Their words."),
        seen_revision=1,
        by=administrator,
    )

    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("alert")).to_contain_text("Somebody changed this action since you opened it")
    expect(page.get_by_role("heading", name="Now saved")).to_be_visible()
    expect(page.get_by_text("Admin Persona, ")).to_be_visible()
    expect(page.get_by_label("What was done")).to_have_value("My words.")
    axe(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved for 2020/21 Q4: what was done.")).to_be_visible()
    assert {update.text for update in action.updates.all()} == {"Their words.", "My words."}


def test_action_is_withdrawn_and_taken_up_again(
    plan: ActionPlan, business: User, page_for: PageFor, axe: CheckAccessibility
) -> None:
    action = plan.actions.get(reference="2")
    page = page_for(business)
    page.goto(f"/thurrock/actions/{action.pk}/")

    page.get_by_role("link", name="Withdraw it").click()
    axe(page)
    page.get_by_label("Why").fill("Merged into action 1.")
    page.get_by_role("button", name="Withdraw the action").click()
    expect(page.get_by_text("The action was withdrawn.")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Take it up again").click()
    page.get_by_label("Why").fill("It was not the same.")
    page.get_by_role("button", name="Take it up again").click()

    expect(page.get_by_text("The action was taken up again.")).to_be_visible()


def opened(page: Page, address: str) -> int:
    page.goto(address)
    return sideways(page)


def test_pages_fit_a_narrow_window(
    plan: ActionPlan, business: User, page_for: PageFor, axe: CheckAccessibility
) -> None:
    action = plan.actions.get(reference="2")
    page = page_for(business, width=NARROW, height=800)

    for address in ("plans/", f"plans/{plan.pk}/", "actions/", "my-actions/"):
        assert opened(page, f"/thurrock/{address}") == 0
        axe(page)
    for part in ("", "update/", "history/", "withdraw/"):
        assert opened(page, f"/thurrock/actions/{action.pk}/{part}") == 0
        axe(page)


def test_list_behind_a_number_says_what_it_counts(
    plan: ActionPlan, partner: User, page_for: PageFor, axe: CheckAccessibility
) -> None:
    page = page_for(partner)
    page.goto(f"/thurrock/plans/{plan.pk}/")

    page.get_by_role("link", name="1 No update").click()
    expect(page.get_by_role("heading", level=2, name="1 of 3 actions")).to_be_visible()
    page.goto(f"/thurrock/actions/?plan={plan.pk}&level=none")
    expect(page.get_by_role("heading", level=1)).to_have_text("Peer Review Action Plan: no update, 2020/21 Q4")
    axe(page)
    page.get_by_role("link", name="Remove this filter No update").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Peer Review Action Plan, 2020/21 Q4")
    page.get_by_label("Words").fill("zebra")
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_role("heading", name="No action matches")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Clear the filter").click()
    expect(page.get_by_role("heading", level=2, name="3 actions")).to_be_visible()
