"""Rows whose cells stand beside their headings, and references glued to the text."""

from tests.spreadsheets.tables import sheet_plan

HEADINGS = ["Theme", "Finding", "Action", "Update", "Owner", "Deadline", "RAG"]


def test_reference_in_a_cell_of_its_own_moves_the_rest_back_under_their_headings() -> None:
    plan = sheet_plan(
        [
            HEADINGS,
            ["Play", "1 Parks are few", "Map all the parks we have", "Map begun", "Parks Team", "31/05/2030", "Red"],
            [
                "Play",
                "2 Swings are old",
                "Mend the swings in all parks",
                "None yet",
                "Parks Team",
                "30/06/2030",
                "Amber",
            ],
            [],
            [
                "Sleep",
                "3",
                "Beds are hard",
                "Buy softer beds for all",
                "Three bought by now",
                "Head of Care",
                "31/07/2030",
            ],
            [
                "Sleep",
                "4",
                "Nights are loud",
                "Ask the port to be still",
                "Letter has been sent",
                "Harbour Board",
                "31/08/2030",
            ],
        ]
    )

    assert [(some.reference, some.objective, some.lead_text, some.timescale.text) for some in plan.actions] == [
        ("1", "Parks are few", "Parks Team", "31/05/2030"),
        ("2", "Swings are old", "Parks Team", "30/06/2030"),
        ("3", "Beds are hard", "Head of Care", "31/07/2030"),
        ("4", "Nights are loud", "Harbour Board", "31/08/2030"),
    ]
    assert [bool(some.ratings) for some in plan.actions] == [True, True, False, False]
    assert "3 to 4" not in plan.problems[0].message
    assert plan.problems[0].message == "3 and 4 have no rating."


def test_row_one_column_too_far_right_is_set_right_and_its_lost_lead_named() -> None:
    headings = ["No", "Objective", "Action", "Measure", "When", "Lead"]
    plan = sheet_plan(
        [
            headings,
            [
                "1.1",
                "Parks are safe",
                "Mend the swings in all parks",
                "Swings are mended",
                "As per meeting cycle",
                "Parks Group",
            ],
            [
                "2.1",
                "",
                "Ports are still at night",
                "Ask the port to be still",
                "Letter to be sent",
                "As per meeting cycle",
            ],
        ]
    )

    second = plan.actions[1]
    assert (second.objective, second.action, second.measure, second.timescale.text, second.lead_text) == (
        "Ports are still at night", "Ask the port to be still", "Letter to be sent", "As per meeting cycle", None,
    )  # fmt: skip
    assert [problem.code for problem in second.problems] == ["shifted", "no_lead"]


def test_row_that_lost_its_first_cells_is_moved_right() -> None:
    headings = ["Ref", "Finding", "Action", "Completion date", "Lead officer", "Progress"]
    plan = sheet_plan(
        [
            headings,
            [
                "1",
                "Homes are cold",
                "(1a) Fit new boilers in all of the homes",
                "March 2030",
                "Housing Manager",
                "Begun",
            ],
            [
                "(1b) Seal every window that lets in the wind\n(1c) Ask again in spring",
                "May 2030\nJune 2030",
                "Works Team",
                "",
                "",
                "",
            ],
        ]
    )

    assert [(some.reference, some.timescale.text, some.lead_text) for some in plan.actions] == [
        ("1a", "March 2030", "Housing Manager"),
        ("1b", "May 2030", "Works Team"),
        ("1c", "June 2030", "Works Team"),
    ]


def test_row_in_its_place_is_left_there() -> None:
    headings = ["No", "Objective", "Action", "Measure", "When", "Lead"]
    plan = sheet_plan(
        [headings, ["1.1", "Parks", "Mend them", "", "", "Parks Group"], ["1.2", "", "Ask", "Reply", "", ""]]
    )

    assert "shifted" not in {problem.code for some in plan.actions for problem in some.problems}


def test_numbers_of_a_list_stay_in_the_text_and_those_run_into_it_do_not() -> None:
    listed = sheet_plan([["Action", "Lead"], ["1. Ask schools", "Police"], ["2. Tell parents", "Health"]])
    run_in = sheet_plan([["Action", "Lead"], ["4.1 Ask schools", "Police"], ["4.2 Tell parents", "Health"]])

    assert [(some.reference, some.action) for some in listed.actions] == [
        ("1", "1. Ask schools"),
        ("2", "2. Tell parents"),
    ]
    assert [(some.reference, some.action) for some in run_in.actions] == [
        ("4.1", "Ask schools"),
        ("4.2", "Tell parents"),
    ]


def test_number_that_begins_one_text_among_many_is_part_of_it() -> None:
    plan = sheet_plan(
        [["Action", "Lead"], ["33 adults to be asked", "Police"], ["Tell parents", "Health"], ["Act", "Health"]]
    )

    assert plan.actions[0].action == "33 adults to be asked"
    assert plan.actions[0].reference is None


def test_labels_number_the_rows_and_head_them() -> None:
    headings = ["Recommendation", "Issue", "Actions to be taken", "Who"]
    plan = sheet_plan(
        [
            headings,
            ["Recommendation 2", "Cold", "Buy coats", "Health"],
            ["Recommendation 5", "Wet", "Buy boots", "Police"],
        ]
    )

    assert [(some.reference, some.section) for some in plan.actions] == [
        ("2", "Recommendation 2"),
        ("5", "Recommendation 5"),
    ]
