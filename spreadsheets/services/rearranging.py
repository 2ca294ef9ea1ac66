"""Rows that a person puts together or takes apart by hand, and taking that back, until the import is committed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import require
from accounts.roles import Permission
from accounts.rules import ChangedMeanwhile, RuleBroken
from spreadsheets import by_hand
from spreadsheets.models import Decision, ImportRow, ImportRun
from spreadsheets.staged import Staged

# Far beyond any row, so that positions can be moved without two of them meeting.
_FAR = 1_000_000_000
MOST_PARTS = 60


@transaction.atomic
def merge_with_above(*, run: ImportRun, row: ImportRow, seen_revision: int, by: User) -> ImportRow:
    """One action of this row and the one in force above it: the text of both, the sources of both."""
    run = _held(run, seen_revision, by)
    offered = ImportRow.objects.filter(run=run, decision=Decision.INCLUDE).offered()
    row = _in_force(offered, row)
    above = offered.filter(position__lt=row.position).order_by("-position").first()
    if above is None:
        raise RuleBroken(_("There is no row above this one to merge it with."))
    [made] = _make(run, [above, row], {"how": "merge"})
    return made


@transaction.atomic
def split_by_hand(
    *,
    run: ImportRun,
    row: ImportRow,
    starts: Collection[int],
    shares: Mapping[str, str],
    seen_revision: int,
    by: User,
) -> list[ImportRow]:
    """Several actions of one row, each beginning at one of the pieces of its text; see by_hand.split."""
    run = _held(run, seen_revision, by)
    row = _in_force(ImportRow.objects.filter(run=run).offered(), row)
    number = len(by_hand.split(row.staged, starts, shares))
    if number < 2:
        raise RuleBroken(_("Choose at least one more place at which an action begins."), field="starts")
    if number > MOST_PARTS:
        raise RuleBroken(
            _("A row can be split into %(most)d actions at most: choose fewer places.") % {"most": MOST_PARTS},
            field="starts",
        )
    return _make(run, [row], {"how": "split", "starts": sorted(starts), "shares": dict(shares)})


@transaction.atomic
def undo_step(*, run: ImportRun, step: int, seen_revision: int, by: User) -> list[ImportRow]:
    """Put back the rows as they were before they were merged or split; what was set right since is put aside."""
    run = _held(run, seen_revision, by)
    made = list(ImportRow.objects.filter(run=run, made_in=step))
    sources = list(ImportRow.objects.filter(run=run, taken_in=step).order_by("position"))
    if not made or not sources:
        raise RuleBroken(_("This was taken back already."))
    if any(row.taken_in for row in made):
        raise RuleBroken(_("These rows were merged or split once more since: take that back first."))
    aside = [each for row in made if (each := put_aside(row))]
    ImportRow.objects.filter(pk__in=[row.pk for row in made]).delete()
    ImportRow.objects.filter(pk__in=[row.pk for row in sources]).update(taken_in=None, is_offered=True)
    _settle(run, {row.group for row in [*sources, *made]})
    run.draft["set_aside"] = [*run.draft.get("set_aside", []), *aside]
    run.save(update_fields=["draft"])
    return sources


def rows_made(step: int, sources: Sequence[ImportRow], how: Mapping[str, Any]) -> list[ImportRow]:
    """The rows that come of these, not saved."""
    first = sources[0]
    if how["how"] == "merge":
        parts: list[Staged] = [by_hand.joined(sources[0].staged, sources[1].staged)]
        problems = by_hand.problems_of(parts[0], *(row.problems for row in sources))
        return [_row(step, first, parts[0], how, problems=problems, origins=_origins(sources))]
    parts = by_hand.split(first.staged, how["starts"], how["shares"])
    made = []
    for number, part in enumerate(parts, start=1):
        own = part.timescale_text != first.staged.timescale_text
        said = [each for each in first.problems if not (own and each["field"] == "timescale")]
        problems = by_hand.problems_of(part, said) + (by_hand.time_problem(part) if own else [])
        place = {"part": number, "parts": len(parts), "origins": first.origins}
        made.append(_row(step, first, part, how, problems=problems, **place))
    return made


def mark_taken(step: int, sources: Iterable[ImportRow]) -> None:
    for row in sources:
        row.taken_in, row.is_offered = step, False


def fix_groups(rows: Iterable[ImportRow]) -> list[ImportRow]:
    """Source rows of which something was merged or split are not offered whole; returns those where that changes."""
    rows = list(rows)
    touched = {row.group for row in rows if row.taken_in}
    changed = []
    for row in rows:
        fixed = row.group in touched and row.made_in is None
        if row.made_in is None and bool(row.made_how) != fixed:
            row.made_how = {"fixed": True} if fixed else {}
            changed.append(row)
    return changed


def put_aside(row: ImportRow) -> dict[str, Any] | None:
    """What a person had set right in a row that is no more: its place, and what was typed."""
    said = {name: value for name, value in row.chosen.items() if name not in {"due_precision", "recurrence"}}
    return {"place": row.place, "said": said} if said else None


def _held(run: ImportRun, seen_revision: int, by: User) -> ImportRun:
    """The run for writing, if it may be written and is as it was seen."""
    require(Permission.IMPORT, run.partnership, by=by)
    run = ImportRun.objects.select_for_update(of=("self",)).defer("data").get(pk=run.pk)
    if not run.is_staged:
        raise RuleBroken(_("This import was committed already: what it was to write can no longer be changed."))
    if run.revision != seen_revision:
        raise ChangedMeanwhile
    run.revision += 1
    run.save(update_fields=["revision"])
    return run


def _in_force(rows: Any, row: ImportRow) -> ImportRow:
    found: ImportRow | None = rows.filter(pk=row.pk).first()
    if found is None:
        raise RuleBroken(_("This row was left out, merged or split meanwhile: look at the rows again."))
    return found


def _make(run: ImportRun, sources: list[ImportRow], how: dict[str, Any]) -> list[ImportRow]:
    step = (ImportRow.objects.filter(run=run).aggregate(last=Max("made_in"))["last"] or 0) + 1
    made = rows_made(step, sources, how)
    after = sources[-1].position
    later = ImportRow.objects.filter(run=run, position__gt=after)
    later.update(position=F("position") + _FAR)
    ImportRow.objects.filter(run=run, position__gt=_FAR).update(position=F("position") - _FAR + len(made))
    for position, row in enumerate(made, start=after + 1):
        row.position = position
    mark_taken(step, sources)
    ImportRow.objects.bulk_update(sources, ["taken_in", "is_offered"])
    ImportRow.objects.bulk_create(made)
    _settle(run, {row.group for row in sources})
    return made


def _settle(run: ImportRun, groups: Collection[tuple[str, int]]) -> None:
    near = ImportRow.objects.filter(
        run=run, table__in={table for table, _row in groups}, row__in={number for _table, number in groups}
    )
    ImportRow.objects.bulk_update(fix_groups(near), ["made_how"])


def _row(step: int, first: ImportRow, staged: Staged, how: Mapping[str, Any], **more: Any) -> ImportRow:
    """One of the rows made in the step; `more` are its problems, its origins, and which part it is."""
    return ImportRow(
        run_id=first.run_id,
        table=first.table,
        row=first.row,
        understood=staged.as_json(),
        made_in=step,
        made_how=dict(how),
        **more,
    )


def _origins(sources: Sequence[ImportRow]) -> list[Any]:
    found: list[Any] = []
    for origin in (each for row in sources for each in row.origins):
        if origin not in found:
            found.append(origin)
    return found
