"""References that do not stand in a column of their own: glued to the text, or inside a label."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.entries import Entry
from spreadsheets.recognise.looks import NUMBERED_LABEL, squeezed

_GLUED = re.compile(
    r"\s*(?P<reference>[A-Z]{0,3}\d{1,3}(?:\.\d{1,3})*[a-z]?)(?P<mark>[.):]*(?:\s*[–-](?=\s))?)\s+(?=\S)"
    # "1.2Ensure": nothing at all between the two
    r"|\s*(?P<run_on>\d{1,3}(?:\.\d{1,3})+)(?P<tight>[.):]?)(?=[A-Z][a-z])"
)
# "Action 1.1: Rewrite the policy": the label goes with its number.
_LABELLED = re.compile(
    r"\s*(?:action|task|step|activity)\s+(?P<reference>[A-Z]{0,3}\d{1,3}(?:\.\d{1,3})*[a-z]?)(?P<mark>\s*[:–-])\s+(?=\S)",
    re.IGNORECASE,
)
_OWN_MARK = re.compile(r"\s*\((?P<reference>\d{1,2}[a-z])\)\s")


def find_references(entries: Sequence[Entry]) -> None:
    """Sets `reference` where a label or the beginning of the text gives it, and tidies those from a column."""
    for entry in entries:
        _take_from_label(entry)
    for name in (v.OBJECTIVE, v.ACTION):
        without = [entry for entry in entries if entry.reference is None and _text(entry, name).strip()]
        _take_glued(without, name)
    for entry in entries:
        _take_own_mark(entry)


def _take_from_label(entry: Entry) -> None:
    """ "Recommendation 3" numbers its actions 3, and is their section where there is no other."""
    if entry.reference is None:
        return
    label = NUMBERED_LABEL.fullmatch(entry.reference)
    if label and not label["title"]:
        entry.category = entry.category or squeezed(entry.reference)
        entry.reference = label["number"]
    else:
        entry.reference = squeezed(entry.reference).rstrip(".):") or None


@dataclass(frozen=True, slots=True)
class _Glued:
    """A reference at the beginning of a text, the mark after it, and where the text proper begins."""

    reference: str
    mark: str
    end: int


def _glued(text: str) -> _Glued | None:
    found = _GLUED.match(text) or _LABELLED.match(text)
    if found is None:
        return None
    named = found.groupdict()
    reference, mark = named["reference"] or named.get("run_on"), named["mark"] or named.get("tight")
    return _Glued(reference or "", (mark or "").strip(), found.end())


def _take_glued(entries: Sequence[Entry], name: str) -> None:
    """Believed where most rows begin with a number and no two with the same."""
    found = [(entry, glued) for entry in entries if (glued := _glued(_text(entry, name)))]
    numbers = [(_run(entry, glued.reference), glued.reference) for entry, glued in found]
    if len(found) < 2 or len(found) * 10 < len(entries) * 6 or len(set(numbers)) < len(numbers):
        return
    if not _ascend(numbers):
        return
    for entry, glued in found:
        entry.reference = glued.reference
        # "1. Agree" keeps its mark, being a list's; in "1 Agree" or "AB1: Agree" the number only ran into the text
        if glued.mark not in (".", ")", ".)"):
            _set_text(entry, name, _text(entry, name)[glued.end :])


def _run(entry: Entry, reference: str) -> tuple[object, ...]:
    """Numbers may begin again under each banner or category, and after other letters."""
    return (tuple(banner.whole for banner in entry.banners), entry.category, reference.rstrip("0123456789."))


def _ascend(numbers: Sequence[tuple[tuple[object, ...], str]]) -> bool:
    values = [(run, [int(part) for part in re.findall(r"\d+", number)]) for run, number in numbers]
    neighbours = [(one, other) for (first, one), (second, other) in pairwise(values) if first == second]
    return sum(1 for before, after in neighbours if before < after) * 10 >= len(neighbours) * 7


def _take_own_mark(entry: Entry) -> None:
    """ "(1b) Report weekly" under reference 1, or without any: the text names its own, finer reference."""
    mark = _OWN_MARK.match(entry.text(v.ACTION))
    if mark and (entry.reference is None or mark["reference"].startswith(entry.reference)):
        entry.reference = mark["reference"]


def _text(entry: Entry, name: str) -> str:
    if name == v.OBJECTIVE:
        return entry.objective.text if entry.objective and entry.objective.owner is entry else ""
    return entry.text(name)


def _set_text(entry: Entry, name: str, text: str) -> None:
    if name == v.OBJECTIVE and entry.objective:
        entry.objective.text = text
    else:
        entry.texts[name] = text
