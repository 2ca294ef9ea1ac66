"""Whether a period lies in the time of a plan: outside it nothing is owed."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.models import ActionPlan
from ratings.models import ReportingPeriod


def outside(plan: ActionPlan, period: ReportingPeriod | None) -> str:
    """That the plan had ended before the period, or had not begun, as a sentence; empty where neither is so."""
    if period and plan.ends_on and plan.ends_on < period.starts_on:
        return _("Ended on %(day)s, before this period.") % {"day": date_format(plan.ends_on, "j F Y")}
    if period and plan.starts_on and plan.starts_on > period.ends_on:
        return _("Begins on %(day)s, after this period.") % {"day": date_format(plan.starts_on, "j F Y")}
    return ""
