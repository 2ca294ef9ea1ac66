from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.chain import sealed_together
from accounts.history import save_with_history
from accounts.models import User
from accounts.permissions import require
from accounts.roles import Permission
from accounts.rules import RuleBroken
from plans.models import Action
from ratings.in_force import previous_in_force
from ratings.models import Dimension, Evidence, Level, Rating, ReportingPeriod, Restatement
from ratings.services.periods import hold_open
from ratings.services.verifying import end_contradicted


@dataclass(frozen=True, slots=True)
class NewRating:
    """A level that a person chose for one dimension, with what they say to it."""

    dimension: Dimension
    level: Level
    reason: str = ""


@transaction.atomic
def rate(*, action: Action, period: ReportingPeriod, new: NewRating, by: User) -> Rating:
    """Rate the action in the period, or change the rating that it has there; every step stays in the history.

    Raises RuleBroken: a period that is closed by now, a withdrawn action, a level of another scale, a missing reason
    (amber, red, any worsening against the period before, and any change of a rating already given).
    """
    require(Permission.RATE, action.plan.partnership, by=by)
    return give_rating(action=action, period=period, new=new, by=by)


@transaction.atomic
@sealed_together()
def give_rating(*, action: Action, period: ReportingPeriod, new: NewRating, by: User) -> Rating:
    """Rate as `rate` does, for a service that has asked itself whether the person may: a check that found it lost."""
    _check_belonging(action, period, new)
    period = hold_open(period)
    rating = (
        Rating.objects.select_for_update(of=("self",))
        .filter(action=action, dimension=new.dimension, period=period)
        .select_related("level")
        .first()
    )
    if rating and rating.level_id == new.level.pk and rating.reason == new.reason.strip():
        return rating
    _check_not_restated(action, period, new)
    compared = rating or previous_in_force(action, new.dimension, period)
    check_evidence(action, new)
    if not new.reason.strip() and (why := reason_needed(new.level, compared, changes=rating is not None)):
        raise RuleBroken(why, field=reason_field(new.dimension))
    stood_at = compared.level_id if compared else None
    if rating is None:
        rating = Rating(action=action, dimension=new.dimension, period=period)
    else:
        rating.revision += 1
    rating.level, rating.reason = new.level, new.reason.strip()
    rating.rated_by, rating.rated_at = by, timezone.now()
    save_with_history(rating, by=by, reason=rating.reason)
    end_contradicted(ratings=[rating], by=by, anew=compared is not None and stood_at != new.level.pk)
    return rating


def _check_not_restated(action: Action, period: ReportingPeriod, new: NewRating) -> None:
    """In a period that was opened again: what was restated stays restated, and its first value stays beside it."""
    same = Restatement.objects.filter(action=action, dimension=new.dimension, period=period).select_related("level")
    if (last := same.order_by("-restated_at", "-pk").first()) is not None:
        raise RuleBroken(
            _("%(period)s was restated as %(level)s: close it, then restate it once more.")
            % {"period": period.name, "level": last.level.word},
            field=f"level_{new.dimension.pk}",
        )


def reason_field(dimension: Dimension) -> str:
    """The name of the form field in which the reason for the dimension's level stands."""
    return f"reason_{dimension.pk}"


def reason_needed(level: Level, compared: Rating | None, *, changes: bool) -> str:
    """Why the level wants a reason against the rating it is compared with; empty where it wants none.

    `changes` says that the compared rating is the one it replaces, in the same period.
    """
    if level.needs_reason:
        return _("Give a reason: %(level)s always needs one.") % {"level": level.word}
    if compared and level.rank > compared.level.rank:
        return _("Give a reason: the rating got worse, from %(old)s to %(new)s.") % {
            "old": compared.level.word,
            "new": level.word,
        }
    if changes and compared and level.pk != compared.level_id:
        return _("Give a reason: the rating given in this period changes, from %(old)s to %(new)s.") % {
            "old": compared.level.word,
            "new": level.word,
        }
    return ""


def check_evidence(action: Action, new: NewRating) -> None:
    if new.level.needs_evidence and not Evidence.objects.standing().filter(action=action).exists():
        raise RuleBroken(
            _("%(level)s needs evidence: add a file or a link to the action first, then rate it.")
            % {"level": new.level.word},
            field=f"level_{new.dimension.pk}",
        )


def _check_belonging(action: Action, period: ReportingPeriod, new: NewRating) -> None:
    # As it stands now: it may have been withdrawn since it was read.
    if not Action.objects.active().filter(pk=action.pk).exists():
        raise RuleBroken(_("This action was withdrawn: it cannot be rated."))
    if period.partnership_id != action.plan.partnership_id:
        raise RuleBroken(_("Choose a period of this partnership."), field="period")
    scale = getattr(action.plan, "rating_setup", None)
    if scale is None:
        raise RuleBroken(_("This plan has no rating scale yet: choose one first."))
    if new.level.scale_id != scale.scale_id or new.dimension.scale_id != scale.scale_id:
        raise RuleBroken(
            _("%(level)s is not a level of this plan's scale.") % {"level": new.level.word},
            field=f"level_{new.dimension.pk}",
        )
