"""The history of a review: who changed what, when and why, in sentences."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reviews.changes import State, sentences
from reviews.models import GovernanceStage, Review


@dataclass(frozen=True, slots=True)
class ReviewEvent:
    when: datetime
    who: str
    sentences: list[str]
    reason: str


def version_of(review: Review) -> int:
    """Grows with every change of the review: what a form carries, so that an older one is noticed."""
    newest = Review.history.filter(id=review.pk).order_by("-history_id").values_list("history_id", flat=True).first()
    return int(newest or 0)


def review_history(review: Review) -> list[ReviewEvent]:
    """Newest first; the entry that says nothing new is left out. Two queries."""
    entries = list(
        Review.history.filter(id=review.pk)
        .select_related("history_user", "kind")
        .order_by("history_date", "history_id")
    )
    themes = _themes_by_entry([entry.history_id for entry in entries])
    events = []
    before: State = {}
    for entry in entries:
        after = _state(entry, themes.get(entry.history_id, frozenset()))
        said = sentences(before, after) if before else [_("The review was entered.")]
        before = after
        if said:
            who = str(entry.history_user or _("The service"))
            events.append(ReviewEvent(entry.history_date, who, said, entry.history_change_reason or ""))
    return events[::-1]


def _themes_by_entry(entries: list[int]) -> dict[int, frozenset[str]]:
    links: Any = apps.get_model("reviews", "HistoricalReview_themes")
    found: dict[int, set[str]] = {}
    rows = links.objects.filter(history__in=entries).values_list("history_id", "learningtheme__name")
    for entry, name in rows:
        found.setdefault(entry, set()).add(name or _("a theme that is gone"))
    return {entry: frozenset(names) for entry, names in found.items()}


def _state(entry: Any, themes: frozenset[str]) -> State:
    return {
        _("Title"): entry.title,
        _("Kind"): entry.kind.name,
        _("Governance stage"): str(GovernanceStage(entry.governance_stage).label),
        _("Commissioned"): _day(entry.commissioned_on),
        _("Learning published"): _day(entry.published_on),
        _("Ratified"): _day(entry.ratified_on),
        _("Summary"): entry.summary,
        _("Learning themes"): themes,
    }


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
