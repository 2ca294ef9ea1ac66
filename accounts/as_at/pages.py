"""What a page answers whose address names a day."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.as_at.days import NotADay, read_day
from accounts.as_at.forms import DayForm
from accounts.as_at.links import AS_AT, keep_in_links, with_day
from accounts.as_at.standing import as_it_stood, standing_now
from accounts.roles import Permission

if TYPE_CHECKING:
    from collections.abc import Callable

    from accounts.access import Access


@dataclass(frozen=True, slots=True)
class AsAt:
    """What a page says of the day that it shows, and where the same page of today stands."""

    day: date
    address_of_today: str

    @property
    def sentence(self) -> str:
        return as_at_sentence(self.day)


def as_at_sentence(day: date) -> str:
    """ "As it stood at the end of 3 May 2021"; of a day that still runs, so far."""
    shown = {"day": date_format(day, "j F Y")}
    if day >= timezone.localdate():
        return _("As it stands so far on %(day)s") % shown
    return _("As it stood at the end of %(day)s") % shown


def as_at_now(request: HttpRequest) -> AsAt | None:
    """For a page's frame: the day that is being shown."""
    standing = standing_now()
    return AsAt(standing.day, with_day(request.get_full_path(), None)) if standing else None


def answer_of_day(
    request: HttpRequest, *, access: "Access", shows: bool, answer: "Callable[[], HttpResponseBase]"
) -> HttpResponseBase:
    """What `answer` says, as things stood at the end of the day in the address; a sentence where that cannot be."""
    if request.method not in {"GET", "HEAD", "OPTIONS"}:
        back = {"address": with_day(request.get_full_path(), None)}
        return render(request, "accounts/as_at_refused.html", back, status=403)
    if not shows:
        messages.info(request, _("This page has no earlier days: it is shown as it is today."))
        return redirect(with_day(request.get_full_path(), None))
    try:
        day = read_day(request.GET[AS_AT], today=timezone.localdate())
    except NotADay as refused:
        return ask_for_a_day(request, DayForm.refused(request.get_full_path(), request.GET[AS_AT], refused.message))
    with as_it_stood(day, sees_whole=access.may(Permission.SEE_PLANS)):
        try:
            response = answer()
        except Http404:
            response = render(request, "accounts/as_at_not_there.html", status=404)
        if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
            response.render()
    if isinstance(response, HttpResponse) and response.headers.get("Content-Type", "").startswith("text/html"):
        response.content = keep_in_links(response.content.decode(), day.isoformat()).encode()
    return response


def ask_for_a_day(request: HttpRequest, form: DayForm) -> HttpResponse:
    """The page that asks again; 422 where what was typed is no day."""
    return render(request, "accounts/as_at.html", {"form": form}, status=422 if form.errors else 200)
