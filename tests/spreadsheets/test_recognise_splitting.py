"""One cell, several actions: offered only where the document as a whole works that way."""

import pytest

from spreadsheets.drafting import draft_plan
from spreadsheets.recognise.lists import numbered_items
from spreadsheets.recognise.sentences import dated_parts, sentences, with_lost_breaks
from tests.spreadsheets.tables import sheet_document, sheet_plan

HEADINGS = ["What we do", "When", "Who"]
LONG = "with every partner who had known the family in the two years before, and with those who may yet be asked"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Ask schools. Tell parents by letter.",
            ["Ask schools.", "Tell parents by letter."],
        ),
        ("Agree the form. The form will be sent to all.", ["Agree the form. The form will be sent to all."]),
        (
            "Meet after a case to learn etc. To be agreed by two boards.",
            ["Meet after a case to learn etc. To be agreed by two boards."],
        ),
        ("Ask e.g. Health what it needs. Write it down.", ["Ask e.g. Health what it needs.", "Write it down."]),
        (
            "Agree it. When it is agreed the group meets. Send it out.",
            ["Agree it. When it is agreed the group meets.", "Send it out."],
        ),
        ("One thing only", ["One thing only"]),
    ],
)
def test_sentences_part_where_a_new_thing_is_asked_for(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


def test_lost_line_break_is_believed_only_with_as_many_dates() -> None:
    text = "Look at ten of the files Half day session for all staff - planned for May"

    assert with_lost_breaks(text, 2) == ["Look at ten of the files", "Half day session for all staff - planned for May"]
    assert with_lost_breaks(text, 1) == [text]
    assert with_lost_breaks(text, 3) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Files read by end June 2030. Session in May 2031", ["Files read by end June 2030", "Session in May 2031"]),
        ("Prepare by 30.12.30 and audit by end of Feb 2031", ["Prepare by 30.12.30", "audit by end of Feb 2031"]),
        ("Plan agreed and in place by 31.12.2030", ["Plan agreed and in place by 31.12.2030"]),
        ("To be agreed", []),
    ],
)
def test_dated_parts_each_name_a_time(text: str, parts: list[str]) -> None:
    assert dated_parts(text) == parts


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("  1. Ask\n  2. Tell\nthem all", {1: "Ask", 2: "Tell\nthem all"}),
        ("1) Ask 2) Tell", {1: "Ask", 2: "Tell"}),
        ("2. Ask\n3. Tell", {}),
        ("Ask by 1. May", {}),
    ],
)
def test_numbered_items_count_from_one(text: str, items: dict[int, str]) -> None:
    assert numbered_items(text) == items


def test_lists_beside_each_other_are_matched_by_number() -> None:
    plan = sheet_plan(
        [
            ["", "Finding", "Actions", "Target date", "Progress", "Owner"],
            ["R1", "Cold", "1. Buy coats\n2. Ask for more", "1. May 2030\n2. June 2030", "1. Bought", "Health"],
            ["R2", "Wet", "1. Buy boots\n2. Dry them\n3. Mend them", "July 2030", "1-3 Complete", "Police"],
        ]
    )

    assert [(some.reference, some.action, some.timescale.text, some.progress) for some in plan.actions] == [
        ("R1.1", "Buy coats", "May 2030", "Bought"),
        ("R1.2", "Ask for more", "June 2030", None),
        ("R2.1", "Buy boots", "July 2030", "1-3 Complete"),
        ("R2.2", "Dry them", "July 2030", "1-3 Complete"),
        ("R2.3", "Mend them", "July 2030", "1-3 Complete"),
    ]
    assert plan.actions[0].whole_text == "1. Buy coats\n2. Ask for more"


def test_item_without_a_partner_is_kept_with_the_whole_cell() -> None:
    plan = sheet_plan(
        [
            ["No", "Actions", "Progress", "Owner"],
            ["1", "1. Buy coats", "1. Bought\n2. More asked for", "Health"],
            ["2", "1. Buy boots\n2. Dry them", "1. Bought\n2. Dry", "Health"],
        ]
    )

    assert plan.actions[0].progress == "Bought"
    assert plan.actions[0].extra == (("Progress", "1. Bought\n2. More asked for"),)
    assert "list_longer" in {problem.code for problem in plan.actions[0].problems}


def bundle() -> list[list[str]]:
    return [
        HEADINGS,
        [f"Hold a meeting {LONG}. Write to all of them {LONG}.", "Letters by May 2030. Meeting June 2030", "Police"],
        [f"Read the files {LONG}. Tell the board {LONG}.", "July 2030", "Health"],
    ]


def test_long_cells_of_several_sentences_without_references_are_offered_in_parts() -> None:
    plan = sheet_plan(bundle())

    assert [(some.part, some.parts) for some in plan.actions] == [(1, 2), (2, 2)] * 2
    assert [str(some.timescale.due) for some in plan.actions] == [
        "2030-05-31",
        "2030-06-30",
        "2030-07-31",
        "2030-07-31",
    ]
    assert {some.timescale.text for some in plan.actions[:2]} == {"Letters by May 2030. Meeting June 2030"}
    assert "2 rows hold 4 actions" in plan.problems[-1].message


def test_split_is_not_forced() -> None:
    plan = draft_plan(sheet_document(bundle()), split=False)

    assert [some.parts for some in plan.actions] == [None, None]


def test_cells_of_two_sentences_that_the_document_numbers_stay_whole() -> None:
    rows = bundle()
    numbered = [["No", *rows[0]], *([str(at), *row] for at, row in enumerate(rows[1:], 1))]

    assert [some.parts for some in sheet_plan(numbered).actions] == [None, None]


def test_one_cell_of_two_sentences_among_many_of_one_stays_whole() -> None:
    rows = [HEADINGS, *([f"Do thing {at} {LONG}", "May 2030", "Police"] for at in range(6)), bundle()[1]]

    assert {some.parts for some in sheet_plan(rows).actions} == {None}
