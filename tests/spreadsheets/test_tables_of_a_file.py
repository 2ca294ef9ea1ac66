"""Every table and sheet of a file is shown with what it was taken for and why; the person may choose others."""

from hypothesis import given, settings
from hypothesis import strategies as st

from spreadsheets.draft import DraftTable
from spreadsheets.drafting import draft_plan, read_plan
from spreadsheets.own_layout import read_any_plan
from spreadsheets.readers.grid import Paragraph
from tests.spreadsheets.made import GREEN, RED, more_sheets, paint, plan_in, workbook
from tests.spreadsheets.tables import saved, sheet_document, word_plan

PLAN = [
    ["Harbour plan 2031/32"],
    ["Ref", "Action", "Lead", "Timescale", "Status"],
    ["1", "Agree the guide with schools", "Police", "May 2031", "Green"],
    ["2", "Share the guide with all staff", "Health", "June 2031", "Red"],
]
DONE = [PLAN[1], ["9", "Write the terms of reference", "Council", "May 2030", "Blue"]]
LISTS = [["Status", "Lead"], ["Red", "Police"], ["Green", "Health"], ["Blue", "Council"]]
KEY = [["Colour", "Meaning"], ["Green", "On track"], ["Red", "Overdue, with no plan"]]
COVER = [["Harbour Safeguarding Partnership"], [""], ["Prepared by the business unit for the board of June"]]


def tables_of_workbook() -> dict[str, DraftTable]:
    book, _ = workbook(COVER, "Cover")
    more_sheets(book, Plan=PLAN, Completed_actions=DONE, Key=KEY, Lists=LISTS, Old=DONE, Sheet9=[])
    book["Old"].sheet_state = "hidden"
    return {table.name: table for table in plan_in(book).tables}


def test_every_sheet_is_listed_with_its_role() -> None:
    assert {name: table.role for name, table in tables_of_workbook().items()} == {
        "Cover": "prose",
        "Plan": "actions",
        "Completed actions": "actions",
        "Key": "key",
        "Lists": "list",
        "Old": "hidden",
        "Sheet9": "empty",
    }


def test_every_sheet_says_why_in_one_sentence() -> None:
    assert {name: table.reason for name, table in tables_of_workbook().items()} == {
        "Cover": "It has no row of headings such as Action, Lead and Timescale.",
        "Plan": "Row 2 has its headings, and 2 actions were read from it.",
        "Completed actions": "Row 1 has its headings, and 1 action was read from it.",
        "Key": "It explains what the ratings mean, and holds no action.",
        "Lists": "It holds lists of words to choose from, and no action.",
        "Old": (
            "It is hidden in the file, and was left out, though 1 of its rows look like actions: "
            "choose it to have it read."
        ),
        "Sheet9": "Nothing is written in it.",
    }


def test_hidden_sheet_shows_its_columns_before_it_is_chosen() -> None:
    old = tables_of_workbook()["Old"]

    assert old.mapping == (
        ("Ref", "reference"),
        ("Action", "action"),
        ("Lead", "lead"),
        ("Timescale", "timescale"),
        ("Status", "rating"),
    )
    assert (old.hidden, old.actions, old.heading_row, len(old.reasons)) == (True, 0, 1, 5)


def test_two_sets_of_headings_in_one_sheet_are_both_told() -> None:
    second = [["Recommendation", "Owner", "By when"], ["Write to the coroner about delays", "Chair", "July 2031"]]
    document = sheet_document([*PLAN, [""], *second])

    (table,) = draft_plan(document).tables

    assert [(layout.heading_row, layout.rows) for layout in table.layouts] == [(2, 2), (6, 1)]
    assert table.layouts[1].mapping == (
        ("Recommendation", "action"),
        ("Owner", "lead"),
        ("By when", "timescale"),
        ("", "extra"),
        ("", "extra"),
    )
    assert all(len(layout.reasons) == len(layout.mapping) for layout in table.layouts)


def test_headings_said_again_further_down_are_one_set() -> None:
    (table,) = draft_plan(sheet_document([*PLAN, PLAN[1], DONE[1]])).tables

    assert [(layout.heading_row, layout.rows) for layout in table.layouts] == [(2, 3)]
    assert (table.heading_row, table.actions) == (2, 3)


def test_chosen_sheet_and_columns_are_honoured_together() -> None:
    book, _ = workbook(PLAN, "Plan")
    more_sheets(book, Old=[["Task", "Who", "Remark"], ["Write the terms of reference", "Council", "Signed in May"]])
    book["Old"].sheet_state = "hidden"

    plan = read_any_plan(saved(book), "plan.xlsx", tables=["Old"], columns={"Remark": "progress"})

    assert [(action.action, action.progress) for action in plan.actions] == [
        ("Write the terms of reference", "Signed in May")
    ]
    assert plan.tables[0].reasons[2] == "It was chosen by a person."


def test_key_on_a_sheet_of_colours_with_its_words_in_them_is_read() -> None:
    book, _ = workbook(PLAN, "Plan")
    more_sheets(book, Legend=[["RAG key"], ["Delivered and signed off"], ["Not begun, or late"]])
    paint(book["Legend"], A2=GREEN, A3=RED)

    plan = read_plan(saved(book), "plan.xlsx")

    assert [(entry.level, entry.definition) for entry in plan.key] == [
        ("green", "Delivered and signed off"),
        ("red", "Not begun, or late"),
    ]
    assert len(plan.actions) == 2


def test_word_tables_before_and_after_the_plan_are_no_actions() -> None:
    control = [["Version", "Author", "Date"], ["0.1", "Board manager", "May 2031"]]
    key = [["B", "Complete"], ["G", "On track"], ["A", "Slipping"], ["R", "Late"]]

    plan = word_plan(control, PLAN[1:], key, paragraphs=[Paragraph("Harbour action plan", "Title")])

    assert [(table.role, table.actions) for table in plan.tables] == [("prose", 0), ("actions", 2), ("key", 0)]
    assert [entry.level for entry in plan.key] == ["blue", "green", "amber", "red"]


cells = st.sampled_from(
    [
        *("", "Red", "🟢", "1", "4", "A/G", "●", "Complete", "Ask all schools to reply", "May 2031", "Police"),
        *("Key", "Action", "Lead", "By when", "RAG (1-4)", "Score", "Revised due date", "% complete", "Legend"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.lists(cells, min_size=3, max_size=5), min_size=1, max_size=8), min_size=1, max_size=3))
def test_any_tables_are_listed_once_with_a_reason_for_each_column(some: list[list[list[str]]]) -> None:
    document = sheet_document(*some)

    plan = draft_plan(document)

    assert [table.name for table in plan.tables] == [grid.name for grid in document.grids]
    assert all(table.reason.endswith(".") and len(table.reasons) == len(table.mapping) for table in plan.tables)
    assert sum(table.actions for table in plan.tables) == len(plan.actions)
