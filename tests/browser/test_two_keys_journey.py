"""A lead brings evidence, a partner confirms what is claimed, and months later finds that it was lost."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Partnership, User
from plans.models import Action
from ratings.models import HoldCheck
from tests.browser.conftest import CheckAccessibility, PageFor, sideways
from tests.factories import LeadFactory, PeriodFactory, a_rated_plan
from tests.ratings.assured import give, needs_second_key


@pytest.fixture
def claimed(thurrock: Partnership, business: User, lead_person: User) -> Action:
    action = needs_second_key(a_rated_plan(thurrock, actions=1).actions.select_related("plan__partnership").get())
    group = LeadFactory.create(partnership=thurrock, name="LPR Group")
    group.people.add(lead_person)
    action.leads.add(group)
    give(action, "blue", PeriodFactory.create(partnership=thurrock), by=business)
    return action


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (320, False)])
def test_two_keys_and_a_check(
    *,
    claimed: Action,
    lead_person: User,
    partner: User,
    page_for: PageFor,
    axe: CheckAccessibility,
    width: int,
    javascript: bool,
) -> None:
    lead = page_for(lead_person, width=width, javascript=javascript)
    lead.goto(f"/thurrock/actions/{claimed.pk}/")
    lead.get_by_role("link", name="Add evidence").click()
    lead.get_by_label("File", exact=True).set_input_files(
        {"name": "Minutes.pdf", "mimeType": "application/pdf", "buffer": b"not a PDF"}
    )
    lead.get_by_label("What does it show?").fill("Ten files of ten.")
    lead.get_by_role("button", name="Add it").click()
    expect(lead.get_by_text("This file is named .pdf, but it is plain text.").first).to_be_visible()
    lead.get_by_label("File", exact=True).set_input_files(
        {"name": "Minutes.txt", "mimeType": "text/plain", "buffer": b"Ten files of ten."}
    )
    lead.get_by_role("button", name="Add it").click()
    expect(lead.get_by_role("link", name="Minutes.txt", exact=True)).to_be_visible()
    expect(lead.get_by_role("link", name="Confirm it or not")).to_have_count(0)

    page = page_for(partner, width=width, javascript=javascript)
    page.goto("/thurrock/dashboard/")
    page.get_by_role("link", name="Assurance", exact=True).click()
    page.get_by_role("link", name="Confirm or not").click()
    page.get_by_label("Confirmed", exact=True).check()
    page.get_by_label("Dip sample").check()
    page.get_by_label("What evidence did you see?").fill("I read all ten files.")
    page.get_by_label("Minutes.txt").check()
    if javascript:
        axe(page)
    assert sideways(page) == 0
    page.get_by_role("button", name="Save what I found").click()
    expect(page.get_by_text("Verified", exact=True)).to_be_visible()
    expect(page.get_by_text("I read all ten files.")).to_be_visible()

    HoldCheck.objects.filter(months=3).update(due_on=timezone.localdate() - timedelta(days=1))
    page.goto("/thurrock/dashboard/")
    expect(page.get_by_text("1 check whether it held is due.")).to_be_visible()
    page.get_by_role("link", name="All that waits").click()
    page.get_by_role("link", name="Did it hold? 1").click()
    page.get_by_label("Lost", exact=True).check()
    page.get_by_label("How do you know?").fill("Two files of ten.")
    page.get_by_label("Amber").check()
    if javascript:
        axe(page)
    assert sideways(page) == 0
    page.get_by_role("button", name="Save the check").click()
    expect(page.get_by_text("Lost", exact=True)).to_be_visible()
    expect(page.get_by_text("Lost at the check after 3 months: Two files of ten.").first).to_be_visible()
