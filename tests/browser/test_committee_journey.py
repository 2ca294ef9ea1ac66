"""A councillor reads and prints the published report; the business manager made it by a few clicks."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from accounts.models import Partnership, User
from plans.models import Action
from reporting.models import Report
from tests.browser.conftest import CheckAccessibility, PageFor, sideways
from tests.reporting.graph import MEETING, Story, a_draft, a_published_report, a_story


@pytest.fixture
def story(thurrock: Partnership) -> Story:
    return a_story(thurrock)


@pytest.fixture
def published(story: Story, business: User) -> Report:
    """A published report with one very long text in it."""
    Action.objects.filter(plan=story.leo, position=14).update(text="Word " * 1000)
    return a_published_report(story, by=business)


@pytest.mark.parametrize("width", [1280, 320])
def test_a_councillor_understands_the_report_without_asking(
    published: Report, committee: User, page_for: PageFor, axe: CheckAccessibility, width: int
) -> None:
    page = page_for(committee, width=width)

    page.goto("/thurrock/")
    expect(page.get_by_text("14 actions identified: 1 blue, 4 green and 9 amber")).to_be_visible()
    axe(page)
    assert sideways(page) == 0
    page.get_by_role("button", name="Read the report").click()

    expect(page.get_by_role("heading", name="What the colours mean")).to_be_visible()
    expect(page.get_by_text("What amber means.")).to_be_visible()
    expect(page.get_by_text("All of them have a deadline.").first).to_be_visible()
    expect(page.get_by_text("On course", exact=True).first).to_be_visible()
    axe(page)
    assert sideways(page) == 0


@pytest.mark.parametrize("width", [1280, 320])
def test_the_print_view_is_the_report_alone(
    published: Report, committee: User, page_for: PageFor, axe: CheckAccessibility, width: int
) -> None:
    page = page_for(committee, width=width)

    page.goto(f"/thurrock/reports/{published.pk}/print/")

    expect(page).to_have_title(f"Safeguarding action plans, {MEETING} – {published.partnership.name}")
    expect(page.get_by_role("navigation")).to_have_count(0)
    axe(page)
    assert sideways(page) == 0


def test_on_paper_levels_are_told_by_ink_and_the_screens_parts_are_left_out(
    published: Report, committee: User, page_for: PageFor, tmp_path: Path
) -> None:
    page = page_for(committee)
    page.goto(f"/thurrock/reports/{published.pk}/print/")
    page.emulate_media(media="print")

    page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)

    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert _style(page, ".app-level--amber .app-level__mark", "backgroundColor") == "rgb(255, 255, 255)"
    assert _style(page, ".app-level--amber .app-level__mark", "color") == "rgb(0, 0, 0)"
    assert _style(page, ".app-report__actions thead", "display") == "table-header-group"
    assert _style(page, ".app-no-print", "display") == "none"
    assert page.locator(".app-report__running-key .app-level").count() == 5
    sheets = [sheet.extract_text() for sheet in PdfReader(tmp_path / "report.pdf").pages]
    assert len(sheets) > 1
    for number, text in enumerate(sheets, start=1):
        key = text[text.rindex("What blue means.") :]
        assert all(word in key for word in ("Green", "Amber", "Red", "No update")), "at the foot of each sheet"
        assert f"{number} / {len(sheets)}" in text


def test_a_business_manager_makes_and_publishes_a_report(
    story: Story, business: User, committee: User, page_for: PageFor, axe: CheckAccessibility
) -> None:
    page = page_for(business)
    page.goto("/thurrock/reports/")
    page.get_by_role("button", name="Make a report").click()
    axe(page)
    page.get_by_role("button", name="Save and see the draft").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter a title")
    axe(page)

    page.get_by_label("Title").fill("Plans for February")
    page.get_by_label("Meeting", exact=True).fill(MEETING)
    page.get_by_label("Leo", exact=True).check()
    page.get_by_label("Shay and Ashley").check()
    page.get_by_label("Note on Leo").fill("More workshops are planned.")
    page.get_by_role("button", name="Save and see the draft").click()
    expect(page.get_by_role("heading", name="This is a draft")).to_be_visible()
    axe(page)
    page.get_by_label("I have read these warnings").check()
    page.get_by_role("button", name="Publish for good").click()

    expect(page.get_by_text("The report is published. It will not change any more.")).to_be_visible()
    reader = page_for(committee)
    reader.goto("/thurrock/reports/")
    expect(reader.get_by_role("heading", name="Plans for February")).to_be_visible()


def test_a_mistake_is_put_right_by_a_new_version(
    story: Story, business: User, committee: User, page_for: PageFor, axe: CheckAccessibility
) -> None:
    first = a_published_report(story, by=business)
    page = page_for(business)
    page.goto(f"/thurrock/reports/{first.pk}/")
    page.get_by_role("link", name="Put a mistake right in a new version").click()
    axe(page)
    page.get_by_label("What does the new version put right?").fill("One rating of Leo was wrong.")
    page.get_by_role("button", name="Begin the new version").click()
    page.get_by_label("I have read these warnings").check()
    page.get_by_role("button", name="Publish for good").click()
    expect(page.get_by_text("The report is published.")).to_be_visible()

    reader = page_for(committee)
    reader.goto(f"/thurrock/reports/{first.pk}/")
    expect(reader.get_by_text("One rating of Leo was wrong.")).to_be_visible()
    reader.get_by_role("link", name="version 2").click()
    expect(reader.get_by_text("What is different in version 2")).to_be_visible()
    axe(reader)
    assert Report.objects.count() == 2


def test_a_councillor_cannot_reach_a_draft_or_a_plan(
    story: Story, business: User, committee: User, page_for: PageFor
) -> None:
    draft = a_draft(story, by=business)
    page = page_for(committee)

    for address in (f"/thurrock/reports/{draft.pk}/", f"/thurrock/plans/{story.leo.pk}/", "/thurrock/dashboard/"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 404


def _style(page: Page, selector: str, name: str) -> str:
    """A computed style of the first element that the selector finds."""
    return str(page.locator(selector).first.evaluate("(element, name) => getComputedStyle(element)[name]", name))
