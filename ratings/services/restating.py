"""Corrections of a closed period: each dated and reasoned, beside what was first given, which stays."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.chain import sealed_together
from accounts.history import save_with_history
from accounts.models import User
from accounts.permissions import require
from accounts.roles import Permission
from accounts.rules import RuleBroken
from plans.models import Action, ProgressUpdate
from plans.services import claim_action
from ratings.models import Dimension, Level, Rating, ReportingPeriod, Restatement
from ratings.plan_span import outside
from ratings.rollup import State
from ratings.services.rating import NewRating, check_evidence
from ratings.services.verifying import end_contradicted
from ratings.states import states_of


@dataclass(frozen=True, slots=True)
class NewLevel:
    """The level that a dimension of a closed period is restated as, and why."""

    dimension: Dimension
    level: Level
    reason: str


@dataclass(frozen=True, slots=True)
class NewText:
    """What should have been said in a closed period in place of an update, and why."""

    update: ProgressUpdate
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """All that one saved form corrects."""

    levels: Sequence[NewLevel] = ()
    texts: Sequence[NewText] = ()


@transaction.atomic
@sealed_together()
def restate(
    *, action: Action, period: ReportingPeriod, corrections: Corrections, seen_revision: int, by: User
) -> Action:
    """Correct what a closed period says of the action: all of it or, where a rule forbids a part, nothing.

    Raises RuleBroken naming the field: an open period, a withdrawn action, a level of another scale or that stands
    already, a text that was not said in the period, a missing reason; ChangedMeanwhile where the action changed since
    the form was made.
    """
    require(Permission.RATE, action.plan.partnership, by=by)
    period = _hold_closed(action, period)
    if not (corrections.levels or corrections.texts):
        raise RuleBroken(_("Choose another level, or change what was said: nothing is corrected yet."))
    action = claim_action(action=action, seen_revision=seen_revision, by=by)
    standing = standing_in(action, period)
    for level in corrections.levels:
        _restate_level(action, period, level, standing, by=by)
    for text in corrections.texts:
        _correct_text(action, period, text, by=by)
    return action


def standing_in(action: Action, period: ReportingPeriod) -> dict[int, State]:
    """How the action stands in each dimension that it was, or should have been, rated in. Ten queries."""
    own = Action.objects.filter(pk=action.pk)
    states = states_of(own, period=period, before=None, today=timezone.localdate())
    return {state.dimension_id: state for state in states if state.dimension_id}


def level_field(dimension: Dimension) -> str:
    return f"level_{dimension.pk}"


def reason_field(dimension: Dimension) -> str:
    return f"reason_{dimension.pk}"


def text_field(update: ProgressUpdate) -> str:
    return f"text_{update.pk}"


def text_reason_field(update: ProgressUpdate) -> str:
    return f"why_{update.pk}"


def _hold_closed(action: Action, period: ReportingPeriod) -> ReportingPeriod:
    """The period, held so that it is not opened again meanwhile."""
    held = ReportingPeriod.objects.select_for_update(no_key=True).get(pk=period.pk)
    if held.partnership_id != action.plan.partnership_id:
        raise RuleBroken(_("Choose a period of this partnership."), field="period")
    if held.is_open:
        raise RuleBroken(
            _("%(period)s is not closed: change the rating itself, or add to what was said.") % {"period": held.name},
            field="period",
        )
    return held


def _restate_level(
    action: Action, period: ReportingPeriod, new: NewLevel, standing: dict[int, State], *, by: User
) -> None:
    first = Rating.objects.filter(action=action, dimension=new.dimension, period=period).select_related("level").first()
    _check_level(action, period, new, first, was_owed=new.dimension.pk in standing)
    check_evidence(action, NewRating(new.dimension, new.level, new.reason))
    made = Restatement(
        action=action,
        dimension=new.dimension,
        period=period,
        first_level=first.level if first else None,
        level=new.level,
        reason=new.reason.strip(),
        restated_by=by,
        restated_at=timezone.now(),
    )
    save_with_history(made, by=by, reason=made.reason)
    stands = Rating(action=action, dimension=new.dimension, period=period, level=new.level)
    end_contradicted(ratings=[stands], by=by)


def _check_level(
    action: Action, period: ReportingPeriod, new: NewLevel, first: Rating | None, *, was_owed: bool
) -> None:
    if new.level.scale_id != new.dimension.scale_id or (first is None and not was_owed):
        raise RuleBroken(
            _("%(level)s is not a level of the scale that this action was rated in then.") % {"level": new.level.word},
            field=level_field(new.dimension),
        )
    if first is None and (beyond := outside(action.plan, period)):
        raise RuleBroken(
            _("Nothing was owed in %(period)s, so there is nothing to correct. The plan: %(why)s")
            % {"period": period.name, "why": beyond},
            field=level_field(new.dimension),
        )
    in_force = _in_force(action, period, new.dimension, first)
    if in_force == new.level.pk:
        raise RuleBroken(
            _("%(period)s says %(level)s already: choose another level, or leave it as it is.")
            % {"period": period.name, "level": new.level.word},
            field=level_field(new.dimension),
        )
    if not new.reason.strip():
        raise RuleBroken(
            _("Say why it is restated: the reason stands beside the first value."), field=reason_field(new.dimension)
        )


def _in_force(action: Action, period: ReportingPeriod, dimension: Dimension, first: Rating | None) -> int | None:
    last = Restatement.objects.filter(action=action, dimension=dimension, period=period)
    latest = last.order_by("-restated_at", "-pk").first()
    if latest:
        return latest.level_id
    return first.level_id if first else None


def _correct_text(action: Action, period: ReportingPeriod, new: NewText, *, by: User) -> None:
    update = ProgressUpdate.objects.get(pk=new.update.pk)
    if update.action_id != action.pk or not period.starts_on <= update.as_at <= period.ends_on:
        raise RuleBroken(
            _("What was said as at %(day)s is not of %(period)s: choose an update of that period.")
            % {"day": date_format(update.as_at, "j F Y"), "period": period.name},
            field=text_field(new.update),
        )
    first = update.corrects or update
    said = _said_now(first)
    if not new.text.strip():
        raise RuleBroken(_("Write what should have been said."), field=text_field(new.update))
    if new.text.strip() == said.text:
        raise RuleBroken(_("It says so already: change the text, or leave it."), field=text_field(new.update))
    if not new.reason.strip():
        raise RuleBroken(
            _("Say why it is corrected: the reason stands beside what was first said."),
            field=text_reason_field(new.update),
        )
    made = ProgressUpdate(
        action=action,
        text=new.text.strip(),
        topic=first.topic,
        as_at=first.as_at,
        said_by=by,
        said_at=timezone.now(),
        corrects=first,
        correction_reason=new.reason.strip(),
    )
    save_with_history(made, by=by, reason=made.correction_reason)


def _said_now(first: ProgressUpdate) -> ProgressUpdate:
    """The latest correction of what was first said, or that itself."""
    return first.corrections.order_by("-said_at", "-pk").first() or first
