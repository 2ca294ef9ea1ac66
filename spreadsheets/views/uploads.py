"""The list of imports, and the way in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.rules import RuleBroken
from ratings.views.pages import Crumb
from spreadsheets.forms import UploadForm
from spreadsheets.models import ImportRow, ImportRun
from spreadsheets.services import discard_run, stage_document
from spreadsheets.unfinished import what_is_left
from spreadsheets.views.pages import ImportPage, OneImport


class Imports(ImportPage):
    """Every document that was handed in, with what came of it, and the form for the next."""

    template_name = "spreadsheets/imports.html"

    def crumbs(self) -> list[Crumb]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        runs = ImportRun.objects.visible_to(self.user).filter(partnership=self.partnership).for_list()[:100]
        unfinished = what_is_left([run for run in runs if run.is_staged])
        return super().get_context_data(**{"form": UploadForm(), "runs": runs, "unfinished": unfinished, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            name, data = form.document()
            try:
                run = stage_document(partnership=self.partnership, file_name=name, data=data, by=self.user, asks=True)
            except RuleBroken as broken:
                form.add_error(form.refused_field, str(broken.message))
            else:
                return redirect(self.next_page(run), partnership=self.partnership.slug, pk=run.pk)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def next_page(self, run: ImportRun) -> str:
        """Where nothing of the document could be told for an action, a person is asked which column is that."""
        if ImportRow.objects.filter(run=run).exists():
            return "spreadsheets:import"
        messages.info(self.request, _("No action was found: choose the column that says what is to be done."))
        return "spreadsheets:columns"


class DiscardImport(OneImport):
    """Throws a document away that was never imported, once the person has said so."""

    template_name = "spreadsheets/discard.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.run.is_staged:
            return redirect(self.place("spreadsheets:receipt"))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name = self.run.file_name
        try:
            discard_run(run=self.run, by=self.user)
        except RuleBroken as broken:
            messages.error(request, str(broken.message))
            return redirect(self.place("spreadsheets:receipt"))
        messages.success(request, _("%(file)s was thrown away. Nothing was imported.") % {"file": name})
        return redirect(self.address("spreadsheets:imports"))
