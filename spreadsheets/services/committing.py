"""Commits a staged import: all of it in one transaction, or nothing."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.bulk import write_fields
from accounts.models import User
from accounts.permissions import hold_partnership, require
from accounts.roles import Permission
from accounts.rules import RuleBroken
from plans.holding import hold_plan
from plans.models import Action, ActionPlan, Lead
from plans.services import withdraw_actions
from ratings.models import ExpectedLevel, PlanScale, RatingScale, ReportingPeriod
from ratings.services import set_expected_levels, set_plan_scale
from spreadsheets.bare_quarters import with_year
from spreadsheets.landing import Landing
from spreadsheets.limits import LONG_IMPORT
from spreadsheets.models import ImportRun, ImportStatus, Outcome
from spreadsheets.preview import Preview, preview, result_of
from spreadsheets.proposing import year_of_quarters
from spreadsheets.services.foundations import make_leads, make_period, make_scale
from spreadsheets.services.ledger import Ledger, in_parts
from spreadsheets.services.remembering import remember_wordings
from spreadsheets.services.structure import Structure, the_plan
from spreadsheets.services.writing import PlanWriter

# An import of more rows than this shows its progress, a line for each batch.
ROWS_AT_A_TIME = LONG_IMPORT


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
        yield from _write_rows(found, writer)
        _finish(run, found, writer, by=by)


def _hold(run: ImportRun) -> None:
    """What the preview is reckoned from stays as it is until all is written: periods open, actions and leads as now."""
    hold_partnership(run.partnership)
    periods = ReportingPeriod.objects.filter(partnership=run.partnership_id).order_by("pk")
    list(periods.select_for_update(no_key=True).values_list("pk"))
    if run.target:
        hold_plan(run.target)
    # After the actions, as whoever merges two leads takes them.
    leads = Lead.objects.select_for_update(no_key=True).filter(partnership=run.partnership_id)
    list(leads.order_by("pk").values_list("pk"))


def _begin(landing: Landing, *, by: User, ledger: Ledger) -> PlanWriter:
    """All that the rows stand on: plan, scale, periods, leads, sections."""
    run = landing.run
    plan = the_plan(run, by=by, ledger=ledger)
    scale = _scale(landing, plan, by=by, ledger=ledger)
    periods = dict(landing.periods)
    for name in landing.new_periods if run.makes_periods else []:
        periods[name] = make_period(name, run, by=by, ledger=ledger)
    leads = dict(landing.leads.leads)
    agreed = set(landing.new_leads)
    leads |= make_leads([named for named in landing.unknown_leads if named.name in agreed], run, by=by, ledger=ledger)
    names = (lead.name for row in landing.rows for lead in row.staged.leads)
    remember_wordings(run=run, names=names, ledger=ledger, by=by)
    structure = Structure.of(plan, run, by=by, ledger=ledger)
    _expect(run, plan, scale, periods, by=by, ledger=ledger)
    return PlanWriter(landing, structure, scale, periods, leads, ledger, by)


def _scale(landing: Landing, plan: ActionPlan, *, by: User, ledger: Ledger) -> RatingScale | None:
    """The scale of the file's ratings: the plan's own, or another that a person chose for it from now on."""
    run, setup = landing.run, PlanScale.objects.filter(plan=plan).first()
    scale = run.scale
    if scale is None and run.new_scale and landing.shape:
        valid_from = run.starts_on or (run.period.starts_on if run.period else timezone.localdate())
        scale = make_scale(landing.shape, run, valid_from=valid_from, by=by, ledger=ledger)
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
    year = year_of_quarters(run)
    for expected in run.draft.get("expected", []):
        dimension = dimensions.get(expected["dimension"].lower())
        period = periods.get(with_year(expected["period"], year))
        found = [levels[code] for code in expected["levels"] if code in levels]
        if dimension is None or period is None or not found:
            continue
        standing = ExpectedLevel.objects.filter(plan=plan, action=None, dimension=dimension, period=period)
        if not standing.exists():
            set_expected_levels(plan=plan, dimension=dimension, period=period, levels=found, by=by)
            for each in standing:
                ledger.made(each)


def _write_rows(found: Preview, writer: PlanWriter) -> Iterator[Step]:
    """What django-import-export found new or changed, in the order of the file, batch by batch."""
    differing = {each.row.pk: each for each in (*found.new, *found.changed)}
    rows = found.landing.rows
    for start in range(0, len(rows), ROWS_AT_A_TIME):
        batch = rows[start : start + ROWS_AT_A_TIME]
        writer.write([differing[row.pk] for row in batch if row.pk in differing])
        yield Step(start + len(batch), len(rows))


def _finish(run: ImportRun, found: Preview, writer: PlanWriter, *, by: User) -> None:
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
    missing = [row.action_id for row in found.missing if row.action_id]
    for part in in_parts(missing):
        actions = list(Action.objects.filter(pk__in=part).select_related("plan__partnership"))
        ledger.changes(*actions)
        withdraw_actions(actions=actions, reason=_("No longer in %(file)s") % {"file": run.file_name}, by=by)


def _note_outcomes(found: Preview, writer: PlanWriter) -> None:
    """Each row learns what became of it, and of which action it tells."""
    landing = found.landing
    new, changed = {each.row.pk for each in found.new}, {each.row.pk for each in found.changed}
    for row in landing.rows:
        row.action_id = writer.written.get(row.pk) or landing.matched[row.pk]
        row.was_created = row.pk in new
        row.outcome = Outcome.NEW if row.pk in new else Outcome.CHANGED if row.pk in changed else Outcome.SAME
    for row in landing.skipped:
        row.outcome = Outcome.SKIPPED
    write_fields([*landing.rows, *landing.skipped], ["action", "was_created", "outcome"])


def _from(run: ImportRun) -> str:
    return _("Imported from %(file)s") % {"file": run.file_name}


__all__ = ["CannotBeImported", "Step", "commit_run", "commit_steps"]
