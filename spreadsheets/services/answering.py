"""Keeps what a person says of an import's names and quarters, each asked once for the whole file."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import require
from accounts.roles import Permission
from accounts.rules import ChangedMeanwhile, RuleBroken
from plans.timescales import Timescale, read_timescale
from spreadsheets.by_hand import timed
from spreadsheets.models import ImportRow, ImportRun
from spreadsheets.staged import Staged
from spreadsheets.years import read_of_year, year_matters


@transaction.atomic
def answer_leads(
    *,
    run: ImportRun,
    answers: Mapping[str, dict[str, Any]],
    names: Collection[str],
    seen_revision: int,
    by: User,
) -> ImportRun:
    """What is made of each of the `names`: {"lead": key} of a known lead, {"is": "new"} or {"is": "text"}.

    A name that has no answer is left as it was understood.
    """
    require(Permission.IMPORT, run.partnership, by=by)
    run = ImportRun.objects.select_for_update(of=("self",)).defer("data").get(pk=run.pk)
    if not run.is_staged:
        raise RuleBroken(_("This import was committed already: what it was to write can no longer be changed."))
    if run.revision != seen_revision:
        raise ChangedMeanwhile
    asked = {name.lower() for name in names}
    kept = {name: answer for name, answer in run.lead_answers.items() if name not in asked}
    run.lead_answers = kept | {name.lower(): dict(answer) for name, answer in answers.items()}
    others = [name for name in run.leads_to_create if name.lower() not in asked]
    run.leads_to_create = [*others, *(name for name, answer in answers.items() if answer.get("is") == "new")]
    run.revision += 1
    run.save(update_fields=["lead_answers", "leads_to_create", "revision"])
    return run


def settled_times(rows: Iterable[ImportRow], run: ImportRun) -> list[ImportRow]:
    """The rows whose time is understood now that the plan's own time, or the year of its quarters, is known.

    They are changed, not saved; a date that a person typed for a row stands before it.
    """
    span = (run.starts_on, run.ends_on) if run.starts_on and run.ends_on else None
    changed = []
    for row in rows:
        staged = Staged.read(row.understood)
        time = _time_of(staged.timescale_text, run.year_kind, span, is_open=_asks(row))
        if time is None or time.problem:
            continue
        row.problems = [problem for problem in row.problems if problem["code"] != "timescale"]
        row.understood = timed(staged, time).as_json()
        changed.append(row)
    return changed


def settle_times(run: ImportRun) -> None:
    changed = settled_times(ImportRow.objects.filter(run=run), run)
    ImportRow.objects.bulk_update(changed, ["understood", "problems"], batch_size=200)


def _asks(row: ImportRow) -> bool:
    return any(problem["code"] == "timescale" for problem in row.problems)


def _time_of(text: str, year_kind: str, span: tuple[date, date] | None, *, is_open: bool) -> Timescale | None:
    if year_kind and year_matters(text, span):
        return read_of_year(text, year_kind, span)
    return read_timescale(text, span=span) if is_open and span else None
