"""Which tables of a document are read and what their columns hold: the guess, why, and another choice."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.rules import ChangedMeanwhile, RuleBroken
from ratings.views.pages import Crumb
from spreadsheets.columns import OWN
from spreadsheets.forms import ColumnsForm
from spreadsheets.models import ImportRow, ImportRun
from spreadsheets.plan_notes import remembered_in_words
from spreadsheets.services import forget_columns, read_again
from spreadsheets.source_samples import samples_in
from spreadsheets.views.pages import OneImport


class ChooseColumns(OneImport):
    template_name = "spreadsheets/columns.html"

    def crumbs(self) -> list[Crumb]:
        return [*super().crumbs(), (self.run.file_name, self.place("spreadsheets:import"))]

    def form(self, data: Any = None) -> ColumnsForm:
        rows = ImportRow.objects.filter(run=self.run, made_in=None).order_by("position")
        return ColumnsForm(data, run=self.run, samples=samples_in(rows.values_list("origins", flat=True)))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.run.is_staged:
            return redirect(self.place("spreadsheets:receipt"))
        return self.page(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.run.is_staged:
            return self.too_late()
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        forgets = request.POST.get("go") == "forget"
        try:
            run = self.read(form, forgets=forgets)
        except ChangedMeanwhile:
            said = _("Somebody else saved this import meanwhile. Nothing of yours was saved: look at it and try again.")
            return self.page(form, status=409, problems=[said])
        except RuleBroken as broken:
            return self.page(form, status=422, problems=[str(broken.message)])
        number = ImportRow.objects.filter(run=run).offered().count()
        said = ngettext(
            "The document was read again: %(n)d action. What you had set right in its rows was kept.",
            "The document was read again: %(n)d actions. What you had set right in their rows was kept.",
            number,
        )
        messages.success(request, said % {"n": number})
        return redirect(self.place("spreadsheets:import"))

    def read(self, form: ColumnsForm, *, forgets: bool) -> ImportRun:
        run = read_again(
            run=self.run,
            tables=form.chosen_tables,
            columns={} if forgets else form.columns,
            seen_revision=form.cleaned_data["seen_revision"],
            by=self.user,
            remembers=not forgets,
        )
        if forgets:
            forget_columns(run=run, by=self.user)
        return run

    def page(self, form: ColumnsForm, *, status: int = 200, problems: list[str] | None = None) -> HttpResponse:
        context = self.get_context_data(
            revision=self.revision_for(form, status),
            form=form,
            problems=problems or [],
            remembered=remembered_in_words(self.run),
            is_own=self.run.layout == OWN,
        )
        return self.render_to_response(context, status=status)
