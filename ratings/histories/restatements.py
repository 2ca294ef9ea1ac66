"""Corrections of closed periods: what was restated as what, and why."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from ratings import sentences
from ratings.histories.past import Scope, entry, with_previous
from ratings.models import Rating, Restatement
from ratings.sentences import About, Entry

# Action, dimension and period.
_Place = tuple[int, int, int]


def of_restatements(scope: Scope) -> Iterator[Entry]:
    """Each is told against what was in force before it: the first value, or an earlier correction. Two queries."""
    related = ("history_user", "level", "first_level", "dimension", "period")
    in_force: dict[_Place, str] = {}
    rows = list(with_previous(scope.of_actions(Restatement.history.select_related(*related))))
    corrected = _corrected({past.action_id for past, _before in rows}) if rows else {}
    for past, _before in rows:
        place = (past.action_id, past.dimension_id, past.period_id)
        first = str(past.first_level or _("No update"))
        dimension = past.dimension.name.lower() if past.dimension and past.dimension.code != "overall" else ""
        said = _("restated %(rating)s from %(old)s to %(new)s") % {
            "rating": sentences.rating_name(str(past.period or _("a period no longer there")), dimension),
            "old": in_force.get(place, first),
            "new": past.level or _("a level no longer there"),
        }
        if place in in_force:
            said = _("%(said)s (first given: %(first)s)") % {"said": said, "first": first}
        in_force[place] = str(past.level)
        if past.history_type == "+":
            what, rating = sentences.because(said, past.reason), corrected.get(place)
            yield entry(past, what, About.RESTATEMENT, action=past.action_id, rating=rating)


def _corrected(actions: Collection[int]) -> dict[_Place, int]:
    """The rating that each corrects, so that the history of one rating tells it too."""
    rows = Rating.objects.filter(action__in=actions).values_list("action", "dimension", "period", "pk")
    return {(action, dimension, period): pk for action, dimension, period, pk in rows}
