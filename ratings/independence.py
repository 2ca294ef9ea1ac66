"""Who may turn the second key: nobody confirms an action that they lead, or that their agency or team leads."""

from collections.abc import Collection
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Agency, Membership, Partnership, User
from accounts.roles import Permission, Role, roles_with
from plans.models import Action

_OWN = Permission.UPDATE_ANY_ACTION

# Leads that came in with a document are words alone until somebody says who answers for them. These words say it:
# the post or office of the business team, each strategic partner, and every agency at once.
_TEAM_NAMES = ("Business Team", "Business Manager", "Business Unit")
_ALL_AGENCIES = ("Agencies", "All agencies", "All partner agencies", "Partner agencies", "All partners", "Partners")
_ALL_PARTNERS = ("Strategic Partners", "All strategic partners", "Safeguarding partners", "Statutory partners")


def why_not_independent(user: User, partnership: Partnership, actions: Collection[int]) -> dict[int, str]:
    """By action, for those that the person may not confirm or check: why, in a sentence. Four queries at most.

    Design, section 7: whoever updates any action (the business team, an administrator) may not where one of them
    answers for a lead of the action; whoever else sits for an agency may not where that agency, or one of its people,
    leads the action. A lead that names them in words ("Strategic Partner for Essex Police") is theirs as well.
    """
    held = list(Membership.objects.filter(user=user, partnership=partnership).select_related("agency"))
    found: dict[int, str] = {}
    agencies = [each.agency for each in held if each.agency and _OWN not in each.permissions]
    if agencies:
        _add(found, actions, _led_by_agency(partnership, agencies), _agency_leads(agencies))
    if any(_OWN in each.permissions for each in held):
        team = Membership.objects.filter(partnership=partnership, role__in=roles_with(_OWN))
        theirs = Q(leads__people__memberships__in=team) | _named(*_TEAM_NAMES)
        _add(found, actions, theirs, _("The business team answers for %(lead)s"))
    mine = Q(leads__people=user.pk)
    if any(each.role == Role.STRATEGIC_PARTNER for each in held):
        mine |= _called(*_ALL_PARTNERS)
    _add(found, actions, mine, _("You answer for %(lead)s"))
    return {
        action: _("%(why)s, which leads this action: somebody who does not lead it confirms it.") % {"why": why}
        for action, why in found.items()
    }


def _led_by_agency(partnership: Partnership, agencies: Collection[Agency]) -> Q:
    people = Membership.objects.filter(partnership=partnership, agency__in=agencies)
    found = Q(leads__agency__in=agencies) | Q(leads__people__memberships__in=people)
    for agency in agencies:
        found |= _named(*filter(None, (agency.name, agency.short_name)))
    return found | _called(*_ALL_AGENCIES)


def _called(*names: str) -> Q:
    """Leads of one of these names, or that documents write so."""
    return reduce(or_, (Q(leads__name__iexact=name) | Q(leads__wordings__text__iexact=name) for name in names))


def _named(*names: str) -> Q:
    """Leads whose name holds one of these as whole words, whatever stands before or after."""
    found = _called(*names)
    for name in names:
        found |= Q(leads__name__istartswith=f"{name} ") | Q(leads__name__iendswith=f" {name}")
        found |= Q(leads__name__icontains=f" {name} ") | Q(leads__name__icontains=f"({name})")
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
