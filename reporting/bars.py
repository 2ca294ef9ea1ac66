"""The segments of a bar of levels: how long each is, and what it says. No database."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.bar_chart import Span, spans

# Below this share, in per cent, not even a letter fits; the numbers stand in words beside the bar anyway.
NARROWEST_WITH_LETTER = 3.0


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar. `level` is whatever components/level.html takes; none is "no update"."""

    level: object | None
    value: int
    span: Span

    @property
    def has_letter(self) -> bool:
        return self.span.length >= NARROWEST_WITH_LETTER


def segments(numbers: Iterable[tuple[object | None, int]]) -> list[Segment]:
    """One for each level at which something stands, in order, together the whole bar."""
    kept = [(level, value) for level, value in numbers if value]
    shares = spans([value for _level, value in kept])
    return [Segment(level, value, share) for (level, value), share in zip(kept, shares, strict=True)]
