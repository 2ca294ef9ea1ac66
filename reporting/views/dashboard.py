from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse

from accounts.roles import Permission
from plans.models import ActionPlan
from ratings.assurance import checks_for_home
from ratings.choosing import ChosenPeriod, choose_period
from ratings.models import Rating, ReportingPeriod
from ratings.selection import Selection
from reporting.dashboard import Addresses, read_dashboard
from reporting.forms import PeriodForm
from reporting.views.pages import ReportingPage


class DashboardPage(ReportingPage):
    """Where to look, in one minute: the plans in a period, against the period before."""

    template_name = "reporting/dashboard.html"
    shows_other_days = True
    permission = (Permission.SEE_DASHBOARD,)
    nav = "dashboard"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = Selection.read(request.GET.dict()).period
        chosen = choose_period(self.user, self.partnership, wanted=wanted, today=self.today)
        found = ActionPlan.objects.visible_to(self.user).filter(partnership=self.partnership)
        plans = {plan.pk: plan for plan in found}
        if chosen is None or not plans:
            return self.render_to_response(
                self.get_context_data(
                    chosen=chosen,
                    may_import=self.access.may(Permission.IMPORT),
                    may_manage_periods=self.access.may(Permission.MANAGE_PERIODS),
                )
            )
        board = read_dashboard(
            self.user, self.partnership, chosen, plans=plans, addresses=self._addresses(), today=self.today
        )
        return self.render_to_response(
            self.get_context_data(
                chosen=chosen,
                board=board,
                judged_on=chosen.period.judged_on(self.today),
                checks_due=checks_for_home(self.access, today=self.today),
                today=self.today,
                form=PeriodForm(chosen),
                last_rated=None if board.is_rated else self._last_rated(chosen),
            )
        )

    def _addresses(self) -> Addresses:
        return Addresses(
            actions=self.address("ratings:actions"),
            action=partial(self.address, "ratings:action"),
            plan=partial(self.address, "ratings:plan"),
            review=partial(self.address, "reviews:review"),
            lead=partial(self.address, "plans:lead"),
        )

    def _last_rated(self, chosen: ChosenPeriod) -> ReportingPeriod | None:
        """Where to look instead, when nothing was rated in the chosen period."""
        rated = Rating.objects.visible_to(self.user).filter(period__in=[period.pk for period in chosen.choices])
        latest = rated.select_related("period").order_by("-period__ends_on").first()
        return latest.period if latest else None
