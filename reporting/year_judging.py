"""What a year's states come to: completed, without progress, improved. Pure logic over the roll-up, no database."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ratings.rollup import Course, State, course_of_action

# What is without progress for this many periods running is named.
WITHOUT_PROGRESS_FROM = 2

Standings = Mapping[int, Sequence[State]]


def is_complete(states: Sequence[State]) -> bool:
    return bool(states) and course_of_action(states) is Course.COMPLETE


def completed_in(action: int, standings: Sequence[Standings]) -> int | None:
    """At which place of `standings`, newest first, the action came to be complete, as it is at the newest.

    The last place is the period before the year: what was complete there already was not completed in the year.
    """
    places = [is_complete(each.get(action, ())) for each in standings]
    if not places or not places[0]:
        return None
    run = places.index(False) if False in places else len(places)
    return run - 1 if run < len(places) else None


def periods_without_progress(action: int, standings: Sequence[Standings]) -> int:
    """For how many periods, counted back from the newest, the action was off track, overdue or without update."""
    run = 0
    for each in standings:
        if not _is_stuck(each.get(action, ())):
            break
        run += 1
    return run


def why_without_progress(action: int, standings: Sequence[Standings]) -> str:
    """ "overdue in 3 periods, Red in 2 periods, no update in 1 period", over these standings."""
    groups = [each.get(action, ()) for each in standings]
    words = {state.level.word: 0 for states in groups for state in states if state.level and state.level.is_off_track}
    for word in words:
        words[word] = sum(any(_off_track_word(state) == word for state in states) for states in groups)
    found = [
        (_("overdue"), sum(any(state.is_overdue for state in states) for states in groups)),
        *words.items(),
        (_("no update"), sum(any(state.no_update for state in states) for states in groups)),
    ]
    return ", ".join(f"{what} {_in_periods(number)}" for what, number in found if number)


def has_improved(now: Sequence[State], before: Sequence[State]) -> bool:
    """Better in a dimension than it was last known to be before the year, in the same scale; worse in none."""
    was = {state.dimension_id: state.last_known for state in before}
    steps = [
        old.rank - state.last_known.rank
        for state in now
        if state.last_known and (old := was.get(state.dimension_id)) and old.scale_id == state.last_known.scale_id
    ]
    return any(step > 0 for step in steps) and not any(step < 0 for step in steps)


def is_in_another_scale(now: Sequence[State], before: Sequence[State]) -> bool:
    """Whether no level of before the year can be compared with one of its end, although there are both."""
    scales = {state.last_known.scale_id for state in now if state.last_known}
    earlier = {state.last_known.scale_id for state in before if state.last_known}
    return bool(scales and earlier) and not scales & earlier


def _is_stuck(states: Sequence[State]) -> bool:
    if not states or is_complete(states):
        return False
    return any(state.is_overdue or state.no_update or _off_track_word(state) for state in states)


def _off_track_word(state: State) -> str:
    return state.level.word if state.level and state.level.is_off_track else ""


def _in_periods(number: int) -> str:
    return ngettext("in %(count)d period", "in %(count)d periods", number) % {"count": number}
