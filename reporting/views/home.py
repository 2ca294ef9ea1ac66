from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import Access
from accounts.roles import Permission
from accounts.views.base import PartnershipView


class Home(PartnershipView):
    """Sends each person to the page that they come for."""

    permission = tuple(Permission)

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return redirect(page_for(self.access), partnership=self.partnership.slug)


def page_for(access: Access) -> str:
    """The route of the page that a person with this access works on first."""
    if access.may(Permission.UPDATE_ANY_ACTION):
        return "ratings:plans"
    if access.may(Permission.SEE_DASHBOARD):
        return "reporting:dashboard"
    if access.may(Permission.UPDATE_OWN_ACTIONS):
        return "ratings:mine"
    return "reporting:reports"
