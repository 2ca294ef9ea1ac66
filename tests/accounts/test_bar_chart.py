"""The segments of a bar: together the whole, each as long as its share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.bar_chart import spans


def test_spans_stand_one_after_another() -> None:
    assert [(span.start, span.length) for span in spans([1, 3])] == [(0.0, 25.0), (25.0, 75.0)]


def test_spans_of_nothing_have_no_length() -> None:
    assert [span.length for span in spans([0, 0])] == [0.0, 0.0]


def test_span_with_room_carries_its_text() -> None:
    narrow, wide = spans([1, 9])

    assert (narrow.has_room, wide.has_room) == (False, True)
    assert wide.middle == 55.0


@given(st.lists(st.integers(min_value=0, max_value=5000), max_size=8))
def test_spans_fill_the_bar_and_keep_proportion(counts: list[int]) -> None:
    made = spans(counts)

    assert len(made) == len(counts)
    if sum(counts):
        assert sum(span.length for span in made) == pytest.approx(100)
        assert all(
            span.length == pytest.approx(100 * count / sum(counts)) for span, count in zip(made, counts, strict=True)
        )
