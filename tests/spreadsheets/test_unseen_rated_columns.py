"""Columns of ratings in layouts that nobody here has seen: by period, dimension, letter, number, sign and key."""
# ruff: noqa: E501  the rows of a table stand on one line each

import pytest

from tests.spreadsheets.unseen_plans import Layout, assert_read, assert_read_alike_in_other_guises

LAYOUTS = [
    Layout(
        name="rag by month",
        table="""
            Action | Responsible | Deadline | RAG Jun-24 | RAG Sept 2024 | RAG Dec 24
            Agree the guide with schools | Police | Dec 2024 | R | A | G
            Share the guide with staff | Health | Dec 2024 | R | R | A
        """,
        fields="action lead timescale rating rating rating",
        due="2024-12-31 2024-12-31",
        levels=["2024/25 Q1=red 2024/25 Q2=amber 2024/25 Q3=green", "2024/25 Q1=red 2024/25 Q2=red 2024/25 Q3=amber"],
    ),
    Layout(
        name="multi dims",
        table="""
            Action | Lead | Due date | Progress RAG | Impact RAG
            Agree a bank of staff for the hub | Hub Manager | 30/06/2031 | Green | Amber
            Weekly call with the data team | Analyst | 31/07/2031 | Green | Red
        """,
        fields="action lead timescale rating rating",
        due="2031-06-30 2031-07-31",
        levels=["progress:green impact:amber", "progress:green impact:red"],
    ),
    Layout(
        name="banner quarter cols dims",
        table="""
            Action | Lead | Process Q1 2031/32 | Impact Q1 2031/32 | Process Q2 2031/32 | Impact Q2 2031/32
            Build a chronology tool | IT lead | Amber | Red | Green | Amber
            Appoint two minute takers | Business Support | Red | Red | Amber | Red
        """,
        fields="action lead rating rating rating rating",
        levels=[
            "process:2031/32 Q1=amber impact:2031/32 Q1=red process:2031/32 Q2=green impact:2031/32 Q2=amber",
            "process:2031/32 Q1=red impact:2031/32 Q1=red process:2031/32 Q2=amber impact:2031/32 Q2=red",
        ],
    ),
    Layout(
        name="expected cols",
        table="""
            Action | Lead | Due | Target RAG March 2032 | Current RAG
            Build a chronology tool | IT lead | Oct 2031 | Green | Amber
            Appoint two minute takers | Business Support | Nov 2031 | Green | Red
        """,
        fields="action lead timescale extra rating",
        due="2031-10-31 2031-11-30",
        levels=["amber", "red"],
    ),
    Layout(
        name="reason for rag",
        table="""
            Action | Lead | Due | RAG | Reason for RAG rating
            Build a chronology tool | IT lead | Oct 2031 | Green | The tool is built and in test with two teams
            Appoint two minute takers | Business Support | Nov 2031 | Red | Nobody has applied, and the advert closes next week
        """,
        fields="action lead timescale rating progress",
        due="2031-10-31 2031-11-30",
        levels=["green", "red"],
    ),
    Layout(
        name="two-level",
        table="""
            Ref | Action | Lead | Timescale | RAG
            1 | Agree the guide with schools | Police | May 2031 | Amber/Green
            2 | Share the guide with all staff | Health | June 2031 | A/R
            3 | Check that the guide is used | Health | June 2031 | Red to Amber
            4 | Audit the guide | Health | June 2031 | Green
        """,
        fields="reference action lead timescale rating",
        due="2031-05-31 2031-06-30 2031-06-30 2031-06-30",
        levels=["amber-green", "amber-red", "amber-red", "green"],
    ),
    Layout(
        name="arrows",
        table="""
            Ref | Action | Lead | Timescale | RAG | Direction of travel
            1 | Agree the guide with schools | Police | May 2031 | Amber ↑ | ↑
            2 | Share the guide with all staff | Health | June 2031 | Green → | →
            3 | Check that the guide is used | Health | June 2031 | R ↓ | ↓
        """,
        fields="reference action lead timescale rating extra",
        due="2031-05-31 2031-06-30 2031-06-30",
        levels=["amber", "green", "red"],
    ),
    Layout(
        name="emoji",
        table="""
            Ref | Action | Lead | Timescale | Status
            1 | Agree the guide with schools | Police | May 2031 | 🟢
            2 | Share the guide with all staff | Health | June 2031 | 🟠 at risk
            3 | Check that the guide is used | Health | June 2031 | 🔴
        """,
        fields="reference action lead timescale rating",
        due="2031-05-31 2031-06-30 2031-06-30",
        levels=["green", "amber", "red"],
    ),
    Layout(
        name="letters BRAG word before",
        table="""
            Action | Lead | When | BRAG
            Weekly waiting list huddle | AD Adults | Sept 2031 | B - Complete and embedded
            Triage tool for all concerns | MASH lead | Oct 2031 | G – On track
            Publish the tool | MASH lead | Oct 2031 | Overdue (R)
        """,
        fields="action lead timescale rating",
        due="2031-09-30 2031-10-31 2031-10-31",
        levels=["blue", "green", "red"],
    ),
    Layout(
        name="numeric no key",
        table="""
            Ref | Action | Lead | Timescale | RAG score (1-5)
            1 | Agree the guide with schools | Police | May 2031 | 1
            2 | Share the guide with all staff | Health | June 2031 | 3
        """,
        fields="reference action lead timescale rating",
        due="2031-05-31 2031-06-30",
        levels=["1", "3"],
    ),
    Layout(
        name="numeric rating key",
        table="""
            Ref | Action | Lead | Timescale | Rating (1-4)
            1 | Agree the guide with schools | Police | May 2031 | 1
            2 | Share the guide with all staff | Health | June 2031 | 3
            Key: 1 = not started; 2 = started; 3 = on track; 4 = complete
        """,
        fields="reference action lead timescale rating",
        due="2031-05-31 2031-06-30",
        levels=["1", "3"],
        unread=1,
    ),
    Layout(
        name="key letters heading",
        table="""
            Ref | Action | Lead | Timescale | RAG (R = not started, A = under way, G = complete)
            1 | Agree the guide with schools | Police | May 2031 | G
            2 | Share the guide with all staff | Health | June 2031 | R
        """,
        fields="reference action lead timescale rating",
        due="2031-05-31 2031-06-30",
        levels=["green", "red"],
    ),
    Layout(
        name="key table rows below",
        table="""
            Ref | Action | Lead | Timescale | Score
            1 | Agree the guide with schools | Police | May 2031 | 4
            2 | Share the guide with all staff | Health | June 2031 | 2

            Scoring key
            1 | Not started
            2 | Started
            3 | Nearly there
            4 | Complete
        """,
        fields="reference action lead timescale rating",
        due="2031-05-31 2031-06-30",
        levels=["4", "2"],
        unread=6,
    ),
    Layout(
        name="progress by key",
        table="""
            Action | Lead | Timescale | Progress
            Agree the guide with schools | Police | May 2031 | Complete
            Share the guide with all staff | Health | June 2031 | In progress
            Blue = complete; Green = in progress; Red = not started
        """,
        fields="action lead timescale progress",
        due="2031-05-31 2031-06-30",
        levels=["blue", "green"],
        unread=1,
    ),
]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_column_of_the_plan_is_read(layout: Layout) -> None:
    assert_read(layout)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_headings_in_other_guises_mean_the_same(layout: Layout) -> None:
    assert_read_alike_in_other_guises(layout)
