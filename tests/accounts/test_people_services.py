"""Roles given and withdrawn, at the service: the rules hold whoever calls it."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Membership, Partnership, User
from accounts.roles import Role
from accounts.rules import RuleBroken
from accounts.services import add_person, grant_role, revoke_role, set_roles, switch_off
from tests.factories import AgencyFactory


@pytest.mark.parametrize("persona", ["business", "partner", "lead_person", "committee", "southend"])
def test_only_an_administrator_gives_or_withdraws_roles(
    request: pytest.FixtureRequest, thurrock: Partnership, scrutineer: User, persona: str
) -> None:
    by = request.getfixturevalue(persona)

    with pytest.raises(PermissionDenied):
        grant_role(person=by, partnership=thurrock, role=Role.ADMINISTRATOR, agency=None, by=by)
    with pytest.raises(PermissionDenied):
        revoke_role(person=scrutineer, partnership=thurrock, role=Role.SCRUTINEER, by=by)
    with pytest.raises(PermissionDenied):
        set_roles(person=by, partnership=thurrock, roles=[Role.ADMINISTRATOR], agency=None, by=by)
    with pytest.raises(PermissionDenied):
        add_person(partnership=thurrock, email="x@example.org", name="X", roles=[Role.LEAD], agency=None, by=by)
    with pytest.raises(PermissionDenied):
        switch_off(person=scrutineer, partnership=thurrock, by=by)
    assert not Membership.objects.filter(user=by, role=Role.ADMINISTRATOR).exists()
    assert scrutineer.memberships.get().role == Role.SCRUTINEER


def test_agency_must_sit_in_the_partnership(thurrock: Partnership, administrator: User, partner: User) -> None:
    with pytest.raises(RuleBroken) as refusal:
        grant_role(
            person=partner, partnership=thurrock, role=Role.LEAD, agency=AgencyFactory.create(), by=administrator
        )

    assert refusal.value.field == "agency"
    assert partner.memberships.count() == 1


def test_withdrawing_a_role_that_is_not_held_is_refused(
    thurrock: Partnership, administrator: User, partner: User
) -> None:
    with pytest.raises(RuleBroken, match="does not hold this role"):
        revoke_role(person=partner, partnership=thurrock, role=Role.LEAD, by=administrator)


def test_switching_off_somebody_without_role_here_is_refused(
    thurrock: Partnership, administrator: User, southend: User
) -> None:
    with pytest.raises(RuleBroken, match="holds no role here"):
        switch_off(person=southend, partnership=thurrock, by=administrator)

    southend.refresh_from_db()
    assert southend.is_active


def test_setting_roles_is_all_or_nothing(thurrock: Partnership, administrator: User) -> None:
    with pytest.raises(RuleBroken, match="last administrator"):
        set_roles(
            person=administrator,
            partnership=thurrock,
            roles=[Role.LEAD, Role.SCRUTINEER],
            agency=None,
            by=administrator,
        )

    assert [held.role for held in administrator.memberships.all()] == [Role.ADMINISTRATOR]


def test_record_of_a_withdrawn_role_names_who_and_why(
    thurrock: Partnership, administrator: User, partner: User
) -> None:
    revoke_role(person=partner, partnership=thurrock, role=Role.STRATEGIC_PARTNER, by=administrator, reason="New post.")

    entry = Membership.history.filter(user_id=partner.pk).latest("history_id")
    assert (entry.history_type, entry.history_user, entry.history_change_reason) == ("-", administrator, "New post.")
