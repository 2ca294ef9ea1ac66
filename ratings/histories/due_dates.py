"""The ledger of due dates that were moved."""

from collections.abc import Iterable, Iterator

from plans.due_dates import due_words
from plans.models import DueDateMove
from ratings import sentences
from ratings.histories.past import Scope, who
from ratings.sentences import About, Entry


def read_moves(scope: Scope) -> list[DueDateMove]:
    """The moves of the actions in question, whenever they were made. One query."""
    of_action = {"action": scope.action} if scope.action is not None else {"action__plan__in": scope.plans}
    return list(DueDateMove.objects.filter(**of_action).select_related("moved_by"))


def of_moves(scope: Scope, moves: Iterable[DueDateMove]) -> Iterator[Entry]:
    for move in moves:
        if not scope.covers(move.moved_at):
            continue
        old, new = due_words(move.old_due_on, move.old_precision), due_words(move.new_due_on, move.new_precision)
        what = sentences.moved_due_date(old, new, move.agreed_by, move.reason)
        yield Entry(
            move.moved_at,
            who(move.moved_by),
            what,
            About.DUE_DATE,
            move.pk,
            action=move.action_id,
            person=move.moved_by_id,
        )
