"""In which scale a plan is rated: chosen once, or changed with a reason."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.roles import Permission
from plans.models import ActionPlan
from ratings.filter_options import levels_and_dimensions
from ratings.forms.plan_scale import PlanScaleForm
from ratings.history import scale_history
from ratings.models import RatingScale
from ratings.scale_keys import read_keys
from ratings.services import set_plan_scale
from ratings.views.pages import Crumb, PlansPage


class PlanScaleChoice(PlansPage):
    permission = (Permission.IMPORT,)
    template_name = "ratings/plan_scale.html"

    @cached_property
    def plan(self) -> ActionPlan:
        plans = ActionPlan.objects.visible_to(self.user).filter(partnership=self.partnership)
        found = plans.select_related("partnership", "rating_setup__scale").filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    @property
    def present(self) -> RatingScale | None:
        setup = getattr(self.plan, "rating_setup", None)
        return setup.scale if setup else None

    def crumbs(self) -> list[Crumb]:
        return [*super().crumbs(), (self.plan.title, self.address("ratings:plan", self.plan.pk))]

    def form(self, *data: Any) -> PlanScaleForm:
        scales = list(RatingScale.objects.filter(partnership=self.partnership).order_by("name"))
        options = levels_and_dimensions(self.partnership)
        keys = read_keys([scale.pk for scale in scales], options, on=self.today)
        return PlanScaleForm(*data, scales=scales, keys=keys, present=self.present.pk if self.present else None)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        before = self.present
        set_plan_scale(plan=self.plan, scale=form.chosen, by=self.user, reason=form.cleaned_data.get("reason", ""))
        if before == form.chosen:
            messages.info(request, _("Nothing was changed, so nothing was saved."))
        else:
            messages.success(request, _("The plan is rated in %(scale)s from now on.") % {"scale": form.chosen.name})
        return redirect(self.address("ratings:plan", self.plan.pk))

    def page(self, form: PlanScaleForm, *, status: int = 200) -> HttpResponse:
        entries = scale_history(self.plan)
        context = self.get_context_data(form=form, plan=self.plan, present=self.present, entries=entries)
        return self.render_to_response(context, status=status)
