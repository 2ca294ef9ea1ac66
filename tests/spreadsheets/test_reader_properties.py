"""Whatever stands in a table: no exception, and every text is kept, in an action's origin or among what was ignored."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from spreadsheets.as_json import plan_as_json
from spreadsheets.draft import DraftPlan
from spreadsheets.drafting import UnreadableDocument, draft_plan, read_plan
from spreadsheets.readers.grid import Document
from tests.spreadsheets.tables import csv_bytes, sheet_document, word_document

HEADINGS = [
    *("Ref", "No", "Action", "Specific Actions", "Objective", "Recommendation", "Lead", "Who?", "By when", "Timescale"),
    *("RAG", "Status", "Progress", "Measure", "Category", "Theme", "Outcome", "Date", ""),
]
WORDS = [
    *("1", "1.1", "2", "10", "R3", "(1b) Check", "1. Write the guide\n2. Send it", "Red", "Yellow", "G", "31/04/2021"),
    *(
        "March 2022",
        "Ongoing",
        "As per meeting cycle",
        "Theme 1: Voice",
        "Strategic Aim 2",
        "Priority: Neglect",
        "Total",
    ),
    *(
        "--",
        "and across the area",
        "Health Group",
        "Ann Example - Police",
        "Q1 2020/21",
        "Complete",
        "=1+1",
        "<b>x</b>",
    ),
    *(
        "Review the policy and tell every school of it.",
        "Quarter 3, 2024 to 2025",
        "Lead: A. Person",
        "\u00a0",
        "  ",
        "☃",
    ),
]
cells = st.one_of(st.just(""), st.sampled_from(WORDS), st.sampled_from(HEADINGS), st.text(max_size=30))
tables = st.integers(1, 7).flatmap(
    lambda width: st.lists(
        st.one_of(
            st.lists(cells, min_size=width, max_size=width),
            st.lists(st.sampled_from(HEADINGS), min_size=width, max_size=width),
        ),
        min_size=1,
        max_size=12,
    )
)


def assert_nothing_lost(document: Document, plan: DraftPlan) -> None:
    kept = {
        (row.table, row.row): [cell.text for cell in row.cells] for action in plan.actions for row in action.origins
    }
    ignored = {(table, row): text for table, row, text in plan.ignored}
    for grid in document.grids:
        for row in grid.rows:
            for cell in row.cells:
                place = (grid.name, row.number)
                assert cell.blank or cell.text in kept.get(place, []) or cell.text in ignored.get(place, "")


def refusal_of(data: bytes, name: str) -> str | None:
    """The sentence with which the file is refused; None for one that is read."""
    try:
        read_plan(data, name)
    except UnreadableDocument as refusal:
        return str(refusal)
    return None


@settings(max_examples=200, deadline=None)
@given(st.lists(tables, min_size=1, max_size=3))
def test_any_word_tables_lose_no_text(some: list[list[list[str]]]) -> None:
    document = word_document(*some)

    assert_nothing_lost(document, draft_plan(document))


@settings(max_examples=200, deadline=None)
@given(tables, st.booleans())
def test_any_sheet_loses_no_text(rows: list[list[str]], split: bool) -> None:
    document = sheet_document(
        [["Action", "Lead", "Timescale", "Ref", "RAG", "Objective", "Progress"][: len(rows[0])], *rows]
    )

    plan = draft_plan(document, split=split)

    assert_nothing_lost(document, plan)
    assert json.loads(json.dumps(plan_as_json(plan)))["actions"] is not None


@settings(max_examples=200, deadline=None)
@given(tables)
def test_a_split_keeps_the_words_of_the_whole(rows: list[list[str]]) -> None:
    plan = draft_plan(sheet_document([["Action", "Timescale", "Lead"], *[(row * 3)[:3] for row in rows]]))

    for action in plan.actions:
        assert set(action.action.split()) <= set((action.whole_text or action.action).split())


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["plan.csv", "plan.xlsx", "plan.docx", "plan", "plan.xls"]))
def test_any_bytes_are_read_or_refused_in_one_sentence(data: bytes, name: str) -> None:
    sentence = refusal_of(data, name)

    assert sentence is None or (sentence.endswith(".") and "\n" not in sentence)


@settings(max_examples=200, deadline=None)
@given(tables)
def test_any_delimited_text_is_read_or_refused(rows: list[list[str]]) -> None:
    sentence = refusal_of(csv_bytes(rows), "plan.csv")

    assert sentence is None or sentence.endswith(".")
