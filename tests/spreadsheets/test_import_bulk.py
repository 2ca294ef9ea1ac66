"""Thousands of rows are written in batches: what is asked of the database grows by batches, and nothing is lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Partnership, User
from plans.models import Action, DueDateMove, Milestone, ProgressUpdate
from ratings.models import Rating, ReportingPeriod
from spreadsheets.models import ImportRow, ImportRun
from spreadsheets.preview import preview
from spreadsheets.services import commit_run, committing, import_document, undo_import
from spreadsheets.services.ledger import last_entries
from tests.factories import LeadFactory, PeriodFactory, brag
from tests.spreadsheets.tables import csv_bytes

BATCH = 8


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(committing, "ROWS_AT_A_TIME", BATCH)


@pytest.fixture
def period(thurrock: Partnership) -> ReportingPeriod:
    brag(thurrock)
    for name in ("Essex Police", "Audit Group"):
        LeadFactory.create(partnership=thurrock, name=name)
    return PeriodFactory.create(partnership=thurrock)


def file_of(actions: int, *, said: str = "Begun", day: str = "31/03/2022", level: str = "Amber") -> bytes:
    rows = [["Ref", "Section", "Objective", "Action", "Lead", "Timescale", "Progress", "RAG rating"]]
    for number in range(1, actions + 1):
        place = [f"{number}", f"Theme {number % 3}", f"Objective {number % 5}"]
        rows.append([*place, f"Do thing {number}", "Essex Police\nAudit Group", day, f"{said} {number}", level])
    return csv_bytes(rows)


def staged(partnership: Partnership, by: User, period: ReportingPeriod, data: bytes) -> ImportRun:
    """As import_document has it before it commits."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("spreadsheets.services.importing.commit_run", lambda *, run, by: run)
        return import_document(
            partnership=partnership, file_name="plan.csv", data=data, by=by, title="Bulk plan", period=period
        )


def asked_to_commit(run: ImportRun, by: User) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        commit_run(run=run, by=by)
    return len(queries)


def asked_to_undo(run: ImportRun, by: User) -> int:
    with CaptureQueriesContext(connection) as queries:
        undo_import(run=run, by=by)
    return len(queries)


@pytest.mark.parametrize(("actions", "asked"), [(2, 94), (BATCH, 94), (2 * BATCH, 122)])
def test_queries_of_new_actions_grow_by_batches(
    *, thurrock: Partnership, business: User, period: ReportingPeriod, actions: int, asked: int
) -> None:
    run = staged(thurrock, business, period, file_of(actions))

    assert asked_to_commit(run, business) == asked
    assert Action.objects.count() == Rating.objects.count() == ProgressUpdate.objects.count() == actions


@pytest.mark.parametrize(("actions", "asked"), [(2, 85), (BATCH, 85), (2 * BATCH, 119)])
def test_queries_of_changed_actions_grow_by_batches(
    *, thurrock: Partnership, business: User, period: ReportingPeriod, actions: int, asked: int
) -> None:
    commit_run(run=staged(thurrock, business, period, file_of(actions)), by=business)
    later = file_of(actions, said="Done", day="30/06/2022", level="Green")
    run = staged(thurrock, business, period, later)

    assert asked_to_commit(run, business) == asked
    assert DueDateMove.objects.count() == actions
    assert Rating.objects.filter(level__code="green", revision=2).count() == actions


@pytest.mark.parametrize("actions", [2, BATCH, 2 * BATCH])
def test_queries_of_undoing_do_not_grow_with_the_rows(
    thurrock: Partnership, business: User, period: ReportingPeriod, actions: int
) -> None:
    commit_run(run=staged(thurrock, business, period, file_of(actions)), by=business)
    run = commit_run(run=staged(thurrock, business, period, file_of(actions, said="Done", level="Green")), by=business)

    assert asked_to_undo(run, business) == 49
    assert Rating.objects.filter(level__code="amber", revision=3).count() == actions
    assert ProgressUpdate.objects.filter(text__startswith="Done").count() == 0


@pytest.mark.parametrize(("actions", "asked"), [(2, 22), (2 * BATCH, 22)])
def test_queries_of_the_preview_are_the_same_for_any_number_of_rows(
    *, thurrock: Partnership, business: User, period: ReportingPeriod, actions: int, asked: int
) -> None:
    commit_run(run=staged(thurrock, business, period, file_of(actions)), by=business)
    run = staged(thurrock, business, period, file_of(actions, said="Done"))

    with CaptureQueriesContext(connection) as queries:
        found = preview(ImportRun.objects.get(pk=run.pk))

    assert len(found.changed) == actions
    assert len(queries) == asked


def test_history_of_every_action_update_and_rating_says_who_and_where_from(
    thurrock: Partnership, business: User, period: ReportingPeriod
) -> None:
    commit_run(run=staged(thurrock, business, period, file_of(2 * BATCH)), by=business)
    later = file_of(2 * BATCH, said="Done", day="30/06/2022", level="Green")
    commit_run(run=staged(thurrock, business, period, later), by=business)

    action = Action.objects.get(reference="11")
    entries = list(action.history.order_by("history_id"))
    place = "Imported from plan.csv, row 12 of plan"
    assert [(entry.history_type, entry.history_user, entry.history_change_reason) for entry in entries] == [
        ("+", business, place),
        ("~", business, place),
    ]
    assert [sorted(row.lead.name for row in entry.leads.all()) for entry in entries] == [
        ["Audit Group", "Essex Police"]
    ] * 2
    rating = action.ratings.get()
    assert [entry.level.code for entry in rating.history.order_by("history_id")] == ["amber", "green"]
    assert {entry.history_change_reason for entry in rating.history.all()} == {place}
    assert [update.history.get().history_change_reason for update in action.updates.all()] == [place] * 2
    move = action.due_date_moves.get()
    assert (str(move.old_due_on), str(move.new_due_on), move.moved_by) == ("2022-03-31", "2022-06-30", business)
    assert str(action.original_due_on) == "2022-03-31"


def test_rows_know_their_action_and_what_became_of_it(
    thurrock: Partnership, business: User, period: ReportingPeriod
) -> None:
    commit_run(run=staged(thurrock, business, period, file_of(BATCH)), by=business)

    run = commit_run(run=staged(thurrock, business, period, file_of(2 * BATCH)), by=business)

    rows = list(ImportRow.objects.filter(run=run).select_related("action"))
    assert [row.outcome for row in rows] == ["same"] * BATCH + ["new"] * BATCH
    assert [row.was_created for row in rows] == [False] * BATCH + [True] * BATCH
    assert [row.action.reference for row in rows if row.action] == [row.staged.reference for row in rows]


def test_undoing_puts_every_action_back_and_tells_it_in_its_history(
    thurrock: Partnership, business: User, period: ReportingPeriod
) -> None:
    fields = ("reference", "text", "due_on", "original_due_on", "timescale_text", "section__title", "objective__text")
    commit_run(run=staged(thurrock, business, period, file_of(BATCH)), by=business)
    before = list(Action.objects.order_by("pk").values_list("pk", *fields, "leads__name"))
    other = file_of(2 * BATCH, said="Done", day="by 1 May 2022 and by 1 June 2022").replace(b"Audit Group", b"")
    run = commit_run(run=staged(thurrock, business, period, other.replace(b"Theme", b"Topic")), by=business)
    assert Milestone.objects.count() > 0

    undo_import(run=run, by=business)

    assert list(Action.objects.order_by("pk").values_list("pk", *fields, "leads__name")) == before
    assert Milestone.objects.count() == DueDateMove.objects.count() == 0
    assert Action.history.filter(history_type="-", history_user=business).count() == BATCH
    assert set(Action.history.filter(history_type="-").values_list("history_change_reason", flat=True)) == {
        "Import of plan.csv undone"
    }
    last = Action.history.filter(history_id__in=last_entries(Action, [row[0] for row in before]).values())
    assert {min(row.lead.name for row in entry.leads.all()) for entry in last} == {"Audit Group"}


def test_actions_that_the_file_no_longer_has_are_withdrawn_together(
    thurrock: Partnership, business: User, period: ReportingPeriod
) -> None:
    commit_run(run=staged(thurrock, business, period, file_of(2 * BATCH)), by=business)
    run = staged(thurrock, business, period, file_of(2))
    ImportRun.objects.filter(pk=run.pk).update(withdraws_missing=True)

    commit_run(run=ImportRun.objects.get(pk=run.pk), by=business)

    gone = Action.objects.exclude(status="active")
    assert {(each.withdrawn_reason, each.withdrawn_by, each.revision) for each in gone} == {
        ("No longer in plan.csv", business, 2)
    }
    assert gone.count() == 2 * BATCH - 2
    undo_import(run=ImportRun.objects.get(pk=run.pk), by=business)
    assert Action.objects.active().count() == 2 * BATCH
