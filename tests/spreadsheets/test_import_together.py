"""Two people at one page of an import: the later is shown both versions, and nothing that either said is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import Partnership, User
from spreadsheets.models import ImportRow, ImportRun
from tests.factories import PeriodFactory
from tests.spreadsheets.test_import_page import SCR, filled_in, row_of, staged, text_of

ClientFor = Callable[[User], Client]


@pytest.fixture
def mine(business: User, client_for: ClientFor) -> Client:
    return client_for(business)


@pytest.fixture
def theirs(administrator: User, client_for: ClientFor) -> Client:
    return client_for(administrator)


def seen_of(answer: Any, row: ImportRow) -> Any:
    return next(seen for seen in answer.context["sheet"].rows if seen.row.pk == row.pk)


def here(run: ImportRun) -> str:
    return f"/thurrock/import/{run.pk}/"


def save(client: Client, run: ImportRun, **changes: object) -> None:
    """Open the page, change what is said, and save at once."""
    answer = client.post(here(run), filled_in(client.get(here(run))) | changes)
    assert answer.status_code == 302


def test_row_that_both_changed_is_shown_in_both_versions(
    thurrock: Partnership, business: User, mine: Client, theirs: Client
) -> None:
    run = staged(thurrock, business)
    row = row_of(run, "1")
    data = filled_in(mine.get(here(run))) | {f"row-{row.pk}-measure": "Mine"}
    save(theirs, run, **{f"row-{row.pk}-measure": "Theirs", f"row-{row.pk}-due": "May 2022"})

    answer = mine.post(here(run), data)

    row.refresh_from_db()
    seen = seen_of(answer, row)
    assert answer.status_code == 409
    assert ("Measure of success", "Theirs", "Mine") in seen.differences
    assert "May 2022" in [saved for _label, saved, _typed in seen.differences]
    assert (seen.is_open, seen.form["measure"].value()) == (True, "Mine")
    assert all(word in text_of(answer) for word in ("Saved by somebody else", ">Theirs<", ">Mine<"))
    assert row.staged.measure == "Theirs"


def test_row_that_only_they_changed_is_shown_as_they_saved_it(
    thurrock: Partnership, business: User, mine: Client, theirs: Client
) -> None:
    run = staged(thurrock, business)
    first, second = row_of(run, "1"), row_of(run, "2")
    data = filled_in(mine.get(here(run))) | {f"row-{first.pk}-measure": "Mine"}
    save(theirs, run, **{f"row-{second.pk}-measure": "Theirs"})

    answer = mine.post(here(run), data)
    mine.post(here(run), filled_in(answer))

    first.refresh_from_db()
    second.refresh_from_db()
    assert answer.status_code == 409
    assert [(seen.differences, seen.is_theirs) for seen in (seen_of(answer, first), seen_of(answer, second))] == [
        ((), False),
        ((), True),
    ]
    assert "you did not: this is what they saved" in text_of(answer)
    assert (first.staged.measure, second.staged.measure) == ("Mine", "Theirs")


@pytest.mark.parametrize(("taken", "stands"), [({}, "Mine"), ({"theirs": "on"}, "Theirs")])
def test_person_says_which_of_two_versions_stands(
    *, thurrock: Partnership, business: User, mine: Client, theirs: Client, taken: dict[str, str], stands: str
) -> None:
    run = staged(thurrock, business)
    row = row_of(run, "1")
    data = filled_in(mine.get(here(run))) | {f"row-{row.pk}-measure": "Mine"}
    save(theirs, run, **{f"row-{row.pk}-measure": "Theirs"})
    again = filled_in(mine.post(here(run), data))

    answer = mine.post(here(run), again | {f"row-{row.pk}-{name}": value for name, value in taken.items()})

    row.refresh_from_db()
    assert (answer.status_code, row.staged.measure) == (302, stands)


def test_plan_as_a_whole_is_shown_in_both_versions(
    thurrock: Partnership, business: User, mine: Client, theirs: Client
) -> None:
    period = PeriodFactory.create(partnership=thurrock)
    run = staged(thurrock, business)
    data = filled_in(mine.get(here(run))) | {"title": "My title"}
    save(theirs, run, title="Their title", period=period.pk, leads=["Strategic Partners"])

    answer = mine.post(here(run), data)
    kept = mine.post(here(run), filled_in(answer) | {"theirs": "on"})

    run.refresh_from_db()
    sheet = answer.context["sheet"]
    assert answer.status_code == 409
    assert ("Title of a new plan", "Their title", "My title") in sheet.differences
    assert ("Period that the ratings are of", "2020/21 Q4", "") in sheet.differences
    assert ("Leads that are not known yet", "Strategic Partners", "") in sheet.differences
    assert sheet.facts["title"].value() == "My title"
    assert (kept.status_code, run.title, run.period) == (302, "Their title", period)


def test_plan_that_only_they_changed_is_kept_as_they_saved_it(
    thurrock: Partnership, business: User, mine: Client, theirs: Client
) -> None:
    period = PeriodFactory.create(partnership=thurrock)
    run = staged(thurrock, business)
    row = row_of(run, "1")
    data = filled_in(mine.get(here(run))) | {f"row-{row.pk}-measure": "Mine"}
    save(theirs, run, title="Their title", period=period.pk)

    answer = mine.post(here(run), data)
    mine.post(here(run), filled_in(answer))

    run.refresh_from_db()
    row.refresh_from_db()
    sheet = answer.context["sheet"]
    assert (answer.status_code, sheet.facts_are_theirs, list(sheet.differences)) == (409, True, [])
    assert (run.title, run.period, row.staged.measure) == ("Their title", period, "Mine")


def test_part_of_a_row_that_they_kept_as_one_is_shown_with_what_was_typed(
    thurrock: Partnership, business: User, mine: Client, theirs: Client
) -> None:
    run = staged(thurrock, business, SCR)
    first, second = (seen.row for seen in mine.get(here(run)).context["sheet"].rows[:2])
    data = filled_in(mine.get(here(run))) | {f"row-{second.pk}-measure": "Mine"}
    save(theirs, run, **{f"row-{first.pk}-whole": "on"})

    answer = mine.post(here(run), data)
    mine.post(here(run), filled_in(answer))

    second.refresh_from_db()
    assert answer.status_code == 409
    assert seen_of(answer, first).differences == [("Keep the row as one action", "yes", "no")]
    assert seen_of(answer, second).form["measure"].value() == "Mine"
    assert (second.is_offered, second.staged.measure) == (True, "Mine")


def test_row_that_they_kept_as_one_stands_in_place_of_its_untouched_parts(
    thurrock: Partnership, business: User, mine: Client, theirs: Client
) -> None:
    run = staged(thurrock, business, SCR)
    rows = [seen.row for seen in mine.get(here(run)).context["sheet"].rows]
    data = filled_in(mine.get(here(run))) | {f"row-{rows[-1].pk}-measure": "Mine"}
    save(theirs, run, **{f"row-{rows[0].pk}-whole": "on"})

    answer = mine.post(here(run), data)
    mine.post(here(run), filled_in(answer))

    shown = answer.context["sheet"].rows
    assert (shown[0].row.is_whole, shown[0].is_theirs, len(shown)) == (True, True, 16)
    assert run.rows.get(is_whole=True, row=rows[0].row, table=rows[0].table).is_offered
    rows[-1].refresh_from_db()
    assert rows[-1].staged.measure == "Mine"


@pytest.mark.parametrize("revision", ["", "0", "999", "one", "9" * 30])
def test_page_of_an_unknown_state_is_taken_for_stale(
    thurrock: Partnership, business: User, mine: Client, revision: str
) -> None:
    run = staged(thurrock, business)
    row = row_of(run, "1")
    data = filled_in(mine.get(here(run))) | {"seen_revision": revision, f"row-{row.pk}-measure": "Mine"}

    answer = mine.post(here(run), data)

    row.refresh_from_db()
    assert (answer.status_code, row.chosen) == (409, {})
    assert seen_of(answer, row).form["measure"].value() == "Mine"


def test_other_sheet_is_not_read_over_what_somebody_else_set_right(
    thurrock: Partnership, business: User, mine: Client, theirs: Client
) -> None:
    run = staged(thurrock, business)
    row = row_of(run, "1")
    data = filled_in(mine.get(here(run))) | {"go": "table-0"}
    save(theirs, run, **{f"row-{row.pk}-measure": "Theirs"})

    answer = mine.post(here(run), data)

    row.refresh_from_db()
    assert (answer.status_code, row.staged.measure) == (409, "Theirs")
