"""Names in a document: each guess shown, confirmed or changed, and remembered once the plan is imported."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from accounts.models import Partnership, User
from plans.models import Action, Lead, LeadWording
from spreadsheets.models import ImportRun
from spreadsheets.services import commit_run, undo_import
from tests.factories import LeadFactory
from tests.spreadsheets.test_import_page import filled_in, staged_csv, text_of

ClientFor = Callable[[User], Client]
FILE = (
    "Ref,Action,Lead,Timescale\n"
    "1,Agree a form,Quality Assurance Gruop,May 2021\n"
    "2,Write to schools,Head of Schools Service,June 2021\n"
    "3,Report to the Board,Quality Assurance Gruop,July 2021\n"
    "4,Train all staff,Audit Panel,July 2021\n"
)
GROUP = "Quality Assurance Group"


def shown_in(answer: Any) -> dict[str, Any]:
    """What a browser would send of the page, if nothing was touched."""
    fields = {seen.field.html_name: seen.field.value() or "" for seen in answer.context["form"].seen}
    return fields | {"seen_revision": answer.context["revision"], "go": "save"}


def form_of(client: Client, run: ImportRun) -> dict[str, Any]:
    return shown_in(client.get(f"/thurrock/import/{run.pk}/leads/"))


def field_of(client: Client, run: ImportRun, name: str) -> str:
    form = client.get(f"/thurrock/import/{run.pk}/leads/").context["form"]
    return next(str(seen.field.html_name) for seen in form.seen if seen.asked.name == name)


def test_guess_is_shown_with_how_it_was_made(thurrock: Partnership, business: User, client_for: ClientFor) -> None:
    LeadFactory.create(partnership=thurrock, name=GROUP)
    run, client = staged_csv(thurrock, business, FILE), client_for(business)

    text = text_of(client.get(f"/thurrock/import/{run.pk}/leads/"))
    rows = text_of(client.get(f"/thurrock/import/{run.pk}/"))

    assert f"Quality Assurance Gruop → {GROUP}, a slip of the pen?" in text
    assert "Nobody who is known here" in text
    assert "1 name is taken for a lead that is known, by a guess" in rows


def test_confirmed_guess_is_known_in_the_next_file_and_nothing_is_written_before(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    group = LeadFactory.create(partnership=thurrock, name=GROUP)
    run, client = staged_csv(thurrock, business, FILE), client_for(business)
    here = f"/thurrock/import/{run.pk}/leads/"

    client.post(here, form_of(client, run) | {"go": "confirm"})
    before = LeadWording.objects.count()
    run.refresh_from_db()
    commit_run(run=run, by=business)
    second = staged_csv(thurrock, business, FILE, "Next.csv")
    names = [seen.asked.name for seen in client.get(f"/thurrock/import/{second.pk}/leads/").context["form"].seen]

    assert before == 0
    assert [(each.text, each.lead) for each in LeadWording.objects.all()] == [("Quality Assurance Gruop", group)]
    assert [lead.name for lead in Action.objects.get(reference="1").leads.all()] == [GROUP]
    assert names == ["Head of Schools Service", "Audit Panel"]


def test_what_was_remembered_goes_when_the_import_is_undone(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    LeadFactory.create(partnership=thurrock, name=GROUP)
    run, client = staged_csv(thurrock, business, FILE), client_for(business)
    client.post(f"/thurrock/import/{run.pk}/leads/", form_of(client, run) | {"go": "confirm"})
    run.refresh_from_db()
    commit_run(run=run, by=business)

    undo_import(run=run, by=business)

    assert LeadWording.objects.count() == 0


def test_each_name_can_be_another_lead_a_new_one_or_none(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    LeadFactory.create(partnership=thurrock, name=GROUP)
    board = LeadFactory.create(partnership=thurrock, name="Strategic Group")
    run, client = staged_csv(thurrock, business, FILE), client_for(business)
    data = form_of(client, run) | {
        field_of(client, run, "Quality Assurance Gruop"): str(board.pk),
        field_of(client, run, "Head of Schools Service"): "new",
        field_of(client, run, "Audit Panel"): "text",
        "go": "save",
    }

    client.post(f"/thurrock/import/{run.pk}/leads/", data)
    before = Lead.objects.count()
    client.post(f"/thurrock/import/{run.pk}/", filled_in(client.get(f"/thurrock/import/{run.pk}/")))
    run.refresh_from_db()
    commit_run(run=run, by=business)

    leads = {action.reference: [lead.name for lead in action.leads.all()] for action in Action.objects.all()}
    assert before == 2
    assert leads == {
        "1": ["Strategic Group"],
        "2": ["Head of Schools Service"],
        "3": ["Strategic Group"],
        "4": [],
    }
    assert Action.objects.get(reference="4").lead_text == "Audit Panel"
    assert LeadWording.objects.get().lead == board


def test_guess_that_is_refused_is_not_taken(thurrock: Partnership, business: User, client_for: ClientFor) -> None:
    LeadFactory.create(partnership=thurrock, name=GROUP)
    run, client = staged_csv(thurrock, business, FILE), client_for(business)
    data = form_of(client, run) | {field_of(client, run, "Quality Assurance Gruop"): "text"}

    client.post(f"/thurrock/import/{run.pk}/leads/", data)
    run.refresh_from_db()
    commit_run(run=run, by=business)

    assert not Action.objects.get(reference="1").leads.exists()


def test_all_unknown_names_become_leads_on_commit(thurrock: Partnership, business: User, client_for: ClientFor) -> None:
    LeadFactory.create(partnership=thurrock, name=GROUP)
    run, client = staged_csv(thurrock, business, FILE), client_for(business)

    client.post(f"/thurrock/import/{run.pk}/leads/", form_of(client, run) | {"go": "create"})
    run.refresh_from_db()
    commit_run(run=run, by=business)

    assert set(Lead.objects.values_list("name", flat=True)) == {GROUP, "Head of Schools Service", "Audit Panel"}


def test_lead_of_another_partnership_is_no_choice(
    thurrock: Partnership, business: User, other_partnership: Partnership, client_for: ClientFor
) -> None:
    theirs = LeadFactory.create(partnership=other_partnership, name="Their Group")
    run, client = staged_csv(thurrock, business, FILE), client_for(business)
    data = form_of(client, run) | {field_of(client, run, "Audit Panel"): str(theirs.pk)}

    answer = client.post(f"/thurrock/import/{run.pk}/leads/", data)

    run.refresh_from_db()
    assert answer.status_code == 422
    assert "“Audit Panel”: choose one from the list." in text_of(answer)
    assert run.lead_answers == {}


def test_page_of_leads_filled_in_from_an_older_state_is_shown_again(
    thurrock: Partnership, business: User, administrator: User, client_for: ClientFor
) -> None:
    run, mine, theirs = staged_csv(thurrock, business, FILE), client_for(business), client_for(administrator)
    here = f"/thurrock/import/{run.pk}/"
    data = form_of(mine, run) | {field_of(mine, run, "Audit Panel"): "new"}
    theirs.post(here, filled_in(theirs.get(here)) | {"title": "Theirs"})

    answer = mine.post(f"{here}leads/", data)
    again = mine.post(f"{here}leads/", shown_in(answer))

    run.refresh_from_db()
    assert (answer.status_code, again.status_code) == (409, 302)
    assert (run.title, run.leads_to_create) == ("Theirs", ["Audit Panel"])
