"""Timescales in habits seen elsewhere: run-together dates, quarters with their months, what waits, groups' meetings."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.timescales import Kind, Precision, group_named, next_meeting, read_timescale

YEAR_2020 = (date(2020, 4, 1), date(2021, 3, 31))
DAY, MONTH, QUARTER, YEAR = Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.YEAR


@pytest.mark.parametrize(
    ("text", "due", "precision"),
    [
        ("20210331", "2021-03-31", DAY),
        ("31 / 03 / 2021", "2021-03-31", DAY),
        ("31\\03\\2021", "2021-03-31", DAY),
        ("31Mar21", "2021-03-31", DAY),
        ("Wed 31st March 2021", "2021-03-31", DAY),
        ("no later than 1 April 2021", "2021-04-01", DAY),
        ("To be completed by 1 April 2021", "2021-04-01", DAY),
        ("by COP 31/03/2021", "2021-03-31", DAY),
        ("week ending 5 March 2021", "2021-03-05", DAY),
        ("within 3 months of 1 May 2021", "2021-08-01", DAY),
        ("3 months after 30 November 2020", "2021-02-28", DAY),
        ("Within six weeks of 1 May 2021", "2021-06-12", DAY),
        ("12 months from March 2021", "2022-03-31", MONTH),
        ("complete by end of Mar-21", "2021-03-31", MONTH),
        ("month ending March 2021", "2021-03-31", MONTH),
        ("March or April 2021", "2021-04-30", MONTH),
        ("Dec 2020/Jan 2021", "2021-01-31", MONTH),
        ("Quarter One 2021/22", "2021-06-30", QUARTER),
        ("Quarter four", "2021-03-31", QUARTER),
        ("Q3 (Oct-Dec) 2021", "2021-12-31", QUARTER),
        ("Q4 (Jan - Mar) 2020/21", "2021-03-31", QUARTER),
        ("Q4: January to March 2021", "2021-03-31", QUARTER),
        ("Q1 (April - June)", "2020-06-30", QUARTER),
        ("Autumn Term 1 2021", "2021-12-31", QUARTER),
        ("Spring/Summer 2021", "2021-08-31", QUARTER),
        ("by end of 2021/22", "2022-03-31", YEAR),
        ("academic year 2021/22", "2022-08-31", YEAR),
    ],
)
def test_date_of_another_habit_is_due_on_its_last_day(text: str, due: str, precision: Precision) -> None:
    read = read_timescale(text, span=YEAR_2020)

    assert (read.kind, str(read.due), read.precision, read.problem) == (Kind.DATE, due, precision, None)
    assert read.text == text


@pytest.mark.parametrize("text", ["not before May 2021", "after May 2021", "no earlier than May 2021"])
def test_date_that_only_begins_something_says_so(text: str) -> None:
    assert read_timescale(text).note == "This is when it begins; no end is written."


def test_month_from_which_something_goes_on_is_no_due_date() -> None:
    read = read_timescale("March 2021 onwards")

    assert (read.kind, read.due) == (Kind.ONGOING, None)
    assert read_timescale("March 2021 and ongoing").due == date(2021, 3, 31)


def test_numbered_milestones_keep_their_own_numbers() -> None:
    read = read_timescale("1. May 2021 2. July 2021")

    assert [(one.text, str(one.due)) for one in read.milestones] == [
        ("1. May 2021", "2021-05-31"),
        ("2. July 2021", "2021-07-31"),
    ]


def test_day_in_perhaps_american_order_is_read_as_british_and_doubted_only_outside_the_plans_time() -> None:
    outside = read_timescale("05/02/2020", span=YEAR_2020)

    assert outside.due == date(2020, 2, 5)
    assert outside.note == (
        "“05/02/2020” read as 5 February 2020, outside the plan's time; "
        "with month and day swapped it is 2 May 2020: check it."
    )
    assert read_timescale("05/07/2020", span=YEAR_2020).note is None
    assert read_timescale("05/02/2020").note is None
    assert read_timescale("2020-02-05", span=YEAR_2020).note is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Within 3 months of publication", "counts from a day"),
        ("3 months", "counts from a day"),
        ("0-3 months", "counts from a day"),
        ("Short term", "counts from a day"),
        ("Year 2 of the plan", "counts from a day"),
        ("On publication", "waits for something"),
        ("When policy is published", "waits for something"),
        ("Dependent on funding", "waits for something"),
        ("Already in place", "it is done"),
        ("With immediate effect", "haste"),
        ("to be determined", "no date is set yet"),
    ],
)
def test_timescale_without_a_date_says_what_it_waits_for(text: str, words: str) -> None:
    read = read_timescale(text, span=YEAR_2020)

    assert (read.kind, read.due) == (Kind.UNKNOWN, None)
    assert read.problem
    assert words in read.problem


@pytest.mark.parametrize("text", ["Life of the plan", "Throughout the year", "Immediate and ongoing"])
def test_what_goes_on_as_long_as_the_plan_is_ongoing(text: str) -> None:
    assert read_timescale(text).kind is Kind.ONGOING


@pytest.mark.parametrize(
    ("text", "kind", "group"),
    [
        ("As per the Audit Group meeting cycle", Kind.CYCLE, "Audit Group"),
        ("As per the Audit Group Programme", Kind.CYCLE, "Audit Group"),
        ("In line with the LPR work programme", Kind.CYCLE, "LPR"),
        ("each Strategic Group meeting", Kind.CYCLE, "Strategic Group"),
        ("Next meeting of the Strategic Group", Kind.CYCLE, "Strategic Group"),
        ("Report to next LPR Group meeting", Kind.CYCLE, "LPR Group"),
        ("next LSCP Board", Kind.CYCLE, "LSCP Board"),
        ("At each QA sub-group", Kind.CYCLE, "QA sub-group"),
        ("Standing item at Audit Group", Kind.CYCLE, "Audit Group"),
        ("To be agreed at the Policy Group", Kind.CYCLE, "Policy Group"),
        ("Partnership Board forward plan", Kind.CYCLE, "Partnership Board"),
        ("quarterly at MEB meetings", Kind.RECURRING, "MEB"),
        ("As per meeting cycle", Kind.CYCLE, None),
        ("As per training cycle", Kind.CYCLE, None),
        ("each meeting", Kind.CYCLE, None),
        ("In line with group meetings", Kind.CYCLE, None),
        ("Standing agenda item", Kind.CYCLE, None),
        ("Quarterly", Kind.RECURRING, None),
        ("May 2021", Kind.DATE, None),
    ],
)
def test_group_whose_meetings_give_the_date_is_named(text: str, kind: Kind, group: str | None) -> None:
    read = read_timescale(text)

    assert (read.kind, read.group) == (kind, group)


MEETINGS = [date(2021, 1, 12), date(2021, 4, 13), date(2021, 7, 6)]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2020, 12, 1), date(2021, 1, 12)),
        (date(2021, 1, 12), date(2021, 1, 12)),
        (date(2021, 1, 13), date(2021, 4, 13)),
        (date(2021, 7, 7), None),
    ],
)
def test_cycle_takes_the_date_of_its_groups_next_meeting(on: date, expected: date | None) -> None:
    assert next_meeting(MEETINGS, on=on) == expected


def test_group_without_meetings_gives_no_date() -> None:
    assert next_meeting([], on=date(2021, 1, 1)) is None


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_words_name_a_group_or_none_and_never_fail(words: str) -> None:
    named = group_named(words)

    assert named is None or named in words


@settings(deadline=None)
@given(st.lists(st.dates()), st.dates())
def test_next_meeting_is_the_earliest_that_is_not_past(days: list[date], on: date) -> None:
    assert next_meeting(sorted(days), on=on) == min((day for day in days if day >= on), default=None)
