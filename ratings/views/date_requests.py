"""Asking for a new date, deciding on it, and the ledger of all dates that were moved."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.form_errors import show_refusal
from accounts.roles import Permission
from accounts.rules import RuleBroken
from plans.date_request_services import ask_new_date, decide_date_request, take_back_date_request
from plans.due_dates import due_words
from plans.models import Action, DateRequest, DueDateMove, Meeting
from plans.permissions import may_update
from ratings.action_dates import seen_moves
from ratings.forms.answers import GRANT, DateRequestForm, DecisionForm
from ratings.models import HouseRules
from ratings.views.pages import ActionPage, Crumb, PlansPage

PAGE_LENGTH = 100


class AskNewDate(ActionPage):
    """A lead asks that the due date of their action be moved."""

    template_name = "ratings/date_request.html"
    permission = (Permission.UPDATE_OWN_ACTIONS, Permission.UPDATE_ANY_ACTION)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # The base refuses those who may update nothing at all, and tells outsiders nothing.
        if self.access.may(*self.permission) and not may_update(self.access, self.action):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def done(self) -> str:
        return f"{self.address('ratings:action', self.action.pk)}#dates"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(DateRequestForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = DateRequestForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        day, precision = form.cleaned_data["wanted_on"]
        try:
            ask_new_date(
                action=self.action,
                wanted_on=day,
                precision=precision,
                reason=form.cleaned_data["reason"],
                by=self.user,
            )
        except RuleBroken as broken:
            show_refusal(form, broken)
            return self.page(form, status=422)
        messages.success(request, _("The new date is asked for. The business team answers; until then the date stays."))
        return HttpResponseRedirect(self.done)

    def page(self, form: DateRequestForm, *, status: int = 200) -> HttpResponse:
        due = due_words(self.action.due_on, self.action.due_precision)
        return self.render_to_response(self.get_context_data(form=form, due=due), status=status)


class _OneRequest(PlansPage):
    """A page about one request for a new date, of an action that the person may see."""

    nav = "assurance"

    @cached_property
    def asked(self) -> DateRequest:
        found = DateRequest.objects.filter(
            pk=self.kwargs["pk"],
            action__in=Action.objects.visible_to(self.user).filter(plan__partnership=self.partnership),
        )
        request = found.select_related("action__plan__partnership", "asked_by", "decided_by").first()
        if request is None:
            raise Http404
        return request

    @property
    def done(self) -> str:
        return f"{self.address('ratings:action', self.asked.action_id)}#dates"

    def crumbs(self) -> list[Crumb]:
        action = self.asked.action
        return [(_("Action %s") % action.label, self.address("ratings:action", action.pk))]


class DecideDateRequest(_OneRequest):
    """The business team grants or refuses a new date."""

    template_name = "ratings/date_request_decide.html"
    permission = (Permission.UPDATE_ANY_ACTION,)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(DecisionForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        grants = form.cleaned_data["decision"] == GRANT
        try:
            decide_date_request(request=self.asked, grants=grants, answer=form.cleaned_data["answer"], by=self.user)
        except RuleBroken as broken:
            show_refusal(form, broken)
            del self.asked
            return self.page(form, status=422)
        said = _("The new date is granted, and the move is in the ledger.") if grants else _("The new date is refused.")
        messages.success(request, said)
        return HttpResponseRedirect(self.done)

    def page(self, form: DecisionForm, *, status: int = 200) -> HttpResponse:
        action = self.asked.action
        context = self.get_context_data(
            form=form,
            asked=self.asked,
            action=action,
            due=due_words(action.due_on, action.due_precision),
            original=due_words(action.original_due_on, action.original_due_precision),
            wanted=due_words(self.asked.wanted_on, self.asked.wanted_precision),
            moves=action.due_date_moves.filter(old_due_on__isnull=False).count(),
        )
        return self.render_to_response(context, status=status)


class TakeBackDateRequest(_OneRequest):
    """One's own request, before it is answered. Only by POST."""

    permission = (Permission.UPDATE_OWN_ACTIONS, Permission.UPDATE_ANY_ACTION)
    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            take_back_date_request(request=self.asked, by=self.user)
        except RuleBroken as broken:
            messages.error(request, str(broken.message))
        else:
            messages.success(request, _("The request is taken back. The date stays as it is."))
        return HttpResponseRedirect(self.done)


class SlipLedger(PlansPage):
    """Every due date that was moved, newest first; or those marked for one meeting."""

    template_name = "ratings/slip_ledger.html"
    shows_other_days = True
    nav = "actions"

    def crumbs(self) -> list[Crumb]:
        return [(_("Actions"), self.address("ratings:actions"))]

    @cached_property
    def meeting(self) -> Meeting | None:
        asked = self.request.GET.get("meeting", "")
        if not (asked.isascii() and asked.isdigit() and len(asked) < 16):
            return None
        return Meeting.objects.visible_to(self.user).filter(partnership=self.partnership, pk=int(asked)).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.moves(), PAGE_LENGTH).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            page=page, rows=seen_moves(page.object_list, self.partnership), meeting=self.meeting, **kwargs
        )

    def moves(self) -> "QuerySet[DueDateMove]":
        actions = Action.objects.visible_to(self.user).filter(plan__partnership=self.partnership)
        moves = DueDateMove.objects.filter(action__in=actions, old_due_on__isnull=False)
        if self.meeting:
            first = self.meeting.held_on - timedelta(days=HouseRules.of(self.partnership).days_before_meeting)
            moves = moves.filter(moved_at__date__range=(first, self.meeting.held_on))
        return moves.select_related("action__plan", "moved_by").order_by("-moved_at", "-pk")
