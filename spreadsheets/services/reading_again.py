"""Reads a staged document once more, with other tables or columns, and keeps what a person had set right in it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import require
from accounts.roles import Permission
from accounts.rules import ChangedMeanwhile, RuleBroken
from spreadsheets.models import ImportRow, ImportRun
from spreadsheets.proposing import propose_scale, propose_target
from spreadsheets.services.answering import settled_times
from spreadsheets.services.rearranging import fix_groups, mark_taken, put_aside, rows_made
from spreadsheets.services.remembering import remember_columns
from spreadsheets.services.staging import draft_of, read_both_ways, rows_of

_Key = tuple[str, int, int | None, bool]


@transaction.atomic
def read_again(
    *,
    run: ImportRun,
    tables: Sequence[str],
    columns: Mapping[str, str],
    seen_revision: int,
    by: User,
    remembers: bool = True,
) -> ImportRun:
    """Read these tables of the file (all that look like a plan where none is named) with these fields for headings.

    What a person chose for a row stays with the row of the same table, number and part; what finds no such row any
    more is told in `run.draft["set_aside"]`. Raises RuleBroken with one sentence where no plan is found that way; then
    all stays as it was.
    """
    require(Permission.IMPORT, run.partnership, by=by)
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if not run.is_staged:
        raise RuleBroken(_("This import was committed already: what it was to write can no longer be changed."))
    if run.revision != seen_revision:
        raise ChangedMeanwhile
    plan, whole = read_both_ways(run.partnership, run.file_name, bytes(run.data), tables=tables, columns=columns)
    before = list(ImportRow.objects.filter(run=run).order_by("position"))
    rows, aside = carried_over(before, rows_of(run, plan, whole))
    settled_times(rows, run)
    _replace_rows(run, rows)
    told = {name: run.draft[name] for name in ("remembered",) if name in run.draft and columns == run.columns}
    aside = [*run.draft.get("set_aside", []), *aside]
    earlier_title = run.draft.get("title", run.title)
    run.draft = draft_of(plan, run.draft.get("tables", [])) | told | {"set_aside": aside}
    if list(tables) != run.tables:
        _name_anew(run, earlier_title)
    run.layout, run.tables, run.columns = plan.layout[:40], list(tables), dict(columns)
    if run.scale is None:
        run.scale, run.new_scale = propose_scale(run)
    run.revision += 1
    run.save()
    if remembers:
        remember_columns(run=run, columns=columns, by=by)
    return run


def _replace_rows(run: ImportRun, rows: Sequence[ImportRow]) -> None:
    for position, row in enumerate(rows, start=1):
        row.position = position
    ImportRow.objects.filter(run=run).delete()
    ImportRow.objects.bulk_create(rows)


def _name_anew(run: ImportRun, earlier_title: str) -> None:
    """Other tables may be another plan: its title, and the plan to bring up to date, unless a person chose them."""
    proposed = propose_target(run.partnership, earlier_title, run.file_name)
    if run.target != proposed or run.title != (proposed.title if proposed else earlier_title):
        return
    title = run.draft["title"]
    # The file's name is that of all its plans, so it tells no longer which of them this is.
    run.target = propose_target(run.partnership, title, title if title != earlier_title else run.file_name)
    run.title = run.target.title if run.target else title
    run.kind = run.target.kind if run.target else run.kind


def carried_over(
    before: Sequence[ImportRow], rows: Sequence[ImportRow]
) -> tuple[list[ImportRow], list[dict[str, Any]]]:
    """The new rows in their order with all that was said of the old ones, and what could not be kept."""
    new = {_key(row): row for row in rows}
    became: dict[int, ImportRow] = {}
    lost: list[ImportRow] = []
    for row in (each for each in before if each.made_in is None):
        if _key(row) in new:
            became[row.pk] = new[_key(row)]
            _carry(row, new[_key(row)])
        else:
            lost.append(row)
    _keep_whole(before, rows)
    made: dict[int, list[ImportRow]] = {}
    for step in sorted({row.made_in for row in before if row.made_in}):
        lost += _again(step, before, became, made)
    ordered = _in_order(rows, made)
    fix_groups(ordered)
    return ordered, [each for row in lost if (each := put_aside(row))]


def _key(row: ImportRow) -> _Key:
    return (row.table, row.row, row.part, row.is_whole)


def _carry(old: ImportRow, new: ImportRow) -> None:
    """The key goes with it: a page that was open meanwhile still speaks of the same row."""
    new.pk = old.pk
    new.chosen, new.changed_by_person = old.chosen, old.changed_by_person
    new.decision, new.is_checked = old.decision, old.is_checked


def _keep_whole(before: Iterable[ImportRow], rows: Iterable[ImportRow]) -> None:
    """A source row that a person keeps undivided stays so."""
    undivided = {row.group for row in before if row.is_whole and (row.is_offered or row.taken_in)}
    there = {row.group for row in rows if row.is_whole}
    for row in rows:
        if row.group in undivided & there:
            row.is_offered = row.is_whole


def _again(
    step: int, before: Sequence[ImportRow], became: dict[int, ImportRow], made: dict[int, list[ImportRow]]
) -> list[ImportRow]:
    """Merge or split once more what was merged or split; returns the old rows that cannot come about any more."""
    old = [row for row in before if row.made_in == step]
    sources = [row for row in before if row.taken_in == step]
    new = [became.get(row.pk) for row in sources]
    there = [row for row in new if row is not None and row.is_offered]
    how = old[0].made_how
    same_text = how["how"] == "merge" or all(
        row.staged.text == now.staged.text for row, now in zip(sources, there, strict=False)
    )
    if not there or len(there) != len(sources) or not same_text:
        return old
    again = rows_made(step, there, how)
    mark_taken(step, there)
    made[id(there[-1])] = again
    for row, now in zip(old, again, strict=False):
        became[row.pk] = now
        _carry(row, now)
    return old[len(again) :]


def _in_order(rows: Iterable[ImportRow], made: Mapping[int, list[ImportRow]]) -> list[ImportRow]:
    """Rows that were made stand after the last of those that they were made of."""
    ordered: list[ImportRow] = []
    for row in rows:
        ordered.append(row)
        ordered += _in_order(made.get(id(row), ()), made)
    return ordered
