"""Every change that a person makes to a review; each stays in its history with the reason."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.history import save_with_history, set_members_quietly
from accounts.models import Partnership, User
from accounts.permissions import require
from accounts.roles import Permission
from accounts.rules import ChangedMeanwhile, RuleBroken
from reviews.history import version_of
from reviews.models import GovernanceStage, LearningTheme, Review, ReviewKind


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """What is said of a review. `new_themes` are names of learning themes that are not there yet."""

    title: str
    kind: ReviewKind
    governance_stage: str
    commissioned_on: date | None = None
    published_on: date | None = None
    ratified_on: date | None = None
    summary: str = ""
    themes: Collection[LearningTheme] = ()
    new_themes: Collection[str] = ()


@transaction.atomic
def add_review(*, partnership: Partnership, facts: ReviewFacts, by: User, reason: str = "") -> Review:
    """Enter a review of the partnership."""
    require(Permission.UPDATE_ANY_ACTION, partnership, by=by)
    review = Review(partnership=partnership)
    _check(review, facts)
    _take_over(review, facts)
    review.save_without_historical_record()  # type: ignore[attr-defined]  # added by django-simple-history
    _write(review, facts, by=by, reason=reason)
    return review


@transaction.atomic
def change_review(*, review: Review, facts: ReviewFacts, seen_version: int, reason: str, by: User) -> Review:
    """Change what is said of the review. Facts that say nothing new write nothing.

    Raises ChangedMeanwhile when somebody changed it after the given version, RuleBroken naming the field.
    """
    require(Permission.UPDATE_ANY_ACTION, review.partnership, by=by)
    review = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if version_of(review) != seen_version:
        raise ChangedMeanwhile
    if _says_nothing_new(review, facts):
        return review
    if not reason.strip():
        raise RuleBroken(_("Say why: the reason stays in the review's history."), field="reason")
    _check(review, facts)
    _take_over(review, facts)
    _write(review, facts, by=by, reason=reason)
    return review


_PLAIN = ("title", "kind", "governance_stage", "commissioned_on", "published_on", "ratified_on", "summary")


def _take_over(review: Review, facts: ReviewFacts) -> None:
    for name in _PLAIN:
        setattr(review, name, getattr(facts, name))


def _write(review: Review, facts: ReviewFacts, *, by: User, reason: str) -> None:
    themes = [*facts.themes, *(_theme(review, name) for name in facts.new_themes)]
    set_members_quietly(review, "themes", list(themes))
    save_with_history(review, by=by, reason=reason.strip())


def _theme(review: Review, name: str) -> LearningTheme:
    known = LearningTheme.objects.filter(partnership=review.partnership_id, name__iexact=name).first()
    return known or LearningTheme.objects.create(partnership_id=review.partnership_id, name=name)


def _says_nothing_new(review: Review, facts: ReviewFacts) -> bool:
    return (
        all(getattr(review, name) == getattr(facts, name) for name in _PLAIN)
        and set(review.themes.all()) == set(facts.themes)
        and not facts.new_themes
    )


def _check(review: Review, facts: ReviewFacts) -> None:
    twin = Review.objects.filter(partnership=review.partnership_id, title__iexact=facts.title).exclude(pk=review.pk)
    if twin.exists():
        raise RuleBroken(_("Another review bears this title already."), field="title")
    if facts.ratified_on and facts.governance_stage != GovernanceStage.RATIFIED:
        raise RuleBroken(
            _("Only a ratified review has a date of ratification: choose that stage, or clear the date."),
            field="ratified_on",
        )
    if any(theme.partnership_id != review.partnership_id for theme in facts.themes):
        raise RuleBroken(_("Choose learning themes of this partnership."), field="themes")
    _check_order(facts)


def _check_order(facts: ReviewFacts) -> None:
    steps = [("commissioned_on", facts.commissioned_on), ("published_on", facts.published_on)]
    steps.append(("ratified_on", facts.ratified_on))
    dated = [(field, day) for field, day in steps if day]
    for (_before, earlier), (field, later) in pairwise(dated):
        if later < earlier:
            raise RuleBroken(
                _("A review is commissioned, then published, then ratified: this date is too early."), field=field
            )
