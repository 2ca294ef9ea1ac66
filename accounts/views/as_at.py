"""Leads to a page as it stood on a day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.as_at.forms import DayForm
from accounts.as_at.links import shows_other_days, with_day
from accounts.as_at.pages import ask_for_a_day
from accounts.roles import Permission
from accounts.views.base import PartnershipView


class ChooseDay(PartnershipView):
    """Takes the day that was typed on a page, and goes there; asks again where it is none."""

    permission = (Permission.SEE_PLANS, Permission.SEE_OWN_PLANS)

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not {"day_0", "day_1", "day_2"} & set(request.GET):
            return ask_for_a_day(request, DayForm.of_page(request.GET.get("page", ""), None))
        form = DayForm(request.GET)
        if not form.is_valid():
            return ask_for_a_day(request, form)
        return redirect(with_day(self._page(form.cleaned_data["page"]), form.cleaned_data["day"]))

    def _page(self, asked: str) -> str:
        """The page asked for, if it is one of this service that shows other days; else the list of plans."""
        own = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/")
        if own and shows_other_days(asked.partition("?")[0].partition("#")[0]):
            return asked
        return reverse("ratings:plans", kwargs={"partnership": self.partnership.slug})
