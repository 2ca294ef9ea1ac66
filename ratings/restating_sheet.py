"""What a closed period says of an action, to be corrected: its levels and texts as first given and as in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from plans.models import Action, ProgressUpdate
from ratings.models import Dimension, Level, Rating, ReportingPeriod, Restatement
from ratings.services.restating import standing_in


@dataclass(frozen=True, slots=True)
class DimensionInPeriod:
    """One dimension: the rating first given (none for a silence) and its corrections, the latest last."""

    dimension: Dimension
    first: Rating | None
    corrections: Sequence[Restatement] = ()

    @property
    def in_force(self) -> Level | None:
        if self.corrections:
            return self.corrections[-1].level
        return self.first.level if self.first else None


@dataclass(frozen=True, slots=True)
class TextInPeriod:
    """One update of the period as it was first said, and its corrections, the latest last."""

    first: ProgressUpdate
    corrections: Sequence[ProgressUpdate] = ()

    @property
    def in_force(self) -> ProgressUpdate:
        return self.corrections[-1] if self.corrections else self.first


@dataclass(frozen=True, slots=True)
class RestatingSheet:
    action: Action
    period: ReportingPeriod
    dimensions: Sequence[DimensionInPeriod]
    texts: Sequence[TextInPeriod]
    levels: Mapping[int, Level] = field(default_factory=dict)

    def levels_of(self, dimension: Dimension) -> list[Level]:
        return [level for level in self.levels.values() if level.scale_id == dimension.scale_id]


def read_sheet(action: Action, period: ReportingPeriod) -> RestatingSheet:
    """The dimensions in which the action was rated in the period, or should have been, and what was said of it."""
    same = {"action": action, "period": period}
    ratings = Rating.objects.filter(**same).select_related("level", "dimension__scale", "rated_by", "period")
    given = {rating.dimension_id: rating for rating in ratings}
    corrections: dict[int, list[Restatement]] = {}
    for each in Restatement.objects.filter(**same).select_related("level", "restated_by").order_by("restated_at", "pk"):
        corrections.setdefault(each.dimension_id, []).append(each)
    keys = {*given, *corrections, *standing_in(action, period)}
    dimensions = Dimension.objects.filter(pk__in=keys).select_related("scale").order_by("scale", "position")
    levels = Level.objects.filter(scale__dimensions__in=keys).order_by("scale", "rank").distinct()
    return RestatingSheet(
        action,
        period,
        [DimensionInPeriod(each, given.get(each.pk), corrections.get(each.pk, [])) for each in dimensions],
        _texts(action, period),
        {level.pk: level for level in levels},
    )


def _texts(action: Action, period: ReportingPeriod) -> list[TextInPeriod]:
    said = ProgressUpdate.objects.filter(action=action, as_at__range=(period.starts_on, period.ends_on))
    corrections: dict[int, list[ProgressUpdate]] = {}
    firsts = []
    for update in said.select_related("said_by").order_by("pk"):
        if update.corrects_id:
            corrections.setdefault(update.corrects_id, []).append(update)
        else:
            firsts.append(update)
    return [TextInPeriod(first, corrections.get(first.pk, [])) for first in firsts]
