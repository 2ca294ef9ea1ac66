"""The slip ledger, of one action or of a partnership: every move with who asked, who agreed and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from accounts.access import Access
from accounts.models import Partnership
from accounts.roles import Permission
from plans.due_dates import due_words
from plans.late_moves import Mark, MeetingDay, mark_of
from plans.models import Action, DateRequest, DueDateMove, Meeting, RequestStatus
from plans.permissions import may_update
from ratings.models import HouseRules


@dataclass(frozen=True, slots=True)
class MoveSeen:
    """A move in words; marked for the meeting shortly before which it was made."""

    move: DueDateMove
    old: str
    new: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class RequestSeen:
    request: DateRequest
    wanted: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class ActionDates:
    """What the page of an action says of its dates."""

    moves: Sequence[MoveSeen]
    waiting: RequestSeen | None
    answered: Sequence[RequestSeen]
    may_ask: bool
    may_decide: bool

    @property
    def is_told(self) -> bool:
        return bool(self.moves or self.waiting or self.answered or self.may_ask)


def read_action_dates(action: Action, access: Access) -> ActionDates:
    """Two queries; two more where a date was moved, and one where a lead looks."""
    moves = action.due_date_moves.filter(old_due_on__isnull=False).select_related("moved_by")
    requests = [
        RequestSeen(each, due_words(each.wanted_on, each.wanted_precision), each.asked_by_id == access.user.pk)
        for each in action.date_requests.select_related("asked_by", "decided_by").order_by("-asked_at", "-pk")
    ]
    waiting = next((each for each in requests if each.request.status == RequestStatus.ASKED), None)
    decides = access.may(Permission.UPDATE_ANY_ACTION)
    return ActionDates(
        moves=seen_moves(moves, action.plan.partnership),
        waiting=waiting,
        answered=[each for each in requests if each is not waiting],
        may_ask=action.is_active and waiting is None and not decides and may_update(access, action),
        may_decide=decides and action.is_active,
    )


def seen_moves(moves: Iterable[DueDateMove], partnership: Partnership) -> list[MoveSeen]:
    """The moves in words, each marked for the meeting that it was made shortly before. Two queries if any."""
    found = list(moves)
    if not found:
        return []
    days = HouseRules.of(partnership).days_before_meeting
    meetings = meeting_days(Meeting.objects.filter(partnership=partnership))
    return [
        MoveSeen(
            move,
            due_words(move.old_due_on, move.old_precision),
            due_words(move.new_due_on, move.new_precision),
            mark_of(timezone.localtime(move.moved_at).date(), meetings, days=days),
        )
        for move in found
    ]


def meeting_days(meetings: "QuerySet[Meeting]") -> list[MeetingDay]:
    return [MeetingDay(*row) for row in meetings.order_by("held_on", "name").values_list("pk", "name", "held_on")]
