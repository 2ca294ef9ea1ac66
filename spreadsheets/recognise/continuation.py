"""Whether a row only goes on with the one before it: over a page, in the next row, or as the next item of its list."""

import re

from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.entries import Entry, Placed
from spreadsheets.recognise.looks import is_finished, is_fragment, is_reference, is_unfinished, list_mark


def has_reference(row: Placed) -> bool:
    return row.owns(v.REFERENCE) and bool(row.text(v.REFERENCE).strip())


def expects_reference(rows: list[Placed]) -> bool:
    """True where most rows bear a reference, so that one without is no action of its own."""
    numbered = sum(1 for row in rows if is_reference(row.text(v.REFERENCE)))
    return numbered * 10 >= len(rows) * 6 and numbered > 1


def goes_on(row: Placed, last: Entry, *, numbered: bool) -> bool:
    """True where `row` continues `last`; `numbered` says that rows of these columns mostly bear a reference."""
    if has_reference(row):
        return False
    action = row.cell(v.ACTION)
    if action is not None and action.repeated and not action.blank:
        return True
    names = [column.field for column, _ in row.owned()]
    if not names:
        return True
    if v.ACTION not in names:
        return _goes_on_beside(row, names, last, numbered=numbered)
    if numbered:
        few = len(names) * 2 <= len(row.layout.columns)
        return few and (row.line.opens or _all_go_on(row, last))
    return _goes_on_in_list(row, names, last)


def _goes_on_beside(row: Placed, names: list[str], last: Entry, *, numbered: bool) -> bool:
    """Without a text of its own to do, a row is more of the one above, unless it is a new objective."""
    if v.OBJECTIVE not in names:
        return True
    if len(names) > 1:
        return False
    text = row.text(v.OBJECTIVE)
    return is_fragment(text) or (numbered and row.line.opens) or is_unfinished(_last_text(v.OBJECTIVE, last))


def _all_go_on(row: Placed, last: Entry) -> bool:
    return all(is_fragment(cell.text) or is_unfinished(_last_text(column.field, last)) for column, cell in row.owned())


def _goes_on_in_list(row: Placed, names: list[str], last: Entry) -> bool:
    """Where nothing is numbered: the next item of a list, or the rest of a sentence, without a lead of its own."""
    if v.LEAD in names or not (last.text(v.LEAD) or last.text(v.TIMESCALE)):
        return False
    others = [cell.text for column, cell in row.owned() if column.field != v.ACTION]
    if not all(map(is_fragment, others)):
        return False
    text, before = row.text(v.ACTION), last.text(v.ACTION)
    return is_next_item(text, before) or is_fragment(text) or is_unfinished(before)


def is_next_item(text: str, before: str) -> bool:
    """True of "3. ..." after a text whose last item is "2. ..."."""
    mark = list_mark(text)
    marks = [found for line in before.splitlines() if (found := list_mark(line))]
    if not mark or not marks:
        return False
    last = marks[-1]
    if mark.isdigit() and last.isdigit():
        return int(mark) == int(last) + 1
    return len(mark) == len(last) == 1 and ord(mark) == ord(last) + 1


def finishes(text: str, objective: str) -> bool:
    """True of a cell that holds the rest of the objective in the row above."""
    return is_fragment(text) and not is_finished(objective)


def joined(before: str, more: str) -> str:
    """Both texts word for word: a new item on a line of its own, the rest of a sentence after a space."""
    if not before.strip():
        return more
    if is_next_item(more, before) or re.match(r"\s*[•▪-]\s", more):
        return f"{before}\n{more}"
    return before + ("" if before[-1].isspace() or more[:1].isspace() else " ") + more


def _last_text(name: str, last: Entry) -> str:
    if name == v.OBJECTIVE:
        return last.objective.text if last.objective else ""
    return last.text(name)
