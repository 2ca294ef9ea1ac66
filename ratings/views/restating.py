"""Correcting what a closed period says of an action: the first value stays, the correction stands beside it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.form_errors import show_refusal
from accounts.roles import Permission
from accounts.rules import ChangedMeanwhile, RuleBroken
from ratings.forms.restating import RestatingForm
from ratings.models import ReportingPeriod
from ratings.restating_sheet import read_sheet
from ratings.seen_rows import whole_number
from ratings.services import restate
from ratings.views.pages import ActionPage, Crumb


class ActionRestate(ActionPage):
    """The address names the period; without it, the closed periods to choose from."""

    template_name = "ratings/restate.html"
    permission = (Permission.RATE,)

    @property
    def done(self) -> str:
        return self.address("ratings:action", self.action.pk)

    def crumbs(self) -> list[Crumb]:
        return [*super().crumbs(), (_("Action %s") % self.action.label, self.done)]

    @cached_property
    def closed(self) -> list[ReportingPeriod]:
        found = ReportingPeriod.objects.visible_to(self.user).closed().for_plan(self.action.plan)
        return list(found.order_by("-ends_on", "-starts_on"))

    @cached_property
    def period(self) -> ReportingPeriod | None:
        """That of the address; for one that cannot be read, or is not there, the person chooses."""
        named = whole_number(self.request.GET.get("period", "")) or 0
        found = ReportingPeriod.objects.visible_to(self.user).filter(partnership=self.partnership)
        return found.filter(pk=named).first()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.action.is_active or (self.period and self.period.is_open):
            return self._cannot()
        return self.page(RestatingForm(read_sheet(self.action, self.period)) if self.period else None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.period is None:
            return self.page(None, problems=[_("Choose the closed period that is corrected.")], status=422)
        form = RestatingForm(read_sheet(self.action, self.period), request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        seen = form.cleaned_data["seen_revision"]
        try:
            restate(
                action=self.action,
                period=self.period,
                corrections=form.corrections(),
                seen_revision=seen,
                by=self.user,
            )
        except ChangedMeanwhile:
            return self._conflict(self.period)
        except RuleBroken as broken:
            del self.action
            show_refusal(form, broken)
            return self.page(form, status=422)
        said = _("Corrected for %(period)s. What was first given stays beside it.") % {"period": self.period}
        messages.success(request, said)
        return redirect(f"{self.done}#ratings")

    def _cannot(self) -> HttpResponse:
        if not self.action.is_active:
            said = _("This action was withdrawn. Reinstate it before you change it.")
        else:
            said = _("%(period)s is not closed: change the rating itself, or add to what was said.") % {
                "period": self.period
            }
        messages.warning(self.request, said)
        return redirect(self.done)

    def _conflict(self, period: ReportingPeriod) -> HttpResponse:
        """What stands now above, what was typed below: saved again, it goes on top."""
        del self.action
        data = self.request.POST.copy()
        data["seen_revision"] = str(self.action.revision)
        return self.page(RestatingForm(read_sheet(self.action, period), data), conflict=True, status=409)

    def page(self, form: RestatingForm | None, *, status: int = 200, **kwargs: Any) -> HttpResponse:
        context = self.get_context_data(form=form, period=self.period, closed=self.closed, **kwargs)
        return self.render_to_response(context, status=status)
