"""Tables pasted from Word, Excel or a web page, as HTML or as text between tabs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spreadsheets.drafting import read_plan
from spreadsheets.readers.grid import UnreadableDocument
from spreadsheets.readers.html import read_html
from tests.spreadsheets.made import levels, told

FRAGMENT = """Version:0.9\r\nStartHTML:0000000105\r\n
<html><head><style>.xl65 {background:#FFC000; font-weight:700;}</style></head>
<body><!--StartFragment--><h2>Harbour action plan</h2>
<table><thead><tr><th>Ref</th><th>Action</th><th>Owner</th><th>By when</th><th>RAG</th></tr></thead>
<tr><td colspan="5" bgcolor="#dddddd"><b>Theme 1: Doors</b></td></tr>
<tr><td>1</td><td>Agree <b>thresholds</b><br>with   all</td><td rowspan="2">Council &amp; Police</td>
<td>May 2031</td><td style="background:#00B050"></td></tr>
<tr><td>2</td><td><ul><li>Share the rota</li><li>Pin it up</li></ul></td><td>June 2031</td>
<td class="xl65">&nbsp;</td></tr></table><script>alert(1)</script><!--EndFragment--></body></html>"""
MARKUP = [
    *("<table>", "<tr>", "<td>", "<td colspan=4>", "<td rowspan=3>", "</table>", "<ul><li>", "&amp;", "<b>"),
    *("Action", "Lead", "☃", "<table"),
]


@pytest.mark.parametrize("name", ["pasted.html", "pasted.htm", "pasted.txt", "export.xls"])
def test_pasted_table_is_read_as_a_file_would_be(name: str) -> None:
    plan = read_plan(FRAGMENT.encode(), name)

    assert [told(action) for action in plan.actions] == [
        ("1", "Agree thresholds\nwith all", "Council & Police", "May 2031"),
        ("2", "• Share the rota\n• Pin it up", "Council & Police", "June 2031"),
    ]
    assert levels(plan) == [[(None, "green")], [(None, "amber")]]
    assert {action.section_title for action in plan.actions} == {"Doors"}
    assert plan.title == "Harbour action plan"


def test_pasted_cells_between_tabs_are_read() -> None:
    data = (
        b"Action\tOwner\tDeadline\r\n"
        b"Agree thresholds\tCouncil\tMay 2031\r\n"
        b'"Share it,\r\nand soon"\tPolice\tJune 2031\r\n'
    )

    assert [told(action) for action in read_plan(data, "pasted.txt").actions] == [
        (None, "Agree thresholds", "Council", "May 2031"),
        (None, "Share it,\r\nand soon", "Police", "June 2031"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_bare_table_in_any_encoding_is_read(encoding: str) -> None:
    page = "<table><tr><td>Action<td>Lead<td>Date<tr><td>Ask schools<td>Police<td>May 2031</table>"

    plan = read_plan(page.encode(encoding), "pasted.html")

    assert [told(action) for action in plan.actions] == [(None, "Ask schools", "Police", "May 2031")]


def test_excel_names_its_own_pages() -> None:
    excel = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>Action</td><td>Lead</td></tr></table>'
    )

    assert read_html(excel.encode(), "pasted.html").form == "sheet"
    assert read_html(FRAGMENT.encode(), "pasted.html").form == "word"


@pytest.mark.parametrize(
    ("cell", "fill"),
    [
        ('<td style="background-color: rgb(255, 192, 0)">x</td>', "FFC000"),
        ('<td bgcolor="red">x</td>', "FF0000"),
        ('<td style="background:#0b5">x</td>', "00BB55"),
        ('<td style="background:white none repeat">x</td>', None),
        ('<td style="background:transparent">x</td>', None),
        ('<td><span style="background:#FFFF00">x</span></td>', "FFFF00"),
    ],
)
def test_fill_of_a_cell_however_it_is_written(cell: str, fill: str | None) -> None:
    (grid,) = read_html(f"<table><tr>{cell}</tr></table>".encode(), "pasted.html").grids

    assert grid.rows[0].cells[0].fill == fill


def test_page_that_names_its_encoding_is_read_in_it() -> None:
    page = '<html><meta charset="windows-1252"><table><tr><td>Café</td></tr></table></html>'

    (grid,) = read_html(page.encode("cp1252"), "pasted.html").grids

    assert grid.rows[0].cells[0].text == "Café"


def test_entity_of_the_pages_own_making_is_not_opened() -> None:
    page = '<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/hostname">]><table><tr><td>a&e;b</td></tr></table>'

    (grid,) = read_html(page.encode(), "pasted.html").grids

    assert grid.rows[0].cells[0].text.replace("&e;", "") == "ab"


@pytest.mark.parametrize("page", ["<p>No table</p><table></table>", "<table><tr><td>One</td></tr></table>"])
def test_page_without_a_plan_is_refused_in_one_sentence(page: str) -> None:
    with pytest.raises(UnreadableDocument, match="No table of actions"):
        read_plan(page.encode(), "pasted.html")


def test_cell_wider_than_any_table_is_cut_to_what_word_allows() -> None:
    (grid,) = read_html(b"<table><tr><td colspan=99999 rowspan=99999>x<tr><td>y</table>", "pasted.html").grids

    assert grid.width == 64


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(MARKUP), max_size=30))
def test_any_markup_is_read_into_squared_grids(pieces: list[str]) -> None:
    document = read_html(("<table>" + "".join(pieces)).encode(), "pasted.html")

    assert all(len(row.cells) == grid.width for grid in document.grids for row in grid.rows)
