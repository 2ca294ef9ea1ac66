"""Whom the names in a document mean, said once for all its rows."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.rules import ChangedMeanwhile, RuleBroken
from plans.models import Lead
from ratings.views.pages import Crumb
from spreadsheets.forms import LeadsForm
from spreadsheets.forms.leads import NameAsked
from spreadsheets.lead_directory import LeadDirectory
from spreadsheets.models import ImportRow
from spreadsheets.services import answer_leads
from spreadsheets.staged import StagedLead
from spreadsheets.views.pages import OneImport


class ChooseLeads(OneImport):
    template_name = "spreadsheets/leads.html"

    def crumbs(self) -> list[Crumb]:
        return [*super().crumbs(), (self.run.file_name, self.place("spreadsheets:import"))]

    def form(self, data: Any = None) -> LeadsForm:
        leads = Lead.objects.visible_to(self.user).filter(partnership=self.partnership)
        known = list(leads.order_by("name").values_list("pk", "name"))
        return LeadsForm(data, run=self.run, names=self.names(), known=known)

    def names(self) -> list[NameAsked]:
        """Those that are no lead's own name or known wording, each once, with how many rows bear it."""
        directory = LeadDirectory.of(self.partnership)
        rows = ImportRow.objects.filter(run=self.run).included().order_by("position")
        named = [lead for row in rows for lead in row.staged.leads if lead.name.strip()]
        counts = Counter(lead.name.lower() for lead in named)
        once = {lead.name.lower(): lead for lead in reversed(named)}
        return [
            NameAsked(lead.name, _described(lead), counts[key], directory.guess(lead.name))
            for key, lead in reversed(once.items())
            if not directory.is_known(lead.name)
        ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.run.is_staged:
            return redirect(self.place("spreadsheets:receipt"))
        return self.page(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.run.is_staged:
            return self.too_late()
        form, go = self.form(request.POST), request.POST.get("go", "")
        if not form.is_valid():
            return self.page(form, status=422)
        answers = form.answers(confirms=go in {"confirm", "both"}, creates=go in {"create", "both"})
        try:
            answer_leads(
                run=self.run,
                answers=answers,
                names=[each.name for each in form.names],
                seen_revision=form.cleaned_data["seen_revision"],
                by=self.user,
            )
        except ChangedMeanwhile:
            said = _("Somebody else saved this import meanwhile. Nothing of yours was saved: look at it and try again.")
            return self.page(form, status=409, problems=[said])
        except RuleBroken as broken:
            return self.page(form, status=422, problems=[str(broken.message)])
        messages.success(request, _("Saved. No lead is made before the plan is imported."))
        return redirect(
            self.place("spreadsheets:import_leads" if go in {"confirm", "create"} else "spreadsheets:import")
        )

    def page(self, form: LeadsForm, *, status: int = 200, problems: list[str] | None = None) -> HttpResponse:
        open_names = [seen for seen in form.seen if not seen.is_decided]
        context = self.get_context_data(
            revision=self.revision_for(form, status),
            form=form,
            problems=problems or [],
            guesses=sum(1 for seen in open_names if seen.asked.guess),
            unknown=sum(1 for seen in open_names if not seen.asked.guess),
        )
        return self.render_to_response(context, status=status)


def _described(lead: StagedLead) -> str:
    """What the document says of it besides: the post and the agency of a person."""
    return ", ".join(part for part in (lead.post, lead.agency) if part and part != lead.name)
