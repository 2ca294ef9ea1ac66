"""Whatever a report holds, its files open and say it: hostile text, nothing known, hundreds of actions."""

from copy import deepcopy
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, cast

import docx
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from reporting.files.paper import Paper, paper_of
from reporting.files.pdf import pdf_of_report
from reporting.files.word import word_of_report
from reporting.files.workbook import workbook_of_report
from reporting.shown import Content
from tests.reporting.report_files import READERS, plain

MADE_AT = datetime(2022, 2, 1, 12, tzinfo=UTC)
MAKERS = {"pdf": pdf_of_report, "docx": word_of_report, "xlsx": workbook_of_report}
HOSTILE = "=1+1 </td><script>alert(1)</script> <b>Bold</b> & 🧸 ŵŷ Łukasz Αθήνα"
BLUE = {"letter": "B", "word": "Blue", "colour": "blue", "shape": "circle"}
RED = {"letter": "R", "word": "Red", "colour": "red", "shape": "diamond"}
RATING: dict[str, Any] = {"dimension": "", "level": RED, "last_known": None, "last_known_in": "", "reason": "Late."}
ACTION: dict[str, Any] = {
    "reference": "1.1",
    "text": "Do it.",
    "is_placeholder": False,
    "due": "31 March 2022",
    "slip": "",
    "timescale_text": "31 March 2022",
    "leads": ["LPR Group"],
    "ratings": [RATING],
    "course": "off_course",
    "course_words": "Not on course: rated Red",
}
# A scale without amber; the oldest shape of a content, without what was added to it.
CONTENT: dict[str, Any] = {
    "shape": 1,
    "title": "Plans",
    "partnership": "Thurrock LSCP",
    "audience": "committee",
    "meeting_name": "Committee",
    "meeting_on": "2022-02-08",
    "period": "2021/22 Q3",
    "as_at": "2021-12-31",
    "version": 1,
    "what_changed": "",
    "actions": 1,
    "course": "1 action is not complete: it is not on course.",
    "deadlines": "It has a deadline.",
    "plans": [
        {
            "title": "Leo",
            "note": "",
            "scales": ["Two levels"],
            "review": None,
            "dimensions": [
                {
                    "name": "",
                    "sentence": "1 action identified: 1 red",
                    "actions": 1,
                    "levels": [
                        {"level": BLUE, "count": 0},
                        {"level": RED, "count": 1},
                        {"level": None, "count": 0},
                    ],
                }
            ],
            "actions": 1,
            "complete": 0,
            "course": "1 action is not complete: it is not on course.",
            "deadlines": "It has a deadline.",
            "incomplete": [ACTION],
        }
    ],
    "reviews": [],
    "themes": [],
    "keys": [
        {
            "scale": "Two levels",
            "columns": ["Process", "Impact"],
            "rows": [
                {"level": BLUE, "meanings": [{"column": "Process", "text": "In."}, {"column": "Impact", "text": ""}]},
                {
                    "level": RED,
                    "meanings": [{"column": "Process", "text": "Out."}, {"column": "Impact", "text": "No."}],
                },
            ],
        }
    ],
}


def a_paper(**changes: Any) -> Paper:
    content = deepcopy(CONTENT)
    content.update(changes)
    return paper_of(cast("Content", content), title=content["title"], warnings=[], about=["Checksum abc"])


def a_plan(**changes: Any) -> dict[str, Any]:
    return {**deepcopy(CONTENT["plans"][0]), **changes}


def text_of(form: str, paper: Paper) -> str:
    return plain(READERS[form](MAKERS[form](paper, made_at=MADE_AT)))


@pytest.mark.parametrize("form", MAKERS)
def test_hostile_text_stands_as_it_was_written(form: str) -> None:
    rating = {**RATING, "reason": HOSTILE}
    action = {**ACTION, "text": HOSTILE, "leads": [HOSTILE], "ratings": [rating], "timescale_text": HOSTILE, "due": ""}
    plan = a_plan(title=HOSTILE, note=HOSTILE, incomplete=[action])

    text = text_of(form, a_paper(title=HOSTILE, plans=[plan], what_changed=HOSTILE))

    assert text.count(plain(HOSTILE)) >= 7


@pytest.mark.parametrize("form", MAKERS)
@pytest.mark.parametrize("long", ["word " * 1000, "x" * 5000], ids=["words", "one word"])
def test_long_text_is_there_to_its_end(form: str, long: str) -> None:
    action = {**ACTION, "text": f"{long}The end.", "ratings": [{**RATING, "reason": long}]}

    text = text_of(form, a_paper(plans=[a_plan(incomplete=[action])]))

    assert plain(long)[:4] in text
    assert text.count("word") >= 2000 or text.count("x") >= 10_000
    assert "Theend." in text


@pytest.mark.parametrize("form", MAKERS)
def test_nothing_known_of_an_action_is_said(form: str) -> None:
    rating = {**RATING, "level": None, "reason": ""}
    action = {
        **ACTION,
        "due": "",
        "timescale_text": "",
        "leads": [],
        "ratings": [rating],
        "course_words": "Cannot be said",
    }

    text = text_of(form, a_paper(plans=[a_plan(incomplete=[action])]))

    for told in ("No deadline recorded", "No lead recorded", "○ ? No update", "Cannot be said"):
        assert plain(told) in text


@pytest.mark.parametrize("form", MAKERS)
def test_a_report_of_nothing_is_still_a_paper(form: str) -> None:
    """A plan without actions or scale, no period's ratings, no key, no date of the meeting."""
    nothing = {"name": "", "sentence": "No actions identified", "actions": 0, "levels": []}
    plan = a_plan(dimensions=[nothing], incomplete=[], actions=0, course="", deadlines="", scales=[])

    text = text_of(form, a_paper(plans=[plan], keys=[], meeting_on="", course="", deadlines="", actions=0))

    assert plain("No actions identified") in text


@pytest.mark.parametrize("form", MAKERS)
def test_a_scale_has_the_levels_it_has(form: str) -> None:
    text = text_of(form, a_paper())

    assert "Amber" not in text
    for told in ("● B Blue", "◆ R Red", "What it means for Impact", "No wording was recorded."):
        assert plain(told) in text


def test_six_hundred_actions_stand_in_word_and_workbook() -> None:
    many = [{**ACTION, "reference": f"A{number}"} for number in range(600)]
    paper = a_paper(plans=[a_plan(incomplete=many)])

    table = docx.Document(BytesIO(word_of_report(paper, made_at=MADE_AT))).tables[-1]
    sheet = load_workbook(BytesIO(workbook_of_report(paper, made_at=MADE_AT)))["Not complete"]

    assert len(table._tbl.tr_lst) == 601
    assert sheet.max_row == 601


def test_pages_of_a_long_table_have_headings_and_no_row_alone() -> None:
    many = [{**ACTION, "reference": f"A{number:03}"} for number in range(150)]

    made = PdfReader(BytesIO(pdf_of_report(a_paper(plans=[a_plan(incomplete=many)]), made_at=MADE_AT)))

    pages = [page.extract_text() for page in made.pages]
    rows = [sum(f"A{number:03}" in text for number in range(150)) for text in pages]
    assert sum(rows) == 150
    for count, text in zip(rows, pages, strict=True):
        assert count != 1
        assert ("Is it on course?" in text) == bool(count)


def test_text_that_begins_like_a_formula_is_text_in_the_workbook() -> None:
    plan = a_plan(
        title="=1+1", note="@SUM(A1)", incomplete=[{**ACTION, "text": '=HYPERLINK("http://x")', "reference": "-1"}]
    )

    book = load_workbook(BytesIO(workbook_of_report(a_paper(plans=[plan]), made_at=MADE_AT)))

    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert {cell.value for cell in cells if cell.quotePrefix} == {"=1+1", "@SUM(A1)", '=HYPERLINK("http://x")', "-1"}
