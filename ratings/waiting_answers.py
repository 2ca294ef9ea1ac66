"""What waits for an answer: requests for new dates, and challenges."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.roles import Permission
from plans.due_dates import due_words
from plans.models import DateRequest, RequestStatus
from ratings.models import Challenge
from ratings.waiting import MOST_SHOWN, Asked, Section


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request for a new date, with both dates in words."""

    request: DateRequest
    now: str
    wanted: str
    may_decide: bool


def date_requests(asked: Asked) -> Section | None:
    """The requests that wait for the business team; a lead sees those of their own actions. Nothing for a scrutineer.

    Two queries.
    """
    decides = asked.access.may(Permission.UPDATE_ANY_ACTION)
    if not decides and not asked.access.may(Permission.UPDATE_OWN_ACTIONS):
        return None
    waiting = DateRequest.objects.filter(status=RequestStatus.ASKED, action__in=asked.actions()).order_by("asked_at")
    shown = waiting.select_related("action__plan", "asked_by")[:MOST_SHOWN]
    return Section(
        anchor="date-requests",
        title=_("New dates asked for"),
        about=_("The due date stays as it is until the request is granted. The original date is kept in any case."),
        none=_("Nobody waits for a new date."),
        template="ratings/_waiting_date_requests.html",
        rows=[
            RequestRow(
                request,
                due_words(request.action.due_on, request.action.due_precision),
                due_words(request.wanted_on, request.wanted_precision),
                decides,
            )
            for request in shown
        ],
        total=waiting.count(),
    )


def challenges(asked: Asked) -> Section | None:
    """The open challenges, oldest first. Two queries, and one for their answers."""
    found = Challenge.objects.open().filter(action__in=asked.actions()).order_by("asked_at", "pk")
    shown = found.select_related("action__plan", "asked_by", "level", "period").prefetch_related("answers")
    return Section(
        anchor="challenges",
        title=_("Open challenges"),
        about=_("The scrutineer asked about a rating. The lead or the business team answers; both stay on record."),
        none=_("No challenge is open."),
        template="ratings/_waiting_challenges.html",
        rows=list(shown[:MOST_SHOWN]),
        total=found.count(),
    )
