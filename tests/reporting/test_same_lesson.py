"""Texts that say the same, and texts that only share their words: the table that sets the threshold."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import same_lesson
from reporting.same_lesson import ALIKE_FROM, Saying, find_pairs, likeness, words_of

EARLY, LATE = date(2019, 4, 1), date(2021, 4, 1)

SAME = [
    (
        "All agencies should ensure that practitioners show curiosity when parents give explanations for injuries",
        "Practitioners in all agencies need to be curious about the explanations that parents give for injuries",
    ),
    (
        "Improve information sharing between schools and health visitors about children at risk of neglect",
        "Information about children at risk of neglect is to be shared between health visitors and schools",
    ),
    (
        "The escalation policy is to be reviewed, published and promoted to all frontline staff",
        "Review and promote the escalation policy so that frontline staff know how to use it",
    ),
    (
        "Develop a multi-agency neglect strategy and toolkit",
        "The multi-agency neglect toolkit and strategy will be refreshed",
    ),
    (
        "Strengthen the role of GPs in child protection conferences",
        "GPs to contribute to child protection conferences",
    ),
    ("Fathers and male carers must be included in assessments", "Assessments include fathers and male carers"),
]
OTHER = [
    ("Review the escalation policy with all partners", "Review the bereavement policy with all partners"),
    ("Deliver training on neglect to all frontline staff", "Deliver training on county lines to all frontline staff"),
    (
        "Improve information sharing between schools and health visitors",
        "Improve the quality of supervision in schools",
    ),
    ("Police to attend strategy discussions within 24 hours", "Police to train officers in voice of the child"),
    ("Audit the use of the threshold document in early help", "Audit of child sexual exploitation risk assessments"),
    (
        "Training to be delivered",
        "Training to be delivered on the neglect toolkit for all practitioners in the county",
    ),
    ("Multi-agency audit programme to be agreed for 2019", "Multi-agency training programme to be agreed for 2021"),
    ("Agree a communication plan for the launch of the website", "Agree a communication plan for private fostering"),
    ("Child Exploitation action plan to be revised", "Support is in place for children at risk of child exploitation"),
    ("Signs of Safety Conference on 21st October 2020", "Ensure the effectiveness of Signs of safety"),
    ("", "Fathers and male carers must be included in assessments"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_texts_that_say_the_same_are_asked_about(one: str, other: str) -> None:
    assert likeness(one, other) >= ALIKE_FROM
    (pair,) = find_pairs([Saying(2, LATE, other)], [Saying(1, EARLY, one)])
    assert (pair.later.key, pair.earlier.key) == (2, 1)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_texts_that_share_words_alone_are_not_asked_about(one: str, other: str) -> None:
    assert find_pairs([Saying(2, LATE, other)], [Saying(1, EARLY, one)]) == []


def test_only_what_was_said_before_is_earlier() -> None:
    one, other = SAME[0]

    assert find_pairs([Saying(2, EARLY, other)], [Saying(1, EARLY, one)]) == []
    assert find_pairs([Saying(2, EARLY, other)], [Saying(1, LATE, one)]) == []


def test_of_several_that_are_alike_the_most_alike_is_named() -> None:
    one, other = SAME[1]
    farther = "Information about neglect is to be shared between health visitors, schools, the police and housing"

    (pair,) = find_pairs([Saying(3, LATE, other)], [Saying(1, EARLY, farther), Saying(2, EARLY, one)])

    assert pair.earlier.key == 2


@given(st.text(max_size=200), st.text(max_size=200))
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 100
    assert likeness(one, other) == pytest.approx(likeness(other, one))


def test_words_are_those_of_content() -> None:
    assert words_of("Ensure that all agencies share information about the neglected child") == [
        "share",
        "information",
        "neglect",
    ]


@pytest.mark.parametrize(
    "text", ["The same words about curiosity, neglect and thresholds {0}", "w{0}x curiosity y{0}z"]
)
def test_work_for_two_thousand_actions_is_bounded(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    judge = same_lesson._likeness

    def counted(one: Sequence[str], other: Sequence[str]) -> float:
        compared.append(1)
        return judge(one, other)

    monkeypatch.setattr(same_lesson, "_likeness", counted)
    letters = [f"{chr(97 + at // 676)}{chr(97 + at // 26 % 26)}{chr(97 + at % 26)}" for at in range(2000)]
    early = [Saying(at, EARLY, text.format(letters[at])) for at in range(2000)]
    late = [Saying(5000 + at, LATE, text.format(letters[at])) for at in range(2000)]

    find_pairs(late, early)

    assert len(compared) <= 2000 * 12
