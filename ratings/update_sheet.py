"""What the form of one action is made of: its levels and their meaning, what was given, and who could lead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.access import Access
from accounts.models import User
from accounts.roles import Permission
from plans.due_dates import due_words
from plans.models import Action, Lead
from ratings.in_force import in_force
from ratings.models import Dimension, Level, Rating, ReportingPeriod, Restatement
from ratings.scale_keys import Wordings, read_wordings


@dataclass(frozen=True, slots=True)
class DimensionSheet:
    """One thing to be rated: the rating given in the period, and the latest one before it.

    `previous` is as it is in force, where it was restated since. `elsewhere` is the latest before it in another scale,
    where there is none in this: told, and never compared.
    """

    dimension: Dimension
    given: Rating | None
    previous: Rating | None
    elsewhere: Rating | None = None

    @property
    def level_field(self) -> str:
        return f"level_{self.dimension.pk}"

    @property
    def reason_field(self) -> str:
        return f"reason_{self.dimension.pk}"


@dataclass(frozen=True, slots=True)
class UpdateSheet:
    """`whole` is the form of those who rate, move dates and set leads; else it asks only what was done.

    Without a period, where none is open, it asks for neither a rating nor what was done.
    """

    action: Action
    period: ReportingPeriod | None
    periods: Sequence[ReportingPeriod]
    whole: bool
    latest_update: int
    dimensions: Sequence[DimensionSheet] = ()
    levels: Mapping[int, Level] | None = None
    wordings: Wordings | None = None
    leads: Mapping[int, Lead] | None = None

    @property
    def due(self) -> str:
        return due_words(self.action.due_on, self.action.due_precision)

    @property
    def lead_ids(self) -> list[str]:
        return [str(lead.pk) for lead in self.action.leads.all()]

    @property
    def can_stay(self) -> bool:
        """Whether a person can say that nothing has changed: something is owed, and was known of each that is."""
        owed = [each for each in self.dimensions if each.given is None]
        return bool(owed) and all(each.previous for each in owed)

    def meaning(self, level: Level, dimension: Dimension) -> str:
        known = self.wordings.of(level.pk, dimension.pk) if self.wordings else ""
        return known or _("The scale does not say what this level means here.")


def read_sheet(
    action: Action,
    *,
    access: Access,
    user: User,
    period: ReportingPeriod | None,
    periods: Sequence[ReportingPeriod],
    today: date,
) -> UpdateSheet:
    """The sheet of the action for the person: seven queries where they may change everything, else one."""
    newest = action.updates.order_by("-pk").values_list("pk", flat=True).first() or 0
    if not access.may(Permission.UPDATE_ANY_ACTION):
        return UpdateSheet(action, period, periods, whole=False, latest_update=newest)
    setup = getattr(action.plan, "rating_setup", None)
    scale_id = setup.scale_id if setup else 0
    leads = Lead.objects.visible_to(user).filter(partnership=action.plan.partnership_id)
    return UpdateSheet(
        action,
        period,
        periods,
        whole=True,
        latest_update=newest,
        dimensions=_dimensions(action, scale_id, period) if period else (),
        levels={level.pk: level for level in Level.objects.filter(scale=scale_id)},
        wordings=read_wordings([scale_id], on=period.judged_on(today) if period else today),
        leads={lead.pk: lead for lead in leads},
    )


def _dimensions(action: Action, scale_id: int, period: ReportingPeriod) -> list[DimensionSheet]:
    ratings = (
        Rating.objects.filter(action=action, period__ends_on__lte=period.ends_on)
        .select_related("level", "period", "rated_by", "dimension__scale")
        .order_by("period__ends_on", "period__starts_on")
    )
    restated = (
        Restatement.objects.filter(action=action, period__ends_on__lt=period.ends_on)
        .select_related("action", "level", "period", "dimension__scale")
        .order_by("restated_at", "pk")
    )
    oldest_first = sorted(in_force(ratings, restated), key=lambda each: (each.period.ends_on, each.period.starts_on))
    given: dict[int, Rating] = {}
    previous: dict[int, Rating] = {}
    by_code: dict[str, Rating] = {}
    for rating in oldest_first:
        if rating.period_id == period.pk:
            given[rating.dimension_id] = rating
        elif rating.period.ends_on < period.ends_on:
            previous[rating.dimension_id] = rating
            by_code[rating.dimension.code] = rating
    return [
        DimensionSheet(
            dimension,
            given.get(dimension.pk),
            previous.get(dimension.pk),
            None if dimension.pk in previous else by_code.get(dimension.code),
        )
        for dimension in Dimension.objects.filter(scale=scale_id).order_by("position")
    ]
