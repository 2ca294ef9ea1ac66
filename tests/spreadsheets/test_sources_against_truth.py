"""Each source document against what a careful person reads out of it, field by field, to the letter."""

import csv
import json
import time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from spreadsheets.as_json import plan_as_json
from spreadsheets.draft import DraftPlan
from spreadsheets.drafting import read_plan
from spreadsheets.readers import read_document

SOURCES = Path(__file__).parents[2] / "fixtures" / "sources"
PEER, DELIVERY = "peer-review-action-plan.xlsx", "delivery-plan-2019-20.docx"
SCR, JTAI = "scr-sam-and-kyle-action-plan.docx", "jtai-action-plan.docx"
ALL = (PEER, DELIVERY, SCR, JTAI)
DIMENSIONS = ("process", "impact", "performance")
COUNTS = {PEER: 26, DELIVERY: 101, SCR: 18, JTAI: 21}


def plan_of(name: str, *, split: bool = True) -> DraftPlan:
    return read_plan((SOURCES / name).read_bytes(), name, split=split)


def truth_of(name: str) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((SOURCES / "truth" / Path(name).with_suffix(".json").name).read_text())
    return truth


def json_of(plan: DraftPlan) -> dict[str, Any]:
    """As it comes out of a file of JSON, so that what is compared is what another program reads."""
    read: dict[str, Any] = json.loads(json.dumps(plan_as_json(plan)))
    return read


def in_words_of_truth(action: dict[str, Any]) -> dict[str, Any]:
    """An action of the JSON under the names that the truths use."""
    rating = next((rating for rating in action["ratings"] if rating["dimension"] is None), None)
    return {
        **action,
        "recommendation": action["objective"],
        "lead": action["lead_text"],
        "timescale": action["timescale"]["text"],
        "rating": rating and rating["text"],
        **{
            name: next((rating["text"] for rating in action["ratings"] if rating["dimension"] == name), None)
            for name in DIMENSIONS
        },
    }


@pytest.mark.parametrize("name", ALL)
def test_source_has_title_and_kind_of_truth(name: str) -> None:
    read, truth = json_of(plan_of(name)), truth_of(name)

    assert (read["title"], read["kind"]) == (truth["title"], truth["kind"])


@pytest.mark.parametrize("name", ALL)
def test_source_has_as_many_actions_as_truth(name: str) -> None:
    assert len(plan_of(name).actions) == COUNTS[name]


@pytest.mark.parametrize("name", [PEER, DELIVERY, JTAI])
def test_source_says_each_field_of_each_action_to_the_letter(name: str) -> None:
    truth = truth_of(name)["actions"]
    read = [in_words_of_truth(action) for action in json_of(plan_of(name))["actions"]]

    assert [{key: action[key] for key in known} for action, known in zip(read, truth, strict=True)] == truth


def test_scr_offers_its_rows_as_the_actions_that_the_committee_was_told_of() -> None:
    read, truth = json_of(plan_of(SCR)), truth_of(SCR)

    assert [{key: row[key] for key in ("action", "timescale", "lead")} for row in read["rows"]] == truth["rows"]
    assert [row["parts"] for row in read["rows"]] == [3, 3, 4, 2, 6]
    assert len(read["actions"]) == truth["actions_reported_to_committee"]


def test_scr_unsplit_has_one_action_for_each_row() -> None:
    read, truth = json_of(plan_of(SCR, split=False)), truth_of(SCR)

    rows = [
        {"action": action["action"], "timescale": action["timescale"]["text"], "lead": action["lead_text"]}
        for action in read["actions"]
    ]
    assert rows == truth["rows"]
    assert read["rows"] == []


def test_scr_parts_keep_the_whole_timescale_and_take_their_own_date() -> None:
    dip_sample, case_review = [action for action in plan_of(SCR).actions if action.parts == 2]

    assert dip_sample.timescale.text == case_review.timescale.text
    assert [str(action.timescale.due) for action in (dip_sample, case_review)] == ["2020-11-30", "2021-03-31"]


def test_scr_says_in_plain_words_that_rows_hold_several_actions() -> None:
    sentences = [problem.message for problem in plan_of(SCR).problems]

    assert any(sentence.startswith("5 rows hold 18 actions") for sentence in sentences)


def test_delivery_plan_has_the_aims_and_objectives_of_truth() -> None:
    read, truth = json_of(plan_of(DELIVERY)), truth_of(DELIVERY)

    assert read["strategic_aims"] == truth["strategic_aims"]
    assert len({action["objective"] for action in read["actions"]}) == 43


def test_delivery_plan_names_the_action_without_a_lead() -> None:
    plan = plan_of(DELIVERY)
    shifted = next(action for action in plan.actions if action.reference == "23.1")

    assert "23.1 has no lead." in [problem.message for problem in plan.problems]
    assert {"shifted", "no_lead"} <= {problem.code for problem in shifted.problems}


def test_delivery_plan_completes_a_month_without_a_year_within_its_own() -> None:
    july = next(action for action in plan_of(DELIVERY).actions if action.reference == "13.2")

    assert (july.timescale.text, str(july.timescale.due)) == ("July", "2019-07-31")


def test_text_over_a_page_keeps_both_rows_as_its_origin() -> None:
    actions = {action.reference: action for action in plan_of(DELIVERY).actions}

    places = {name: [(row.table, row.row) for row in actions[name].origins] for name in ("11.3", "15.1", "23.1")}
    assert places == {
        "11.3": [("Table 3", 10), ("Table 4", 1)],
        "15.1": [("Table 4", 11), ("Table 5", 1)],
        "23.1": [("Table 6", 11), ("Table 7", 1)],
    }


def test_delivery_plan_lists_its_empty_section_among_what_was_ignored() -> None:
    ignored = [(table, text) for table, _, text in plan_of(DELIVERY).ignored]

    assert ("Table 12", "Heading with no action below it: Strategic Aim 3 | Voice of the child") in ignored
    assert ("Table 13", "Holds only dashes: -- | -- | -- | -- | -- | --") in ignored


def test_jtai_has_the_expected_levels_and_the_key_of_truth() -> None:
    read, truth = json_of(plan_of(JTAI)), truth_of(JTAI)

    assert read["expected"] == truth["expected"]
    assert read["rating_key"] == truth["rating_key"]
    assert read["dimensions"] == list(DIMENSIONS)
    assert read["stated"]["areas for improvement"] == truth["areas_for_improvement"]


def test_jtai_key_defines_each_level_for_each_dimension() -> None:
    key = {(entry.level, entry.dimension): entry.definition for entry in plan_of(JTAI).key}

    assert set(key) == {
        *((level, dimension) for level in ("red", "amber") for dimension in DIMENSIONS),
        ("grey", "process"),
        ("grey", "impact"),
        ("blue", None),
    }
    assert key["red", "process"] == "Tasks not been completed or timescales slipped and need attention"
    assert key["grey", "impact"] == "Impact not yet expected to be realised (i.e. actions in progress/not started)."


def test_jtai_leads_are_the_persons_of_the_cell() -> None:
    workshops = next(action for action in plan_of(JTAI).actions if action.action.startswith("Intensive programme"))

    assert [lead.person for lead in workshops.leads] == ["Diane Keens", "Erin Brennan-Douglas", "Sharon Connell"]


def test_peer_review_flags_the_impossible_dates_and_offers_the_nearest() -> None:
    offers = {
        action.reference: problem.offer
        for action in plan_of(PEER).actions
        for problem in action.problems
        if problem.code == "timescale"
    }

    assert offers == dict.fromkeys(truth_of(PEER)["impossible_dates"], "2021-04-30")


def test_peer_review_reads_yellow_as_amber_and_names_what_is_not_rated() -> None:
    plan = plan_of(PEER)

    assert [action.ratings[0].level for action in plan.actions[:9]] == ["green", *["red"] * 4, *["amber"] * 4]
    assert "10 to 26 have no rating." in [problem.message for problem in plan.problems]
    assert all("no_rating" in {problem.code for problem in action.problems} for action in plan.actions[9:])


def test_peer_review_keeps_both_spellings_of_its_category_and_says_so() -> None:
    plan = plan_of(PEER)

    categories = {
        cell.text for action in plan.actions for cell in action.origins[0].cells if cell.heading == "Category"
    }
    assert {"Shared Priorities/ Engagement", "Shared Priorities/Engagement"} <= categories
    assert [problem.offer for problem in plan.problems if problem.code == "spelt_two_ways"] == [
        "Shared Priorities/Engagement"
    ]


def test_peer_review_names_the_cell_of_a_shifted_row_as_it_stands_in_the_sheet() -> None:
    tenth = plan_of(PEER).actions[9]

    cells = {cell.where: cell.text for cell in tenth.origins[0].cells}
    assert (tenth.reference, cells["B13"], cells["G13"]) == ("10", "10", "31/04/2021")


@pytest.mark.parametrize(
    ("separator", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16"), ("|", "cp1252")]
)
@pytest.mark.parametrize("name", ALL)
def test_source_as_delimited_text_says_the_same(name: str, separator: str, encoding: str) -> None:
    document = read_document((SOURCES / name).read_bytes(), name)
    target = StringIO()
    writer = csv.writer(target, delimiter=separator)
    title = next((paragraph.text for paragraph in document.paragraphs if paragraph.is_heading), None)
    if title:
        writer.writerow([title])
    for grid in document.grids:
        writer.writerows([[cell.text for cell in row.cells] for row in grid.rows])
        writer.writerow([])

    read = json_of(read_plan(target.getvalue().encode(encoding), f"{Path(name).stem}.csv"))

    fields = ("reference", "section", "objective", "action", "measure", "progress", "lead_text", "timescale", "ratings")
    expected = json_of(plan_of(name))
    assert [[action[key] for key in fields] for action in read["actions"]] == [
        [action[key] for key in fields] for action in expected["actions"]
    ]


@pytest.mark.parametrize("name", ALL)
def test_source_loses_no_cell(name: str) -> None:
    document, plan = read_document((SOURCES / name).read_bytes(), name), plan_of(name)

    held = {
        (row.table, row.row): {cell.text for cell in row.cells} for action in plan.actions for row in action.origins
    }
    ignored = {(table, row): text for table, row, text in plan.ignored}
    for grid in document.grids:
        for row in grid.rows:
            for cell in row.cells:
                place = (grid.name, row.number)
                assert cell.blank or cell.text in held.get(place, ()) or cell.text in ignored.get(place, "")


@pytest.mark.parametrize("name", ALL)
def test_source_is_read_in_well_under_two_seconds(name: str) -> None:
    started = time.perf_counter()
    plan_of(name)

    assert time.perf_counter() - started < 2
