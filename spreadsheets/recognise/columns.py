"""Which column holds what: by its heading, and by what its cells hold where the heading says too little."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from spreadsheets.readers.grid import Cell
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.expected import Steps, expected_steps
from spreadsheets.recognise.fits import TEXTS, fit
from spreadsheets.recognise.looks import NUMBERED_LABEL, asks_for_something, is_reference, words
from spreadsheets.recognise.neighbours import settle
from spreadsheets.recognise.rated_columns import dimensions, is_inked, keep_current_rating, keep_latest_update
from spreadsheets.recognise.reasons import CHOSEN, reason_for

ONCE = (v.REFERENCE, v.ACTION, v.OBJECTIVE, v.LEAD, v.TIMESCALE, v.SECTION, v.MEASURE, v.PROGRESS)
_NEED = (v.ACTION, v.REFERENCE, v.LEAD, v.TIMESCALE, v.RATING, v.OBJECTIVE, v.PROGRESS, v.MEASURE, v.SECTION, v.EXTRA)
# How well a column under an unknown heading must fit to be taken for a field, in this order.
_PLAIN_ENOUGH = ((v.REFERENCE, 3.0), (v.RATING, 2.0), (v.TIMESCALE, 2.0), (v.LEAD, 1.0), (v.SECTION, 1.5))
_SURELY_RATED = 3.0
_MOSTLY, _PLAINLY_MORE = 0.6, 0.4  # shares of the texts that ask for something
_MILESTONES = re.compile(r"\W*(?:key\s+)?milestones?\b", re.IGNORECASE)
_ORGANISATIONAL = re.compile(r"directorate|department|service|division|business unit")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading word for word, the field it was taken for and why, and what its heading says besides.

    `inked` marks a rated column that is rated by the colour of its words.
    """

    index: int
    heading: str
    field: str
    dimension: str | None = None
    steps: Steps = ()
    reason: str = ""
    inked: bool = False


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


def layout_of(
    headings: Sequence[str], columns: Sequence[Sequence[Cell]], given: Mapping[str, str] | None = None
) -> Layout:
    """The fields of the columns under these headings; `columns` are the cells below each.

    `given` has the field that a person chose for a heading ("Column 3" where it has none), which stands before guesses.
    """
    values = [[cell.text for cell in cells if not cell.blank] for cells in columns]
    told = {v.plain(heading): name for heading, name in (given or {}).items()}
    keys = [v.plain(heading) or f"column {at}" for at, heading in enumerate(headings, start=1)]
    chosen = {at: told[key] for at, key in enumerate(keys) if key in told}
    settled = frozenset(chosen)
    chosen = {**_rating_columns_with_levels(headings), **chosen}
    weights = [_weights(heading, at, headings) for at, heading in enumerate(headings)]
    _choose_labelled_references(chosen, weights, values)
    _choose_by_heading(chosen, weights, columns, values)
    _choose_by_content(chosen, weights, columns, values)
    _take_numbers_for_references(chosen, weights, values, settled)
    _promote_action(chosen, headings, values)
    if not settled:
        settle(chosen, headings, columns)
        keep_current_rating(chosen, headings)
        keep_latest_update(chosen, headings)
    named = dimensions(headings, [at for at, field in chosen.items() if field == v.RATING])
    return Layout(
        tuple(
            Column(
                index=at,
                heading=heading,
                field=chosen.get(at, v.EXTRA),
                dimension=named.get(at),
                steps=expected_steps(heading),
                inked=chosen.get(at) == v.RATING and is_inked(columns[at]),
                reason=CHOSEN
                if at in settled
                else reason_for(chosen.get(at, v.EXTRA), heading, columns[at], values[at]),
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
    if _MILESTONES.match(heading) and any(_is_of_actions(other) for other in headings):
        return weights | {v.ACTION: v.WEAK}  # steps on the way of the actions that stand beside them
    return weights


def _is_of_actions(heading: str) -> bool:
    return v.heading_weights(heading).get(v.ACTION) == v.SURE and not _MILESTONES.match(heading)


def _choose_labelled_references(chosen: dict[int, str], weights: list[dict[str, int]], values: list[list[str]]) -> None:
    """A column of "Recommendation 1", "Recommendation 3" numbers the rows; its text stands elsewhere."""
    # One that says the same of several rows groups them.
    if any(fields.get(v.REFERENCE) == v.SURE and texts for fields, texts in zip(weights, values, strict=True)):
        return
    for at, texts in enumerate(values):
        labels = sum(1 for text in texts if (found := NUMBERED_LABEL.fullmatch(text)) and not found["title"])
        sections = weights[at].get(v.SECTION, 0) >= v.LIKELY
        free = at not in chosen and not sections and v.REFERENCE not in chosen.values()
        if free and labels and labels * 10 >= len(texts) * 6:
            distinct = len({v.plain(text) for text in texts}) == len(texts)
            chosen[at] = v.REFERENCE if distinct or v.SECTION in chosen.values() else v.SECTION
            weights[at] = {}


def _choose_by_heading(
    chosen: dict[int, str], weights: list[dict[str, int]], columns: Sequence[Sequence[Cell]], values: list[list[str]]
) -> None:
    scored = [
        (_score(field, weight, columns[at], values[at]), -at, -_rank(field), field)
        for at, fields in enumerate(weights)
        for field, weight in fields.items()
        if at not in chosen and not (field == v.OBJECTIVE and weight == v.WEAK and _follows_action(at, weights))
    ]
    for score, minus_at, _, field in sorted(scored, reverse=True):
        if score > 0 and -minus_at not in chosen and (field not in ONCE or field not in chosen.values()):
            chosen[-minus_at] = field


def _score(field: str, weight: int, cells: Sequence[Cell], texts: Sequence[str]) -> float:
    """What the heading says, and the cells; a vague heading over cells that are no levels rates nothing."""
    fits = fit(field, cells, texts)
    if field == v.RATING and weight == v.WEAK and texts and fits <= 0:
        return 0.0
    return 2 * weight + fits


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
            if at not in chosen
            and (values[at] or field == v.RATING)
            and (not fields or field in (v.RATING, v.TIMESCALE))
        ]
        fits = {at: fit(field, columns[at], values[at]) for at in open_to_it}
        if field == v.RATING:  # a heading that speaks of something else gives way to levels, not to words of progress
            fits = {at: some for at, some in fits.items() if not weights[at] or some >= _SURELY_RATED}
        if field == v.RATING:
            chosen.update({at: field for at in fits if fits[at] >= _SURELY_RATED})
        if field == v.REFERENCE:
            fits = {at: some for at, some in fits.items() if len(set(values[at])) * 10 > len(values[at]) * 7}
        best = max(fits, key=lambda at: fits[at], default=None)
        if best is not None and fits[best] >= enough and field not in chosen.values():
            chosen[best] = field


def _take_numbers_for_references(
    chosen: dict[int, str], weights: list[dict[str, int]], values: list[list[str]], settled: Collection[int]
) -> None:
    """ "Rec." over 1, 2 and 3 numbers the actions: a text that is wanted is more than a number."""
    for at, texts in enumerate([] if settled else values):  # what a person chose, and what follows from it, stands
        text_is_due = chosen.get(at, v.EXTRA) in TEXTS or {v.ACTION, v.OBJECTIVE} & set(weights[at])
        if text_is_due and texts and all(map(is_reference, texts)) and v.REFERENCE not in chosen.values():
            chosen[at] = v.REFERENCE


def _promote_action(chosen: dict[int, str], headings: Sequence[str], values: list[list[str]]) -> None:
    """Without a column for actions: texts that ask for something, else the recommendations, else the longest left."""
    if v.ACTION in chosen.values():
        return
    asking = {
        at: _asks(texts)
        for at, texts in enumerate(values)
        if chosen.get(at, v.EXTRA) in (*TEXTS, v.EXTRA)
        and (chosen.get(at) == v.OBJECTIVE or v.heading_weights(headings[at]).get(v.PROGRESS, 0) < v.LIKELY)
    }
    objective = next((at for at, taken in chosen.items() if taken == v.OBJECTIVE), None)
    most = max(asking, key=lambda at: asking[at], default=None)
    others = asking[objective] + _PLAINLY_MORE if objective is not None else 0.0
    if most is not None and asking[most] >= max(_MOSTLY, others) and chosen.get(most) not in (v.OBJECTIVE, v.PROGRESS):
        _take_for_action(chosen, most, headings)
        return
    if objective is not None:
        _take_for_action(chosen, objective, headings)
        return
    lengths = {at: sum(map(words, texts)) / len(texts) for at, texts in enumerate(values) if texts and at not in chosen}
    longest = max(lengths, key=lambda at: lengths[at], default=None)
    measure = next((at for at, taken in chosen.items() if taken == v.MEASURE), None)
    if longest is not None and lengths[longest] >= 4 and any(chosen.get(at) != v.EXTRA for at in chosen):
        chosen[longest] = v.ACTION
    elif measure is not None and {v.LEAD, v.TIMESCALE} <= set(chosen.values()):
        chosen[measure] = v.ACTION


def _asks(texts: Sequence[str]) -> float:
    return sum(map(asks_for_something, texts)) / len(texts) if texts else 0.0


def _take_for_action(chosen: dict[int, str], at: int, headings: Sequence[str]) -> None:
    """The field it was taken for at first goes to the next column whose heading speaks of it."""
    left = chosen.get(at)
    chosen[at] = v.ACTION
    if not left or left == v.EXTRA:
        return
    says = {other: v.heading_weights(heading).get(left, 0) for other, heading in enumerate(headings)}
    for other in sorted(says, key=lambda place: -says[place]):
        free = other not in chosen or (other > at and chosen[other] == v.OBJECTIVE)
        if says[other] and other != at and free:
            chosen[other] = left
            return
