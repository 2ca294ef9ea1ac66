"""Rows of a staged document merged and split by a person, and taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import Partnership, User
from plans.models import Action
from spreadsheets.models import ImportRow, ImportRun
from spreadsheets.services import commit_run
from tests.forms_on_pages import forms_of
from tests.spreadsheets.test_import_columns import field_of as column_of
from tests.spreadsheets.test_import_columns import page_of as columns_page_of
from tests.spreadsheets.test_import_page import SCR, filled_in, staged, staged_csv, text_of

ClientFor = Callable[[User], Client]
FILE = (
    "Ref,Action,Outcome,Lead,Timescale\n"
    "1,Agree a form,All use it,Board,May 2021\n"
    "2,Write to schools,Schools know,LPR Group,June 2021\n"
    '3,"Report to the Board. Then tell all agencies.\nReview the form",It is known,"Board\nLPR Group\nAudit Group",'
    '"July 2021\nAugust 2021\nMay 2022"\n'
)


def texts(run: ImportRun) -> list[str]:
    return [row.staged.text for row in run.rows.order_by("position") if row.is_offered]


def rows_of(run: ImportRun) -> list[ImportRow]:
    return [row for row in run.rows.order_by("position") if row.is_offered]


def press(client: Client, run: ImportRun, go: str, **typed: Any) -> Any:
    here = f"/thurrock/import/{run.pk}/"
    return client.post(here, filled_in(client.get(here)) | typed | {"go": go}, follow=True)


def split_form(client: Client, run: ImportRun, row: ImportRow) -> dict[str, Any]:
    here = f"/thurrock/import/{run.pk}/rows/{row.pk}/split/"
    [form] = [form for form in forms_of(here, client.get(here).content) if form.to == here]
    return dict(form.fields)


def test_row_is_merged_with_the_one_above_and_both_sources_stand(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    run, client = staged_csv(thurrock, business, FILE), client_for(business)
    first, second, _third = rows_of(run)

    answer = press(client, run, f"merge-{second.pk}", **{f"row-{first.pk}-text": "Agree a form,"})
    run.refresh_from_db()
    commit_run(run=run, by=business)

    merged = rows_of(run)[0]
    action = Action.objects.get(reference="1")
    assert "The two rows are one action now" in text_of(answer)
    assert "Merged by hand" in text_of(answer)
    assert action.text == "Agree a form,\nWrite to schools"
    assert [origin["row"] for origin in merged.origins] == [2, 3]
    assert Action.objects.count() == 2


def test_merging_is_taken_back_and_what_was_typed_meanwhile_is_told(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    run, client = staged_csv(thurrock, business, FILE), client_for(business)
    before = texts(run)
    press(client, run, f"merge-{rows_of(run)[1].pk}")
    merged = rows_of(run)[0]

    answer = press(client, run, f"undo-{merged.made_in}", **{f"row-{merged.pk}-measure": "Both are done"})

    assert texts(run) == before
    assert "The rows stand as they were read." in text_of(answer)
    assert "Both are done" in text_of(answer)


def test_first_row_has_none_above_it(thurrock: Partnership, business: User, client_for: ClientFor) -> None:
    run, client = staged_csv(thurrock, business, FILE), client_for(business)

    answer = press(client, run, f"merge-{rows_of(run)[0].pk}")

    assert "There is no row above this one to merge it with." in text_of(answer)
    assert len(texts(run)) == 3


def test_row_is_split_where_the_person_says_and_lists_go_with_it(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    run, client = staged_csv(thurrock, business, FILE), client_for(business)
    third = next(row for row in run.rows.order_by("position") if row.row == 4 and (row.is_whole or not row.part))
    ImportRow.objects.filter(run=run, row=4).exclude(pk=third.pk).update(is_offered=False)
    ImportRow.objects.filter(pk=third.pk).update(is_offered=True)
    data = split_form(client, run, third) | {"starts": ["1", "2"]}
    here = f"/thurrock/import/{run.pk}/rows/{third.pk}/split/"

    shown = client.post(here, data | {"go": "show"})
    nothing_yet = len(texts(run))
    answer = client.post(here, data | {"go": "split"}, follow=True)

    parts = [row.staged for row in rows_of(run)[2:]]
    assert "3 actions" in text_of(shown)
    assert nothing_yet == 3
    assert "The row is 3 actions now." in text_of(answer)
    assert [part.text for part in parts] == ["Report to the Board.", "Then tell all agencies.", "Review the form"]
    assert [[lead.name for lead in part.leads] for part in parts] == [["Board"], ["LPR Group"], ["Audit Group"]]
    assert [str(part.due_on) for part in parts] == ["2021-07-31", "2021-08-31", "2022-05-31"]
    assert [part.measure for part in parts] == ["It is known"] * 3


def test_split_is_taken_back(thurrock: Partnership, business: User, client_for: ClientFor) -> None:
    run, client = staged_csv(thurrock, business, FILE.replace("Agree a form", "Agree. Write")), client_for(business)
    first, before = rows_of(run)[0], texts(run)
    client.post(
        f"/thurrock/import/{run.pk}/rows/{first.pk}/split/", split_form(client, run, first) | {"starts": "1", "go": "x"}
    )
    split = texts(run)

    press(client, run, f"undo-{rows_of(run)[0].made_in}")

    assert split[:2] == ["Agree.", "Write"]
    assert texts(run) == before


def test_what_was_made_of_a_merged_row_is_taken_back_from_the_last(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    run, client = staged_csv(thurrock, business, FILE), client_for(business)
    press(client, run, f"merge-{rows_of(run)[1].pk}")
    press(client, run, f"merge-{rows_of(run)[1].pk}")

    refused = press(client, run, "undo-1")
    press(client, run, "undo-2")
    press(client, run, "undo-1")

    assert "merged or split once more since: take that back first" in text_of(refused)
    assert texts(run)[:2] == ["Agree a form", "Write to schools"]


def test_part_that_was_merged_bars_the_row_from_being_kept_whole(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    run, client = staged(thurrock, business, SCR), client_for(business)
    second = rows_of(run)[1]

    answer = press(client, run, f"merge-{second.pk}")

    merged = answer.context["sheet"].rows[0]
    assert answer.context["sheet"].total == 17
    assert "whole" not in merged.form.fields
    press(client, run, f"undo-{merged.row.made_in}")
    assert "whole" in client.get(f"/thurrock/import/{run.pk}/").context["sheet"].rows[0].form.fields


def test_rows_stay_merged_and_split_when_the_document_is_read_again(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    run, client = staged_csv(thurrock, business, FILE), client_for(business)
    press(client, run, f"merge-{rows_of(run)[1].pk}")
    merged = rows_of(run)[0]
    press(client, run, "here", **{f"row-{merged.pk}-reference": "1a"})

    data = columns_page_of(client, run) | {column_of(client, run, "Outcome"): "progress"}
    client.post(f"/thurrock/import/{run.pk}/columns/", data)

    again = rows_of(run)[0]
    assert again.staged.text == "Agree a form\nWrite to schools"
    assert (again.staged.reference, again.staged.progress) == ("1a", "All use it\nSchools know")
    assert len(rows_of(run)) == len(texts(run)) >= 2


def test_split_without_a_second_action_is_refused(thurrock: Partnership, business: User, client_for: ClientFor) -> None:
    run, client = staged_csv(thurrock, business, FILE.replace("Agree a form", "Agree. Write")), client_for(business)
    first = rows_of(run)[0]
    data = split_form(client, run, first)
    data.pop("starts", None)

    answer = client.post(f"/thurrock/import/{run.pk}/rows/{first.pk}/split/", data | {"go": "split"})

    assert answer.status_code == 422
    assert "Choose at least one more place at which an action begins." in text_of(answer)


@pytest.mark.parametrize("which", ["another run", "taken", "none"])
def test_row_that_is_not_in_force_has_no_page(
    *, thurrock: Partnership, business: User, client_for: ClientFor, which: str
) -> None:
    run, other = staged_csv(thurrock, business, FILE), staged_csv(thurrock, business, FILE)
    client = client_for(business)
    taken = rows_of(run)[0]
    press(client, run, f"merge-{rows_of(run)[1].pk}")
    key = {"another run": rows_of(other)[0].pk, "taken": taken.pk, "none": 10**9}[which]

    answer = client.get(f"/thurrock/import/{run.pk}/rows/{key}/split/")

    assert answer.status_code == 404


def test_quarters_are_asked_of_once_and_read_so(thurrock: Partnership, business: User, client_for: ClientFor) -> None:
    rows = "1,Agree a form,Board,Q4 2019\n2,Write to it,Board,Q1 2020\n3,End it,Board,May 2021\n"
    text = f"Ref,Action,Lead,Timescale\n{rows}"
    run, client = staged_csv(thurrock, business, text), client_for(business)

    asked = text_of(client.get(f"/thurrock/import/{run.pk}/"))
    press(client, run, "here", year_kind="calendar")
    calendar = [str(row.staged.due_on) for row in rows_of(run)]
    answer = press(client, run, "here", year_kind="financial")

    assert "Say of which year the quarters are: the file does not." in asked
    assert calendar == ["2019-12-31", "2020-03-31", "2021-05-31"]
    assert [str(row.staged.due_on) for row in rows_of(run)] == ["2020-03-31", "2020-06-30", "2021-05-31"]
    assert "None needs a person first." in text_of(answer)


def test_what_was_typed_of_a_row_that_somebody_merged_meanwhile_is_told(
    thurrock: Partnership, business: User, administrator: User, client_for: ClientFor
) -> None:
    run, mine, theirs = staged_csv(thurrock, business, FILE), client_for(business), client_for(administrator)
    here, second = f"/thurrock/import/{run.pk}/", rows_of(run)[1]
    data = filled_in(mine.get(here)) | {f"row-{second.pk}-measure": "Mine alone"}
    press(theirs, run, f"merge-{second.pk}")

    answer = mine.post(here, data)
    again = mine.post(here, filled_in(answer) | {"go": "here"}, follow=True)

    assert answer.status_code == 409
    assert "Mine alone" in text_of(answer)
    assert "Row 3 of A plan: Mine alone" in text_of(again)
    assert len(rows_of(run)) == len(texts(run))
    assert rows_of(run)[0].staged.text == "Agree a form\nWrite to schools"


def test_what_was_typed_of_a_row_that_is_gone_is_shown(
    thurrock: Partnership, business: User, administrator: User, client_for: ClientFor
) -> None:
    run, mine, theirs = staged_csv(thurrock, business, FILE), client_for(business), client_for(administrator)
    here = f"/thurrock/import/{run.pk}/"
    press(theirs, run, f"merge-{rows_of(run)[1].pk}")
    merged = rows_of(run)[0]
    data = filled_in(mine.get(here)) | {f"row-{merged.pk}-measure": "Mine alone"}
    press(theirs, run, f"undo-{merged.made_in}")

    answer = mine.post(here, data)

    assert answer.status_code == 409
    assert "A row that is read otherwise by now" in text_of(answer)
    assert "Mine alone" in text_of(answer)


def test_step_is_refused_to_one_who_may_not_import(
    thurrock: Partnership, business: User, partner: User, client_for: ClientFor
) -> None:
    run = staged_csv(thurrock, business, FILE)
    first = rows_of(run)[0]

    answer = client_for(partner).post(f"/thurrock/import/{run.pk}/rows/{first.pk}/split/", {"starts": "1"})

    assert answer.status_code == 403
    assert len(texts(run)) == len(rows_of(run))
