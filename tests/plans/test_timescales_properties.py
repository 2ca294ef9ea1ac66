"""What holds for any timescale: no exception, the words kept, no date that was not written."""

import re
import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.timescales import Kind, Precision, read_timescale

PIECES = (
    "by end of mid early before from to until and & , . ; / - ( ) the 31 31/04/2021 30.12.20 2020 2018/19 '21 Q4 "
    "July May may March 2021 Sept 1st week commencing quarterly annually every each year two financial as per "
    "meeting cycle the Audit Group Programme ongoing TBC ASAP Spring term 29 February Winter 44286 Various dates "
    "H1 FY20 \n • ½ ٣ İ ß"
)
WORDS = st.sampled_from(PIECES.split(" "))
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=14).map(" ".join), st.lists(WORDS, max_size=8).map("".join))
DAYS = st.dates(date(2000, 1, 1), date(2079, 12, 31))
SPANS = st.one_of(st.none(), st.tuples(DAYS, st.integers(0, 2000)).map(lambda at: (at[0], at[0] + timedelta(at[1]))))
FORMS_TEXT = (
    "%d/%m/%Y|%d/%m/%y|%d.%m.%Y|%d-%m-%Y|%Y-%m-%d|%d %B %Y|%d %b %Y|%d %b '%y|%A %d %B %Y|%d-%b-%y|%d/%b/%Y|%d%b%Y|"
    "%Y-%m-%d 00:00:00"
)
FORMS = st.sampled_from(FORMS_TEXT.split("|"))
LEADS_IN = st.sampled_from(["", "by ", "Complete by ", "To be in place by ", "No later than ", "due "])


@settings(deadline=None)
@given(TEXTS, SPANS)
def test_any_text_is_read_and_kept_word_for_word(text: str, span: tuple[date, date] | None) -> None:
    read = read_timescale(text, span=span)

    assert read.text == (text if text.strip() else "")
    assert (read.kind is Kind.UNKNOWN) <= bool(read.problem)
    assert (read.due is None) == (read.precision is None)
    assert (read.recurrence is not None) == (read.kind in (Kind.RECURRING, Kind.CYCLE))


@settings(deadline=None)
@given(TEXTS, SPANS)
def test_any_due_date_stands_for_something_written_or_for_the_plans_time(
    text: str, span: tuple[date, date] | None
) -> None:
    read = read_timescale(text, span=span)

    # A quarter, a winter or a week may end in the year after the one written; a listed month may lie in the year before
    # or, at the end of a long list, some years on.
    pairs = {int(two) for two in re.findall(r"(?=([0-9]{2}))", text)}
    years = {year for two in pairs for year in range(two - 1, two + 3 + len(read.milestones))}
    if span:
        years |= set(range(span[0].year % 100, span[0].year % 100 + (span[1].year - span[0].year) + 1))
    for day in [read.due, *(one.due for one in read.milestones)]:
        assert day is None or day.year % 100 in {year % 100 for year in years}


@settings(deadline=None)
@given(TEXTS, SPANS)
def test_any_due_date_is_the_latest_of_the_milestones(text: str, span: tuple[date, date] | None) -> None:
    read = read_timescale(text, span=span)

    if read.kind is Kind.DATE and len(read.milestones) > 1 and read.due:
        assert read.due == max(one.due for one in read.milestones if one.due)


@settings(deadline=None)
@given(DAYS, FORMS, LEADS_IN)
def test_any_day_in_any_form_is_that_day(day: date, form: str, leads_in: str) -> None:
    read = read_timescale(leads_in + day.strftime(form))

    assert (read.kind, read.due, read.precision, read.problem) == (Kind.DATE, day, Precision.DAY, None)


@settings(deadline=None)
@given(DAYS, st.sampled_from(["%B %Y", "%b %Y", "%b-%y", "%m/%Y", "end of %B %Y", "By %b '%y"]))
def test_any_month_is_due_on_its_last_day(day: date, form: str) -> None:
    read = read_timescale(day.strftime(form))

    assert read.due
    assert read.precision is Precision.MONTH
    assert (read.due.year, read.due.month) == (day.year, day.month)
    assert (read.due + timedelta(1)).day == 1


@settings(deadline=None)
@given(st.integers(2000, 2078), st.integers(1, 4))
def test_any_quarter_of_a_financial_year_ends_within_it(year: int, quarter: int) -> None:
    read = read_timescale(f"Q{quarter} {year}/{(year + 1) % 100:02d}")

    assert read.due
    assert date(year, 4, 1) <= read.due <= date(year + 1, 3, 31)
    assert (read.due + timedelta(1)).month == (4, 7, 10, 1)[quarter % 4]


@settings(deadline=None)
@given(st.integers(1, 31), st.integers(1, 12), st.integers(2000, 2079))
def test_any_numbers_are_a_date_or_a_problem_with_an_offer_in_that_month(day: int, month: int, year: int) -> None:
    read = read_timescale(f"{day:02d}/{month:02d}/{year}")

    shown = read.due or read.offer
    assert shown
    assert (shown.year, shown.month) == (year, month)
    assert bool(read.due) != bool(read.problem)


@settings(deadline=None)
@given(DAYS, DAYS)
def test_any_two_days_are_two_milestones(one: date, other: date) -> None:
    read = read_timescale(f"Policy by {one:%d/%m/%Y} and training by {other:%d %B %Y}")

    assert [part.due for part in read.milestones] == [one, other]
    assert read.due == max(one, other)
    assert [part.text.split(" by ")[0] for part in read.milestones] == ["Policy", "training"]


@settings(deadline=None)
@given(st.integers(1, 12), st.dates(date(2000, 1, 1), date(2070, 1, 1)))
def test_any_month_without_a_year_falls_within_a_plan_of_a_year(month: int, start: date) -> None:
    start = start.replace(day=1)
    end = start.replace(year=start.year + 1) - timedelta(1)

    read = read_timescale(f"{date(2000, month, 1):%B}", span=(start, end))

    assert read.due
    assert start <= read.due <= end


@pytest.mark.parametrize("piece", [" ", "-", "1 ", "July, ", "every word ", "by the end of ", "1. ", "as per word "])
def test_long_text_is_read_in_no_time(piece: str) -> None:
    text = piece * (100_000 // len(piece)) + "x"

    begun = time.monotonic()
    read = read_timescale(text)

    assert read.text == text
    assert time.monotonic() - begun < 2
