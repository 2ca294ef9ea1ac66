"""Plans set as cards, label beside text: each card is an action, and no label or text of an empty one is lost."""

import pytest

from spreadsheets.drafting import draft_plan
from tests.spreadsheets.facts import facts_of
from tests.spreadsheets.tables import sheet_document, word_document
from tests.spreadsheets.test_reader_properties import assert_nothing_lost

Card = list[list[str]]

ASK: Card = [["Action", "Ask all schools"], ["Lead", "Police"], ["Deadline", "May 2032"]]
TELL: Card = [["Action", "Tell all parents"], ["Lead", "Council"], ["Deadline", "June 2032"]]
EMPTY: Card = [["Action", ""], ["Lead", ""], ["Deadline", ""]]
ASKED = {"action": "Ask all schools", "leads": "Police", "when": "May 2032", "due": "2032-05-31"}
TOLD = {"action": "Tell all parents", "leads": "Council", "when": "June 2032", "due": "2032-06-30"}


@pytest.mark.parametrize(
    ("cards", "expected"),
    [
        ([ASK], [ASKED]),
        ([ASK, TELL], [ASKED, TOLD]),
        ([EMPTY, ASK], [ASKED]),
        ([EMPTY, EMPTY, ASK], [ASKED]),
        ([ASK, EMPTY], [ASKED]),
        ([ASK, EMPTY, TELL], [ASKED, TOLD]),
        ([EMPTY, ASK, EMPTY, EMPTY, TELL, EMPTY], [ASKED, TOLD]),
        ([ASK, [["Action", ""]], TELL], [ASKED, TOLD]),
    ],
)
def test_cards_below_each_other_are_actions_and_empty_ones_keep_their_labels(
    cards: list[Card], expected: list[dict[str, str]]
) -> None:
    document = word_document([row for card in cards for row in card])

    plan = draft_plan(document)

    assert facts_of(plan) == expected
    assert_nothing_lost(document, plan)


def test_rows_of_an_empty_first_card_are_among_those_of_the_first_action() -> None:
    plan = draft_plan(word_document([*EMPTY, *ASK]))

    assert [origin.row for origin in plan.actions[0].origins] == [1, 2, 3, 4, 5, 6]


def test_rows_of_an_empty_last_card_are_among_those_of_the_action_before_it() -> None:
    plan = draft_plan(word_document([*ASK, *EMPTY]))

    assert [origin.row for origin in plan.actions[0].origins] == [1, 2, 3, 4, 5, 6]


def test_cards_that_hold_nothing_at_all_are_told_and_give_no_action() -> None:
    document = word_document([*EMPTY, *EMPTY])

    plan = draft_plan(document)

    assert plan.actions == ()
    assert_nothing_lost(document, plan)


def test_card_in_four_columns_has_two_labels_to_a_row() -> None:
    document = word_document(
        [
            ["Action", "Ask all schools", "Reference", "4"],
            ["Lead", "Police", "Deadline", "May 2032"],
            ["Progress", "Begun", "RAG", "Amber"],
        ]
    )

    plan = draft_plan(document)

    assert facts_of(plan) == [{**ASKED, "ref": "4", "progress": "Begun", "levels": "amber"}]
    assert_nothing_lost(document, plan)


def test_text_that_goes_on_below_its_label_is_joined_to_it() -> None:
    document = word_document([["Action", "Ask all"], ["", "schools"], ["Lead", "Police"], ["Deadline", "May 2032"]])

    plan = draft_plan(document)

    assert [action.action for action in plan.actions] == ["Ask all\nschools"]
    assert_nothing_lost(document, plan)


def test_cards_side_by_side_are_an_action_each() -> None:
    document = sheet_document(
        [
            ["Action", "Ask all schools", "Tell all parents"],
            ["Lead", "Police", "Council"],
            ["Deadline", "May 2032", "June 2032"],
            ["Progress", "Begun", "Planned"],
        ]
    )

    plan = draft_plan(document)

    assert facts_of(plan) == [{**ASKED, "progress": "Begun"}, {**TOLD, "progress": "Planned"}]
    assert_nothing_lost(document, plan)
