"""Roles and what each may do: the table of the design, section 7, and nothing else.

Views name a permission, never a role. Roles are stored as words.
"""

from enum import StrEnum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """One thing a person may do in one partnership."""

    SEE_PLANS = "see_plans"
    SEE_OWN_PLANS = "see_own_plans"
    UPDATE_OWN_ACTIONS = "update_own_actions"
    UPDATE_ANY_ACTION = "update_any_action"
    RATE = "rate"
    VERIFY = "verify"
    IMPORT = "import"
    MANAGE_PERIODS = "manage_periods"
    REOPEN_PERIODS = "reopen_periods"
    SET_UP = "set_up"
    PUBLISH = "publish"
    CHALLENGE = "challenge"
    SEE_DASHBOARD = "see_dashboard"
    SEE_REPORTS = "see_reports"
    MANAGE_PEOPLE = "manage_people"
    SEE_PEOPLE = "see_people"


SEEING = frozenset(permission for permission in Permission if permission.value.startswith("see_"))


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Administrator")
    BUSINESS_TEAM = "business_team", _("Business team")
    LEAD = "lead", _("Lead")
    STRATEGIC_PARTNER = "strategic_partner", _("Strategic partner")
    SCRUTINEER = "scrutineer", _("Scrutineer")
    COMMITTEE_MEMBER = "committee_member", _("Committee member")


_SEES_ALL = frozenset({Permission.SEE_PLANS, Permission.SEE_DASHBOARD, Permission.SEE_REPORTS})
_RUNS = _SEES_ALL | {
    Permission.UPDATE_OWN_ACTIONS,
    Permission.UPDATE_ANY_ACTION,
    Permission.RATE,
    Permission.VERIFY,
    Permission.IMPORT,
    Permission.MANAGE_PERIODS,
    Permission.PUBLISH,
    Permission.SEE_PEOPLE,
}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: _RUNS | {Permission.MANAGE_PEOPLE, Permission.REOPEN_PERIODS, Permission.SET_UP},
    Role.BUSINESS_TEAM: _RUNS,
    Role.LEAD: frozenset({Permission.SEE_OWN_PLANS, Permission.UPDATE_OWN_ACTIONS, Permission.SEE_REPORTS}),
    Role.STRATEGIC_PARTNER: _SEES_ALL | {Permission.VERIFY},
    Role.SCRUTINEER: _SEES_ALL | {Permission.CHALLENGE},
    Role.COMMITTEE_MEMBER: frozenset({Permission.SEE_REPORTS}),
}

SENTENCES: dict[Role, Promise] = {
    Role.ADMINISTRATOR: _("Sees and changes everything in the partnership, and decides who else may."),
    Role.BUSINESS_TEAM: _("Imports plans, updates and rates any action, opens and closes periods, publishes reports."),
    Role.LEAD: _("Sees the plans they have actions in, and says what was done on their own actions."),
    Role.STRATEGIC_PARTNER: _(
        "Sees every plan, the dashboard and all history; confirms what is claimed of actions that others lead."
    ),
    Role.SCRUTINEER: _("Sees every plan, the dashboard and all history; asks about ratings, and changes nothing else."),
    Role.COMMITTEE_MEMBER: _("Sees published reports and nothing else."),
}


def roles_with(permission: Permission) -> list[str]:
    """The roles, as stored words, that hold the permission."""
    return [role.value for role, held in PERMISSIONS.items() if permission in held]
