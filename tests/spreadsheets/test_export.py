"""A plan as a file, and back: what goes out comes in again and changes nothing."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from django.test import Client
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from accounts.models import Partnership, User
from plans.models import ActionPlan
from ratings.models import Rating
from spreadsheets.services import import_document
from tests.factories import PeriodFactory, ProgressUpdateFactory, a_rated_plan, rated

SOURCES = Path(__file__).resolve().parents[2] / "fixtures" / "sources"
FILES = [
    "peer-review-action-plan.xlsx",
    "delivery-plan-2019-20.docx",
    "scr-sam-and-kyle-action-plan.docx",
    "jtai-action-plan.docx",
]
ClientFor = Callable[[User], Client]


def exported(client: Client, plan: ActionPlan, form: str, query: str = "") -> bytes:
    answer = client.get(f"/{plan.partnership.slug}/plans/{plan.pk}/export/{form}/{query}")
    assert answer.status_code == 200
    return bytes(answer.content)


def below(sheet: Worksheet, heading: str) -> Any:
    """The first action's cell under the heading."""
    return sheet.cell(5, [cell.value for cell in sheet[4]].index(heading) + 1)


def state_of(plan: ActionPlan) -> list[tuple[Any, ...]]:
    """All that an import could change."""
    return [
        (
            action.revision,
            action.history.count(),
            action.text,
            action.due_on,
            [lead.name for lead in action.leads.all()],
            [(rating.level_id, rating.revision) for rating in action.ratings.all()],
            action.updates.count(),
        )
        for action in plan.actions.order_by("position")
    ]


@pytest.mark.parametrize("form", ["xlsx", "csv", "docx"])
@pytest.mark.parametrize("file_name", FILES)
def test_exported_source_imports_again_and_changes_nothing(
    thurrock: Partnership, business: User, client_for: ClientFor, file_name: str, form: str
) -> None:
    period = PeriodFactory.create(partnership=thurrock)
    data = (SOURCES / file_name).read_bytes()
    run = import_document(
        partnership=thurrock, file_name=file_name, data=data, by=business, period=period, accept_offers=True
    )
    assert run.plan is not None
    before = state_of(run.plan)

    file = exported(client_for(business), run.plan, form, f"?period={period.pk}")
    again = import_document(
        partnership=thurrock, file_name=f"{run.plan.title}.{form}", data=file, by=business, create_leads=False
    )

    assert again.plan == run.plan
    assert (again.result["new"], again.result["changed"], again.result["missing"]) == (0, 0, 0)
    assert again.result["same"] == len(before)
    assert state_of(run.plan) == before


def test_exported_ratings_in_three_dimensions_have_a_column_each_and_come_back(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    period = PeriodFactory.create(partnership=thurrock)
    run = import_document(
        partnership=thurrock,
        file_name="jtai-action-plan.docx",
        data=(SOURCES / "jtai-action-plan.docx").read_bytes(),
        by=business,
    )
    assert run.plan is not None
    first = run.plan.actions.order_by("position")[0]
    for code in ("process", "impact"):
        rated(first, "amber", period, dimension=code, reason=f"Why {code}.")
    rated(first, "blue", period, dimension="performance")

    file = exported(client_for(business), run.plan, "xlsx", f"?period={period.pk}")
    sheet = load_workbook(BytesIO(file))["Action plan"]
    heads = [str(cell.value).partition("\n")[0] for cell in sheet[4]]
    found = dict(zip(heads, (cell.value for cell in sheet[6]), strict=True))  # row 5 is the theme's banner
    again = import_document(partnership=thurrock, file_name="x.xlsx", data=file, by=business, create_leads=False)

    assert found["Process rating (2020/21 Q4)"] == "A Amber"
    assert found["Performance rating (2020/21 Q4)"] == "B Blue"
    assert found["Impact reason (2020/21 Q4)"] == "Why impact."
    assert (again.result["changed"], again.result["same"]) == (0, 21)
    assert Rating.objects.filter(action=first).count() == 3


def test_changed_cells_of_an_exported_file_come_back_as_changes(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    plan = a_rated_plan(thurrock, actions=2)
    period = PeriodFactory.create(partnership=thurrock)
    action = plan.actions.order_by("position")[0]
    rated(action, "red", period, reason="Late.")
    book = load_workbook(BytesIO(exported(client_for(business), plan, "xlsx")))
    sheet = book["Action plan"]
    below(sheet, "RAG rating (2020/21 Q4)").value = "Green"
    below(sheet, "Due date").value = "30 June 2021"
    below(sheet, "Response").value = "The group has met."
    changed = BytesIO()
    book.save(changed)

    run = import_document(partnership=thurrock, file_name="x.xlsx", data=changed.getvalue(), by=business)

    action.refresh_from_db()
    assert (run.result["changed"], run.result["same"]) == (1, 1)
    assert action.ratings.get().level.code == "green"
    assert (str(action.original_due_on), str(action.due_on)) == ("2021-03-31", "2021-06-30")
    assert action.due_date_moves.get().reason == "Imported from x.xlsx, row 5 of Action plan"
    assert action.updates.get().text == "The group has met."


def test_workbook_is_set_up_to_be_read_filtered_and_printed(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    plan = a_rated_plan(thurrock, actions=1, title="R & D plan")
    period = PeriodFactory.create(partnership=thurrock)
    rated(plan.actions.get(), "blue", period)

    book = load_workbook(BytesIO(exported(client_for(business), plan, "xlsx")))
    sheet, key = book["Action plan"], book["Key"]

    level = below(sheet, "RAG rating (2020/21 Q4)")
    assert sheet["A1"].value == "R & D plan"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B5", f"A4:{sheet.cell(5, sheet.max_column).coordinate}")
    assert (level.value, level.fill.fgColor.rgb) == ("B Blue", "001B5FA6")
    assert level.alignment.wrap_text
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$4:$4"
    footer: Any = sheet.oddFooter
    assert footer.right.text == "Page &P of &N"
    assert [key.cell(row, 1).value for row in range(3, 7)] == ["B Blue", "G Green", "A Amber", "R Red"]
    assert key.cell(3, 2).value == "What blue means."


def test_rows_are_as_high_as_their_text_and_what_is_empty_takes_no_room(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    plan = a_rated_plan(thurrock, actions=2, title="Our plan")
    long = plan.actions.get(reference="1")
    long.text = "Agree what each agency does when a child is missing. " * 6
    long.save()

    sheet = load_workbook(BytesIO(exported(client_for(business), plan, "xlsx"))).worksheets[0]

    heights = [sheet.row_dimensions[row].height for row in (5, 6)]
    widths = {
        cell.value: sheet.column_dimensions[get_column_letter(at)].width for at, cell in enumerate(sheet[4], start=1)
    }
    assert heights[0] >= 15 * len(long.text) / 40 > 2 * heights[1] > 0
    assert widths["Specific actions"] == 40
    assert widths["Response"] <= 12
    assert "Measure of success" not in widths


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-1", "@SUM(A1)", "\tx", "'=quoted", "- a list"])
def test_cell_that_begins_like_a_formula_is_text_and_comes_back_as_it_was(
    thurrock: Partnership, business: User, client_for: ClientFor, text: str
) -> None:
    plan = a_rated_plan(thurrock, actions=1)
    action = plan.actions.get()
    action.measure = text
    action.save()
    client = client_for(business)

    as_text = exported(client, plan, "csv").decode("utf-8-sig")
    book = load_workbook(BytesIO(exported(client, plan, "xlsx")))
    again = import_document(
        partnership=thurrock, file_name=f"{plan.title}.csv", data=as_text.encode("utf-8-sig"), by=business
    )

    assert f"'{text}" in as_text
    cells = [cell for row in book["Action plan"] for cell in row if cell.value == text]
    assert [cell.data_type for cell in cells] == ["s"]
    assert (again.result["changed"], again.result["same"]) == (0, 1)


def test_export_has_only_what_the_address_chooses(thurrock: Partnership, business: User, client_for: ClientFor) -> None:
    plan = a_rated_plan(thurrock, actions=3)
    period = PeriodFactory.create(partnership=thurrock)
    first = plan.actions.order_by("position")[0]
    rating = rated(first, "red", period, reason="Late.")

    text = exported(client_for(business), plan, "csv", f"?period={period.pk}&level={rating.level_id}").decode(
        "utf-8-sig"
    )

    assert len(text.splitlines()) == 2
    assert "Action 1" in text


def test_action_without_rating_in_the_period_says_no_update(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    plan = a_rated_plan(thurrock, actions=1)
    before = PeriodFactory.create(partnership=thurrock, number=3)
    PeriodFactory.create(partnership=thurrock)
    rated(plan.actions.get(), "blue", before)

    text = exported(client_for(business), plan, "csv").decode("utf-8-sig")

    assert "No update" in text
    assert "Blue" not in text


@pytest.mark.parametrize("form", ["xlsx", "csv", "docx"])
@pytest.mark.parametrize("actions", [1, 3])
def test_export_costs_the_same_queries_at_one_and_at_three_actions(
    *,
    thurrock: Partnership,
    business: User,
    client_for: ClientFor,
    actions: int,
    form: str,
    django_assert_num_queries: Any,
) -> None:
    plan = a_rated_plan(thurrock, actions=actions)
    period = PeriodFactory.create(partnership=thurrock)
    for action in plan.actions.all():
        rated(action, "blue", period)
        ProgressUpdateFactory.create(action=action)
    client = client_for(business)

    with django_assert_num_queries(35):
        exported(client, plan, form)


def test_export_is_for_those_who_see_the_plan(
    *,
    thurrock: Partnership,
    scrutineer: User,
    lead_person: User,
    committee: User,
    southend: User,
    client_for: ClientFor,
) -> None:
    plan = a_rated_plan(thurrock)
    people = (scrutineer, lead_person, committee, southend)

    found = [client_for(person).get(f"/thurrock/plans/{plan.pk}/export/csv/").status_code for person in people]

    assert found == [200, 404, 404, 404]
    assert client_for(scrutineer).get(f"/thurrock/plans/{plan.pk}/export/pdf/").status_code == 404


def test_plan_that_has_not_begun_in_the_period_goes_out_whole(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    plan = a_rated_plan(thurrock, actions=2, starts_on="2022-04-01")
    PeriodFactory.create(partnership=thurrock)

    text = exported(client_for(business), plan, "csv").decode("utf-8-sig")

    assert len(text.splitlines()) == 3


def test_plan_page_says_what_each_file_is_for_and_the_name_of_a_file_says_what_it_is(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    plan = a_rated_plan(thurrock, actions=1, title="Peer Review: R & D / “2020”")
    PeriodFactory.create(partnership=thurrock)
    client = client_for(business)

    page = client.get(f"/thurrock/plans/{plan.pk}/").content.decode()
    names = [
        client.get(f"/thurrock/plans/{plan.pk}/export/{form}/")["Content-Disposition"]
        for form in ("docx", "xlsx", "csv")
    ]

    assert [f"/thurrock/plans/{plan.pk}/export/{form}/" in page for form in ("docx", "xlsx", "csv")] == [True] * 3
    assert "To read in a meeting, print or send with the papers" in page
    stem = 'attachment; filename="thurrock-peer-review-r-d-2020-2020-21-Q4'
    assert names == [f'{stem}.docx"', f'{stem}.xlsx"', f'{stem}.csv"']


def test_word_file_can_be_heard_and_printed(thurrock: Partnership, business: User, client_for: ClientFor) -> None:
    plan = a_rated_plan(thurrock, actions=2, title="Our plan", kind="delivery_plan")
    rated(plan.actions.order_by("position")[0], "blue", PeriodFactory.create(partnership=thurrock))

    document = docx.Document(BytesIO(exported(client_for(business), plan, "docx")))
    actions, key = document.tables
    page = document.sections[0]

    assert [each.text for each in document.paragraphs if each.style and each.style.name == "Heading 2"] == [
        "Category: Section 1"
    ]
    assert (document.core_properties.title, document.core_properties.language) == ("Our plan", "en-GB")
    assert page.page_width is not None
    assert page.page_height is not None
    assert page.page_width > page.page_height
    assert ["w:tblHeader" in row._tr.xml for row in actions.rows] == [True, False, False, False]
    assert all("w:cantSplit" in row._tr.xml for row in actions.rows)
    assert actions.cell(1, 0).text == "Objective: Objective 1"
    assert (actions.cell(2, 5).text, actions.cell(3, 5).text) == ("● B Blue", "No update")
    assert (key.cell(1, 0).text, key.cell(1, 1).text) == ("● B Blue", "What blue means.")
