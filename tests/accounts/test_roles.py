"""The table of the design, section 7: said here once more by hand, so that a slip in either shows."""

import pytest

from accounts.access import Access
from accounts.models import Partnership, User
from accounts.roles import PERMISSIONS, SENTENCES, Permission, Role, roles_with

MAY = {
    Permission.SEE_PLANS: {"administrator", "business_team", "strategic_partner", "scrutineer"},
    Permission.SEE_OWN_PLANS: {"lead"},
    Permission.UPDATE_OWN_ACTIONS: {"administrator", "business_team", "lead"},
    Permission.UPDATE_ANY_ACTION: {"administrator", "business_team"},
    Permission.RATE: {"administrator", "business_team"},
    Permission.VERIFY: {"administrator", "business_team", "strategic_partner"},
    Permission.IMPORT: {"administrator", "business_team"},
    Permission.MANAGE_PERIODS: {"administrator", "business_team"},
    Permission.REOPEN_PERIODS: {"administrator"},
    Permission.SET_UP: {"administrator"},
    Permission.PUBLISH: {"administrator", "business_team"},
    Permission.CHALLENGE: {"scrutineer"},
    Permission.SEE_DASHBOARD: {"administrator", "business_team", "strategic_partner", "scrutineer"},
    Permission.SEE_REPORTS: set(Role.values),
    Permission.MANAGE_PEOPLE: {"administrator"},
    Permission.SEE_PEOPLE: {"administrator", "business_team"},
}


@pytest.mark.parametrize("permission", Permission)
def test_permission_is_held_by_the_roles_of_the_table(permission: Permission) -> None:
    assert set(roles_with(permission)) == MAY[permission]


def test_every_role_has_permissions_and_a_sentence() -> None:
    assert set(PERMISSIONS) == set(SENTENCES) == set(Role)


def test_access_joins_the_permissions_of_all_roles_in_that_partnership(business: User, thurrock: Partnership) -> None:
    access = Access.of(business, thurrock)

    assert access.may(Permission.RATE)
    assert not access.may(Permission.MANAGE_PEOPLE)


def test_role_in_one_partnership_gives_nothing_in_another(business: User, other_partnership: Partnership) -> None:
    assert Access.of(business, other_partnership).permissions == frozenset()
