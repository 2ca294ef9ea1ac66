from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models

from accounts.models import Membership, User
from accounts.roles import Permission

if TYPE_CHECKING:
    from reviews.models import Review

__all__ = ["ReviewQuerySet"]


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, user: "User | AnonymousUser") -> "ReviewQuerySet":
        """Reviews of partnerships in which the person sees every plan."""
        seen = Membership.objects.granting(user, Permission.SEE_PLANS)
        return self.filter(partnership__in=seen.values("partnership"))
