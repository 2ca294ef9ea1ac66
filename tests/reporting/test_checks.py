"""What is said before a report is published."""

from dataclasses import replace
from datetime import date

import pytest

from ratings.rollup import LevelSeen, State
from reporting.checks import check_report
from reporting.facts import ActionFacts, PlanFacts, ReportFacts, ReviewFacts
from tests.ratings.levels import AMBER, BLUE, RED

REVIEW = ReviewFacts("Review of Leo", "SCR", "ratified", is_published=True)
OPEN_PERIOD = "2021/22 Q3 is still open: ratings given after you publish will not be in the report."


def an_action(number: int, *, placeholder: bool = False) -> ActionFacts:
    return ActionFacts(number, f"1.{number}", "Text", placeholder, date(2022, 3, 31), "31 March 2022", "", "", ())


def a_state(number: int, level: LevelSeen | None) -> State:
    return State(number, 1, 1, level, None, level, "", date(2022, 3, 31), date(2021, 12, 31))


def a_plan(*levels: LevelSeen | None, placeholders: int = 0) -> PlanFacts:
    numbers = range(1, len(levels) + 1)
    actions = [an_action(number, placeholder=number <= placeholders) for number in numbers]
    return PlanFacts(1, "Leo", "", REVIEW, actions, [a_state(*each) for each in zip(numbers, levels, strict=True)])


def facts(*plans: PlanFacts) -> ReportFacts:
    """For a committee, of a closed period, in which amber and red need a reason."""
    return ReportFacts(
        title="Plans",
        partnership="Thurrock",
        audience="committee",
        meeting_name="Committee",
        meeting_on=None,
        period_name="2021/22 Q3",
        period_ends_on=date(2021, 12, 31),
        is_period_open=False,
        judged_on=date(2021, 12, 31),
        version=1,
        what_changed="",
        plans=plans,
        reviews=[],
        dimensions={},
        needs_reason=frozenset({AMBER.id, RED.id}),
    )


def said(report: ReportFacts) -> list[tuple[bool, str]]:
    return [(check.blocks, check.text) for check in check_report(report)]


def test_a_sound_report_has_no_findings() -> None:
    report = replace(facts(a_plan(BLUE, AMBER)), reasons={(2, 1): "Workshops go on."})

    assert said(report) == []


@pytest.mark.parametrize(
    ("plan", "text"),
    [
        (a_plan(BLUE, AMBER), "Leo: 1 action has a rating that needs a reason, and none was given (1.2)."),
        (a_plan(RED, AMBER), "Leo: 2 actions have a rating that needs a reason, and none was given (1.1, 1.2)."),
        (a_plan(BLUE, None), "Leo: 1 action has no update (1.2)."),
        (a_plan(*[None] * 10), "Leo: 10 actions have no update (1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8 and 2 more)."),
        (a_plan(BLUE, placeholders=1), "Leo: 1 action is a placeholder, of which only the count is known (1.1)."),
        (a_plan(), "Leo: it has no actions."),
    ],
)
def test_what_an_author_should_have_seen_is_a_warning(plan: PlanFacts, text: str) -> None:
    assert said(facts(plan)) == [(False, text)]


def test_an_open_period_is_a_warning() -> None:
    assert said(replace(facts(a_plan(BLUE)), is_period_open=True)) == [(False, OPEN_PERIOD)]


def test_an_action_of_two_dimensions_is_named_once() -> None:
    plan = a_plan(None)
    twice = replace(plan, states=[plan.states[0], replace(plan.states[0], dimension_id=2)])

    assert said(facts(twice)) == [(False, "Leo: 1 action has no update (1.1).")]


def test_a_review_not_published_blocks_and_comes_first() -> None:
    secret = replace(REVIEW, is_published=False)
    report = replace(facts(replace(a_plan(None), review=secret)), reviews=[secret])

    assert [check.blocks for check in check_report(report)] == [True, True, False]
    assert said(replace(report, audience="strategic_group")) == [(False, "Leo: 1 action has no update (1.1).")]


def test_a_report_of_nothing_blocks() -> None:
    assert said(facts()) == [(True, "The report is empty: choose at least one plan or review.")]
