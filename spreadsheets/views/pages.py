"""What the pages of imports share."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.roles import Permission
from ratings.views.pages import Crumb, PlansPage
from spreadsheets.models import ImportRun


class ImportPage(PlansPage):
    """A page of somebody who may import."""

    permission: ClassVar[tuple[Permission, ...]] = (Permission.IMPORT,)
    nav = "import"

    def crumbs(self) -> list[Crumb]:
        return [(_("Import"), self.address("spreadsheets:imports"))]


class OneImport(ImportPage):
    """A page of one import of the partnership; another partnership's does not exist."""

    @cached_property
    def run(self) -> ImportRun:
        runs = ImportRun.objects.visible_to(self.user).filter(partnership=self.partnership)
        related = ("partnership", "target", "plan", "period", "scale", "uploaded_by", "committed_by", "undone_by")
        found = runs.select_related(*related).defer("data").filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def place(self, route: str) -> str:
        """Another page of this import."""
        return reverse(route, kwargs={"partnership": self.partnership.slug, "pk": self.run.pk})

    def too_late(self) -> HttpResponse:
        """The page was left open, or come back to, after somebody committed what it was about."""
        said = _("This import was committed already: what it was to write can no longer be changed.")
        messages.error(self.request, said)
        return redirect(self.place("spreadsheets:receipt"))

    def revision_for(self, form: forms.Form, status: int) -> int:
        """The state of the import that a form is sent from: of one that was out of date the state now, so that it can
        be sent once more."""
        if status == 409:
            runs = ImportRun.objects.visible_to(self.user).values_list("revision", flat=True)
            return runs.get(pk=self.run.pk)
        seen: int | None = form.cleaned_data.get("seen_revision") if form.is_bound else None
        return self.run.revision if seen is None else seen

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(run=self.run, **kwargs)
