"""A quarter that a file writes without saying of which year: asked once, and then read so."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spreadsheets.years import read_of_year, year_matters

PLAN = (date(2024, 4, 1), date(2025, 3, 31))


@pytest.mark.parametrize(
    ("text", "financial", "calendar"),
    [
        ("Q4 2019", date(2020, 3, 31), date(2019, 12, 31)),
        ("second quarter of 2019", date(2019, 9, 30), date(2019, 6, 30)),
        ("Quarter 2", date(2024, 9, 30), date(2024, 6, 30)),
        ("End of Q3", date(2024, 12, 31), date(2024, 9, 30)),
    ],
)
def test_quarter_is_of_the_year_that_a_person_said(text: str, financial: date, calendar: date) -> None:
    assert year_matters(text, PLAN)
    assert read_of_year(text, "financial", PLAN).due == financial
    assert read_of_year(text, "calendar", PLAN).due == calendar
    assert read_of_year(text, "calendar", PLAN).text == text


@pytest.mark.parametrize("text", ["Q4 2019/20", "June 2019", "Ongoing", "", "calendar Q2 2020", "31/03/2021"])
def test_nothing_is_asked_where_the_text_says_it(text: str) -> None:
    assert not year_matters(text, PLAN)


@given(st.text())
def test_any_text_is_read_and_kept(text: str) -> None:
    assert read_of_year(text, "calendar", None).text == text
