"""Plans as such: how they came in, what they are called, and the scale that they are rated in."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.models import ActionPlan
from ratings import sentences
from ratings.histories.past import Past, Scope, entry, reason, with_previous
from ratings.models import PlanScale
from ratings.sentences import About, Entry

_FIELDS: dict[str, Promise] = {
    "title": gettext_lazy("title of the plan"),
    "note": gettext_lazy("note on the plan"),
    "review": gettext_lazy("review that the plan answers"),
    "starts_on": gettext_lazy("first day of the plan"),
    "ends_on": gettext_lazy("last day of the plan"),
}


def of_plans(scope: Scope) -> Iterator[Entry]:
    rows = scope.of_plans(ActionPlan.history.select_related("history_user", "review"), "id")
    for past, before in with_previous(rows):
        for what in _sentences(past, before):
            yield entry(past, what, About.PLAN).of_plan(past.id)


def _sentences(past: Past, before: Past | None) -> Iterator[str]:
    if past.history_type == "-":
        yield sentences.because(_("removed the plan %(plan)s") % {"plan": past.title}, reason(past))
    elif before is None:
        yield sentences.because(_("added the plan %(plan)s") % {"plan": past.title}, reason(past))
    else:
        for field, label in _FIELDS.items():
            old, new = str(getattr(before, field) or ""), str(getattr(past, field) or "")
            if old != new:
                yield sentences.changed_field(str(label), old, new, reason(past))


def of_plan_scales(scope: Scope) -> Iterator[Entry]:
    rows = scope.of_plans(PlanScale.history.select_related("history_user", "scale"))
    for past, before in with_previous(rows):
        if past.history_type != "-" and (before is None or before.scale_id != past.scale_id):
            scale = str(past.scale or _("a scale no longer there"))
            yield entry(past, sentences.chose_scale(scale, reason(past)), About.SCALE)
