"""What changed between two states of a review, in sentences."""

import pytest

from reviews.changes import State, sentences


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({"Title": "A"}, {"Title": "A"}, []),
        ({"Title": "A"}, {"Title": "B"}, ["Title: changed from “A” to “B”."]),
        ({"Ratified": ""}, {"Ratified": "1 May 2020"}, ["Ratified: set to “1 May 2020”."]),
        ({"Ratified": "1 May 2020"}, {"Ratified": ""}, ["Ratified: cleared; it was “1 May 2020”."]),
        (
            {"Themes": frozenset({"a", "b"})},
            {"Themes": frozenset({"b", "c"})},
            ["Themes: added “c”.", "Themes: removed “a”."],
        ),
        ({}, {"Themes": frozenset({"c"})}, ["Themes: added “c”."]),
    ],
)
def test_sentences_say_from_what_to_what(before: State, after: State, said: list[str]) -> None:
    assert sentences(before, after) == said
