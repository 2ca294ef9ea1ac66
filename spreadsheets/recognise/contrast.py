"""Headings in words that no vocabulary holds, known by their contrast with what stands below them.

"Finish line" over a column of dates and "Champion" over a column of names are headings, whatever they mean.
"""

from collections.abc import Sequence

from spreadsheets.readers.grid import Grid, Row
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.columns import Column, Layout, layout_of
from spreadsheets.recognise.levels import level_of
from spreadsheets.recognise.looks import asks_for_something, has_letters, is_reference, is_timescale, words

_FIRST_ROWS = 12  # in which headings are looked for
_MOST_WORDS = 6
_NUMBERED = "The table has numbers in one column and what is to be done in the other, and no headings."
_TOLD = (v.REFERENCE, v.TIMESCALE, v.RATING)  # fields whose cells look like nothing else


def guessed_layout(rows: Sequence[Row], grid: Grid) -> Layout | None:
    """What the columns hold by their cells alone, if that makes a plan."""
    full = [row for row in rows if len(row.filled()) > 2]
    if len(full) < 2 or len(full) * 2 < len(rows):
        return None
    layout = layout_of([""] * grid.width, [[row.cells[at] for row in full] for at in range(grid.width)])
    return layout if layout.holds_actions else None


def numbered_requests(rows: Sequence[Row]) -> Layout | None:
    """What the columns are of a table of two, numbers and texts that mostly ask for something to be done."""
    pairs = [[row.cells[at].text for at in row.filled()] for row in rows]
    numbered = [texts[1] for texts in pairs if len(texts) == 2 and is_reference(texts[0])]
    if len(numbered) < 2 or len(numbered) * 10 < len(rows) * 8 or max(map(len, pairs)) > 2:
        return None
    if sum(1 for text in numbered if words(text) > 2 and asks_for_something(text)) * 10 < len(numbered) * 6:
        return None
    first, second = next(row.filled() for row in rows if len(row.filled()) == 2)
    fields = {first: v.REFERENCE, second: v.ACTION}
    return Layout(
        tuple(
            Column(at, "", fields.get(at, v.EXTRA), reason=_NUMBERED if at in fields else "")
            for at in range(len(rows[0].cells))
        )
    )


def heading_by_contrast(rows: Sequence[Row], grid: Grid) -> Row | None:
    """The row that is all short labels, where the columns below it hold references, dates or levels and it does not."""
    for at, row in enumerate(rows[:_FIRST_ROWS]):
        if not _is_labels(row):
            continue
        layout = guessed_layout(rows[at + 1 :], grid)
        told = [column.index for column in layout.columns if column.field in _TOLD] if layout else []
        labelled = [index for index in told if not row.cells[index].blank and _unlike_values(row.cells[index].text)]
        if told and len(labelled) == len([index for index in told if not row.cells[index].blank]) > 0:
            return row
        return None
    return None


def _is_labels(row: Row) -> bool:
    texts = [row.cells[at].text for at in row.filled()]
    short = all(words(text) <= _MOST_WORDS and not text.rstrip().endswith(".") for text in texts)
    return len(texts) > 2 and short and len(set(texts)) == len(texts) and sum(map(has_letters, texts)) > 1


def _unlike_values(text: str) -> bool:
    return not (is_reference(text) or is_timescale(text) or level_of(text))
