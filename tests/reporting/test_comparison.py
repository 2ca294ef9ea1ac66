"""Which ratings can be compared with the period before, and what is said of the others."""

import pytest

from ratings.rollup import LevelSeen
from reporting.comparison import Comparison, compare_ratings
from reporting.wording import not_compared
from tests.ratings.levels import AMBER, BLUE, GREEN, OLD_RED, RED
from tests.reporting.test_content import a_state


@pytest.mark.parametrize(
    ("now", "then", "found"),
    [
        (AMBER, RED, Comparison(1, 0, 0)),
        (AMBER, OLD_RED, Comparison(1, 1, 0)),
        (AMBER, None, Comparison(1, 0, 1)),
        (None, RED, Comparison(0, 0, 0)),
        (None, None, Comparison(0, 0, 0)),
    ],
)
def test_a_rating_stands_alone_without_one_before_in_its_scale(
    now: LevelSeen | None, then: LevelSeen | None, found: Comparison
) -> None:
    same_scale = then if then and now and then.scale_id == now.scale_id else None

    assert compare_ratings([a_state(1, now, before=same_scale)], [a_state(1, then)]) == found


def test_a_dimension_not_rated_before_is_no_change_of_scale() -> None:
    now = [a_state(1, BLUE, before=GREEN), a_state(1, AMBER, dimension_id=2)]

    assert compare_ratings(now, [a_state(1, GREEN)]) == Comparison(2, 0, 1)


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (Comparison(5, 0, 0), ""),
        (Comparison(0, 0, 0), ""),
        (Comparison(21, 0, 3), "3 of the 21 ratings for Q3 cannot be compared with Q2: 3 were not rated then."),
        (Comparison(9, 1, 0), "1 of the 9 ratings for Q3 cannot be compared with Q2: 1 was in another scale then."),
        (
            Comparison(72, 9, 63),
            "No rating for Q3 can be compared with Q2: 9 were in another scale then and 63 were not rated then.",
        ),
    ],
)
def test_what_cannot_be_compared_is_said(found: Comparison, text: str) -> None:
    assert not_compared(found, period="Q3", before="Q2") == text
