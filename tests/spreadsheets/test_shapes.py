"""Headings known again: the next file of the same shape is read as a person chose for the one before."""

import pytest

from spreadsheets.shapes import heading_key, recalled, shape_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["Action", "By when?"], ["BY WHEN", "Action:"]),
        (["Action", "RAG Q1 2019/20"], ["Action", "RAG Q2 2020/21"]),
        (["Task", "Update January"], ["Task", "Update April"]),
        (["Task", ""], ["Task"]),
    ],
)
def test_same_headings_are_one_shape_whatever_the_quarter(one: list[str], other: list[str]) -> None:
    assert shape_of(one) == shape_of(other)


def test_other_headings_are_another_shape() -> None:
    assert shape_of(["Action", "Lead"]) != shape_of(["Action", "Lead", "Outcome"])
    assert shape_of(["", " "]) == ""


def test_month_within_a_word_is_no_month() -> None:
    assert heading_key("Marked decision") == "marked decision"


def test_chosen_field_is_found_by_the_same_words_or_by_all_but_the_quarter() -> None:
    chosen = {"Outcome": "measure", "Said in Q1 2020": "progress"}

    assert recalled(["OUTCOME ", "Said in Q3 2021", "Date"], chosen) == {
        "OUTCOME ": "measure",
        "Said in Q3 2021": "progress",
    }


def test_columns_that_differ_in_their_numbers_alone_and_hold_different_things_are_not_mixed_up() -> None:
    chosen = {"Column 1": "action", "Column 2": "lead"}

    assert recalled(["Column 1", "Column 3"], chosen) == {"Column 1": "action"}
