"""What of an import asks for a person, and what is only noted: the real problems must not drown."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import Partnership, User
from ratings.models import LevelDefinition
from spreadsheets.needs import notes, open_problems, usual_gaps
from spreadsheets.services import commit_run
from tests.factories import PeriodFactory, brag
from tests.spreadsheets.test_import_page import SCR, filled_in, row_of, staged, staged_csv, text_of

ClientFor = Callable[[User], Client]


@dataclass
class Row:
    problems: list[dict[str, Any]]
    chosen: dict[str, Any] = field(default_factory=dict)
    decision: str = "include"
    is_checked: bool = False


def row_with(*codes: str, about: str = "lead") -> Row:
    return Row([{"code": code, "message": code, "field": about, "offer": None} for code in codes])


@pytest.mark.parametrize(
    "code", ["timescale", "shifted", "repeated_reference", "unknown_level", "no_action", "never heard of"]
)
def test_what_was_guessed_or_cannot_be_right_asks_for_a_person(code: str) -> None:
    row = row_with(code)

    assert [each["code"] for each in open_problems(row)] == [code]
    assert notes(row) == []


@pytest.mark.parametrize("code", ["no_rating", "list_longer", "joined", "own_reference"])
def test_what_was_left_out_or_done_is_noted_and_asks_nobody(code: str) -> None:
    row = row_with(code)

    assert open_problems(row) == []
    assert [each["code"] for each in notes(row)] == [code]


@pytest.mark.parametrize("code", ["no_lead", "no_timescale", "progress_word"])
def test_gap_asks_where_others_have_what_is_missing(code: str) -> None:
    rows = [row_with(code), row_with(), row_with()]
    usual = usual_gaps(rows)

    assert [each["code"] for each in open_problems(rows[0], usual)] == [code]


@pytest.mark.parametrize("code", ["no_lead", "no_timescale", "progress_word"])
def test_gap_of_half_the_rows_is_noted_on_each_of_them(code: str) -> None:
    rows = [row_with(code), row_with(code), row_with(), row_with()]
    usual = usual_gaps(rows)

    assert [open_problems(row, usual) for row in rows] == [[]] * 4
    assert [len(notes(row, usual)) for row in rows] == [1, 1, 0, 0]


def test_note_that_was_answered_is_no_longer_made() -> None:
    row = row_with("no_rating", about="rating")
    row.chosen = {"levels": {"|": "red"}}

    assert notes(row) == []


def test_peer_review_asks_about_its_dates_and_only_notes_its_missing_ratings(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    run = staged(thurrock, business)

    answer = client_for(business).get(f"/thurrock/import/{run.pk}/")

    sheet = answer.context["sheet"]
    asking = [seen for seen in sheet.rows if seen.problems]
    unrated = next(seen for seen in sheet.rows if seen.row.staged.reference == "12")
    assert sheet.needing == len(asking) == 4
    assert all("31/04/2021" in seen.problems[0] for seen in asking)
    assert (unrated.is_open, unrated.notices[-1], unrated.lacks) == (False, "12 has no rating.", ["No rating"])
    assert sheet.problems == ["10 to 26 have no rating."]
    assert "<li>10 to 26 have no rating.</li>" in text_of(answer)


def test_rows_that_hold_several_actions_are_told_at_the_top(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    run, client = staged(thurrock, business, SCR), client_for(business)
    here = f"/thurrock/import/{run.pk}/"
    answer = client.get(here)
    first = answer.context["sheet"].rows[0].row

    client.post(here, filled_in(answer) | {f"row-{first.pk}-whole": "on", "go": "here"})

    text = text_of(answer)
    said = "5 rows of the document are offered as 18 actions; any row can be kept as one."
    assert said in text
    assert text.index(said) < text.index("About this plan") < text.index("Row by row")
    assert "4 rows of the document are offered as 15 actions; any row can be kept as one." in text_of(client.get(here))


def test_what_the_plan_as_a_whole_wants_leads_to_its_field(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    period = PeriodFactory.create(partnership=thurrock)
    run, client = staged(thurrock, business), client_for(business)
    here = f"/thurrock/import/{run.pk}/"
    answer = client.get(here)

    client.post(here, filled_in(answer) | {"period": period.pk, "leads": ["*"], "go": "here"})

    fields = [each.field for each in answer.context["sheet"].to_do]
    assert fields == ["id_period", "id_leads_0"]
    assert all(f'id="{name}"' in answer.content.decode() for name in fields)
    assert "7 leads are not known here" in text_of(answer)
    assert client.get(here).context["sheet"].to_do == []


def test_receipt_names_what_the_document_leaves_out_once(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    run = staged(thurrock, business)
    run.period = PeriodFactory.create(partnership=thurrock)
    run.save()
    commit_run(run=run, by=business)

    answer = client_for(business).get(f"/thurrock/import/{run.pk}/receipt/")

    assert text_of(answer).count("no rating") == 1
    assert len(answer.context["kept"]) == 4


def test_without_an_open_period_the_page_says_where_to_make_one(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    run = staged(thurrock, business)

    text = text_of(client_for(business).get(f"/thurrock/import/{run.pk}/"))

    assert "No period is open: make one under Periods and come back, what you set right here is kept." in text


def test_row_without_lead_asks_where_others_have_one(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    text = "Ref,Action,Lead,Timescale\n1,Agree,,May 2021\n2,Train staff,Board,May 2021\n3,Write it,Board,May 2021\n"
    run = staged_csv(thurrock, business, text)

    sheet = client_for(business).get(f"/thurrock/import/{run.pk}/").context["sheet"]

    assert [seen.row.pk for seen in sheet.rows if seen.problems] == [row_of(run, "1").pk]


STATUS = (
    "Ref,Action,Lead,Timescale,Status\n1,Agree a form,Board,May 2031,In progress\n"
    "2,Write to all schools,Board,June 2031,Complete\n3,Report to the executive,Board,July 2031,Not started\n"
)


def test_words_of_progress_in_place_of_every_level_ask_nobody(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    """Such a word is progress: in a plan that has no key nobody can be asked which level each of them is."""
    run = staged_csv(thurrock, business, STATUS)

    sheet = client_for(business).get(f"/thurrock/import/{run.pk}/").context["sheet"]

    assert sheet.needing == 0
    assert [seen.row.staged.progress for seen in sheet.rows] == ["In progress", "Complete", "Not started"]
    assert all("tells progress and names no level" in seen.notices[0] for seen in sheet.rows)


KEYED = (
    "Ref,Action,Lead,Timescale,RAG\n1,Agree a form,Board,May 2031,Green\n2,Write to all schools,Board,June 2031,Red\n"
    "Key,,,,\nGreen,Done and seen to work,,,\nRed,Late or not begun,,,\n"
)


def test_scale_to_be_made_is_shown_with_its_wording_before_anything_is_written(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    run = staged_csv(thurrock, business, KEYED)
    run.period = PeriodFactory.create(partnership=thurrock)
    run.save()

    text = text_of(client_for(business).get(f"/thurrock/import/{run.pk}/changes/"))

    assert run.new_scale == "key"
    assert "Done and seen to work" in text
    assert "Late or not begun" in text
    assert text.index("A rating scale is made") < text.index("Late or not begun") < text.index('name="seen"')


def test_colours_with_a_key_of_their_own_are_not_read_in_a_scale_that_means_otherwise(
    thurrock: Partnership, business: User
) -> None:
    """Here green is complete but not yet embedded; in the file it is on track."""
    ours = brag(thurrock)
    theirs = KEYED.replace("Done and seen to work", "On track, no concerns")
    plain = KEYED[: KEYED.index("Key")]

    keyed, unkeyed = staged_csv(thurrock, business, theirs, "One.csv"), staged_csv(thurrock, business, plain, "Two.csv")

    assert (keyed.scale, keyed.new_scale) == (None, "key")
    assert (unkeyed.scale, unkeyed.new_scale) == (ours, "")


def test_colours_with_the_very_key_of_a_scale_are_read_in_it(thurrock: Partnership, business: User) -> None:
    ours = brag(thurrock)
    for level, text in (("green", "Done and seen to work."), ("red", "Late, or not begun")):
        LevelDefinition.objects.create(level=ours.levels.get(code=level), text=text, valid_from=date(2020, 4, 1))

    run = staged_csv(thurrock, business, KEYED)

    assert (run.scale, run.new_scale) == (ours, "")
