"""Histories in sentences, for everyone who may see the thing: of an action, of a plan, of all plans together."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from plans.models import ActionPlan
from ratings.history_page import Asked, read_page
from ratings.views.pages import ActionPage, Crumb, PlansPage

PAGE_LENGTH = 100


class PartnershipHistory(PlansPage):
    """All that was done to the plans that the person may see, newest first."""

    template_name = "ratings/history.html"
    shows_other_days = True

    @property
    def asked(self) -> Asked:
        return Asked.of_partnership(self.access)

    @property
    def here(self) -> str:
        return self.address("ratings:partnership_history")

    @property
    def title(self) -> str:
        return _("History of all plans")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = self.get_context_data()
        return self.render_to_response(context, status=422 if context["history"].form.errors else 200)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        history = read_page(self.asked, self.request.GET)
        entries = history.entries
        if rating := self.request.GET.get("rating", ""):
            entries = [entry for entry in entries if str(entry.rating) == rating]
        page = Paginator(entries, PAGE_LENGTH).get_page(self.request.GET.get("page"))
        kept = self.request.GET.copy()
        kept.pop("page", None)
        context = {
            "history": history,
            "title": self.title,
            "here": self.here,
            "page": page,
            "entries": list(page.object_list),
            "changes": history.told(list(page.object_list)),
            "tags": history.tags(self.request.GET, self.here),
            "query": kept.urlencode(),
            "only_rating": bool(rating),
        }
        return super().get_context_data(**{**context, **kwargs})


class PlanHistory(PartnershipHistory):
    """All that was done to one plan and to what stands in it."""

    @cached_property
    def plan(self) -> ActionPlan:
        plans = ActionPlan.objects.visible_to(self.user).filter(partnership=self.partnership)
        found = plans.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    @property
    def asked(self) -> Asked:
        return Asked.of_plan(self.plan)

    @property
    def here(self) -> str:
        return self.address("ratings:plan_history", self.plan.pk)

    @property
    def title(self) -> str:
        return _("History of %(plan)s") % {"plan": self.plan.title}

    def crumbs(self) -> list[Crumb]:
        return [*super().crumbs(), (self.plan.title, self.address("ratings:plan", self.plan.pk))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(plan=self.plan, **kwargs)


class ActionHistory(PartnershipHistory, ActionPage):
    """All that was done to the action and to what hangs on it; or, with ?rating=, to one of its ratings."""

    @property
    def asked(self) -> Asked:
        return Asked.of_action(self.action)

    @property
    def here(self) -> str:
        return self.address("ratings:history", self.action.pk)

    @property
    def title(self) -> str:
        if self.request.GET.get("rating"):
            return _("History of one rating of action %(label)s") % {"label": self.action.label}
        return _("History of action %(label)s") % {"label": self.action.label}

    def crumbs(self) -> list[Crumb]:
        return [*super().crumbs(), (_("Action %s") % self.action.label, self.address("ratings:action", self.action.pk))]
