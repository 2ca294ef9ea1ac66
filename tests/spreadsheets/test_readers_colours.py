"""Colours that rate a cell, however a program keeps them: rules of other sheets, patterns, themes, pens and inks."""

import re
import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor
from openpyxl.styles import Font, GradientFill
from openpyxl.styles.colors import Color

from spreadsheets.draft import DraftPlan
from spreadsheets.drafting import read_plan
from tests.spreadsheets.made import GREEN, RED, at, levels, more_sheets, paint, plan_in, workbook
from tests.spreadsheets.tables import saved

HEADINGS = ["Action", "Owner", "Deadline", "RAG"]
ROWS = [["Agree the guide", "Police", "May 2031"], ["Share the guide", "Health", "June 2031"]]
X14 = (
    '<extLst><ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:conditionalFormattings>'
    '<x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    '<x14:cfRule type="{type}" priority="1" operator="{operator}" id="{{0}}">{formulas}'
    "<x14:dxf><fill><patternFill><bgColor {colour}/></patternFill></fill></x14:dxf></x14:cfRule>"
    "<xm:sqref>D2:D9</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
)


def with_x14(data: bytes, rule: str) -> bytes:
    """The workbook with a rule as Excel keeps those that look at another sheet, at the end of its first sheet."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = part.replace(b"</worksheet>", rule.encode() + b"</worksheet>")
            new.writestr(name, part)
    return target.getvalue()


@pytest.mark.parametrize(
    ("kind", "operator", "formulas"),
    [
        ("cellIs", "equal", "<xm:f>Lists!$A$1</xm:f>"),
        ("containsText", "containsText", "<xm:f>NOT(ISERROR(SEARCH(Lists!$A$1,D2)))</xm:f><xm:f>Lists!$A$1</xm:f>"),
        ("beginsWith", "beginsWith", "<xm:f>LEFT(D2,LEN('Lists'!$A$1))='Lists'!$A$1</xm:f><xm:f>'Lists'!$A$1</xm:f>"),
        ("expression", "", "<xm:f>$D2=Lists!$A$1</xm:f>"),
    ],
)
@pytest.mark.parametrize("colour", ['rgb="FF00B050"', 'theme="9"'])
def test_rule_that_looks_at_another_sheet_colours_the_cell(
    kind: str, operator: str, formulas: str, colour: str
) -> None:
    book, _ = workbook([HEADINGS, [*ROWS[0], "Signed off"], [*ROWS[1], "Open"]])
    more_sheets(book, Lists=[["Signed off"], ["Open"]])
    rule = X14.format(type=kind, operator=operator, formulas=formulas, colour=colour)

    plan = read_plan(with_x14(saved(book), rule), "plan.xlsx")

    assert levels(plan) == [[(None, "green" if "rgb" in colour else "amber")], [(None, None)]]


def test_gradient_rates_by_its_first_colour() -> None:
    book, sheet = workbook([HEADINGS, [*ROWS[0], "x"], [*ROWS[1], "x"]])
    at(sheet, "D2").fill = GradientFill(stop=(Color(rgb=GREEN), Color(rgb="FFFFFFFF")))
    paint(sheet, D3=RED)

    assert levels(plan_in(book)) == [[(None, "green")], [(None, "red")]]


def test_signs_rate_by_their_ink() -> None:
    book, sheet = workbook([HEADINGS, [*ROWS[0], "●"], [*ROWS[1], "●"]])
    at(sheet, "D2").font = Font(color=GREEN)
    at(sheet, "D3").font = Font(color=RED)

    assert levels(plan_in(book)) == [[(None, "green")], [(None, "red")]]


def test_words_all_in_one_ink_are_rated_by_none() -> None:
    book, sheet = workbook([HEADINGS, [*ROWS[0], "Complete"], [*ROWS[1], "Complete"]])
    at(sheet, "D2").font = at(sheet, "D3").font = Font(color="FF1F497D")

    assert levels(plan_in(book)) == [[(None, None)], [(None, None)]]


def test_colour_of_a_cell_with_other_words_in_it_rates_and_the_words_are_kept() -> None:
    book, sheet = workbook([HEADINGS, [*ROWS[0], "See the minutes of May"], [*ROWS[1], "n/a"]])
    paint(sheet, D2=GREEN)

    plan = plan_in(book)

    assert levels(plan) == [[(None, "green")], [(None, None)]]
    assert plan.actions[0].ratings[0].text == "See the minutes of May"
    assert not [problem for problem in plan.actions[1].problems if problem.code == "unknown_level"]


def word_plan_with(mark: "dict[str, str] | None" = None, *, pen: str = "", ink: str = "", theme: str = "") -> DraftPlan:
    """A plan of one action whose last cell has the shading's attributes, or its words in a marker pen or an ink."""
    document = docx.Document()
    table = document.add_table(rows=3, cols=4)
    for row, texts in zip(table.rows, [HEADINGS, [*ROWS[0], "●"], [*ROWS[1], "●"]], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    cell = table.cell(1, 3)
    run = cell.paragraphs[0].runs[0]
    if mark:
        shading = OxmlElement("w:shd")
        for name, value in mark.items():
            shading.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shading)
    if pen:
        run._r.get_or_add_rPr().append(parse_xml(f'<w:highlight {nsdecls("w")} w:val="{pen}"/>'))
    if ink:
        run.font.color.rgb = RGBColor.from_string(ink)
    if theme:
        run._r.get_or_add_rPr().append(parse_xml(f'<w:color {nsdecls("w")} w:val="auto" w:themeColor="{theme}"/>'))
    target = BytesIO()
    document.save(target)
    return read_plan(target.getvalue(), "plan.docx")


@pytest.mark.parametrize(
    ("mark", "level"),
    [
        ({"val": "clear", "color": "auto", "fill": "FFC000"}, "amber"),
        ({"val": "clear", "fill": "auto", "themeFill": "accent2"}, "red"),
        ({"val": "clear", "fill": "auto", "themeFill": "accent3", "themeFillTint": "99"}, "green"),
        ({"val": "clear", "fill": "auto", "themeFill": "accent1", "themeFillShade": "BF"}, "blue"),
        ({"val": "solid", "color": "FF0000", "fill": "auto"}, "red"),
        ({"val": "pct50", "color": "00B050", "fill": "FFFFFF"}, "green"),
    ],
)
def test_shading_of_word_rates_outright_by_theme_and_by_pattern(mark: dict[str, str], level: str) -> None:
    assert word_plan_with(mark).actions[0].ratings[0].level == level


@pytest.mark.parametrize(("pen", "level"), [("green", "green"), ("yellow", "amber"), ("red", "red")])
def test_marker_pen_over_all_the_words_rates(pen: str, level: str) -> None:
    assert word_plan_with(pen=pen).actions[0].ratings[0].level == level


@pytest.mark.parametrize(("ink", "theme", "level"), [("00B050", "", "green"), ("", "accent2", "red")])
def test_ink_of_a_sign_rates(ink: str, theme: str, level: str) -> None:
    assert word_plan_with(ink=ink, theme=theme).actions[0].ratings[0].level == level


def test_shading_that_is_no_colour_rates_nothing() -> None:
    plan = word_plan_with({"val": "clear", "fill": "nonsense", "themeFill": "accent99", "themeFillTint": "zz"})

    assert plan.actions[0].ratings[0].level is None
    assert re.search("●", plan.actions[0].ratings[0].text)
