"""What one person may do in one partnership: asked once per request, answered from one query."""

from dataclasses import dataclass, replace
from typing import Self

from django.contrib.auth.models import AnonymousUser

from accounts.as_at.standing import standing_now
from accounts.models import Membership, Partnership, User
from accounts.roles import SEEING, Permission, Role


@dataclass(frozen=True, slots=True)
class Access:
    user: "User | AnonymousUser"
    partnership: Partnership
    roles: tuple[Role, ...]
    permissions: frozenset[Permission]

    @classmethod
    def of(cls, user: "User | AnonymousUser", partnership: Partnership) -> Self:
        """The person's access; no role gives no permission."""
        held = (
            list(Membership.objects.filter(user_id=user.pk, partnership=partnership).order_by("role"))
            if user.is_active
            else []
        )
        permissions = frozenset(permission for membership in held for permission in membership.permissions)
        access = cls(user, partnership, tuple(Role(membership.role) for membership in held), permissions)
        # What is shown as it stood cannot be changed, by whomever.
        return access.only_seeing() if standing_now() else access

    def only_seeing(self) -> Self:
        """The same person, who may see what they see and do nothing."""
        return replace(self, permissions=self.permissions & SEEING)

    def may(self, *permissions: Permission) -> bool:
        """Whether the person holds at least one of the permissions."""
        return any(permission in self.permissions for permission in permissions)

    @property
    def knows_plans(self) -> bool:
        """Whether plans exist for this person at all; a committee member only knows of reports."""
        return self.may(Permission.SEE_PLANS, Permission.SEE_OWN_PLANS)
