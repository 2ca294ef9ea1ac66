"""A sitting at the quick table, as the business manager does it: by keyboard, with scripts and without."""

import pytest
from django.urls import reverse
from playwright.sync_api import Dialog, Locator, Page, expect

from accounts.models import Partnership, User
from accounts.roles import Role
from plans.models import Action, ActionPlan, Lead, LeadWording
from ratings.models import Rating, ReportingPeriod
from ratings.services import close_period, reopen_period
from reviews.models import GovernanceStage, Review
from tests.browser.conftest import NARROW, WIDE, CheckAccessibility, PageFor, sideways
from tests.factories import (
    LeadFactory,
    LearningThemeFactory,
    MembershipFactory,
    PeriodFactory,
    PlanScaleFactory,
    ReviewFactory,
    a_rated_plan,
    brag,
    rated,
)
from tests.ratings.sitting_rows import change_meanwhile

WIDTHS = [WIDE, NARROW]


@pytest.fixture
def before(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock, number=3)


@pytest.fixture
def period(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock)


@pytest.fixture
def plan(thurrock: Partnership, before: ReportingPeriod, period: ReportingPeriod) -> ActionPlan:
    """Three actions in BRAG; the first was amber in the period before."""
    made = a_rated_plan(thurrock, actions=3, title="Peer review")
    rated(made.actions.get(reference="1"), "amber", before, reason="Late.")
    return made


def address(plan: ActionPlan) -> str:
    return reverse("ratings:sitting", kwargs={"partnership": "thurrock", "pk": plan.pk})


def action_of(plan: ActionPlan, reference: str) -> Action:
    return plan.actions.get(reference=reference)


def field(page: Page, plan: ActionPlan, reference: str, name: str) -> Locator:
    """A field of a row as it is read out: "Level", "Reason or note" (of the overall dimension) or "What was done"."""
    of = "action" if name == "What was done" else "Overall, action"
    return page.get_by_role("combobox" if name == "Level" else "textbox", name=f"{name}, {of} {reference}", exact=True)


def levels_of(plan: ActionPlan) -> dict[str, str]:
    ratings = Rating.objects.filter(action__plan=plan, period__name="2020/21 Q4")
    return {rating.action.reference: rating.level.code for rating in ratings.select_related("action", "level")}


def tab_to(page: Page, target: Locator) -> None:
    """By the Tab key alone, as somebody without a mouse."""
    for _ in range(60):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("The Tab key does not reach this field.")


def test_rows_are_rated_one_by_one_by_keyboard(page_for: PageFor, business: User, plan: ActionPlan) -> None:
    page = page_for(business)
    page.goto(address(plan))
    status = page.locator("#sitting-status")
    expect(status).to_have_text("3 of 3 still to do in 2020/21 Q4.")

    tab_to(page, field(page, plan, "1", "Level"))
    page.keyboard.press("g")
    expect(page.locator(".app-row-changed")).to_have_count(1)
    page.keyboard.press("Enter")

    expect(status).to_contain_text("Action 1 is saved. 2 of 3 still to do")
    expect(field(page, plan, "2", "Level")).to_be_focused()
    page.keyboard.press("r")
    page.keyboard.press("Enter")
    expect(field(page, plan, "2", "Reason or note")).to_be_focused()
    expect(page.get_by_text("Give a reason: Red always needs one.")).to_be_visible()
    page.keyboard.type("No one in post.")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Action 2 is saved. 1 of 3 still to do")
    assert levels_of(plan) == {"1": "green", "2": "red"}


def test_arrows_go_from_row_to_row_and_can_be_switched_off(page_for: PageFor, business: User, plan: ActionPlan) -> None:
    page = page_for(business)
    page.goto(address(plan))

    field(page, plan, "1", "Level").focus()
    page.keyboard.press("ArrowDown")
    expect(field(page, plan, "2", "Level")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field(page, plan, "1", "Level")).to_be_focused()
    page.get_by_label("Quick keys").uncheck()
    field(page, plan, "1", "Level").focus()
    page.keyboard.press("ArrowDown")

    expect(field(page, plan, "1", "Level")).to_be_focused()
    expect(field(page, plan, "1", "Level")).to_have_value(str(plan.rating_setup.scale.levels.get(code="blue").pk))


def test_changed_rows_are_marked_guarded_and_saved_together(
    page_for: PageFor, business: User, plan: ActionPlan
) -> None:
    page = page_for(business)
    page.goto(address(plan))
    field(page, plan, "1", "Level").select_option(label="G – Green")
    field(page, plan, "3", "Level").select_option(label="A – Amber")
    field(page, plan, "3", "Reason or note").fill("Training slipped.")
    field(page, plan, "3", "What was done").fill("Two courses held.")
    expect(page.locator(".app-row-changed")).to_have_count(2)
    warned: list[str] = []

    def stay(dialog: Dialog) -> None:
        warned.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.get_by_role("link", name="Show only those still to do").click()
    page.wait_for_timeout(200)
    page.get_by_role("button", name="Save all changed rows").first.click()

    expect(page.get_by_text("2 rows are saved.")).to_be_visible()
    expect(page.locator("#sitting-status")).to_have_text("1 of 3 still to do in 2020/21 Q4.")
    assert warned == ["beforeunload"]
    assert levels_of(plan) == {"1": "green", "3": "amber"}
    assert action_of(plan, "3").updates.get().text == "Two courses held."


def test_rows_that_cannot_be_saved_lead_from_the_summary_to_the_field(
    page_for: PageFor, axe: CheckAccessibility, business: User, plan: ActionPlan
) -> None:
    page = page_for(business)
    page.goto(address(plan))
    field(page, plan, "1", "Level").select_option(label="R – Red")
    field(page, plan, "2", "Level").select_option(label="G – Green")

    page.get_by_role("button", name="Save all changed rows").first.click()
    axe(page)
    page.get_by_role("link", name="1: Give a reason: Red always needs one.").click()

    expect(field(page, plan, "1", "Reason or note")).to_be_focused()
    assert levels_of(plan) == {"2": "green"}


def test_row_changed_meanwhile_shows_both_versions_in_place_and_saves_on_top(
    page_for: PageFor, axe: CheckAccessibility, business: User, administrator: User, plan: ActionPlan
) -> None:
    page = page_for(business)
    page.goto(address(plan))
    change_meanwhile(action_of(plan, "1"), ReportingPeriod.objects.get(name="2020/21 Q4"), administrator)

    field(page, plan, "1", "Level").select_option(label="G – Green")
    field(page, plan, "1", "Reason or note").fill("The audit was held.")
    page.keyboard.press("Enter")

    row = page.locator(f"#row-{action_of(plan, '1').pk}")
    expect(row.get_by_role("heading", name="Saved now")).to_be_visible()
    expect(row).to_contain_text("Theirs: no one in post.")
    expect(row).to_contain_text("Admin Persona")
    axe(page)
    field(page, plan, "1", "Reason or note").press("Enter")
    expect(page.locator("#sitting-status")).to_contain_text("Action 1 is saved.")
    assert levels_of(plan) == {"1": "green"}


def test_signed_out_meanwhile_leaves_everything_that_was_typed(
    page_for: PageFor, business: User, plan: ActionPlan
) -> None:
    page = page_for(business)
    page.goto(address(plan))
    field(page, plan, "1", "What was done").fill("All that was done.")
    page.context.clear_cookies()

    page.get_by_role("button", name="Save action 1", exact=True).click()

    expect(page.locator("#sitting-status")).to_contain_text("Not saved: you are signed out.")
    expect(field(page, plan, "1", "What was done")).to_have_value("All that was done.")


def test_service_that_does_not_answer_leaves_everything_that_was_typed(
    page_for: PageFor, business: User, plan: ActionPlan
) -> None:
    page = page_for(business)
    page.goto(address(plan))
    field(page, plan, "1", "What was done").fill("All that was done.")
    page.route("**/sitting/**", lambda route: route.fulfill(status=429, body="Too many at once"))

    page.get_by_role("button", name="Save action 1", exact=True).click()

    expect(page.locator("#sitting-status")).to_contain_text("the service did not answer as it should")
    expect(field(page, plan, "1", "What was done")).to_have_value("All that was done.")


def test_sitting_without_scripts(page_for: PageFor, business: User, plan: ActionPlan) -> None:
    page = page_for(business, javascript=False)
    page.goto(address(plan))
    field(page, plan, "1", "Level").select_option(label="R – Red")
    field(page, plan, "2", "Level").select_option(label="G – Green")

    page.get_by_role("button", name="Save action 2", exact=True).click()
    after_one = levels_of(plan)
    expect(page.locator("#sitting-status")).to_contain_text("2 of 3 still to do")
    field(page, plan, "1", "Reason or note").fill("No one in post.")
    page.get_by_role("button", name="Save all changed rows").first.click()

    expect(page.locator("#sitting-status")).to_contain_text("1 of 3 still to do")
    assert after_one == {"2": "green"}
    assert levels_of(plan) == {"1": "red", "2": "green"}


@pytest.fixture
def a_filled_partnership(
    *, thurrock: Partnership, plan: ActionPlan, period: ReportingPeriod, administrator: User, lead_person: User
) -> dict[str, int]:
    """Something to see on each page; its keys by page."""
    lead: Lead = LeadFactory.create(partnership=thurrock, name="Management Executive Board")
    LeadWording.objects.create(partnership=thurrock, lead=lead, text="MEB")
    lead.people.add(lead_person)
    action_of(plan, "1").leads.add(lead)
    review: Review = ReviewFactory.create(
        partnership=thurrock, title="Sam and Kyle", governance_stage=GovernanceStage.LEARNING_PUBLISHED
    )
    review.themes.add(LearningThemeFactory.create(partnership=thurrock, name="Information sharing"))
    close_period(period=period, by=administrator)
    reopen_period(period=period, reason="Late return.", by=administrator)
    three = a_rated_plan(thurrock, actions=2, title="JTAI")
    three.rating_setup.delete()
    PlanScaleFactory.create(plan=three, scale=brag(thurrock, name="JTAI", dimensions=("process", "impact", "care")))
    return {"lead": lead.pk, "review": review.pk, "period": period.pk, "person": lead_person.pk, "three": three.pk}


PAGES = (
    "plans/{plan}/sitting/",
    "plans/{three}/sitting/",
    "periods/",
    "periods/{period}/",
    "periods/{period}/close/",
    "people/",
    "people/add/",
    "people/{person}/",
    "people/{person}/switch-off/",
    "people/{person}/leads/",
    "reviews/",
    "reviews/add/",
    "reviews/{review}/",
    "reviews/{review}/change/",
    "leads/",
    "leads/add/",
    "leads/{lead}/",
    "leads/{lead}/change/",
    "leads/{lead}/people/",
    "leads/{lead}/merge/",
)


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_bar_nobody_at_any_width(
    *,
    page_for: PageFor,
    axe: CheckAccessibility,
    administrator: User,
    plan: ActionPlan,
    a_filled_partnership: dict[str, int],
    width: int,
) -> None:
    page = page_for(administrator, width=width)
    too_wide = {}

    for place in PAGES:
        answer = page.goto("/thurrock/" + place.format(plan=plan.pk, **a_filled_partnership))
        assert answer is not None
        assert answer.status == 200, place
        axe(page)
        if sideways(page):
            too_wide[place] = sideways(page)

    assert too_wide == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_home_bars_nobody_at_any_width(
    *,
    page_for: PageFor,
    axe: CheckAccessibility,
    business: User,
    outsider: User,
    other_partnership: Partnership,
    width: int,
) -> None:
    MembershipFactory.create(user=business, partnership=other_partnership, role=Role.LEAD)

    for person, title in ((business, "Choose a partnership"), (outsider, "You have no role yet")):
        page = page_for(person, width=width)
        page.goto("/")
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        axe(page)
        assert sideways(page) == 0
