"""Rows of plans never seen: forms with their guidance, banners without labels, lists in cells, totals, copies."""

from io import BytesIO

import docx
import pytest

from spreadsheets.drafting import read_plan
from spreadsheets.recognise.lists import items_of, said_of_several
from tests.spreadsheets.made import codes, embolden, more_sheets, paint, plan_in, plan_of, told, word_file, workbook

HEADINGS: list[object] = ["Ref", "Action", "Lead", "By when", "RAG"]


def texts(rows: list[list[object]]) -> list[str]:
    return [action.action for action in plan_of(rows).actions]


@pytest.mark.parametrize(
    "row",
    [
        ["Number", "Describe the action in SMART terms", "Name the person responsible", "Insert target date", ""],
        ["e.g. 1.1", "e.g. Review the policy", "e.g. A. Person", "e.g. 31/03/2031", "Green"],
        ["Example", "Review the policy", "A. Person", "31/03/2031", "Green"],
        ["3", "[Insert action here]", "[Name]", "[dd/mm/yyyy]", ""],
        ["", "<what will be done>", "Who will lead?", "DD/MM/YY", "Choose an item"],
        ["4", "", "", "", ""],
    ],
)
def test_row_of_the_form_itself_is_no_action_and_is_told(row: list[object]) -> None:
    plan = plan_of(
        [
            HEADINGS,
            row,
            ["1", "Review the guide", "Police", "May 2031", "Red"],
            ["2", "Tell all", "Health", "June 2031", ""],
        ]
    )

    assert [action.action for action in plan.actions] == ["Review the guide", "Tell all"]
    assert [why.partition(":")[0] for _, row_number, why in plan.ignored if row_number == 2] in (
        ["Tells how to fill in the form"],
        ["A number with nothing beside it"],
    )


@pytest.mark.parametrize(
    "row",
    [
        ["1", "Provide training to all staff", "[TBC]", "[TBC]", ""],
        ["1", "Describe the pathway in one page", "Police", "May 2031", "Green"],
        ["1", "List every school in the area", "HR", "", ""],
        ["1", "Use the tool in each visit", "Name to be confirmed", "Date to be confirmed", ""],
    ],
)
def test_action_that_sounds_like_guidance_is_taken(row: list[object]) -> None:
    assert texts([HEADINGS, row, ["2", "Tell all", "Police", "May 2031", "Red"]]) == [row[1], "Tell all"]


def test_bold_row_in_mixed_case_heads_the_rows_below_it() -> None:
    book, sheet = workbook(
        [
            ["Action", "Owner", "By when", "Success criteria"],
            ["Listening to young people"],
            ["Set up a youth panel", "Police", "May 2033", "Panel meets"],
            ["Working with fathers"],
            ["Ask fathers what helps", "Health", "Oct 2033", "50 replies"],
        ]
    )
    embolden(sheet, "A2", "A4")

    assert [(action.section, action.action) for action in plan_in(book).actions] == [
        ("Listening to young people", "Set up a youth panel"),
        ("Working with fathers", "Ask fathers what helps"),
    ]


def test_filled_rows_of_two_colours_are_banners_within_banners() -> None:
    book, sheet = workbook(
        [
            ["Action", "Owner", "By when"],
            ["Homes"],
            ["Warmth"],
            ["Mend boilers", "Council", "May 2033"],
            ["Locks"],
            ["Mend doors", "Council", "May 2033"],
            ["Streets"],
            ["Lamps"],
            ["Mend lamps", "Council", "May 2033"],
        ]
    )
    paint(sheet, A2="FF1F4E78", A7="FF1F4E78", A3="FF9DC3E6", A5="FF9DC3E6", A8="FF9DC3E6")

    assert [action.section for action in plan_in(book).actions] == [
        "Homes > Warmth",
        "Homes > Locks",
        "Streets > Lamps",
    ]


def test_plain_short_rows_between_full_ones_are_banners() -> None:
    plan = plan_of(
        [
            ["Action", "Owner", "By when"],
            ["Safe homes"],
            ["Mend boilers", "Council", "May 2033"],
            ["Safe streets"],
            ["Mend lamps", "Council", "May 2033"],
        ]
    )

    assert [action.section for action in plan.actions] == ["Safe homes", "Safe streets"]


def test_request_without_lead_or_date_stays_an_action_with_its_problem() -> None:
    plan = plan_of(
        [
            ["Action", "Lead", "When", "RAG"],
            ["Agree thresholds", "Council", "May 2031", "G"],
            ["Publish the annual report", "", "", ""],
            ["Share the rota", "Police", "June 2031", "R"],
            ["Visit homes", "Health", "July 2031", "A"],
            ["Ask carers", "Health", "July 2031", "A"],
        ]
    )

    assert len(plan.actions) == 5
    assert {"no_lead", "no_timescale", "perhaps_incomplete"} <= codes(plan.actions[1])


def test_date_alone_in_a_table_of_several_columns_gives_its_time_to_all_below() -> None:
    plan = plan_of(
        [
            ["Action", "Lead"],
            ["By 30 June 2032"],
            ["Publish the strategy", "Police"],
            ["Brief all schools", "Council"],
            ["By 31 December 2032"],
            ["Audit 20 cases", "Health"],
        ]
    )

    assert [str(action.timescale.due) for action in plan.actions] == ["2032-06-30", "2032-06-30", "2032-12-31"]


def test_question_as_a_merged_banner_is_a_section() -> None:
    book, sheet = workbook(
        [["What will we do?", "Who?", "When?"], ["1. How well do we listen?"], ["Ask", "Police", "May 2031"]]
    )
    sheet.merge_cells("A2:C2")

    assert [action.section for action in plan_in(book).actions] == ["1. How well do we listen?"]


def test_lettered_lists_are_matched_by_letter_and_by_what_is_said_of_several() -> None:
    plan = plan_of(
        [
            ["Ref", "Actions", "Leads", "Timescale", "Progress"],
            [
                "7",
                "a) Rewrite the policy\nb) Train all staff\nc) Audit records",
                "a) Police\nb) Health\nc) Council",
                "a) May 2031\nb) June 2031\nc) Quarterly",
                "a-b Complete\nc) Due in July",
            ],
            ["8", "a) Set a standard\nb) Check that it is met", "Health", "a) July 2031", "a) Drafted"],
        ]
    )

    assert [(told(action), action.progress) for action in plan.actions] == [
        (("7a", "Rewrite the policy", "Police", "May 2031"), "a-b Complete"),
        (("7b", "Train all staff", "Health", "June 2031"), "a-b Complete"),
        (("7c", "Audit records", "Council", "Quarterly"), "Due in July"),
        (("8a", "Set a standard", "Health", "a) July 2031"), "Drafted"),
        (("8b", "Check that it is met", "Health", "a) July 2031"), None),
    ]


def test_bullets_are_split_only_beside_a_date_or_lead_for_each() -> None:
    plan = plan_of(
        [
            ["Action", "Lead", "When"],
            ["• Write the form\n• Try it in two teams", "Police", "• May 2031\n• June 2031"],
            ["• Print the form\n• Hand it out", "Health", "July 2031"],
        ]
    )

    assert [(action.action, action.timescale.text, action.parts) for action in plan.actions] == [
        ("Write the form", "May 2031", 2),
        ("Try it in two teams", "June 2031", 2),
        ("• Print the form\n• Hand it out", "July 2031", None),
    ]


@pytest.mark.parametrize(
    ("text", "count", "said"),
    [
        ("1-3 Complete", 3, {1: "1-3 Complete", 2: "1-3 Complete", 3: "1-3 Complete"}),
        ("1 and 2 complete", 2, {1: "1 and 2 complete", 2: "1 and 2 complete"}),
        ("1, 2 & 4: done", 4, {1: "1, 2 & 4: done", 2: "1, 2 & 4: done", 4: "1, 2 & 4: done"}),
        ("Actions 1 to 2 done\n3. Begun", 3, {1: "Actions 1 to 2 done", 2: "Actions 1 to 2 done", 3: "Begun"}),
        ("1-5 Complete", 3, {}),
        ("1 May 2031", 2, {}),
        ("A review was held", 2, {}),
        ("All complete", 2, {}),
    ],
)
def test_said_of_several_items_at_once(text: str, count: int, said: dict[int, str]) -> None:
    assert said_of_several(text, count) == said


@pytest.mark.parametrize(
    ("text", "kind", "count"),
    [
        ("a) Ask\nb) Tell", "letter", 2),
        ("(a) Ask all (b) Tell all", "letter", 2),
        ("i. Ask\nii. Tell\niii. Act", "letter", 3),
        ("1. Ask\n2. Tell", "number", 2),
        ("• Ask\n• Tell", "bullet", 2),
        ("- Ask\n- Tell", "bullet", 2),
    ],
)
def test_items_of_a_list(text: str, kind: str, count: int) -> None:
    items = items_of(text)

    assert items is not None
    assert (items.kind, len(items.texts)) == (kind, count)


@pytest.mark.parametrize("text", ["Ask all", "We will:\n• Ask\n• Tell", "a) Ask", "b) Ask\nc) Tell", "- Ask"])
def test_text_that_is_no_list_from_end_to_end(text: str) -> None:
    assert items_of(text) is None


def test_counts_below_the_plan_are_no_actions() -> None:
    assert texts(
        [
            ["Action", "Lead", "Timescale", "RAG"],
            ["Agree thresholds", "Council", "May 2031", "Green"],
            ["Share the rota", "Police", "June 2031", "Red"],
            [],
            ["2. Summary"],
            ["RAG", "Number"],
            ["Green", "1"],
            ["Red", "1"],
            ["Total", "2"],
        ]
    ) == ["Agree thresholds", "Share the rota"]


def test_sheet_that_only_says_it_again_is_left_out_and_completed_actions_are_taken() -> None:
    rows = [["Ref", "Action", "Lead"], ["1", "Agree thresholds", "Council"], ["2", "Share the rota", "Police"]]
    book, _ = workbook(rows, "Live")
    more_sheets(
        book,
        For_print=rows,
        Completed_actions=[["Ref", "Action", "Lead"], ["0.1", "Appoint a chair", "Council"]],
        Contacts=[["Name", "E-mail"], ["A. Person", "a@example.org"]],
    )

    plan = plan_in(book)

    assert [(table.name, table.role) for table in plan.tables] == [
        ("Live", "actions"),
        ("For print", "repeats"),
        ("Completed actions", "actions"),
        ("Contacts", "prose"),
    ]
    assert [action.reference for action in plan.actions] == ["1", "2", "0.1"]
    assert ("For print", 2, "Says again what stands above: 1 | Agree thresholds | Council") in plan.ignored


def test_cover_gives_the_title() -> None:
    book, _ = workbook([["Westmere Partnership"], ["Multi-agency action plan 2031-32"], ["Version", "0.4"]], "Cover")
    more_sheets(book, Actions=[["Action", "Lead", "When"], ["Ask schools", "Police", "May 2031"]])

    assert plan_in(book, "book1.xlsx").title == "Multi-agency action plan 2031-32"


def test_references_begin_again_under_each_banner_and_keep_their_noughts() -> None:
    rows = [
        ["Ref", "Action", "Owner", "Timescale"],
        ["Strand A: Knowing", "", "", ""],
        ["01", "Write a data set", "Police", "May 2031"],
        ["02", "Share it", "Police", "May 2031"],
        ["Strand B: Acting", "", "", ""],
        ["01", "Train staff", "Health", "May 2031"],
        ["04", "Review it", "Health", "May 2031"],
    ]

    plan = read_plan(word_file(rows), "neglect.docx")

    assert [(action.section, action.reference) for action in plan.actions] == [
        ("Strand A: Knowing", "01"),
        ("Strand A: Knowing", "02"),
        ("Strand B: Acting", "01"),
        ("Strand B: Acting", "04"),
    ]
    assert not any("repeated_reference" in codes(action) for action in plan.actions)


def test_references_glued_to_the_text_may_begin_again_after_other_letters() -> None:
    plan = plan_of(
        [
            ["Area", "Action", "Lead"],
            ["Door", "FD1: Agree thresholds", "Council"],
            ["Door", "FD2: Share the rota", "Police"],
            ["Care", "C1: Visit each home", "Health"],
            ["Care", "C2: Ask carers", "Health"],
        ]
    )

    assert [(action.reference, action.action) for action in plan.actions] == [
        ("FD1", "Agree thresholds"),
        ("FD2", "Share the rota"),
        ("C1", "Visit each home"),
        ("C2", "Ask carers"),
    ]


def test_hidden_row_is_taken_with_its_problem() -> None:
    book, sheet = workbook(
        [HEADINGS, ["1", "Agree thresholds", "Police", "May 2031", "R"], ["2", "Drop the rota", "Health", "", ""]]
    )
    sheet.row_dimensions[3].hidden = True

    assert "hidden_row" in codes(plan_in(book).actions[1])


def test_rows_that_a_merged_objective_covers_share_it() -> None:
    book, sheet = workbook(
        [
            ["Theme", "Objective", "Action", "Lead", "Due"],
            ["Homes", "Safe homes", "Check locks", "Council", "May 2031"],
            ["", "", "Check alarms", "Police", "June 2031"],
            ["", "Warm homes", "Check boilers", "Council", "July 2031"],
        ]
    )
    sheet.merge_cells("A2:A4")
    sheet.merge_cells("B2:B3")

    assert [(action.section, action.objective) for action in plan_in(book).actions] == [
        ("Homes", "Safe homes"),
        ("Homes", "Safe homes"),
        ("Homes", "Warm homes"),
    ]


def test_notes_below_the_table_are_no_actions() -> None:
    plan = plan_of(
        [
            ["Action", "Lead", "When"],
            ["Agree terms", "Police", "May 2031"],
            ["Train staff", "Health", "June 2031"],
            [],
            ["Notes: this plan is read each quarter by the executive."],
            ["* QA is quality assurance"],
            ["Last updated: 4 May 2031"],
        ]
    )

    assert len(plan.actions) == 2
    assert ("Plan", 6, "Note below the table: * QA is quality assurance") in plan.ignored


def test_banners_of_three_kinds_above_each_table_are_nested() -> None:
    rows: list[list[object]] = []
    for pillar, aim, outcome, action in (
        ("PILLAR 1", "Prevent harm", "Outcome: children are safe", "Visit all schools"),
        ("PILLAR 2", "Protect from harm", "Outcome: harm stops sooner", "Train all doctors"),
    ):
        rows += [[pillar], [aim], [outcome], ["Action", "Who", "When"], [action, "Police", "May 2031"]]

    assert [action.section for action in plan_of(rows).actions] == [
        "PILLAR 1 > Prevent harm > Outcome: children are safe",
        "PILLAR 2 > Protect from harm > Outcome: harm stops sooner",
    ]


def test_label_before_a_number_glued_to_the_text_goes_with_it() -> None:
    plan = plan_of(
        [
            ["Recommendation", "Action", "Lead"],
            ["Improve recording", "Action 1.1: Rewrite the policy", "Police"],
            ["", "Action 1.2: Train staff", "Health"],
        ]
    )

    assert [(action.reference, action.action) for action in plan.actions] == [
        ("1.1", "Rewrite the policy"),
        ("1.2", "Train staff"),
    ]


def test_row_above_the_table_that_names_a_plan_is_its_title_and_gives_its_year() -> None:
    plan = plan_of([["Ashvale LSCP"], ["Business plan 2031/32"], [], ["Action", "Lead", "Q1"], ["Ask", "Police", "G"]])

    assert plan.title == "Business plan 2031/32"
    assert plan.actions[0].ratings[0].period == "2031/32 Q1"


def test_bold_words_of_a_word_table_head_the_rows_below_them() -> None:
    document = docx.Document()
    table = document.add_table(rows=0, cols=3)
    for texts in (
        ("Action", "Lead", "Timescale"),
        ("Joint commissioning", "", ""),
        ("Agree one budget", "Council", "Sept 2031"),
    ):
        cells = table.add_row().cells
        for cell, text in zip(cells, texts, strict=True):
            cell.paragraphs[0].add_run(text).bold = not texts[1]
    target = BytesIO()
    document.save(target)

    assert [action.section for action in read_plan(target.getvalue(), "send.docx").actions] == ["Joint commissioning"]
