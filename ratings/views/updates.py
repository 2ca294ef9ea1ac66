"""The form of one action, and what becomes of it: saved, refused with a reason, or shown beside a newer version."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.form_errors import show_refusal
from accounts.roles import Permission
from accounts.rules import ChangedMeanwhile, RuleBroken
from plans.due_dates import due_words
from plans.permissions import may_update
from ratings.action_rows import slip_of
from ratings.choosing import ChosenPeriod, choose_period
from ratings.conflicts import differences
from ratings.forms.action_update import WHOLE_ONLY, UpdateForm
from ratings.models import ReportingPeriod
from ratings.seen_rows import whole_number
from ratings.services import ActionChanges, record_changes
from ratings.update_sheet import UpdateSheet, read_sheet
from ratings.views.pages import ActionPage, Crumb


class ActionUpdate(ActionPage):
    """What was done, how it stands, when it is due and who leads it; for a lead, what was done."""

    template_name = "ratings/update.html"
    permission = (Permission.UPDATE_ANY_ACTION, Permission.UPDATE_OWN_ACTIONS)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # The base refuses those who may update nothing at all, and tells outsiders nothing.
        if self.access.may(*self.permission):
            if not may_update(self.access, self.action):
                raise PermissionDenied
            if request.method == "GET" and not self.action.is_active:
                messages.warning(request, _("This action was withdrawn. Reinstate it before you change it."))
                return HttpResponseRedirect(self.done)
        return super().dispatch(request, *args, **kwargs)

    @property
    def done(self) -> str:
        return self.address("ratings:action", self.action.pk)

    def crumbs(self) -> list[Crumb]:
        return [*super().crumbs(), (_("Action %s") % self.action.label, self.done)]

    @cached_property
    def choices(self) -> ChosenPeriod | None:
        """The open period that the form opens with, and all others."""
        plan = self.action.plan
        return choose_period(self.user, self.partnership, wanted=None, today=self.today, plan=plan, open_first=True)

    def sheet(self, period: ReportingPeriod | None) -> UpdateSheet:
        periods = [each for each in (self.choices.choices if self.choices else ()) if each.is_open]
        return read_sheet(
            self.action, access=self.access, user=self.user, period=period, periods=periods, today=self.today
        )

    def period(self, key: str, *, only_open: bool = True) -> ReportingPeriod | None:
        """The period of that key; for another key the one that the form opens with, if it is open."""
        if self.choices is None:
            return None
        wanted = whole_number(key)
        offered = [each for each in self.choices.choices if each.is_open or not only_open]
        default = self.choices.period if self.choices.period.is_open or not only_open else None
        return next((each for each in offered if each.pk == wanted), default)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        period = self.period(request.GET.get("period", ""))
        # A due date and leads belong to no period: they can be changed while every one is closed.
        return self.page(UpdateForm(self.sheet(period)) if period or self.whole else None)

    @property
    def whole(self) -> bool:
        return self.access.may(Permission.UPDATE_ANY_ACTION)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        whole = self.whole
        if not whole and any(WHOLE_ONLY.match(name) for name in request.POST):
            raise PermissionDenied
        chosen = request.POST.get("period", "")
        # The levels that came back are those of the period that the form showed.
        shown = self.period(request.POST.get("initial-period", chosen) if whole else chosen, only_open=False)
        if whole and not {"period", "initial-period"} & set(request.POST):
            shown = None
        if shown is None and not whole:
            return self.page(None, status=422)
        form = UpdateForm(self.sheet(shown), request.POST)
        other = self.period(chosen)
        if whole and shown and other and chosen != str(shown.pk) and other.pk != shown.pk:
            return self.page(form.over(self.sheet(other)), other_period=True)
        # Before anything is judged: what the person typed was meant for the older version.
        if form.touched - {"period"} and whole_number(form.typed("seen_revision")) != self.action.revision:
            return self.conflict(form)
        return self.record(form) if form.is_valid() else self.page(form, status=422)

    def record(self, form: UpdateForm) -> HttpResponse:
        seen, changes, period = form.cleaned_data["seen_revision"], form.changes(), form.sheet.period
        try:
            saved = record_changes(action=self.action, period=period, changes=changes, seen_revision=seen, by=self.user)
        except ChangedMeanwhile:
            self.read_again()
            return self.conflict(form)
        except RuleBroken as broken:
            # The service had begun to change the action in memory before it refused.
            self.read_again()
            show_refusal(form, broken)
            return self.page(form, status=422)
        if saved.revision == seen:
            messages.info(self.request, _("Nothing was changed, so nothing was saved."))
        else:
            messages.success(self.request, what_was_saved(changes, period))
        return HttpResponseRedirect(self.done)

    def conflict(self, form: UpdateForm) -> HttpResponse:
        """Both versions, with what was typed laid over the newer one: saved again, it goes on top of it."""
        sheet = self.sheet(form.sheet.period)
        return self.page(form.over(sheet), both=differences(form, sheet), conflict=True, status=409)

    def read_again(self) -> None:
        del self.action

    def page(self, form: UpdateForm | None, *, status: int = 200, **kwargs: Any) -> HttpResponse:
        action = self.action
        context = self.get_context_data(
            form=form,
            due=due_words(action.due_on, action.due_precision),
            slip=slip_of(action, moves=action.due_date_moves.filter(old_due_on__isnull=False).count()),
            may_manage_periods=self.access.may(Permission.MANAGE_PERIODS),
            latest=action.updates.select_related("said_by", "corrects").first(),
            **kwargs,
        )
        return self.render_to_response(context, status=status)


def what_was_saved(changes: ActionChanges, period: ReportingPeriod | None) -> str:
    """One sentence for the banner: "Saved for 2021/22 Q3: what was done, the rating (Amber)." """
    parts = [_("what was done")] if changes.progress.strip() else []
    several = len(changes.ratings) > 1
    for new in changes.ratings:
        rating = _("the rating of %s") % new.dimension.name.lower() if several else _("the rating")
        parts.append(f"{rating} ({new.level.word})")
    if changes.unchanged:
        parts.append(_("that nothing else has changed") if changes.ratings else _("that nothing has changed"))
    if changes.due:
        now = due_words(changes.due.due_on, changes.due.precision)
        parts.append(_("the due date (%s)") % (now or _("none")))
    if changes.leads is not None:
        parts.append(_("the leads (%s)") % (", ".join(lead.name for lead in changes.leads) or _("none")))
    if period is None:
        return _("Saved: %s.") % ", ".join(parts)
    return _("Saved for %(period)s: %(parts)s.") % {"period": period.name, "parts": ", ".join(parts)}
