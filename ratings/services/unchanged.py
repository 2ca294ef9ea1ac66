"""Saying that nothing has changed: a rating of this period, dated and signed, not the last one carried forward."""

import re
from collections.abc import Collection

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.rules import RuleBroken
from plans.models import Action
from ratings.in_force import previous_in_force
from ratings.models import Dimension, PlanScale, Rating, ReportingPeriod
from ratings.services.rating import NewRating


def unchanged_ratings(
    action: Action, period: ReportingPeriod, *, besides: Collection[NewRating] = ()
) -> list[NewRating]:
    """For every dimension without a rating in the period the level known before it, with its reason.

    `besides` are those that a person rates anew. Raises RuleBroken where each is rated in the period already (it says
    when and by whom), or one never was before.
    """
    setup = PlanScale.objects.filter(plan=action.plan_id).first()
    if setup is None:
        raise RuleBroken(_("This plan has no rating scale yet: choose one first."))
    given = Rating.objects.filter(action=action, period=period, dimension__scale=setup.scale_id)
    dimensions = Dimension.objects.filter(scale=setup.scale_id).exclude(pk__in=given.values("dimension"))
    anew = {new.dimension.pk for new in besides}
    owed = [each for each in dimensions.order_by("position") if each.pk not in anew]
    if not owed and not besides:
        raise RuleBroken(_said_already(period, given.select_related("rated_by").order_by("-rated_at").first()))
    return [_same(action, each, period) for each in owed]


def _said_already(period: ReportingPeriod, last: Rating | None) -> str:
    """That nothing was written, and when what stands there was last said."""
    if last is None or last.rated_at is None:
        return _("This action is rated for %(period)s already, so nothing was written.") % {"period": period.name}
    return _("This action was rated for %(period)s on %(day)s by %(who)s already, so nothing was written.") % {
        "period": period.name,
        "day": date_format(localtime(last.rated_at), "j F Y, H:i"),
        "who": last.rated_by,
    }


def _same(action: Action, dimension: Dimension, period: ReportingPeriod) -> NewRating:
    known = previous_in_force(action, dimension, period)
    if known is None:
        raise RuleBroken(
            _("It was not rated before %(period)s, so there is nothing to confirm: choose a level.")
            % {"period": period.name},
            field=f"level_{dimension.pk}",
        )
    return NewRating(dimension, known.level, unchanged_reason(known.period.name, known.reason))


def unchanged_reason(period: str, reason: str) -> str:
    """ "No change since 2021/22 Q2: waiting for the police's return"; said twice, the first period stands."""
    template = _("No change since %(period)s")
    said = re.escape(template).replace(re.escape("%(period)s"), "[^:]{1,60}")
    if re.match(rf"{said}(?:: |$)", reason):
        return reason
    since = template % {"period": period}
    return f"{since}: {reason}" if reason else since
