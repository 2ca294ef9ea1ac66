"""Which ratings of a period can be compared with the period before. No database."""

from collections.abc import Iterable
from dataclasses import dataclass

from ratings.rollup import State


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many ratings were given, and how many of them stand alone: their action was rated before in another scale
    only, or the dimension not at all."""

    given: int
    rescaled: int
    without: int


def compare_ratings(states: Iterable[State], before: Iterable[State]) -> Comparison:
    given = [(state, state.level) for state in states if state.level]
    scales: dict[int, set[int]] = {}
    for state in before:
        if state.level:
            scales.setdefault(state.action_id, set()).add(state.level.scale_id)
    alone = [(state.action_id, level.scale_id) for state, level in given if state.before is None]
    rescaled = sum(action in scales and scale not in scales[action] for action, scale in alone)
    return Comparison(len(given), rescaled, len(alone) - rescaled)
