"""Whole workbooks never seen, with merged, hidden and filled cells and several sheets: every field of every action."""

from collections.abc import Callable

import openpyxl
import pytest

from tests.spreadsheets.facts import Facts, facts_of
from tests.spreadsheets.made import GREEN, PALE, RED, embolden, more_sheets, paint, plan_in, workbook

Book = openpyxl.Workbook


def banner_merged_down_the_first_column() -> Book:
    book, sheet = workbook(
        [
            ["Priority", "Action", "Lead", "By when"],
            ["Listening to children", "Ask at each visit", "Health", "May 2032"],
            ["", "Report twice a year", "Business Manager", "Six monthly"],
            ["Working with fathers", "Invite fathers", "Council", "June 2032"],
            ["", "Train staff", "Training Officer", "July 2032"],
        ]
    )
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("A4:A5")
    return book


def merged_down_and_across() -> Book:
    book, sheet = workbook(
        [
            ["Action plan 2032", None, None, None, None],
            ["Ref", "Recommendation", None, "Action", "Lead"],
            ["1", "Share information early", None, "Sign the agreement", "All agencies"],
            [None, None, None, "Train the front door", "Training Officer"],
            ["2", "Record the voice of the child", None, "Change the form", "Council"],
        ]
    )
    for area in ("A1:E1", "B2:C2", "B3:C4", "A3:A4", "B5:C5"):
        sheet.merge_cells(area)
    return book


def headings_two_rows_deep() -> Book:
    book, sheet = workbook(
        [
            ["Ref", "Action", "Responsibility", None, "Timing", None],
            [None, None, "Lead agency", "Lead officer", "Start", "End"],
            ["1", "Agree the protocol", "Police", "Ann Example", "01/04/2032", "30/06/2032"],
            ["2", "Test the protocol", "Council", "Ben Sample", "01/07/2032", "30/09/2032"],
        ]
    )
    for area in ("C1:D1", "E1:F1", "A1:A2", "B1:B2"):
        sheet.merge_cells(area)
    return book


def hidden_row_and_hidden_sheet() -> Book:
    book, sheet = workbook(
        [
            ["Ref", "Action", "Lead", "Due"],
            ["1", "Agree the protocol", "Police", "May 2032"],
            ["2", "Withdrawn in June", "Police", "May 2032"],
            ["3", "Test the protocol", "Council", "July 2032"],
        ]
    )
    sheet.row_dimensions[3].hidden = True
    more_sheets(book, Lists=[["Lead"], ["Police"], ["Council"]])
    book["Lists"].sheet_state = "hidden"
    return book


def a_sheet_for_each_priority() -> Book:
    book, _ = workbook([["Ref", "Action", "Lead", "Due"], ["1", "Launch the toolkit", "Health", "May 2032"]], "Neglect")
    more_sheets(
        book,
        Exploitation=[["Ref", "Action", "Lead", "Due"], ["1", "Map local need", "Police", "June 2032"]],
        Domestic_abuse=[["Ref", "Action", "Lead", "Due"], ["1", "Train champions", "Council", "July 2032"]],
    )
    return book


def cover_key_plan_and_completed() -> Book:
    book, _ = workbook([["Ashvale Safeguarding Adults Board"], ["SAR Brook: action plan"], ["May 2032"]], "Cover")
    more_sheets(
        book,
        Key=[["RAG", "Meaning"], ["Red", "Late"], ["Amber", "In progress"], ["Green", "Complete"]],
        Actions=[
            ["Ref", "Action", "Lead", "Due", "RAG"],
            ["1.1", "Write to all care homes", "Council", "May 2032", "Amber"],
        ],
        Completed_actions=[
            ["Ref", "Action", "Lead", "Due", "RAG"],
            ["1.2", "Hold a learning event", "Training Officer", "March 2032", "Green"],
        ],
    )
    return book


def filled_banners_and_fills_alone_as_ratings() -> Book:
    book, sheet = workbook(
        [
            ["Action", "Lead", "Due", "BRAG"],
            ["Leadership", None, None, None],
            ["Appoint a chair", "Council", "May 2032", None],
            ["Practice", None, None, None],
            ["Audit 20 files", "Audit Group", "June 2032", None],
        ]
    )
    paint(sheet, A2=PALE, B2=PALE, C2=PALE, D2=PALE, A4=PALE, B4=PALE, C4=PALE, D4=PALE, D3=GREEN, D5=RED)
    return book


def several_rows_to_one_action() -> Book:
    book, sheet = workbook(
        [
            ["Ref", "Action", "Lead", "Due", "Update"],
            ["1", "Review the pathway", "Health", "May 2032", "April: begun"],
            [None, None, None, None, "May: draft agreed"],
            [None, None, None, None, "June: published"],
            ["2", "Tell GPs", "ICB", "June 2032", "June: letter sent"],
        ]
    )
    embolden(sheet, "A1", "B1")
    return book


def template_rows_left_empty() -> Book:
    book, _ = workbook(
        [
            ["No.", "Learning point", "Action", "Lead", "Target date", "RAG"],
            ["Guidance", "What was learnt", "What will be done (SMART)", "Named person", "dd/mm/yyyy", "R/A/G"],
            ["1", "Thresholds differ", "Agree one threshold document", "Policy Group", "31/05/2032", "G"],
            ["2", "Fathers are not seen", "Ask for fathers at booking", "Midwifery", "30/06/2032", "A"],
            ["3", None, None, None, None, None],
            ["4", None, None, None, None, None],
        ]
    )
    return book


def quarters_as_banners() -> Book:
    book, _ = workbook(
        [
            ["Annual delivery plan 2032/33"],
            ["Action", "Lead", "Status"],
            ["Quarter 1 (April to June)"],
            ["Agree the data set", "Analyst", "Done"],
            ["Quarter 2 (July to September)"],
            ["Publish the data set", "Analyst", "Not started"],
        ]
    )
    return book


def columns_repeated_under_other_headings() -> Book:
    book, _ = workbook(
        [
            ["1. Multi-agency actions"],
            ["Ref", "Action", "Lead", "Deadline"],
            ["1.1", "Hold a joint event", "Board", "May 2032"],
            [],
            ["2. Single agency actions: Police"],
            ["Ref", "Action", "Progress", "Deadline", "Lead"],
            ["2.1", "Flag repeat callers", "Done in April", "June 2032", "Superintendent"],
        ]
    )
    return book


def recommendation_in_a_merged_row_above_its_actions() -> Book:
    book, sheet = workbook(
        [
            ["No", "Action", "Owner", "Target"],
            ["1. The Board should review its escalation policy and tell all agencies of it."],
            ["1.1", "Rewrite the policy", "Policy Group", "May 2032"],
            ["1.2", "Hold a briefing", "Business Manager", "June 2032"],
            ["2. Health partners should agree how they share records."],
            ["2.1", "Sign a protocol", "ICB", "July 2032"],
        ]
    )
    sheet.merge_cells("A2:D2")
    sheet.merge_cells("A5:D5")
    return book


def same_parent_not_merged() -> Book:
    book = recommendation_in_a_merged_row_above_its_actions()
    sheet = book.worksheets[0]
    sheet.unmerge_cells("A2:D2")
    sheet.unmerge_cells("A5:D5")
    return book


def counts_by_colour_at_the_top() -> Book:
    book, _ = workbook(
        [
            ["Improvement plan", None, None, None, None],
            ["Green", 1, None, None, None],
            ["Amber", 1, None, None, None],
            [],
            ["Ref", "Improvement action", "Owner", "Deadline", "RAG"],
            ["A1", "Recruit reviewing officers", "HR", "May 2032", "Green"],
            ["A2", "Cut caseloads to 15", "Service Manager", "Sept 2032", "Amber"],
        ]
    )
    return book


POLICY = "1. The Board should review its escalation policy and tell all agencies of it."
RECORDS = "2. Health partners should agree how they share records."


def under(section: str, rows: list[Facts]) -> list[Facts]:
    return [{"section": section, **row} for row in rows]


PARENTS = [
    {"ref": "1.1", "action": "Rewrite the policy", "leads": "Policy Group", "when": "May 2032", "due": "2032-05-31"},
    {"ref": "1.2", "action": "Hold a briefing", "leads": "Business Manager", "when": "June 2032", "due": "2032-06-30"},
    {"ref": "2.1", "action": "Sign a protocol", "leads": "ICB", "when": "July 2032", "due": "2032-07-31"},
]

LAYOUTS: dict[str, tuple[Callable[[], Book], list[Facts]]] = {
    "banner merged down the first column": (
        banner_merged_down_the_first_column,
        under(
            "Listening to children",
            [
                {"action": "Ask at each visit", "leads": "Health", "when": "May 2032", "due": "2032-05-31"},
                {"action": "Report twice a year", "leads": "Business Manager", "when": "Six monthly"},
            ],
        )
        + under(
            "Working with fathers",
            [
                {"action": "Invite fathers", "leads": "Council", "when": "June 2032", "due": "2032-06-30"},
                {"action": "Train staff", "leads": "Training Officer", "when": "July 2032", "due": "2032-07-31"},
            ],
        ),
    ),
    "merged down and across": (
        merged_down_and_across,
        [
            {
                "ref": "1",
                "objective": "Share information early",
                "action": "Sign the agreement",
                "leads": "All agencies",
            },
            {
                "ref": "1",
                "objective": "Share information early",
                "action": "Train the front door",
                "leads": "Training Officer",
            },
            {
                "ref": "2",
                "objective": "Record the voice of the child",
                "action": "Change the form",
                "leads": "Council",
            },
        ],
    ),
    "headings two rows deep": (
        headings_two_rows_deep,
        [
            {
                "ref": "1",
                "action": "Agree the protocol",
                "leads": "Police",
                "Responsibility Lead officer": "Ann Example",
                "Timing Start": "01/04/2032",
                "when": "30/06/2032",
                "due": "2032-06-30",
            },
            {
                "ref": "2",
                "action": "Test the protocol",
                "leads": "Council",
                "Responsibility Lead officer": "Ben Sample",
                "Timing Start": "01/07/2032",
                "when": "30/09/2032",
                "due": "2032-09-30",
            },
        ],
    ),
    "hidden row and hidden sheet": (
        hidden_row_and_hidden_sheet,
        [
            {"ref": "1", "action": "Agree the protocol", "leads": "Police", "when": "May 2032", "due": "2032-05-31"},
            {"ref": "2", "action": "Withdrawn in June", "leads": "Police", "when": "May 2032", "due": "2032-05-31"},
            {"ref": "3", "action": "Test the protocol", "leads": "Council", "when": "July 2032", "due": "2032-07-31"},
        ],
    ),
    "a sheet for each priority": (
        a_sheet_for_each_priority,
        [
            {
                "ref": "1",
                "section": "Neglect",
                "action": "Launch the toolkit",
                "leads": "Health",
                "when": "May 2032",
                "due": "2032-05-31",
            },
            {
                "ref": "1",
                "section": "Exploitation",
                "action": "Map local need",
                "leads": "Police",
                "when": "June 2032",
                "due": "2032-06-30",
            },
            {
                "ref": "1",
                "section": "Domestic abuse",
                "action": "Train champions",
                "leads": "Council",
                "when": "July 2032",
                "due": "2032-07-31",
            },
        ],
    ),
    "cover, key, plan and completed actions": (
        cover_key_plan_and_completed,
        [
            {
                "ref": "1.1",
                "action": "Write to all care homes",
                "leads": "Council",
                "when": "May 2032",
                "due": "2032-05-31",
                "levels": "amber",
            },
            {
                "ref": "1.2",
                "action": "Hold a learning event",
                "leads": "Training Officer",
                "when": "March 2032",
                "due": "2032-03-31",
                "levels": "green",
            },
        ],
    ),
    "filled banners and fills alone as ratings": (
        filled_banners_and_fills_alone_as_ratings,
        [
            {
                "section": "Leadership",
                "action": "Appoint a chair",
                "leads": "Council",
                "when": "May 2032",
                "due": "2032-05-31",
                "levels": "green",
            },
            {
                "section": "Practice",
                "action": "Audit 20 files",
                "leads": "Audit Group",
                "when": "June 2032",
                "due": "2032-06-30",
                "levels": "red",
            },
        ],
    ),
    "several rows to one action": (
        several_rows_to_one_action,
        [
            {
                "ref": "1",
                "action": "Review the pathway",
                "leads": "Health",
                "when": "May 2032",
                "due": "2032-05-31",
                "progress": "April: begun May: draft agreed June: published",
            },
            {
                "ref": "2",
                "action": "Tell GPs",
                "leads": "ICB",
                "when": "June 2032",
                "due": "2032-06-30",
                "progress": "June: letter sent",
            },
        ],
    ),
    "template rows left empty": (
        template_rows_left_empty,
        [
            {
                "ref": "1",
                "objective": "Thresholds differ",
                "action": "Agree one threshold document",
                "leads": "Policy Group",
                "when": "31/05/2032",
                "due": "2032-05-31",
                "levels": "green",
            },
            {
                "ref": "2",
                "objective": "Fathers are not seen",
                "action": "Ask for fathers at booking",
                "leads": "Midwifery",
                "when": "30/06/2032",
                "due": "2032-06-30",
                "levels": "amber",
            },
        ],
    ),
    "quarters as banners": (
        quarters_as_banners,
        [
            {
                "action": "Agree the data set",
                "leads": "Analyst",
                "progress": "Done",
                "when": "Quarter 1 (April to June)",
                "due": "2032-06-30",
            },
            {
                "action": "Publish the data set",
                "leads": "Analyst",
                "progress": "Not started",
                "when": "Quarter 2 (July to September)",
                "due": "2032-09-30",
            },
        ],
    ),
    "another order of columns further down": (
        columns_repeated_under_other_headings,
        [
            {
                "ref": "1.1",
                "section": "1. Multi-agency actions",
                "action": "Hold a joint event",
                "leads": "Board",
                "when": "May 2032",
                "due": "2032-05-31",
            },
            {
                "ref": "2.1",
                "section": "2. Single agency actions: Police",
                "action": "Flag repeat callers",
                "leads": "Superintendent",
                "when": "June 2032",
                "due": "2032-06-30",
                "progress": "Done in April",
            },
        ],
    ),
    "recommendation merged across above its actions": (
        recommendation_in_a_merged_row_above_its_actions,
        [
            {"objective": POLICY, **PARENTS[0]},
            {"objective": POLICY, **PARENTS[1]},
            {"objective": RECORDS, **PARENTS[2]},
        ],
    ),
    "recommendation alone above its actions": (
        same_parent_not_merged,
        [
            {"objective": POLICY, **PARENTS[0]},
            {"objective": POLICY, **PARENTS[1]},
            {"objective": RECORDS, **PARENTS[2]},
        ],
    ),
    "counts by colour at the top": (
        counts_by_colour_at_the_top,
        [
            {
                "ref": "A1",
                "action": "Recruit reviewing officers",
                "leads": "HR",
                "when": "May 2032",
                "due": "2032-05-31",
                "levels": "green",
            },
            {
                "ref": "A2",
                "action": "Cut caseloads to 15",
                "leads": "Service Manager",
                "when": "Sept 2032",
                "due": "2032-09-30",
                "levels": "amber",
            },
        ],
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_workbook_never_seen_gives_every_field_of_every_action(name: str) -> None:
    build, expected = LAYOUTS[name]

    assert facts_of(plan_in(build())) == expected
