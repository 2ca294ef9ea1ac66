"""What was expected when, of plans and of actions that go their own way."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ratings import sentences
from ratings.histories.past import Past, Scope, entry, reason, with_previous
from ratings.models import ExpectedLevel
from ratings.sentences import About, Entry


def of_trajectories(scope: Scope) -> Iterator[Entry]:
    """For one action what is expected of it alone; for plans all. One query."""
    rows = ExpectedLevel.history.select_related("history_user", "level", "dimension", "period")
    chosen = scope.of_actions(rows) if scope.action is not None else scope.of_plans(rows)
    for past, _before in with_previous(chosen):
        if past.history_type != "~":
            what = sentences.because(_sentence(past), reason(past))
            yield entry(past, what, About.TRAJECTORY, action=past.action_id).of_plan(past.plan_id)


def _sentence(past: Past) -> str:
    values = {
        "level": past.level or _("a level no longer there"),
        "dimension": past.dimension or _("a dimension no longer there"),
        "period": past.period or _("a period no longer there"),
    }
    if past.history_type == "-":
        return _("took %(level)s off what is expected of %(dimension)s in %(period)s") % values
    return _("added %(level)s to what is expected of %(dimension)s in %(period)s") % values
