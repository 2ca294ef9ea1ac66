"""The administrator decides who may do what, and each step stays on record."""

import pytest
from playwright.sync_api import expect

from accounts.models import Membership, Partnership, User
from accounts.roles import Role
from tests.browser.conftest import CheckAccessibility, PageFor


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])
def test_administrator_adds_a_person_who_then_gets_in_and_later_withdraws_them(
    administrator: User, thurrock: Partnership, page_for: PageFor, axe: CheckAccessibility, javascript: bool
) -> None:
    page = page_for(administrator, javascript=javascript)
    page.goto("/thurrock/people/")
    page.get_by_role("button", name="Add a person").click()
    page.get_by_role("button", name="Add this person").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")

    page.get_by_label("E-mail address").fill("new.partner@example.org")
    page.get_by_label("Name", exact=True).fill("New Partner")
    page.get_by_label("Strategic partner").check()
    page.get_by_role("button", name="Add this person").click()

    added = User.objects.get(email="new.partner@example.org")
    assert Membership.objects.get(user=added).granted_by == administrator
    theirs = page_for(added, javascript=javascript)
    theirs.goto("/thurrock/")
    expect(theirs.get_by_role("heading", level=1)).to_contain_text("Dashboard")

    page.goto(f"/thurrock/people/{added.pk}/switch-off/")
    if javascript:
        axe(page)
    page.locator("main form button").click()

    assert not Membership.objects.filter(user=added).exists()
    answer = theirs.goto("/thurrock/")
    assert answer is not None
    assert answer.status in {404, 200}
    assert "/accounts/login/" in theirs.url or answer.status == 404


def test_business_team_sees_people_and_is_offered_no_change(
    business: User, administrator: User, page_for: PageFor, axe: CheckAccessibility
) -> None:
    page = page_for(business)

    page.goto("/thurrock/people/")

    expect(page.get_by_role("main")).to_contain_text(str(Role.ADMINISTRATOR.label))
    expect(page.get_by_role("button", name="Add a person")).to_have_count(0)
    axe(page)
