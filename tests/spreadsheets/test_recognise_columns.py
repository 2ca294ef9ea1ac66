"""Columns found by what their headings say and by what their cells hold."""

import openpyxl
import pytest

from spreadsheets.drafting import read_plan
from spreadsheets.readers.grid import Cell
from spreadsheets.recognise.columns import layout_of
from spreadsheets.recognise.headings import is_heading_row
from spreadsheets.recognise.rated_columns import undoubled
from tests.spreadsheets.tables import grid, saved, sheet_plan


def fields(headings: list[str], *rows: list[str]) -> list[str]:
    columns = [[Cell(row[at], "") for row in rows] for at in range(len(headings))]
    return [column.field for column in layout_of(headings, columns).columns]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["Ref", "What will we do?", "Who?", "By when?"], ["reference", "action", "lead", "timescale"]),
        (
            ["No.", "Finding", "Action Required", "Owner", "Deadline"],
            ["reference", "objective", "action", "lead", "timescale"],
        ),
        (
            ["Workstream", "Key Actions", "Lead/Ownership", "Target completion date", "BRAG"],
            ["section", "action", "lead", "timescale", "rating"],
        ),
        (["Task", "Person responsible", "Due", "Comments"], ["action", "lead", "timescale", "progress"]),
        (["Actions", "Success criteria", "Update", "RAG status"], ["action", "measure", "progress", "rating"]),
        (["Recommendation", "Recommendation made to", "Action taken"], ["action", "lead", "progress"]),
        (["Action", "Lead officer", "Lead directorate", "Timeframe"], ["action", "lead", "extra", "timescale"]),
        (["Action", "Date raised", "Date for completion", "Owner"], ["action", "extra", "timescale", "lead"]),
    ],
)
def test_columns_are_found_by_the_words_of_their_headings(headings: list[str], expected: list[str]) -> None:
    assert fields(headings) == expected


def test_status_that_holds_dates_is_the_timescale() -> None:
    rows = [["Ask schools", "Health", "Complete by 1 May 2030"], ["Tell parents", "Police", "Ongoing"]]

    assert fields(["Action", "Owner", "Status/deadline"], *rows) == ["action", "lead", "timescale"]


def test_status_that_holds_levels_is_the_rating() -> None:
    rows = [["Ask schools", "Health", "Red"], ["Tell parents", "Police", "Green"]]

    assert fields(["Action", "Owner", "Status/deadline"], *rows) == ["action", "lead", "rating"]


def test_outcome_of_a_few_status_words_is_the_rating_and_of_sentences_the_measure() -> None:
    words = [["Ask all schools to reply", "Pending"], ["Tell the parents of each", "Closed"]]
    sentences = [
        ["Ask all schools to reply", "Schools know whom to ring about a child"],
        ["Tell the parents of each", "Parents say that they were heard by us"],
    ]

    assert fields(["Action", "Outcome"], *words) == ["action", "rating"]
    assert fields(["Action", "Outcome"], *sentences) == ["action", "measure"]


def test_column_without_a_heading_is_known_by_its_references() -> None:
    rows = [["AB1", "Ask schools to reply", "Health"], ["AB2", "Tell all the parents", "Police"]]

    assert fields(["", "Action", "Lead"], *rows) == ["reference", "action", "lead"]


def test_table_without_any_headings_is_known_by_its_cells() -> None:
    plan = sheet_plan(
        [
            ["1.1", "Set up a group for early help", "Director of Children", "31/03/2030"],
            ["1.2", "Agree terms with all partners", "Early Help Board", "30/04/2030"],
        ]
    )

    assert [(action.reference, action.lead_text, action.timescale.text) for action in plan.actions] == [
        ("1.1", "Director of Children", "31/03/2030"),
        ("1.2", "Early Help Board", "30/04/2030"),
    ]


def test_columns_that_fit_nothing_are_kept_under_their_names() -> None:
    plan = sheet_plan([["Action", "Lead", "Budget code", "Colour of folder"], ["Ask", "Police", "B 12 x", "pink"]])

    assert plan.actions[0].extra == (("Budget code", "B 12 x"), ("Colour of folder", "pink"))


def test_headings_two_rows_deep_are_read_as_one_and_their_quarters_take_the_plans_year() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Harbour board plan 2023-24"],
        ["No", "What will we do?", "Who", "RAG"],
        ["", "", "", "Q1", "Q2"],
        ["1", "Write a new guide for all staff", "Head of Service", "Red", "Amber"],
    ):
        sheet.append(row)
    sheet.merge_cells("D2:E2")

    (action,) = read_plan(saved(book), "plan.xlsx").actions

    assert [(rating.period, rating.level) for rating in action.ratings] == [
        ("2023/24 Q1", "red"),
        ("2023/24 Q2", "amber"),
    ]


@pytest.mark.parametrize(
    ("cells", "is_heading"),
    [
        (["Action", "Lead", "When"], True),
        (
            [
                "Risk Assessment",
                "Review the risk assessment each year",
                "Head of Risk",
                "Done in May",
                "Complete by 30 June 2025",
            ],
            True,
        ),
        (
            [
                "Action",
                "Lead",
                "When",
                "Update (say in a few plain words what was done since the last meeting and what is next)",
            ],
            True,
        ),
        (
            [
                "Ask",
                "Police",
                "May 2030",
                "We asked all of them by letter and then again by telephone in the first week",
            ],
            False,
        ),
        (["1", "Action", "Lead"], False),
        (["Quarterly", "Report", "Police"], False),
        (["Action"], False),
    ],
)
def test_heading_row_speaks_of_several_fields(cells: list[str], is_heading: bool) -> None:
    assert is_heading_row(grid([cells]).rows[0]) is is_heading


def test_row_amid_a_table_that_only_sounds_like_headings_is_an_action() -> None:
    plan = sheet_plan(
        [
            ["Category", "Action", "Person responsible", "Progress report", "Deadline"],
            ["Planning", "Start the action plan", "Lead nurse", "Progress is good", "May 2030"],
            ["Risk", "Review the measures of risk each year", "Head of Risk", "Update in June", "By June 2030"],
        ]
    )

    assert [action.action for action in plan.actions] == [
        "Start the action plan",
        "Review the measures of risk each year",
    ]


@pytest.mark.parametrize(
    ("text", "once"),
    [
        ("IMPACT OF IMPACT OF", "IMPACT OF"),
        ("Progress  Progress on aims", "Progress on aims"),
        ("Had a plan", "Had a plan"),
    ],
)
def test_heading_pasted_over_itself_is_read_once(text: str, once: str) -> None:
    assert undoubled(text) == once
