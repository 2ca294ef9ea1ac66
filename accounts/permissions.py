"""The one check by which a service refuses a person who does not hold a permission."""

from django.core.exceptions import PermissionDenied

from accounts.access import Access
from accounts.models import Partnership, User
from accounts.roles import Permission


def require(permission: Permission, partnership: Partnership, *, by: User) -> None:
    """Refuse (403) where the person does not hold the permission in the partnership."""
    if not Access.of(by, partnership).may(permission):
        raise PermissionDenied("This person does not hold the permission that this needs.")
