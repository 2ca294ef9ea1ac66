"""Delimited text in whatever encoding and separator it was saved."""

import pytest

from spreadsheets.drafting import read_plan
from spreadsheets.readers.csv import read_csv

ROWS = 'Ref{0}Action{0}Lead\r\n1{0}Agree the café’s guide{0}Police\r\n2{0}"Two\nlines"{0}Health\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_text_is_read_in_any_encoding_and_separator(encoding: str, separator: str) -> None:
    (grid,) = read_csv(ROWS.format(separator).encode(encoding), "Plan of 2030.csv").grids

    assert [[cell.text for cell in row.cells] for row in grid.rows] == [
        ["Ref", "Action", "Lead"],
        ["1", "Agree the café’s guide", "Police"],
        ["2", "Two\nlines", "Health"],
    ]
    assert (grid.name, grid.rows[1].cells[2].where) == ("Plan of 2030", "C2")


def test_separator_named_in_the_first_line_is_believed_and_rows_keep_their_numbers() -> None:
    (grid,) = read_csv(b"sep=;\r\nRef;Action, and more\r\n", "plan.csv").grids

    assert [(row.number, [cell.text for cell in row.cells]) for row in grid.rows] == [(2, ["Ref", "Action, and more"])]


def test_blank_lines_are_left_out_but_counted() -> None:
    (grid,) = read_csv(b"a,b\n\n,\nc,d\n", "plan.csv").grids

    assert [row.number for row in grid.rows] == [1, 4]


@pytest.mark.parametrize("encoding", ["mac-roman", "cp1252", "utf-8"])
@pytest.mark.parametrize("ending", ["\r", "\n", "\r\n"])
def test_old_macintosh_and_windows_are_told_apart_by_the_signs_of_english(encoding: str, ending: str) -> None:
    text = ending.join(["Ref,Action,Lead", "1,“Agree” the café’s guide – £5 a copy…,Police", ""])

    (grid,) = read_csv(text.encode(encoding), "plan.csv").grids

    assert grid.rows[1].cells[1].text == "“Agree” the café’s guide – £5 a copy…"


def test_text_that_was_cut_off_in_the_middle_of_a_letter_is_read() -> None:
    (grid,) = read_csv("Ref,Action\n1,the café’s “guide” é".encode()[:-1], "plan.csv").grids

    assert grid.rows[1].cells[1].text.startswith("the café’s “guide” ")


@pytest.mark.parametrize("first", ["sep=\t", '"sep=\t"', "SEP=\t"])
def test_separator_that_is_a_tab_is_believed(first: str) -> None:
    (grid,) = read_csv(f"{first}\r\nRef\tAction, and more; too\r\n".encode(), "plan.csv").grids

    assert [cell.text for cell in grid.rows[0].cells] == ["Ref", "Action, and more; too"]


@pytest.mark.parametrize("name", ["plan.tsv", "plan.TSV", "plan.tab", "plan.txt", "plan"])
def test_tabs_are_read_whatever_the_file_is_called(name: str) -> None:
    data = "Action\tOwner\tBy when\nAsk schools, parents and staff; then reply\tPolice, Health\tMay 2031\n".encode(
        "utf-16"
    )

    (action,) = read_plan(data, name).actions

    assert (action.action, action.lead_text) == ("Ask schools, parents and staff; then reply", "Police, Health")


def test_title_rows_above_the_headings_do_not_hide_the_separator() -> None:
    text = 'Harbour plan, second edition\n\nAction;Owner;By when\n"Ask schools, then\nparents";Police;May 2031\n'

    (action,) = read_plan(text.encode(), "plan.csv").actions

    assert (action.action, action.timescale.text) == ("Ask schools, then\nparents", "May 2031")
