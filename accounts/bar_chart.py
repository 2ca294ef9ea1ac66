"""Where the segments of a bar begin and how long they are. Pure; drawn by templates/components/bar.html."""

from collections.abc import Sequence
from dataclasses import dataclass

# Below this share the letter and number do not fit into the segment on a telephone; the list below has them.
NARROWEST_WITH_TEXT = 12.0


@dataclass(frozen=True)
class Span:
    """One segment, in per cent of the bar's length."""

    start: float
    length: float

    @property
    def middle(self) -> float:
        return self.start + self.length / 2

    @property
    def has_room(self) -> bool:
        return self.length >= NARROWEST_WITH_TEXT


def spans(counts: Sequence[int]) -> list[Span]:
    """One span for each count, in order, together the whole bar; all of no length when there is nothing to show."""
    total = sum(counts)
    if not total:
        return [Span(0.0, 0.0) for _count in counts]
    begun = 0
    result = []
    for count in counts:
        result.append(Span(100 * begun / total, 100 * count / total))
        begun += count
    return result
