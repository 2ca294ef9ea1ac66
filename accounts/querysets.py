from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models

from accounts.calendar_tokens import hash_of
from accounts.roles import Permission, roles_with

if TYPE_CHECKING:
    from accounts.models import CalendarFeed, Membership, Partnership, User

__all__ = ["CalendarFeedQuerySet", "MembershipQuerySet", "PartnershipQuerySet"]


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


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def visible_to(self, user: "User | AnonymousUser") -> "CalendarFeedQuerySet":
        """One's own, and nobody else's."""
        return self.filter(user_id=user.pk) if user.is_active else self.none()

    def with_token(self, token: str) -> "CalendarFeedQuerySet":
        """That of the secret address, of somebody who may sign in."""
        return self.filter(sha256=hash_of(token), user__is_active=True)


def _memberships_of(user: "User | AnonymousUser") -> MembershipQuerySet:
    from accounts.models import Membership  # the models import this module

    return Membership.objects.filter(user_id=user.pk) if user.is_active else Membership.objects.none()
