"""A report as PDF, Word and Excel: who may have it, and that each says what the page says."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts.models import Partnership, User
from plans.models import Action
from ratings.models import Rating
from reporting.files.naming import file_name
from reporting.models import Report
from reporting.services import begin_new_version, publish_report
from reporting.shown import Content
from tests.reporting.graph import Story, a_draft, a_published_report, a_story, frozen
from tests.reporting.report_files import ENDINGS, READERS, address, file_of, plain

ClientFor = Callable[[User], Client]
Visiting = Callable[[str], Client]
NO_UPDATE = {"letter": "?", "word": "No update"}


@pytest.fixture
def story(thurrock: Partnership) -> Story:
    """With an action without date, lead and update, one overdue and moved, and a plan's note."""
    made = a_story(thurrock)
    bare = made.leo.actions.get(position=14)
    Rating.objects.filter(action=bare, period=made.period).delete()
    Action.objects.filter(pk=bare.pk).update(due_on=None, due_precision="", timescale_text="")
    bare.leads.clear()
    Action.objects.filter(plan=made.frankie, position=14).update(due_on=date(2021, 9, 30))
    return made


@pytest.fixture
def published(story: Story, business: User) -> Report:
    return a_published_report(story, by=business)


@pytest.fixture
def reader(committee: User, client_for: ClientFor) -> Client:
    return client_for(committee)


@pytest.fixture
def three_reports(story: Story, business: User) -> list[Report]:
    """A draft, one published for a committee, and one for the Strategic Group."""
    return [
        a_draft(story, by=business),
        a_published_report(story, by=business),
        a_published_report(story, by=business, audience="strategic_group"),
    ]


@pytest.fixture
def visiting(request: pytest.FixtureRequest, client_for: ClientFor) -> Visiting:
    """A client signed in as the persona of that name."""
    return lambda persona: client_for(request.getfixturevalue(persona))


def everything_said(content: Content) -> set[str]:
    """Each sentence and each number beside a level's word, straight from what was frozen."""
    said = {content["title"], content["partnership"], content["meeting_name"], content["course"], content["deadlines"]}
    for plan in content["plans"]:
        said |= {plan["title"], plan["note"], plan["course"], plan["deadlines"]}
        said |= {dimension["sentence"] for dimension in plan["dimensions"]}
        for action in plan["incomplete"]:
            said |= {action["reference"], action["text"], action["due"], action["course_words"], *action["leads"]}
            said |= {rating["reason"] for rating in action["ratings"]}
    said |= {review["stage"] for review in content["reviews"]} | {theme["name"] for theme in content["themes"]}
    for key in content["keys"]:
        said |= {meaning["text"] for row in key["rows"] for meaning in row["meanings"]}
    return {plain(text) for text in said if text}


@pytest.mark.parametrize("form", [*READERS])
def test_every_form_says_all_that_was_frozen(published: Report, reader: Client, form: str) -> None:
    text = plain(READERS[form](file_of(reader, form, published)))

    assert [said for said in everything_said(frozen(published)) if said not in text] == []


@pytest.mark.parametrize("form", [*READERS])
def test_every_form_tells_what_is_not_known(published: Report, reader: Client, form: str) -> None:
    text = plain(READERS[form](file_of(reader, form, published)))

    for told in ("No deadline recorded", "No lead recorded", "No update", "Last known: R, Red", "1 with no update"):
        assert plain(told) in text, told


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
def test_numbers_at_each_level_are_the_frozen_ones(published: Report, reader: Client, form: str) -> None:
    text = plain(READERS[form](file_of(reader, form, published)))
    separator = ":" if form == "docx" else ""

    for plan in frozen(published)["plans"]:
        [dimension] = plan["dimensions"]
        told = [(each["level"] or NO_UPDATE, each["count"]) for each in dimension["levels"]]
        wanted = [plain(f"{level['letter']}{level['word']}{separator}{count}") for level, count in told]
        assert re.search(r"\D*?".join(map(re.escape, wanted)), text), wanted


@pytest.mark.parametrize("form", [*READERS])
def test_no_form_changes_when_the_plans_do(published: Report, reader: Client, form: str) -> None:
    before = READERS[form](file_of(reader, form, published))

    Rating.objects.all().delete()
    Action.objects.update(text="Rewritten", is_placeholder=True)

    assert READERS[form](file_of(reader, form, published)) == before


@pytest.mark.parametrize("form", ENDINGS)
@pytest.mark.parametrize("plans", [1, 2])
def test_a_file_costs_the_same_whatever_it_holds(
    story: Story, business: User, reader: Client, form: str, plans: int
) -> None:
    report = a_published_report(story, by=business, plans=[story.leo, story.frankie][:plans])

    with CaptureQueriesContext(connection) as queries:
        file_of(reader, form, report)

    assert len(queries) == 5


@pytest.mark.parametrize(
    ("persona", "statuses"),
    [
        ("business", (200, 200, 200)),
        ("partner", (404, 200, 200)),
        ("lead_person", (404, 200, 404)),
        ("committee", (404, 200, 404)),
        ("southend", (404, 404, 404)),
    ],
)
@pytest.mark.parametrize("form", ["docx", "xlsx", "pdf"])
def test_a_file_is_for_those_who_may_see_the_page(
    three_reports: list[Report], visiting: Visiting, form: str, persona: str, statuses: tuple[int, int, int]
) -> None:
    client = visiting(persona)

    found = tuple(client.get(address(form, report)).status_code for report in three_reports)

    assert found == statuses


@pytest.mark.parametrize("form", ENDINGS)
def test_a_file_has_a_name_that_can_be_read(published: Report, reader: Client, form: str) -> None:
    answer = reader.get(address(form, published))

    name = f"thurrock-safeguarding-action-plans-2022-02-08-v1.{form}"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('Plans "& more"\r\nX: y', "thurrock-plans-more-x-y-2022-02-08-draft.pdf"),
        ("../../etc/passwd", "thurrock-etcpasswd-2022-02-08-draft.pdf"),
        ("🧸", "thurrock-report-2022-02-08-draft.pdf"),
        ("Thurrock plans", "thurrock-plans-2022-02-08-draft.pdf"),
    ],
)
def test_a_name_is_safe_whatever_the_title(story: Story, business: User, title: str, name: str) -> None:
    assert file_name(a_draft(story, by=business, title=title), "pdf") == name


@pytest.mark.parametrize("form", ENDINGS)
def test_a_draft_says_that_it_is_one(story: Story, business: User, client_for: ClientFor, form: str) -> None:
    text = READERS[form](file_of(client_for(business), form, a_draft(story, by=business)))

    assert "Draft: Safeguarding action plans" in text
    assert "reckoned from the plans as they are now" in text


@pytest.mark.parametrize("form", ENDINGS)
def test_a_replaced_report_says_which_version_did(published: Report, business: User, reader: Client, form: str) -> None:
    newer = begin_new_version(report=published, what_changed="Two figures put right.", by=business)
    publish_report(report=newer, by=business, accept_warnings=True)

    text = plain(READERS[form](file_of(reader, form, published)))

    assert plain("by version 2. Two figures put right.") in text
    assert plain("What is different in version 2") in plain(READERS[form](file_of(reader, form, newer)))


@pytest.mark.parametrize("form", ENDINGS)
def test_a_report_that_was_tampered_with_says_so_in_every_file(published: Report, reader: Client, form: str) -> None:
    Report.objects.update(content={**(published.content or {}), "course": "Every action is complete."})

    assert plain("This report is not as it was published") in plain(READERS[form](file_of(reader, form, published)))


@pytest.mark.parametrize("form", ENDINGS)
def test_content_of_the_first_shape_still_makes_a_file(published: Report, reader: Client, form: str) -> None:
    Report.objects.update(content=without_later_keys(published.content))

    text = READERS[form](file_of(reader, form, published))

    assert plain("14 actions identified: 11 blue and 3 amber") in plain(text)


def without_later_keys(value: Any) -> Any:
    later = {"verified", "claimed", "assured", "restated", "restatements"}
    if isinstance(value, dict):
        return {name: without_later_keys(each) for name, each in value.items() if name not in later}
    return [without_later_keys(each) for each in value] if isinstance(value, list) else value


class TestWord:
    @pytest.fixture
    def document(self, published: Report, reader: Client) -> Any:
        return docx.Document(BytesIO(file_of(reader, "docx", published)))

    def test_headings_are_real_and_in_order(self, document: Any) -> None:
        found = [(each.style.name, each.text) for each in document.paragraphs if each.style.name.startswith("Head")]

        assert found == [
            ("Heading 1", "Summary"),
            ("Heading 1", "Key: BRAG"),
            ("Heading 1", "Frankie"),
            ("Heading 2", "Frankie: actions that are not complete"),
            ("Heading 1", "Leo"),
            ("Heading 2", "Leo: actions that are not complete"),
        ]

    def test_headings_of_tables_are_repeated_and_rows_stay_whole(self, document: Any) -> None:
        for table in document.tables:
            rows = [row._tr.trPr.xml for row in table.rows]
            assert ["tblHeader" in xml for xml in rows] == [True, *[False] * (len(rows) - 1)]
            assert all("cantSplit" in xml for xml in rows)

    def test_first_and_last_row_stand_with_another(self, document: Any) -> None:
        rows = [row._tr for row in document.tables[-1].rows]

        kept = ["keepNext" in row.xml for row in rows]
        assert (kept[0], kept[1], kept[-2], kept[-1]) == (True, True, True, False)

    def test_key_stands_in_the_foot_of_each_page(self, document: Any) -> None:
        foot = "\n".join(paragraph.text for paragraph in document.sections[0].footer.paragraphs)

        assert "● B Blue" in foot
        assert "○ ? No update" in foot

    def test_properties_say_what_and_in_which_language(self, document: Any, published: Report) -> None:
        properties = document.core_properties

        assert (properties.title, properties.language) == ("Safeguarding action plans", "en-GB")
        assert properties.author == published.partnership.name
        assert 'w:val="en-GB"' in document.styles.element.xml
        assert published.published_at is not None
        assert properties.created == published.published_at.replace(microsecond=0)


class TestWorkbook:
    @pytest.fixture
    def book(self, published: Report, reader: Client) -> Any:
        return load_workbook(BytesIO(file_of(reader, "xlsx", published)))

    def test_sheets_are_summary_levels_actions_and_key(self, book: Any) -> None:
        assert book.sheetnames == ["Summary", "Levels", "Not complete", "Key"]

    def test_numbers_are_numbers_and_add_up(self, book: Any, published: Report) -> None:
        counts = [row[3].value for row in book["Levels"].iter_rows(min_row=2)]

        assert all(isinstance(count, int) for count in counts)
        assert sum(counts) == frozen(published)["actions"]

    def test_each_action_has_a_row_that_can_be_filtered(self, book: Any, published: Report) -> None:
        sheet = book["Not complete"]

        found = [(row[0].value, row[1].value) for row in sheet.iter_rows(min_row=2)]
        plans = frozen(published)["plans"]
        assert found == [(plan["title"], action["reference"]) for plan in plans for action in plan["incomplete"]]
        assert sheet.auto_filter.ref == f"A1:I{len(found) + 1}"
        assert sheet.print_title_rows == "$1:$1"

    def test_levels_are_told_by_letter_shape_and_word(self, book: Any) -> None:
        marks = {row[6].value for row in book["Not complete"].iter_rows(min_row=2)}

        assert marks == {"▲ A Amber", "○ ? No update"}
