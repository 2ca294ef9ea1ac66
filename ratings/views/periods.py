"""The reporting periods: what each was given and lacks; adding them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.form_errors import show_refusal
from accounts.roles import Permission
from accounts.rules import RuleBroken
from plans.models import Meeting
from ratings.completeness import standings
from ratings.forms.periods import MeetingPeriodForm, YearForm
from ratings.services import add_financial_year, add_period
from ratings.views.pages import Crumb, PlansPage


class PeriodsPage(PlansPage):
    permission = (Permission.SEE_PLANS,)
    nav = "periods"

    @property
    def may_manage(self) -> bool:
        return self.access.may(Permission.MANAGE_PERIODS)

    def crumbs(self) -> list[Crumb]:
        return [(_("Periods"), self.address("ratings:periods"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            may_manage=self.may_manage,
            may_reopen=self.access.may(Permission.REOPEN_PERIODS),
            today=self.today,
            **kwargs,
        )


class PeriodList(PeriodsPage):
    template_name = "ratings/periods.html"
    shows_other_days = True

    def crumbs(self) -> list[Crumb]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        forms: dict[str, Any] = {}
        if self.may_manage:
            forms = {"year_form": YearForm(today=self.today), "meeting_form": self.meeting_form()}
        rows = standings(self.user, self.partnership)
        return super().get_context_data(**{"rows": rows, **forms, **kwargs})

    def meeting_form(self, *data: Any) -> MeetingPeriodForm:
        meetings = Meeting.objects.visible_to(self.user).filter(partnership=self.partnership).order_by("-held_on")
        return MeetingPeriodForm(*data, meetings=meetings)

    def refused(self, **forms: Any) -> HttpResponse:
        """The list again, with the form that was refused and all that was typed in it."""
        [form] = forms.values()
        return self.render_to_response(self.get_context_data(form=form, **forms), status=422)


class AddYear(PeriodList):
    permission = (Permission.MANAGE_PERIODS,)
    shows_other_days = False

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = YearForm(request.POST, today=self.today)
        if not form.is_valid():
            return self.refused(year_form=form)
        try:
            made = add_financial_year(
                partnership=self.partnership, first_year=form.cleaned_data["first_year"], by=self.user
            )
        except RuleBroken as broken:
            show_refusal(form, broken)
            return self.refused(year_form=form)
        names = ", ".join(period.name for period in made)
        messages.success(request, _("Added: %(periods)s.") % {"periods": names})
        return redirect(self.address("ratings:periods"))


class AddMeetingPeriod(PeriodList):
    permission = (Permission.MANAGE_PERIODS,)
    shows_other_days = False

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.meeting_form(request.POST)
        if not form.is_valid():
            return self.refused(meeting_form=form)
        try:
            period = add_period(partnership=self.partnership, by=self.user, **form.cleaned_data)
        except RuleBroken as broken:
            show_refusal(form, broken)
            return self.refused(meeting_form=form)
        messages.success(request, _("Added: %(periods)s.") % {"periods": period.name})
        return redirect(self.address("ratings:periods"))
