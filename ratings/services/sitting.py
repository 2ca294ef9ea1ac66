from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.chain import sealed_together
from accounts.models import User
from accounts.rules import RuleBroken
from plans.models import Action, Lead
from plans.services import add_progress, claim_action, move_due_date, set_leads
from ratings.models import Rating, ReportingPeriod
from ratings.services.periods import hold_open
from ratings.services.rating import NewRating, rate
from ratings.services.unchanged import unchanged_ratings


@dataclass(frozen=True, slots=True)
class DueDate:
    """A due date as a person entered it: the last day, and how exact it is meant (PrecisionChoice)."""

    due_on: date | None
    precision: str
    reason: str = ""
    agreed_by: str = ""


@dataclass(frozen=True, slots=True)
class ActionChanges:
    """All that one saved form changes of an action; what is None or empty stays as it is.

    `unchanged`: each dimension that is not rated anew is rated in this period as it was before it.
    """

    progress: str = ""
    ratings: Sequence[NewRating] = ()
    due: DueDate | None = None
    leads: Collection[Lead] | None = None
    unchanged: bool = False


@transaction.atomic
@sealed_together()
def record_changes(
    *, action: Action, period: ReportingPeriod | None, changes: ActionChanges, seen_revision: int, by: User
) -> Action:
    """Write one saved form: all of it or, where a rule forbids a part, none.

    `period` is the one that ratings and what was done belong to; a due date and leads change without any.

    Raises ChangedMeanwhile when the action changed since the form was made, RuleBroken naming the field, or
    PermissionDenied.
    A form that changes nothing writes nothing, so that "last updated" moves only when something did.
    """
    if not _changes_anything(action, period, changes):
        return action
    held = _held(period) if changes.progress.strip() or changes.ratings or changes.unchanged else None
    action = claim_action(action=action, seen_revision=seen_revision, by=by)
    if held and changes.progress.strip():
        add_progress(action=action, text=changes.progress, as_at=held.judged_on(timezone.localdate()), by=by)
    if changes.due:
        due = changes.due
        move_due_date(
            action=action,
            due_on=due.due_on,
            precision=due.precision,
            reason=due.reason,
            agreed_by=due.agreed_by,
            by=by,
        )
    if changes.leads is not None:
        set_leads(action=action, leads=changes.leads, by=by)
    for new in _ratings(action, held, changes) if held else ():
        rate(action=action, period=held, new=new, by=by)  # type: ignore[arg-type]  # held, as the line above says
    return action


def _held(period: ReportingPeriod | None) -> ReportingPeriod:
    if period is None:
        raise RuleBroken(_("No reporting period is open: add or reopen one first."), field="period")
    return hold_open(period)


def _ratings(action: Action, period: ReportingPeriod, changes: ActionChanges) -> list[NewRating]:
    same = unchanged_ratings(action, period, besides=changes.ratings) if changes.unchanged else []
    return [*changes.ratings, *same]


def _changes_anything(action: Action, period: ReportingPeriod | None, changes: ActionChanges) -> bool:
    if changes.progress.strip() or changes.unchanged:
        return True
    if changes.due and (changes.due.due_on, changes.due.precision) != (action.due_on, action.due_precision):
        return True
    if changes.leads is not None and {lead.pk for lead in changes.leads} != set(
        action.leads.values_list("pk", flat=True)
    ):
        return True
    given = {
        rating.dimension_id: (rating.level_id, rating.reason)
        for rating in (Rating.objects.filter(action=action, period=period) if period else ())
    }
    return any(given.get(new.dimension.pk) != (new.level.pk, new.reason.strip()) for new in changes.ratings)
