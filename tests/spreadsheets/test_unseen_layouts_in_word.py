"""Whole layouts of Word plans never seen: every field of every action, none missed and none invented."""

from collections.abc import Callable, Sequence
from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument
from docx.table import Table

from spreadsheets.drafting import read_plan
from tests.spreadsheets.facts import Facts, facts_of

Texts = Sequence[Sequence[str]]


def table_of(document: WordDocument, rows: Texts) -> Table:
    table: Table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for y, texts in enumerate(rows):
        for x, text in enumerate(texts):
            table.cell(y, x).text = text
    return table


def read(document: WordDocument) -> list[Facts]:
    target = BytesIO()
    document.save(target)
    return facts_of(read_plan(target.getvalue(), "plan.docx"))


def table_under_each_recommendation() -> WordDocument:
    document = docx.Document()
    document.add_heading("Child F: action plan", 1)
    for heading, rows in (
        (
            "Recommendation 1: Partners should review how fathers are included.",
            [["Action", "Lead", "By when", "Evidence"], ["Issue guidance", "Practice Group", "May 2032", "Guidance"]],
        ),
        (
            "Recommendation 2: The Board should test its thresholds.",
            [
                ["Action", "Lead", "By when", "Evidence"],
                ["Audit 40 contacts", "Audit Group", "July 2032", "Report"],
                ["Share what is found", "Business Manager", "September 2032", "Briefing"],
            ],
        ),
    ):
        document.add_paragraph(heading)
        table_of(document, rows)
    return document


TABLE_UNDER_EACH_READ = [
    {
        "section": "Partners should review how fathers are included.",
        "action": "Issue guidance",
        "leads": "Practice Group",
        "when": "May 2032",
        "due": "2032-05-31",
        "measure": "Guidance",
    },
    {
        "section": "The Board should test its thresholds.",
        "action": "Audit 40 contacts",
        "leads": "Audit Group",
        "when": "July 2032",
        "due": "2032-07-31",
        "measure": "Report",
    },
    {
        "section": "The Board should test its thresholds.",
        "action": "Share what is found",
        "leads": "Business Manager",
        "when": "September 2032",
        "due": "2032-09-30",
        "measure": "Briefing",
    },
]


def over_a_page() -> WordDocument:
    document = docx.Document()
    table_of(
        document,
        [
            ["Ref", "Action", "Lead", "Timescale", "Outcome"],
            ["1", "Review the pathway for young carers and", "Health", "May 2032", "Young carers are"],
        ],
    )
    document.add_paragraph("")
    table_of(
        document,
        [
            ["", "publish it to all schools.", "", "", "known early"],
            ["2", "Ask young carers what helps", "Council", "June 2032", "Their views are used"],
        ],
    )
    document.add_paragraph("Page 2 of 2")
    table_of(
        document,
        [
            ["Ref", "Action", "Lead", "Timescale", "Outcome"],
            ["3", "Report to the executive", "Council", "Annually", "The executive knows"],
        ],
    )
    return document


OVER_A_PAGE_READ = [
    {
        "ref": "1",
        "action": "Review the pathway for young carers and publish it to all schools.",
        "leads": "Health",
        "when": "May 2032",
        "due": "2032-05-31",
        "measure": "Young carers are known early",
    },
    {
        "ref": "2",
        "action": "Ask young carers what helps",
        "leads": "Council",
        "when": "June 2032",
        "due": "2032-06-30",
        "measure": "Their views are used",
    },
    {
        "ref": "3",
        "action": "Report to the executive",
        "leads": "Council",
        "when": "Annually",
        "measure": "The executive knows",
    },
]


def merged_banners_and_merged_first_column() -> WordDocument:
    document = docx.Document()
    table = table_of(
        document,
        [
            ["Standard", "Action", "Who", "When"],
            ["Theme A – Leadership", "", "", ""],
            ["1. Governance", "Agree terms of reference", "Chair", "30.06.32"],
            ["", "Appoint a vice chair", "Board", "31.07.32"],
            ["Theme B – Practice", "", "", ""],
            ["2. Recording", "Train staff in recording", "Training Officer", "31.08.32"],
        ],
    )
    for row in (1, 4):
        table.cell(row, 0).merge(table.cell(row, 3))
    table.cell(2, 0).merge(table.cell(3, 0))
    return document


MERGED_READ = [
    {
        "section": "Leadership",
        "Standard": "1. Governance\n",
        "action": "Agree terms of reference",
        "leads": "Chair",
        "when": "30.06.32",
        "due": "2032-06-30",
    },
    {
        "section": "Leadership",
        "Standard": "1. Governance\n",
        "action": "Appoint a vice chair",
        "leads": "Board",
        "when": "31.07.32",
        "due": "2032-07-31",
    },
    {
        "section": "Practice",
        "Standard": "2. Recording",
        "action": "Train staff in recording",
        "leads": "Training Officer",
        "when": "31.08.32",
        "due": "2032-08-31",
    },
]


def card_for_each_action() -> WordDocument:
    document = docx.Document()
    for number, action, lead, when, progress in (
        ("1", "Hold a learning event", "Training Officer", "May 2032", "Booked"),
        ("2", "Publish a seven minute briefing", "Business Manager", "June 2032", ""),
    ):
        document.add_paragraph("")
        table_of(
            document,
            [
                ["Action number", number],
                ["Action", action],
                ["Lead", lead],
                ["Timescale", when],
                ["Progress", progress],
            ],
        )
    return document


CARDS_READ = [
    {
        "ref": "1",
        "action": "Hold a learning event",
        "leads": "Training Officer",
        "when": "May 2032",
        "due": "2032-05-31",
        "progress": "Booked",
    },
    {
        "ref": "2",
        "action": "Publish a seven minute briefing",
        "leads": "Business Manager",
        "when": "June 2032",
        "due": "2032-06-30",
    },
]


def homicide_review_template() -> WordDocument:
    document = docx.Document()
    table_of(
        document,
        [
            [
                "Recommendation",
                "Scope of recommendation i.e. local or regional",
                "Action to take",
                "Lead Agency",
                "Key milestones achieved in enacting recommendation",
                "Target Date",
                "Date of completion and Outcome",
            ],
            [
                "1. GP practices to ask about domestic abuse",
                "Local",
                "Introduce routine enquiry",
                "ICB",
                "Training held in three practices",
                "March 2032",
                "",
            ],
            [
                "2. Employers to have a policy",
                "Regional",
                "Write a model policy",
                "Community Safety Partnership",
                "Draft written",
                "June 2032",
                "Completed May 2032",
            ],
        ],
    )
    return document


HOMICIDE_READ = [
    {
        "ref": "1",
        "objective": "1. GP practices to ask about domestic abuse",
        "Scope of recommendation i.e. local or regional": "Local",
        "action": "Introduce routine enquiry",
        "leads": "ICB",
        "progress": "Training held in three practices",
        "when": "March 2032",
        "due": "2032-03-31",
    },
    {
        "ref": "2",
        "objective": "2. Employers to have a policy",
        "Scope of recommendation i.e. local or regional": "Regional",
        "action": "Write a model policy",
        "leads": "Community Safety Partnership",
        "progress": "Draft written",
        "when": "June 2032",
        "due": "2032-06-30",
        "Date of completion and Outcome": "Completed May 2032",
    },
]


def recommendation_over_lettered_actions() -> WordDocument:
    document = docx.Document()
    table_of(
        document,
        [
            ["No.", "Action", "Owner", "Deadline", "Status"],
            ["3", "The partnership should improve how it hears from children.", "", "", ""],
            ["3a", "Set up a young advisers' panel", "Participation Lead", "31/05/2032", "Complete"],
            ["3b", "Report their views twice a year", "Business Manager", "31/12/2032", "In progress"],
            ["4", "The partnership should know its data.", "", "", ""],
            ["4a", "Agree a scorecard", "Performance Group", "30/06/2032", "In progress"],
        ],
    )
    return document


LETTERED_READ = [
    {
        "ref": "3a",
        "objective": "The partnership should improve how it hears from children.",
        "action": "Set up a young advisers' panel",
        "leads": "Participation Lead",
        "when": "31/05/2032",
        "due": "2032-05-31",
        "progress": "Complete",
    },
    {
        "ref": "3b",
        "objective": "The partnership should improve how it hears from children.",
        "action": "Report their views twice a year",
        "leads": "Business Manager",
        "when": "31/12/2032",
        "due": "2032-12-31",
        "progress": "In progress",
    },
    {
        "ref": "4a",
        "objective": "The partnership should know its data.",
        "action": "Agree a scorecard",
        "leads": "Performance Group",
        "when": "30/06/2032",
        "due": "2032-06-30",
        "progress": "In progress",
    },
]


def regulator_must_and_should() -> WordDocument:
    document = docx.Document()
    table = table_of(
        document,
        [
            ["Ref", "Requirement", "Action being taken", "Accountable person", "Completion date", "Monitoring"],
            ["MUST DO ACTIONS", "", "", "", "", ""],
            [
                "MD1",
                "Staff must be trained in safeguarding level 3",
                "Put on six sessions",
                "Head of Nursing",
                "30 June 2032",
                "Monthly report",
            ],
            ["SHOULD DO ACTIONS", "", "", "", "", ""],
            [
                "SD1",
                "Records should be kept in one place",
                "Move records to one system",
                "Chief Information Officer",
                "31 March 2033",
                "Project board",
            ],
        ],
    )
    for row in (1, 3):
        table.cell(row, 0).merge(table.cell(row, 5))
    return document


REGULATOR_READ = [
    {
        "ref": "MD1",
        "section": "MUST DO ACTIONS",
        "objective": "Staff must be trained in safeguarding level 3",
        "action": "Put on six sessions",
        "leads": "Head of Nursing",
        "when": "30 June 2032",
        "due": "2032-06-30",
        "Monitoring": "Monthly report",
    },
    {
        "ref": "SD1",
        "section": "SHOULD DO ACTIONS",
        "objective": "Records should be kept in one place",
        "action": "Move records to one system",
        "leads": "Chief Information Officer",
        "when": "31 March 2033",
        "due": "2033-03-31",
        "Monitoring": "Project board",
    },
]


def key_above_and_signatures_below() -> WordDocument:
    document = docx.Document()
    table_of(document, [["Red", "Not started or late"], ["Amber", "In progress"], ["Green", "Complete"]])
    document.add_paragraph("")
    table_of(
        document,
        [
            ["Action no", "Action required", "Person responsible", "To be completed by", "RAG status"],
            ["1", "Agree an escalation policy", "LSCP Business Manager", "May 2032", "Green"],
            ["2", "Publish it on the website", "LSCP Officer", "June 2032", "Red"],
        ],
    )
    document.add_paragraph("")
    table_of(document, [["Signed", "", "Date", ""], ["Chair", "", "", ""]])
    return document


KEY_READ = [
    {
        "ref": "1",
        "action": "Agree an escalation policy",
        "leads": "LSCP Business Manager",
        "when": "May 2032",
        "due": "2032-05-31",
        "levels": "green",
    },
    {
        "ref": "2",
        "action": "Publish it on the website",
        "leads": "LSCP Officer",
        "when": "June 2032",
        "due": "2032-06-30",
        "levels": "red",
    },
]


def outcomes_as_two_banners() -> WordDocument:
    document = docx.Document()
    rows = [
        ["Outcome 1: Children are heard", "", "", "", ""],
        ["Success measures: 80% of children say that they were listened to", "", "", "", ""],
        ["Ref", "Action", "Lead", "Start", "End"],
        ["1.1", "Co-produce a charter", "SEND Lead", "April 2032", "July 2032"],
        ["1.2", "Train schools in it", "SEND Lead", "Sept 2032", "Dec 2032"],
        ["Outcome 2: Plans are timely", "", "", "", ""],
        ["Success measures: 70% of plans are issued in 20 weeks", "", "", "", ""],
        ["Ref", "Action", "Lead", "Start", "End"],
        ["2.1", "Recruit four officers", "SEND Manager", "April 2032", "June 2032"],
    ]
    table = table_of(document, rows)
    for row in (0, 1, 5, 6):
        table.cell(row, 0).merge(table.cell(row, 4))
    return document


OUTCOMES_READ = [
    {
        "ref": "1.1",
        "section": "1 Children are heard > Success measures: 80% of children say that they were listened to",
        "action": "Co-produce a charter",
        "leads": "SEND Lead",
        "Start": "April 2032",
        "when": "July 2032",
        "due": "2032-07-31",
    },
    {
        "ref": "1.2",
        "section": "1 Children are heard > Success measures: 80% of children say that they were listened to",
        "action": "Train schools in it",
        "leads": "SEND Lead",
        "Start": "Sept 2032",
        "when": "Dec 2032",
        "due": "2032-12-31",
    },
    {
        "ref": "2.1",
        "section": "2 Plans are timely > Success measures: 70% of plans are issued in 20 weeks",
        "action": "Recruit four officers",
        "leads": "SEND Manager",
        "Start": "April 2032",
        "when": "June 2032",
        "due": "2032-06-30",
    },
]


def lead_of_the_section() -> WordDocument:
    document = docx.Document()
    table = table_of(
        document,
        [
            ["Action", "Responsible", "Deadline", "Impact"],
            ["Priority 1 – Early help", "", "", ""],
            ["Priority lead: Director of Early Help", "", "", ""],
            ["Launch the family hubs", "Hub Manager", "September 2032", "Help comes sooner"],
            ["Priority 2 – Harm outside the home", "", "", ""],
            ["Priority lead: Detective Chief Inspector", "", "", ""],
            ["Map places of concern", "Police Analyst", "October 2032", "Places are safer"],
        ],
    )
    for row in (1, 2, 4, 5):
        table.cell(row, 0).merge(table.cell(row, 3))
    return document


LEAD_OF_SECTION_READ = [
    {
        "section": "Early help",
        "action": "Launch the family hubs",
        "leads": "Hub Manager",
        "when": "September 2032",
        "due": "2032-09-30",
        "measure": "Help comes sooner",
    },
    {
        "section": "Harm outside the home",
        "action": "Map places of concern",
        "leads": "Police Analyst",
        "when": "October 2032",
        "due": "2032-10-31",
        "measure": "Places are safer",
    },
]


def card_with_several_actions() -> WordDocument:
    document = docx.Document()
    table_of(
        document,
        [
            ["Recommendation 1", "Agencies should share chronologies."],
            [
                "Action",
                "Agree a template",
            ],
            ["Lead", "Police"],
            ["Deadline", "May 2032"],
            ["Action", "Train staff to use it"],
            ["Lead", "Health"],
            ["Deadline", "June 2032"],
        ],
    )
    return document


CARD_WITH_SEVERAL_READ = [
    {
        "ref": "1.1",
        "section": "Recommendation 1",
        "objective": "Agencies should share chronologies.",
        "action": "Agree a template",
        "leads": "Police",
        "when": "May 2032",
        "due": "2032-05-31",
    },
    {
        "ref": "1.2",
        "section": "Recommendation 1",
        "objective": "Agencies should share chronologies.",
        "action": "Train staff to use it",
        "leads": "Health",
        "when": "June 2032",
        "due": "2032-06-30",
    },
]

LAYOUTS: dict[str, tuple[Callable[[], WordDocument], list[Facts]]] = {
    "a table under each recommendation": (table_under_each_recommendation, TABLE_UNDER_EACH_READ),
    "over a page": (over_a_page, OVER_A_PAGE_READ),
    "banners merged across, first column merged down": (merged_banners_and_merged_first_column, MERGED_READ),
    "a card for each action": (card_for_each_action, CARDS_READ),
    "a homicide review's template": (homicide_review_template, HOMICIDE_READ),
    "a recommendation over lettered actions": (recommendation_over_lettered_actions, LETTERED_READ),
    "what must and what should be done": (regulator_must_and_should, REGULATOR_READ),
    "a key above and signatures below": (key_above_and_signatures_below, KEY_READ),
    "an outcome and its measure as banners": (outcomes_as_two_banners, OUTCOMES_READ),
    "the lead of each section in a row": (lead_of_the_section, LEAD_OF_SECTION_READ),
    "a card with several actions": (card_with_several_actions, CARD_WITH_SEVERAL_READ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_word_layout_never_seen_gives_every_field_of_every_action(name: str) -> None:
    build, expected = LAYOUTS[name]

    assert read(build()) == expected
