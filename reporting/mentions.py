"""Reads the actions that the dashboard names: those that moved, are overdue or are behind. Three queries."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from plans.querysets import ActionQuerySet
from ratings.choosing import ChosenPeriod
from ratings.models import Rating
from ratings.rollup import Moved, State, by_action
from ratings.selection import Condition, Selection
from reporting.board import Board
from reporting.facts import ActionFacts, names_among_several
from reporting.gathering import action_facts, with_moves

# So many are named in a list of the dashboard; the rest stand in the list that its heading opens.
NAMED = 10
_REASON = ("action_id", "dimension_id", "reason")


@dataclass(frozen=True, slots=True)
class Stand:
    """How a named action stands in one dimension; `dimension` is empty where its scale has only one."""

    dimension: str
    state: State
    reason: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One action named on the dashboard, with the dimensions that it is named for."""

    action: ActionFacts
    plan: str
    url: str
    stands: Sequence[Stand]

    @property
    def reasons(self) -> list[str]:
        """What was given as a reason, each once: one reason is often given for several dimensions."""
        return list(dict.fromkeys(stand.reason for stand in self.stands if stand.reason))


@dataclass(frozen=True, slots=True)
class MentionList:
    """The actions of one condition: the first of them by name, and the list of them all."""

    mentions: Sequence[Mention]
    actions: int
    url: str

    @property
    def is_cut(self) -> bool:
        return self.actions > len(self.mentions)


@dataclass(frozen=True, slots=True)
class Mentioned:
    """The actions that the dashboard names."""

    moved_up: MentionList
    moved_down: MentionList
    overdue: MentionList
    behind: MentionList


def read_mentions(
    actions: ActionQuerySet,
    chosen: ChosenPeriod,
    board: Board,
    *,
    plans: Mapping[int, str],
    address: Callable[[int], str],
) -> Mentioned:
    """`actions` are those that the person may see, `plans` the titles of their plans by primary key."""
    picked = {condition: by_action(states) for condition, states in _states_named(board.states).items()}
    named = {action for groups in picked.values() for action in list(groups)[:NAMED]}
    facts = {action.pk: action_facts(action) for action in with_moves(actions.filter(pk__in=named))}
    given = Rating.objects.filter(action__in=actions.filter(pk__in=named), period=chosen.period)
    reasons = {(action, dimension): text for action, dimension, text in given.values_list(*_REASON)}
    names = names_among_several(board.dimensions.values())

    def mention(action: int, states: Sequence[State]) -> Mention:
        stands = [
            Stand(names.get(each.dimension_id, ""), each, "" if each.is_restated else reasons.get(_place(each), ""))
            for each in states
        ]
        return Mention(facts[action], plans.get(states[0].plan_id, ""), address(action), stands)

    def listed(condition: Condition) -> MentionList:
        first = list(picked[condition].items())[:NAMED]
        url = board.url(Selection(condition=condition))
        return MentionList([mention(*each) for each in first], len(picked[condition]), url)

    return Mentioned(*(listed(condition) for condition in picked))


def _place(state: State) -> tuple[int, int]:
    return state.action_id, state.dimension_id or 0


def _states_named(states: Sequence[State]) -> dict[Condition, list[State]]:
    """In the order of the fields of Mentioned."""
    return {
        Condition.MOVED_UP: [state for state in states if state.moved is Moved.UP],
        Condition.MOVED_DOWN: [state for state in states if state.moved is Moved.DOWN],
        Condition.OVERDUE: _longest_overdue(states),
        Condition.BEHIND: [state for state in states if state.is_behind],
    }


def _longest_overdue(states: Iterable[State]) -> list[State]:
    """One state for each overdue action, the longest overdue first."""
    overdue = {state.action_id: state for state in states if state.is_overdue}
    return sorted(overdue.values(), key=lambda state: (state.due_on or date.max, state.plan_id, state.action_id))
