"""Several plans in one workbook: each is made from its own sheets, and none is written over another."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import Workbook

from accounts.models import Partnership, User
from plans.models import Action, ActionPlan
from spreadsheets.models import ImportRun
from spreadsheets.other_plan import reads_like_another
from spreadsheets.services import commit_run, stage_document
from tests.spreadsheets.test_import_columns import page_of
from tests.spreadsheets.test_import_page import staged_csv, text_of

ClientFor = Callable[[User], Client]
WARNING = "Most actions would be given other words than they have"


def two_plans() -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, what in (("Child K", "Write the guide on"), ("Child M", "Train every school in")):
        sheet = book.create_sheet(name)
        sheet.append([f"{name} action plan"])
        sheet.append(["Ref", "Action", "Lead", "Deadline", "RAG"])
        for at, topic in enumerate(("neglect", "thresholds", "supervision"), start=1):
            sheet.append([at, f"{what} {topic}", "Board", f"0{at}/06/2031", "Red"])
    key = book.create_sheet("Key")
    for level, meaning in (("Green", "Complete and seen"), ("Red", "Late, or not begun")):
        key.append([level, meaning])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def reads_alone(client: Client, run: ImportRun, table: str) -> ImportRun:
    """Has a person tick that table and no other."""
    client.post(f"/thurrock/import/{run.pk}/columns/", page_of(client, run) | {"tables": table})
    run.refresh_from_db()
    return run


@pytest.fixture
def run(thurrock: Partnership, business: User) -> ImportRun:
    return stage_document(partnership=thurrock, file_name="Reviews.xlsx", data=two_plans(), by=business)


def test_other_sheet_bears_its_own_title_and_is_a_plan_of_its_own(
    run: ImportRun, thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    ActionPlan.objects.create(partnership=thurrock, title="Child K action plan", kind="other")
    again = stage_document(partnership=thurrock, file_name="Reviews.xlsx", data=two_plans(), by=business)
    before = (run.title, again.target and again.target.title)

    read = reads_alone(client_for(business), again, "1")

    assert before == ("Child K action plan", "Child K action plan")
    assert (read.title, read.target) == ("Child M action plan", None)


def test_title_that_a_person_typed_stays_whichever_tables_are_read(
    run: ImportRun, business: User, client_for: ClientFor
) -> None:
    run.title = "Our own title"
    run.save()

    assert reads_alone(client_for(business), run, "1").title == "Our own title"


def test_key_of_the_file_stays_when_tables_are_chosen(run: ImportRun, business: User, client_for: ClientFor) -> None:
    read = reads_alone(client_for(business), run, "1")

    assert [entry["definition"] for entry in read.draft["key"]] == ["Complete and seen", "Late, or not begun"]


def test_page_says_how_to_make_a_plan_of_each_table(run: ImportRun, business: User, client_for: ClientFor) -> None:
    text = text_of(client_for(business).get(f"/thurrock/import/{run.pk}/columns/"))

    assert "All that are ticked become one plan. For a plan of each, tick one" in text


PLAN = (
    "Ref,Action,Lead,Timescale\n1,Write the guide on neglect,Board,May 2031\n"
    "2,Tell all schools of it,Board,June 2031\n3,Report to the executive,Board,July 2031\n"
)
OTHER = (
    "Ref,Action,Lead,Timescale\n1,Audit twenty case files,Board,May 2031\n"
    "2,Recruit two screeners,Board,June 2031\n3,Map the hotspots of exploitation,Board,July 2031\n"
)


@pytest.mark.parametrize(("text", "warned"), [(OTHER, True), (PLAN.replace("Tell", "Write to"), False)])
def test_file_of_another_plan_is_warned_of_before_it_is_written(
    text: str, warned: bool, thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    commit_run(run=staged_csv(thurrock, business, PLAN), by=business)
    run = staged_csv(thurrock, business, text)

    answer = client_for(business).get(f"/thurrock/import/{run.pk}/changes/")

    assert run.target is not None
    assert (WARNING in text_of(answer)) is warned
    assert Action.objects.count() == 3


@pytest.mark.parametrize(
    ("texts", "same", "other"),
    [
        ([("Write the guide", "Map the hotspots")], 0, False),
        ([("Write the guide", "Map the hotspots"), ("Tell schools", "Recruit screeners")], 0, True),
        ([("Write the guide", "Map the hotspots"), ("Tell schools", "Recruit screeners")], 2, False),
        ([("Write the guide", "Write a guide"), ("Tell schools", "Tell all the schools")], 0, False),
        ([], 0, False),
    ],
)
def test_other_words_in_most_actions_speak_of_another_plan(
    texts: list[tuple[str, str]], same: int, other: bool
) -> None:
    assert reads_like_another(texts, same=same) is other


@pytest.mark.parametrize(
    ("name", "is_proposed"), [("Copy Q4.csv", True), ("Harbour Nov 2031.csv", True), ("Harbour 2032-33.csv", False)]
)
def test_later_copy_under_another_file_name_is_proposed_for_the_plan_that_it_is_of(
    name: str, is_proposed: bool, thurrock: Partnership, business: User
) -> None:
    commit_run(run=staged_csv(thurrock, business, PLAN, "Harbour.csv"), by=business)
    plan = ActionPlan.objects.get()

    run = staged_csv(thurrock, business, PLAN.replace("June", "August"), name)

    assert run.target == (plan if is_proposed else None)


def test_new_plan_of_actions_that_stand_in_another_is_warned_of(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    commit_run(run=staged_csv(thurrock, business, PLAN, "Harbour.csv"), by=business)
    run, other = (
        staged_csv(thurrock, business, text, name)
        for text, name in ((PLAN, "Harbour 2032-33.csv"), (OTHER, "Other 2032-33.csv"))
    )
    client = client_for(business)

    assert "Most of these actions stand in “Harbour” already." in text_of(
        client.get(f"/thurrock/import/{run.pk}/changes/")
    )
    assert "already. To bring" not in text_of(client.get(f"/thurrock/import/{other.pk}/changes/"))


def test_plan_of_another_partnership_is_never_proposed(
    thurrock: Partnership, other_partnership: Partnership, business: User, southend: User
) -> None:
    commit_run(run=staged_csv(thurrock, business, PLAN, "Harbour.csv"), by=business)

    assert staged_csv(other_partnership, southend, PLAN, "Copy Q4.csv").target is None
