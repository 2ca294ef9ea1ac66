"""The content of a report: what it holds, that it is plain JSON, and what its checksum stands for."""

import json
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ratings.rollup import LevelSeen, State
from reporting.content import build_content, checksum_of
from reporting.facts import ActionFacts, DimensionFacts, KeyFacts, PlanFacts, ReportFacts, ReviewFacts
from tests.ratings.levels import AMBER, BLUE, GREEN, OLD_RED, OLD_YELLOW, RED

BRAG = (BLUE, GREEN, AMBER, RED)
OVERALL = DimensionFacts(1, "Overall", 1, 1, "BRAG", BRAG)
OLD = DimensionFacts(9, "Overall", 1, 2, "Old RAG", (OLD_YELLOW, OLD_RED))
LEVELS = st.none() | st.sampled_from(BRAG)


def an_action(number: int, **changes: object) -> ActionFacts:
    action = ActionFacts(number, str(number), "Do it.", False, date(2022, 3, 31), "31 March 2022", "", "", ("LPRG",))
    return replace(action, **changes)  # type: ignore[arg-type]  # fields of ActionFacts


def a_state(number: int, level: LevelSeen | None, **changes: object) -> State:
    state = State(number, 1, 1, level, None, level, "", date(2022, 3, 31), date(2021, 12, 31))
    return replace(state, **changes)  # type: ignore[arg-type]  # fields of State


def a_plan(states: list[State], **changes: object) -> PlanFacts:
    numbers = dict.fromkeys(state.action_id for state in states)
    plan = PlanFacts(1, "Leo", "", None, [an_action(number) for number in numbers], states)
    return replace(plan, **changes)  # type: ignore[arg-type]  # fields of PlanFacts


def facts(*plans: PlanFacts, **changes: object) -> ReportFacts:
    report = ReportFacts(
        title="Plans",
        partnership="Thurrock",
        audience="committee",
        meeting_name="Committee",
        meeting_on=date(2022, 2, 8),
        period_name="2021/22 Q3",
        period_ends_on=date(2021, 12, 31),
        is_period_open=False,
        judged_on=date(2021, 12, 31),
        version=1,
        what_changed="",
        plans=plans,
        reviews=[],
        dimensions={1: OVERALL, 9: OLD},
    )
    return replace(report, **changes)  # type: ignore[arg-type]  # fields of ReportFacts


def test_only_actions_that_are_not_complete_are_told_one_by_one() -> None:
    [plan] = build_content(facts(a_plan([a_state(1, BLUE), a_state(2, AMBER), a_state(3, None)])))["plans"]

    assert [action["reference"] for action in plan["incomplete"]] == ["2", "3"]
    assert (plan["actions"], plan["complete"]) == (3, 1)
    assert plan["course"] == "2 actions are not complete: 1 is on course and of 1 it cannot be said."


def test_an_action_without_update_shows_what_was_last_known_and_no_reason() -> None:
    state = a_state(1, None, last_known=RED, last_known_in="2021/22 Q2")
    report = facts(a_plan([state]), reasons={(1, 1): "An old reason."})

    [rating] = build_content(report)["plans"][0]["incomplete"][0]["ratings"]

    assert rating["level"] is None
    assert rating["last_known"] == {"letter": "R", "word": "Red", "colour": "red", "shape": "circle"}
    assert (rating["last_known_in"], rating["reason"]) == ("2021/22 Q2", "")


def test_a_plan_rated_in_two_scales_has_a_sentence_for_each() -> None:
    states = [a_state(1, AMBER), a_state(2, OLD_YELLOW, dimension_id=9)]

    [plan] = build_content(facts(a_plan(states)))["plans"]

    assert [(each["name"], each["sentence"]) for each in plan["dimensions"]] == [
        ("BRAG", "1 action identified: 1 amber"),
        ("Old RAG", "1 action identified: 1 yellow"),
    ]


def test_dimensions_stand_in_the_scales_order_with_their_names() -> None:
    impact = replace(OVERALL, id=2, name="Impact", position=2)
    process = replace(OVERALL, id=3, name="Process", position=1)
    states = [a_state(1, AMBER, dimension_id=2), a_state(1, BLUE, dimension_id=3)]

    [plan] = build_content(facts(a_plan(states), dimensions={2: impact, 3: process}))["plans"]

    assert [each["name"] for each in plan["dimensions"]] == ["Process", "Impact"]
    assert [rating["dimension"] for rating in plan["incomplete"][0]["ratings"]] == ["Impact", "Process"]


def test_a_plan_without_actions_or_without_scale_still_has_its_sentence() -> None:
    empty, unrated = a_plan([]), a_plan([a_state(1, None, dimension_id=None)])

    plans = build_content(facts(empty, unrated))["plans"]

    assert [plan["dimensions"][0]["sentence"] for plan in plans] == [
        "No actions identified",
        "1 action identified: 1 with no update",
    ]
    assert plans[0]["incomplete"] == []
    assert plans[0]["course"] == ""


def test_a_placeholder_and_a_moved_date_are_marked() -> None:
    action = an_action(1, is_placeholder=True, slip="was March 2021, now September 2021, moved once")

    [told] = build_content(facts(a_plan([a_state(1, AMBER)], actions=[action])))["plans"][0]["incomplete"]

    assert (told["is_placeholder"], told["slip"]) == (True, "was March 2021, now September 2021, moved once")


def test_the_key_and_the_themes_are_told() -> None:
    review = ReviewFacts("Frankie", "SCR", "ratified", True, ("Thresholds", "curiosity"))
    other = ReviewFacts("Leo", "SCR", "learning_published", True, ("Thresholds",))
    key = KeyFacts("BRAG", [""], [(BLUE, ["Embedded."])])

    content = build_content(facts(a_plan([], review=review), reviews=[other, review], keys=[key]))

    assert content["themes"] == [
        {"name": "curiosity", "reviews": ["Frankie"]},
        {"name": "Thresholds", "reviews": ["Frankie", "Leo"]},
    ]
    assert content["keys"][0]["rows"][0]["meanings"] == [{"column": "", "text": "Embedded."}]


@given(st.lists(LEVELS, max_size=20), st.text(), st.text())
def test_content_survives_json_and_adds_up(levels: list[LevelSeen | None], title: str, note: str) -> None:
    states = [a_state(number, level) for number, level in enumerate(levels)]

    content = build_content(facts(a_plan(states, title=title, note=note)))

    back = json.loads(json.dumps(content, ensure_ascii=False))
    assert back == content
    assert checksum_of(back) == checksum_of(content)
    [plan] = content["plans"]
    assert len(plan["incomplete"]) + plan["complete"] == plan["actions"] == content["actions"] == len(levels)
    for dimension in plan["dimensions"]:
        assert sum(each["count"] for each in dimension["levels"]) == dimension["actions"]


def test_the_checksum_does_not_depend_on_the_order_of_keys_but_on_every_value() -> None:
    content = build_content(facts(a_plan([a_state(1, AMBER)])))
    turned = dict(reversed(list(content.items())))
    changed = {**content, "course": "Every action is complete."}

    assert checksum_of(turned) == checksum_of(content)  # type: ignore[arg-type]  # the same content
    assert checksum_of(changed) != checksum_of(content)  # type: ignore[arg-type]  # a content of the same shape
