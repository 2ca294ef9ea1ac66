"""One period: what it was given and lacks, how it is closed, and how it is opened again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.form_errors import show_refusal
from accounts.roles import Permission
from accounts.rules import RuleBroken
from ratings.completeness import PeriodStanding, standings
from ratings.forms.periods import CloseForm, ReopenForm
from ratings.missing import Lack, Lacking
from ratings.missing_page import (
    MissingChoice,
    Overview,
    chosen_words,
    listed,
    narrowed,
    overview,
    read_lacking,
    read_names,
    to_copy,
)
from ratings.models import ReportingPeriod
from ratings.period_history import period_history
from ratings.services import close_period, reopen_period, start_closing, stop_closing
from ratings.services.periods import will_stand
from ratings.views.pages import Crumb
from ratings.views.periods import PeriodsPage


class OnePeriod(PeriodsPage):
    """One period: what it was given and lacks, plan by plan, and how it was opened and closed."""

    template_name = "ratings/period.html"
    shows_other_days = True

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

    @cached_property
    def lacking(self) -> list[Lacking]:
        return read_lacking(self.user, self.partnership, self.period, today=self.today)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        events = period_history(self.period)
        return super().get_context_data(
            standing=self.standing,
            period=self.period,
            events=events,
            reopenings=[event for event in events if event.is_reopening],
            missing=self.missing(),
            **kwargs,
        )

    def missing(self) -> Overview | None:
        """What is still missing of a period that has begun and is not closed."""
        if not self.period.is_open or self.period.starts_on > self.today:
            return None
        names = read_names(self.user, self.partnership)
        return overview(self.lacking, names, address=self.address("ratings:period_missing", self.period.pk))


class PeriodMissing(OnePeriod):
    """The list behind each number of what is missing: of a plan, a lead or an agency, to copy or print for chasing."""

    template_name = "ratings/period_missing.html"

    def crumbs(self) -> list[Crumb]:
        return [*super().crumbs(), (self.period.name, self.address("ratings:period", self.period.pk))]

    def missing(self) -> None:
        """Its numbers stand on the period's own page."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        choice, names = MissingChoice.read(self.request.GET.dict()), read_names(self.user, self.partnership)
        actions = listed(narrowed(self.lacking, choice, names), self.partnership, self.user)
        told = ", ".join([self.period.name, *chosen_words(choice, names)])
        return super().get_context_data(
            actions=actions,
            told=told,
            text=to_copy(actions, heading=_("Still missing: %s") % told, address=self._update_address),
            is_narrowed=choice != MissingChoice(),
            **kwargs,
        )

    def _update_address(self, action: int) -> str:
        kwargs = {"partnership": self.partnership.slug, "pk": action}
        return self.request.build_absolute_uri(reverse("ratings:update", kwargs=kwargs))


class _PeriodStep(OnePeriod):
    """A step that is asked once more, because it counts for everybody."""

    permission = (Permission.MANAGE_PERIODS,)
    shows_other_days = False

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


class StartClosing(_PeriodStep):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        said = _("%(period)s is closing: chase what is still missing, then close it.") % {"period": self.period.name}
        return self.take(lambda: start_closing(period=self.period, by=self.user), said)


class StopClosing(_PeriodStep):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        said = _("%(period)s stays open.") % {"period": self.period.name}
        return self.take(lambda: stop_closing(period=self.period, by=self.user), said)


class ClosePeriod(_PeriodStep):
    template_name = "ratings/period_close.html"

    def form(self, *data: Any) -> CloseForm:
        silent = sum(Lack.RATING in row.lacks for row in self.lacking)
        return CloseForm(*data, sentence=will_stand(silent), missing=silent)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Unbound: what was accepted before holds no longer where more is missing by now.
        kwargs.setdefault("form", self.form())
        return super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        accepted, said = form.cleaned_data["accepted"], _("%(period)s is closed.") % {"period": self.period.name}
        del self.lacking
        return self.take(lambda: close_period(period=self.period, accepted=accepted, by=self.user), said)


class ReopenPeriod(_PeriodStep):
    template_name = "ratings/period_reopen.html"
    permission = (Permission.REOPEN_PERIODS,)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=ReopenForm()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ReopenForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        said = _("%(period)s is open again.") % {"period": self.period.name}
        reason = form.cleaned_data["reason"]
        return self.take(lambda: reopen_period(period=self.period, reason=reason, by=self.user), said, form=form)
