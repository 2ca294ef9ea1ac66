"""Habits of real plans that a careful outsider brought: ticks for levels, updates below actions, labels in the text."""

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.formatting.rule import IconSetRule

from spreadsheets.draft import DraftPlan
from spreadsheets.drafting import read_plan
from spreadsheets.readers.grid import UnreadableDocument
from tests.spreadsheets.facts import facts_of
from tests.spreadsheets.made import codes, levels, more_sheets, plan_in, plan_of, workbook

HEAD = ["Ref", "Action", "Lead", "By when"]
GUIDE = ["1", "Write a guide for schools", "Police", "May 2031"]
LEAFLET = ["2", "Print a leaflet for parents", "Health", "June 2031"]
GUIDE_READ = {"ref": "1", "action": GUIDE[1], "leads": "Police", "when": "May 2031", "due": "2031-05-31"}
LEAFLET_READ = {"ref": "2", "action": LEAFLET[1], "leads": "Health", "when": "June 2031", "due": "2031-06-30"}


def word_plan(*tables: list[list[str]], merged: tuple[int, ...] = (), start: int = 0) -> DraftPlan:
    """Rows of `merged` (of every table) are one cell from column `start` on."""
    document = docx.Document()
    for rows in tables:
        table = document.add_table(len(rows), max(map(len, rows)))
        for y, texts in enumerate(rows):
            for x, text in enumerate(texts):
                table.cell(y, x).text = text
        for y in merged:
            table.cell(y, start).merge(table.cell(y, len(table.columns) - 1))
            table.cell(y, start).text = rows[y][start]
        document.add_paragraph("")
    return plan_in_word(document)


def plan_in_word(document: WordDocument) -> DraftPlan:
    target = BytesIO()
    document.save(target)
    return read_plan(target.getvalue(), "plan.docx")


@pytest.mark.parametrize(
    ("heads", "first", "second", "told"),
    [
        (["R", "A", "G"], ["", "", "✓"], ["X", "", ""], [{"levels": "green"}, {"levels": "red"}]),
        (
            ["Not started", "In progress", "Complete"],
            ["", "", "x"],
            ["", "Y", ""],
            [{"progress": "Complete"}, {"progress": "In progress"}],
        ),
        (["Red", "Amber", "Green"], ["☐", "☒", "☐"], ["☐", "☐", "☒"], [{"levels": "amber"}, {"levels": "green"}]),
    ],
)
def test_tick_in_one_of_several_columns_says_which(
    heads: list[str], first: list[str], second: list[str], told: list[dict[str, str]]
) -> None:
    plan = plan_of([[*HEAD, *heads], [*GUIDE, *first], [*LEAFLET, *second]])

    assert facts_of(plan) == [{**GUIDE_READ, **told[0]}, {**LEAFLET_READ, **told[1]}]
    origin = plan.actions[0].origins[0]
    assert [cell.heading for cell in origin.cells] == [*HEAD, *heads]
    assert [cell.text for cell in origin.cells] == [*GUIDE, *first]


def test_marks_under_months_give_the_time_and_under_agencies_the_lead() -> None:
    months = plan_of([[*HEAD[:3], "Apr-31", "May-31", "Jun-31"], [*GUIDE[:3], "x", "x"], [*LEAFLET[:3], "", "", "x"]])
    agencies = plan_of([["Ref", "Action", "By when", "Police", "Health"], ["1", GUIDE[1], "May 2031", "x", "x"]])

    assert [(action.timescale.text, str(action.timescale.due)) for action in months.actions] == [
        ("Apr-31 to May-31", "2031-05-31"),
        ("Jun-31", "2031-06-30"),
    ]
    assert [[lead.name for lead in action.leads] for action in agencies.actions] == [["Police", "Health"]]


def test_ticks_on_sheets_that_are_no_plan_make_no_actions() -> None:
    book, _ = workbook([HEAD, GUIDE])
    more_sheets(
        book,
        Attendance=[["Name", "Agency", "May-31", "July-31", "Sept-31"], ["A. Person", "Police", "x", "", "x"]],
        Summary=[["Objective", "Red", "Amber", "Green"], ["Neglect", "x"], ["Exploitation", "", "", "x"]],
    )

    assert facts_of(plan_in(book)) == [GUIDE_READ]


@pytest.mark.parametrize("label", ["Update March 2031", "Progress to date", "Current position"])
def test_update_across_the_table_belongs_to_the_action_above_it(label: str) -> None:
    first, second = f"{label}: Draft out for comment.", f"{label}: Not begun."

    plan = word_plan([HEAD, GUIDE, [first], LEAFLET, [second]], merged=(2, 4))

    assert facts_of(plan) == [{**GUIDE_READ, "progress": first}, {**LEAFLET_READ, "progress": second}]
    assert [origin.row for origin in plan.actions[0].origins] == [2, 3]


def test_update_beside_its_label_belongs_to_the_action_above_it() -> None:
    plan = word_plan([HEAD, GUIDE, ["Progress", "Drafted"], LEAFLET, ["Progress", "Not begun"]], merged=(2, 4), start=1)

    assert facts_of(plan) == [{**GUIDE_READ, "progress": "Drafted"}, {**LEAFLET_READ, "progress": "Not begun"}]


def test_measure_below_every_action_is_its_own_and_one_below_several_is_not() -> None:
    each = word_plan([HEAD, GUIDE, ["Evidence: in use"], LEAFLET, ["Evidence: 400 given"]], merged=(2, 4))
    once = word_plan([HEAD, GUIDE, LEAFLET, ["Measures of success: 80% of families say so"]], merged=(3,))

    assert [action.measure for action in each.actions] == ["Evidence: in use", "Evidence: 400 given"]
    assert facts_of(once) == [GUIDE_READ, LEAFLET_READ]


def test_labels_within_a_cell_are_columns_of_their_own() -> None:
    plan = word_plan(
        [
            ["No", "Finding", "Response"],
            ["1", "Letters are hard to read.", "Action: Write a guide for schools\nLead: Police; By when: May 2031"],
            ["2", "Parents were not told.", "Action: Print a leaflet for parents\nLead: Health\nBy when: June 2031"],
        ]
    )

    assert facts_of(plan) == [
        {**GUIDE_READ, "objective": "Letters are hard to read."},
        {**LEAFLET_READ, "objective": "Parents were not told."},
    ]
    assert plan.actions[0].origins[0].cells[2].text.startswith("Action: Write")


def test_labelled_paragraphs_without_any_table_are_read() -> None:
    document = docx.Document()
    document.add_heading("Learning review: what we will do", 1)
    for _, action, lead, when in (GUIDE, LEAFLET):
        document.add_paragraph(f"Action: {action}")
        document.add_paragraph(f"Who: {lead}    By when: {when}")
        document.add_paragraph("Progress: Not begun")

    facts = facts_of(plan_in_word(document))

    assert [(one["action"], one["leads"], one["due"]) for one in facts] == [
        (GUIDE[1], "Police", "2031-05-31"),
        (LEAFLET[1], "Health", "2031-06-30"),
    ]


def test_numbered_columns_with_headings_down_the_side_are_one_action_each() -> None:
    plan = word_plan(
        [
            ["", "Action 1", "Action 2"],
            ["Root cause", "Handover was not written", "Nobody was told"],
            ["Recommendation", "Handover should be written", "Families should be told"],
            ["Action to address root cause", GUIDE[1], LEAFLET[1]],
            ["Level (team, directorate, organisation or region)", "Team", "Organisation"],
            ["Implementation by", "Ward Manager", "Training Lead"],
            ["Target date for implementation", "May 2031", "June 2031"],
        ]
    )

    assert [(one["action"], one["objective"], one["leads"], one["due"]) for one in facts_of(plan)] == [
        (GUIDE[1], "Handover should be written", "Ward Manager", "2031-05-31"),
        (LEAFLET[1], "Families should be told", "Training Lead", "2031-06-30"),
    ]


def test_table_in_a_text_box_is_read_once() -> None:
    document = docx.Document()
    table = document.add_table(2, 4)
    for y, texts in enumerate((HEAD, GUIDE)):
        for x, text in enumerate(texts):
            table.cell(y, x).text = text
    compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    content = f"<w:txbxContent>{table._tbl.xml.split('?>')[-1]}<w:p/></w:txbxContent>"
    box = parse_xml(
        f'<w:p {nsdecls("w")} xmlns:mc="{compatibility}"><w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        f"{content}</mc:Choice><mc:Fallback>{content}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    table._tbl.getparent().replace(table._tbl, box)

    assert facts_of(plan_in_word(document)) == [GUIDE_READ]


def test_traffic_lights_shown_for_numbers_rate() -> None:
    book, sheet = workbook([[*HEAD, "RAG"], [*GUIDE, 3], [*LEAFLET, 1]])
    lights = IconSetRule("3TrafficLights1", "num", [1, 2, 3])  # type: ignore[no-untyped-call]  # its stubs lack types
    sheet.conditional_formatting.add("E2:E3", lights)

    assert [one[0][1] for one in levels(plan_in(book))] == ["green", "red"]


def test_welsh_headings_months_and_levels_are_read() -> None:
    plan = plan_of(
        [
            ["Rhif", "Cam gweithredu", "Arweinydd", "Erbyn pryd?", "Cynnydd", "CAG"],
            ["1", "Adolygu’r canllaw", "Police", "Mehefin 2031", "Drafft ar gael i bartneriaid", "Melyn"],
            ["2", "Hyfforddi staff", "Health", "31 Rhagfyr 2031 / 31 December 2031", "Heb ddechrau eto", "Coch / Red"],
        ]
    )

    assert [(one["due"], one["levels"], one["leads"]) for one in facts_of(plan)] == [
        ("2031-06-30", "amber", "Police"),
        ("2031-12-31", "red", "Health"),
    ]
    assert facts_of(plan)[0]["progress"] == "Drafft ar gael i bartneriaid"


def test_numbers_that_begin_again_under_other_headings_keep_their_own_section() -> None:
    rows = [HEAD, ["A. WORKFORCE"], ["1", "Training for all"], ["1.1", *GUIDE[1:]]]
    rows += [["B. CAPACITY"], ["1", "Posts are filled"], ["1.1", *LEAFLET[1:]]]
    book, sheet = workbook(rows)
    for area in ("A2:D2", "B3:D3", "A5:D5", "B6:D6"):
        sheet.merge_cells(area)

    sections = [action.section_title or "" for action in plan_in(book).actions]

    assert "Training for all" in sections[0]
    assert "Posts are filled" in sections[1]


def test_sheets_for_quarters_with_the_same_actions_are_one_plan_and_with_others_are_not() -> None:
    heads = [*HEAD, "RAG"]
    same, _ = workbook([heads, [*GUIDE, "Red"], [*LEAFLET, "Red"]], "Q1 2031-32")
    more_sheets(same, **{"Q2 2031-32": [heads, [*GUIDE, "Green"], [*LEAFLET, "Amber"]]})
    others, _ = workbook([heads, [*GUIDE, "Red"]], "Q1 2031-32")
    more_sheets(others, **{"Q2 2031-32": [heads, ["1", "Train front desk staff", "Police", "May 2031", "Green"]]})

    assert levels(plan_in(same))[0] == [("2031/32 Q1", "red"), ("2031/32 Q2", "green")]
    assert len(plan_in(same).actions) == 2
    assert [action.action for action in plan_in(others).actions] == [GUIDE[1], "Train front desk staff"]


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        ("NOS|What?|Who?|How?|When?", "reference objective lead action timescale"),
        ("Rec.|What needs to happen|Who|Has it been done? (Y/N)|When", "reference action lead progress timescale"),
        ("Ref|You said|Lead|We will|By when", "reference objective lead action timescale"),
        ("Ref|Must do / should do|Lead|Action|By when", "reference objective lead action timescale"),
        ("Ref|Action|Owner|How far have we got?|By when", "reference action lead progress timescale"),
    ],
)
def test_headings_of_real_plans_are_understood(headings: str, fields: str) -> None:
    of = {"reference": "4", "lead": "Police", "timescale": "May 2031", "progress": "Drafted and sent out"}
    body = [[of.get(field, f"Write {at} guides") for field in fields.split()] for at in range(2)]

    (table,) = plan_of([headings.split("|"), *body]).tables

    assert [field for _, field in table.mapping] == fields.split()


def test_first_row_of_a_word_table_that_names_the_plan_is_no_section() -> None:
    plan = word_plan([["Hillview learning review action plan"], HEAD, GUIDE], merged=(0,))

    assert facts_of(plan) == [GUIDE_READ]


def test_text_about_a_whole_table_above_its_headings_is_no_action() -> None:
    card = [["Recommendation {}", "Speak early"], ["Intended outcome", "Fewer late calls"], HEAD]
    tables = [[[text.format(at) for text in row] for row in card] + [row] for at, row in ((1, GUIDE), (2, LEAFLET))]

    plan = word_plan(*tables, merged=(0, 1), start=1)

    assert [action.action for action in plan.actions] == [GUIDE[1], LEAFLET[1]]
    assert not any("incomplete" in codes(action) for action in plan.actions)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("plan.rtf", lambda: b"{\\rtf1\\ansi Ref\\cell Action\\cell", "Rich Text"),
        ("plan.eml", lambda: b"From: a@example.org\nSubject: plan\n\nAttached.", "e-mail"),
        ("plan.msg", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__substg1.0_".encode("utf-16-le"), "e-mail"),
        ("plan.xml", lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "old XML"),
    ],
)
def test_file_of_another_program_is_refused_with_what_to_do(name: str, data: Callable[[], bytes], says: str) -> None:
    with pytest.raises(UnreadableDocument, match=says):
        read_plan(data(), name)
