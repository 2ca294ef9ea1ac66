"""A file that has the first date of an action beside the one of now: the first stays the original, the move is kept."""

from datetime import date

import pytest

from accounts.models import Partnership, User
from plans.models import Action, DueDateMove
from spreadsheets.draft import DraftAction
from spreadsheets.first_dates import first_due
from spreadsheets.models import ImportRun
from spreadsheets.own_layout import read_any_plan
from spreadsheets.services import import_document, undo_import

MOVED = (
    "No.,Recommendation,Action,Responsible,Original date,Revised date,Update,Status\n"
    "1,Better chronologies,Write guidance on chronologies,Principal Social Worker,31/03/2025,30/09/2025,"
    "Guidance in draft,In progress\n"
    "2,Better chronologies,Train 60 staff,Learning Hub,30/06/2025,,Complete - 64 trained,Complete\n"
    "3,Voice of the child,Survey 100 children,Participation Team,31/12/2025,31/03/2026,,Not started\n"
)


def imported(thurrock: Partnership, business: User, text: str = MOVED) -> ImportRun:
    return import_document(partnership=thurrock, file_name="Audit log.csv", data=text.encode(), by=business)


def test_first_date_is_the_original_and_the_move_is_in_the_ledger(thurrock: Partnership, business: User) -> None:
    imported(thurrock, business)

    moved, as_planned, _third = Action.objects.order_by("position")
    assert (moved.original_due_on, moved.due_on) == (date(2025, 3, 31), date(2025, 9, 30))
    assert (as_planned.original_due_on, as_planned.due_on) == (date(2025, 6, 30), date(2025, 6, 30))
    move = DueDateMove.objects.get(action=moved)
    assert (move.old_due_on, move.new_due_on, move.moved_by) == (date(2025, 3, 31), date(2025, 9, 30), business)
    assert move.reason == "Imported from Audit log.csv, row 2 of Audit log"
    assert DueDateMove.objects.count() == 2


def test_undo_takes_the_moves_back(thurrock: Partnership, business: User) -> None:
    run = imported(thurrock, business)

    undo_import(run=run, by=business)

    assert not Action.objects.exists()
    assert not DueDateMove.objects.exists()


def test_same_file_again_moves_nothing_and_a_further_date_is_one_move_more(
    thurrock: Partnership, business: User
) -> None:
    imported(thurrock, business)
    imported(thurrock, business)
    before = DueDateMove.objects.count()

    imported(thurrock, business, MOVED.replace("30/09/2025", "31/12/2025"))

    moved = Action.objects.order_by("position")[0]
    assert before == 2
    assert (moved.original_due_on, moved.due_on) == (date(2025, 3, 31), date(2025, 12, 31))
    assert DueDateMove.objects.filter(action=moved).count() == 2


def test_row_whose_date_never_moved_is_read_under_its_own_headings() -> None:
    """The word under Status is at home there, so the blank before it is no sign of a shift."""
    plan = read_any_plan(MOVED.encode(), "Audit log.csv")

    as_planned = plan.actions[1]
    assert as_planned.progress == "Complete - 64 trained"
    assert as_planned.timescale.due == date(2025, 6, 30)
    assert not [problem for problem in as_planned.problems if problem.code == "shifted"]


@pytest.mark.parametrize(
    ("headings", "cells", "first"),
    [
        (("Original due date", "Due date"), ("May 2031", "July 2031"), date(2031, 5, 31)),
        (("Due date", "Extended deadline"), ("1 May 2031", "1 July 2031"), date(2031, 5, 1)),
        (("Start date", "Revised date"), ("1 May 2031", "1 July 2031"), None),
        (("Original date", "Revised date"), ("1 July 2031", "1 July 2031"), None),
        (("Original date", "Revised date"), ("as before", "1 July 2031"), None),
        (("Review date", "Due date"), ("1 May 2031", "1 July 2031"), None),
    ],
)
def test_first_date_is_told_by_its_heading(
    headings: tuple[str, str], cells: tuple[str, str], first: date | None
) -> None:
    found = first_due(action_with(headings, cells))

    assert (found[0] if found else None) == first


def action_with(headings: tuple[str, str], cells: tuple[str, str]) -> DraftAction:
    text = f"Ref,Action,{','.join(headings)}\n1,Write the guide for schools,{','.join(cells)}\n"
    [action] = read_any_plan(text.encode(), "plan.csv").actions
    return action
