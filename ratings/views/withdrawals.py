"""Withdrawing an action and taking it up again. Nothing is ever deleted."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from accounts.form_errors import show_refusal
from accounts.roles import Permission
from accounts.rules import ChangedMeanwhile, RuleBroken
from plans.services import reinstate_action, withdraw_action
from ratings.forms.reasons import ReasonForm
from ratings.history import read_history
from ratings.views.pages import ActionPage, Crumb


class ActionWithdraw(ActionPage):
    """Withdraw the action, with a reason: it leaves the counts and stays on record."""

    template_name = "ratings/withdraw.html"
    permission = (Permission.UPDATE_ANY_ACTION,)
    withdrawing = True

    @property
    def done(self) -> str:
        return self.address("ratings:action", self.action.pk)

    def crumbs(self) -> list[Crumb]:
        return [*super().crumbs(), (_("Action %s") % self.action.label, self.done)]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.action.is_active != self.withdrawing:
            return self.not_needed()
        return self.page(ReasonForm(initial={"seen_revision": self.action.revision}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.action.is_active != self.withdrawing:
            return self.not_needed()
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            self.do(form)
        except ChangedMeanwhile:
            return self.stale(form)
        except RuleBroken as broken:
            show_refusal(form, broken)
            return self.page(form, status=422)
        messages.success(request, self.said())
        return HttpResponseRedirect(self.done)

    def do(self, form: ReasonForm) -> None:
        seen, reason = form.cleaned_data["seen_revision"], form.cleaned_data["reason"]
        withdraw_action(action=self.action, seen_revision=seen, reason=reason, by=self.user)

    def said(self) -> str:
        return _("The action was withdrawn. It stays on record with the reason.")

    def not_needed(self) -> HttpResponse:
        """Somebody did it already, perhaps this person in another window."""
        already = _("This action was withdrawn already.") if self.withdrawing else _("This action is not withdrawn.")
        messages.info(self.request, already)
        return HttpResponseRedirect(self.done)

    def stale(self, form: ReasonForm) -> HttpResponse:
        """The reason is kept, and the last change shown: whoever still means it presses the button again."""
        del self.action
        again = ReasonForm(
            initial={"reason": form.cleaned_data["reason"], "seen_revision": self.action.revision},
        )
        return self.page(again, last_change=read_history(self.action)[0], status=409)

    def page(self, form: ReasonForm, *, status: int = 200, **kwargs: Any) -> HttpResponse:
        context = self.get_context_data(form=form, withdrawing=self.withdrawing, **kwargs)
        return self.render_to_response(context, status=status)


class ActionReinstate(ActionWithdraw):
    """Take a withdrawn action up again, with a reason."""

    withdrawing = False

    def do(self, form: ReasonForm) -> None:
        reinstate_action(action=self.action, reason=form.cleaned_data["reason"], by=self.user)

    def said(self) -> str:
        return _("The action was taken up again.")
