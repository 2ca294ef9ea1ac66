"""The rows of a list of actions: each with its ratings, due date and latest progress, in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, Window
from django.db.models.functions import Coalesce, Rank

from accounts import as_at
from accounts.access import Access
from accounts.roles import Permission
from plans.cycles import next_meetings
from plans.due_dates import due_words, slip_words
from plans.models import Action, Meeting, ProgressUpdate
from plans.querysets import ActionQuerySet
from ratings.models import ReportingPeriod
from ratings.rollup import State
from ratings.states import states_of


@dataclass(frozen=True, slots=True)
class RatingSeen:
    """A state, and the name of its dimension where the plan is rated in more than one."""

    dimension: str
    state: State


@dataclass(frozen=True, slots=True)
class ActionRow:
    action: Action
    ratings: tuple[RatingSeen, ...]
    updates: tuple[ProgressUpdate, ...]
    may_update: bool
    # The next meeting of the group whose cycle the action follows.
    meeting: Meeting | None = None

    @property
    def due(self) -> str:
        return due_words(self.action.due_on, self.action.due_precision)

    @property
    def slip(self) -> str:
        return slip_of(self.action, moves=self.action.moves)  # type: ignore[attr-defined]  # counted in _actions

    @property
    def is_overdue(self) -> bool:
        return any(rating.state.is_overdue for rating in self.ratings)

    @property
    def is_overdue_by_first_date(self) -> bool:
        """Overdue only because its date was moved after the first one passed."""
        late = [rating.state for rating in self.ratings if rating.state.is_overdue]
        return bool(late) and all(state.is_overdue_by_first_date for state in late)

    @property
    def open_challenges(self) -> int:
        return max((rating.state.open_challenges for rating in self.ratings), default=0)

    @property
    def is_complete(self) -> bool:
        return all(rating.state.is_complete for rating in self.ratings)


def slip_of(action: Action, *, moves: int) -> str:
    """ "was March 2021, now September 2021, moved 3 times"; empty for a due date that never moved."""
    original = due_words(action.original_due_on, action.original_due_precision)
    return slip_words(original, due_words(action.due_on, action.due_precision), moves)


def states_or_bare(
    actions: ActionQuerySet, *, period: ReportingPeriod | None, before: ReportingPeriod | None, today: date
) -> list[State]:
    """The states of the actions; where the partnership has no period yet, states that know of no rating."""
    if period is not None:
        return states_of(actions, period=period, before=before, today=today)
    fields = ("pk", "plan_id", "due_on", "section_id", "section__aim_id", "plan__review_id")
    rows = actions.active().order_by("plan__title", "plan_id", "position").values_list(*fields)
    return [
        State(
            action_id=action_id,
            plan_id=plan_id,
            dimension_id=None,
            level=None,
            before=None,
            last_known=None,
            last_known_in="",
            due_on=due_on,
            judged_on=today,
            section_id=section_id,
            aim_id=aim_id,
            review_id=review_id,
        )
        for action_id, plan_id, due_on, section_id, aim_id, review_id in rows
    ]


def read_rows(
    states: Sequence[State], *, dimensions: Mapping[int, str], period: ReportingPeriod | None, access: Access
) -> list[ActionRow]:
    """A row for each action of the states, in their order. Four queries at most, and two for meeting cycles.

    `period` bounds the latest progress: what was said after it is not shown as if it had been known then.
    """
    by_action: dict[int, list[State]] = {}
    for state in states:
        by_action.setdefault(state.action_id, []).append(state)
    actions = _actions(list(by_action))
    updates = _latest_updates(list(by_action), period)
    updatable = _updatable(list(by_action), access)
    meetings = next_meetings(list(actions.values()), partnership_id=access.partnership.pk, on=as_at.today())
    return [
        ActionRow(
            actions[key],
            tuple(RatingSeen(_dimension(each, group, dimensions), each) for each in group),
            tuple(updates.get(key, ())),
            key in updatable,
            meetings.get(key),
        )
        for key, group in by_action.items()
        if key in actions
    ]


def _dimension(state: State, group: Sequence[State], names: Mapping[int, str]) -> str:
    return names.get(state.dimension_id or 0, "") if len(group) > 1 else ""


def _actions(keys: Sequence[int]) -> dict[int, Action]:
    found = (
        Action.objects.filter(pk__in=keys)
        .select_related("plan", "section", "objective")
        .prefetch_related("leads")
        # The first date that an action is given is no move.
        .annotate(moves=Count("due_date_moves", filter=Q(due_date_moves__old_due_on__isnull=False)))
    )
    return {action.pk: action for action in found}


def _latest_updates(keys: Sequence[int], period: ReportingPeriod | None) -> dict[int, list[ProgressUpdate]]:
    """What was last said of each action, by its latest day; of each topic (a dimension) the last word."""
    newest_first = Window(Rank(), partition_by=[F("action_id")], order_by=[F("as_at").desc()])
    said = ProgressUpdate.objects.filter(action__in=keys)
    if period is not None:
        said = said.filter(as_at__lte=period.ends_on)
    found: dict[int, dict[str, ProgressUpdate]] = {}
    # A correction stands in the place of what it corrects, after it.
    in_order = said.select_related("corrects").order_by(Coalesce("corrects", "pk"), "pk")
    for update in in_order.annotate(age=newest_first).filter(age=1):
        found.setdefault(update.action_id, {})[update.topic] = update
    return {key: list(by_topic.values()) for key, by_topic in found.items()}


def _updatable(keys: Sequence[int], access: Access) -> set[int]:
    if access.may(Permission.UPDATE_ANY_ACTION):
        return set(keys)
    if not access.may(Permission.UPDATE_OWN_ACTIONS):
        return set()
    return set(Action.objects.filter(pk__in=keys).led_by(access.user).values_list("pk", flat=True))
