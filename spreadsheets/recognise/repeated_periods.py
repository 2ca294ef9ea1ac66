"""The same actions listed once per quarter, under a banner or on a sheet each: one action with all its ratings."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.banners import Banner
from spreadsheets.recognise.entries import Entry
from spreadsheets.recognise.looks import squeezed
from spreadsheets.recognise.periods import period_in

_ENOUGH = 2  # sheets named for different quarters
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


def period_by_sheet(entries: Sequence[Entry]) -> None:
    """Sheets named for a quarter each, on which the same actions stand again, are told apart by that quarter."""
    periods = {name: period_in(name) for name in {entry.first.line.table for entry in entries}}
    if len({period for period in periods.values() if period}) < _ENOUGH or any(entry.period for entry in entries):
        return
    sheets: dict[tuple[str, str], set[str]] = defaultdict(set)
    numbered: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        sheets[entry.reference or "", squeezed(entry.text(v.ACTION)).casefold()].add(entry.first.line.table)
        numbered[entry.reference or ""].add(entry.first.line.table)
    again = sum(1 for (reference, _), names in sheets.items() if reference and len(names) > 1)
    if again * 10 < 9 * sum(1 for reference, names in numbered.items() if reference and len(names) > 1) or not again:
        return
    for entry in entries:
        name = entry.first.line.table
        if period := periods[name]:
            entry.banners = (Banner("", name, "period", "period", name, period), *entry.banners)
            entry.ratings = [replace(rating, period=rating.period or period) for rating in entry.ratings]


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
