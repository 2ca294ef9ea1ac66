"""A lead sees what it still owes, says in a minute what was done, and changes nothing else."""

import pytest
from playwright.sync_api import expect

from accounts.models import Partnership, User
from plans.models import ActionPlan, Lead
from tests.browser.conftest import CheckAccessibility, PageFor
from tests.factories import LeadFactory, PeriodFactory, a_rated_plan


@pytest.fixture
def plan(thurrock: Partnership, lead_person: User) -> ActionPlan:
    """The lead persona answers for the LPR Group, which leads action 2 of three."""
    PeriodFactory.create(partnership=thurrock)
    made = a_rated_plan(thurrock, title="Peer Review Action Plan")
    lead: Lead = LeadFactory.create(partnership=thurrock, name="LPR Group")
    lead.people.add(lead_person)
    made.actions.get(reference="2").leads.add(lead)
    return made


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_lead_sees_what_it_owes_and_says_what_was_done(
    plan: ActionPlan, lead_person: User, page_for: PageFor, axe: CheckAccessibility, javascript: bool
) -> None:
    page = page_for(lead_person, javascript=javascript)
    page.goto("/thurrock/my-actions/")
    expect(page.get_by_role("heading", name="Still to update for 2020/21 Q4 (1)")).to_be_visible()
    if javascript:
        axe(page)

    page.get_by_role("link", name="Update 2").click()
    expect(page.get_by_role("radio")).to_have_count(0)
    expect(page.get_by_text("Move the due date")).to_have_count(0)
    if javascript:
        axe(page)
    page.get_by_label("What was done").fill("We met on 3 March and agreed a draft.")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Saved for 2020/21 Q4: what was done.")).to_be_visible()
    if javascript:
        axe(page)
    page.get_by_role("link", name="My actions").click()
    expect(page.get_by_role("heading", name="Updated for 2020/21 Q4 (1)")).to_be_visible()
    expect(page.get_by_text("We met on 3 March and agreed a draft.")).to_be_visible()


def test_lead_reads_the_plan_and_may_open_its_own_action_only(
    plan: ActionPlan, lead_person: User, page_for: PageFor, axe: CheckAccessibility
) -> None:
    page = page_for(lead_person)
    page.goto(f"/thurrock/plans/{plan.pk}/")
    expect(page.get_by_role("link", name="Action 3")).to_be_visible()
    expect(page.get_by_role("link", name="Update 2")).to_be_visible()
    expect(page.get_by_role("link", name="Update 3")).to_have_count(0)
    axe(page)

    answer = page.goto(f"/thurrock/actions/{plan.actions.get(reference='3').pk}/update/")

    assert answer is not None
    assert answer.status == 403


def test_lead_without_actions_is_told_whom_to_ask(
    thurrock: Partnership, lead_person: User, page_for: PageFor, axe: CheckAccessibility
) -> None:
    page = page_for(lead_person)
    page.goto("/thurrock/my-actions/")

    expect(page.get_by_role("heading", name="You lead no action")).to_be_visible()
    axe(page)
