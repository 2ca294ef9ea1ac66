"""Columns of times and progress whose headings mean now this and now that: the cells decide."""
# ruff: noqa: E501  the rows of a table stand on one line each

import pytest

from tests.spreadsheets.unseen_plans import Layout, assert_read, assert_read_alike_in_other_guises

LAYOUTS = [
    Layout(
        name="actual completion",
        table="""
            Action | Owner | Target date | Actual completion date | Comments | RAG rating
            Write to all schools about the new form | Education Lead | 30/04/2031 | 28/04/2031 | Sent by e-mail | Green
            Test the form with two schools | Education Lead | 31/05/2031 |  | Waiting for one school | Amber
        """,
        fields="action lead timescale extra progress rating",
        due="2031-04-30 2031-05-31",
        levels=["green", "amber"],
    ),
    Layout(
        name="date of completion",
        table="""
            Action | Lead | Date of completion | Status
            Write to all schools about the new form | Education Lead | 30/04/2031 | Complete
            Test the form with two schools | Education Lead | 31/05/2031 | In progress
        """,
        fields="action lead timescale rating",
        due="2031-04-30 2031-05-31",
        levels=["?", "?"],
        told=["Complete", "In progress"],
    ),
    Layout(
        name="date done beside due",
        table="""
            Action | Lead | Date due | Date achieved | RAG
            Agree the guide with schools | Police | 31/05/2031 | 01/06/2031 | Blue
            Share the guide with all staff | Health | 30/06/2031 |  | Red
        """,
        fields="action lead timescale extra rating",
        due="2031-05-31 2031-06-30",
        levels=["blue", "red"],
    ),
    Layout(
        name="start finish",
        table="""
            Task | Who | Start | Finish | Notes
            Agree the guide with schools | Police | 01/05/2031 | 31/05/2031 | Drafted
            Share the guide with all staff | Health | 01/06/2031 | 30/06/2031 |
        """,
        fields="action lead extra timescale progress",
        due="2031-05-31 2031-06-30",
    ),
    Layout(
        name="from to",
        table="""
            Task | Lead officer | From | To | Comments
            Agree the guide with schools | Police | 01/05/2031 | 31/05/2031 | Drafted
            Share the guide with all staff | Health | 01/06/2031 | 30/06/2031 |
        """,
        fields="action lead extra timescale progress",
        due="2031-05-31 2031-06-30",
    ),
    Layout(
        name="percent progress",
        table="""
            Action | Lead | By when | % complete
            Agree the guide with schools | Police | May 2031 | 50%
            Share the guide with all staff | Health | June 2031 | 0%
        """,
        fields="action lead timescale progress",
        due="2031-05-31 2031-06-30",
    ),
    Layout(
        name="trend percent",
        table="""
            Objective | Task | Assigned to | Complete by | Progress (%) | Notes
            Better front door | Move the hub to one site | MASH Manager | 31/10/2031 | 40 | Building works have begun
            Better front door | Buy a phone line | MASH Manager | 30/11/2031 | 100 | Line is live
        """,
        fields="objective action lead timescale extra progress",
        due="2031-10-31 2031-11-30",
    ),
    Layout(
        name="Date Measure Outcome",
        table="""
            Date | Measure | Outcome | Target | Update
            May 2031 | Put a nurse in the front door team | Health facts are shared on the same day | Nurse in post | Advert is out
            June 2031 | Give each school a named officer | Schools know whom to call | All schools have one | Half done
        """,
        fields="timescale action measure extra progress",
        due="2031-05-31 2031-06-30",
    ),
    Layout(
        name="target is date",
        table="""
            Action | Lead | Target | Priority
            Put a nurse in the front door team | Health | May 2031 | High
            Give each school a named officer | Police | June 2031 | Low
        """,
        fields="action lead timescale extra",
        due="2031-05-31 2031-06-30",
    ),
    Layout(
        name="target is measure",
        table="""
            Action | Lead | When | Target | Status
            Put a nurse in the front door team | Health | May 2031 | 95% of checks in one day | Nurse is in post since May, and sits in the hub
            Give each school a named officer | Police | June 2031 | All 90 schools | List of officers is drawn up and out to heads
        """,
        fields="action lead timescale measure progress",
        due="2031-05-31 2031-06-30",
    ),
    Layout(
        name="update is date",
        table="""
            Action | Owner | Due | Last update | Update
            Put a nurse in the front door team | Health | May 2031 | 01/04/2031 | Advert is out
            Give each school a named officer | Police | June 2031 | 01/04/2031 | List drawn up
        """,
        fields="action lead timescale extra progress",
        due="2031-05-31 2031-06-30",
    ),
    Layout(
        name="completed Y/N",
        table="""
            Action | Person responsible | Deadline | Completed (Y/N) | Evidence
            Record wishes in each plan | CSC manager | Aug 2031 | Y | Audit
            Include fathers in assessments | Named nurse | Sept 2031 | N |
        """,
        fields="action lead timescale progress measure",
        due="2031-08-31 2031-09-30",
    ),
]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_column_of_the_plan_is_read(layout: Layout) -> None:
    assert_read(layout)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_headings_in_other_guises_mean_the_same(layout: Layout) -> None:
    assert_read_alike_in_other_guises(layout)
