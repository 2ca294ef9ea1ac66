"""Writes the ratings that an import brings, many at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self, TypeAlias

from accounts.history import create_many_with_history, update_many_with_history
from accounts.models import User
from plans.models import Action
from ratings.models import Dimension, Level, Rating, RatingScale, ReportingPeriod
from ratings.services import end_contradicted
from spreadsheets.own_headings import RatingKey
from spreadsheets.plan_rows import PlanRow
from spreadsheets.services.ledger import Ledger

_WRITTEN = ("level", "reason", "written", "source", "rated_by", "rated_at", "revision")
# An action, how it is to stand, how it stands (None for a new one), and where that comes from.
Rated: TypeAlias = tuple[Action, PlanRow, PlanRow | None, str]
# Action, dimension, period.
Place: TypeAlias = tuple[int, int, int]


@dataclass
class RatingWriter:
    periods: dict[str, ReportingPeriod]
    ledger: Ledger
    by: User
    levels: dict[str, Level]
    dimensions: dict[str, Dimension]

    @classmethod
    def of(cls, scale: RatingScale | None, periods: dict[str, ReportingPeriod], ledger: Ledger, by: User) -> Self:
        levels = {level.code: level for level in scale.levels.all()} if scale else {}
        dimensions = {dimension.code: dimension for dimension in scale.dimensions.all()} if scale else {}
        return cls(periods, ledger, by, levels, dimensions)

    def write(self, rows: Sequence[Rated]) -> None:
        """The ratings of these rows that differ from those that stand."""
        standing = self._standing([action.pk for action, _row, was, _reason in rows if was is not None])
        new: list[Rating] = []
        changed: list[Rating] = []
        reasons: dict[int, str] = {}
        for action, row, was, reason in rows:
            reasons[action.pk] = reason
            for key in row.ratings:
                if was is not None and not row.differs(was, key):
                    continue
                dimension, period = self.dimensions[key[0]], self.periods[key[1]]
                rating = standing.get((action.pk, dimension.pk, period.pk))
                (new if rating is None else changed).append(
                    self._filled(rating or Rating(action=action, dimension=dimension, period=period), row, key, reason)
                )
        self.ledger.changes(*changed)
        update_many_with_history(changed, _WRITTEN, by=self.by, reason=lambda rating: reasons[rating.action_id])
        create_many_with_history(new, by=self.by, reason=lambda rating: reasons[rating.action_id])
        self.ledger.made(*new)
        # What was confirmed by hand and is said otherwise now is a claim again; an action that is new has none.
        known = {action.pk for action, _row, was, _reason in rows if was is not None}
        end_contradicted(ratings=[each for each in (*changed, *new) if each.action_id in known], by=self.by)

    def _standing(self, actions: Sequence[int]) -> dict[Place, Rating]:
        found = Rating.objects.filter(action__in=actions) if actions else ()
        return {(rating.action_id, rating.dimension_id, rating.period_id): rating for rating in found}

    def _filled(self, rating: Rating, row: PlanRow, key: RatingKey, reason: str) -> Rating:
        if rating.pk:
            rating.revision += 1
        rating.level = self.levels[row.ratings[key]]
        rating.reason = row.reasons.get(key, "")
        rating.written, rating.source = row.written.get(key, "")[:200], reason[:300]
        # The document says what the rating is, not who gave it; who imported it stands in its history.
        rating.rated_by, rating.rated_at = None, None
        return rating
