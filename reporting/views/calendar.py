"""A person's own calendar address, and the file that stands behind it."""

from collections.abc import Sequence
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.decorators import method_decorator
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import View

from accounts import as_at
from accounts.calendar_services import make_calendar_address, switch_off_calendar
from accounts.models import CalendarFeed, User
from reporting.calendar_entries import entries_of
from reporting.calendar_file import LOOK_AGAIN_AFTER, Entry, mark_of, write_calendar


@method_decorator(never_cache, name="dispatch")  # the address is shown once, and kept by no browser
class CalendarPage(View):
    """Whether one has an address, and since when; posting makes one, or a new one in its place, and shows it once."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        token = make_calendar_address(by=cast("User", request.user))
        return self._page(request, request.build_absolute_uri(reverse("calendar_feed", args=[token])))

    def _page(self, request: HttpRequest, address: str = "") -> HttpResponse:
        feed = CalendarFeed.objects.visible_to(request.user).first()
        return render(request, "reporting/calendar.html", {"feed": feed, "address": address})


@require_POST
def switch_off(request: HttpRequest) -> HttpResponse:
    switch_off_calendar(by=cast("User", request.user))
    messages.success(request, _("Your calendar address is switched off: it answers to nobody any more."))
    return redirect("calendar")


@method_decorator(login_not_required, name="dispatch")  # a calendar program has the address and no sign-in
class CalendarFile(View):
    """The dates of whoever the secret address belongs to, as they may see them now; any other address is not there."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        feed = CalendarFeed.objects.with_token(kwargs["token"]).select_related("user").first()
        if feed is None:
            raise Http404
        entries = entries_of(feed.user, absolute=request.build_absolute_uri, today=as_at.today())
        mark = quote_etag(mark_of(entries))
        spared = get_conditional_response(request, etag=mark)
        answer = spared or self._file(entries)
        answer["ETag"] = mark
        answer["X-Robots-Tag"] = "noindex"
        patch_cache_control(answer, private=True, max_age=int(LOOK_AGAIN_AFTER.total_seconds() // 6))
        return answer

    def _file(self, entries: Sequence[Entry]) -> HttpResponse:
        written = write_calendar(entries, name=_("Safeguarding plans"), now=timezone.now())
        answer = HttpResponse(written, content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = 'inline; filename="safeguarding-plans.ics"'
        return answer
