"""The sentences of a report, by table: the committee's minutes are the specification."""

from dataclasses import replace
from datetime import date

import pytest

from ratings.rollup import LevelSeen, State, count
from reporting.wording import course_summary, course_words, deadline_summary, identified, joined, stage_words
from tests.ratings.levels import AMBER, BLUE, GREEN, RED

SCALE = [RED, AMBER, GREEN, BLUE]
PERIOD_END = date(2021, 12, 31)


def states(*levels: LevelSeen | None, due_on: date | None = date(2022, 3, 31)) -> list[State]:
    """An action for each level, rated there in a period that ended on 31 December 2021."""
    return [
        State(
            action_id=number,
            plan_id=1,
            dimension_id=1,
            level=level,
            before=None,
            last_known=level,
            last_known_in="",
            due_on=due_on,
            judged_on=PERIOD_END,
        )
        for number, level in enumerate(levels)
    ]


@pytest.mark.parametrize(
    ("levels", "sentence"),
    [
        ([BLUE] * 11 + [AMBER] * 3, "14 actions identified: 11 blue and 3 amber"),
        ([BLUE] * 16 + [AMBER] * 2, "18 actions identified: 16 blue and 2 amber"),
        ([AMBER] * 9 + [GREEN] * 4 + [BLUE], "14 actions identified: 1 blue, 4 green and 9 amber"),
        ([BLUE] * 23 + [AMBER] * 3, "26 actions identified: 23 blue and 3 amber"),
        ([BLUE] * 23 + [AMBER] + [None] * 2, "26 actions identified: 23 blue and 1 amber, 2 with no update"),
        ([RED, AMBER, GREEN, BLUE], "4 actions identified: 1 blue, 1 green, 1 amber and 1 red"),
        ([None] * 5, "5 actions identified: 5 with no update"),
        ([AMBER], "1 action identified: 1 amber"),
        ([], "No actions identified"),
    ],
)
def test_the_sentence_of_the_minutes(levels: list[LevelSeen | None], sentence: str) -> None:
    assert identified(count(states(*levels)), SCALE) == sentence


@pytest.mark.parametrize(
    ("parts", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_parts_are_joined_as_in_speech(parts: list[str], text: str) -> None:
    assert joined(parts) == text


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("learning_published", "learning published, not yet ratified through governance processes"),
        ("ratified", "learning published and ratified"),
        ("in_progress", "in progress, learning not yet published"),
        ("commissioned", "commissioned"),
        ("on_hold", "on_hold"),
    ],
)
def test_the_stage_of_a_review_in_words(stage: str, words: str) -> None:
    assert stage_words(stage) == words


@pytest.mark.parametrize(
    ("levels", "due_on", "text"),
    [
        ([BLUE, AMBER, AMBER], date(2022, 3, 31), "2 actions are not complete: all of them are on course."),
        ([AMBER], date(2022, 3, 31), "1 action is not complete: it is on course."),
        ([RED], date(2022, 3, 31), "1 action is not complete: it is not on course."),
        ([None], date(2022, 3, 31), "1 action is not complete: whether it is on course cannot be said."),
        ([BLUE, GREEN], date(2022, 3, 31), "Every action is complete."),
        ([], None, ""),
        (
            [AMBER, RED, None],
            date(2022, 3, 31),
            "3 actions are not complete: 1 is on course, 1 is not on course and of 1 it cannot be said.",
        ),
        ([AMBER, AMBER], date(2021, 9, 30), "2 actions are not complete: none of them is on course."),
        ([AMBER, RED], None, "2 actions are not complete: 1 is not on course and of 1 it cannot be said."),
        ([None, AMBER], None, "2 actions are not complete: whether they are on course cannot be said."),
    ],
)
def test_how_many_are_on_course(levels: list[LevelSeen | None], due_on: date | None, text: str) -> None:
    assert course_summary(count(states(*levels, due_on=due_on))) == text


@pytest.mark.parametrize(
    ("incomplete", "without", "text"),
    [
        (0, 0, ""),
        (1, 0, "It has a deadline."),
        (3, 0, "All of them have a deadline."),
        (3, 1, "1 has no deadline recorded."),
        (3, 2, "2 have no deadline recorded."),
        (3, 3, "None of them has a deadline recorded."),
        (1, 1, "It has no deadline recorded."),
    ],
)
def test_whether_they_have_deadlines(incomplete: int, without: int, text: str) -> None:
    assert deadline_summary(incomplete, without) == text


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ({}, "On course"),
        ({"level": BLUE, "last_known": BLUE}, "Complete"),
        ({"due_on": date(2021, 3, 31)}, "Not on course: overdue since 31 March 2021"),
        ({"expected": (GREEN,)}, "Not on course: behind expected level Green"),
        ({"expected": (BLUE, GREEN)}, "Not on course: behind expected level Blue or Green"),
        ({"level": RED, "last_known": RED}, "Not on course: rated Red"),
        (
            {"level": RED, "last_known": RED, "due_on": date(2021, 3, 31), "expected": (AMBER,)},
            "Not on course: overdue since 31 March 2021; rated Red; behind expected level Amber",
        ),
        ({"due_on": None}, "Cannot be said: no deadline recorded"),
        ({"level": None}, "Cannot be said: no update for 2021/22 Q3"),
        ({"level": None, "due_on": None}, "Cannot be said: no update for 2021/22 Q3; no deadline recorded"),
        ({"level": None, "due_on": date(2021, 3, 31)}, "Not on course: overdue since 31 March 2021"),
        (
            {"due_on": date(2022, 3, 31), "first_due_on": date(2021, 3, 31), "moves": 1},
            "On course for the date agreed since; overdue by its first date, 31 March 2021",
        ),
        (
            {"due_on": date(2021, 6, 30), "first_due_on": date(2021, 3, 31), "moves": 1},
            "Not on course: overdue since 30 June 2021",
        ),
    ],
)
def test_whether_an_action_is_on_course_and_why(state: dict[str, object], text: str) -> None:
    [amber] = states(AMBER)

    said = course_words(
        [replace(amber, **state)],  # type: ignore[arg-type]  # the fields of the table above
        {},
        period="2021/22 Q3",
        meeting_on=date(2022, 2, 8),
    )

    assert said == text


def test_a_deadline_before_the_meeting_is_not_passed_over() -> None:
    said = course_words(states(AMBER, due_on=date(2022, 1, 31)), {}, period="Q3", meeting_on=date(2022, 2, 8))

    assert said == "On course on 31 December 2021; the deadline falls before this meeting"


def test_the_dimension_is_named_where_there_are_several() -> None:
    [process, impact] = states(RED, AMBER)
    both = [
        replace(process, expected=(AMBER,)),
        replace(impact, action_id=process.action_id, dimension_id=2, expected=(BLUE,)),
    ]

    said = course_words(both, {1: "Process", 2: "Impact"}, period="Q3", meeting_on=None)

    assert said == ("Not on course: Process rated Red, behind expected level Amber; Impact behind expected level Blue")
