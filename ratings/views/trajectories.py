"""The trajectory of a plan, and of an action that goes its own way: expected against actual, and entering it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.form_errors import show_refusal
from accounts.roles import Permission
from accounts.rules import ChangedMeanwhile, RuleBroken
from plans.models import Action, ActionPlan
from ratings.forms.trajectories import TrajectoryForm
from ratings.rating_grid import read_grid
from ratings.services import set_trajectory
from ratings.trajectory_reads import DimensionCourse, course_of_action, course_of_plan
from ratings.trajectory_sheet import read_sheet
from ratings.views.pages import ActionPage, Crumb, PlansPage


class _TrajectoryPage(PlansPage):
    """Everybody who sees the plan sees it; only those who may bring plans in change it."""

    template_name = "ratings/trajectory.html"
    shows_other_days = True

    @property
    def its_plan(self) -> ActionPlan:
        raise NotImplementedError

    @property
    def its_action(self) -> Action | None:
        return None

    @property
    def here(self) -> str:
        raise NotImplementedError

    def courses(self) -> list[DimensionCourse]:
        raise NotImplementedError

    @property
    def may_change(self) -> bool:
        own = self.its_action
        return self.access.may(Permission.IMPORT) and (own is None or own.is_active)

    def form(self, *data: Any) -> TrajectoryForm:
        return TrajectoryForm(read_sheet(self.its_plan, self.its_action, user=self.user), *data)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.its_plan  # noqa: B018  what the person may not see does not exist for them, whatever they may do
        if not self.access.may(Permission.IMPORT):
            raise PermissionDenied
        form = self.form(request.POST)
        if "seen" not in request.POST:
            return self.page(self.form(), conflict=True, status=409)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            set_trajectory(
                plan=self.its_plan,
                action=self.its_action,
                points=form.points(),
                seen=form.seen_keys,
                reason=form.cleaned_data["reason"],
                by=self.user,
            )
        except ChangedMeanwhile:
            return self._conflict(request)
        except RuleBroken as broken:
            show_refusal(form, broken)
            return self.page(form, status=422)
        if form.has_changed():
            messages.success(request, _("The trajectory is saved."))
        else:
            messages.info(request, _("Nothing was changed, so nothing was saved."))
        return redirect(self.here)

    def _conflict(self, request: HttpRequest) -> HttpResponse:
        """What the person ticked, over what stands now: saved once more, it goes on top."""
        data = request.POST.copy()
        data["seen"] = self.form().initial["seen"]
        return self.page(self.form(data), conflict=True, status=409)

    def page(self, form: TrajectoryForm, *, status: int = 200, **kwargs: Any) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            plan=self.its_plan,
            courses=self.courses(),
            may_change=self.may_change,
            here=self.here,
            **kwargs,
        )
        return self.render_to_response(context, status=status)


class PlanTrajectory(_TrajectoryPage):
    @cached_property
    def its_plan(self) -> ActionPlan:
        plans = ActionPlan.objects.visible_to(self.user).filter(partnership=self.partnership)
        found = plans.select_related("partnership", "rating_setup__scale").filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    @property
    def here(self) -> str:
        return self.address("ratings:plan_trajectory", self.its_plan.pk)

    def crumbs(self) -> list[Crumb]:
        return [*super().crumbs(), (self.its_plan.title, self.address("ratings:plan", self.its_plan.pk))]

    def courses(self) -> list[DimensionCourse]:
        return course_of_plan(self.its_plan, user=self.user, today=self.today)


class ActionTrajectory(ActionPage, _TrajectoryPage):
    @property
    def its_plan(self) -> ActionPlan:
        return self.action.plan

    @property
    def its_action(self) -> Action:
        return self.action

    @property
    def here(self) -> str:
        return self.address("ratings:action_trajectory", self.action.pk)

    def crumbs(self) -> list[Crumb]:
        return [*super().crumbs(), (_("Action %s") % self.action.label, self.address("ratings:action", self.action.pk))]

    def courses(self) -> list[DimensionCourse]:
        grid = read_grid(self.action, user=self.user, today=self.today)
        return course_of_action(self.action, grid, today=self.today)
