"""The second key, and the checks whether what was confirmed held."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.form_errors import show_refusal
from accounts.roles import Permission
from accounts.rules import ChangedMeanwhile, RuleBroken
from plans.models import Action
from ratings.action_assurance import why_not_here
from ratings.claims import Claim, claims_of, not_confirmed
from ratings.forms.assurance import HoldCheckForm, VerifyForm
from ratings.hold_dates import EARLIEST
from ratings.models import Evidence, HoldCheck, Level, Verification
from ratings.services import Finding, HoldFinding, record_hold_check, verify
from ratings.views.pages import ActionPage, Crumb


class IndependentPage(ActionPage):
    """A page for those who confirm, of an action that they do not lead. Who leads it is told why they may not."""

    permission = (Permission.VERIFY,)
    nav = "assurance"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # The base refuses those who confirm nothing at all, and tells outsiders nothing.
        if self.access.may(*self.permission) and (why := why_not_here(self.action, self.access)):
            raise PermissionDenied(why)
        return super().dispatch(request, *args, **kwargs)

    @property
    def done(self) -> str:
        return f"{self.address('ratings:action', self.action.pk)}#assurance"

    def crumbs(self) -> list[Crumb]:
        action = self.address("ratings:action", self.action.pk)
        return [*super().crumbs(), (_("Action %s") % self.action.label, action)]


class VerifyAction(IndependentPage):
    """Confirm what is claimed of the action, or say that it could not be confirmed."""

    template_name = "ratings/verify.html"

    @cached_property
    def claims(self) -> list[Claim]:
        return claims_of(self.action)

    @cached_property
    def evidence(self) -> Sequence[Evidence]:
        return list(Evidence.objects.visible_to(self.user).standing().filter(action=self.action))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(self.form() if self.claims and self.action.is_active else None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key, _colon, mark = request.POST.get("claim", "").partition(":")
        seen = next((claim for claim in self.claims if str(claim.dimension.pk) == key), None)
        if seen and seen.mark != mark:
            return self.changed()
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        claim = seen or (self.claims[0] if self.claims else None)
        if claim is None:
            # Confirmed, or rated anew, since the page was made: what stands there now is shown above the form.
            return self.page(form, gone=True, status=409)
        try:
            made = verify(
                action=self.action, dimension=claim.dimension, finding=finding(form), seen_claim=mark, by=self.user
            )
        except ChangedMeanwhile:
            return self.changed()
        except RuleBroken as broken:
            show_refusal(form, broken)
            return self.page(form, status=422)
        messages.success(request, what_was_found(made))
        return HttpResponseRedirect(self.done)

    def form(self, data: Any = None, **kwargs: Any) -> VerifyForm:
        return VerifyForm(data, claims=self.claims, evidence=self.evidence, **kwargs)

    def changed(self) -> HttpResponse:
        """Rated anew since the page was made: the rating as it is now, with what was typed kept below it."""
        self.__dict__.pop("claims", None)
        typed = self.request.POST
        initial: dict[str, object] = {name: typed.get(name, "") for name in ("outcome", "method", "seen")}
        initial["evidence"] = typed.getlist("evidence")
        return self.page(self.form(initial=initial) if self.claims else None, changed=True, status=409)

    def page(self, form: VerifyForm | None, *, status: int = 200, **kwargs: Any) -> HttpResponse:
        looks = Verification.objects.visible_to(self.user).filter(action=self.action)
        looks = looks.select_related("verified_by", "level", "dimension", "period")
        refused = not_confirmed(self.claims, looks)
        context = self.get_context_data(
            form=form,
            claims=[(claim, refused.get(claim.dimension.pk)) for claim in self.claims],
            standing=[look for look in looks if look.is_standing],
            **kwargs,
        )
        return self.render_to_response(context, status=status)


class AnswerHoldCheck(IndependentPage):
    """Did it hold? One check of a confirmed action."""

    template_name = "ratings/hold_check.html"

    @cached_property
    def check(self) -> HoldCheck:
        found = (
            HoldCheck.objects.visible_to(self.user)
            .filter(pk=self.kwargs["pk"], verification__action__plan__partnership=self.partnership)
            .select_related("checked_by", *(f"verification__{name}" for name in _OF_VERIFICATION))
            .first()
        )
        if found is None:
            raise Http404
        return found

    @cached_property
    def action(self) -> Action:
        return self.check.verification.action

    @cached_property
    def levels(self) -> list[Level]:
        """Those of the plan's scale that are not complete, best first."""
        setup = getattr(self.action.plan, "rating_setup", None)
        scale = setup.scale_id if setup else self.check.verification.dimension.scale_id
        return list(Level.objects.filter(scale=scale, is_complete=False).order_by("rank"))

    @property
    def is_asked(self) -> bool:
        verification = self.check.verification
        is_time = self.today >= self.check.due_on - EARLIEST
        return not self.check.outcome and verification.is_standing and self.action.is_active and is_time

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(HoldCheckForm(levels=self.levels) if self.is_asked else None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = HoldCheckForm(request.POST, levels=self.levels)
        if not form.is_valid():
            return self.page(form, status=422)
        found = HoldFinding(form.cleaned_data["outcome"], form.cleaned_data["note"], form.level_now)
        try:
            made = record_hold_check(check=self.check, finding=found, by=self.user)
        except RuleBroken as broken:
            show_refusal(form, broken)
            return self.page(form, status=422)
        words = {"label": self.action.label, "outcome": made.get_outcome_display().lower()}
        messages.success(request, _("The check of action %(label)s is on record: %(outcome)s.") % words)
        return HttpResponseRedirect(self.done)

    def page(self, form: HoldCheckForm | None, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            check=self.check,
            verification=self.check.verification,
            first_day=self.check.due_on - EARLIEST,
            is_overdue=self.check.due_on < self.today,
        )
        return self.render_to_response(context, status=status)


_OF_VERIFICATION = (
    "action__plan__partnership",
    "action__plan__rating_setup__scale",
    "dimension",
    "period__partnership",
    "level",
    "verified_by",
    "ended_in",
)


def finding(form: VerifyForm) -> Finding:
    data = form.cleaned_data
    return Finding(data["outcome"], data["method"], data["seen"], list(data.get("evidence") or ()))


def what_was_found(made: Verification) -> str:
    words = {"label": made.action.label, "level": made.level.word, "period": made.period.name}
    if made.is_confirmed:
        return _("%(level)s of action %(label)s is confirmed from %(period)s on.") % words
    return _("%(level)s of action %(label)s stays claimed; what you saw is shown beside it.") % words
