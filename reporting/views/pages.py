"""What the pages of this package share."""

from datetime import date
from typing import Any, cast

from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.views.generic.base import TemplateResponseMixin

from accounts import as_at
from accounts.roles import Permission
from accounts.views.base import PartnershipView
from reporting.content import build_content
from reporting.gathering import facts_of
from reporting.models import Report
from reporting.shown import Content

Crumb = tuple[str | Promise, str]


class ReportingPage(TemplateResponseMixin, PartnershipView):
    """A page of this package that is drawn by a template."""

    @property
    def today(self) -> date:
        return as_at.today()

    def address(self, route: str, pk: int | None = None) -> str:
        """The address of a page of this partnership."""
        kwargs: dict[str, Any] = {"partnership": self.partnership.slug}
        return reverse(route, kwargs=kwargs if pk is None else {**kwargs, "pk": pk})


class OneReportPage(ReportingPage):
    """A page about one report that the person may see; a draft exists for those who publish only."""

    nav = "reports"
    permission = (Permission.SEE_REPORTS,)

    @cached_property
    def report(self) -> Report:
        reports = Report.objects.visible_to(self.user).filter(partnership=self.partnership, pk=self.kwargs["pk"])
        found = reports.select_related("partnership", "period", "replaces", "replaced_by", "published_by").first()
        if found is None:
            raise Http404
        return found

    @property
    def may_publish(self) -> bool:
        return self.access.may(Permission.PUBLISH)

    def crumbs(self) -> list[Crumb]:
        return [(_("Reports"), self.address("reporting:reports"))]

    def content(self) -> Content:
        """What was frozen; for a draft, what would be frozen now."""
        if self.report.is_published:
            return cast("Content", self.report.content)
        return build_content(facts_of(self.report, today=self.today))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"report": self.report, "crumbs": self.crumbs(), "may_publish": self.may_publish}
        return super().get_context_data(**{**context, **kwargs})
