"""What single texts mean: levels, references, times, periods, expected levels, keys, names of plans."""

import pytest

from spreadsheets.readers.grid import Cell, Document, Grid, Paragraph, Row
from spreadsheets.recognise.expected import dated_expected, expected_steps, without_expected
from spreadsheets.recognise.key import key_entries, key_pairs
from spreadsheets.recognise.levels import level_of, level_of_fill
from spreadsheets.recognise.looks import is_fragment, is_lead, is_reference, is_timescale, is_unfinished
from spreadsheets.recognise.naming import kind_of_plan, plan_year, stated_counts, title_of
from spreadsheets.recognise.periods import period_in, year_in
from tests.spreadsheets.tables import sheet_document, word_document


@pytest.mark.parametrize(
    ("text", "level"),
    [
        *(
            ("Green", "green"),
            ("RED", "red"),
            (" amber ", "amber"),
            ("Yellow", "amber"),
            ("Gray", "grey"),
            ("B", "blue"),
        ),
        *(("Green - on its way", "green"), ("Red (late)", "red")),
        *(("Red/Amber", "amber-red"), ("Red/Amber/Green", None), ("Greenwich", None), ("Done", None), ("", None)),
    ],
)
def test_level_is_the_one_that_the_text_names(text: str, level: str | None) -> None:
    assert level_of(text) == level


@pytest.mark.parametrize(
    ("fill", "level"),
    [
        *(("FF0000", "red"), ("C00000", "red"), ("FFC000", "amber"), ("FFFF00", "amber"), ("92D050", "green")),
        *(("00B050", "green"), ("0070C0", "blue"), ("00B0F0", "blue"), ("A6A6A6", "grey")),
        *(("F2F2F2", None), ("000000", None), (None, None)),
    ],
)
def test_level_of_a_fill_is_that_of_its_hue(fill: str | None, level: str | None) -> None:
    assert level_of_fill(fill) == level


@pytest.mark.parametrize("text", ["1", "1.1", "10", "SC18", "P1", "4.01.01", "1.1.2.PI", "(1a)", "R3", "12.", "A1"])
def test_reference_is_known(text: str) -> None:
    assert is_reference(text)


@pytest.mark.parametrize(
    "text", ["", "2020", "31/04/2021", "Q3", "Report", "Action plan 1 of many", "May 20", "1.1 Ask"]
)
def test_what_is_no_reference_is_known(text: str) -> None:
    assert not is_reference(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "31/04/2021",
            "July",
            "By end of May 2030",
            "As per the Board's programme",
            "Quarterly",
            "July and December 2030",
        ),
        *("Ongoing", "Biennial - August", "Completed by December 2030", "Q4", "tbc", "2030/31", "Summer 2030"),
    ],
)
def test_timescale_is_known(text: str) -> None:
    assert is_timescale(text)


@pytest.mark.parametrize(
    "text", ["", "Report", "Audit to be undertaken", "Parks Team", "Tell all the schools by May what they need"]
)
def test_what_is_no_timescale_is_known(text: str) -> None:
    assert not is_timescale(text)


@pytest.mark.parametrize("text", ["Parks Team", "Ann Example - Police", "MEB", "Head of Service", "All agencies"])
def test_lead_is_known(text: str) -> None:
    assert is_lead(text)


def test_fragment_and_unfinished_text_are_known() -> None:
    assert all(map(is_fragment, ["and across the town", "2030", "(of all"]))
    assert not any(map(is_fragment, ["Across the town", "2. Ask", ""]))
    assert all(map(is_unfinished, ["Workers show it in their", "Review the use of", "one, two,"]))
    assert not any(map(is_unfinished, ["Review the use", "Done."]))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Quarter 3, 2030 to 2031", "2030/31 Q3"),
        ("RAG Q1 2030/31", "2030/31 Q1"),
        ("2030-31 Q2", "2030/31 Q2"),
        ("Q4", "Q4"),
        ("Rating", None),
    ],
)
def test_period_is_the_quarter_that_a_heading_names(text: str, period: str | None) -> None:
    assert period_in(text) == period


def test_year_is_two_that_follow_each_other() -> None:
    assert [year_in(text) for text in ("Plan 2029 – 2030", "Plan 2024/25", "2020 to 2025", "17-11-04")] == [
        "2029/30",
        "2024/25",
        None,
        None,
    ]


def test_expected_levels_take_their_year_from_the_one_that_is_written_among_siblings() -> None:
    headings = {"talk": "TALK Expected Q3 red Q4 Red/yellow", "walk": "WALK Expected Q3 red Q4 amber Q1 2031/32 green"}

    steps = dated_expected({name: expected_steps(text) for name, text in headings.items()}, None)

    assert [(step.dimension, step.period, step.levels) for step in steps] == [
        ("talk", "2030/31 Q3", ("red",)),
        ("talk", "2030/31 Q4", ("red", "amber")),
        ("walk", "2030/31 Q3", ("red",)),
        ("walk", "2030/31 Q4", ("amber",)),
        ("walk", "2031/32 Q1", ("green",)),
    ]
    assert without_expected(headings["talk"]) == "TALK"


def test_expected_levels_without_any_year_are_not_dated_by_guess() -> None:
    steps = {"talk": expected_steps("Target Q3 red")}

    assert dated_expected(steps, None) == ()
    assert [step.period for step in dated_expected(steps, "2030/31")] == ["2030/31 Q3"]


def test_key_is_parted_by_dimension_where_its_lines_begin_so() -> None:
    row = Row(
        1,
        (
            Cell("GREEN", ""),
            Cell("Talk: all was said\nWalk is seen to be done", ""),
            Cell("Red", ""),
            Cell("Nothing yet", ""),
        ),
    )

    entries = key_entries(key_pairs(row), ("talk", "walk"))

    assert [(entry.level, entry.dimension, entry.definition) for entry in entries] == [
        ("green", "talk", "all was said"),
        ("green", "walk", "Walk is seen to be done"),
        ("red", None, "Nothing yet"),
    ]


def test_row_of_an_action_is_no_key() -> None:
    row = Row(1, (Cell("Red", ""), Cell("Ask all schools", ""), Cell("Police", "")))

    assert key_pairs(row) == ()


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("Appendix 3 Harbour Review Action Plan", "Harbour Review Action Plan"),
        ("Annex B: Harbour Plan", "Harbour Plan"),
        ("Northshire Safeguarding Adults Board Delivery Plan 2029 – 2030", "Delivery Plan 2029-2030"),
        ("Northshire Council Year Ahead Plan 2029/2030", "Northshire Council Year Ahead Plan 2029/2030"),
    ],
)
def test_title_leaves_out_its_appendix_and_whose_plan_it_is(above: str, title: str) -> None:
    assert title_of(sheet_document([["x"]]), [above]) == title


def test_title_of_a_document_without_one_is_made_of_its_file_name() -> None:
    document = word_document(
        [["Action"]],
        paragraphs=[Paragraph("INTRODUCTION", "Heading 1"), Paragraph("The XYZ came.")],
        file_name="xyz-action-plan.docx",
    )

    assert title_of(document, []) == "XYZ Action Plan"


def test_styled_title_comes_before_other_lines() -> None:
    told = [Paragraph("A plan was made."), Paragraph("Harbour Action Plan", "Title"), Paragraph("Our Action Plan")]

    assert title_of(word_document([["Action"]], paragraphs=told), []) == "Harbour Action Plan"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Harbour Peer Challenge Plan", "peer_review"),
        ("LCSPR Robin Action Plan", "case_review"),
        ("Mr T homicide action plan", "case_review"),
        ("Joint Targeted Area Inspection plan", "jtai"),
        ("Business Plan", "delivery_plan"),
        ("Harbour Plan 2029-30", "delivery_plan"),
        ("Harbour Improvement Plan 2029-30", "other"),
        ("Harbour Plan", "other"),
    ],
)
def test_kind_of_plan_is_said_by_its_title(title: str, kind: str) -> None:
    assert kind_of_plan(Document("plan.docx", "word", ()), title) == kind


def test_year_of_the_plan_is_that_of_its_title_or_a_heading() -> None:
    document = word_document([["Action"]], paragraphs=[Paragraph("Our Plan 2029/2030", "Heading 1")])

    assert plan_year(document, "Plan") == "2029/30"
    assert plan_year(Document("x", "word", (Grid("Table 1", ()),)), "Plan") is None


def test_counts_that_the_text_states_are_kept() -> None:
    told = [Paragraph("There are 29 areas for improvement under six overarching themes.")]

    assert stated_counts(told) == (("areas for improvement", 29), ("themes", 6))
