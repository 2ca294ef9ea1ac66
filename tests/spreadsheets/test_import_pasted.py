"""A table pasted into the import page: with its HTML where scripts run, as tab-separated text where they do not."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Partnership, User
from spreadsheets.models import ImportRun
from tests.factories import PeriodFactory
from tests.spreadsheets.test_import_page import text_of

ClientFor = Callable[[User], Client]
TABS = 'Ref\tAction\tLead\tBy when\n1\t"Agree a\nform"\tBoard\tMay 2021\n2\tWrite to schools\tLPR Group\tJune 2021\n'
HTML = (
    "<html><head><meta charset=windows-1252></head><body><table>"
    "<tr><th>Ref</th><th>Action</th><th>Lead</th><th>RAG</th></tr>"
    '<tr><td>1</td><td>Agree – a form</td><td>Board</td><td style="background:#00B050"></td></tr>'
    '<tr><td>2</td><td>Write<script>alert(1)</script></td><td>Board</td><td style="background:red"></td></tr>'
    "</table></body></html>"
)


def test_text_of_a_table_is_read_and_kept_word_for_word(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    answer = client_for(business).post("/thurrock/import/", {"pasted": TABS}, follow=True)

    run = ImportRun.objects.get()
    rows = [row.staged for row in run.rows.order_by("position")]
    assert "2 actions were read." in text_of(answer)
    assert [(row.reference, row.text) for row in rows] == [("1", "Agree a\nform"), ("2", "Write to schools")]
    assert bytes(run.data).decode() == TABS
    assert run.file_name.startswith("Pasted on ")
    assert run.file_name.endswith(".tsv")


def test_html_of_a_table_brings_its_colours_and_nothing_that_runs(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    client_for(business).post("/thurrock/import/", {"pasted": "Ref\tAction", "pasted_html": HTML}, follow=True)

    run = ImportRun.objects.get()
    rows = [row.staged for row in run.rows.order_by("position")]
    assert [row.text for row in rows] == ["Agree – a form", "Write"]
    assert [[rating.level for rating in row.ratings] for row in rows] == [["green"], ["red"]]
    assert run.file_name.endswith(".html")


def test_html_without_a_table_gives_way_to_the_text(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    client_for(business).post("/thurrock/import/", {"pasted": TABS, "pasted_html": "<p>Action</p>"})

    assert ImportRun.objects.get().file_name.endswith(".tsv")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"pasted": "Dear all, see you on Monday."}, "No table of actions was found"),
        ({"pasted": " \n "}, "Choose the document that holds the plan, or paste its table below."),
        ({"pasted": TABS, "file": SimpleUploadedFile("a.csv", b"Ref,Action")}, "Either choose a document or paste"),
        ({"pasted": "x", "pasted_html": "<table></table>"}, "No table of actions was found"),
    ],
)
def test_what_cannot_be_read_is_said_at_the_box_and_stands_in_it_still(
    *, thurrock: Partnership, business: User, client_for: ClientFor, data: dict[str, object], sentence: str
) -> None:
    answer = client_for(business).post("/thurrock/import/", data)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert answer.context["form"]["pasted"].value() == data["pasted"]
    assert ImportRun.objects.count() == 0


def test_unfinished_imports_are_listed_with_what_is_left_to_do(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    client = client_for(business)
    client.post("/thurrock/import/", {"pasted": TABS.replace("May 2021", "31/04/2021")})

    text = text_of(client.get("/thurrock/import/"))

    assert "Not finished yet" in text
    assert "1 row needs a person first" in text


def test_unfinished_import_says_what_is_left_of_the_plan_as_a_whole(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    client = client_for(business)
    rated = "Ref\tAction\tLead\tTimescale\tRAG\n1\tAgree a form\tHarbour Trust\tMay 2031\tRed\n"
    client.post("/thurrock/import/", {"pasted": rated})

    before = text_of(client.get("/thurrock/import/"))
    run = ImportRun.objects.get()
    run.leads_to_create, run.period = ["Harbour Trust"], PeriodFactory.create(partnership=thurrock)
    run.save()
    after = text_of(client.get("/thurrock/import/"))

    assert "the period of its ratings is to be chosen" in before
    assert "1 lead is not known here" in before
    assert "is to be chosen" not in after
    assert "not known here" not in after
