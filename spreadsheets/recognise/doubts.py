"""Rows taken for actions that may be none: they say what is to be done and nothing more, unlike all around them."""

from collections import defaultdict
from collections.abc import Sequence

from spreadsheets.draft import Problem
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.entries import Entry

_BESIDE = (v.LEAD, v.TIMESCALE, v.MEASURE, v.PROGRESS)
_ENOUGH_ROWS = 3


def note_incomplete(entries: Sequence[Entry]) -> None:
    """A problem on each entry with nothing beside its text, where nearly all others of its columns have more."""
    alike: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        alike[id(entry.first.layout)].append(entry)
    for some in alike.values():
        bare = [entry for entry in some if not _beside(entry)]
        full = [entry for entry in some if _beside(entry) > 1]
        if bare and len(full) >= _ENOUGH_ROWS and len(full) * 10 >= len(some) * 8:
            for entry in bare:
                place = entry.first.place
                entry.problems.append(
                    Problem(
                        "perhaps_incomplete",
                        f"{place[0].upper()}{place[1:]} holds one text and nothing beside it, unlike those around it: "
                        "check that it is a whole action, and no heading or part of another; else skip it.",
                        v.ACTION,
                    )
                )


def _beside(entry: Entry) -> int:
    return sum(1 for name in _BESIDE if entry.text(name).strip()) + bool(entry.ratings)
