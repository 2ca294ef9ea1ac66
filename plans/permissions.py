"""Who may change which action: asked by the page that offers it and by the service that does it."""

from django.core.exceptions import PermissionDenied

from accounts.access import Access
from accounts.models import User
from accounts.roles import Permission
from plans.models import Action


def may_update(access: Access, action: Action) -> bool:
    """Whether the person may say what was done on the action: any action, or one that they lead."""
    if access.may(Permission.UPDATE_ANY_ACTION):
        return True
    return access.may(Permission.UPDATE_OWN_ACTIONS) and action.leads.filter(people=access.user.pk).exists()


def require_update(action: Action, *, by: User) -> None:
    """Refuse (403) where the person may not update the action."""
    if not may_update(Access.of(by, action.plan.partnership), action):
        raise PermissionDenied("This person may not update this action.")
