"""Who may turn the second key: nobody confirms an action that they lead, or that their agency or team leads."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Agency, Membership, Partnership, User
from accounts.roles import Permission, roles_with
from plans.models import Action, LeadKind

_OWN = Permission.UPDATE_ANY_ACTION


def why_not_independent(user: User, partnership: Partnership, actions: Collection[int]) -> dict[int, str]:
    """By action, for those that the person may not confirm or check: why, in a sentence. Four queries at most.

    Design, section 7: whoever updates any action (the business team, an administrator) may not where one of them
    answers for a lead of the action; whoever else sits for an agency may not where that agency, or one of its people,
    leads the action.
    """
    held = list(Membership.objects.filter(user=user, partnership=partnership).select_related("agency"))
    found: dict[int, str] = {}
    agencies = [each.agency for each in held if each.agency and _OWN not in each.permissions]
    if agencies:
        _add(found, actions, _led_by_agency(partnership, agencies), _agency_leads(agencies))
    if any(_OWN in each.permissions for each in held):
        team = Membership.objects.filter(partnership=partnership, role__in=roles_with(_OWN))
        _add(found, actions, Q(leads__people__memberships__in=team), _("The business team answers for %(lead)s"))
    _add(found, actions, Q(leads__people=user.pk), _("You answer for %(lead)s"))
    return {
        action: _("%(why)s, which leads this action: somebody who does not lead it confirms it.") % {"why": why}
        for action, why in found.items()
    }


def _led_by_agency(partnership: Partnership, agencies: Collection[Agency]) -> Q:
    people = Membership.objects.filter(partnership=partnership, agency__in=agencies)
    found = Q(leads__agency__in=agencies) | Q(leads__people__memberships__in=people)
    for agency in agencies:
        # A lead that came in with a document may be an agency by name alone.
        for name in filter(None, (agency.name, agency.short_name)):
            found |= Q(leads__kind=LeadKind.AGENCY, leads__name__iexact=name)
    return found


def _agency_leads(agencies: Collection[Agency]) -> str:
    return _("Your agency, %(agency)s, stands behind %%(lead)s") % {
        "agency": ", ".join(agency.name.replace("%", "%%") for agency in agencies)
    }


def _add(found: dict[int, str], actions: Collection[int], who: Q, why: str) -> None:
    """One query; the more particular reason is added last, and is the one told."""
    rows: Any = Action.objects.filter(who, pk__in=actions).order_by("pk", "leads__name")
    for action, lead in rows.values_list("pk", "leads__name"):
        found[action] = why % {"lead": lead}
