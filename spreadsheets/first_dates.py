"""When an action was first due, where a file has that beside the date it has now. Pure logic.

A plan with "Original date" and "Revised date", or "Due date" and "Extended to", tells of a date that moved: the first
of them is the action's original due date, and the move is entered with it.
"""

from datetime import date

from plans.timescales import read_timescale
from spreadsheets.draft import DraftAction
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.neighbours import is_first_date, is_revised_date


def first_due(action: DraftAction) -> tuple[date, str] | None:
    """The first due date with its precision; None where the file has none besides, or it is the same as now."""
    now = action.timescale
    if now.due is None or not action.origins:
        return None
    cells = action.origins[0].cells
    has_moved = any(is_revised_date(cell.heading) and cell.text.strip() == now.text.strip() for cell in cells)
    for heading, text in action.extra:
        is_first = is_first_date(heading) or (has_moved and not is_revised_date(heading))
        if not is_first or not v.heading_weights(heading).get(v.TIMESCALE):
            continue
        then = read_timescale(text)
        if then.due and not then.problem:
            return None if then.due == now.due else (then.due, str(then.precision or "day"))
    return None
