"""What a row of the quick table showed, carried by the form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratings.seen_rows import SeenRow, whole_number

keys = st.integers(min_value=1, max_value=10**14)


@given(st.integers(min_value=0, max_value=10**8), st.dictionaries(keys, st.one_of(st.just(0), keys), max_size=4))
def test_seen_row_reads_what_it_wrote(revision: int, levels: dict[int, int]) -> None:
    seen = SeenRow(revision, levels)

    assert SeenRow.read(seen.as_text()) == seen


@given(st.text())
def test_seen_row_takes_any_text_without_failing(text: str) -> None:
    assert SeenRow.read(text).revision >= 0


@pytest.mark.parametrize("text", ["", "x", "1;2", "1;2=", "-1", "1;2=3;", "9" * 30])
def test_seen_row_of_a_broken_text_has_seen_nothing(text: str) -> None:
    assert SeenRow.read(text) == SeenRow(0, {})


def test_seen_row_tells_the_level_that_the_field_had() -> None:
    seen = SeenRow(3, {7: 12, 8: 0})

    assert [seen.level(dimension) for dimension in (7, 8, 9)] == ["12", "", ""]


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("", None), ("-1", None), ("1.5", None), ("٣", None)])
def test_whole_number_reads_digits_only(text: str, number: int | None) -> None:
    assert whole_number(text) == number
