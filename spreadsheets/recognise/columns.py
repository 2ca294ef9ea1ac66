"""Which column holds what: by its heading, and by what its cells hold where the heading says too little."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spreadsheets.readers.grid import Cell
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.expected import Steps, expected_steps, without_expected
from spreadsheets.recognise.levels import level_of, level_of_fill
from spreadsheets.recognise.looks import (
    NUMBERED_LABEL,
    is_lead,
    is_reference,
    is_timescale,
    squeezed,
    tells_time,
    words,
)

ONCE = (v.REFERENCE, v.ACTION, v.OBJECTIVE, v.LEAD, v.TIMESCALE, v.SECTION, v.MEASURE, v.PROGRESS)
_NEED = (v.ACTION, v.REFERENCE, v.LEAD, v.TIMESCALE, v.RATING, v.OBJECTIVE, v.PROGRESS, v.MEASURE, v.SECTION, v.EXTRA)
TEXTS = (v.OBJECTIVE, v.ACTION, v.MEASURE, v.PROGRESS)
# How well a column under an unknown heading must fit to be taken for a field, in this order.
_PLAIN_ENOUGH = ((v.REFERENCE, 3.0), (v.RATING, 2.0), (v.TIMESCALE, 2.0), (v.LEAD, 1.0), (v.SECTION, 1.5))
_STATUS_WORDS = re.compile(
    r"\b(?:complete[d]?|in progress|progressing|not (?:yet )?started|on track|off track|delayed|overdue|pending"
    r"|actioned|closed|open|started|achieved|ongoing|on-?going|to be \w+|done|paused|at risk|embedded)\b",
    re.IGNORECASE,
)
_RATING_WORDS = re.compile(
    r"\b(?:b?rag\w*|rating|rated|status|current|overall|latest|progress|updates?|colour|score|q(?:uarter)?\s*[1-4]|20\d\d(?:\s*[/-]\s*\d+)?)\b",
    re.IGNORECASE,
)
_ORGANISATIONAL = re.compile(r"directorate|department|service|division|business unit")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading word for word, the field it was taken for, and what its heading says besides."""

    index: int
    heading: str
    field: str
    dimension: str | None = None
    steps: Steps = ()


@dataclass(frozen=True, slots=True)
class Layout:
    columns: tuple[Column, ...]

    def index_of(self, field: str) -> int | None:
        return next((column.index for column in self.columns if column.field == field), None)

    def field_at(self, index: int) -> str:
        return self.columns[index].field if index < len(self.columns) else v.EXTRA

    def heading_at(self, index: int) -> str:
        return self.columns[index].heading if index < len(self.columns) else ""

    @property
    def holds_actions(self) -> bool:
        """A plan's table says what is done, and one thing more (in one column alone, only what is done)."""
        fields = {column.field for column in self.columns}
        return v.ACTION in fields and (len(self.columns) == 1 or len(fields - {v.EXTRA, v.SECTION}) > 1)


def layout_of(headings: Sequence[str], columns: Sequence[Sequence[Cell]]) -> Layout:
    """The fields of the columns under these headings; `columns` are the cells below each."""
    values = [[cell.text for cell in cells if not cell.blank] for cells in columns]
    chosen = _rating_columns_with_levels(headings)
    weights = [_weights(heading, at, headings) for at, heading in enumerate(headings)]
    _choose_labelled_references(chosen, weights, values)
    _choose_by_heading(chosen, weights, columns, values)
    _choose_by_content(chosen, weights, columns, values)
    _promote_action(chosen, headings, values)
    named = _dimensions(headings, [at for at, field in chosen.items() if field == v.RATING])
    return Layout(
        tuple(
            Column(
                index=at,
                heading=heading,
                field=chosen.get(at, v.EXTRA),
                dimension=named.get(at),
                steps=expected_steps(heading),
            )
            for at, heading in enumerate(headings)
        )
    )


def _rating_columns_with_levels(headings: Sequence[str]) -> dict[int, str]:
    """A heading that says which level is expected when is that of a rated dimension."""
    return {at: v.RATING for at, heading in enumerate(headings) if expected_steps(heading)}


def _weights(heading: str, at: int, headings: Sequence[str]) -> dict[str, int]:
    weights = v.heading_weights(heading)
    beside = v.plain(headings[at - 1]) if at else ""
    if v.SECTION in weights and v.plain(heading) == "section" and _ORGANISATIONAL.search(beside):
        return {v.EXTRA: v.SURE}  # a section of a directorate, not of the plan
    return weights


def _choose_labelled_references(chosen: dict[int, str], weights: list[dict[str, int]], values: list[list[str]]) -> None:
    """A column of "Recommendation 1", "Recommendation 3" numbers the rows; its text stands elsewhere."""
    for at, texts in enumerate(values):
        labels = sum(1 for text in texts if (found := NUMBERED_LABEL.fullmatch(text)) and not found["title"])
        if at not in chosen and labels and labels * 10 >= len(texts) * 6 and v.REFERENCE not in chosen.values():
            chosen[at] = v.REFERENCE
            weights[at] = {}


def _choose_by_heading(
    chosen: dict[int, str], weights: list[dict[str, int]], columns: Sequence[Sequence[Cell]], values: list[list[str]]
) -> None:
    scored = [
        (2 * weight + _fit(field, columns[at], values[at]), -at, -_rank(field), field)
        for at, fields in enumerate(weights)
        for field, weight in fields.items()
        if at not in chosen and not (field == v.OBJECTIVE and weight == v.WEAK and _follows_action(at, weights))
    ]
    for score, minus_at, _, field in sorted(scored, reverse=True):
        if score > 0 and -minus_at not in chosen and (field not in ONCE or field not in chosen.values()):
            chosen[-minus_at] = field


def _follows_action(at: int, weights: list[dict[str, int]]) -> bool:
    """What stands to the right of the actions is what comes of them, not what they are for."""
    return any(fields.get(v.ACTION, 0) >= v.LIKELY for fields in weights[:at])


def _rank(field: str) -> int:
    """Between two fields that are as likely, the one a plan needs more."""
    return _NEED.index(field)


def _choose_by_content(
    chosen: dict[int, str], weights: list[dict[str, int]], columns: Sequence[Sequence[Cell]], values: list[list[str]]
) -> None:
    """Columns whose heading said nothing, or nothing still to be had: only what the cells show plainly is believed."""
    for field, enough in _PLAIN_ENOUGH:
        open_to_it = [
            at
            for at, fields in enumerate(weights)
            if at not in chosen and values[at] and (not fields or field in (v.RATING, v.TIMESCALE))
        ]
        fits = {at: _fit(field, columns[at], values[at]) for at in open_to_it}
        best = max(fits, key=lambda at: fits[at], default=None)
        if best is not None and fits[best] >= enough and field not in chosen.values():
            chosen[best] = field


def _share(texts: Sequence[str], count: int) -> float:
    return count / len(texts) if texts else 0.0


def _fit(field: str, cells: Sequence[Cell], texts: Sequence[str]) -> float:
    """How well the cells fit the field, from -4 to 4; 0 for an empty column, which says nothing."""
    if not texts:
        filled = sum(1 for cell in cells if level_of_fill(cell.fill))
        return 3.0 if field == v.RATING and filled * 2 > len(cells) > 0 else 0.0
    length = sum(words(text) for text in texts) / len(texts)
    measure = _FITS.get(field, _text_fit if field in TEXTS else None)
    return measure(texts, length) if measure else 0.0


def _reference_fit(texts: Sequence[str], length: float) -> float:
    references = _share(texts, sum(map(is_reference, texts)))
    return 4.0 * references if references > 0.3 and length < 4 else -4.0


def _timescale_fit(texts: Sequence[str], length: float) -> float:
    timed = _share(texts, sum(map(tells_time, texts)))
    return 3.0 * _share(texts, sum(map(is_timescale, texts))) if timed > 0.15 and length < 40 else -3.0


def _lead_fit(texts: Sequence[str], length: float) -> float:
    if length > 25:
        return -2.0
    return 2.0 * _share(texts, sum(map(is_lead, texts))) - 0.15 * max(0.0, length - 3)  # names are short


def _section_fit(texts: Sequence[str], length: float) -> float:
    repeated = 1 - len({v.plain(text) for text in texts}) / len(texts)
    return -3.0 if length > 20 else 3.0 * repeated if len(texts) > 2 and length < 15 else 0.0


def _text_fit(texts: Sequence[str], length: float) -> float:
    bare = _share(texts, sum(1 for text in texts if is_reference(text) or is_timescale(text) or level_of(text)))
    return -4.0 if bare > 0.5 else 1.0 if length >= 4 else 0.0


def _rating_fit(texts: Sequence[str], length: float) -> float:
    levels = _share(texts, sum(1 for text in texts if level_of(text)))
    if levels > 0.5:
        return 4.0
    status = _share(texts, sum(1 for text in texts if words(text) <= 6 and _STATUS_WORDS.search(text)))
    timed = _share(texts, sum(map(tells_time, texts)))
    if status > 0.5 and timed < 0.5:
        return 2.0
    return -3.0 if length > 8 or timed > 0.5 else 0.0


_FITS: dict[str, Callable[[Sequence[str], float], float]] = {
    v.REFERENCE: _reference_fit,
    v.TIMESCALE: _timescale_fit,
    v.RATING: _rating_fit,
    v.LEAD: _lead_fit,
    v.SECTION: _section_fit,
}


def _promote_action(chosen: dict[int, str], headings: Sequence[str], values: list[list[str]]) -> None:
    """Without a column for actions, the recommendations are what is to be done; else the longest texts left over."""
    if v.ACTION in chosen.values():
        return
    for field in (v.OBJECTIVE,):
        for at, taken in chosen.items():
            if taken == field:
                chosen[at] = v.ACTION
                return
    lengths = {at: sum(map(words, texts)) / len(texts) for at, texts in enumerate(values) if texts and at not in chosen}
    longest = max(lengths, key=lambda at: lengths[at], default=None)
    if longest is not None and lengths[longest] >= 4 and any(chosen.get(at) != v.EXTRA for at in chosen):
        chosen[longest] = v.ACTION


def _dimensions(headings: Sequence[str], rated: list[int]) -> dict[int, str | None]:
    """What each rated column rates, where there are several: the words that its siblings do not share."""
    if len(rated) < 2:
        return {}
    own = {at: undoubled(without_expected(headings[at])) for at in rated}
    shared = _shared_start([text.lower().split() for text in own.values()])
    return {at: _dimension(" ".join(text.split()[shared:])) for at, text in own.items()}


def undoubled(text: str) -> str:
    """ "IMPACT OF IMPACT OF" is "IMPACT OF": a heading that was pasted over itself."""
    return re.sub(r"\b(.+?)(?:\s+\1\b)+", r"\1", squeezed(text)[:300], flags=re.IGNORECASE)


def _shared_start(lists: list[list[str]]) -> int:
    shared = 0
    while all(len(some) > shared + 1 for some in lists) and len({some[shared] for some in lists}) == 1:
        shared += 1
    return shared


def _dimension(text: str) -> str | None:
    left = squeezed(re.sub(r"[()\[\]:–—-]", " ", _RATING_WORDS.sub(" ", text)))
    return left.split("/")[0].strip().lower() or None
