"""The reporting periods: what each was given and lacks; adding, closing and opening again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.form_errors import show_refusal
from accounts.roles import Permission
from accounts.rules import RuleBroken
from ratings.completeness import PeriodStanding, standings
from ratings.forms.periods import MeetingPeriodForm, ReopenForm, YearForm
from ratings.models import ReportingPeriod
from ratings.period_history import period_history
from ratings.services import add_financial_year, add_period, close_period, reopen_period
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
        return super().get_context_data(may_manage=self.may_manage, today=self.today, **kwargs)


class PeriodList(PeriodsPage):
    template_name = "ratings/periods.html"

    def crumbs(self) -> list[Crumb]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        forms: dict[str, Any] = {}
        if self.may_manage:
            forms = {"year_form": YearForm(today=self.today), "meeting_form": MeetingPeriodForm()}
        rows = standings(self.user, self.partnership)
        return super().get_context_data(**{"rows": rows, **forms, **kwargs})

    def refused(self, **forms: Any) -> HttpResponse:
        """The list again, with the form that was refused and all that was typed in it."""
        [form] = forms.values()
        return self.render_to_response(self.get_context_data(form=form, **forms), status=422)


class AddYear(PeriodList):
    permission = (Permission.MANAGE_PERIODS,)

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

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = MeetingPeriodForm(request.POST)
        if not form.is_valid():
            return self.refused(meeting_form=form)
        try:
            period = add_period(partnership=self.partnership, by=self.user, **form.cleaned_data)
        except RuleBroken as broken:
            show_refusal(form, broken)
            return self.refused(meeting_form=form)
        messages.success(request, _("Added: %(periods)s.") % {"periods": period.name})
        return redirect(self.address("ratings:periods"))


class OnePeriod(PeriodsPage):
    """One period: what it was given and lacks, plan by plan, and how it was opened and closed."""

    template_name = "ratings/period.html"

    @cached_property
    def standing(self) -> PeriodStanding:
        wanted = self.kwargs["pk"]
        found = [each for each in standings(self.user, self.partnership) if each.period.pk == wanted]
        if not found:
            raise Http404
        return found[0]

    @property
    def period(self) -> ReportingPeriod:
        return self.standing.period

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        events = period_history(self.period)
        return super().get_context_data(standing=self.standing, period=self.period, events=events, **kwargs)


class _PeriodStep(OnePeriod):
    """A step that is asked once more, because it counts for everybody."""

    permission = (Permission.MANAGE_PERIODS,)

    def crumbs(self) -> list[Crumb]:
        return [*super().crumbs(), (self.period.name, self.address("ratings:period", self.period.pk))]

    def take(self, step: Callable[[], None], said: str, **refused: Any) -> HttpResponse:
        """Take the step, or show the page again with the sentence that refuses it."""
        try:
            step()
        except RuleBroken as broken:
            if "form" in refused:
                show_refusal(refused["form"], broken)
            else:
                refused["problems"] = [broken.message]
            return self.render_to_response(self.get_context_data(**refused), status=422)
        messages.success(self.request, said)
        return redirect(self.address("ratings:period", self.period.pk))


class ClosePeriod(_PeriodStep):
    template_name = "ratings/period_close.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        said = _("%(period)s is closed.") % {"period": self.period.name}
        return self.take(lambda: close_period(period=self.period, by=self.user), said)


class ReopenPeriod(_PeriodStep):
    template_name = "ratings/period_reopen.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=ReopenForm()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ReopenForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        said = _("%(period)s is open again.") % {"period": self.period.name}
        reason = form.cleaned_data["reason"]
        return self.take(lambda: reopen_period(period=self.period, reason=reason, by=self.user), said, form=form)
