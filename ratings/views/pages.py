"""What the pages of plans and actions share."""

from datetime import date
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.views.generic.base import TemplateResponseMixin

from accounts import as_at
from accounts.roles import Permission
from accounts.views.base import PartnershipView
from plans.models import Action

Crumb = tuple[str | Promise, str]


class PlansPage(TemplateResponseMixin, PartnershipView):
    """A page that is drawn by a template, of somebody who may see plans."""

    permission: ClassVar[tuple[Permission, ...]] = (Permission.SEE_PLANS, Permission.SEE_OWN_PLANS)
    nav = "plans"

    @property
    def today(self) -> date:
        return as_at.today()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def address(self, route: str, pk: int | None = None) -> str:
        """The address of a page of this partnership."""
        kwargs: dict[str, Any] = {"partnership": self.partnership.slug}
        return reverse(route, kwargs=kwargs if pk is None else {**kwargs, "pk": pk})

    def crumbs(self) -> list[Crumb]:
        return [(_("Plans"), self.address("ratings:plans"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(crumbs=self.crumbs(), **kwargs)


class ActionPage(PlansPage):
    """A page about one action that the person may see; what they may not see does not exist for them."""

    @cached_property
    def action(self) -> Action:
        found = (
            Action.objects.visible_to(self.user)
            .filter(pk=self.kwargs["pk"], plan__partnership=self.partnership)
            .select_related("plan__partnership", "plan__rating_setup__scale", "section", "objective", "withdrawn_by")
            .prefetch_related("leads")
            .first()
        )
        if found is None:
            raise Http404
        return found

    def crumbs(self) -> list[Crumb]:
        plan = self.action.plan
        return [*super().crumbs(), (plan.title, self.address("ratings:plan", plan.pk))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(action=self.action, **kwargs)
