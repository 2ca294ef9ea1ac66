"""Cells that bundle several actions, offered as several: by numbered items, by references of their own, by sentences.

A split is only offered where the document as a whole works that way: one cell with two sentences in it is one action.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.entries import Entry
from spreadsheets.recognise.lists import Items, filled_lines, items_of, numbered_items, own_marks, said_of_several
from spreadsheets.recognise.looks import tells_time, words
from spreadsheets.recognise.sentences import dated_parts, sentences, with_lost_breaks

_BUNDLE_WORDS = 35  # a cell of fewer words, on average, does not bundle actions sentence by sentence
_PARALLEL = (v.TIMESCALE, v.PROGRESS, v.MEASURE, v.LEAD)


@dataclass(frozen=True, slots=True)
class Part:
    """One of the actions in a cell; `texts` are the fields that have an item of their own for it.

    `own_time` is the part's own words of a timescale that is kept whole.
    """

    action: str
    reference: str | None = None
    texts: dict[str, str] = field(default_factory=dict)
    own_time: str | None = None
    unmatched: tuple[str, ...] = ()


def parts_of(entries: Sequence[Entry]) -> list[list[Part]]:
    """The parts of each entry in order; an entry that is one action has none."""
    in_lists = _work_in_lists(entries)
    bundled = not in_lists and _work_in_bundles(entries)
    return [_parts(entry, in_lists=in_lists, bundled=bundled) for entry in entries]


def _parts(entry: Entry, *, in_lists: bool, bundled: bool) -> list[Part]:
    marked = own_marks(entry.text(v.ACTION))
    if len(marked) > 1:
        return _by_lines(entry, marked)
    items = items_of(entry.text(v.ACTION))
    if items and ((in_lists and items.kind != "bullet") or _has_own_cells(entry, items)):
        return _by_items(entry, items)
    if in_lists:
        return []
    if bundled:
        return _by_sentences(entry)
    return []


def _work_in_lists(entries: Sequence[Entry]) -> bool:
    """True where most action cells are lists that begin again at 1, some of several items."""
    found = [items_of(entry.text(v.ACTION)) for entry in entries]
    lists = [items.texts for items in found if items and items.kind != "bullet"]
    return len(lists) > 1 and len(lists) * 2 >= len(entries) and any(len(items) > 1 for items in lists)


def _has_own_cells(entry: Entry, items: Items) -> bool:
    """True where each item has its own date, lead or progress beside it, so that they are things to do apart."""
    if len(items.texts) < 2:
        return False
    names = (v.TIMESCALE, v.LEAD) if items.kind == "bullet" else (v.TIMESCALE, v.LEAD, v.PROGRESS)
    return any(set(_beside(entry.text(name), items, name)) >= set(items.texts) for name in names)


def _beside(text: str, items: Items, name: str) -> dict[int, str]:
    """What a cell beside the list says of its items by their places; empty for a cell that is said of all of them."""
    found = items_of(text)
    count = len(items.texts)
    said = said_of_several(text, count, labels=name not in (v.TIMESCALE, v.LEAD)) if items.kind != "bullet" else {}
    if found and "bullet" not in (found.kind, items.kind):
        return said if len(said) > len(found.texts) else found.texts
    if found and found.kind == items.kind and len(found.texts) == count:
        return found.texts
    lines = filled_lines(text)
    if name == v.TIMESCALE and len(lines) == count > 1 and all(map(tells_time, lines)):
        return said or dict(enumerate(lines, 1))
    return said


def _work_in_bundles(entries: Sequence[Entry]) -> bool:
    """True where nothing is numbered by the document, and most cells are long and ask for several things."""
    texts = [entry.text(v.ACTION) for entry in entries]
    if len(texts) < 2 or any(entry.reference or entry.objective for entry in entries):
        return False
    if sum(map(words, texts)) < _BUNDLE_WORDS * len(texts):
        return False
    several = sum(1 for entry in entries if len(_pieces(entry)) > 1)
    return several * 10 >= len(texts) * 6


def _pieces(entry: Entry) -> list[str]:
    text = entry.text(v.ACTION)
    items = numbered_items(text)
    if len(items) > 1:
        return list(items.values())
    found = sentences(text)
    return found if len(found) > 1 else with_lost_breaks(text, len(dated_parts(entry.text(v.TIMESCALE))))


def _by_sentences(entry: Entry) -> list[Part]:
    pieces = _pieces(entry)
    if len(pieces) < 2:
        return []
    times = dated_parts(entry.text(v.TIMESCALE))
    own = times if len(times) == len(pieces) else [None] * len(pieces)
    return [Part(piece, own_time=time) for piece, time in zip(pieces, own, strict=True)]


def _by_items(entry: Entry, items: Items) -> list[Part]:
    """Item 2 of the actions goes with item 2 of the dates and of the progress; a cell that is no list is for all."""
    beside = {name: _beside(entry.text(name), items, name) for name in _PARALLEL}
    beside = {name: some for name, some in beside.items() if some}
    unmatched = tuple(name for name, some in beside.items() if set(some) - set(items.texts))
    several = entry.reference and len(items.texts) > 1
    return [
        Part(
            action=text,
            reference=f"{entry.reference}{items.label(at)}" if several else entry.reference,
            texts={name: some.get(at, "") for name, some in beside.items()},
            unmatched=unmatched,
        )
        for at, text in items.texts.items()
    ]


def _by_lines(entry: Entry, marked: list[tuple[str, str]]) -> list[Part]:
    """Dates in as many lines as there are actions are theirs in order."""
    lines = filled_lines(entry.text(v.TIMESCALE))
    ordered = lines if len(lines) == len(marked) and all(map(tells_time, lines)) else None
    return [
        Part(text, reference=mark, texts={v.TIMESCALE: ordered[at]} if ordered else {})
        for at, (mark, text) in enumerate(marked)
    ]
