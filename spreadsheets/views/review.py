"""Where a person checks what was understood, beside the source's own cells."""

import re
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.rules import ChangedMeanwhile, RuleBroken
from ratings.views.pages import Crumb
from spreadsheets.models import ImportRow, ImportRun
from spreadsheets.plan_notes import remembered_in_words
from spreadsheets.review_sheet import ReviewSheet, read_sheet
from spreadsheets.services import merge_with_above, save_review, undo_step
from spreadsheets.stale_sheet import read_stale_sheet
from spreadsheets.versions import facts_of
from spreadsheets.views.pages import OneImport

_PAGE = re.compile(r"(?P<need>need-)?page-(?P<number>\d{1,6})")
_STEP = re.compile(r"(?P<what>merge|split|undo)-(?P<key>\d{1,18})")
_ELSEWHERE = {
    "changes": "spreadsheets:changes",
    "columns": "spreadsheets:columns",
    "leads": "spreadsheets:import_leads",
}


class ReviewImport(OneImport):
    """All choices of the page are saved by whichever button is pressed; the button says where to go next."""

    template_name = "spreadsheets/review.html"

    def crumbs(self) -> list[Crumb]:
        return super().crumbs()

    @property
    def only_needing(self) -> bool:
        return self.request.GET.get("need") == "1"

    def sheet(self, data: Any = None) -> ReviewSheet:
        page = self.request.GET.get("page")
        return read_sheet(self.run, self.user, page=page, only_needing=self.only_needing, data=data)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.run.is_staged:
            return redirect(self.place("spreadsheets:receipt"))
        return self.page(self.sheet())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.run.is_staged:
            return self.too_late()
        go = request.POST.get("go", "")
        sheet = self.sheet(request.POST)
        valid = sheet.is_valid()
        if valid and go == "changes":
            sheet.facts.require_for_writing()
            valid = not sheet.facts.errors
        if not valid:
            return self.page(sheet, status=422)
        try:
            saved = self.keep(sheet)
        except ChangedMeanwhile:
            return self.stale(request)
        except RuleBroken as broken:
            messages.error(request, str(broken.message))
            return redirect(self.place("spreadsheets:receipt"))
        step = _STEP.fullmatch(go)
        return self.rearranged(saved, step["what"], int(step["key"])) if step else redirect(self.next_place(go))

    def rearranged(self, run: ImportRun, what: str, key: int) -> HttpResponse:
        """Merge a row with the one above, or take a step back; to split a row is asked on a page of its own."""
        row = ImportRow.objects.filter(run=run, pk=key).first()
        if what == "split" and row is not None:
            return redirect("spreadsheets:split_row", partnership=self.partnership.slug, pk=run.pk, row=row.pk)
        shown = None
        try:
            if what == "undo":
                shown = undo_step(run=run, step=key, seen_revision=run.revision, by=self.user)[0]
                messages.success(self.request, _("The rows stand as they were read."))
            elif row is not None:
                shown = merge_with_above(run=run, row=row, seen_revision=run.revision, by=self.user)
                messages.success(self.request, _("The two rows are one action now; its text can be set right."))
        except RuleBroken as broken:
            messages.error(self.request, str(broken.message))
        except ChangedMeanwhile:
            messages.error(self.request, _("Somebody else saved this import at the same moment: try again."))
        query = self.request.GET.urlencode()
        place = self.place("spreadsheets:import") + (f"?{query}" if query else "")
        return redirect(f"{place}#row-{shown.pk}" if shown else place)

    def keep(self, sheet: ReviewSheet) -> ImportRun:
        """Save what was typed, except where the person takes what somebody else saved meanwhile."""
        rows = [seen for seen in sheet.rows if not seen.form.cleaned_data["theirs"]]
        asked = [seen for seen in rows if seen.form.kept_whole is not None]
        facts = sheet.facts
        return save_review(
            run=self.run,
            facts=facts_of(self.run) if facts.cleaned_data["theirs"] else facts.facts(),
            rows=[seen.form.choice() for seen in rows],
            whole={seen.row.group: bool(seen.form.kept_whole) for seen in asked},
            seen_revision=facts.cleaned_data["seen_revision"],
            by=self.user,
        )

    def stale(self, request: HttpRequest) -> HttpResponse:
        """Somebody saved meanwhile: both versions are shown, and saving once more keeps what the page then says."""
        now = ImportRun.objects.visible_to(self.user).defer("data").get(pk=self.run.pk)
        page = request.GET.get("page")
        sheet = read_stale_sheet(now, self.user, page=page, only_needing=self.only_needing, data=request.POST)
        said = _(
            "Somebody else saved this import while you had it open. Nothing of yours was saved yet. "
            "What you typed still stands below, with what they saved where it differs: look at it and save again."
        )
        return self.page(sheet, status=409, stale=said)

    def next_place(self, go: str) -> str:
        here = self.place("spreadsheets:import")
        if go in _ELSEWHERE:
            return self.place(_ELSEWHERE[go])
        asked = _PAGE.fullmatch(go)
        if asked:
            number = asked["number"]
            return f"{here}?{urlencode({'need': 1, 'page': number} if asked['need'] else {'page': number})}"
        messages.success(self.request, _("Saved. Nothing has been imported yet."))
        query = self.request.GET.urlencode()
        return f"{here}?{query}" if query else here

    def page(self, sheet: ReviewSheet, *, status: int = 200, stale: str = "") -> HttpResponse:
        runs = ImportRun.objects.visible_to(self.user).filter(partnership=self.partnership, sha256=self.run.sha256)
        context = self.get_context_data(
            sheet=sheet,
            form=next((form for form in sheet.forms if form.errors), None),
            faulty=sheet.forms if sheet.has_errors else None,
            stale=[stale] if stale else [],
            remembered=remembered_in_words(self.run),
            only_needing=self.only_needing,
            need_prefix="need-" if self.only_needing else "",
            same_file=runs.exclude(pk=self.run.pk).defer("data").first(),
        )
        return self.render_to_response(context, status=status)
