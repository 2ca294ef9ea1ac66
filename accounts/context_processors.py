"""What every page's frame shows of where the person is: the partnership and the pages that they may open."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.access import Access
from accounts.as_at.pages import as_at_now
from accounts.roles import Permission


@dataclass(frozen=True, slots=True)
class NavigationItem:
    label: str | Promise
    url: str
    current: bool


# (entry, label, route, any of these permissions)
_ENTRIES: tuple[tuple[str, Promise, str, tuple[Permission, ...]], ...] = (
    ("mine", _("My actions"), "ratings:mine", (Permission.UPDATE_OWN_ACTIONS,)),
    ("dashboard", _("Dashboard"), "reporting:dashboard", (Permission.SEE_DASHBOARD,)),
    ("plans", _("Plans"), "ratings:plans", (Permission.SEE_PLANS, Permission.SEE_OWN_PLANS)),
    ("actions", _("Actions"), "ratings:actions", (Permission.SEE_PLANS,)),
    (
        "assurance",
        _("Assurance"),
        "ratings:assurance",
        (Permission.VERIFY, Permission.CHALLENGE, Permission.RATE, Permission.UPDATE_OWN_ACTIONS),
    ),
    ("reviews", _("Reviews"), "reviews:reviews", (Permission.SEE_PLANS,)),
    ("leads", _("Leads"), "plans:leads", (Permission.SEE_PLANS,)),
    ("periods", _("Periods"), "ratings:periods", (Permission.SEE_PLANS,)),
    ("set_up", _("Set up"), "ratings:set_up", (Permission.MANAGE_PERIODS,)),
    ("import", _("Import"), "spreadsheets:imports", (Permission.IMPORT,)),
    ("reports", _("Reports"), "reporting:reports", (Permission.SEE_REPORTS,)),
    ("people", _("People"), "accounts:people", (Permission.SEE_PEOPLE,)),
)


def shell(request: HttpRequest) -> dict[str, object]:
    """The partnership, the person's access to it and the navigation; nothing where no partnership was opened."""
    access: Access | None = getattr(request, "access", None)
    if access is None:
        return {"navigation": []}
    current = getattr(request, "nav", "")
    return {
        "partnership": access.partnership,
        "access": access,
        "as_at": as_at_now(request),
        "role_names": ", ".join(str(role.label) for role in access.roles),
        "navigation": [
            NavigationItem(label, reverse(route, kwargs={"partnership": access.partnership.slug}), entry == current)
            for entry, label, route, permissions in _ENTRIES
            if access.may(*permissions)
        ],
    }
