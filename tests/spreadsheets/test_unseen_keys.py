"""Keys of plans never seen: numbers, letters, sentences, colours; what they make of the cells and of a scale."""

import pytest

from spreadsheets.draft import DraftKeyEntry, DraftPlan
from spreadsheets.readers.grid import Paragraph
from spreadsheets.recognise.key import all_in, in_heading, in_sentence
from spreadsheets.recognise.levels import is_unrated, level_of
from spreadsheets.recognise.numbered_levels import level_by_number
from spreadsheets.scale_shapes import shape_from
from tests.spreadsheets.made import more_sheets, plan_in, plan_of, workbook
from tests.spreadsheets.tables import word_plan

NUMBERED = (DraftKeyEntry("red", None, "Red: not begun", "1"), DraftKeyEntry("green", None, "Green: done", "2"))


def levels_of(plan: DraftPlan) -> list[str | None]:
    return [rating.level for action in plan.actions for rating in action.ratings]


def rated(*texts: str, heading: str = "Rating") -> list[list[str]]:
    rows = [[f"Agree guide {at} with the schools", "Police", text] for at, text in enumerate(texts)]
    return [["Action", "Owner", heading], *rows]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        *(("🟢", "green"), ("🟠 at risk", "amber"), ("🔴 Red", "red"), ("🔵", "blue"), ("🟢 was 🔴", None)),
        *(("Amber ↑", "amber"), ("R ↓", "red"), ("Green (improving)", "green"), ("Red → Amber", "amber")),
        *(("Amber/Green", "amber-green"), ("A/R", "amber-red"), ("Red to Amber", "amber-red"), ("G/G", "green")),
        *(
            ("G - on track", "green"),
            ("Overdue (R)", "red"),
            ("Complete - Blue", "blue"),
            ("BRAG status: Blue", "blue"),
        ),
        *(("A - Agree the plan", None), ("Red and Green teams", None), ("Red/Amber/Green", None), ("", None)),
    ],
)
def test_level_of_a_cell(text: str, level: str | None) -> None:
    assert level_of(text) == level


@pytest.mark.parametrize(("text", "unrated"), [("N/A", True), ("-", True), ("Not yet due", True), ("Late", False)])
def test_cell_that_says_there_is_no_rating(text: str, unrated: bool) -> None:
    assert is_unrated(text) is unrated


@pytest.mark.parametrize(
    ("text", "heading", "level"),
    [
        ("1", "Progress", "red"),
        ("2.0", "Score", "green"),
        ("2 - mostly", "Score", "green"),
        ("3", "Score", None),
        ("Red", "Score", None),
    ],
)
def test_number_has_the_level_that_the_key_gives_it(text: str, heading: str, level: str | None) -> None:
    assert level_by_number(text, heading, NUMBERED) == level


@pytest.mark.parametrize(
    ("heading", "level"),
    [("Rating (1-4)", "3"), ("RAG score out of 5", "3"), ("Grade 1 to 4", "3"), ("Rating", None), ("Phase 1-4", None)],
)
def test_number_without_a_key_is_a_level_where_the_heading_says_of_how_many(heading: str, level: str | None) -> None:
    assert level_by_number("3", heading, ()) == level


@pytest.mark.parametrize(
    "text",
    [
        "Rating key: 1 = not begun; 2 = begun; 3 = done",
        "Key to scores: 1 - not begun, 2 - begun, 3 - done",
        "RAG rating: 1: not begun | 2: begun | 3: done",
    ],
)
def test_key_of_numbers_is_taken_apart(text: str) -> None:
    assert all_in(text) == [("1", "not begun"), ("2", "begun"), ("3", "done")]


@pytest.mark.parametrize("text", ["1 - Agree it; 2 - Send it", "Key: 2019 = 4, 2020 = 5", "Key: 1 = a, 3 = b, 2 = c"])
def test_list_of_numbers_is_no_key(text: str) -> None:
    assert all_in(text) == []


def test_sentence_that_says_what_the_colours_mean_is_a_key() -> None:
    said = "Actions are rated red where they are late, amber when they slip and green if all is well."

    assert in_sentence(said) == [("red", "they are late"), ("amber", "they slip"), ("green", "all is well")]
    assert in_sentence("The red route is closed and the green route is open") == []


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("RAG (R = late, A = slipping, G = done)", [("red", "late"), ("amber", "slipping"), ("green", "done")]),
        ("Score\n1 = poor\n4 = good", [("1", "poor"), ("4", "good")]),
        ("RAG (see key)", []),
        ("Update: say what was done", []),
    ],
)
def test_key_in_a_heading(heading: str, found: list[tuple[str, str]]) -> None:
    assert in_heading(heading) == found


def test_number_that_the_key_calls_by_a_colour_is_that_colour() -> None:
    book, _ = workbook(rated("1", "3"))
    more_sheets(
        book, Key=[["Rating", "Meaning"], ["1", "Red - not begun"], ["2", "Amber - begun"], ["3", "Green - done"]]
    )

    plan = plan_in(book)

    assert levels_of(plan) == ["red", "green"]
    assert (plan.key[0].mark, plan.key[0].level, plan.key[0].definition) == ("1", "red", "Red - not begun")


def test_key_of_three_columns_is_read_with_its_wording() -> None:
    key = [["Green", "On track", "It will be done in time"], ["Red", "Off track", "It will be late"]]

    plan = word_plan(rated("Green", "Red"), key)

    assert [(entry.level, entry.definition) for entry in plan.key] == [
        ("green", "On track\nIt will be done in time"),
        ("red", "Off track\nIt will be late"),
    ]


def test_footer_sentence_gives_status_words_their_level() -> None:
    footer = Paragraph("BRAG rating: Blue = complete, Green = in progress, Red = not started")

    plan = word_plan(rated("Complete", "Not started", heading="Status"), paragraphs=[footer])

    assert levels_of(plan) == ["blue", "red"]


def test_status_word_under_progress_is_offered_as_a_level_by_the_key_alone() -> None:
    rows = rated("Complete", "We wrote to all the schools in May", heading="Progress")

    assert levels_of(plan_of(rows)) == []
    assert levels_of(plan_of([*rows, ["Blue = complete; Red = not started", "", ""]])) == ["blue"]


def test_scale_of_two_level_ratings_has_each_step_with_its_own_letter_and_shape() -> None:
    levels = shape_from("Five", {"red", "amber", "green", "amber-green", "amber-red"}, [], {}).levels

    assert [(level.code, level.word, level.letter) for level in levels] == [
        ("green", "Green", "G"),
        ("amber-green", "Amber/Green", "AG"),
        ("amber", "Amber", "A"),
        ("amber-red", "Amber/Red", "AR"),
        ("red", "Red", "R"),
    ]
    assert len({level.shape for level in levels}) == 5


@pytest.mark.parametrize(
    ("key", "best"),
    [({"1": "not begun", "4": "complete"}, "4"), ({"1": "outstanding", "4": "inadequate"}, "1"), ({}, "4")],
)
def test_scale_of_numbers_is_ranked_as_its_key_says(key: dict[str, str], best: str) -> None:
    definitions = {(number, ""): text for number, text in key.items()}

    levels = shape_from("Numbers", {"1", "2", "3", "4"}, [], definitions).levels

    assert levels[0].code == best
    assert [level.colour for level in levels] == ["green", "yellow", "amber", "red"]
    assert (levels[0].is_complete, levels[-1].is_off_track) == (key.get(best) == "complete", True)


def test_scale_has_no_more_levels_than_there_are_shapes() -> None:
    levels = shape_from("Many", {"0", "1", "2", "3", "4", "5", "6"}, [], {}).levels

    assert len(levels) == len({level.shape for level in levels}) == 6


def with_words_explained(*explained: list[str], under: str = "Key") -> DraftPlan:
    plan = [
        ["Ref", "Action", "Lead", "Due", "Status"],
        ["1", "Agree the guide with schools", "Police", "May 2031", "Complete"],
        ["2", "Share the guide with all staff", "Health", "June 2031", "In progress"],
        [under],
    ]
    book, _ = workbook([*plan, *explained], "Plan")
    return plan_in(book)


def test_key_of_words_of_progress_below_the_plan_is_no_action() -> None:
    explained = [["Complete", "Seen by the group"], ["In progress", "Work has begun"], ["On hold", "Waits for funds"]]

    plan = with_words_explained(*explained)

    assert [action.reference for action in plan.actions] == ["1", "2"]
    assert all(any(words in text for _table, _row, text in plan.ignored) for _word, words in explained)


def test_actions_below_a_banner_that_is_no_key_stay_actions() -> None:
    more = [["Complete", "Write the closing report"], ["In progress", "Train the new staff"]]

    assert len(with_words_explained(*more, under="Further work").actions) > 2
