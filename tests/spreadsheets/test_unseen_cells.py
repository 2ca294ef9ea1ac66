"""One cell that says several things: lists beside lists, dates, leads. A split is offered and can be declined."""

import pytest

from spreadsheets.drafting import draft_plan
from tests.spreadsheets.facts import Facts, facts_of
from tests.spreadsheets.tables import sheet_document

HEADINGS = ["Ref", "Action", "Lead", "Timescale", "Progress"]


def read(*rows: list[str], split: bool = True, known: tuple[str, ...] = ()) -> list[Facts]:
    return facts_of(draft_plan(sheet_document([HEADINGS, *rows]), split=split, known_leads=known))


def column(rows: list[Facts], name: str) -> list[str | None]:
    return [row.get(name) for row in rows]


THREE = "1. Rewrite the policy\n2. Train all staff\n3. Audit records"


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("1-3 Complete", ["1-3 Complete"] * 3),
        ("1 – 2 complete\n3 ongoing", ["1 – 2 complete", "1 – 2 complete", "ongoing"]),
        ("1 & 2 done, 3 ongoing", ["1 & 2 done", "1 & 2 done", "ongoing"]),
        ("1 and 2 complete; 3 in progress", ["1 and 2 complete", "1 and 2 complete", "in progress"]),
        ("1. Done\n2. Begun\n3. Planned", ["Done", "Begun", "Planned"]),
        ("1) Done\n3) Planned", ["Done", None, "Planned"]),
        ("Action 1: done. Action 3: begun.", ["done", None, "begun."]),
        ("All: ongoing", ["All: ongoing"] * 3),
        ("All complete", ["All complete"] * 3),
        ("Work goes on well.", ["Work goes on well."] * 3),
        ("1. Done\n2. Begun\n3. Planned\n4. Not ours", ["Done", "Begun", "Planned"]),
    ],
)
def test_progress_is_given_to_the_actions_it_speaks_of(progress: str, expected: list[str | None]) -> None:
    dates = "1. May 2032\n2. June 2032\n3. July 2032"

    rows = read(["4", THREE, "Police", dates, progress], ["5", "Ask families", "Health", "May 2032", "Begun"])

    assert column(rows, "ref") == ["4.1", "4.2", "4.3", "5"]
    assert column(rows, "action") == ["Rewrite the policy", "Train all staff", "Audit records", "Ask families"]
    assert column(rows, "due") == ["2032-05-31", "2032-06-30", "2032-07-31", "2032-05-31"]
    assert column(rows, "leads") == ["Police", "Police", "Police", "Health"]
    assert column(rows, "progress") == [*expected, "Begun"]


@pytest.mark.parametrize(
    ("leads", "expected"),
    [
        ("1. Police\n2. Health\n3. Council", ["Police", "Health", "Council"]),
        ("1-2 Police\n3 Health", ["Police", "Police", "Health"]),
        ("All: Police", ["Police"] * 3),
        ("Police and Health", ["Police + Health"] * 3),
    ],
)
def test_leads_are_given_to_the_actions_they_stand_beside(leads: str, expected: list[str]) -> None:
    dates = "1. May 2032\n2. June 2032\n3. July 2032"

    rows = read(["4", THREE, leads, dates, ""], ["5", "Ask families", "Health", "May 2032", ""])

    assert column(rows, "leads")[:3] == expected


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("1. May 2032\n2. June 2032\n3. July 2032", ["2032-05-31", "2032-06-30", "2032-07-31"]),
        ("May 2032\nJune 2032\nJuly 2032", ["2032-05-31", "2032-06-30", "2032-07-31"]),
        ("1 - May 2032\n2 - June 2032\n3 - July 2032", ["2032-05-31", "2032-06-30", "2032-07-31"]),
        ("1-2: May 2032\n3: July 2032", ["2032-05-31", "2032-05-31", "2032-07-31"]),
        ("1 and 2 by May 2032\n3 by July 2032", ["2032-05-31", "2032-05-31", "2032-07-31"]),
    ],
)
def test_dates_are_given_to_the_actions_they_stand_beside(dates: str, expected: list[str]) -> None:
    rows = read(["4", THREE, "Police", dates, ""], ["5", "Ask families", "Health", "May 2032", ""])

    assert column(rows, "ref") == ["4.1", "4.2", "4.3", "5"]
    assert column(rows, "due")[:3] == expected


@pytest.mark.parametrize(
    "progress", ["1. Done\n2. Begun\n3. Planned", "1-2 complete\n3 ongoing", "1 & 2 done, 3 ongoing"]
)
def test_progress_of_each_item_alone_is_enough_to_offer_a_split(progress: str) -> None:
    rows = read(["4", THREE, "Police", "May 2032", progress], ["5", "Ask families", "Health", "May 2032", "Begun"])

    assert column(rows, "ref") == ["4.1", "4.2", "4.3", "5"]
    assert column(rows, "due") == ["2032-05-31"] * 4


def test_split_that_is_declined_leaves_every_cell_whole() -> None:
    dates = "1. May 2032\n2. June 2032\n3. July 2032"

    (row,) = read(["4", THREE, "1. Police\n2. Health\n3. Council", dates, "1-3 Complete"], split=False)

    assert (row["ref"], row["action"], row["when"], row["progress"]) == ("4", THREE, dates, "1-3 Complete")
    assert row["leads"] == "Police + Health + Council"


def test_bullets_beside_leads_of_unequal_number_stay_one_action() -> None:
    rows = read(["4", "• Write\n• Try\n• Print", "• Police\n• Health", "May 2032", ""], ["5", "Ask", "Health", "", ""])

    assert column(rows, "ref") == ["4", "5"]
    assert rows[0]["leads"] == "Police + Health"


def test_text_that_leads_into_a_list_stays_with_its_list() -> None:
    text = "We will:\n1. Rewrite the policy\n2. Train staff"

    rows = read(["4", text, "Police", "1. May 2032\n2. June 2032", ""], ["5", "Ask", "Health", "May 2032", ""])

    assert column(rows, "action") == [text, "Ask"]
    assert rows[0]["due"] == "2032-06-30"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Essex Police Thurrock Council NELFT", "Essex Police + Thurrock Council + NELFT"),
        ("Essex Police and NELFT", "Essex Police + NELFT"),
        ("Essex Police & NELFT", "Essex Police + NELFT"),
        ("Essex Police/NELFT", "Essex Police + NELFT"),
        ("Essex Police; NELFT", "Essex Police + NELFT"),
        ("Essex Police\nNELFT", "Essex Police + NELFT"),
        ("• Essex Police\n• NELFT", "Essex Police + NELFT"),
        ("Essex Police, Thurrock Council and NELFT", "Essex Police + Thurrock Council + NELFT"),
        ("NELFT Essex Police", "NELFT + Essex Police"),
        ("Essex PoliceNELFT", "Essex Police + NELFT"),
        ("All partners", "All partners"),
        ("Ann Example - Essex Police", "Ann Example @ Essex Police"),
        ("Ann Example – Essex Police\nBen Sample - NELFT", "Ann Example @ Essex Police + Ben Sample @ NELFT"),
        ("Ann Example (Head of Service)", "Ann Example @ Head of Service"),
        ("Head of Service, Thurrock Council", "Head of Service, Thurrock Council"),
        ("Head of Service (Ann Example)", "Ann Example @ Head of Service"),
        ("Ann Example, Head of Service, Thurrock Council", "Ann Example @ Head of Service @ Thurrock Council"),
        ("DCI Ann Example, Essex Police", "DCI Ann Example @ Essex Police"),
        ("Lead: Essex Police. Support: NELFT", "Essex Police + NELFT"),
        ("Essex Police (lead), NELFT", "Essex Police + NELFT"),
        ("Essex Police supported by NELFT", "Essex Police + NELFT"),
        ("TBC", None),
    ],
)
def test_leads_of_a_cell(text: str, expected: str | None) -> None:
    known = ("Essex Police", "Thurrock Council", "NELFT")

    (row,) = read(["1", "Agree the pathway", text, "May 2032", ""], known=known)

    assert row.get("leads") == expected
