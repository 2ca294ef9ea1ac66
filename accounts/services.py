"""Who may do what in a partnership: every role given, changed or withdrawn, with who did it and when."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.history import save_with_history
from accounts.models import Agency, Membership, Partnership, User
from accounts.permissions import hold_partnership, require
from accounts.roles import Permission, Role
from accounts.rules import RuleBroken


@transaction.atomic
def add_person(
    *,
    partnership: Partnership,
    email: str,
    name: str,
    roles: Collection[Role],
    agency: Agency | None,
    by: User,
    reason: str = "",
) -> User:
    """Let somebody in by their e-mail address, with these roles.

    Somebody who signs in for another partnership already keeps their name and password; a leaver who comes back may
    sign in again. Without a password of their own, a person sets one by "Forgotten your password?".
    """
    require(Permission.MANAGE_PEOPLE, partnership, by=by)
    if not roles:
        raise RuleBroken(_("Choose at least one role."), field="roles")
    hold_partnership(partnership)
    person = User.objects.filter(email__iexact=email.strip()).first()
    if person and Membership.objects.filter(user=person, partnership=partnership).exists():
        raise RuleBroken(
            _("%(person)s has a role here already: change it on their own page.") % {"person": person}, field="email"
        )
    if person is None:
        person = User.objects.create_user(email.strip(), name.strip())
    elif not person.is_active:
        person.is_active = True
        person.set_unusable_password()
        person.save()
    set_roles(person=person, partnership=partnership, roles=roles, agency=agency, by=by, reason=reason)
    return person


@transaction.atomic
def set_roles(
    *,
    person: User,
    partnership: Partnership,
    roles: Collection[Role],
    agency: Agency | None,
    by: User,
    reason: str = "",
) -> None:
    """Give the person these roles and this agency in the partnership, and withdraw the others; none stays in doubt."""
    require(Permission.MANAGE_PEOPLE, partnership, by=by)
    if not roles:
        raise RuleBroken(_("Choose at least one role, or withdraw all of them below."), field="roles")
    # Given first, so that nobody is left without a role half-way.
    for role in roles:
        grant_role(person=person, partnership=partnership, role=role, agency=agency, by=by, reason=reason)
    for membership in Membership.objects.filter(user=person, partnership=partnership).exclude(role__in=roles):
        revoke_role(person=person, partnership=partnership, role=Role(membership.role), by=by, reason=reason)


@transaction.atomic
def grant_role(
    *, person: User, partnership: Partnership, role: Role, agency: Agency | None, by: User, reason: str = ""
) -> Membership:
    """Give a role, or another agency to a role held already; a grant that changes nothing leaves no trace."""
    require(Permission.MANAGE_PEOPLE, partnership, by=by)
    hold_partnership(partnership)
    if agency and not agency.partnerships.filter(pk=partnership.pk).exists():
        raise RuleBroken(_("Choose an agency of this partnership."), field="agency")
    held = Membership.objects.filter(user=person, partnership=partnership, role=role).first()
    if held and held.agency_id == (agency.pk if agency else None):
        return held
    membership = held or Membership(user=person, partnership=partnership, role=role, granted_by=by)
    membership.agency = agency
    save_with_history(membership, by=by, reason=reason.strip())
    return membership


@transaction.atomic
def revoke_role(*, person: User, partnership: Partnership, role: Role, by: User, reason: str = "") -> None:
    """Withdraw a role. The partnership's last administrator stays: without one, nobody could let anybody in."""
    require(Permission.MANAGE_PEOPLE, partnership, by=by)
    # Two administrators who withdraw each other at once queue here, and the second is refused.
    hold_partnership(partnership)
    membership = Membership.objects.filter(user=person, partnership=partnership, role=role).first()
    if membership is None:
        raise RuleBroken(_("%(person)s does not hold this role any more.") % {"person": person}, field="roles")
    others = Membership.objects.filter(partnership=partnership, role=role, user__is_active=True).exclude(user=person)
    if role is Role.ADMINISTRATOR and not others.exists():
        raise RuleBroken(
            _("%(person)s is the last administrator here. Make somebody else an administrator first.")
            % {"person": person},
            field="roles",
        )
    membership._history_user = by  # type: ignore[attr-defined]  # read by django-simple-history
    membership._change_reason = reason.strip()  # type: ignore[attr-defined]  # read by django-simple-history
    membership.delete()


@transaction.atomic
def switch_off(*, person: User, partnership: Partnership, by: User, reason: str = "") -> None:
    """A leaver: withdraw every role here and, where they hold none elsewhere, their sign-in.

    Their name stays on what they did. Somebody who runs the installation keeps their sign-in.
    """
    require(Permission.MANAGE_PEOPLE, partnership, by=by)
    if person == by:
        raise RuleBroken(_("You cannot switch off your own sign-in: ask another administrator."))
    held = list(Membership.objects.filter(user=person, partnership=partnership))
    if not held:
        raise RuleBroken(_("%(person)s holds no role here any more.") % {"person": person})
    for membership in held:
        revoke_role(person=person, partnership=partnership, role=Role(membership.role), by=by, reason=reason)
    if not person.is_staff and not Membership.objects.filter(user=person).exists():
        person.is_active = False
        person.save()
