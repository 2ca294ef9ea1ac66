"""Keeps what a person says of a staged import: about the plan as a whole, and row by row."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import require
from accounts.roles import Permission
from accounts.rules import ChangedMeanwhile, RuleBroken
from plans.models import ActionPlan
from ratings.models import RatingScale, ReportingPeriod
from reviews.models import Review
from spreadsheets.models import Decision, ImportRow, ImportRun
from spreadsheets.services.answering import settle_times


@dataclass(frozen=True, slots=True)
class Facts:
    """What a person says of the plan as a whole."""

    title: str
    kind: str
    target: ActionPlan | None = None
    review: Review | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    period: ReportingPeriod | None = None
    scale: RatingScale | None = None
    new_scale: str = ""
    makes_periods: bool = True
    leads_to_create: Sequence[str] = ()
    year_kind: str = ""


@dataclass(frozen=True, slots=True)
class RowChoice:
    """What a person says of one row: `chosen` has only what is to stand in place of what was understood."""

    row_id: int
    chosen: Mapping[str, Any] = field(default_factory=dict)
    skipped: bool = False
    checked: bool = False


@transaction.atomic
def save_review(
    *,
    run: ImportRun,
    facts: Facts,
    rows: Collection[RowChoice],
    whole: Mapping[tuple[str, int], bool],
    seen_revision: int,
    by: User,
) -> ImportRun:
    """Keep the choices; nothing of the plan is written yet.

    `whole` says of source rows that bundle several actions whether each is taken undivided. Raises ChangedMeanwhile
    when somebody saved since the page was made.
    """
    require(Permission.IMPORT, run.partnership, by=by)
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if not run.is_staged:
        raise RuleBroken(_("This import was committed already: what it was to write can no longer be changed."))
    if run.revision != seen_revision:
        raise ChangedMeanwhile
    told = _set_facts(run, facts)
    run.revision += 1
    run.save()
    if told:
        settle_times(run)
    _set_rows(run, {choice.row_id: choice for choice in rows}, whole)
    return run


@transaction.atomic
def choose_writing(*, run: ImportRun, replaces_ratings: bool, withdraws_missing: bool, by: User) -> ImportRun:
    """What is to happen to ratings that people gave here, and to actions that the file no longer has."""
    require(Permission.IMPORT, run.partnership, by=by)
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if not run.is_staged:
        raise RuleBroken(_("This import was committed already. Nothing was written again."))
    run.replaces_ratings, run.withdraws_missing = replaces_ratings, withdraws_missing
    run.save(update_fields=["replaces_ratings", "withdraws_missing"])
    return run


@transaction.atomic
def discard_run(*, run: ImportRun, by: User) -> None:
    """Throw away a document that was never imported; nothing of any plan came of it."""
    require(Permission.IMPORT, run.partnership, by=by)
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if not run.is_staged:
        raise RuleBroken(_("This import was committed: it stays on record. Undo it if it was wrong."))
    run.delete()


def _set_facts(run: ImportRun, facts: Facts) -> bool:
    """Whether more is known now of the time in which the plan's dates lie."""
    before = (run.starts_on, run.ends_on, run.year_kind)
    for name in ("kind", "target", "review", "starts_on", "ends_on", "period", "scale", "new_scale", "makes_periods"):
        setattr(run, name, getattr(facts, name))
    run.title = facts.title.strip()
    run.year_kind = facts.year_kind
    # A name of which more was said on the page of leads does not stand on the page of rows.
    run.leads_to_create = list(facts.leads_to_create)
    run.lead_answers = _still_said(run.lead_answers, run.leads_to_create)
    return before != (run.starts_on, run.ends_on, run.year_kind)


def _still_said(answers: dict[str, Any], creating: Sequence[str]) -> dict[str, Any]:
    """A lead that was ticked to be created, or is not any more, is that from now on, whatever was said before."""
    wanted = {name.lower() for name in creating}
    kept = {name: {"is": "text"} if answer.get("is") == "new" else answer for name, answer in answers.items()}
    return kept | {name: {"is": "new"} for name in wanted & set(kept)}


def _set_rows(run: ImportRun, choices: Mapping[int, RowChoice], whole: Mapping[tuple[str, int], bool]) -> None:
    if not choices and not whole:
        return
    changed, aside = [], []
    for row in ImportRow.objects.filter(run=run):
        choice = choices.get(row.pk)
        if choice is not None and row.taken_in and dict(choice.chosen) != row.chosen:
            # Merged or split by somebody else since the page was made: not in force, so it is told above all rows.
            aside.append({"place": row.place, "said": dict(choice.chosen)})
        elif choice is not None:
            row.chosen = dict(choice.chosen)
            row.changed_by_person = bool(choice.chosen)
            row.decision = Decision.SKIP if choice.skipped else Decision.INCLUDE
            row.is_checked = choice.checked
        asked = row.group in whole and not (row.taken_in or row.made_in or row.made_how)
        if asked:
            row.is_offered = row.is_whole == whole[row.group]
        if choice is not None or asked:
            changed.append(row)
    names = ["chosen", "changed_by_person", "decision", "is_checked", "is_offered"]
    ImportRow.objects.bulk_update(changed, names, batch_size=200)
    if aside:
        run.draft["set_aside"] = [*run.draft.get("set_aside", []), *aside]
        run.save(update_fields=["draft"])
