"""Text that goes on over a page or in the next row, objectives carried down and finished later."""

from tests.spreadsheets.tables import sheet_plan, word_plan

HEADINGS = ["No", "Objective", "Action", "Measure", "When", "Lead"]


def row(reference: str, objective: str, action: str, measure: str = "Report") -> list[str]:
    return [reference, objective, action, measure, "May 2030", "Health Group"]


def test_objective_written_once_is_carried_down_its_group_only() -> None:
    plan = sheet_plan(
        [
            HEADINGS,
            row("1.1", "Safe homes", "Ask"),
            row("1.2", "", "Tell"),
            row("2.1", "Safe parks", "Mow"),
            row("3.1", "", "Dig"),
        ]
    )

    assert [some.objective for some in plan.actions] == ["Safe homes", "Safe homes", "Safe parks", None]


def test_cell_that_goes_on_over_the_page_is_joined_in_its_own_column() -> None:
    first = [
        HEADINGS,
        row("1.1", "Safe homes", "Ask", "Families say that they were in their"),
    ]
    second = [["", "", "", "own words heard", "", ""], row("1.2", "", "Tell")]

    plan = word_plan(first, second)

    joined, _ = plan.actions
    assert joined.measure == "Families say that they were in their own words heard"
    assert [(origin.table, origin.row) for origin in joined.origins] == [("Table 1", 2), ("Table 2", 1)]
    assert "Row 1 of Table 2 goes on with the row above it" in joined.problems[0].message


def test_first_row_without_a_reference_after_a_page_break_goes_on_even_with_a_capital() -> None:
    plan = word_plan(
        [HEADINGS, row("1.1", "Review the use of", "Ask")],
        [["", "Night Shelters", "", "", "", ""], row("2.1", "Other", "Tell")],
    )

    assert [some.objective for some in plan.actions] == ["Review the use of Night Shelters", "Other"]


def test_objective_finished_in_the_next_actions_cell_belongs_to_the_whole_group() -> None:
    plan = word_plan(
        [HEADINGS, row("7.1", "Young carers are seen and are", "Ask")],
        [row("7.2", "helped in good time", "Tell"), row("7.3", "", "Act")],
    )

    assert {some.objective for some in plan.actions} == {"Young carers are seen and are helped in good time"}


def test_action_that_stands_under_the_objective_is_put_right_and_named() -> None:
    plan = sheet_plan([HEADINGS, row("7.1", "Safe homes", "Ask"), row("7.2", "Tell every school of it", "")])

    second = plan.actions[1]
    assert (second.objective, second.action) == ("Safe homes", "Tell every school of it")
    assert [problem.code for problem in second.problems] == ["action_in_objective"]


def test_objective_finished_after_a_misplaced_action_is_still_the_groups() -> None:
    plan = word_plan(
        [HEADINGS, row("7.1", "Rules are known and well", "Ask"), row("7.2", "Tell every school of it", "")],
        [["", "kept by all who must", "", "", "", ""], row("8.1", "Other", "Act")],
    )

    assert [some.objective for some in plan.actions] == ["Rules are known and well kept by all who must"] * 2 + [
        "Other"
    ]
    assert [some.action for some in plan.actions] == ["Ask", "Tell every school of it", "Act"]


def test_objective_in_a_row_of_its_own_stands_over_the_rows_below() -> None:
    headings = ["Objective", "Action", "Lead"]
    plan = sheet_plan(
        [
            headings,
            ["Safe homes", "", ""],
            ["", "Ask", "Police"],
            ["", "Tell", "Health"],
            ["Safe parks", "", ""],
            ["", "Mow", "Council"],
        ]
    )

    assert [(some.objective, some.action) for some in plan.actions] == [
        ("Safe homes", "Ask"),
        ("Safe homes", "Tell"),
        ("Safe parks", "Mow"),
    ]


def test_list_broken_over_rows_without_references_is_one_action_again() -> None:
    plan = word_plan(
        [["What we do", "When", "Who"], ["Ask every school what it needs from us", "May 2030", "Police"]],
        [
            ["1. Hold a day on trust", "Done before the", "All agencies"],
            ["2. Train night staff from Spring", "end of 2030", ""],
            ["2030", "", ""],
            ["3. Send the book to", "", ""],
            ["all who were there.", "", ""],
        ],
    )

    last = plan.actions[-1]
    assert (last.whole_text or last.action) == (
        "1. Hold a day on trust\n2. Train night staff from Spring 2030\n3. Send the book to all who were there."
    )
    assert last.timescale.text == "Done before the end of 2030"


def test_new_action_without_a_lead_is_not_swallowed_by_the_one_above() -> None:
    plan = sheet_plan(
        [["Action", "When", "Lead"], ["Write the guide", "May 2030", "Police"], ["Review the training", "", ""]]
    )

    assert [some.action for some in plan.actions] == ["Write the guide", "Review the training"]
