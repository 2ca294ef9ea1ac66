"""What is claimed: rated at a level that means embedded, and not yet confirmed by somebody who does not lead it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.models import Partnership, User
from accounts.rules import RuleBroken
from plans.models import Action
from ratings.models import Dimension, Level, Rating, ReportingPeriod, Restatement, Verification
from ratings.querysets import PeriodQuerySet


@dataclass(frozen=True, slots=True)
class Claim:
    """The level in force of one dimension that asks for a second key.

    `mark` names the very entry that gave it, for a form to carry: it differs once the rating changed.
    """

    dimension: Dimension
    period: ReportingPeriod
    level: Level
    reason: str
    by: User | None
    at: datetime | None
    mark: str


def claims_of(action: Action) -> list[Claim]:
    """What of the action is claimed now, dimension by dimension. Three queries.

    Only in the scale in which the action was last rated: what an older one said is no longer said.
    """
    latest = _in_force(action)
    newest = max((claim.period.ends_on for claim in latest), default=None)
    scales = {claim.dimension.scale_id for claim in latest if claim.period.ends_on == newest}
    confirmed = set(Verification.objects.standing().filter(action=action).values_list("dimension_id", "level_id"))
    return sorted(
        (
            claim
            for claim in latest
            if claim.level.needs_verification
            and claim.dimension.scale_id in scales
            and (claim.dimension.pk, claim.level.pk) not in confirmed
        ),
        key=lambda claim: (claim.dimension.scale_id, claim.dimension.position),
    )


def _in_force(action: Action) -> list[Claim]:
    """Of each dimension the level of the latest period that has one, as it was restated since, where it was."""
    related = ("level", "dimension", "period")
    given: dict[tuple[int, int], Claim] = {}
    for rating in Rating.objects.filter(action=action).select_related("rated_by", *related):
        mark = f"r{rating.pk}.{rating.revision}"
        given[rating.dimension_id, rating.period_id] = _claim(
            rating, reason=rating.reason, by=rating.rated_by, at=rating.rated_at, mark=mark
        )
    restated = Restatement.objects.filter(action=action).select_related("restated_by", *related)
    for each in restated.order_by("restated_at", "pk"):
        given[each.dimension_id, each.period_id] = _claim(
            each, reason=each.reason, by=each.restated_by, at=each.restated_at, mark=f"s{each.pk}"
        )
    latest: dict[int, Claim] = {}
    for claim in sorted(given.values(), key=lambda each: (each.period.ends_on, each.period.starts_on)):
        latest[claim.dimension.pk] = claim
    return list(latest.values())


def _claim(source: Rating | Restatement, *, reason: str, by: User | None, at: datetime | None, mark: str) -> Claim:
    return Claim(source.dimension, source.period, source.level, reason, by, at, mark)


def not_confirmed(claims: Iterable[Claim], verifications: Iterable[Verification]) -> dict[int, Verification]:
    """By dimension: the latest look at the present claim that did not confirm it."""
    found: dict[int, Verification] = {}
    at = {claim.dimension.pk: claim for claim in claims}
    for each in sorted(verifications, key=lambda each: each.verified_at):
        claim = at.get(each.dimension_id)
        if claim and not each.is_confirmed and each.level_id == claim.level.pk:
            found[each.dimension_id] = each
            if claim.at and each.verified_at < claim.at:
                del found[each.dimension_id]
    return found


def period_to_confirm_in(claim: Claim, *, today: date) -> ReportingPeriod:
    """The claim's own period while it is open; else the next one that is, for a closed period does not change.

    Raises RuleBroken where none is.
    """
    if claim.period.is_open:
        return claim.period
    begun = _open_periods(claim.period.partnership, today).filter(ends_on__gte=claim.period.ends_on)
    found = begun.order_by("ends_on", "starts_on").first()
    if found is None:
        raise RuleBroken(
            _("%(period)s is closed, and no later period is open in which this could be confirmed.")
            % {"period": claim.period.name},
            field="period",
        )
    return found


def period_to_reopen_in(verification: Verification, *, today: date) -> ReportingPeriod:
    """The latest open period that has begun, in which an action that did not hold is rated again."""
    periods = _open_periods(verification.period.partnership, today)
    found = periods.filter(ends_on__gte=verification.period.ends_on).order_by("-ends_on", "-starts_on").first()
    if found is None:
        raise RuleBroken(
            _("No period is open in which the action could be rated again: open one, then say that it was lost."),
            field="outcome",
        )
    return found


def _open_periods(partnership: Partnership, today: date) -> PeriodQuerySet:
    return ReportingPeriod.objects.filter(partnership=partnership, closed_at__isnull=True).begun(today)
