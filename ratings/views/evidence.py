"""Evidence of an action: brought, handed out as a download, withdrawn. A file has no address but these."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from accounts.form_errors import show_refusal
from accounts.roles import Permission
from accounts.rules import RuleBroken
from plans.models import Action
from plans.permissions import may_update
from ratings.action_assurance import may_open
from ratings.evidence_store import evidence_store
from ratings.evidence_words import size_words
from ratings.forms.evidence import EvidenceForm, WithdrawEvidenceForm
from ratings.models import Evidence, Rating
from ratings.services import NewEvidence, add_evidence, withdraw_evidence
from ratings.views.pages import ActionPage, Crumb

# Whatever the file holds: a browser that opened it all the same would run none of it.
_NOTHING_RUNS = "default-src 'none'; sandbox"


class _EvidencePage(ActionPage):
    """For those who may update the action."""

    permission = (Permission.UPDATE_ANY_ACTION, Permission.UPDATE_OWN_ACTIONS)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # The base refuses those who may update nothing at all, and tells outsiders nothing.
        if self.access.may(*self.permission) and not may_update(self.access, self.action):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def done(self) -> str:
        return f"{self.address('ratings:action', self.action.pk)}#evidence"

    def crumbs(self) -> list[Crumb]:
        action = self.address("ratings:action", self.action.pk)
        return [*super().crumbs(), (_("Action %s") % self.action.label, action)]


class AddEvidence(_EvidencePage):
    """Add a file or a link, with what it shows."""

    template_name = "ratings/evidence_add.html"

    @cached_property
    def ratings(self) -> list[Rating]:
        found = Rating.objects.visible_to(self.user).filter(action=self.action)
        return list(found.select_related("period", "dimension", "level").order_by("-period__ends_on", "dimension"))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.action.is_active:
            messages.warning(request, _("This action was withdrawn: take it up again before you add to it."))
            return HttpResponseRedirect(self.done)
        return self.page(EvidenceForm(ratings=self.ratings, initial={"rating": request.GET.get("rating", "")}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = EvidenceForm(request.POST, request.FILES, ratings=self.ratings)
        if not form.is_valid():
            return self.page(form, status=422)
        data = form.cleaned_data
        new = NewEvidence(
            shows=data["shows"],
            title=data["title"],
            file=data["file"],
            file_name=data["file"].name if data["file"] is not None else "",
            link=data["link"],
            rating=form.rating_chosen,
        )
        try:
            made = add_evidence(action=self.action, new=new, by=self.user)
        except RuleBroken as broken:
            show_refusal(form, broken)
            return self.page(form, status=422)
        messages.success(request, _("“%(title)s” was added to action %(label)s.") % _named(made))
        return HttpResponseRedirect(self.done)

    def page(self, form: EvidenceForm, *, status: int = 200) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)


class _OneEvidence(ActionPage):
    """A page about one item of evidence of an action that the person may see."""

    @cached_property
    def evidence(self) -> Evidence:
        found = (
            Evidence.objects.visible_to(self.user)
            .filter(pk=self.kwargs["pk"], action__plan__partnership=self.partnership)
            .select_related("action__plan__partnership", "added_by", "withdrawn_by")
            .first()
        )
        if found is None:
            raise Http404
        return found

    @cached_property
    def action(self) -> Action:
        return self.evidence.action


class WithdrawEvidence(_OneEvidence, _EvidencePage):
    """Withdraw it, with a reason: it stays on record."""

    template_name = "ratings/evidence_withdraw.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(WithdrawEvidenceForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = WithdrawEvidenceForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            withdraw_evidence(evidence=self.evidence, reason=form.cleaned_data["reason"], by=self.user)
        except RuleBroken as broken:
            show_refusal(form, broken)
            return self.page(form, status=422)
        messages.success(request, _("“%(title)s” was withdrawn. It stays on record.") % _named(self.evidence))
        return HttpResponseRedirect(self.done)

    def page(self, form: WithdrawEvidenceForm, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(form=form, evidence=self.evidence, size=size_words(self.evidence.size or 0))
        return self.render_to_response(context, status=status)


class DownloadEvidence(_OneEvidence):
    """The file, to be kept and not opened in the browser, for whoever may see the action."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]  # a stream
        evidence = self.evidence
        if not evidence.file:
            raise Http404
        if not may_open(evidence, self.access):
            raise PermissionDenied(_("This was withdrawn: ask the business team if you need it."))
        if not evidence_store().exists(str(evidence.file.name)):
            raise Http404
        answer = StreamingHttpResponse(_pieces(evidence), content_type=evidence.content_type)
        answer.headers["Content-Disposition"] = str(content_disposition_header(True, evidence.file_name))
        answer.headers["Content-Length"] = str(evidence.size)
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Content-Security-Policy"] = _NOTHING_RUNS
        return answer


def _pieces(evidence: Evidence) -> Iterator[bytes]:
    """The file piece by piece, opened when the first is asked for: an answer that nobody reads leaves nothing open."""
    with evidence_store().open(str(evidence.file.name), "rb") as content:
        yield from content.chunks()


def _named(evidence: Evidence) -> dict[str, str]:
    return {"title": evidence.title, "label": evidence.action.label}
