"""What ratings and leads stand on: the scale, the quarters and the leads that an import makes where a person agreed."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from accounts.history import create_many_with_history, save_with_history
from accounts.models import Agency, Partnership, User
from accounts.rules import RuleBroken
from plans.models import Lead, LeadKind
from ratings.models import Dimension, Level, LevelDefinition, RatingScale, ReportingPeriod
from ratings.quarters import quarter_named
from ratings.services.periods import hold_open
from spreadsheets.models import ImportRun
from spreadsheets.scale_shapes import LevelShape, ScaleShape
from spreadsheets.services.ledger import Ledger
from spreadsheets.staged import StagedLead


def make_scale(shape: ScaleShape, run: ImportRun, *, valid_from: date, by: User, ledger: Ledger) -> RatingScale:
    """A scale of that shape, under a name that no other has; the key's wording is in force from `valid_from`."""
    reason = _("Imported from %(file)s") % {"file": run.file_name}
    scale = RatingScale(
        partnership=run.partnership,
        name=_free_name(shape.name, run.partnership),
        description=_("Made from %(file)s.") % {"file": run.file_name},
    )
    save_with_history(scale, by=by, reason=reason)
    ledger.made(scale)
    dimensions = [
        Dimension(scale=scale, code=code, name=name, position=position)
        for position, (code, name) in enumerate(shape.dimensions, start=1)
    ]
    create_many_with_history(dimensions, by=by, reason=reason)
    levels = [_level(scale, each) for each in shape.levels]
    create_many_with_history(levels, by=by, reason=reason)
    by_code = {dimension.code: dimension for dimension in dimensions}
    meanings = [
        LevelDefinition(level=level, dimension=by_code.get(dimension), text=text, valid_from=valid_from)
        for level, each in zip(levels, shape.levels, strict=True)
        for dimension, text in each.definitions
    ]
    create_many_with_history(meanings, by=by, reason=reason)
    return scale


def _level(scale: RatingScale, shape: LevelShape) -> Level:
    return Level(
        scale=scale,
        code=shape.code,
        word=shape.word,
        letter=shape.letter,
        colour=shape.colour,
        shape=shape.shape,
        rank=shape.rank,
        is_complete=shape.is_complete,
        is_off_track=shape.is_off_track,
        needs_reason=shape.needs_reason,
    )


def _free_name(name: str, partnership: Partnership) -> str:
    taken = {
        each.lower() for each in RatingScale.objects.filter(partnership=partnership).values_list("name", flat=True)
    }
    wanted = name[:110]
    names = [wanted, *(f"{wanted} ({number})" for number in range(2, len(taken) + 3))]
    return next(each for each in names if each.lower() not in taken)


def make_period(name: str, run: ImportRun, *, by: User, ledger: Ledger) -> ReportingPeriod:
    """The quarter of that name, for a partnership that has not got it yet, or has it under another name."""
    quarter = quarter_named(name)
    if quarter is None:
        raise RuleBroken(_("There is no period “%(period)s”: make it under Periods first.") % {"period": name})
    same = ReportingPeriod.objects.filter(
        partnership=run.partnership, starts_on=quarter.starts_on, ends_on=quarter.ends_on
    ).first()
    if same:
        return hold_open(same)
    period = ReportingPeriod(
        partnership=run.partnership, name=quarter.name, starts_on=quarter.starts_on, ends_on=quarter.ends_on
    )
    save_with_history(period, by=by, reason=_("Imported from %(file)s") % {"file": run.file_name})
    ledger.made(period)
    return period


def make_leads(named: Sequence[StagedLead], run: ImportRun, *, by: User, ledger: Ledger) -> dict[str, Lead]:
    """Leads as the document names them, each with the agency that a person is said to be of; by name in lower case."""
    kinds = [each.kind if each.kind in LeadKind.values else LeadKind.GROUP for each in named]
    agency_names = [
        (each.agency or (each.name if kind == LeadKind.AGENCY else ""))[:200]
        for each, kind in zip(named, kinds, strict=True)
    ]
    agencies = _agencies([name for name in agency_names if name], run.partnership, ledger)
    leads = {
        each.name.lower(): Lead(
            partnership=run.partnership,
            name=each.name[:200],
            kind=kind,
            post=each.post[:200],
            agency=agencies.get(agency.lower()),
        )
        for each, kind, agency in zip(named, kinds, agency_names, strict=True)
    }
    reason = _("Imported from %(file)s") % {"file": run.file_name}
    create_many_with_history(list(leads.values()), by=by, reason=reason)
    ledger.made(*leads.values())
    return leads


def _agencies(names: Sequence[str], partnership: Partnership, ledger: Ledger) -> dict[str, Agency]:
    """The agency of each name, whichever partnership entered it, which from now on sits in this one."""
    wanted = {name.lower(): name for name in reversed(names)}
    if not wanted:
        return {}
    # All are read: a database folds only its own letters, and would take "École" and "école" for two.
    found = {agency.name.lower(): agency for agency in Agency.objects.all() if agency.name.lower() in wanted}
    new = [Agency(name=wanted[key]) for key in reversed(wanted) if key not in found]
    Agency.objects.bulk_create(new)
    ledger.made(*new)
    found |= {agency.name.lower(): agency for agency in new}
    partnership.agencies.add(*found.values())
    return found
