"""Ratings given, changed, noted and removed."""

from collections.abc import Iterator, Mapping

from django.db.models import Count
from django.utils.translation import gettext as _

from ratings import sentences
from ratings.histories.past import Past, Scope, entry, reason, with_previous
from ratings.models import Dimension, Rating
from ratings.sentences import About, Entry


def of_ratings(scope: Scope) -> Iterator[Entry]:
    rows = scope.of_actions(Rating.history.select_related("history_user", "level", "dimension", "period"))
    several = _dimensions_by_scale(scope)
    for past, before in with_previous(rows):
        what = _sentence(past, before, several)
        if what:
            yield entry(past, what, About.RATING, action=past.action_id, rating=past.id)


def _sentence(past: Past, before: Past | None, several: Mapping[int, int]) -> str:
    dimension = past.dimension.name.lower() if past.dimension and several.get(past.dimension.scale_id, 1) > 1 else ""
    name = sentences.rating_name(str(past.period or _("a period no longer there")), dimension)
    level = _level(past)
    if past.history_type == "-":
        return sentences.removed_rating(name, level, reason(past))
    if before is None:
        imported = past.rated_by_id is None
        written, source = past.written, past.source
        return sentences.gave_rating(name, level, past.reason, from_document=imported, written=written, source=source)
    if past.level_id != before.level_id:
        return sentences.changed_rating(name, _level(before), level, past.reason or reason(past))
    if past.reason != before.reason:
        return sentences.changed_note(name, before.reason, past.reason)
    return ""


def _dimensions_by_scale(scope: Scope) -> dict[int, int]:
    dimensions = Dimension.objects.filter(scale__partnership=scope.partnership).order_by()
    return dict(dimensions.values_list("scale").annotate(Count("pk")))


def _level(past: Past) -> str:
    return str(past.level) if past.level else _("a level no longer there")
