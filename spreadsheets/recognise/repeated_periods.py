"""The same actions listed once per quarter, under a banner each: one action with a rating for every quarter."""

from collections.abc import Sequence

from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.entries import Entry
from spreadsheets.recognise.looks import squeezed

_ONE_TEXT = (v.ACTION, v.LEAD, v.TIMESCALE, v.MEASURE, v.PROGRESS)


def one_per_reference(entries: Sequence[Entry]) -> list[Entry]:
    """Entries that bear one reference under different quarters, put together under the first; others as they are."""
    first: dict[str, Entry] = {}
    kept: list[Entry] = []
    for entry in entries:
        known = first.get(entry.reference or "")
        if known is None or entry.period is None or entry.period in _periods(known):
            kept.append(entry)
            if entry.reference and entry.period:
                first.setdefault(entry.reference, entry)
        else:
            _put_together(known, entry)
    return kept


def _periods(entry: Entry) -> set[str | None]:
    return {entry.period, *(rating.period for rating in entry.ratings)}


def _put_together(known: Entry, later: Entry) -> None:
    known.rows.extend(later.rows)
    known.ratings.extend(later.ratings)
    known.problems.extend(later.problems)
    for name in _ONE_TEXT:
        text = later.text(name)
        if text and squeezed(text) != squeezed(known.text(name)):
            index = later.first.layout.index_of(name)
            heading = later.first.layout.heading_at(index) if index is not None else name
            known.extra.append((f"{squeezed(heading)}, {later.period}", text))
    known.extra.extend((f"{heading}, {later.period}", text) for heading, text in later.extra)
