"""Ratings as they are in force: where a closed period was restated, its latest correction in place of the first value.

For comparing and for showing; what stands in the database stays.
"""

from collections.abc import Iterable
from copy import copy

from plans.models import Action
from ratings.models import Dimension, Rating, ReportingPeriod, Restatement


def in_force(ratings: Iterable[Rating], restatements: Iterable[Restatement]) -> list[Rating]:
    """Copies of the ratings at the level in force. A restated silence becomes a rating that is never saved.

    `restatements` are in the order in which they were made, each with its level and period.
    """
    latest = {(each.action_id, each.dimension_id, each.period_id): each for each in restatements}
    found = []
    for rating in ratings:
        correction = latest.pop((rating.action_id, rating.dimension_id, rating.period_id), None)
        found.append(_corrected(copy(rating), correction) if correction else rating)
    return [*found, *(_corrected(_unsaved(correction), correction) for correction in latest.values())]


def _corrected(rating: Rating, correction: Restatement) -> Rating:
    rating.level, rating.reason = correction.level, correction.reason
    return rating


def _unsaved(correction: Restatement) -> Rating:
    return Rating(action=correction.action, dimension=correction.dimension, period=correction.period)


def previous_in_force(action: Action, dimension: Dimension, period: ReportingPeriod) -> Rating | None:
    """What was known of the dimension before the period, as it is in force now. Two queries.

    Ratings in another scale have other dimensions, and are not compared.
    """
    same = {"action": action, "dimension": dimension, "period__ends_on__lt": period.ends_on}
    rating = Rating.objects.filter(**same).select_related("level", "period").order_by("-period__ends_on").first()
    restatements = Restatement.objects.filter(**same).select_related("action", "dimension", "level", "period")
    correction = restatements.order_by("-period__ends_on", "-restated_at", "-pk").first()
    if correction is None or (rating and correction.period.ends_on < rating.period.ends_on):
        return rating
    return in_force([rating] if rating and rating.period_id == correction.period_id else [], [correction])[0]
