"""Reads the days that concern one person, over all partnerships in which they hold a role.

A title names an action by its reference and partnership alone: a calendar is open to others' eyes.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import Access
from accounts.models import Partnership, User
from accounts.roles import Permission
from plans.models import Action, DateRequest, Meeting, Milestone, RequestStatus
from plans.querysets import ActionQuerySet
from ratings.choosing import choose_period
from ratings.independence import why_not_independent
from ratings.models import HoldCheck
from ratings.rollup import Course, by_action, course_of_action
from ratings.states import states_of
from reporting.calendar_file import Entry

# Meetings of the past year stay; what is due and not done stays however old it is.
PAST_MEETINGS = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class _Reader:
    """One person in one partnership. `absolute` makes a whole address of a path."""

    user: User
    access: Access
    absolute: Callable[[str], str]
    today: date

    @property
    def partnership(self) -> Partnership:
        return self.access.partnership

    def entries(self) -> list[Entry]:
        return [*(self._of_actions() if self.access.knows_plans else ()), *self._meetings()]

    def _of_actions(self) -> Iterable[Entry]:
        visible = Action.objects.visible_to(self.user).filter(plan__partnership=self.partnership).active()
        own = visible.led_by(self.user)
        concern = visible if self.access.may(Permission.UPDATE_ANY_ACTION) else own
        complete = self._complete(concern)
        yield from self._deadlines(concern, complete)
        yield from self._milestones(concern, complete)
        yield from self._requests(concern)
        yield from self._checks(own)

    def _complete(self, actions: ActionQuerySet) -> set[int]:
        """Those complete as of the latest period that has begun: their dates press nobody."""
        chosen = choose_period(self.user, self.partnership, wanted=None, today=self.today)
        if chosen is None:
            return set()
        states = states_of(actions, period=chosen.period, before=None, today=self.today)
        groups = by_action(states).items()
        return {key for key, group in groups if course_of_action(group) is Course.COMPLETE}

    def _deadlines(self, actions: ActionQuerySet, complete: Collection[int]) -> Iterable[Entry]:
        moves = Count("due_date_moves", filter=Q(due_date_moves__old_due_on__isnull=False))
        for action in actions.filter(due_on__isnull=False).annotate(moves=moves):
            if action.pk not in complete and action.due_on:
                title = _("Action %(label)s due, %(partnership)s") % self._named(action)
                yield self._entry(f"action-{action.pk}", action.due_on, title, action.pk, moves=action.moves)  # type: ignore[attr-defined]  # annotated above

    def _milestones(self, actions: ActionQuerySet, complete: Collection[int]) -> Iterable[Entry]:
        dated = Milestone.objects.filter(action__in=actions.values("pk"), due_on__isnull=False)
        for milestone in dated.select_related("action"):
            if milestone.action_id not in complete and milestone.due_on:
                title = _("Part of action %(label)s due, %(partnership)s") % self._named(milestone.action)
                yield self._entry(f"milestone-{milestone.pk}", milestone.due_on, title, milestone.action_id)

    def _requests(self, actions: ActionQuerySet) -> Iterable[Entry]:
        asked = DateRequest.objects.filter(action__in=actions.values("pk"), status=RequestStatus.ASKED)
        for request in asked.select_related("action"):
            title = _("Action %(label)s: this date is asked for, not agreed, %(partnership)s")
            title %= self._named(request.action)
            yield self._entry(f"request-{request.pk}", request.wanted_on, title, request.action_id, is_asked=True)

    def _checks(self, own: ActionQuerySet) -> Iterable[Entry]:
        """Those that the person may make, and those of the actions they lead."""
        visible = HoldCheck.objects.visible_to(self.user).filter(
            verification__action__plan__partnership=self.partnership
        )
        waiting = visible.waiting().select_related("verification__action")
        checks = list(waiting if self.access.may(Permission.VERIFY) else waiting.filter(verification__action__in=own))
        led = set(own.values_list("pk", flat=True))
        not_theirs = why_not_independent(
            self.user, self.partnership, {check.verification.action_id for check in checks}
        )
        for check in checks:
            action = check.verification.action
            if action.pk in led or action.pk not in not_theirs:
                title = _("Check whether action %(label)s held, %(partnership)s") % self._named(action)
                yield self._entry(f"check-{check.pk}", check.due_on, title, action.pk)

    def _meetings(self) -> Iterable[Entry]:
        """All for those who see every plan; for others those of their own groups, and those of no group."""
        met = Meeting.objects.visible_to(self.user).filter(partnership=self.partnership)
        met = met.filter(held_on__gte=self.today - PAST_MEETINGS)
        sees_all = self.access.may(Permission.SEE_PLANS)
        if not sees_all:
            met = met.filter(Q(group__isnull=True) | Q(group__people=self.user.pk)).distinct()
        route = "plans:meetings" if sees_all else "reporting:home"
        for meeting in met:
            title = f"{meeting.name}, {self.partnership.short_name}"
            at = self.absolute(reverse(route, kwargs={"partnership": self.partnership.slug}))
            yield Entry(self._uid(f"meeting-{meeting.pk}"), meeting.held_on, title, at)

    def _named(self, action: Action) -> dict[str, str]:
        return {"label": action.label, "partnership": self.partnership.short_name}

    def _entry(
        self, what: str, on: date, summary: str, action_id: int, *, moves: int = 0, is_asked: bool = False
    ) -> Entry:
        at = reverse("ratings:action", kwargs={"partnership": self.partnership.slug, "pk": action_id})
        return Entry(self._uid(what), on, summary, self.absolute(at), moves, is_asked)

    def _uid(self, what: str) -> str:
        """The same for good, whatever the day and whoever reads."""
        return f"{what}.{self.partnership.slug}@safeguarding-plans"


def entries_of(user: User, *, absolute: Callable[[str], str], today: date) -> list[Entry]:
    """Everything that concerns the person, day by day. At most 25 queries for each partnership they have a role in."""
    found = [
        entry
        for partnership in Partnership.objects.visible_to(user)
        for entry in _Reader(user, Access.of(user, partnership), absolute, today).entries()
    ]
    return sorted(found, key=lambda entry: (entry.on, entry.uid))
