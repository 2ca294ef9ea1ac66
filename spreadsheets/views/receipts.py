"""What came of an import, and taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.rules import RuleBroken
from plans.models import ActionPlan
from ratings.views.pages import Crumb
from spreadsheets.models import ImportRow
from spreadsheets.needs import open_problems, usual_gaps
from spreadsheets.plan_notes import said_of_document
from spreadsheets.services import undo_import
from spreadsheets.views.pages import OneImport


class Receipt(OneImport):
    template_name = "spreadsheets/receipt.html"

    def crumbs(self) -> list[Crumb]:
        return super().crumbs()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.run.is_staged:
            return redirect(self.place("spreadsheets:import"))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(ImportRow.objects.filter(run=self.run).included().order_by("position"))
        usual = usual_gaps(rows)
        kept = [(row, problem["message"]) for row in rows for problem in open_problems(row, usual)]
        problems, _notices = said_of_document(self.run)
        plans = ActionPlan.objects.visible_to(self.user).filter(partnership=self.partnership)
        plan = plans.filter(pk=self.run.plan_id or 0).first()
        return super().get_context_data(plan=plan, kept=kept, left_out=problems, **kwargs)


class UndoImport(Receipt):
    """Asks once more, and takes the import back."""

    template_name = "spreadsheets/undo.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.run.is_committed:
            return redirect(self.place("spreadsheets:receipt"))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            kept = undo_import(run=self.run, by=self.user)
        except RuleBroken as broken:
            return self.render_to_response(self.get_context_data(problems=[str(broken.message)]), status=409)
        messages.success(request, _("The import of %(file)s was undone.") % {"file": self.run.file_name})
        if kept:
            messages.info(
                request, _("These are used elsewhere by now, and stay: %(names)s.") % {"names": ", ".join(kept)}
            )
        return redirect(self.place("spreadsheets:receipt"))
