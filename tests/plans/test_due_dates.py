"""How a due date is said."""

from datetime import date

import pytest

from plans.due_dates import due_words, slip_words


@pytest.mark.parametrize(
    ("day", "precision", "words"),
    [
        (date(2021, 3, 31), "day", "31 March 2021"),
        (date(2021, 3, 31), "month", "March 2021"),
        (date(2019, 12, 31), "quarter", "October to December 2019"),
        (date(2020, 1, 31), "quarter", "November 2019 to January 2020"),
        (date(2020, 2, 29), "quarter", "December 2019 to February 2020"),
        (date(2020, 3, 31), "year", "2019/20"),
        (date(2000, 3, 31), "year", "1999/00"),
        (date(2019, 12, 31), "year", "2019"),
        (None, "", ""),
    ],
)
def test_due_date_is_said_as_exactly_as_it_is_meant(day: date | None, precision: str, words: str) -> None:
    assert due_words(day, precision) == words


@pytest.mark.parametrize(
    ("original", "now", "moves", "words"),
    [
        ("March 2021", "September 2021", 3, "was March 2021, now September 2021, moved 3 times"),
        ("March 2021", "September 2021", 1, "was March 2021, now September 2021, moved once"),
        ("March 2021", "", 1, "was March 2021, now without a date, moved once"),
        ("March 2021", "March 2021", 2, "was March 2021, now March 2021 again, moved 2 times"),
        ("", "May 2021", 1, "now May 2021, moved once"),
        ("March 2021", "March 2021", 0, ""),
    ],
)
def test_slip_keeps_the_first_date_beside_the_present_one(original: str, now: str, moves: int, words: str) -> None:
    assert slip_words(original, now, moves) == words
