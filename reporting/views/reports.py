"""Reports as they are read: the list, one report, its print view, and the publication of a draft."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.form_errors import show_refusal
from accounts.roles import Permission
from accounts.rules import ChangedMeanwhile, RuleBroken
from reporting.checks import check_report
from reporting.content import build_content, checksum_of
from reporting.forms import PublishForm
from reporting.gathering import facts_of
from reporting.models import Report
from reporting.services import publish_report
from reporting.views.pages import OneReportPage, ReportingPage


class ReportList(ReportingPage):
    """The reports that the person may see; above them the latest, so that a councillor need not look for it."""

    template_name = "reporting/reports.html"
    permission = (Permission.SEE_REPORTS,)
    nav = "reports"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        may_publish = self.access.may(Permission.PUBLISH)
        seen = Report.objects.visible_to(self.user).filter(partnership=self.partnership)
        # What was frozen is read of the latest alone.
        listed = seen.select_related("period", "replaced_by").defer("content", "replaced_by__content").newest_first()
        return self.render_to_response(
            self.get_context_data(
                latest=seen.select_related("period").latest_published().newest_first().first(),
                published=listed.published(),
                drafts=listed.drafts() if may_publish else (),
                may_publish=may_publish,
            )
        )


class ReportPage(OneReportPage):
    """One report: what was frozen, or for a draft what would be, with what stands in the way of its publication."""

    template_name = "reporting/report.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.report.is_published:
            return self.render_to_response(self.get_context_data(content=self.content()))
        return self.draft_page()

    def draft_page(self, *, form: PublishForm | None = None, status: int = 200) -> HttpResponse:
        facts = facts_of(self.report, today=self.today)
        content = build_content(facts)
        checks = check_report(facts)
        initial = {"checksum": checksum_of(content)}
        context = self.get_context_data(
            content=content,
            blocking=[check.text for check in checks if check.blocks],
            warnings=[check.text for check in checks if not check.blocks],
            form=form or PublishForm(initial=initial),
            # A form that was refused still holds the checksum of the older content: the page shows the newer one.
            checksum=initial["checksum"],
        )
        return self.render_to_response(context, status=status)


class PrintReport(OneReportPage):
    """The same content on A4, without anything around it."""

    template_name = "reporting/print.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(content=self.content()))


class PublishReport(ReportPage):
    """The step that freezes a draft. Read, it shows the draft: so it is met by those who had to sign in again."""

    permission = (Permission.PUBLISH,)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.report.is_published:
            messages.error(request, _("This report was published already: it does not change."))
            return redirect(self.address("reporting:report", self.report.pk))
        form = PublishForm(request.POST)
        if not form.is_valid():
            return self.draft_page(form=form, status=422)
        try:
            publish_report(
                report=self.report,
                by=self.user,
                accept_warnings=form.cleaned_data["accept_warnings"],
                seen_checksum=form.cleaned_data["checksum"],
            )
        except RuleBroken as broken:
            show_refusal(form, broken)
            return self.draft_page(form=form, status=422)
        except ChangedMeanwhile:
            form.add_error(
                None,
                _("The plans changed since you opened this page. The report below is as they are now: read it again."),
            )
            return self.draft_page(form=form, status=409)
        messages.success(request, _("The report is published. It will not change any more."))
        return redirect(self.address("reporting:report", self.report.pk))
