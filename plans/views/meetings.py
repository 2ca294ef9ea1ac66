"""The meetings of the partnership's groups: what "as per meeting cycle" takes its dates from."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import as_at
from accounts.form_errors import show_refusal
from accounts.roles import Permission
from accounts.rules import RuleBroken
from accounts.views.base import PartnershipView
from plans.forms import MeetingsForm
from plans.meeting_services import add_meetings, remove_meeting
from plans.models import Lead, Meeting
from plans.querysets import MeetingQuerySet


class MeetingsPage(PartnershipView):
    permission = (Permission.SEE_PLANS,)
    nav = "periods"

    @property
    def meetings(self) -> MeetingQuerySet:
        visible = Meeting.objects.visible_to(self.user).filter(partnership=self.partnership)
        return visible.select_related("group").order_by("held_on", "name", "pk")

    def form(self, *data: Any) -> MeetingsForm:
        groups = Lead.objects.visible_to(self.user).filter(partnership=self.partnership)
        return MeetingsForm(*data, groups=groups)

    def show(self, form: MeetingsForm, status: int = 200) -> HttpResponse:
        today = as_at.today()
        meetings = list(self.meetings)
        context = self.get_context_data(
            form=form,
            coming=[meeting for meeting in meetings if meeting.held_on >= today],
            past=[meeting for meeting in reversed(meetings) if meeting.held_on < today],
            may_manage=self.access.may(Permission.MANAGE_PERIODS),
        )
        return render(self.request, "plans/meetings.html", context, status=status)


class MeetingList(MeetingsPage):
    shows_other_days = True

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(self.form())


class AddMeetings(MeetingsPage):
    permission = (Permission.MANAGE_PERIODS,)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return redirect(reverse("plans:meetings", args=[self.partnership.slug]) + "#add")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            made = add_meetings(partnership=self.partnership, by=self.user, **form.cleaned_data)
        except RuleBroken as broken:
            show_refusal(form, broken)
            return self.show(form, status=422)
        said = ngettext("One meeting is entered.", "%(count)d meetings are entered.", len(made))
        messages.success(request, said % {"count": len(made)})
        return redirect("plans:meetings", partnership=self.partnership.slug)


class RemoveMeeting(MeetingsPage):
    permission = (Permission.MANAGE_PERIODS,)

    @cached_property
    def meeting(self) -> Meeting:
        found = self.meetings.filter(pk=self.kwargs["pk"]).select_related("partnership").first()
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        context = self.get_context_data(meeting=self.meeting)
        return render(request, "plans/meeting_remove.html", context)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        said = str(self.meeting)
        remove_meeting(meeting=self.meeting, by=self.user)
        messages.success(request, _("%(meeting)s is taken back.") % {"meeting": said})
        return redirect("plans:meetings", partnership=self.partnership.slug)
