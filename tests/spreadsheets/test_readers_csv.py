"""Delimited text in whatever encoding and separator it was saved."""

import pytest

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
