"""Word documents: what python-docx leaves out is read too."""

from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from spreadsheets.readers.docx import read_docx
from spreadsheets.readers.grid import Grid

W = nsdecls("w")


def grids_of(body: str) -> tuple[Grid, ...]:
    """The tables of a document that holds this markup."""
    document = docx.Document()
    wrapper = parse_xml(f"<w:body {W}>{body}</w:body>")
    for element in list(wrapper):
        document.element.body.insert(0, element)
    target = BytesIO()
    document.save(target)
    return read_docx(target.getvalue(), "plan.docx").grids


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def text(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def table(*rows: str) -> str:
    return "<w:tbl><w:tblPr/><w:tblGrid/>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<w:p><w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r></w:p>", "one\ntwo"),
        ("<w:p><w:r><w:t>one</w:t></w:r></w:p><w:p><w:r><w:t>two</w:t></w:r></w:p>", "one\ntwo"),
        ("<w:p><w:ins><w:r><w:t>put in</w:t></w:r></w:ins></w:p>", "put in"),
        ("<w:p><w:r><w:t>kept</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>", "kept"),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>a control</w:t></w:r></w:p></w:sdtContent></w:sdt>", "a control"),
        ("<w:p><w:sdt><w:sdtContent><w:r><w:t>a choice</w:t></w:r></w:sdtContent></w:sdt></w:p>", "a choice"),
        ("<w:p><w:hyperlink><w:r><w:t>a link</w:t></w:r></w:hyperlink></w:p>", "a link"),
        ("<w:p><w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>chair</w:t><w:tab/><w:t>x</w:t></w:r></w:p>", "co-chair\tx"),
    ],
)
def test_words_of_a_cell_are_those_on_the_page(markup: str, words: str) -> None:
    (grid,) = grids_of(table(cell(markup)))

    assert grid.rows[0].cells[0].text == words


def test_spanned_and_merged_cells_stand_under_their_columns() -> None:
    rows = (
        cell(text("Theme"), '<w:vMerge w:val="restart"/>') + cell(text("wide"), '<w:gridSpan w:val="2"/>'),
        cell("<w:p/>", "<w:vMerge/>") + cell(text("b")) + cell(text("c")),
    )

    (grid,) = grids_of(table(*rows))

    first, second = grid.rows
    assert [(some.text, some.span) for some in first.cells] == [("Theme", 1), ("wide", 2), ("", 1)]
    assert [(some.text, some.repeated) for some in second.cells] == [("Theme", True), ("b", False), ("c", False)]
    assert second.cells[1].where == "row 2, column 2"


def test_table_within_a_table_follows_it() -> None:
    outer, inner = grids_of(table(cell(text("around") + table(cell(text("within"))) + "<w:p/>")))

    assert (outer.name, outer.rows[0].cells[0].text.strip()) == ("Table 1", "around")
    assert (inner.name, inner.rows[0].cells[0].text) == ("Table 2", "within")


def test_shading_of_a_cell_is_its_fill() -> None:
    (grid,) = grids_of(table(cell(text("x"), '<w:shd w:val="clear" w:fill="FFC000"/>') + cell(text("y"))))

    assert [some.fill for some in grid.rows[0].cells] == ["FFC000", None]


def test_numbers_and_bullets_that_word_counts_are_part_of_the_text() -> None:
    document = docx.Document()
    words = document.add_table(rows=1, cols=2)
    for column, style in enumerate(("List Number", "List Bullet")):
        paragraph = words.rows[0].cells[column].paragraphs[0]
        paragraph.text, paragraph.style = "first", style
        words.rows[0].cells[column].add_paragraph("second", style=style)
    target = BytesIO()
    document.save(target)

    (grid,) = read_docx(target.getvalue(), "plan.docx").grids

    assert [some.text for some in grid.rows[0].cells] == ["1. first\n2. second", "• first\n• second"]
