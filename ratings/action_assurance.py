"""What the page of an action says of confirmation, of the checks whether it held, and of evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.access import Access
from accounts.models import User
from accounts.roles import Permission
from plans.models import Action
from plans.permissions import may_update
from ratings.claims import Claim, claims_of, not_confirmed
from ratings.evidence_words import size_words
from ratings.hold_dates import EARLIEST
from ratings.independence import why_not_independent
from ratings.models import Evidence, HoldCheck, HoldOutcome, Verification


@dataclass(frozen=True, slots=True)
class ClaimSeen:
    """A claim, and the latest look at it that did not confirm it."""

    claim: Claim
    refused: Verification | None


@dataclass(frozen=True, slots=True)
class CheckSeen:
    """A check that is not answered yet: whether it is overdue, and whether it may be answered already."""

    check: HoldCheck
    is_overdue: bool
    may_answer: bool


@dataclass(frozen=True, slots=True)
class VerificationSeen:
    verification: Verification
    answered: Sequence[HoldCheck]
    waiting: Sequence[CheckSeen]

    @property
    def is_lost(self) -> bool:
        return any(check.outcome == HoldOutcome.LOST for check in self.answered)


@dataclass(frozen=True, slots=True)
class ActionAssurance:
    """`why_not` is said to one who verifies, but not this action; with `has_dimensions` each is named."""

    claims: Sequence[ClaimSeen]
    verifications: Sequence[VerificationSeen]
    may_verify: bool
    why_not: str
    has_dimensions: bool

    @property
    def is_told(self) -> bool:
        return bool(self.claims or self.verifications)


@dataclass(frozen=True, slots=True)
class EvidenceSeen:
    evidence: Evidence
    size: str
    may_open: bool


@dataclass(frozen=True, slots=True)
class ActionEvidence:
    standing: Sequence[EvidenceSeen]
    withdrawn: Sequence[EvidenceSeen]
    may_add: bool


def read_assurance(action: Action, access: Access, *, today: date) -> ActionAssurance:
    """Six queries; for one who verifies as many more as it takes to ask whether they lead it."""
    claims = claims_of(action)
    verifications = list(
        Verification.objects.visible_to(access.user)
        .filter(action=action)
        .select_related("dimension", "period", "level", "verified_by", "ended_in")
        .prefetch_related("checks__checked_by", "evidence")
        .order_by("-verified_at", "-pk")
    )
    verifies = access.may(Permission.VERIFY) and action.is_active
    # Said where something waits to be confirmed or checked: of what has ended, nobody asks who may not.
    waits = bool(claims) or any(each.is_standing for each in verifications)
    why_not = why_not_here(action, access) if verifies and waits else ""
    refused = not_confirmed(claims, verifications)
    may_verify = verifies and not why_not
    dimensions = {each.dimension_id for each in verifications} | {claim.dimension.pk for claim in claims}
    return ActionAssurance(
        claims=[ClaimSeen(claim, refused.get(claim.dimension.pk)) for claim in claims],
        verifications=[_seen(each, today, may_verify=may_verify) for each in verifications],
        may_verify=may_verify,
        why_not=why_not,
        has_dimensions=len(dimensions) > 1,
    )


def why_not_here(action: Action, access: Access) -> str:
    """Why the person may not confirm or check the action; empty where they may."""
    if not isinstance(access.user, User):
        return ""
    return why_not_independent(access.user, access.partnership, [action.pk]).get(action.pk, "")


def _seen(verification: Verification, today: date, *, may_verify: bool) -> VerificationSeen:
    checks = list(verification.checks.all())
    waiting = [check for check in checks if not check.outcome] if verification.is_standing else []
    return VerificationSeen(
        verification,
        [check for check in checks if check.outcome],
        [CheckSeen(each, each.due_on < today, may_verify and today >= each.due_on - EARLIEST) for each in waiting],
    )


def read_evidence(action: Action, access: Access) -> ActionEvidence:
    """What was brought for the action, and what was withdrawn again. One query, and one for a lead."""
    related = ("added_by", "withdrawn_by", "rating__period", "rating__level", "rating__dimension")
    found = Evidence.objects.visible_to(access.user).filter(action=action).select_related(*related)
    seen = [EvidenceSeen(each, size_words(each.size or 0), may_open(each, access)) for each in found]
    return ActionEvidence(
        standing=[each for each in seen if each.evidence.withdrawn_at is None],
        withdrawn=[each for each in seen if each.evidence.withdrawn_at],
        may_add=action.is_active and may_update(access, action),
    )


def may_open(evidence: Evidence, access: Access) -> bool:
    """Whoever sees the action; what was withdrawn, perhaps for what it told, only those who answer for the record."""
    return evidence.withdrawn_at is None or access.may(Permission.UPDATE_ANY_ACTION)
