"""What a service asks before it writes: whether the person may, and that nobody else does the same at once."""

from django.core.exceptions import PermissionDenied

from accounts.access import Access
from accounts.models import Partnership, User
from accounts.roles import Permission


def hold_partnership(partnership: Partnership) -> None:
    """Let nobody else pass here for the same partnership until the transaction ends.

    For what is looked up first and then made: of two who do that at once the second finds what the first made.
    """
    # No lock on the key: whoever writes something else of the partnership is not held up.
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)


def require(permission: Permission, partnership: Partnership, *, by: User) -> None:
    """Refuse (403) where the person does not hold the permission in the partnership."""
    if not Access.of(by, partnership).may(permission):
        raise PermissionDenied("This person does not hold the permission that this needs.")
