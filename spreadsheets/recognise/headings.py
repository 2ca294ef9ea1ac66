"""Which rows are headings of columns: a table's first, its repetitions further down, and headings two rows deep."""

import re
from collections.abc import Sequence

from spreadsheets.readers.grid import Grid, Row
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.expected import without_expected
from spreadsheets.recognise.levels import level_of
from spreadsheets.recognise.looks import dates_in, is_reference, is_timescale, words
from spreadsheets.recognise.vocabulary import heading_weights, plain

_MOST_WORDS = 14
_ENOUGH = 5  # of the weights of a row's cells together


def is_heading_row(row: Row) -> bool:
    """True where most cells are short and speak of at least two different fields."""
    texts = [cell.text for cell in row.cells if not cell.blank]
    if len(texts) < 2:
        return False
    fields: set[str] = set()
    total = matched = long = times = 0
    for text in texts:
        if is_reference(text) or level_of(text):
            return False
        if _is_period(text):
            times += 1  # a column for each month or quarter, if all the rest are plainly headings
            continue
        core = _heart(text)
        long += not core
        weights = heading_weights(core)
        best = max(weights.values(), default=0)
        if words(core) > 8 and best < 3:
            best = 0  # a sentence that merely mentions a word of a heading
        total += best
        matched += bool(best)
        fields.update(field for field, weight in weights.items() if weight == best)
    if times and (matched < 2 or matched + times < len(texts) or total < _mean_needed(times) * matched):
        return False
    matched += times
    enough = min(_ENOUGH, 2 * len(texts)) if not long else 2 * _ENOUGH
    return matched * 10 >= len(texts) * 6 and len(fields) > 1 and total >= enough


def _is_period(text: str) -> bool:
    """ "Dec 2031" over a column; "Completed?" names a field, though it tells a time elsewhere."""
    best = max(heading_weights(text).values(), default=0)
    return is_timescale(text) and words(text) < 3 and best < v.SURE and (not best or dates_in(text) > 0)


def _mean_needed(times: int) -> float:
    """One date among headings may be a row of a plan; several side by side are columns for each period."""
    return v.SURE if times == 1 else v.LIKELY + 0.5


def _heart(text: str) -> str:
    """A heading without what it says of levels expected or of how to fill the column in; nothing of a long sentence."""
    core = without_expected(text)
    if words(core) > _MOST_WORDS:
        core = re.split(r"[(\n:]", text.strip(), maxsplit=1)[0]
    return core if words(core) <= _MOST_WORDS else ""


def is_plain_heading_row(row: Row) -> bool:
    """The same, but so plainly that it may begin another table amid the rows of one."""
    texts = [cell.text for cell in row.cells if not cell.blank]
    short = [text for text in texts if words(text) <= 5]
    if len(texts) < 3 or len(short) * 10 < len(texts) * 8:
        return False
    others = len(texts) - len(short)  # counted as it goes: nearly every row of a plan fails at its first cells
    for text in short:
        others += max(heading_weights(text).values(), default=0) <= v.LIKELY
        if others * 10 > len(texts) * 2:
            return False
    return is_heading_row(row)


def is_lone_heading(row: Row, grid: Grid) -> bool:
    """The first row of a table of one column, if it says that actions follow."""
    texts = [cell.text for cell in row.cells if not cell.blank]
    return (
        grid.width == 1 and len(texts) == 1 and words(texts[0]) <= 6 and heading_weights(texts[0]).get("action", 0) >= 2
    )


def repeats(row: Row, headings: Sequence[str]) -> bool:
    """True of a row that says the headings again, word for word but for case, spaces and some cells."""
    own = [plain(cell.text) for cell in row.cells]
    known = [plain(heading) for heading in headings]
    same = sum(1 for one, other in zip(own, known, strict=False) if one and one == other)
    return same >= 2 and same * 2 >= sum(map(bool, own))


def heading_texts(row: Row) -> tuple[str, ...]:
    return tuple(cell.text for cell in row.cells)


def deepened(row: Row, below: Row | None) -> tuple[str, ...] | None:
    """Two rows of headings read as one, where the second only says more of columns that the first spans."""
    if below is None:
        return None
    spanned = {
        at + more for at, cell in enumerate(row.cells) if cell.span > 1 and not cell.blank for more in range(cell.span)
    }
    open_columns = spanned | {at for at, cell in enumerate(row.cells) if cell.blank}
    filled = below.filled()
    short = all(words(below.cells[at].text) <= 4 and not is_reference(below.cells[at].text) for at in filled)
    if len(filled) < 2 or not set(filled) <= open_columns or not spanned or not short:
        return None
    above = _spread(row)
    return tuple(f"{top} {below.cells[at].text}".strip() if at in filled else top for at, top in enumerate(above))


def _spread(row: Row) -> list[str]:
    texts = [cell.text for cell in row.cells]
    for at, cell in enumerate(row.cells):
        if cell.span > 1 and not cell.blank:
            texts[at : at + cell.span] = [cell.text] * len(texts[at : at + cell.span])
    return texts
