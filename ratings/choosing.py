"""Which reporting period a page speaks of when it is not told, and which one it is compared with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import Partnership, User
from plans.models import ActionPlan
from ratings.models import ReportingPeriod


@dataclass(frozen=True, slots=True)
class ChosenPeriod:
    """The period a page speaks of, the one before it, and all that could be chosen, newest first."""

    period: ReportingPeriod
    before: ReportingPeriod | None
    choices: Sequence[ReportingPeriod]

    def periods_since(self, earlier: ReportingPeriod) -> int:
        """How many periods of the same kind have ended since the earlier one, this one among them."""
        later = (each.ends_on for each in self.choices if each.kind == self.period.kind)
        return len({end for end in later if earlier.ends_on < end <= self.period.ends_on})


def choose_period(
    user: User,
    partnership: Partnership,
    *,
    wanted: int | None,
    today: date,
    plan: ActionPlan | None = None,
    open_first: bool = False,
) -> ChosenPeriod | None:
    """The period asked for, else the latest that has begun within the plan's own span (or at all).

    `open_first` prefers the latest open one, for pages on which people rate. Nothing where there is no period yet.
    """
    everything = list(
        ReportingPeriod.objects.visible_to(user).filter(partnership=partnership).order_by("-ends_on", "-starts_on")
    )
    chosen = next((period for period in everything if period.pk == wanted), None) or _default(
        everything, today, plan, open_first=open_first
    )
    if chosen is None:
        return None
    return ChosenPeriod(chosen, period_before(chosen, everything), everything)


def period_before(period: ReportingPeriod, newest_first: Sequence[ReportingPeriod]) -> ReportingPeriod | None:
    """The period with which one is compared: the latest that ended earlier."""
    return next((earlier for earlier in newest_first if earlier.ends_on < period.ends_on), None)


def _default(
    newest_first: Sequence[ReportingPeriod], today: date, plan: ActionPlan | None, *, open_first: bool
) -> ReportingPeriod | None:
    begun = [period for period in newest_first if period.starts_on <= today] or list(newest_first)
    if plan is not None:
        within = [
            period
            for period in begun
            if (plan.starts_on is None or period.ends_on >= plan.starts_on)
            and (plan.ends_on is None or period.starts_on <= plan.ends_on)
        ]
        begun = within or begun
    if open_first:
        begun = [period for period in begun if period.is_open] or begun
    return begun[0] if begun else None
