"""The heading an action stands under: from banners, nested or not, or from a column of categories."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from spreadsheets.draft import DraftSection, Problem
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.entries import Entry, rows_named
from spreadsheets.recognise.looks import squeezed
from spreadsheets.recognise.periods import period_in

_ENOUGH_SHEETS = 2
# Names of sheets that tell of the file, not of what its actions are about.
_SAYS_NOTHING = re.compile(
    r"(?:sheet|table|tab|page|blad)\s*\d*"
    r"|.*\b(?:plans?|actions?|logs?|trackers?|live|current|completed?|closed|archived?|open|outstanding|on-?going|prints?"
    r"|cop(?:y|ies)|drafts?|versions?|v\d+|final|data|main|master|lists?|rag|summary|(?:19|20)\d\d)\b.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Section:
    """`name` is the number where the section has one apart from its title, else the title."""

    name: str | None
    title: str | None
    kind: str


def name_by_sheet(entries: Sequence[Entry]) -> None:
    """Where a plan has a sheet for each theme and no other headings, the sheet's name is the heading."""
    sheets = list(dict.fromkeys(entry.first.line.table for entry in entries))
    if any(entry.banners or entry.category for entry in entries):
        return
    named = [name for name in sheets if not _SAYS_NOTHING.fullmatch(name) and not period_in(name)]
    if len(named) < _ENOUGH_SHEETS:
        return
    for entry in entries:
        if entry.first.line.table in named:
            entry.category = entry.first.line.table


def sections_of(entries: Sequence[Entry]) -> tuple[list[Section], tuple[Problem, ...]]:
    """The section of each entry, in order, and what is to be said of categories spelt in more ways than one."""
    spelling, problems = _spellings(entry for entry in entries if entry.category)
    titles: dict[str, str] = {}
    restarted = _restarted(entries)
    return [_section(entry, spelling, titles, restarted) for entry in entries], problems


def _restarted(entries: Sequence[Entry]) -> set[str]:
    """The numbers that begin again under other banners: 1 under "A" and another 1 under "B"."""
    above: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for entry in entries:
        banners = [banner for banner in entry.banners if banner.kind != "period"]
        if banners and banners[-1].number:
            above[banners[-1].number].add(tuple(_letters(banner.whole) for banner in banners))
    return {
        number
        for number, paths in above.items()
        if len({path[:-1] for path in paths}) > 1 and len({path[-1] for path in paths}) > 1
    }


def _section(entry: Entry, spelling: dict[str, str], titles: dict[str, str], restarted: Collection[str]) -> Section:
    banners = [banner for banner in entry.banners if banner.kind != "period"]
    if banners:
        last = banners[-1]
        if last.number and last.number not in restarted:
            return Section(last.number, titles.setdefault(last.number, last.title), last.kind)
        path = " > ".join(f"{banner.number} {banner.title}".strip() for banner in banners)
        return Section(path, path, last.kind)
    if entry.category:
        title = spelling[_letters(entry.category)]
        return Section(title, title, "category")
    return Section(None, None, "")


def draft_sections(sections: Iterable[Section]) -> tuple[DraftSection, ...]:
    """Each section once, in the order of its first action."""
    unique = dict.fromkeys(section for section in sections if section.name)
    return tuple(
        DraftSection(
            number=section.name if section.name and section.name != section.title else "",
            title=section.title or "",
            kind=section.kind,
        )
        for section in unique
    )


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.replace("&", "and").lower())


def _spellings(entries: Iterable[Entry]) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """One spelling for those that differ only in spaces, case and punctuation: the tightest, then the most usual."""
    ways: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[str, list[int]] = defaultdict(list)
    for entry in entries:
        text = squeezed(entry.category or "")
        ways[_letters(text)][text] += 1
        places[text].append(entry.first.line.row.number)
    chosen: dict[str, str] = {}
    problems = []
    for letters, texts in ways.items():
        chosen[letters] = min(texts, key=lambda text: (len(text), -texts[text], text))
        if len(texts) > 1:
            problems.append(_spelling_problem(texts, chosen[letters], places))
    return chosen, tuple(problems)


def _spelling_problem(texts: Counter[str], chosen: str, places: dict[str, list[int]]) -> Problem:
    each = " and ".join(
        f"{text!r} ({rows_named(places[text])})" for text in sorted(texts, key=lambda text: -texts[text])
    )
    return Problem(
        "spelt_two_ways",
        f"One heading is spelt {len(texts)} ways, {each}: "
        f"they were taken for one, {chosen!r}; change it if they are not.",
        v.SECTION,
        chosen,
    )
