"""Banners, titles, keys, totals and spacers, and what they give the actions below them."""

from spreadsheets.drafting import draft_plan
from spreadsheets.readers.grid import Document, Grid, Paragraph
from tests.spreadsheets.tables import grid, sheet_plan, word_plan

HEADINGS = ["Ref", "Action", "Lead", "By when"]


def action(reference: str, text: str = "Agree the guide") -> list[str]:
    return [reference, text, "Police", "May 2030"]


def test_numbered_banner_in_two_cells_heads_the_rows_below_it() -> None:
    plan = sheet_plan(
        [
            HEADINGS,
            ["Key Objective 4", "", "Safe at home", ""],
            action("4.1"),
            ["Key Objective 5", "", "Safe out", ""],
            action("5.1"),
        ]
    )

    assert [(some.section, some.section_title) for some in plan.actions] == [("4", "Safe at home"), ("5", "Safe out")]
    assert [(section.number, section.title, section.kind) for section in plan.sections] == [
        ("4", "Safe at home", "objective"),
        ("5", "Safe out", "objective"),
    ]


def test_numbered_banner_in_one_cell_parts_number_and_title() -> None:
    plan = word_plan([["WORKSTREAM 2: Hidden harm", "", "", ""], HEADINGS, action("a1"), action("a2")])

    assert {(some.section, some.section_title) for some in plan.actions} == {("2", "Hidden harm")}


def test_banner_without_a_number_of_its_own_is_kept_whole() -> None:
    plan = sheet_plan(
        [["Action", "Lead", "By when"], ["PRIORITY 2b Hidden harm", "", ""], ["Agree", "Police", "May 2030"]]
    )

    assert plan.actions[0].section == "PRIORITY 2b Hidden harm"


def test_banners_under_a_banner_are_nested_and_take_each_others_place() -> None:
    plan = sheet_plan(
        [
            HEADINGS,
            ["Growing up well", "", "", ""],
            ["Priority: Play", "", "", ""],
            action("P1"),
            ["Priority: Sleep", "", "", ""],
            action("P2"),
            ["Growing old well", "", "", ""],
            ["Priority: Rest", "", "", ""],
            action("P3"),
        ]
    )

    assert [some.section for some in plan.actions] == [
        "Growing up well > Priority: Play",
        "Growing up well > Priority: Sleep",
        "Growing old well > Priority: Rest",
    ]


def test_first_title_of_a_number_that_comes_again_stands() -> None:
    plan = sheet_plan(
        [
            HEADINGS,
            ["Aim 1", "", "Safe homes", ""],
            action("1.1"),
            ["Aim 1", "", "Safe homes (more)", ""],
            action("1.9"),
        ]
    )

    assert {some.section_title for some in plan.actions} == {"Safe homes"}


def test_date_as_a_banner_gives_its_time_to_all_below_it() -> None:
    plan = word_plan(
        [["Milestones"], ["By March 2031"], ["Guide is out"], ["Staff are told"], ["By June 2031"], ["It is checked"]]
    )

    assert [(some.action, str(some.timescale.due)) for some in plan.actions] == [
        ("Guide is out", "2031-03-31"),
        ("Staff are told", "2031-03-31"),
        ("It is checked", "2031-06-30"),
    ]


def test_quarters_as_banners_make_one_action_with_a_rating_for_each() -> None:
    headings = ["Ref", "Description", "Directorate", "Target", "RAG status"]
    plan = sheet_plan(
        [
            ["Quarter 3, 2030 to 2031", "", "", "", ""],
            headings,
            ["1.1.KR", "Visits to the harbour centre", "Place", "10", "Red"],
            ["Quarter 4, 2030 to 2031", "", "", "", ""],
            headings,
            ["1.1.KR", "Visits to the harbour centre", "Place", "12", "Green"],
        ]
    )

    (visits,) = plan.actions
    assert [(rating.period, rating.level) for rating in visits.ratings] == [
        ("2030/31 Q3", "red"),
        ("2030/31 Q4", "green"),
    ]
    assert ("Target, 2030/31 Q4", "12") in visits.extra
    assert len(visits.origins) == 2


def test_heading_of_the_text_above_each_word_table_is_its_section() -> None:
    def under(heading: str, name: str) -> Grid:
        plain = grid([HEADINGS, action(f"{name[-1]}.1")], name)
        return Grid(plain.name, plain.rows, (Paragraph(heading, "Heading 2"),))

    plan = draft_plan(Document("plan.docx", "word", (under("At home", "Table 1"), under("At school", "Table 2"))))

    assert [some.section for some in plan.actions] == ["At home", "At school"]


def test_key_is_no_action_and_says_what_its_levels_mean() -> None:
    plan = sheet_plan(
        [
            HEADINGS,
            action("1"),
            ["Key", "", "", ""],
            ["Red", "Not begun at all", "", ""],
            ["Green", "Done and seen to work", "", ""],
        ]
    )

    assert len(plan.actions) == 1
    assert [(entry.level, entry.dimension, entry.definition) for entry in plan.key] == [
        ("red", None, "Not begun at all"),
        ("green", None, "Done and seen to work"),
    ]


def test_key_in_paragraphs_is_read() -> None:
    told = [
        Paragraph("Amber – begun, on its way"),
        Paragraph("Blue = done and it lasts"),
        Paragraph("Blue skies are nice"),
    ]

    plan = word_plan([HEADINGS, action("1")], paragraphs=told)

    assert [(entry.level, entry.definition) for entry in plan.key] == [
        ("amber", "begun, on its way"),
        ("blue", "done and it lasts"),
    ]


def test_rows_that_are_no_actions_are_listed_with_the_reason() -> None:
    plan = sheet_plan(
        [
            ["Harbour Plan", "", "", ""],
            HEADINGS,
            ["Strategic lead: A. Person", "", "", ""],
            action("1"),
            ["--", "--", "--", "--"],
            ["Total", "1", "", ""],
        ]
    )

    assert [text for _, _, text in plan.ignored] == [
        "Above the table: Harbour Plan",
        "Headings of the columns: Ref | Action | Lead | By when",
        "Names the lead of a section: Strategic lead: A. Person",
        "Holds only dashes: -- | -- | -- | --",
        "Total: Total | 1",
    ]


def test_sheets_that_are_no_plan_are_shown_and_left_alone() -> None:
    plan = sheet_plan(
        [["About this workbook"], ["Made by the team"]], [HEADINGS, action("1")], [HEADINGS, action("2", "Tell all")]
    )

    assert [table.role for table in plan.tables] == ["prose", "actions", "actions"]
    assert [some.reference for some in plan.actions] == ["1", "2"]


def test_categories_that_differ_in_spaces_are_one_and_the_person_is_told() -> None:
    headings = ["Category", "Action", "Lead"]
    plan = sheet_plan(
        [
            headings,
            ["Health / Care", "Ask", "Police"],
            ["Health/Care", "Tell", "Police"],
            ["Health / Care", "Act", "Police"],
        ]
    )

    assert {some.section for some in plan.actions} == {"Health/Care"}
    (told,) = [problem for problem in plan.problems if problem.code == "spelt_two_ways"]
    assert "'Health / Care' (rows 2, 4) and 'Health/Care' (row 3)" in told.message


def test_category_written_once_is_carried_down() -> None:
    plan = sheet_plan(
        [["Theme", "Action", "Lead"], ["Play", "Ask", "Police"], ["", "Tell", "Police"], ["Sleep", "Act", "Police"]]
    )

    assert [some.section for some in plan.actions] == ["Play", "Play", "Sleep"]
