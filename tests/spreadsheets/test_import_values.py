"""The pure parts of import and export: each writing of a value undone by its reading, and rows matched to actions."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spreadsheets.codecs import DUE, LINES, MILESTONES, Due, level_codec, printable
from spreadsheets.escaping import escaped, looks_like_formula, read_escaped
from spreadsheets.matching import Spoken, match, normalised_reference, twice
from spreadsheets.own_headings import rating_heading, read_rating_heading, read_reason_heading
from spreadsheets.scale_shapes import shape_from
from spreadsheets.staged import Staged, StagedLead, StagedMilestone, StagedRating, rating_key

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))
BRAG = {"blue": ("B", "Blue"), "green": ("G", "Green"), "amber": ("A", "Yellow"), "red": ("R", "Red")}


@given(st.text())
def test_escaped_text_reads_back_and_runs_nowhere(text: str) -> None:
    written = escaped(text)

    assert read_escaped(written) == text
    assert not looks_like_formula(written)


@given(DAYS, st.sampled_from(["day", "month", "quarter", "year"]))
def test_due_date_reads_back_as_exactly_as_it_was_meant(day: date, precision: str) -> None:
    assert DUE.read(DUE.write(Due(day, precision))) == Due(day, precision)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("31/04/2021", "“31/04/2021” is not a date that exists: April has 30 days."),
        ("soon", "soon"),
        ("July and December 2019", "is not a date: write it like"),
    ],
)
def test_what_is_no_date_is_said_to_be_none(written: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        DUE.read(written)


@given(
    st.lists(st.text(min_size=1).filter(lambda name: name.strip() == name and len(name.splitlines()) == 1), unique=True)
)
def test_leads_read_back_line_by_line(names: list[str]) -> None:
    assert LINES.read(LINES.write(tuple(names))) == tuple(names)


def test_milestones_read_back() -> None:
    parts = (StagedMilestone('First, "quoted"', date(2021, 3, 31), "month"), StagedMilestone("Then", None, ""))

    assert MILESTONES.read(MILESTONES.write(parts)) == parts


@pytest.mark.parametrize("text", ["A Yellow", "amber", "Yellow", "a", " A  yellow "])
def test_level_is_read_by_code_word_letter_or_both(text: str) -> None:
    assert level_codec(BRAG).read(text) == "amber"


@pytest.mark.parametrize("text", ["", "No update", "no update since Q2"])
def test_no_update_is_no_level(text: str) -> None:
    assert level_codec(BRAG).read(text) == ""


def test_level_outside_the_scale_is_refused_with_those_that_are_in_it() -> None:
    with pytest.raises(
        ValueError, match="“Purple” is not a level of the scale: choose one of Blue, Green, Yellow, Red"
    ):
        level_codec(BRAG).read("Purple")


@pytest.mark.parametrize(
    ("dimension", "period"), [("", "2020/21 Q4"), ("Impact", "2018/19 Q2"), ("A b", "Board, 9 May")]
)
def test_heading_of_a_rating_reads_back(dimension: str, period: str) -> None:
    assert read_rating_heading(rating_heading(dimension, period)) == (dimension, period)
    assert read_reason_heading(rating_heading(dimension, period, what="reason")) == (dimension, period)
    assert read_rating_heading(rating_heading(dimension, period, what="reason")) is None


@pytest.mark.parametrize(
    ("rows", "standing", "found"),
    [
        ([("1", "x")], [(7, "1", "y")], [7]),
        ([("1.", "x")], [(7, "(1)", "y")], [7]),
        ([("", "Agree a plan.")], [(7, "1", "agree  a plan")], [7]),
        ([("9", "Agree a plan")], [(7, "1", "Agree a plan")], [7]),
        ([("2", "same"), ("1", "same")], [(7, "1", "same"), (8, "2", "same")], [8, 7]),
        ([("", "same"), ("", "same"), ("", "same")], [(7, "", "same"), (8, "", "same")], [7, 8, None]),
        ([("1", "x"), ("1", "z")], [(7, "1", "x")], [7, None]),
        ([("", "new")], [(7, "1", "old")], [None]),
    ],
)
def test_rows_are_matched_by_reference_then_by_words(
    rows: list[tuple[str, str]], standing: list[tuple[int, str, str]], found: list[int | None]
) -> None:
    assert match([Spoken.of(*row) for row in rows], [(key, Spoken.of(*said)) for key, *said in standing]) == found


@given(
    st.lists(st.tuples(st.text(max_size=3), st.text(max_size=3))),
    st.lists(st.tuples(st.text(max_size=3), st.text(max_size=3))),
)
def test_no_action_is_taken_by_two_rows(rows: list[tuple[str, str]], actions: list[tuple[str, str]]) -> None:
    standing = [(at, Spoken.of(*action)) for at, action in enumerate(actions)]
    found = [key for key in match([Spoken.of(*row) for row in rows], standing) if key is not None]

    assert len(found) == len(set(found))


def test_reference_that_stands_twice_is_found() -> None:
    assert twice(("", "", reference) for reference in ["1", "", "2", "1.", ""]) == [(0, 3)]
    assert normalised_reference(" 1.1. ") == "1.1"


def test_scale_from_a_key_takes_complete_from_its_wording() -> None:
    key = {
        ("blue", ""): "Embedded in the service",
        ("green", ""): "Complete, not yet embedded",
        ("amber", ""): "Started",
    }

    shape = shape_from("Key", {"blue", "green", "amber", "grey"}, [], key)

    assert [(level.code, level.letter, level.is_complete) for level in shape.levels] == [
        ("blue", "B", True),
        ("green", "G", True),
        ("amber", "A", False),
        ("grey", "GY", False),
    ]
    assert shape.codes_by_name[""] == "overall"


def test_scale_without_a_key_counts_only_its_best_level_as_complete() -> None:
    shape = shape_from("Words", {"green", "amber", "red"}, [], {})

    assert [(level.code, level.is_complete, level.is_off_track) for level in shape.levels] == [
        ("green", True, False),
        ("amber", False, False),
        ("red", False, True),
    ]


def test_staged_action_is_kept_as_json_and_read_again() -> None:
    staged = Staged(
        text="Agree",
        leads=(StagedLead("Board", kind="group"),),
        due_on=date(2021, 3, 31),
        due_precision="day",
        milestones=(StagedMilestone("First", date(2021, 1, 31), "month"),),
        ratings=(StagedRating("impact", "2018/19 Q2", "red", "Red"),),
        extra=(("Cost", "None"),),
    )

    assert Staged.read(staged.as_json()) == staged


def test_choices_stand_in_place_of_what_was_understood_and_nothing_else_moves() -> None:
    staged = Staged(
        text="Agree", measure="Kept", timescale_kind="unknown", leads=(StagedLead("Board", agency="Council"),)
    )
    chosen = {
        "text": "Agree it",
        "leads": ["Board", "Chair"],
        "due_on": "2021-04-30",
        "due_precision": "day",
        "levels": {rating_key("", ""): "red"},
    }

    made = staged.with_choices(chosen)

    assert (made.text, made.measure, made.due_on, made.timescale_kind) == (
        "Agree it",
        "Kept",
        date(2021, 4, 30),
        "date",
    )
    assert made.leads == (StagedLead("Board", agency="Council"), StagedLead("Chair"))
    assert made.ratings == (StagedRating("", "", "red", ""),)


def test_printable_text_has_one_kind_of_line_end_and_no_controls() -> None:
    assert printable("a\r\nb\rc\x0bd\x00") == "a\nb\ncd"
