"""What each way of writing a timescale means: the source documents' own words first, then those of other plans."""

from datetime import date

import pytest

from plans.timescales import Kind, Precision, Timescale, read_timescale

YEAR_2019 = (date(2019, 4, 1), date(2020, 3, 31))
CALENDAR_2019 = (date(2019, 1, 1), date(2019, 12, 31))
DAY, MONTH, QUARTER, YEAR = Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.YEAR


def dated(text: str, span: tuple[date, date] | None = None) -> tuple[str | None, Precision | None]:
    read = read_timescale(text, span=span)
    assert read.kind is Kind.DATE, read
    assert read.problem is None, read
    return (read.due.isoformat() if read.due else None), read.precision


def parts(read: Timescale) -> list[tuple[str, str | None]]:
    return [(one.text, one.due.isoformat() if one.due else None) for one in read.milestones]


@pytest.mark.parametrize(
    ("text", "due", "precision"),
    [
        ("31/10/2020", "2020-10-31", DAY),
        ("01/06/2021", "2021-06-01", DAY),
        ("Completed by December 2019", "2019-12-31", MONTH),
        ("October 2019", "2019-10-31", MONTH),
        ("Oct 2019", "2019-10-31", MONTH),
        ("Feb 2020", "2020-02-29", MONTH),
        ("Plan in place by 31.12.2020", "2020-12-31", DAY),
        ("To be in place by end of 2020", "2020-12-31", YEAR),
        ("31 January 2020", "2020-01-31", DAY),
        ("Complete by 1 Aug 2025", "2025-08-01", DAY),
        ("Complete by 30 Sept 2025", "2025-09-30", DAY),
        ("Strategy agreed and in place by April 2012", "2012-04-30", MONTH),
        ("Training programme to run across financial year 2012/13", "2013-03-31", YEAR),
        ("By September 2015", "2015-09-30", MONTH),
    ],
)
def test_timescale_of_a_source_document_is_read(text: str, due: str, precision: Precision) -> None:
    assert dated(text) == (due, precision)


@pytest.mark.parametrize(
    "text",
    [
        "31/03/2021",
        "31/3/21",
        "31-03-2021",
        "31.03.21",
        "31 . 03 . 2021",
        "31 03 2021",
        "2021-03-31",
        "2021-03-31 00:00:00",
        "2021-03-31T00:00:00",
        "2021/03/31",
        "31 March 2021",
        "31st March 2021",
        "31 st March 2021",
        "31st of March, 2021",
        "Wednesday 31st March 2021",
        "Wed 31/03/2021",
        "31-Mar-21",
        "31Mar2021",
        "31 Mar '21",
        "31 mar. 2021",
        "March 31, 2021",
        "March 31st 2021",
        "31\u00a0March\u00a02021",
        "31–03–2021",
        "by 31 March 2021 at the latest",
        "(31/03/2021)",
        "No later than 31/03/2021.",
        "31/03/2021 17:00",
        "29-31 March 2021",
        "29th to 31st March 2021",
    ],
)
def test_whole_date_in_any_british_form_is_that_day(text: str) -> None:
    assert dated(text) == ("2021-03-31", DAY)


@pytest.mark.parametrize(
    ("text", "due", "precision"),
    [
        ("Dec-17", "2017-12-31", MONTH),
        ("Dec '17", "2017-12-31", MONTH),
        ("December, 2017", "2017-12-31", MONTH),
        ("12/2017", "2017-12-31", MONTH),
        ("2017-12", "2017-12-31", MONTH),
        ("30.12.20", "2020-12-30", DAY),
        ("by end of Feb 2021", "2021-02-28", MONTH),
        ("end February 2024", "2024-02-29", MONTH),
        ("March 2020/21", "2021-03-31", MONTH),
        ("Q1 2018/19", "2018-06-30", QUARTER),
        ("Q4 2018/19", "2019-03-31", QUARTER),
        ("Q4 18/19", "2019-03-31", QUARTER),
        ("2018-19 Q3", "2018-12-31", QUARTER),
        ("Quarter 3, 2024 to 2025", "2024-12-31", QUARTER),
        ("end of second quarter 2020/21", "2020-09-30", QUARTER),
        ("calendar Q4 2019", "2019-12-31", QUARTER),
        ("Q2-Q3 2019/20", "2019-12-31", QUARTER),
        ("2018/19", "2019-03-31", YEAR),
        ("by end of 2018-2019", "2019-03-31", YEAR),
        ("FY 18/19", "2019-03-31", YEAR),
        ("end of academic year 2020/21", "2021-08-31", YEAR),
        ("during 2020", "2020-12-31", YEAR),
        ("2019-2022", "2022-12-31", YEAR),
        ("first half of 2021", "2021-06-30", QUARTER),
        ("Spring 2021", "2021-05-31", QUARTER),
        ("Summer 2021", "2021-08-31", QUARTER),
        ("by end of Autumn 2020", "2020-11-30", QUARTER),
        ("Winter 2020/21", "2021-02-28", QUARTER),
        ("Autumn term 2020", "2020-12-31", QUARTER),
        ("Summer term 2020/21", "2021-07-31", QUARTER),
        ("before Christmas 2020", "2020-12-25", DAY),
        ("Easter 2021", "2021-04-04", DAY),
        ("April - June 2019", "2019-06-30", MONTH),
        ("between April and June 2019", "2019-06-30", MONTH),
        ("June/July 2012", "2012-07-31", MONTH),
        ("October 2019 to March 2020", "2020-03-31", MONTH),
        ("01/04/2019 - 31/03/2020", "2020-03-31", DAY),
        ("w/c 12 April 2021", "2021-04-18", DAY),
        ("start of April 2021", "2021-04-01", DAY),
        ("early June 2021", "2021-06-10", MONTH),
        ("mid-June 2021", "2021-06-20", MONTH),
        ("mid 2021", "2021-06-30", QUARTER),
        ("before April 2021", "2021-03-31", DAY),
        ("before the end of April 2021", "2021-04-30", MONTH),
        ("Stage 1 March 2020", "2020-03-31", MONTH),
        ("Year 6 July 2020", "2020-07-31", MONTH),
        ("Annual report by July 2019", "2019-07-31", MONTH),
        ("Febuary 2021", "2021-02-28", MONTH),
    ],
)
def test_month_quarter_season_or_range_is_due_on_its_last_day(text: str, due: str, precision: Precision) -> None:
    assert dated(text) == (due, precision)


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("31/04/2021", "2021-04-30"),
        ("31 September 2020", "2020-09-30"),
        ("29/02/2021", "2021-02-28"),
        ("30 Feb 2020", "2020-02-29"),
        ("2021-02-30", "2021-02-28"),
        ("15/13/2021", "2021-12-15"),
        ("32/01/2021", "2021-01-31"),
        ("04/31/2021", "2021-04-30"),
        ("12/25/2020", "2020-12-25"),
        ("13/2021", "2021-12-31"),
        ("by 31st June 2021", "2021-06-30"),
    ],
)
def test_impossible_date_is_named_and_the_nearest_offered(text: str, offer: str) -> None:
    read = read_timescale(text, span=(date(2020, 1, 1), date(2021, 12, 31)))

    assert (read.kind, read.due, read.offer) == (Kind.DATE, None, date.fromisoformat(offer))
    assert read.problem
    assert read.text == text


def test_impossible_date_says_what_is_wrong_and_what_to_do() -> None:
    assert read_timescale("31/04/2021").problem == (
        "“31/04/2021” is not a date that exists: April has 30 days. Enter the right date, or take 30 April 2021."
    )
    swapped = read_timescale("04/31/2021").problem
    assert swapped
    assert "month and day look swapped" in swapped


@pytest.mark.parametrize("text", ["31/03/202", "31 March 20221", "31/03/1821", "March 1066"])
def test_year_that_cannot_be_right_is_named(text: str) -> None:
    read = read_timescale(text)

    assert (read.due, read.offer) == (None, None)
    assert read.problem
    assert "year that cannot be right" in read.problem


@pytest.mark.parametrize(
    ("text", "recurrence"),
    [
        ("Annually July", "every July"),
        ("Biennial - August", "every two years: August"),
        ("Quarterly", "quarterly"),
        ("Every March and September", "every year: March, September"),
        ("31 July each year", "every 31 July"),
        ("April, July, October and January", "every year: April, July, October, January"),
        ("April - June annually", "every April to June"),
        ("Twice a year (April and October)", "twice a year: April, October"),
        ("yearly", "every year"),
        ("once a year", "every year"),
        ("Six-monthly", "every six months"),
        ("6 monthly", "every six months"),
        ("half-yearly", "every six months"),
        ("Bi-annually", "twice a year"),
        ("every other year", "every two years"),
        ("3 yearly", "every three years"),
        ("every 2 years", "every two years"),
        ("three times a year", "three times a year"),
        ("4 x per year", "four times a year"),
        ("Monthly", "monthly"),
        ("each quarter", "quarterly"),
        ("termly", "every term"),
        ("bi-monthly", "every two months"),
        ("Annual review", "every year"),
        ("per annum", "every year"),
    ],
)
def test_recurring_timescale_has_its_rhythm_and_no_date(text: str, recurrence: str) -> None:
    read = read_timescale(text)

    assert (read.kind, read.recurrence, read.due, read.problem) == (Kind.RECURRING, recurrence, None, None)


def test_recurring_timescale_keeps_the_first_date_written_beside_it() -> None:
    read = read_timescale("Initial publication September 2019. (May, Sept, Jan, March)", span=YEAR_2019)

    assert read.kind is Kind.RECURRING
    assert read.recurrence == "every year: May, September, January, March"
    assert read.due == date(2019, 9, 30)
    assert parts(read) == [("Initial publication September 2019", "2019-09-30")]


def test_recurring_timescale_with_an_end_is_due_at_its_end() -> None:
    read = read_timescale("Quarterly until March 2021")

    assert (read.kind, read.recurrence, read.due) == (Kind.RECURRING, "quarterly", date(2021, 3, 31))


def test_recurring_timescale_with_a_start_has_no_due_date() -> None:
    read = read_timescale("Monthly from September 2019")

    assert (read.kind, read.due) == (Kind.RECURRING, None)
    assert parts(read) == [("Monthly from September 2019", "2019-09-30")]


def test_month_beside_a_rhythm_takes_its_year_from_the_plan() -> None:
    within = read_timescale("October and quarterly updates", span=YEAR_2019)
    alone = read_timescale("October and quarterly updates")

    assert (within.kind, within.recurrence, within.due) == (Kind.RECURRING, "quarterly", date(2019, 10, 31))
    assert (alone.kind, alone.recurrence, alone.due) == (Kind.RECURRING, "quarterly", None)
    assert alone.problem == "The year is missing from “October”: enter the full date."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("As per training cycle", "training cycle"),
        ("As per meeting cycle", "meeting cycle"),
        ("As per the Audit Group Programme", "Audit Group Programme"),
        ("As per the Audit Group programme", "Audit Group programme"),
        ("In line with the LPR work programme", "LPR work programme"),
        ("as per monthly meeting schedule", "monthly meeting schedule"),
        ("Audit Group Programme", "Audit Group Programme"),
        ("each Strategic Group meeting", "each Strategic Group meeting"),
        ("Report to next LPR Group meeting", "next LPR Group meeting"),
        ("To be ratified at Strategic Group meeting", "Strategic Group meeting"),
    ],
)
def test_timescale_tied_to_a_group_keeps_the_groups_words(text: str, words: str) -> None:
    read = read_timescale(text)

    assert (read.kind, read.recurrence, read.due, read.problem) == (Kind.CYCLE, words, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Ongoing",
        "On going",
        "On-going",
        "ongoing.",
        "Continuous",
        "Rolling programme",
        "Throughout the year",
        "As required",
    ],
)
def test_ongoing_timescale_has_no_date_and_no_problem(text: str) -> None:
    read = read_timescale(text, span=YEAR_2019)

    assert (read.kind, read.due, read.problem) == (Kind.ONGOING, None, None)


def test_ongoing_timescale_keeps_the_date_written_beside_it() -> None:
    assert read_timescale("Ongoing - review March 2020").due == date(2020, 3, 31)
    assert read_timescale("From April 2021 onwards").due is None


def test_bare_start_is_a_date_with_a_note() -> None:
    read = read_timescale("From April 2021")

    assert (read.kind, read.due) == (Kind.DATE, date(2021, 4, 30))
    assert read.note == "This is when it begins; no end is written."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Various dates", "several dates"),
        ("TBC", "no date is set yet"),
        ("To be confirmed", "no date is set yet"),
        ("ASAP", "haste"),
        ("as soon as possible", "haste"),
        ("Immediate", "haste"),
        ("within 6 weeks", "counts from a day"),
        ("Completed", "it is done"),
        ("to follow the pilot", "no date that could be read"),
        ("31", "no date that could be read"),
        ("may be later", "no date that could be read"),
    ],
)
def test_timescale_without_a_date_says_why_and_invents_none(text: str, words: str) -> None:
    read = read_timescale(text, span=YEAR_2019)

    assert (read.kind, read.due, read.offer, read.milestones) == (Kind.UNKNOWN, None, None, ())
    assert read.problem
    assert words in read.problem


@pytest.mark.parametrize("text", [None, "", "  \n", "-", "n/a", "N/A", "–"])
def test_blank_timescale_is_none_without_a_problem(text: str | None) -> None:
    read = read_timescale(text)

    assert (read.kind, read.due, read.problem) == (Kind.NONE, None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("July and December 2019", [("July 2019", "2019-07-31"), ("December 2019", "2019-12-31")]),
        ("November and January 2020", [("November 2019", "2019-11-30"), ("January 2020", "2020-01-31")]),
        (
            "September 2019, January and April",
            [("September 2019", "2019-09-30"), ("January 2020", "2020-01-31"), ("April 2020", "2020-04-30")],
        ),
        (
            "Complete preparation work by 30.12.20 and audit by end of Feb 2021",
            [("Complete preparation work by 30.12.20", "2020-12-30"), ("audit by end of Feb 2021", "2021-02-28")],
        ),
        (
            "CSC dip sample audit by end November 2020. Multi-Agency case review March 2021",
            [
                ("CSC dip sample audit by end November 2020", "2020-11-30"),
                ("Multi-Agency case review March 2021", "2021-03-31"),
            ],
        ),
        (
            "Evaluation of Hub to be received in June/July 2012 Review of Hub operation completed by September 2012",
            [
                ("Evaluation of Hub to be received in June/July 2012", "2012-07-31"),
                ("Review of Hub operation completed by September 2012", "2012-09-30"),
            ],
        ),
        ("12 and 26 May 2021", [("12 May 2021", "2021-05-12"), ("26 May 2021", "2021-05-26")]),
        (
            "Policy: March 2020\nTraining: June 2020",
            [("Policy: March 2020", "2020-03-31"), ("Training: June 2020", "2020-06-30")],
        ),
        (
            "31/03/2020: policy; 30/06/2020: training",
            [("31/03/2020: policy", "2020-03-31"), ("30/06/2020: training", "2020-06-30")],
        ),
        (
            "By March 2020 policy, by June 2020 training",
            [("By March 2020 policy", "2020-03-31"), ("by June 2020 training", "2020-06-30")],
        ),
        (
            "Policy written\n31/03/2020\nStaff trained\n30/06/2020",
            [("Policy written 31/03/2020", "2020-03-31"), ("Staff trained 30/06/2020", "2020-06-30")],
        ),
        ("Q1 and Q3 2019/20", [("Q1", "2019-06-30"), ("Q3 2019/20", "2019-12-31")]),
    ],
)
def test_several_dates_are_milestones_and_the_latest_is_due(text: str, expected: list[tuple[str, str]]) -> None:
    read = read_timescale(text)

    assert parts(read) == expected
    assert (read.kind, str(read.due), read.problem) == (Kind.DATE, max(due for _, due in expected), None)


def test_one_date_has_no_milestones() -> None:
    assert read_timescale("Completed by December 2019").milestones == ()


def test_impossible_milestone_leaves_the_due_date_open_unless_another_is_later() -> None:
    last_unsure = read_timescale("Draft 31/03/2021, final 31/04/2021")
    last_sure = read_timescale("Draft 31/04/2021, final 30/06/2021")

    assert (last_unsure.due, last_unsure.offer) == (None, date(2021, 4, 30))
    assert parts(last_unsure) == [("Draft 31/03/2021", "2021-03-31"), ("final 31/04/2021", None)]
    assert last_sure.due == date(2021, 6, 30)
    assert last_sure.problem


@pytest.mark.parametrize("text", ["July", "End of March", "30 June", "31/03", "Quarter 2", "Q4", "Spring", "year end"])
def test_date_without_a_year_is_a_problem_when_the_plans_time_is_not_known(text: str) -> None:
    read = read_timescale(text)

    assert (read.kind, read.due) == (Kind.UNKNOWN, None)
    assert read.problem
    assert "year is missing" in read.problem


@pytest.mark.parametrize(
    ("text", "due", "precision"),
    [
        ("July", "2019-07-31", MONTH),
        ("End of March", "2020-03-31", MONTH),
        ("May", "2019-05-31", MONTH),
        ("30 June", "2019-06-30", DAY),
        ("31/03", "2020-03-31", DAY),
        ("29 February", "2020-02-29", DAY),
        ("Quarter 2", "2019-09-30", QUARTER),
        ("Q4", "2020-03-31", QUARTER),
        ("Autumn", "2019-11-30", QUARTER),
        ("July and December", "2019-12-31", MONTH),
        ("end of the financial year", "2020-03-31", YEAR),
        ("By year end", "2020-03-31", YEAR),
    ],
)
def test_date_without_a_year_is_completed_from_the_plans_time(text: str, due: str, precision: Precision) -> None:
    assert dated(text, YEAR_2019) == (due, precision)


def test_date_without_a_year_that_fits_twice_or_never_is_asked() -> None:
    twice = read_timescale("July", span=(date(2019, 4, 1), date(2021, 3, 31)))
    never = read_timescale("December", span=(date(2019, 4, 1), date(2019, 9, 30)))

    assert (twice.due, twice.kind) == (None, Kind.UNKNOWN)
    assert twice.problem
    assert "31 July 2019 or 31 July 2020" in twice.problem
    assert never.problem
    assert "does not fall within the plan's time" in never.problem


def test_impossible_day_without_a_year_offers_one_within_the_plans_time() -> None:
    assert read_timescale("31 April", span=YEAR_2019).offer == date(2019, 4, 30)


def test_quarter_that_may_be_of_either_year_is_asked_unless_the_plans_time_settles_it() -> None:
    asked = read_timescale("Q4 2019", span=YEAR_2019)
    settled = read_timescale("Q4 2019", span=CALENDAR_2019)

    assert (asked.due, asked.offer) == (None, date(2020, 3, 31))
    assert asked.problem
    assert "31 December 2019" in asked.problem
    assert settled.due == date(2019, 12, 31)
    assert read_timescale("Q4", span=CALENDAR_2019).due == date(2019, 12, 31)


@pytest.mark.parametrize("text", ["FY20", "financial year 2020"])
def test_financial_year_with_one_number_is_asked(text: str) -> None:
    read = read_timescale(text)

    assert (read.due, read.offer) == (None, date(2020, 3, 31))
    assert read.problem


def test_range_that_ends_before_it_begins_is_a_problem() -> None:
    read = read_timescale("March 2020 - January 2020")

    assert (read.due, read.offer) == (None, date(2020, 3, 31))
    assert read.problem
    assert "ends before it begins" in read.problem


def test_spreadsheets_number_for_a_day_is_offered_as_the_day() -> None:
    read = read_timescale("44286")

    assert (read.kind, read.due, read.offer) == (Kind.UNKNOWN, None, date(2021, 3, 31))


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Spring 2021", "Spring read as March to May."),
        ("2018/19", "“2018/19” read as the financial year."),
        ("Dec 17", "“Dec 17” read as December 2017."),
        ("Febuary 2021", "“Febuary” read as February."),
        ("December 2019 (TBC)", "The date is marked as still to be agreed."),
        ("bi-annually", "“Biannual” is read as twice a year, not every two years."),
        ("Completed by December 2019", None),
    ],
)
def test_assumption_is_noted(text: str, note: str | None) -> None:
    assert read_timescale(text).note == note


def test_assumption_about_a_quarter_names_its_months() -> None:
    note = read_timescale("Q4", span=YEAR_2019).note

    assert note == "Q4 read as January to March 2020, of the financial year."


def test_year_taken_from_a_distant_date_is_noted() -> None:
    read = read_timescale("Draft in October; final version in December 2019")

    assert parts(read)[0] == ("Draft in October", "2019-10-31")
    assert read.note == "The year of “October” is taken from the other date."
