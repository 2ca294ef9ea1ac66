from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models

from accounts.roles import Permission, roles_with

if TYPE_CHECKING:
    from accounts.models import Membership, Partnership, User

__all__ = ["MembershipQuerySet", "PartnershipQuerySet"]


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    def visible_to(self, user: "User | AnonymousUser") -> "PartnershipQuerySet":
        """The partnerships in which the person holds any role."""
        return self.filter(models.Exists(_memberships_of(user).filter(partnership=models.OuterRef("pk"))))


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, user: "User | AnonymousUser") -> "MembershipQuerySet":
        """The roles given in partnerships whose people the person sees; never those of another partnership."""
        from accounts.models import Membership  # the models import this module

        seen = Membership.objects.granting(user, Permission.SEE_PEOPLE)
        return self.filter(partnership__in=seen.values("partnership"))

    def granting(self, user: "User | AnonymousUser", permission: Permission) -> "MembershipQuerySet":
        """The person's memberships whose role holds the permission; none for somebody switched off."""
        if not user.is_active:
            return self.none()
        return self.filter(user_id=user.pk, role__in=roles_with(permission))


def _memberships_of(user: "User | AnonymousUser") -> MembershipQuerySet:
    from accounts.models import Membership  # the models import this module

    return Membership.objects.filter(user_id=user.pk) if user.is_active else Membership.objects.none()
