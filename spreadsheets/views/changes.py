"""What an import will do, and the button that does it."""

import hashlib
import json
import logging
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.rules import RuleBroken
from ratings.views.pages import Crumb
from spreadsheets.forms import WritingForm
from spreadsheets.limits import LONG_IMPORT
from spreadsheets.preview import Preview, counts_in_words, preview
from spreadsheets.services import CannotBeImported, choose_writing, commit_run
from spreadsheets.services.committing import commit_steps
from spreadsheets.views.pages import OneImport

logger = logging.getLogger(__name__)

# Stands in the page where the progress goes; no text of a person can hold it.
_HERE = "<!-- progress -->"


class ImportChanges(OneImport):
    """New, changed field by field, the same, left out, missing: shown before anything is written."""

    template_name = "spreadsheets/changes.html"

    def crumbs(self) -> list[Crumb]:
        return [*super().crumbs(), (self.run.file_name, self.place("spreadsheets:import"))]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.run.is_staged:
            return redirect(self.place("spreadsheets:receipt"))
        found = preview(self.run)
        return self.page(found, WritingForm(found=found))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.run.is_staged:
            messages.error(request, _("This import was committed already. Nothing was written again."))
            return redirect(self.place("spreadsheets:receipt"))
        found = preview(self.run)
        form = WritingForm(request.POST, found=found)
        if not form.is_valid() or found.errors:
            return self.page(found, form, status=422)
        if form.cleaned_data["seen"] != fingerprint(found):
            said = _("What will happen has changed since you opened this page: look at it again. Nothing was written.")
            return self.page(found, WritingForm(found=found), status=409, problems=[said])
        return self.write(found, form)

    def write(self, found: Preview, form: WritingForm) -> HttpResponseBase:
        try:
            choose_writing(
                run=self.run,
                replaces_ratings=form.cleaned_data.get("replaces_ratings", False),
                withdraws_missing=form.cleaned_data.get("withdraws_missing", False),
                by=self.user,
            )
            if len(found.landing.rows) > LONG_IMPORT:
                # A proxy that gathers the answer first would show no progress.
                return StreamingHttpResponse(self.streamed(), headers={"X-Accel-Buffering": "no"})
            commit_run(run=self.run, by=self.user)
        except CannotBeImported as refused:
            return self.page(found, form, status=422, problems=refused.errors)
        except RuleBroken as broken:
            return self.page(found, form, status=422, problems=[str(broken.message)])
        messages.success(self.request, _("%(file)s was imported.") % {"file": self.run.file_name})
        return redirect(self.place("spreadsheets:receipt"))

    def streamed(self) -> Iterator[str]:
        """The page with a line for each part that is written. If the person goes away, everything is taken back."""
        context = self.get_context_data(marker=_HERE)
        head, tail = render_to_string("spreadsheets/committing.html", context, self.request).split(_HERE)
        yield head
        try:
            for step in commit_steps(run=self.run, by=self.user):
                yield _line(_("%(done)s of %(of)s rows are written.") % {"done": step.done, "of": step.of})
        except CannotBeImported as refused:
            yield self.refused(" ".join(refused.errors))
        except RuleBroken as broken:
            yield self.refused(str(broken.message))
        except Exception:  # the head of the page is sent, so no other page can say that it failed
            logger.exception("The import of %s failed", self.run.pk)
            yield self.refused(_("The import broke off, and everything was taken back."))
        else:
            link = format_html(
                '<a class="govuk-link" href="{}">{}</a>', self.place("spreadsheets:receipt"), _("See the receipt")
            )
            yield format_html("<li>{} {}</li>\n", _("Done: everything is imported."), link)
        yield tail

    def refused(self, why: str) -> str:
        """The last line of an import that was not done, with the way back."""
        link = format_html('<a class="govuk-link" href="{}">{}</a>', self.place("spreadsheets:changes"), _("Go back"))
        said = _("Nothing was written. %(why)s") % {"why": why}
        return format_html("<li><strong>{}</strong> {}</li>\n", said, link)

    def page(
        self, found: Preview, form: WritingForm, *, status: int = 200, problems: list[str] | None = None
    ) -> HttpResponse:
        errors = [*(problems or []), *(found.errors if not problems else [])]
        context = self.get_context_data(
            found=found,
            form=form,
            counts=counts_in_words(found),
            errors=errors,
            seen=fingerprint(found),
            # An error stands above the page's own title in the browser, too.
            has_errors=bool(errors),
        )
        return self.render_to_response(context, status=status)


def fingerprint(found: Preview) -> str:
    """Changes when what will happen does."""
    told = [
        [(each.row.pk, each.action_id, [(c.heading, c.old, c.new) for c in each.changes]) for each in group]
        for group in (found.new, found.changed)
    ]
    told_of = [told, [row.pk for row in found.same], [row.action_id for row in found.missing], found.kept_ratings]
    return hashlib.sha256(json.dumps(told_of).encode()).hexdigest()[:24]


def _line(text: object) -> str:
    return format_html("<li>{}</li>\n", text)
