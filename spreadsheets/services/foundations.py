"""What ratings and leads stand on: the scale, the quarters and the leads that an import makes where a person agreed."""

from datetime import date

from django.utils.translation import gettext as _

from accounts.history import save_with_history
from accounts.models import Agency, Partnership, User
from accounts.rules import RuleBroken
from plans.models import Lead, LeadKind
from ratings.models import Dimension, Level, LevelDefinition, RatingScale, ReportingPeriod
from ratings.quarters import quarter_named
from ratings.services.periods import hold_open
from spreadsheets.models import ImportRun
from spreadsheets.scale_shapes import ScaleShape
from spreadsheets.services.ledger import Ledger
from spreadsheets.staged import StagedLead


def make_scale(shape: ScaleShape, run: ImportRun, *, valid_from: date, ledger: Ledger) -> RatingScale:
    """A scale of that shape, under a name that no other has; the key's wording is in force from `valid_from`."""
    scale = RatingScale(
        partnership=run.partnership,
        name=_free_name(shape.name, run.partnership),
        description=_("Made from %(file)s.") % {"file": run.file_name},
    )
    scale.save()
    ledger.made(scale)
    dimensions = {}
    for position, (code, name) in enumerate(shape.dimensions, start=1):
        dimensions[code] = Dimension(scale=scale, code=code, name=name, position=position)
        dimensions[code].save()
    for each in shape.levels:
        level = Level(
            scale=scale,
            code=each.code,
            word=each.word,
            letter=each.letter,
            colour=each.colour,
            shape=each.shape,
            rank=each.rank,
            is_complete=each.is_complete,
            is_off_track=each.is_off_track,
            needs_reason=each.needs_reason,
        )
        level.save()
        for dimension, text in each.definitions:
            LevelDefinition(level=level, dimension=dimensions.get(dimension), text=text, valid_from=valid_from).save()
    return scale


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


def make_lead(named: StagedLead, run: ImportRun, *, by: User, ledger: Ledger) -> Lead:
    """A lead as the document names it, with the agency that a person is said to be of."""
    kind = named.kind if named.kind in LeadKind.values else LeadKind.GROUP
    agency_name = named.agency or (named.name if kind == LeadKind.AGENCY else "")
    lead = Lead(
        partnership=run.partnership,
        name=named.name[:200],
        kind=kind,
        post=named.post[:200],
        agency=_agency(agency_name, run.partnership, ledger) if agency_name else None,
    )
    save_with_history(lead, by=by, reason=_("Imported from %(file)s") % {"file": run.file_name})
    ledger.made(lead)
    return lead


def _agency(name: str, partnership: Partnership, ledger: Ledger) -> Agency:
    """The agency of that name, whichever partnership entered it, which from now on sits in this one."""
    agency = Agency.objects.filter(name__iexact=name[:200]).first()
    if agency is None:
        agency = Agency(name=name[:200])
        agency.save()
        ledger.made(agency)
    agency.partnerships.add(partnership)
    return agency
