"""Entries and their parts made into draft actions: timescale, leads and ratings read, and what is amiss named."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import zip_longest

from plans.lead_names import split_leads
from plans.timescales import Timescale, read_timescale
from spreadsheets.draft import DraftAction, DraftKeyEntry, DraftRating, Problem
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.entries import Entry, RatingCell, joined_problem
from spreadsheets.recognise.expected import without_expected
from spreadsheets.recognise.levels import is_unrated, level_of, level_of_fill
from spreadsheets.recognise.looks import squeezed, words
from spreadsheets.recognise.numbered_levels import level_by_number
from spreadsheets.recognise.periods import heading_periods
from spreadsheets.recognise.sections import Section
from spreadsheets.recognise.splitting import Part
from spreadsheets.recognise.status_words import level_by_key, status_in


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the document as a whole gives each action: its time, the period of its ratings, the leads already known."""

    span: tuple[date, date] | None
    period: str | None
    year: str | None
    known_leads: Collection[str]
    key: Sequence[DraftKeyEntry] = ()
    is_rated: bool = True


def draft_actions(entry: Entry, section: Section, parts: Sequence[Part], around: Surroundings) -> list[DraftAction]:
    """One draft action, or one for each part with the undivided text beside it."""
    if not parts:
        return [_draft(entry, section, None, around)]
    whole = entry.text(v.ACTION)
    if len(parts) == 1:
        only = _draft(entry, section, parts[0], around)
        return [replace(only, whole_text=whole if whole != only.action else None)]
    return [
        replace(_draft(entry, section, part, around), part=at, parts=len(parts), whole_text=whole)
        for at, part in enumerate(parts, 1)
    ]


def _draft(entry: Entry, section: Section, part: Part | None, around: Surroundings) -> DraftAction:
    texts = {**entry.texts, **(part.texts if part else {})}
    reference = part.reference or entry.reference if part else entry.reference
    lead_text = texts.get(v.LEAD) or None
    timescale = _timescale(entry, texts, part, around)
    ratings = tuple(_rating(entry, at, around) for at in range(len(entry.ratings)))
    progress = texts.get(v.PROGRESS) or _status_told(entry)
    if not ratings and not _has_column(entry, v.RATING):
        ratings = _offered_by_key(progress or "", around)
    draft = DraftAction(
        reference=reference,
        section=section.name,
        section_title=section.title,
        objective=entry.objective.text if entry.objective else None,
        action=part.action if part else texts.get(v.ACTION, ""),
        measure=texts.get(v.MEASURE) or None,
        progress=progress,
        leads=tuple(split_leads(lead_text, known=around.known_leads)) if lead_text else (),
        lead_text=lead_text,
        timescale=timescale,
        ratings=ratings,
        origins=tuple(dict.fromkeys(origin for row in entry.rows for origin in row.origins())),
        extra=(*entry.extra, *_unmatched(entry, part)),
    )
    return replace(draft, problems=tuple(dict.fromkeys((*entry.problems, *_problems(entry, draft, part)))))


def _timescale(entry: Entry, texts: dict[str, str], part: Part | None, around: Surroundings) -> Timescale:
    """A part's own date with the whole cell's words, where the cell has as many dates as the text has parts."""
    whole = texts.get(v.TIMESCALE) or entry.banner_timescale or ""
    if not whole and not around.is_rated:  # where actions are rated, the quarter is that of their ratings
        whole = entry.banner_quarter or ""
    if part and part.own_time:
        return replace(_read(part.own_time, around.span), text=whole)
    return _read(whole, around.span)


@lru_cache(maxsize=5_000)
def _read(text: str, span: tuple[date, date] | None) -> Timescale:
    """Read once per wording: a plan of hundreds of actions has a dozen."""
    return read_timescale(text, span=span)


def _rating(entry: Entry, at: int, around: Surroundings) -> DraftRating:
    cell = entry.ratings[at]
    fill = level_of_fill(cell.fill)
    level = (
        level_of(cell.text)
        or fill
        or level_by_number(cell.text, cell.column.heading, around.key)
        or level_by_key(cell.text, around.key, cell.column.dimension)
    )
    rated = tuple(column for column in entry.first.layout.columns if column.field == v.RATING)
    periods = heading_periods(tuple(without_expected(column.heading) for column in rated), around.year)
    named = next((period for column, period in zip(rated, periods, strict=True) if column == cell.column), None)
    period = cell.period or named or around.period
    return DraftRating(cell.column.dimension, period, level, cell.text)


def _offered_by_key(progress: str, around: Surroundings) -> tuple[DraftRating, ...]:
    """In a plan that rates in its column of progress, the level that its own key gives to "Complete" or "Green"."""
    own_level = level_of(progress) if around.key else None
    level = own_level or level_by_key(progress, around.key)
    return (DraftRating(None, around.period, level, progress),) if level else ()


def _unmatched(entry: Entry, part: Part | None) -> list[tuple[str, str]]:
    """Lists beside the actions with more items than there are actions are kept whole too."""
    return [(_heading(entry, name), entry.text(name)) for name in (part.unmatched if part else ())]


def _heading(entry: Entry, name: str) -> str:
    index = entry.first.layout.index_of(name)
    return squeezed(entry.first.layout.heading_at(index)) if index is not None else name


def _problems(entry: Entry, draft: DraftAction, part: Part | None) -> list[Problem]:
    name = draft.reference or entry.name
    joined = joined_problem(entry)
    problems = [joined] if joined else []
    if not draft.action.strip():
        problems.append(
            Problem(
                "no_action", f"{name} has no text that says what is to be done: type it, or skip the row.", v.ACTION
            )
        )
    if not draft.leads and _has_column(entry, v.LEAD):
        problems.append(Problem("no_lead", f"{name} has no lead: name one.", v.LEAD))
    problems.extend(_timescale_problems(entry, draft.timescale, name))
    problems.extend(
        _rating_problem(rating, name)
        for rating in draft.ratings
        if rating.level is None and rating.text.strip() and not is_unrated(rating.text)
    )
    problems.extend(_by_key(entry, draft, name))
    problems.extend(
        Problem(
            "list_longer",
            f"{name}: {_heading(entry, field)!r} lists more than there are actions; the whole cell is kept.",
            field,
        )
        for field in (part.unmatched if part else ())
    )
    return problems


def _timescale_problems(entry: Entry, timescale: Timescale, name: str) -> list[Problem]:
    if timescale.problem:
        offer = timescale.offer.isoformat() if timescale.offer else None
        cell = entry.first.cell(v.TIMESCALE)
        where = f" ({cell.where})" if cell is not None and not cell.blank else ""
        return [Problem("timescale", f"{name}{where}: {timescale.problem}", v.TIMESCALE, offer)]
    if not timescale.text.strip() and _has_column(entry, v.TIMESCALE):
        return [Problem("no_timescale", f"{name} has no timescale: give one, or say that it is ongoing.", v.TIMESCALE)]
    return []


def _status_told(entry: Entry) -> str | None:
    """A word such as "Complete" under the ratings is progress, where nothing else tells any."""
    told = [cell.text for cell in entry.ratings if _tells_progress(cell)]
    return told[-1] if told else None


def _tells_progress(cell: RatingCell) -> bool:
    """A status, or more than a level under a heading that asks for progress too ("Progress/RAG")."""
    if level_of(cell.text) is None:
        return status_in(cell.text) is not None
    both = v.heading_weights(cell.column.heading).get(v.PROGRESS, 0) >= v.LIKELY
    return both and words(cell.text) > 1


def _by_key(entry: Entry, draft: DraftAction, name: str) -> list[Problem]:
    """What is said of a level that the plan's own key gave to a word."""
    return [
        Problem(
            "level_by_key",
            f"{name}: {squeezed(rating.text)!r} was read as {rating.level}, as the plan's own key says: check it.",
            v.RATING,
        )
        for rating, cell in zip_longest(draft.ratings, entry.ratings)
        if rating.level
        and status_in(rating.text)
        and not level_of(rating.text)
        and not (cell and level_of_fill(cell.fill))
    ]


def _rating_problem(rating: DraftRating, name: str) -> Problem:
    if status_in(rating.text):
        return Problem(
            "progress_word",
            f"{name}: {squeezed(rating.text)!r} tells progress and names no level, and the plan has no key that says "
            "which it is: choose a level, or leave it unrated.",
            v.RATING,
        )
    of = f" for {rating.dimension}" if rating.dimension else ""
    return Problem(
        "unknown_level",
        f"{name}: {squeezed(rating.text)!r}{of} is no level of a rating scale: choose one, or leave it unrated.",
        v.RATING,
    )


def _has_column(entry: Entry, name: str) -> bool:
    return entry.first.layout.index_of(name) is not None
