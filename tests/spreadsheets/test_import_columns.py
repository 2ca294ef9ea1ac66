"""Tables and columns of a staged document: chosen by a person, read again, and remembered for the next file."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from accounts.models import Partnership, User
from spreadsheets.models import ColumnMapping, ImportRun
from spreadsheets.services import stage_document
from tests.forms_on_pages import forms_of
from tests.spreadsheets.test_import_page import filled_in, staged_csv, text_of

ClientFor = Callable[[User], Client]
FILE = (
    "Ref,Action,Outcome,Lead,Timescale\n"
    "1,Agree a form,All agencies use it,Board,May 2021\n"
    "2,Write to schools,Schools know,LPR Group,31/04/2021\n"
    "3,Report to the Board,The Board knows,Board,July 2021\n"
)


def workbook_of(*sheets: tuple[str, str]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, words in sheets:
        sheet = book.create_sheet(name)
        sheet.append(["Ref", "Action", "Lead", "Timescale"])
        sheet.append(["1", words, "Board", "May 2021"])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def page_of(client: Client, run: ImportRun) -> dict[str, str]:
    """What a browser would send of the page of columns, if nothing was touched."""
    here = f"/thurrock/import/{run.pk}/columns/"
    [form] = [form for form in forms_of(here, client.get(here).content) if form.to == here]
    return dict(form.fields)


def field_of(client: Client, run: ImportRun, heading: str) -> str:
    form = client.get(f"/thurrock/import/{run.pk}/columns/").context["form"]
    return next(str(name) for name, each in form.names.items() if each == heading)


def test_each_heading_is_shown_with_the_guess_the_reason_and_some_cells(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    run = staged_csv(thurrock, business, FILE)

    answer = client_for(business).get(f"/thurrock/import/{run.pk}/columns/")

    [group] = answer.context["form"].groups
    seen = {column.heading: column for column in group.columns}
    assert seen["Outcome"].taken_for == "Measure of success"
    assert seen["Outcome"].samples == ["All agencies use it", "Schools know", "The Board knows"]
    assert "The heading “Timescale”" in seen["Timescale"].reason
    assert "A plan: holds actions. Row 1 has its headings, and 3 actions were read from it." in text_of(answer)


def test_other_field_is_read_and_what_was_set_right_stays(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    run, client = staged_csv(thurrock, business, FILE), client_for(business)
    here = f"/thurrock/import/{run.pk}/"
    second, third = run.rows.order_by("position")[1:]
    data = filled_in(client.get(here))
    data |= {f"row-{second.pk}-due": "30 April 2021", f"row-{third.pk}-skip": "on", "title": "Ours", "go": "columns"}

    sent_on = client.post(here, data)
    answer = client.post(
        f"{here}columns/", page_of(client, run) | {field_of(client, run, "Outcome"): "progress"}, follow=True
    )

    rows = [(row.staged, row.decision) for row in run.rows.order_by("position")]
    run.refresh_from_db()
    assert sent_on["Location"] == f"{here}columns/"
    assert "The document was read again: 3 actions." in text_of(answer)
    assert (rows[0][0].measure, rows[0][0].progress) == ("", "All agencies use it")
    assert str(rows[1][0].due_on) == "2021-04-30"
    assert [decision for _, decision in rows] == ["include", "include", "skip"]
    assert (run.title, run.columns) == ("Ours", {"Outcome": "progress"})


def test_choice_is_remembered_for_the_next_file_of_that_shape_and_can_be_forgotten(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    first, client = staged_csv(thurrock, business, FILE, "First.csv"), client_for(business)
    data = page_of(client, first) | {field_of(client, first, "Outcome"): "extra"}
    client.post(f"/thurrock/import/{first.pk}/columns/", data)

    second = staged_csv(thurrock, business, FILE.replace("form", "plan"), "Second.csv")
    other = staged_csv(thurrock, business, FILE.replace("Outcome", "Impact"), "Other.csv")
    shown = client.get(f"/thurrock/import/{second.pk}/")
    client.post(f"/thurrock/import/{second.pk}/columns/", page_of(client, second) | {"go": "forget"})
    third = staged_csv(thurrock, business, FILE, "Third.csv")

    assert other.rows.order_by("position")[0].staged.measure == "All agencies use it"
    assert "The columns are read as Business Persona chose on" in text_of(shown)
    assert "for “First.csv”" in text_of(shown)
    assert shown.context["sheet"].rows[0].row.staged.extra == (("Outcome", "All agencies use it"),)
    assert shown.context["sheet"].rows[0].row.staged.measure == ""
    assert third.rows.order_by("position")[0].staged.measure == "All agencies use it"
    assert second.rows.order_by("position")[0].staged.measure == "All agencies use it"
    assert ColumnMapping.objects.count() == 0


def test_choice_of_one_partnership_is_not_used_by_another(
    thurrock: Partnership, business: User, other_partnership: Partnership, southend: User, client_for: ClientFor
) -> None:
    run, client = staged_csv(thurrock, business, FILE), client_for(business)
    data = page_of(client, run) | {field_of(client, run, "Outcome"): "extra"}
    client.post(f"/thurrock/import/{run.pk}/columns/", data)

    theirs = staged_csv(other_partnership, southend, FILE)

    assert ColumnMapping.objects.get().partnership == thurrock
    assert theirs.rows.order_by("position")[0].staged.measure == "All agencies use it"


def test_two_columns_for_one_field_are_refused_by_name(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    run, client = staged_csv(thurrock, business, FILE), client_for(business)

    data = page_of(client, run) | {field_of(client, run, "Outcome"): "action"}
    answer = client.post(f"/thurrock/import/{run.pk}/columns/", data)

    assert answer.status_code == 422
    assert "Two columns of one table are taken for “Action”" in text_of(answer)
    assert run.rows.count() == 3


def test_choice_with_which_nothing_is_found_is_refused_and_all_stays(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    run, client = staged_csv(thurrock, business, FILE), client_for(business)
    data = page_of(client, run)
    data = {name: "extra" if name.startswith("column-") else value for name, value in data.items()}

    answer = client.post(f"/thurrock/import/{run.pk}/columns/", data)

    assert answer.status_code == 422
    assert "No table of actions was found" in text_of(answer)
    assert run.rows.count() == 3
    assert ColumnMapping.objects.count() == 0


def test_page_filled_in_from_an_older_state_is_shown_again(
    thurrock: Partnership, business: User, administrator: User, client_for: ClientFor
) -> None:
    run, mine, theirs = staged_csv(thurrock, business, FILE), client_for(business), client_for(administrator)
    here = f"/thurrock/import/{run.pk}/"
    data = page_of(mine, run) | {field_of(mine, run, "Outcome"): "extra"}
    theirs.post(here, filled_in(theirs.get(here)) | {"title": "Theirs"})

    answer = mine.post(f"{here}columns/", data)
    again = mine.post(f"{here}columns/", dict(next(forms_of(f"{here}columns/", answer.content)).fields))

    run.refresh_from_db()
    assert answer.status_code == 409
    assert "Somebody else saved this import meanwhile." in text_of(answer)
    assert again.status_code == 302
    assert (run.title, run.columns) == ("Theirs", {"Outcome": "extra"})


def test_sheets_are_ticked_and_unticked(thurrock: Partnership, business: User, client_for: ClientFor) -> None:
    data = workbook_of(("Plan 2020", "Agree a plan"), ("Plan 2021", "Agree another"), ("Plan 2022", "Agree a third"))
    run = stage_document(partnership=thurrock, file_name="plans.xlsx", data=data, by=business)
    client = client_for(business)
    both = [row.staged.text for row in run.rows.order_by("position")]

    answer = client.post(f"/thurrock/import/{run.pk}/columns/", page_of(client, run) | {"tables": "1"}, follow=True)
    form = client.get(f"/thurrock/import/{run.pk}/columns/").context["form"]
    back = page_of(client, run) | {"tables": ["0", "1", "2"]}
    client.post(f"/thurrock/import/{run.pk}/columns/", back)

    assert both == ["Agree a plan", "Agree another", "Agree a third"]
    assert [seen.row.staged.text for seen in answer.context["sheet"].rows] == ["Agree another"]
    assert form["tables"].value() == ["1"]
    assert [row.staged.text for row in run.rows.order_by("position")] == both


def test_what_was_set_right_in_a_row_that_is_not_read_any_more_is_told(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    data = workbook_of(("Plan 2020", "Agree a plan"), ("Plan 2021", "Agree another"))
    run = stage_document(partnership=thurrock, file_name="plans.xlsx", data=data, by=business)
    client, here = client_for(business), f"/thurrock/import/{run.pk}/"
    first = run.rows.order_by("position")[0]
    client.post(here, filled_in(client.get(here)) | {f"row-{first.pk}-measure": "All of them agree"})

    answer = client.post(f"{here}columns/", page_of(client, run) | {"tables": "1"}, follow=True)

    assert "Row 2 of Plan 2020: All of them agree" in text_of(answer)


def test_no_table_ticked_is_refused(thurrock: Partnership, business: User, client_for: ClientFor) -> None:
    run, client = staged_csv(thurrock, business, FILE), client_for(business)
    data = page_of(client, run)
    del data["tables"]

    answer = client.post(f"/thurrock/import/{run.pk}/columns/", data)

    assert answer.status_code == 422
    assert "Tick at least one table that holds actions." in text_of(answer)


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(("page", "queries"), [("columns", 6), ("leads", 8)])
def test_pages_of_columns_and_leads_cost_the_same_queries_however_many_rows(
    *,
    thurrock: Partnership,
    business: User,
    client_for: ClientFor,
    page: str,
    queries: int,
    rows: int,
    django_assert_num_queries: Any,
) -> None:
    lines = "".join(f"{n},Do thing {n},Known,Group {n},May 2021\n" for n in range(1, rows + 1))
    run = staged_csv(thurrock, business, FILE + lines.replace("1,Do", "101,Do"))
    client = client_for(business)

    with django_assert_num_queries(queries):
        client.get(f"/thurrock/import/{run.pk}/{page}/")


def test_column_without_a_heading_can_be_chosen(thurrock: Partnership, business: User, client_for: ClientFor) -> None:
    text = FILE.replace("Outcome", "")
    run, client = staged_csv(thurrock, business, text), client_for(business)

    data = page_of(client, run) | {field_of(client, run, "Column 3"): "progress"}
    client.post(f"/thurrock/import/{run.pk}/columns/", data)
    again = staged_csv(thurrock, business, text, "Next.csv")

    assert run.rows.order_by("position")[0].staged.progress == "All agencies use it"
    assert again.rows.order_by("position")[0].staged.progress == "All agencies use it"


def test_file_without_a_column_of_actions_asks_for_it_and_knows_it_next_time(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    data = b"Theme,Lead,Date\nStaff induction,Audit Group,May 2021\nBudget,Board,June 2021\nHomes,Board,July 2021\n"
    client = client_for(business)

    asked = client.post("/thurrock/import/", {"file": SimpleUploadedFile("First.csv", data)}, follow=True)
    run = ImportRun.objects.get()
    refused = client.post(f"/thurrock/import/{run.pk}/columns/", page_of(client, run))
    chosen = page_of(client, run) | {field_of(client, run, "Theme"): "action"}
    read = client.post(f"/thurrock/import/{run.pk}/columns/", chosen, follow=True)
    client.post("/thurrock/import/", {"file": SimpleUploadedFile("Second.csv", data)})
    second = ImportRun.objects.exclude(pk=run.pk).get()

    assert asked.redirect_chain[-1][0] == f"/thurrock/import/{run.pk}/columns/"
    assert "No action was found: choose the column that says what is to be done." in text_of(asked)
    assert refused.status_code == 422
    assert "3 actions were read." in text_of(read)
    assert [row.staged.text for row in second.rows.order_by("position")] == ["Staff induction", "Budget", "Homes"]


def test_import_without_a_row_can_be_opened_and_thrown_away(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    data = b"Theme,Lead,Date\nStaff induction,Audit Group,May 2021\nBudget,Board,June 2021\nHomes,Board,July 2021\n"
    run = stage_document(partnership=thurrock, file_name="a.csv", data=data, by=business, asks=True)
    client, here = client_for(business), f"/thurrock/import/{run.pk}/"

    pages = [client.get(f"{here}{page}").status_code for page in ("", "columns/", "leads/", "changes/", "discard/")]
    listed = client.get("/thurrock/import/").status_code

    assert (pages, listed) == ([200] * 5, 200)
    assert "0 actions were read." in text_of(client.get(here))


def test_sheet_that_was_not_taken_for_a_plan_is_read_once_its_column_is_chosen(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, heading, words in (("Plan", "Action", "Agree a plan"), ("More", "Theme", "Induction")):
        sheet = book.create_sheet(name)
        sheet.append(["Ref", heading, "Lead", "Timescale"])
        for number in range(1, 4):
            sheet.append([f"{name[0]}{number}", f"{words} {number}", "Board", "May 2021"])
    written = BytesIO()
    book.save(written)
    run = stage_document(partnership=thurrock, file_name="plans.xlsx", data=written.getvalue(), by=business)
    client = client_for(business)
    before = run.rows.count()

    data = page_of(client, run) | {"tables": ["0", "1"], field_of(client, run, "Theme"): "action"}
    client.post(f"/thurrock/import/{run.pk}/columns/", data)

    assert before == 3
    assert run.rows.count() == 6


def test_column_that_rates_by_colour_alone_shows_its_colours(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Ref", "Action", "Lead", "Timescale", "RAG"])
    for at, (words, colour) in enumerate((("Agree a form", "FF00B050"), ("Write to schools", "FFFF0000")), start=1):
        sheet.append([at, words, "Board", "May 2031"])
        sheet.cell(sheet.max_row, 5).fill = PatternFill("solid", fgColor=colour)
    written = BytesIO()
    book.save(written)
    run = stage_document(partnership=thurrock, file_name="plan.xlsx", data=written.getvalue(), by=business)

    [group] = client_for(business).get(f"/thurrock/import/{run.pk}/columns/").context["form"].groups

    assert next(column.samples for column in group.columns if column.heading == "RAG") == ["(green)", "(red)"]
