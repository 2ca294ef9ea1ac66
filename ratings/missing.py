"""What a period still lacks before it is closed, action by action: the same list behind every number of its page."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from plans.models import Action, ProgressUpdate
from plans.querysets import ActionQuerySet
from ratings.models import Rating, ReportingPeriod, Restatement
from ratings.rollup import State, by_action
from ratings.states import states_of


class Lack(StrEnum):
    """One kind of thing that can be missing of an action."""

    RATING = "rating"
    PROGRESS = "progress"
    NEW_DATE = "new-date"
    REASON = "reason"
    VERIFICATION = "verification"


LACK_WORDS: dict[Lack, Promise] = {
    Lack.RATING: gettext_lazy("No rating"),
    Lack.PROGRESS: gettext_lazy("Nothing said"),
    Lack.NEW_DATE: gettext_lazy("Overdue, no new date"),
    Lack.REASON: gettext_lazy("Level without its reason"),
    Lack.VERIFICATION: gettext_lazy("Claimed, not verified"),
}


@dataclass(frozen=True, slots=True)
class Lacking:
    """An action that lacks something. `dimensions` are those without a rating, by primary key."""

    action_id: int
    plan_id: int
    lead_ids: tuple[int, ...]
    lacks: tuple[Lack, ...]
    dimensions: tuple[int, ...] = ()


def read_missing(actions: ActionQuerySet, *, period: ReportingPeriod, today: date) -> list[Lacking]:
    """The actions of plans that run in the period and lack something for it, in the order of the plans. 12 queries."""
    owing = _running_in(actions, period)
    said = set(
        ProgressUpdate.objects.filter(
            action__in=owing.values("pk"), as_at__range=(period.starts_on, period.ends_on)
        ).values_list("action", flat=True)
    )
    bare = Rating.objects.filter(action__in=owing.values("pk"), period=period, level__needs_reason=True, reason="")
    unreasoned = set(bare.filter(~_restated()).values_list("action", flat=True))
    states = states_of(owing, period=period, before=None, today=today)
    found = []
    for action_id, group in by_action(states).items():
        lacks = _lacks(group, has_spoken=action_id in said, lacks_reason=action_id in unreasoned)
        if lacks:
            silent = tuple(state.dimension_id for state in group if state.no_update and state.dimension_id)
            found.append(Lacking(action_id, group[0].plan_id, group[0].lead_ids, lacks, silent))
    return found


def without_update(period: ReportingPeriod, *, today: date) -> list[int]:
    """The actions of the whole partnership without a rating in a dimension in the period. Ten queries."""
    actions = Action.objects.filter(plan__partnership=period.partnership_id)
    states = states_of(_running_in(actions, period), period=period, before=None, today=today)
    return [key for key, group in by_action(states).items() if any(state.no_update for state in group)]


def _running_in(actions: ActionQuerySet, period: ReportingPeriod) -> ActionQuerySet:
    """Those of plans whose span the period touches, as PeriodQuerySet.for_plan has it: the others owe nothing."""
    begun = Q(plan__starts_on__isnull=True) | Q(plan__starts_on__lte=period.ends_on)
    lasting = Q(plan__ends_on__isnull=True) | Q(plan__ends_on__gte=period.starts_on)
    return actions.active().filter(begun & lasting)


def _restated() -> Exists:
    same = {"action": OuterRef("action"), "dimension": OuterRef("dimension"), "period": OuterRef("period")}
    return Exists(Restatement.objects.filter(**same))


def _lacks(states: Sequence[State], *, has_spoken: bool, lacks_reason: bool) -> tuple[Lack, ...]:
    is_complete = all(state.is_complete for state in states)
    due_on, judged_on = states[0].due_on, states[0].judged_on
    holds = {
        Lack.RATING: any(state.no_update for state in states),
        Lack.PROGRESS: not is_complete and not has_spoken,
        Lack.NEW_DATE: not is_complete and due_on is not None and due_on < judged_on,
        Lack.REASON: lacks_reason,
        Lack.VERIFICATION: any(state.is_claimed for state in states),
    }
    return tuple(lack for lack in Lack if holds[lack])


# --- Counted ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tally:
    """How many actions of a plan, a lead or an agency lack what; `actions` counts each once."""

    key: int
    name: str
    actions: int
    counts: Mapping[Lack, int]


def tally(rows: Iterable[Lacking], *, key: int = 0, name: str = "") -> Tally:
    all_rows = list(rows)
    return Tally(key, name, len(all_rows), {lack: sum(lack in row.lacks for row in all_rows) for lack in Lack})


def tallies(rows: Iterable[Lacking], keys: Callable[[Lacking], Iterable[int]], names: Mapping[int, str]) -> list[Tally]:
    """One for each key, the most first; an action of two leads counts with each of them."""
    groups: dict[int, list[Lacking]] = defaultdict(list)
    for row in rows:
        for each in dict.fromkeys(keys(row)):
            groups[each].append(row)
    made = [tally(group, key=each, name=names.get(each, "")) for each, group in groups.items()]
    return sorted(made, key=lambda each: (-each.actions, each.name))
