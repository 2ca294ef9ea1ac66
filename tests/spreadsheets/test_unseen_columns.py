"""Columns of plans never seen: other words, no words, two rows of them, and words that mean now this and now that."""

import pytest

from spreadsheets.drafting import read_plan
from tests.spreadsheets.made import GREEN, RED, levels, paint, plan_in, plan_of, told, word_file, workbook
from tests.spreadsheets.tables import saved


def fields_of(*rows: list[object]) -> list[str]:
    (table,) = plan_of(rows).tables
    return [field for _, field in table.mapping]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (
            ["Ref", "What are we going to do?", "Who?", "When?", "How will we know?", "RAG"],
            ["reference", "action", "lead", "timescale", "measure", "rating"],
        ),
        (
            ["No.", "Actions", "Person responsible", "By when", "Success criteria", "BRAG status"],
            ["reference", "action", "lead", "timescale", "measure", "rating"],
        ),
        (
            ["ID", "What do we need to do?", "Owner", "Target completion date", "What will be different?", "BRAG"],
            ["reference", "action", "lead", "timescale", "measure", "rating"],
        ),
        (
            ["#", "What?", "Who is responsible?", "Complete by", "Evidence of impact", "Traffic lights"],
            ["reference", "action", "lead", "timescale", "measure", "rating"],
        ),
        (
            ["Item", "How we will do it", "Champion", "Timing End", "What good looks like", "R/A/G"],
            ["reference", "action", "lead", "timescale", "measure", "rating"],
        ),
    ],
)
def test_other_words_for_the_same_columns_are_understood(headings: list[object], expected: list[str]) -> None:
    rows: list[list[object]] = [
        ["1", "Agree the guide with schools", "Ann Bell", "May 2031", "Schools use the guide", "Green"],
        ["2", "Train the night staff in it", "Health Group", "June 2031", "All nine are trained", "Amber"],
    ]

    assert fields_of(headings, *rows) == expected


def test_headings_in_words_that_nobody_knows_are_known_by_what_stands_below_them() -> None:
    plan = plan_of(
        [
            ["#", "Improvement", "Wayfarer", "Harbour day", "Lamps"],
            ["1", "Draw up a joint protocol for bruises", "Designated nurse", "12/05/2031", "Green"],
            ["2", "Hold a learning event for all staff", "Police", "01/09/2031", "Red"],
        ]
    )

    assert [field for _, field in plan.tables[0].mapping] == ["reference", "action", "lead", "timescale", "rating"]
    assert told(plan.actions[1]) == ("2", "Hold a learning event for all staff", "Police", "01/09/2031")
    assert plan.tables[0].reasons[3] == "2 of its 2 cells hold dates or timescales, whatever “Harbour day” means."


def test_every_guess_has_its_reason() -> None:
    (table,) = plan_of([["Action", "Owner", "Cost code"], ["Ask schools", "Police", "X1 b"]]).tables

    assert table.reasons == (
        "The heading “Action”, and 1 of its 1 cells hold things to be done.",
        "The heading “Owner”, and 1 of its 1 cells hold names of persons, posts or bodies.",
        "It fits no field, and is kept under its own heading.",
    )


def test_headings_two_rows_deep_part_start_from_end() -> None:
    book, sheet = workbook(
        [
            ["Ref", "Action", "Responsibility", "", "Timing", "", "Status"],
            ["", "", "Lead", "Agency", "Start", "End", ""],
            ["1", "Draw up a protocol", "Jane Moss", "Police", "01/01/2031", "01/05/2031", "Green"],
            ["2", "Hold an event", "Ravi Lunn", "Health", "01/02/2031", "01/06/2031", "Amber"],
        ]
    )
    for area in ("C1:D1", "E1:F1", "A1:A2", "B1:B2", "G1:G2"):
        sheet.merge_cells(area)

    plan = plan_in(book)

    assert [(action.lead_text, action.timescale.text) for action in plan.actions] == [
        ("Jane Moss", "01/05/2031"),
        ("Ravi Lunn", "01/06/2031"),
    ]
    assert plan.actions[0].extra == (("Responsibility Agency", "Police"), ("Timing Start", "01/01/2031"))


def test_measure_that_asks_for_something_is_the_action_and_outcome_what_comes_of_it() -> None:
    assert fields_of(
        ["Measure", "Outcome", "Date", "Status"],
        ["Put a nurse in the front door team", "Health facts are shared the same day", "30/04/2031", "Open"],
        ["Give every school a named officer", "Schools know whom to ring", "31/05/2031", "Closed"],
    ) == ["action", "measure", "timescale", "rating"]


def test_status_of_sentences_is_progress() -> None:
    assert fields_of(
        ["Action", "Owner", "Status"],
        ["Ask schools", "Police", "We wrote to all of the schools in May and nine of them have sent us their answers"],
        ["Tell parents", "Health", "The letter is with the printers and will go to every parent before the holidays"],
    ) == ["action", "lead", "progress"]


def test_question_beside_what_is_done_about_it_is_the_objective() -> None:
    assert fields_of(
        ["KLOE", "What we need to know", "How we will do it", "Responsible", "Due by"],
        ["KLOE 1", "Are thresholds known?", "Survey all staff", "QA officer", "31.05.31"],
        ["KLOE 2", "Are plans any good?", "Audit 30 plans", "QA officer", "30.06.31"],
    ) == ["section", "objective", "action", "lead", "timescale"]


def test_latest_of_several_updates_is_the_progress_and_the_others_are_kept() -> None:
    plan = plan_of(
        [
            ["Action", "Lead", "Deadline", "Update June 2031", "Update Sept 2031"],
            ["Agree thresholds", "Council", "Dec 2031", "Begun", "Half done"],
            ["Share the rota", "Police", "Dec 2031", "Drafted", ""],
        ]
    )

    assert [action.progress for action in plan.actions] == ["Half done", "Drafted"]
    assert plan.actions[0].extra == (("Update June 2031", "Begun"),)


def test_column_for_each_month_rates_the_quarter_that_the_month_is_in() -> None:
    plan = plan_of(
        [
            ["Action", "Lead", "Deadline", "Dec 2031", "Mar 2032", "RAG Q1 2032/33"],
            ["Recruit two advocates", "HR", "Dec 2031", "R", "A", "G"],
            ["Renew the website", "Police", "Jan 2032", "G", "", "B"],
        ]
    )

    assert levels(plan) == [
        [("2031/32 Q3", "red"), ("2031/32 Q4", "amber"), ("2032/33 Q1", "green")],
        [("2031/32 Q3", "green"), ("2032/33 Q1", "blue")],
    ]
    assert plan.dimensions == ()


def test_two_months_of_one_quarter_keep_their_own_names() -> None:
    plan = plan_of([["Action", "Lead", "RAG May 2031", "RAG June 2031"], ["Recruit", "Police", "R", "A"]])

    assert levels(plan) == [[("May 2031", "red"), ("June 2031", "amber")]]


def test_previous_rating_is_kept_beside_the_current_one() -> None:
    plan = plan_of([["Action", "Lead", "Previous RAG", "Current RAG"], ["Recruit", "Police", "Red", "Amber"]])

    assert levels(plan) == [[(None, "amber")]]
    assert plan.actions[0].extra == (("Previous RAG", "Red"),)


def test_cards_with_headings_down_the_side_are_one_action_each() -> None:
    cards = [
        [
            [f"Recommendation {number}", "Staff must know who is on duty"],
            ["Action", text],
            ["Lead", lead],
            ["Timescale", "May 2031"],
            ["Progress to date", "Begun"],
        ]
        for number, text, lead in ((1, "Agree thresholds", "Council"), (3, "Share the rota", "Police"))
    ]

    plan = read_plan(word_file(*cards), "cards.docx")

    assert [told(action) for action in plan.actions] == [
        ("1", "Agree thresholds", "Council", "May 2031"),
        ("3", "Share the rota", "Police", "May 2031"),
    ]
    assert [(row.table, row.row) for row in plan.actions[1].origins] == [("Table 2", row) for row in range(1, 6)]


def test_card_of_several_actions_numbers_them_under_its_recommendation() -> None:
    card = [
        ["Recommendation 4", "Everyone shares facts"],
        ["Action", "Sign the pact"],
        ["Lead", "Council"],
        ["Timescale", "May 2031"],
        ["Action", "Audit the pact"],
        ["Lead", "Police"],
        ["Timescale", "May 2032"],
    ]

    plan = read_plan(word_file(card), "review.docx")

    assert [told(action) for action in plan.actions] == [
        ("4.1", "Sign the pact", "Council", "May 2031"),
        ("4.2", "Audit the pact", "Police", "May 2032"),
    ]
    assert {(action.section, action.objective) for action in plan.actions} == {
        ("Recommendation 4", "Everyone shares facts")
    }


def test_card_in_pairs_of_label_and_text_is_read_across() -> None:
    card = [["Action", "Agree thresholds", "Owner", "Council"], ["By when", "May 2031", "RAG", "Green"]]

    plan = read_plan(word_file([*card, ["Measure", "It works", "Update", "Begun"]]), "cards.docx")

    assert [told(action) for action in plan.actions] == [(None, "Agree thresholds", "Council", "May 2031")]
    assert (plan.actions[0].measure, plan.actions[0].progress) == ("It works", "Begun")


def test_column_of_fills_without_heading_is_the_rating() -> None:
    book, sheet = workbook(
        [["Ref", "Action", "Owner", ""], ["1", "Agree the guide", "Police", ""], ["2", "Share the rota", "Health", ""]]
    )
    paint(sheet, D2=GREEN, D3=RED)

    assert levels(plan_in(book)) == [[(None, "green")], [(None, "red")]]


def test_field_that_a_person_chose_for_a_heading_stands() -> None:
    book, _ = workbook([["Action", "Outcome", "Owner"], ["Ask schools", "Schools reply within a week of it", "Police"]])

    plan = read_plan(saved(book), "plan.xlsx", columns={"outcome": "progress", "Owner": "extra"})

    assert [field for _, field in plan.tables[0].mapping] == ["action", "progress", "extra"]
    assert plan.tables[0].reasons[1:] == ("It was chosen by a person.",) * 2
    assert plan.actions[0].progress == "Schools reply within a week of it"
