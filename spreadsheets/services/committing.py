"""Commits a staged import: all of it in one transaction, or nothing."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass

import tablib
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from import_export.exceptions import ImportError as RowFailed

from accounts.models import User
from accounts.permissions import hold_partnership, require
from accounts.roles import Permission
from accounts.rules import RuleBroken
from plans.holding import hold_plan
from plans.models import Action, ActionPlan
from plans.services import withdraw_action
from ratings.models import ExpectedLevel, PlanScale, RatingScale, ReportingPeriod
from ratings.services import set_expected_levels, set_plan_scale
from spreadsheets.landing import Landing
from spreadsheets.models import ImportRow, ImportRun, ImportStatus, Outcome
from spreadsheets.preview import Preview, preview, result_of
from spreadsheets.resources import PlanResource, dataset_of, import_columns
from spreadsheets.services.foundations import make_lead, make_period, make_scale
from spreadsheets.services.ledger import Ledger
from spreadsheets.services.structure import Structure, the_plan
from spreadsheets.services.writing import RowWriter

ROWS_AT_A_TIME = 50


class CannotBeImported(Exception):
    """The rows do not stand up to being checked: one sentence each. Nothing was written."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__(errors[0] if errors else "")
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Step:
    """How far a commit has come."""

    done: int
    of: int


@transaction.atomic
def commit_run(*, run: ImportRun, by: User) -> ImportRun:
    """Write all of the import. Raises CannotBeImported with what is wrong, or RuleBroken; then nothing is written."""
    for _step in commit_steps(run=run, by=by):
        pass
    run.refresh_from_db()
    return run


def commit_steps(*, run: ImportRun, by: User) -> Generator[Step]:
    """The same, step by step, for a page that shows how far it has come.

    The transaction is open from the first step to the last: whoever stops asking for steps takes everything back.
    """
    with transaction.atomic():
        require(Permission.IMPORT, run.partnership, by=by)
        run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if not run.is_staged:
            raise RuleBroken(_("This import was committed already. Nothing was written again."))
        _hold(run)
        found = preview(run)
        if found.errors:
            raise CannotBeImported(found.errors)
        ledger = Ledger()
        writer = _begin(found.landing, by=by, ledger=ledger)
        yield from _write_rows(found.landing, writer)
        _finish(run, found, writer, by=by)


def _hold(run: ImportRun) -> None:
    """What the preview is reckoned from stays as it is until all is written: periods open, actions as they stand."""
    hold_partnership(run.partnership)
    periods = ReportingPeriod.objects.filter(partnership=run.partnership_id).order_by("pk")
    list(periods.select_for_update(no_key=True).values_list("pk"))
    if run.target:
        hold_plan(run.target)


def _begin(landing: Landing, *, by: User, ledger: Ledger) -> RowWriter:
    """All that the rows stand on: plan, scale, periods, leads, sections."""
    run = landing.run
    plan = the_plan(run, by=by, ledger=ledger)
    scale = _scale(landing, plan, by=by, ledger=ledger)
    periods = dict(landing.periods)
    for name in landing.new_periods if run.makes_periods else []:
        periods[name] = make_period(name, run, by=by, ledger=ledger)
    leads = dict(landing.leads.leads)
    agreed = set(landing.new_leads)
    for named in landing.unknown_leads:
        if named.name in agreed:
            leads[named.name.lower()] = make_lead(named, run, by=by, ledger=ledger)
    structure = Structure.of(plan, run, ledger)
    _expect(run, plan, scale, periods, by=by, ledger=ledger)
    return RowWriter(landing, structure, scale, periods, leads, ledger, by)


def _scale(landing: Landing, plan: ActionPlan, *, by: User, ledger: Ledger) -> RatingScale | None:
    """The scale of the file's ratings: the plan's own, or another that a person chose for it from now on."""
    run, setup = landing.run, PlanScale.objects.filter(plan=plan).first()
    scale = run.scale
    if scale is None and run.new_scale and landing.shape:
        valid_from = run.starts_on or (run.period.starts_on if run.period else timezone.localdate())
        scale = make_scale(landing.shape, run, valid_from=valid_from, ledger=ledger)
    if scale is None:
        return setup.scale if setup else None
    if setup is not None:
        ledger.changes(setup)
    made = set_plan_scale(plan=plan, scale=scale, by=by, reason=_from(run))
    if setup is None:
        ledger.made(made)
    return scale


def _expect(
    run: ImportRun,
    plan: ActionPlan,
    scale: RatingScale | None,
    periods: dict[str, ReportingPeriod],
    *,
    by: User,
    ledger: Ledger,
) -> None:
    """The levels that the file expects, where the plan has none for that dimension and period yet."""
    if scale is None:
        return
    dimensions = {name.lower(): each for each in scale.dimensions.all() for name in (each.code, each.name)}
    levels = {level.code: level for level in scale.levels.all()}
    for expected in run.draft.get("expected", []):
        dimension, period = dimensions.get(expected["dimension"].lower()), periods.get(expected["period"])
        found = [levels[code] for code in expected["levels"] if code in levels]
        if dimension is None or period is None or not found:
            continue
        standing = ExpectedLevel.objects.filter(plan=plan, action=None, dimension=dimension, period=period)
        if not standing.exists():
            set_expected_levels(plan=plan, dimension=dimension, period=period, levels=found, by=by)
            for each in standing:
                ledger.made(each)


def _write_rows(landing: Landing, writer: RowWriter) -> Iterator[Step]:
    columns = import_columns(landing)
    resource = PlanResource(columns, landing=landing, writer=writer)
    whole = dataset_of(landing, columns)
    for start in range(0, len(whole), ROWS_AT_A_TIME):
        part = tablib.Dataset(*whole[start : start + ROWS_AT_A_TIME], headers=whole.headers)
        try:
            resource.import_data(part, raise_errors=True)
        except RowFailed as failed:
            if isinstance(failed.error, RuleBroken):
                raise failed.error from failed
            raise
        yield Step(min(start + ROWS_AT_A_TIME, len(whole)), len(whole))


def _finish(run: ImportRun, found: Preview, writer: RowWriter, *, by: User) -> None:
    if run.withdraws_missing:
        _withdraw(run, found, writer.ledger, by=by)
    _note_outcomes(found, writer)
    run.plan = writer.structure.plan
    run.result = result_of(found) | {"withdrawn": len(found.missing) if run.withdraws_missing else 0}
    run.written = writer.ledger.as_json()
    run.status, run.committed_by, run.committed_at = ImportStatus.COMMITTED, by, timezone.now()
    run.revision += 1
    run.save()


def _withdraw(run: ImportRun, found: Preview, ledger: Ledger, *, by: User) -> None:
    missing = Action.objects.filter(pk__in=[row.action_id for row in found.missing]).select_related("plan__partnership")
    for action in missing:
        ledger.changes(action)
        reason = _("No longer in %(file)s") % {"file": run.file_name}
        withdraw_action(action=action, seen_revision=action.revision, reason=reason, by=by)


def _note_outcomes(found: Preview, writer: RowWriter) -> None:
    """Each row learns what became of it, and of which action it tells."""
    landing = found.landing
    new, changed = {each.row.pk for each in found.new}, {each.row.pk for each in found.changed}
    for row in landing.rows:
        row.action_id = writer.written.get(row.pk) or landing.matched[row.pk]
        row.was_created = row.pk in new
        row.outcome = Outcome.NEW if row.pk in new else Outcome.CHANGED if row.pk in changed else Outcome.SAME
    for row in landing.skipped:
        row.outcome = Outcome.SKIPPED
    ImportRow.objects.bulk_update([*landing.rows, *landing.skipped], ["action", "was_created", "outcome"])


def _from(run: ImportRun) -> str:
    return _("Imported from %(file)s") % {"file": run.file_name}


__all__ = ["CannotBeImported", "Step", "commit_run", "commit_steps"]
