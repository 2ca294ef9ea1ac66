"""The import pages, as a person at a browser without scripts uses them."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Partnership, User
from plans.models import Action, ActionPlan, Lead
from plans.services import withdraw_action
from ratings.models import Rating, RatingScale
from spreadsheets.models import ImportRow, ImportRun
from spreadsheets.services import commit_run, import_document, stage_document
from spreadsheets.services.committing import Step, commit_steps
from tests.factories import LeadFactory, PeriodFactory, a_rated_plan, rated

SOURCES = Path(__file__).resolve().parents[2] / "fixtures" / "sources"
PEER_REVIEW = "peer-review-action-plan.xlsx"
SCR = "scr-sam-and-kyle-action-plan.docx"
ClientFor = Callable[[User], Client]
# The headings of a file that was made here.
OWN = "Ref,Action,Measure of success,Lead,Timescale,Due date,Progress"


def staged(partnership: Partnership, by: User, name: str = PEER_REVIEW) -> ImportRun:
    return stage_document(partnership=partnership, file_name=name, data=(SOURCES / name).read_bytes(), by=by)


def staged_csv(partnership: Partnership, by: User, text: str, name: str = "A plan.csv") -> ImportRun:
    return stage_document(partnership=partnership, file_name=name, data=text.encode(), by=by)


def filled_in(answer: Any) -> dict[str, Any]:
    """What a browser would send of the page's form, if nothing was touched."""
    forms = [
        answer.context["sheet"].facts,
        *(seen.form for seen in answer.context["sheet"].rows),
    ]
    data: dict[str, Any] = {}
    for form in forms:
        for field in form:
            value = field.value()
            name = field.html_name
            if field.field.widget.__class__.__name__ == "DateParts":
                for at, part in enumerate(field.field.widget.decompress(value)):
                    data[f"{name}_{at}"] = part
            elif isinstance(value, bool):
                if value:
                    data[name] = "on"
            elif value is not None:
                data[name] = getattr(value, "pk", value)
    return data


def row_of(run: ImportRun, reference: str) -> ImportRow:
    return next(row for row in run.rows.all() if row.staged.reference == reference)


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_document_handed_in_is_read_and_shown_and_nothing_is_written(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    client = client_for(business)
    with (SOURCES / PEER_REVIEW).open("rb") as file:
        answer = client.post("/thurrock/import/", {"file": file}, follow=True)

    text = text_of(answer)
    assert answer.redirect_chain == [(f"/thurrock/import/{ImportRun.objects.get().pk}/", 302)]
    assert "26 actions were read." in text
    assert "need a person first" in text
    assert "Use 30 April 2021 instead of “31/04/2021”" in text
    assert "Quality Assurance and Data" in text
    assert (ActionPlan.objects.count(), Lead.objects.count(), RatingScale.objects.count()) == (0, 0, 0)


def test_person_sets_rows_right_and_imports(thurrock: Partnership, business: User, client_for: ClientFor) -> None:
    period = PeriodFactory.create(partnership=thurrock)
    run, client = staged(thurrock, business), client_for(business)
    here = f"/thurrock/import/{run.pk}/"
    data = filled_in(client.get(here))
    eight, nine, ten = (row_of(run, reference).pk for reference in ("8", "9", "10"))
    data |= {
        "period": period.pk,
        "leads": ["*"],
        f"row-{eight}-take_offer": "on",
        f"row-{eight}-text": "Look at data\r\nonce a year",
        f"row-{nine}-due": "May 2021",
        f"row-{nine}-level_0": "red",
        f"row-{ten}-skip": "on",
        "go": "changes",
    }

    saved = client.post(here, data)
    shown = client.get(f"{here}changes/")
    done = client.post(f"{here}changes/", {"seen": shown.context["seen"]}, follow=True)

    assert (saved.status_code, saved["Location"]) == (302, f"{here}changes/")
    assert ActionPlan.objects.count() == 1
    assert "25 actions are new" in text_of(shown)
    assert done.redirect_chain == [(f"{here}receipt/", 302)]
    actions = {action.reference: action for action in Action.objects.all()}
    assert len(actions) == 25
    assert "10" not in actions
    assert (actions["8"].text, str(actions["8"].due_on)) == ("Look at data\nonce a year", "2021-04-30")
    assert (str(actions["9"].due_on), actions["9"].due_precision) == ("2021-05-31", "month")
    assert actions["9"].ratings.get().level.code == "red"
    assert actions["9"].timescale_text == "31/04/2021"
    assert [lead.name for lead in actions["1"].leads.all()] == ["Strategic Partners"]
    run.refresh_from_db()
    assert (run.result["new"], run.result["skipped"]) == (25, 1)
    assert row_of(run, "8").changed_by_person
    assert not row_of(run, "7").changed_by_person


def test_offer_is_never_taken_by_itself(thurrock: Partnership, business: User, client_for: ClientFor) -> None:
    period = PeriodFactory.create(partnership=thurrock)
    run, client = staged(thurrock, business), client_for(business)
    here = f"/thurrock/import/{run.pk}/"

    client.post(here, filled_in(client.get(here)) | {"period": period.pk, "go": "here"})
    run.refresh_from_db()
    commit_run(run=run, by=business)

    action = Action.objects.get(reference="8")
    assert (action.due_on, action.timescale_text) == (None, "31/04/2021")
    assert "31/04/2021" in text_of(client.get(f"{here}receipt/"))


def test_words_in_place_of_a_date_are_understood(thurrock: Partnership, business: User, client_for: ClientFor) -> None:
    run, client = staged(thurrock, business, SCR), client_for(business)
    here = f"/thurrock/import/{run.pk}/"
    first, second = (seen.row for seen in client.get(here).context["sheet"].rows[:2])
    data = filled_in(client.get(here)) | {f"row-{first.pk}-due": "Ongoing", f"row-{second.pk}-due": "Every July"}

    client.post(here, data)
    again = client.get(here).context["sheet"]
    client.post(here, filled_in(client.get(here)))
    run.refresh_from_db()
    commit_run(run=run, by=business)

    kinds = [action.timescale_kind for action in Action.objects.order_by("position")[:2]]
    assert again.rows[0].form["due"].value() == "Ongoing"
    assert again.rows[0].problems == []
    assert kinds == ["ongoing", "recurring"]


def test_draft_is_kept_and_taken_up_again(thurrock: Partnership, business: User, client_for: ClientFor) -> None:
    run, client = staged(thurrock, business), client_for(business)
    here = f"/thurrock/import/{run.pk}/"
    row = row_of(run, "8")
    needing = client.get(here).context["sheet"].needing
    data = filled_in(client.get(here))
    data |= {"title": "Our own title", f"row-{row.pk}-take_offer": "on", f"row-{row.pk}-measure": "Kept", "go": "here"}

    client.post(here, data)
    sheet = client.get(here).context["sheet"]

    run.refresh_from_db()
    form = next(seen.form for seen in sheet.rows if seen.row.pk == row.pk)
    assert run.title == "Our own title"
    assert (form["take_offer"].value(), form["measure"].value(), form["due"].value()) == (True, "Kept", "30 April 2021")
    assert sheet.needing == needing - 1


def test_offer_that_was_taken_can_be_given_back(thurrock: Partnership, business: User, client_for: ClientFor) -> None:
    run, client = staged(thurrock, business), client_for(business)
    here = f"/thurrock/import/{run.pk}/"
    row = row_of(run, "8")
    client.post(here, filled_in(client.get(here)) | {f"row-{row.pk}-take_offer": "on"})
    data = filled_in(client.get(here))
    del data[f"row-{row.pk}-take_offer"]

    client.post(here, data)

    row.refresh_from_db()
    assert (row.staged.due_on, row.chosen) == (None, {})


def test_rows_that_need_a_person_can_be_shown_alone(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    run, client = staged(thurrock, business), client_for(business)

    answer = client.get(f"/thurrock/import/{run.pk}/?need=1")

    sheet = answer.context["sheet"]
    assert len(sheet.rows) == sheet.needing
    assert row_of(run, "8") in [seen.row for seen in sheet.rows]
    assert row_of(run, "1") not in [seen.row for seen in sheet.rows]


def test_delivery_plan_stands_on_pages_that_each_save(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    run, client = staged(thurrock, business, "delivery-plan-2019-20.docx"), client_for(business)
    here = f"/thurrock/import/{run.pk}/"
    first = client.get(here)
    row = first.context["sheet"].rows[0].row

    moved = client.post(here, filled_in(first) | {f"row-{row.pk}-measure": "Kept", "go": "page-3"})
    third = client.get(moved["Location"])

    row.refresh_from_db()
    assert len(first.context["sheet"].rows) == 50
    assert moved["Location"] == f"{here}?page=3"
    assert [seen.row.staged.reference for seen in third.context["sheet"].rows] == ["43.1"]
    assert row.staged.measure == "Kept"


def test_scr_row_can_be_kept_as_one_action(thurrock: Partnership, business: User, client_for: ClientFor) -> None:
    run, client = staged(thurrock, business, SCR), client_for(business)
    here = f"/thurrock/import/{run.pk}/"
    answer = client.get(here)
    first = answer.context["sheet"].rows[0].row

    client.post(here, filled_in(answer) | {f"row-{first.pk}-whole": "on", "go": "here"})
    kept = client.get(here)

    assert answer.context["sheet"].total == 18
    assert kept.context["sheet"].total == 16
    assert kept.context["sheet"].rows[0].row.is_whole
    data = filled_in(kept)
    del data[f"row-{kept.context['sheet'].rows[0].row.pk}-whole"]
    client.post(here, data)
    assert client.get(here).context["sheet"].total == 18


def test_unknown_leads_are_created_on_commit_only_and_only_if_ticked(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    LeadFactory.create(partnership=thurrock, name="Independent Chair & Scrutineer")
    period = PeriodFactory.create(partnership=thurrock)
    run, client = staged(thurrock, business), client_for(business)
    here = f"/thurrock/import/{run.pk}/"
    answer = client.get(here)

    client.post(here, filled_in(answer) | {"period": period.pk, "leads": ["Strategic Partners"], "go": "here"})
    before = Lead.objects.count()
    run.refresh_from_db()
    commit_run(run=run, by=business)

    offered = [value for value, _label in answer.context["sheet"].facts.fields["leads"].choices]
    assert "“Independent Chair &amp; Scruitneer” is taken for Independent Chair &amp; Scrutineer." in text_of(answer)
    assert "Independent Chair & Scruitneer" not in offered
    assert before == 1
    assert set(Lead.objects.values_list("name", flat=True)) == {"Independent Chair & Scrutineer", "Strategic Partners"}
    unticked = Action.objects.get(reference="2")
    assert (unticked.lead_text, unticked.leads.count()) == ("LSCP Business Manager", 0)
    assert Action.objects.get(reference="5").leads.get().name == "Independent Chair & Scrutineer"


def test_what_was_typed_stands_again_beside_what_is_wrong_with_it(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    run, client = staged(thurrock, business), client_for(business)
    here = f"/thurrock/import/{run.pk}/"
    row = row_of(run, "12")
    data = filled_in(client.get(here)) | {
        f"row-{row.pk}-due": "31/06/2021",
        f"row-{row.pk}-measure": "Typed",
        "title": "",
    }

    answer = client.post(here, data)

    row.refresh_from_db()
    text = text_of(answer)
    assert answer.status_code == 422
    assert "Row 15 of Action Plan: “31/06/2021” is not a date that exists: June has 30 days." in text
    assert "Enter title of a new plan" in text
    assert "Typed" in text
    assert "31/06/2021" in text
    assert row.chosen == {}


def test_period_of_the_ratings_must_be_chosen_before_writing(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    PeriodFactory.create(partnership=thurrock)
    run, client = staged(thurrock, business), client_for(business)
    here = f"/thurrock/import/{run.pk}/"

    kept = client.post(here, filled_in(client.get(here)) | {"go": "here"})
    refused = client.post(here, filled_in(client.get(here)) | {"go": "changes"})

    assert kept.status_code == 302
    assert refused.status_code == 422
    assert "Choose the period that the ratings in the file are of." in text_of(refused)


def test_stale_page_is_refused_and_keeps_what_was_typed(
    thurrock: Partnership, business: User, administrator: User, client_for: ClientFor
) -> None:
    run = staged(thurrock, business)
    here = f"/thurrock/import/{run.pk}/"
    mine, theirs = client_for(business), client_for(administrator)
    row = row_of(run, "1")
    data = filled_in(mine.get(here)) | {f"row-{row.pk}-measure": "Mine"}
    theirs.post(here, filled_in(theirs.get(here)) | {f"row-{row.pk}-measure": "Theirs"})

    answer = mine.post(here, data)
    again = mine.post(here, filled_in(answer) | {"go": "here"})

    row.refresh_from_db()
    assert answer.status_code == 409
    assert "Somebody else saved this import" in text_of(answer)
    assert "Mine" in text_of(answer)
    assert again.status_code == 302
    assert row.staged.measure == "Mine"


def test_two_rows_with_one_reference_are_named_and_nothing_is_written(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    text = "Ref,Action,Lead,Timescale\n3,Agree a plan,Board,May 2021\n3,Agree another,Board,June 2021\n"
    run, client = staged_csv(thurrock, business, text), client_for(business)
    there = f"/thurrock/import/{run.pk}/changes/"

    answer = client.post(there, {"seen": client.get(there).context["seen"]})

    assert answer.status_code == 422
    assert (
        "Row 2 of A plan and row 3 of A plan both have the reference 3: change one of them, or leave one out."
        in text_of(answer)
    )
    assert ActionPlan.objects.count() == 0


def test_rating_outside_the_scale_names_the_cell(thurrock: Partnership, business: User, client_for: ClientFor) -> None:
    period = PeriodFactory.create(partnership=thurrock)
    plan = a_rated_plan(thurrock, actions=1, title="Our plan")
    text = f"{OWN},Rating ({period.name})\n1,Action 1,,,,,,Purple\n"
    run, client = staged_csv(thurrock, business, text, "Our plan.csv"), client_for(business)
    there = f"/thurrock/import/{run.pk}/changes/"

    answer = client.post(there, {"seen": client.get(there).context["seen"]})

    assert answer.status_code == 422
    assert (
        "Row 2 of Our plan, cell H2: “purple” is not a level of the scale: choose one of Blue, Green, Amber, Red."
        in (text_of(answer))
    )
    assert Rating.objects.count() == 0
    assert run.target == plan


def test_rating_in_a_closed_period_is_refused(thurrock: Partnership, business: User, client_for: ClientFor) -> None:
    period = PeriodFactory.create(partnership=thurrock, status="closed", closed_at="2021-04-01T00:00Z")
    a_rated_plan(thurrock, actions=1, title="Our plan")
    text = f"{OWN},Rating ({period.name})\n1,Action 1,,,,,,Blue\n"
    run, client = staged_csv(thurrock, business, text, "Our plan.csv"), client_for(business)

    answer = client.get(f"/thurrock/import/{run.pk}/changes/")

    assert "2020/21 Q4 is closed: choose an open period, or open it again first." in text_of(answer)


def test_rating_that_a_person_gave_stays_unless_the_importer_says_otherwise(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    period = PeriodFactory.create(partnership=thurrock)
    plan = a_rated_plan(thurrock, actions=1, title="Our plan")
    rating = rated(plan.actions.get(), "blue", period)
    Rating.objects.filter(pk=rating.pk).update(rated_by=business, rated_at="2021-03-01T10:00Z")
    text = f"{OWN},Rating ({period.name})\n1,Action 1,,,,,,Red\n"
    client = client_for(business)
    first, second = (staged_csv(thurrock, business, text, "Our plan.csv") for _ in range(2))

    there = f"/thurrock/import/{first.pk}/changes/"
    shown = client.get(there)
    client.post(there, {"seen": shown.context["seen"]})
    rating.refresh_from_db()
    kept = rating.level.code
    there = f"/thurrock/import/{second.pk}/changes/"
    client.post(there, {"seen": client.get(there).context["seen"], "replaces_ratings": "on"})

    rating = Rating.objects.get()
    assert "1 rating that a person gave here differs from the file" in text_of(shown)
    assert (kept, rating.level.code, rating.rated_by) == ("blue", "red", None)


def test_actions_that_the_file_no_longer_has_are_withdrawn_only_if_ticked(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    plan = a_rated_plan(thurrock, actions=2, title="Our plan")
    text = f"{OWN}\n1,Action 1,,,,,\n"
    client = client_for(business)
    run = staged_csv(thurrock, business, text, "Our plan.csv")
    there = f"/thurrock/import/{run.pk}/changes/"
    shown = client.get(there)

    client.post(there, {"seen": shown.context["seen"], "withdraws_missing": "on"})

    assert "1 is not in the file" in text_of(shown)
    withdrawn = plan.actions.get(reference="2")
    assert (withdrawn.status, withdrawn.withdrawn_reason) == ("withdrawn", "No longer in Our plan.csv")
    assert plan.actions.get(reference="1").status == "active"


def test_action_withdrawn_here_is_not_taken_up_again_by_a_file(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    plan = a_rated_plan(thurrock, actions=1, title="Our plan")
    action = plan.actions.get()
    withdraw_action(action=action, seen_revision=action.revision, reason="Overtaken.", by=business)
    run = staged_csv(thurrock, business, f"{OWN}\n1,Other words,,,,,\n", "Our plan.csv")
    client = client_for(business)
    there = f"/thurrock/import/{run.pk}/changes/"
    shown = client.get(there)

    client.post(there, {"seen": shown.context["seen"]})

    action = plan.actions.get()
    assert "1 action of the file was withdrawn here, and stays so." in text_of(shown)
    assert (action.text, action.status) == ("Action 1", "withdrawn")


def test_what_changed_since_it_was_shown_is_shown_again(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    plan = a_rated_plan(thurrock, actions=1, title="Our plan")
    text = f"{OWN}\n1,Other words,,,,,\n"
    client = client_for(business)
    run = staged_csv(thurrock, business, text, "Our plan.csv")
    there = f"/thurrock/import/{run.pk}/changes/"
    seen = client.get(there).context["seen"]
    Action.objects.update(text="Changed meanwhile")

    answer = client.post(there, {"seen": seen})

    assert answer.status_code == 409
    assert "Changed meanwhile" in text_of(answer)
    assert plan.actions.get().text == "Changed meanwhile"


def test_long_import_shows_its_progress_and_writes_all(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    lines = "".join(f"{n},Do thing {n},Board,May 2021\n" for n in range(1, 252))
    run = staged_csv(thurrock, business, "Ref,Action,Lead,Timescale\n" + lines)
    client = client_for(business)
    there = f"/thurrock/import/{run.pk}/changes/"

    answer = client.post(there, {"seen": client.get(there).context["seen"]})
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]  # a streaming answer has it

    assert "<li>200 of 251 rows are written.</li>" in text
    assert "<li>251 of 251 rows are written.</li>" in text
    assert "Done: everything is imported." in text
    assert text.rstrip().endswith("</html>")
    assert Action.objects.count() == 251


def test_long_import_that_the_person_leaves_writes_nothing(thurrock: Partnership, business: User) -> None:
    lines = "".join(f"{n},Do thing {n},Board,May 2021\n" for n in range(1, 252))
    run = staged_csv(thurrock, business, "Ref,Action,Lead,Timescale\n" + lines)
    steps = commit_steps(run=run, by=business)
    begun = next(steps)

    # What a server does with an answer whose reader has gone.
    steps.close()

    run.refresh_from_db()
    assert begun == Step(200, 251)
    assert (Action.objects.count(), ActionPlan.objects.count(), run.status) == (0, 0, "staged")


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("plan.xlsx", b"", "This file is empty"),
        ("plan.xlsx", b"Ref,Action\n1,x\n", "is not an Excel workbook"),
        ("plan.pdf", b"%PDF-1.7", "This is a PDF"),
        ("plan.xlsx", b"PK\x03\x04broken", "damaged"),
        ("notes.csv", b"Dear all,\nsee you on Monday.\n", "No table of actions was found"),
        ("big.csv", b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
    ],
)
def test_file_that_cannot_be_read_is_refused_with_one_sentence(
    *, thurrock: Partnership, business: User, client_for: ClientFor, name: str, data: bytes, sentence: str
) -> None:
    answer = client_for(business).post("/thurrock/import/", {"file": SimpleUploadedFile(name, data)})

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert ImportRun.objects.count() == 0


def test_file_must_be_chosen(thurrock: Partnership, business: User, client_for: ClientFor) -> None:
    answer = client_for(business).post("/thurrock/import/", {})

    assert answer.status_code == 422
    assert "Choose the document that holds the plan, or paste its table below." in text_of(answer)


def test_document_that_was_not_imported_can_be_thrown_away(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    run, client = staged(thurrock, business), client_for(business)

    asked = client.get(f"/thurrock/import/{run.pk}/discard/")
    answer = client.post(f"/thurrock/import/{run.pk}/discard/", follow=True)

    assert asked.status_code == 200
    assert "was thrown away. Nothing was imported." in text_of(answer)
    assert ImportRun.objects.count() == 0


def test_imported_document_cannot_be_thrown_away_or_changed(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    PeriodFactory.create(partnership=thurrock)
    run, client = staged(thurrock, business, "delivery-plan-2019-20.docx"), client_for(business)
    here = f"/thurrock/import/{run.pk}/"
    data = filled_in(client.get(here)) | {"title": "Another"}
    commit_run(run=run, by=business)

    client.post(f"{here}discard/")
    client.post(here, data)
    client.post(f"{here}changes/", {"seen": ""})

    run.refresh_from_db()
    assert (run.title, run.status) == ("Delivery Plan 2019-2020", "committed")
    assert ActionPlan.objects.count() == 1


PAGES = ["", "{pk}/", "{pk}/columns/", "{pk}/leads/", "{pk}/changes/", "{pk}/receipt/", "{pk}/undo/", "{pk}/discard/"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_import_is_for_those_who_may_import(
    *,
    thurrock: Partnership,
    business: User,
    partner: User,
    lead_person: User,
    committee: User,
    southend: User,
    client_for: ClientFor,
    page: str,
    method: str,
) -> None:
    run = staged(thurrock, business)
    address = f"/thurrock/import/{page.format(pk=run.pk)}"
    people = (partner, lead_person, committee, southend)

    found = [getattr(client_for(person), method)(address).status_code for person in people]

    assert found == [403, 403, 404, 404]


@pytest.mark.parametrize("page", PAGES[1:])
def test_import_of_another_partnership_does_not_exist(
    *,
    thurrock: Partnership,
    business: User,
    other_partnership: Partnership,
    southend: User,
    client_for: ClientFor,
    page: str,
) -> None:
    run = staged(thurrock, business)

    answer = client_for(southend).get(f"/southend/import/{page.format(pk=run.pk)}")

    assert answer.status_code == 404


def test_source_of_an_action_shows_its_cells_word_for_word(
    *, thurrock: Partnership, business: User, scrutineer: User, southend: User, client_for: ClientFor
) -> None:
    period = PeriodFactory.create(partnership=thurrock)
    data = (SOURCES / PEER_REVIEW).read_bytes()
    import_document(partnership=thurrock, file_name=PEER_REVIEW, data=data, by=business, period=period)
    action = Action.objects.get(reference="9")

    answer = client_for(scrutineer).get(f"/thurrock/actions/{action.pk}/source/")
    other = client_for(southend).get(f"/thurrock/actions/{action.pk}/source/")

    text = text_of(answer)
    assert "Row 11 of Action Plan, imported by Business Persona" in text
    assert all(written in text for written in ("31/04/2021", "Yellow", "F11", "9 Develop different audit models"))
    assert other.status_code == 404


@pytest.mark.parametrize("runs", [1, 3])
def test_list_of_imports_costs_the_same_queries_at_one_and_at_three(
    *, thurrock: Partnership, business: User, client_for: ClientFor, runs: int, django_assert_num_queries: Any
) -> None:
    for _ in range(runs):
        staged(thurrock, business)
    client = client_for(business)

    with django_assert_num_queries(9):
        client.get("/thurrock/import/")


@pytest.mark.parametrize("name", [SCR, "delivery-plan-2019-20.docx"])
def test_review_page_costs_the_same_queries_however_many_rows(
    *, thurrock: Partnership, business: User, client_for: ClientFor, name: str, django_assert_num_queries: Any
) -> None:
    run, client = staged(thurrock, business, name), client_for(business)

    with django_assert_num_queries(12):
        client.get(f"/thurrock/import/{run.pk}/")


@pytest.mark.parametrize("page", ["", "columns/", "leads/"])
def test_page_that_was_left_open_after_the_commit_leads_to_the_receipt(
    thurrock: Partnership, business: User, client_for: ClientFor, page: str
) -> None:
    """Even where what it says cannot be read any more: nothing of it is shown as if it could still be saved."""
    run = staged_csv(thurrock, business, "Ref,Action,Lead,Timescale\n1,Agree a form,Board,May 2031\n")
    commit_run(run=run, by=business)

    answer = client_for(business).post(f"/thurrock/import/{run.pk}/{page}", {"seen_revision": "x"}, follow=True)

    assert answer.redirect_chain[-1][0] == f"/thurrock/import/{run.pk}/receipt/"
    assert "This import was committed already" in text_of(answer)
