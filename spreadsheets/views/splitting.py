"""A row taken apart by hand, seen before it is done."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.rules import ChangedMeanwhile, RuleBroken
from ratings.views.pages import Crumb
from spreadsheets.by_hand import split
from spreadsheets.forms import SplitForm
from spreadsheets.models import ImportRow
from spreadsheets.review_sheet import ROWS_ON_A_PAGE
from spreadsheets.services import split_by_hand
from spreadsheets.staged import Staged
from spreadsheets.views.pages import OneImport


class SplitRow(OneImport):
    template_name = "spreadsheets/split.html"

    def crumbs(self) -> list[Crumb]:
        return [*super().crumbs(), (self.run.file_name, self.place("spreadsheets:import"))]

    @cached_property
    def row(self) -> ImportRow:
        found = ImportRow.objects.filter(run=self.run, pk=self.kwargs["row"]).offered().first()
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.run.is_staged:
            return redirect(self.place("spreadsheets:receipt"))
        return self.page(SplitForm(run=self.run, row=self.row))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.run.is_staged:
            return redirect(self.place("spreadsheets:receipt"))
        form = SplitForm(request.POST, run=self.run, row=self.row)
        if not form.is_valid():
            return self.page(form, status=422)
        if request.POST.get("go") == "show":
            return self.page(form, parts=split(self.row.staged, form.starting, form.shares))
        try:
            made = split_by_hand(
                run=self.run,
                row=self.row,
                starts=form.starting,
                shares=form.shares,
                seen_revision=form.cleaned_data["seen_revision"],
                by=self.user,
            )
        except ChangedMeanwhile:
            said = _("Somebody else saved this import meanwhile. Nothing of yours was saved: look at it and try again.")
            return self.page(form, status=409, problems=[said])
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken.message))
            return self.page(form, status=422)
        number = len(made)
        said = ngettext("The row is %(n)d action now.", "The row is %(n)d actions now.", number) % {"n": number}
        messages.success(request, said)
        return redirect(f"{self.place('spreadsheets:import')}{self.page_of(made[0])}#row-{made[0].pk}")

    def page_of(self, row: ImportRow) -> str:
        number = ImportRow.objects.filter(run=self.run, position__lt=row.position).offered().count() // ROWS_ON_A_PAGE
        return f"?page={number + 1}" if number else ""

    def page(
        self,
        form: SplitForm,
        *,
        status: int = 200,
        parts: list[Staged] | None = None,
        problems: list[str] | None = None,
    ) -> HttpResponse:
        context = self.get_context_data(
            revision=self.revision_for(form, status),
            form=form,
            row=self.row,
            parts=parts or [],
            problems=problems or [],
        )
        return self.render_to_response(context, status=status)
