"""Drafts of reports, for those who publish."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.form_errors import show_refusal
from accounts.roles import Permission
from accounts.rules import ChangedMeanwhile, RuleBroken
from reporting.forms import DraftForm, NewVersionForm, initial_of
from reporting.models import Report
from reporting.services import begin_new_version, change_draft, create_draft
from reporting.views.pages import Crumb, OneReportPage, ReportingPage


class AddDraft(ReportingPage):
    template_name = "reporting/draft_form.html"
    permission = (Permission.PUBLISH,)
    nav = "reports"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._page(DraftForm(user=self.user, partnership=self.partnership))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = DraftForm(request.POST, user=self.user, partnership=self.partnership)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            report = create_draft(partnership=self.partnership, **form.choices(), by=self.user)
        except RuleBroken as broken:
            show_refusal(form, broken)
            return self._page(form, status=422)
        return redirect(self.address("reporting:report", report.pk))

    def _page(self, form: DraftForm, *, status: int = 200) -> HttpResponse:
        crumbs: list[Crumb] = [(_("Reports"), self.address("reporting:reports"))]
        context = self.get_context_data(form=form, crumbs=crumbs, title=_("Make a report"))
        return self.render_to_response(context, status=status)


class _OfOneReport(OneReportPage):
    """A step on one report, for those who publish."""

    permission = (Permission.PUBLISH,)

    def crumbs(self) -> list[Crumb]:
        return [*super().crumbs(), (self.report.title, self.address("reporting:report", self.report.pk))]

    def to_report(self, report: Report) -> HttpResponse:
        return redirect(self.address("reporting:report", report.pk))


class ChangeDraft(_OfOneReport):
    template_name = "reporting/draft_form.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.report.is_published:
            return self._refuse()
        return self._page(self._form(initial=initial_of(self.report)))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.report.is_published:
            return self._refuse()
        form = self._form(request.POST, initial=initial_of(self.report))
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            change_draft(
                report=self.report, seen_revision=form.cleaned_data["revision"] or 0, **form.choices(), by=self.user
            )
        except RuleBroken as broken:
            show_refusal(form, broken)
            return self._page(form, status=422)
        except ChangedMeanwhile:
            form.add_error(
                None,
                _("Somebody else changed this draft meanwhile. What you entered is below, with what they saved."),
            )
            return self._page(form, status=409, theirs=theirs(form))
        return self.to_report(self.report)

    def _form(self, *args: Any, **kwargs: Any) -> DraftForm:
        return DraftForm(*args, user=self.user, partnership=self.partnership, report=self.report, **kwargs)

    def _page(self, form: DraftForm, *, status: int = 200, **extra: Any) -> HttpResponse:
        context = self.get_context_data(form=form, title=_("Change the draft"), revision=self.report.revision, **extra)
        return self.render_to_response(context, status=status)

    def _refuse(self) -> HttpResponse:
        messages.error(
            self.request, _("This report is published: it does not change. Make a new version to put a mistake right.")
        )
        return self.to_report(self.report)


class BeginNewVersion(_OfOneReport):
    """Puts a mistake in a published report right, by a draft that will replace it."""

    template_name = "reporting/new_version.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=NewVersionForm()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = NewVersionForm(request.POST)
        if form.is_valid():
            try:
                version = begin_new_version(
                    report=self.report, what_changed=form.cleaned_data["what_changed"], by=self.user
                )
            except RuleBroken as broken:
                show_refusal(form, broken)
            else:
                return self.to_report(version)
        return self.render_to_response(self.get_context_data(form=form), status=422)


def theirs(form: DraftForm) -> list[tuple[str, str]]:
    """What the draft now says where the form says something else: the field's label, and the text as saved."""
    return [(str(form.fields[name].label), _in_words(form, name)) for name in form.changed_data if name != "revision"]


def _in_words(form: DraftForm, name: str) -> str:
    """A field's saved value as a person reads it: names for keys."""
    value = form.initial.get(name)
    choices = {str(key): str(label) for key, label in getattr(form.fields[name], "choices", [])}
    if isinstance(value, list):
        return ", ".join(choices.get(str(each), str(each)) for each in value)
    return choices.get(str(value), str(value or ""))
