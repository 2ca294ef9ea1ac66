"""A person pastes a table, chooses its columns and leads, puts rows together and takes one apart, and imports it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import Partnership, User
from plans.models import Action, LeadWording
from ratings.models import Rating
from spreadsheets.models import ColumnMapping, ImportRun
from tests.browser.conftest import NARROW, WIDE, CheckAccessibility, PageFor, sideways
from tests.factories import LeadFactory, PeriodFactory

ROWS = (
    ("Ref", "Action", "Outcome", "Lead", "By when", "RAG"),
    ("1", "Agree a form", "All use it", "Quality Assurance Gruop", "May 2021", "Green"),
    ("2", "Write to schools", "Schools know", "Audit Panel", "June 2021", "Green"),
    ("2a", "Tell colleges", "Colleges know", "Audit Panel", "June 2021", "Green"),
    ("3", "Report to the Board. Tell all agencies.", "It is known", "Audit Panel", "July 2021", "Red"),
)
TEXT = "\n".join("\t".join(row) for row in ROWS)
HTML = "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS) + "</table>"
PASTE = """([html, text]) => {
    const box = document.getElementById("id_pasted");
    const held = new DataTransfer();
    held.setData("text/html", html);
    held.setData("text/plain", text);
    box.focus();
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: held, bubbles: true, cancelable: true }));
    box.value = text;
    box.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste", bubbles: true }));
}"""


@pytest.fixture
def importer(transactional_db: None, thurrock: Partnership, business: User) -> User:
    PeriodFactory.create(partnership=thurrock)
    LeadFactory.create(partnership=thurrock, name="Quality Assurance Group")
    return business


def row_of(page: Page, text: str) -> Locator:
    row = page.locator("details[id^=row]", has_text=text).first
    if row.get_attribute("open") is None:
        row.locator("summary").click()
    return row


@pytest.mark.parametrize(("width", "javascript"), [(WIDE, True), (NARROW, True), (WIDE, False)])
def test_pasted_table_is_set_right_and_imported(
    *, page_for: PageFor, axe: CheckAccessibility, importer: User, width: int, javascript: bool
) -> None:
    page = page_for(importer, width=width, javascript=javascript)

    def looked_at() -> None:
        if javascript:
            axe(page)
            assert sideways(page) == 0

    page.goto("/thurrock/import/")
    if javascript:
        page.evaluate(PASTE, [HTML, TEXT])
        expect(page.get_by_text("A table was pasted, with its colours and merged cells.")).to_be_visible()
    else:
        page.get_by_label("Or paste a table from Word, Excel or a web page").fill(TEXT)
    looked_at()
    page.get_by_role("button", name="Read the document").click()
    assert ImportRun.objects.get().file_name.endswith(".html" if javascript else ".tsv")

    page.get_by_role("button", name="Tables and columns").click()
    looked_at()
    page.get_by_label("What “Outcome” holds").select_option(label="Progress")
    page.get_by_role("button", name="Read the document again").click()
    expect(page.get_by_text("The document was read again")).to_be_visible()
    assert ColumnMapping.objects.get().mapping == {"Outcome": "progress"}

    page.get_by_role("button", name="Leads", exact=True).click()
    looked_at()
    expect(page.get_by_text("Quality Assurance Gruop → Quality Assurance Group, a slip of the pen?")).to_be_visible()
    page.get_by_role("button", name="Confirm the guess").click()
    page.get_by_label("What “Audit Panel” is").select_option(label="A new lead: create it")
    page.get_by_role("button", name="Save", exact=True).click()

    row_of(page, "2a Tell colleges").get_by_role("button", name="Merge with the row above").click()
    expect(page.get_by_text("The two rows are one action now")).to_be_visible()
    row_of(page, "Report to the Board").get_by_role("button", name="Split into several actions").click()
    looked_at()
    page.get_by_label("Tell all agencies.").check()
    page.get_by_role("button", name="Show the actions first").click()
    expect(page.get_by_role("heading", name="2 actions")).to_be_visible()
    looked_at()
    page.get_by_role("button", name="Split the row").click()
    expect(page.get_by_text("The row is 2 actions now.")).to_be_visible()
    looked_at()

    page.get_by_label("Title of a new plan").fill("A pasted plan")
    page.get_by_label("Period that the ratings are of").select_option(label="2020/21 Q4")
    page.get_by_role("button", name="Save and see what will happen").click()
    expect(page.get_by_text("4 actions are new")).to_be_visible()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Receipt")

    texts = list(Action.objects.order_by("position").values_list("text", flat=True))
    assert texts == ["Agree a form", "Write to schools\nTell colleges", "Report to the Board.", "Tell all agencies."]
    assert [lead.name for lead in Action.objects.get(reference="1").leads.all()] == ["Quality Assurance Group"]
    assert LeadWording.objects.get().text == "Quality Assurance Gruop"
    assert Rating.objects.count() == 4


def test_what_is_typed_after_pasting_is_what_is_read(page_for: PageFor, importer: User) -> None:
    page = page_for(importer)
    page.goto("/thurrock/import/")
    page.evaluate(PASTE, [HTML, TEXT])

    page.get_by_label("Or paste a table from Word, Excel or a web page").press_sequentially("\n4\tTrain all staff")
    expect(page.get_by_text("The text of the box is read, without colours.")).to_be_visible()
    page.get_by_role("button", name="Read the document").click()

    expect(page.get_by_text("Train all staff").first).to_be_attached()
    assert ImportRun.objects.get().file_name.endswith(".tsv")
