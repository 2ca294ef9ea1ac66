"""A business manager brings a plan in: sets a row right, takes an offer, leaves one out, imports, and takes it back."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Partnership, User
from plans.models import Action, ActionPlan
from spreadsheets.services import import_document
from tests.browser.conftest import NARROW, WIDE, CheckAccessibility, PageFor, sideways
from tests.factories import PeriodFactory

PEER_REVIEW = Path(__file__).resolve().parents[2] / "fixtures" / "sources" / "peer-review-action-plan.xlsx"


@pytest.fixture
def importer(transactional_db: None, thurrock: Partnership, business: User) -> User:
    PeriodFactory.create(partnership=thurrock)
    return business


def handed_in(page: Page) -> None:
    page.goto("/thurrock/import/")
    page.get_by_label("Document with the plan").set_input_files(PEER_REVIEW)
    page.get_by_role("button", name="Read the document").click()


@pytest.mark.parametrize(("width", "javascript"), [(WIDE, True), (NARROW, True), (WIDE, False)])
def test_plan_is_brought_in_set_right_and_taken_back(
    *, page_for: PageFor, axe: CheckAccessibility, importer: User, width: int, javascript: bool
) -> None:
    page = page_for(importer, width=width, javascript=javascript)

    def looked_at() -> None:
        if javascript:
            axe(page)
            assert sideways(page) == 0

    handed_in(page)
    looked_at()
    page.get_by_label("Period that the ratings are of").select_option(label="2020/21 Q4")
    page.get_by_label("All of them").check()
    page.get_by_label("Use 30 April 2021 instead of “31/04/2021”").first.check()
    ninth = page.locator("details", has_text="9 This can be started by").first
    ninth.get_by_label("Due date").fill("June 2021")
    tenth = page.locator("details", has_text="10 In relation to Section157").first
    tenth.get_by_label("Leave this row out").check()
    page.get_by_role("button", name="Save and see what will happen").click()

    expect(page.get_by_text("25 actions are new")).to_be_visible()
    looked_at()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Receipt")
    looked_at()
    assert str(Action.objects.get(reference="8").due_on) == "2021-04-30"
    assert str(Action.objects.get(reference="9").due_on) == "2021-06-30"
    assert not Action.objects.filter(reference="10").exists()

    page.get_by_role("button", name="Open the plan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Peer Review Action Plan")
    page.goto(f"/thurrock/actions/{Action.objects.get(reference='8').pk}/source/")
    expect(page.get_by_text("31/04/2021")).to_be_visible()
    looked_at()

    page.goto("/thurrock/import/")
    looked_at()
    page.get_by_role("link", name="peer-review-action-plan.xlsx").click()
    page.get_by_role("link", name="Undo this import").click()
    looked_at()
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_text("The import of peer-review-action-plan.xlsx was undone.")).to_be_visible()
    assert ActionPlan.objects.count() == 0


def test_what_is_wrong_leads_to_its_field_and_what_was_typed_stands(
    page_for: PageFor, axe: CheckAccessibility, importer: User
) -> None:
    page = page_for(importer)
    handed_in(page)
    eighth = page.locator("details", has_text="8 Look at collating").first
    eighth.get_by_label("Due date").fill("31 June 2021")

    page.get_by_role("button", name="Save and go on later").click()
    page.get_by_role("link", name="Row 10 of Action Plan").click()

    assert page.evaluate("document.activeElement.value") == "31 June 2021"
    assert page.title().startswith("Error: Check peer-review-action-plan.xlsx")
    axe(page)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_changes_of_the_next_copy_are_shown_field_by_field(
    *, page_for: PageFor, axe: CheckAccessibility, importer: User, thurrock: Partnership, width: int
) -> None:
    period = thurrock.periods.get()
    data = PEER_REVIEW.read_bytes()
    import_document(partnership=thurrock, file_name=PEER_REVIEW.name, data=data, by=importer, period=period)
    Action.objects.filter(reference="2").update(text="Other words")
    text = "Ref,Action,Measure of success,Lead,Timescale,Due date,Progress\n1,Do more,,,,30 June 2021,\n"
    page = page_for(importer, width=width)
    page.goto("/thurrock/import/")
    page.get_by_label("Document with the plan").set_input_files(
        {"name": "Peer Review Action Plan.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    page.get_by_role("button", name="Read the document").click()
    page.get_by_role("button", name="Save and see what will happen").click()

    expect(page.get_by_role("cell", name="30 June 2021")).to_be_visible()
    expect(page.get_by_label("Withdraw the 25 actions that the file no longer has")).to_be_visible()
    axe(page)
    assert sideways(page) == 0


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_two_people_at_one_import_lose_nothing_of_what_either_said(
    *, page_for: PageFor, axe: CheckAccessibility, importer: User, administrator: User, width: int
) -> None:
    mine, theirs = page_for(importer, width=width), page_for(administrator, javascript=False)
    handed_in(mine)
    theirs.goto(mine.url)
    for page, said in ((mine, "Mine"), (theirs, "Theirs")):
        eighth = page.locator("details", has_text="8 Look at collating").first
        eighth.get_by_label("Measure of success").fill(said)
    theirs.get_by_role("button", name="Save and go on later").click()
    expect(theirs.get_by_text("Saved. Nothing has been imported yet.")).to_be_visible()

    mine.get_by_role("button", name="Save and go on later").click()

    expect(mine.get_by_role("alert")).to_contain_text("Somebody else saved this import while you had it open.")
    expect(mine.get_by_text("Two versions")).to_be_visible()
    expect(mine.locator("td", has_text="Theirs")).to_be_visible()
    expect(mine.locator("td", has_text="Mine")).to_be_visible()
    axe(mine)
    assert sideways(mine) == 0
    mine.get_by_label("Take what they saved for this row").check()
    mine.get_by_role("button", name="Save and go on later").click()
    expect(mine.get_by_text("Saved. Nothing has been imported yet.")).to_be_visible()
    eighth = mine.locator("details", has_text="8 Look at collating").first
    expect(eighth.get_by_label("Measure of success")).to_have_value("Theirs")


def test_row_that_needs_a_person_is_seen_with_its_source_in_one_window(page_for: PageFor, importer: User) -> None:
    page = page_for(importer)
    handed_in(page)

    eighth = page.locator("details", has_text="8 Look at collating").first.bounding_box()

    assert eighth is not None
    assert eighth["height"] <= 900
    expect(page.locator("details[id^=row][open]")).to_have_count(4)
