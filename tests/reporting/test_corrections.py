"""How a report words what was corrected after its period was closed, and how old a last known level is."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from reporting.content import build_content
from reporting.corrections import last_known_words, restated_words, restatements_of
from tests.ratings.levels import AMBER, BLUE, GREEN
from tests.reporting.test_content import a_plan, a_state, facts

AT = datetime(2022, 5, 3, 23, 30, tzinfo=ZoneInfo("Europe/London"))


@pytest.mark.parametrize(
    ("period", "ago", "said"),
    [
        ("2021/22 Q1", 2, "2021/22 Q1, 2 periods ago"),
        ("2021/22 Q2", 1, "2021/22 Q2, 1 period ago"),
        ("2021/22 Q2", 0, "2021/22 Q2"),
        ("", 0, ""),
    ],
)
def test_age_of_the_last_known_level_is_told_in_periods(period: str, ago: int, said: str) -> None:
    assert last_known_words(a_state(1, None, last_known_in=period, last_known_ago=ago)) == said


def test_correction_names_the_first_level_the_day_there_and_the_reason() -> None:
    corrected = a_state(1, GREEN, is_restated=True, first_level=AMBER, restated_at=AT, restated_why="Wrong sample.")
    silence = a_state(1, GREEN, is_restated=True, restated_at=AT, restated_why="Mislaid.")

    assert restated_words(corrected) == "restated from Amber on 3 May 2022: Wrong sample."
    assert restated_words(silence) == "restated from No update on 3 May 2022: Mislaid."
    assert restated_words(a_state(1, GREEN)) == ""


def test_corrections_of_complete_actions_stand_in_the_plan_too() -> None:
    corrected = a_state(2, BLUE, is_restated=True, first_level=AMBER, restated_at=AT, restated_why="Wrong sample.")
    plan = a_plan([a_state(1, AMBER), corrected])

    [shown] = build_content(facts(plan, reasons={(2, 1): "What amber was given for."}))["plans"]

    assert restatements_of(plan, {}) == ["2: Blue, restated from Amber on 3 May 2022: Wrong sample."]
    assert shown["restatements"] == restatements_of(plan, {})
    assert [action["reference"] for action in shown["incomplete"]] == ["1"]


def test_reason_for_a_first_level_is_not_told_of_the_level_in_force() -> None:
    corrected = a_state(1, AMBER, is_restated=True, first_level=BLUE, restated_at=AT, restated_why="Wrong sample.")

    [shown] = build_content(facts(a_plan([corrected]), reasons={(1, 1): "All was done."}))["plans"]

    [rating] = shown["incomplete"][0]["ratings"]
    assert (rating["reason"], rating["restated"]) == ("", "restated from Blue on 3 May 2022: Wrong sample.")
