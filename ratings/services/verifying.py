from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.chain import sealed_together
from accounts.history import create_many_with_history, save_with_history
from accounts.models import User
from accounts.permissions import require
from accounts.roles import Permission
from accounts.rules import ChangedMeanwhile, RuleBroken
from plans.models import Action
from ratings.claims import Claim, claims_of, period_to_confirm_in
from ratings.hold_dates import months_after
from ratings.independence import why_not_independent
from ratings.models import (
    Dimension,
    Evidence,
    HoldCheck,
    HouseRules,
    Method,
    Rating,
    ReportingPeriod,
    Verification,
    VerificationOutcome,
)
from ratings.services.periods import hold_open

_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """What somebody found who looked at a claim: the outcome, how they know, and what they saw."""

    outcome: str
    method: str
    seen: str
    evidence: Sequence[Evidence] = field(default_factory=tuple)


@transaction.atomic
@sealed_together()
def verify(*, action: Action, dimension: Dimension, finding: Finding, seen_claim: str, by: User) -> Verification:
    """Turn the second key on what is claimed of the action, or say that it could not be confirmed.

    `seen_claim` is the mark of the claim that the person looked at; ChangedMeanwhile if it is another by now. A
    confirmation holds from the claim's period on, or where that is closed from the next open one, and makes the checks
    whether it held. Raises RuleBroken: one's own action, nothing claimed, confirmed already, no open period.
    """
    require(Permission.VERIFY, action.plan.partnership, by=by)
    check_independence(action, by=by)
    _check_finding(action, finding)
    today = timezone.localdate()
    period = hold_open(period_to_confirm_in(_claim(action, dimension), today=today))
    hold_action(action)
    # Once more, as its leads are now: nobody gives it another while it is held.
    check_independence(action, by=by)
    claim = _claim(action, dimension)
    if claim.mark != seen_claim:
        raise ChangedMeanwhile
    made = Verification(action=action, dimension=dimension, period=period, level=claim.level, verified_by=by)
    made.outcome, made.method, made.seen = finding.outcome, finding.method, finding.seen.strip()
    made.verified_at = timezone.now()
    if made.is_confirmed:
        # One for another level may still stand, where that rating came in without a person at the form.
        end_verification(
            action=action, dimension=dimension, period=period, why=_("Another level was confirmed."), by=by
        )
    create_many_with_history([made], by=by, reason=made.seen, members={"evidence": [list(finding.evidence)]})
    if made.is_confirmed:
        _make_checks(made, by=by)
    touch(action)
    return made


def check_independence(action: Action, *, by: User) -> None:
    """Refuse whoever leads the action, or sits for those who do."""
    if why := why_not_independent(by, action.plan.partnership, [action.pk]).get(action.pk):
        raise RuleBroken(why)


def hold_action(action: Action) -> None:
    """Let nobody else verify, check or bring evidence to the action until the transaction ends; it must be active."""
    # As it stands now: it may have been withdrawn since it was read.
    held = Action.objects.select_for_update(no_key=True, of=("self",)).get(pk=action.pk)
    if not held.is_active:
        raise RuleBroken(_("This action was withdrawn: take it up again before you add to it."))


def touch(action: Action) -> None:
    """Something was done to the action: "last updated" moves, and nothing that a form shows changes."""
    Action.objects.filter(pk=action.pk).update(last_updated_at=timezone.now())


def end_verification(*, action: Action, dimension: Dimension, period: ReportingPeriod, why: str, by: User) -> None:
    """End what stands confirmed of the action, from the period on; the verification stays on record."""
    for standing in _standing([action.pk]):
        if standing.dimension_id == dimension.pk:
            _end(standing, period, why, by=by)


@transaction.atomic
def end_contradicted(*, ratings: Collection[Rating], by: User, anew: bool = False) -> None:
    """End the confirmations that these ratings, new or changed, no longer agree with. One query for each 500 actions.

    A rating of an earlier period says nothing of what was confirmed later. `anew`: the level before was another one,
    so that the same level as was once confirmed is a claim again.
    """
    confirmed = list(_standing(sorted({rating.action_id for rating in ratings})))
    places = {(standing.action_id, standing.dimension_id) for standing in confirmed}
    told = [rating for rating in ratings if (rating.action_id, rating.dimension_id) in places]
    prefetch_related_objects(told, "period", "level")
    given: dict[tuple[int, int], list[Rating]] = {}
    for rating in sorted(told, key=lambda each: each.period.ends_on):
        given.setdefault((rating.action_id, rating.dimension_id), []).append(rating)
    for standing in confirmed:
        for rating in given.get((standing.action_id, standing.dimension_id), ()):
            says_else = anew or rating.level_id != standing.level_id
            if says_else and rating.period.ends_on >= standing.period.ends_on:
                words = {"level": rating.level.word, "period": rating.period.name}
                _end(standing, rating.period, _("Rated %(level)s for %(period)s.") % words, by=by)
                break


def _standing(actions: Sequence[int]) -> Iterator[Verification]:
    """What stands confirmed of the actions, held until the transaction ends. A query for each 500 of them."""
    for start in range(0, len(actions), _AT_A_TIME):
        found = Verification.objects.standing().filter(action__in=actions[start : start + _AT_A_TIME])
        yield from found.select_related("period").select_for_update(of=("self",)).order_by("pk")


def _end(standing: Verification, period: ReportingPeriod, why: str, *, by: User) -> None:
    standing.ended_in, standing.ended_at, standing.ended_why = period, timezone.now(), why
    save_with_history(standing, by=by, reason=why)


def _check_finding(action: Action, finding: Finding) -> None:
    if finding.outcome not in VerificationOutcome.values:
        raise RuleBroken(_("Say whether you confirm it."), field="outcome")
    if finding.method not in Method.values:
        raise RuleBroken(_("Choose how you know."), field="method")
    if not finding.seen.strip():
        raise RuleBroken(_("Say what evidence you saw: it stays beside the level."), field="seen")
    if any(each.action_id != action.pk or each.withdrawn_at for each in finding.evidence):
        raise RuleBroken(_("Tick evidence of this action that was not withdrawn."), field="evidence")


def _claim(action: Action, dimension: Dimension) -> Claim:
    """What is claimed of the dimension; refused in the words of what stands there instead."""
    for claim in claims_of(action):
        if claim.dimension.pk == dimension.pk:
            return claim
    standing = Verification.objects.standing().filter(action=action, dimension=dimension)
    if found := standing.select_related("verified_by", "level").first():
        raise RuleBroken(
            _("%(who)s confirmed %(level)s on %(day)s already (%(how)s).")
            % {
                "who": found.verified_by,
                "level": found.level.word,
                "day": date_format(timezone.localtime(found.verified_at), "j F Y"),
                "how": found.get_method_display().lower(),
            }
        )
    raise RuleBroken(_("Nothing is claimed here: the action is not rated at a level that somebody must confirm."))


def _make_checks(verification: Verification, *, by: User) -> None:
    day = timezone.localdate(verification.verified_at)
    months = HouseRules.of(verification.action.plan.partnership).months
    checks = [HoldCheck(verification=verification, months=each, due_on=months_after(day, each)) for each in months]
    create_many_with_history(checks, by=by)
