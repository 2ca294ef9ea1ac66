"""Rows put together and taken apart by a person, as values: every word of them stands somewhere afterwards."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spreadsheets.by_hand import joined, pieces_of, problems_of, split
from spreadsheets.staged import Staged, StagedLead, StagedMilestone, StagedRating

LIST = "1. Agree a form.\n2. Write to schools. Ask for answers\n3. Report"


def words(text: str) -> list[str]:
    return text.split()


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("One thing", ["One thing"]),
        ("Agree a form, send it and report", ["Agree a form, ", "send it ", "and report"]),
        ("One thing. Another thing.", ["One thing. ", "Another thing."]),
        ("One\nTwo\n\nThree", ["One\n", "Two\n\n", "Three"]),
        ("Ask e.g. the police. Then report", ["Ask e.g. the police. ", "Then report"]),
        ("1. Agree. 2. Write.", ["1. Agree. ", "2. Write."]),
        ("• Agree\n• Write", ["• Agree\n", "• Write"]),
        ("See p. 4 of it", ["See p. 4 of it"]),
    ],
)
def test_text_has_a_piece_for_each_line_and_sentence(text: str, pieces: list[str]) -> None:
    assert pieces_of(text) == pieces


@given(st.text())
def test_pieces_of_any_text_are_the_text(text: str) -> None:
    assert "".join(pieces_of(text)) == text


def test_row_is_split_at_the_chosen_places_with_its_parallel_lists() -> None:
    row = Staged(
        LIST,
        reference="4",
        lead_text="Ann Lee\nLPR Group\nBoard",
        leads=(StagedLead("Ann Lee"), StagedLead("LPR Group"), StagedLead("Board")),
        timescale_text="May 2021\nJuly 2021\nOngoing",
        timescale_kind="date",
        measure="All of it",
        progress="Done",
    )

    parts = split(row, [1, 3], {"leads": "lines", "timescale": "lines", "measure": "all", "progress": "first"})

    assert [part.text for part in parts] == ["Agree a form.", "Write to schools. Ask for answers", "Report"]
    assert [[lead.name for lead in part.leads] for part in parts] == [["Ann Lee"], ["LPR Group"], ["Board"]]
    assert [part.due_on for part in parts] == [date(2021, 5, 31), date(2021, 7, 31), None]
    assert [part.timescale_kind for part in parts] == ["date", "date", "ongoing"]
    assert [part.measure for part in parts] == ["All of it"] * 3
    assert [part.progress for part in parts] == ["Done", "", ""]
    assert [part.reference for part in parts] == ["4", "", ""]


@pytest.mark.parametrize(
    ("lines", "dealt"),
    [
        ("a\nb\nc\nd", ["a", "b", "c\nd"]),
        ("a\nb", ["a", "b", ""]),
        ("", ["", "", ""]),
    ],
)
def test_lists_of_unequal_length_lose_no_line(lines: str, dealt: list[str]) -> None:
    parts = split(Staged(LIST, progress=lines), [1, 3], {"progress": "lines"})

    assert [part.progress for part in parts] == dealt


@given(st.text(), st.sets(st.integers(-2, 12)), st.sampled_from(["all", "lines", "first"]))
def test_split_of_anything_keeps_every_word(text: str, starts: set[int], how: str) -> None:
    parts = split(Staged(text, progress=text), starts, {"progress": how})

    for kept in (" ".join(part.progress for part in parts), " ".join(part.text for part in parts)):
        assert all(kept.count(word) for word in words(text) if word.isalpha() and len(word) > 1)


def test_two_rows_become_one_with_the_text_of_both() -> None:
    first = Staged("Agree a form", reference="1", objective="Aim", leads=(StagedLead("Board"),), lead_text="Board")
    second = Staged(
        "and send it round",
        objective="Aim",
        leads=(StagedLead("Board"), StagedLead("LPR Group")),
        lead_text="Board and LPR Group",
        measure="All have it",
        ratings=(StagedRating("", "", "green", "Green"),),
        extra=(("Cost", "None"),),
    )

    made = joined(first, second)

    assert (made.text, made.reference, made.objective) == ("Agree a form\nand send it round", "1", "Aim")
    assert [lead.name for lead in made.leads] == ["Board", "LPR Group"]
    assert (made.lead_text, made.measure) == ("Board\nBoard and LPR Group", "All have it")
    assert (made.ratings, made.extra) == (second.ratings, second.extra)


def test_two_times_of_one_action_are_its_milestones_and_the_later_is_when_it_is_due() -> None:
    first = Staged("Agree", timescale_text="June 2021", timescale_kind="date", due_on=date(2021, 6, 30))
    second = Staged("Write", timescale_text="May 2021", timescale_kind="date", due_on=date(2021, 5, 31))

    made = joined(first, second)

    assert (made.due_on, made.timescale_text) == (date(2021, 6, 30), "June 2021\nMay 2021")
    assert made.milestones == (StagedMilestone("Agree", date(2021, 6, 30)), StagedMilestone("Write", date(2021, 5, 31)))


def test_time_of_the_second_row_is_that_of_both_where_the_first_has_none() -> None:
    second = Staged("Write", timescale_text="May 2021", timescale_kind="date", due_on=date(2021, 5, 31))

    assert joined(Staged("Agree"), second).due_on == date(2021, 5, 31)


def test_what_was_lacking_is_not_said_once_it_is_there() -> None:
    lacking = [
        {"code": "no_lead", "message": "No lead.", "field": "lead", "offer": None},
        {"code": "perhaps_incomplete", "message": "Alone.", "field": "action", "offer": None},
        {"code": "reference", "message": "Twice.", "field": "reference", "offer": None},
    ]

    assert problems_of(Staged("Agree", leads=(StagedLead("Board"),)), lacking, lacking) == [lacking[2]]
