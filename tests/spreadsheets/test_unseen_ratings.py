"""Ratings of plans never seen: by fill alone, by rule, by words of progress, and the key that says what they mean."""

from typing import Any

import pytest
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color
from openpyxl.styles.differential import DifferentialStyle

from spreadsheets.draft import DraftKeyEntry
from spreadsheets.drafting import read_plan
from spreadsheets.recognise.key import all_in
from spreadsheets.recognise.status_words import level_by_key, status_in
from tests.spreadsheets.made import (
    AMBER,
    GREEN,
    PALE,
    RED,
    codes,
    levels,
    more_sheets,
    paint,
    plan_in,
    plan_of,
    word_file,
    workbook,
)

HEADINGS = ["Action", "Owner", "Deadline", "Status"]
BLANK = [
    ["Agree the guide", "Police", "May 2031", ""],
    ["Share it", "Health", "May 2031", ""],
    ["Act", "Council", "", ""],
]
KEY = (
    DraftKeyEntry("green", None, "Complete and signed off"),
    DraftKeyEntry("amber", None, "In progress, on track"),
    DraftKeyEntry("red", None, "Not started or overdue"),
)


def rated(*words: str) -> list[list[str]]:
    return [HEADINGS, *[[f"Do thing {at} well", "Police", "May 2031", word] for at, word in enumerate(words)]]


def test_fill_alone_rates_by_rgb_theme_and_index() -> None:
    book, sheet = workbook([HEADINGS, *BLANK])
    paint(sheet, D2=GREEN, D3=Color(theme=9, tint=-0.1), D4=Color(indexed=10))

    assert levels(plan_in(book)) == [[(None, "green")], [(None, "amber")], [(None, "red")]]


def test_stripes_rate_nothing() -> None:
    book, sheet = workbook([HEADINGS, *BLANK])
    paint(sheet, **{f"{column}{row}": PALE for column in "ABCD" for row in (2, 4)})

    assert levels(plan_in(book)) == [[], [], []]


def test_whole_rows_in_the_colours_of_ratings_are_rated() -> None:
    book, sheet = workbook([HEADINGS, *BLANK])
    fills = ("FFC6EFCE", "FFFFC7CE", "FFFFEB9C")
    paint(sheet, **{f"{column}{row}": fill for row, fill in enumerate(fills, 2) for column in "ABCD"})

    assert levels(plan_in(book)) == [[(None, "green")], [(None, "red")], [(None, "amber")]]


def test_shading_of_word_cells_rates() -> None:
    data = word_file([HEADINGS, *BLANK], shades={(1, 3): "00B050", (2, 3): "FFC000"})

    assert levels(read_plan(data, "plan.docx")) == [[(None, "green")], [(None, "amber")], []]


def rule(kind: Any, formula: str, *, operator: Any = None, text: str | None = None) -> Rule:
    look = DifferentialStyle(fill=PatternFill(bgColor=GREEN))
    return Rule(type=kind, operator=operator, text=text, formula=[formula], dxf=look)


@pytest.mark.parametrize(
    "told",
    [
        rule("cellIs", '"X"', operator="equal"),
        rule("containsText", "1", operator="containsText", text="x"),
        rule("beginsWith", "1", operator="beginsWith", text="X"),
        rule("expression", '$D2="x"'),
        rule("expression", 'LEFT(D2,1)="X"'),
        rule("expression", 'NOT(ISERROR(SEARCH("x",D2)))'),
    ],
)
def test_rule_that_colours_the_cell_rates_it(told: Rule) -> None:
    book, sheet = workbook(rated("X", "Z"))
    sheet.conditional_formatting.add("D2:D9", told)

    assert levels(plan_in(book)) == [[(None, "green")], [(None, None)]]


def test_rule_that_cannot_be_told_colours_nothing() -> None:
    book, sheet = workbook(rated("X"))
    sheet.conditional_formatting.add("D2:D9", rule("expression", "D2<TODAY()-30"))

    assert levels(plan_in(book)) == [[(None, None)]]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Complete", "complete"),
        ("Action completed.", "complete"),
        ("In Progress", "in progress"),
        ("Not yet started", "not started"),
        ("On track", "on track"),
        ("Overdue", "off track"),
        ("Not complete", None),
        ("Incomplete", None),
        ("", None),
        ("We wrote to all the schools and it is done", None),
    ],
)
def test_status_word(text: str, status: str | None) -> None:
    assert status_in(text) == status


@pytest.mark.parametrize(
    ("text", "level"),
    [("Completed", "green"), ("On track", "amber"), ("In progress", "amber"), ("Overdue", "red"), ("Embedded", None)],
)
def test_status_word_has_the_level_that_the_key_gives_it(text: str, level: str | None) -> None:
    assert level_by_key(text, KEY) == level


def test_status_word_of_two_levels_has_none() -> None:
    key = (DraftKeyEntry("green", None, "Work is complete"), DraftKeyEntry("blue", None, "Work is complete, embedded"))

    assert level_by_key("Complete", (*key, DraftKeyEntry("red", None, "Late"))) is None


def test_status_words_are_progress_and_with_a_key_levels() -> None:
    plan = plan_of(
        [
            *rated("Complete", "In progress", "Not started"),
            [],
            ["Green = complete; Amber = in progress, on track; Red = not started or overdue"],
        ]
    )

    assert levels(plan) == [[(None, "green")], [(None, "amber")], [(None, "red")]]
    assert [action.progress for action in plan.actions] == ["Complete", "In progress", "Not started"]
    assert all("level_by_key" in codes(action) for action in plan.actions)


def test_status_words_without_a_key_are_progress_and_no_level() -> None:
    plan = plan_of(rated("Complete", "In progress"))

    assert levels(plan) == [[(None, None)], [(None, None)]]
    assert [action.progress for action in plan.actions] == ["Complete", "In progress"]
    assert all("progress_word" in codes(action) for action in plan.actions)


@pytest.mark.parametrize(
    "text",
    [
        "Green = complete; Amber = under way; Red = not begun",
        "RAG key: Green – complete. Amber – under way. Red – not begun",
        "Key\nGreen: complete\nAmber: under way\nRed: not begun",
        "G = complete, A = under way, R = not begun",
    ],
)
def test_key_in_one_text_is_taken_apart(text: str) -> None:
    assert [(level, said.strip(".")) for level, said in all_in(text)] == [
        ("green", "complete"),
        ("amber", "under way"),
        ("red", "not begun"),
    ]


@pytest.mark.parametrize(
    "text", ["Green spaces are nice", "Paint the red door green", "The key worker is red with rage"]
)
def test_text_that_names_colours_is_no_key(text: str) -> None:
    assert all_in(text) == []


def test_key_on_a_sheet_of_its_own_or_in_fills_alone_is_read() -> None:
    book, _ = workbook([HEADINGS, *BLANK])
    more_sheets(book, Key=[["Colour", "Meaning"], ["Green", "Complete"], ["Amber", "Some slippage, a plan to recover"]])
    sheet = book.create_sheet("Legend")
    sheet["B1"], sheet["B2"] = "Late, with no plan", "Signed off by the board"
    paint(sheet, A1=RED, A2="FF0070C0")

    plan = plan_in(book)

    assert [(entry.level, entry.definition) for entry in plan.key] == [
        ("green", "Complete"),
        ("amber", "Some slippage, a plan to recover"),
        ("red", "Late, with no plan"),
        ("blue", "Signed off by the board"),
    ]
    assert len(plan.actions) == 3


def test_key_of_numbers_is_no_action_and_the_numbers_are_kept() -> None:
    plan = plan_of(
        [
            ["Action", "Owner", "Score"],
            ["Agree the guide", "Police", "1"],
            ["Share the guide", "Health", "3"],
            ["Key: 1 = not started, 2 = started, 3 = complete", "", ""],
        ]
    )

    assert [[rating.text for rating in action.ratings] for action in plan.actions] == [["1"], ["3"]]


def test_amber_fill_counts_for_more_than_the_word_in_the_cell() -> None:
    book, sheet = workbook(rated("Complete"))
    paint(sheet, D2=AMBER)

    assert levels(plan_in(book)) == [[(None, "amber")]]
