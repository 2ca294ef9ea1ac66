"""What a report says, line by line: the one place from which its files take their words and numbers.

Made of the frozen content alone, of whatever shape it was published in; nothing is counted here. No database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.files.marks import Mark, PaperKey, key_of, mark_of
from reporting.shown import ActionShown, Content, DimensionShown, PlanShown, RatingShown

# Characters in one cell of a row that is kept on one page.
_LONGEST_KEPT = 900


@dataclass(frozen=True, slots=True)
class PaperRating:
    """One rating of an action: its dimension where there are several, its level, and what is said of it, in lines."""

    dimension: str
    mark: Mark
    told: Sequence[str]


@dataclass(frozen=True, slots=True)
class PaperAction:
    reference: str
    text: str
    is_placeholder: bool
    deadline: str
    leads: str
    ratings: Sequence[PaperRating]
    course: str
    verdict: str

    @property
    def is_long(self) -> bool:
        """Whether its row may go on over the page: kept together it would leave most of one empty, or not fit."""
        told = sum(len(text) for rating in self.ratings for text in rating.told)
        return max(len(self.text), told) > _LONGEST_KEPT


@dataclass(frozen=True, slots=True)
class PaperDimension:
    """`levels` are all of the scale, best first, and last of all no update, each with how many stand there."""

    name: str
    sentence: str
    assured: str
    actions: int
    levels: Sequence[tuple[Mark, int]]

    @property
    def line(self) -> str:
        return f"{self.name}: {self.sentence}" if self.name else self.sentence


@dataclass(frozen=True, slots=True)
class PaperPlan:
    title: str
    from_review: str
    dimensions: Sequence[PaperDimension]
    complete: int
    course: str
    deadlines: str
    note: str
    restatements: Sequence[str]
    keys: Sequence[PaperKey]
    actions: Sequence[PaperAction]

    @property
    def stands(self) -> str:
        return " ".join(filter(None, [self.course, self.deadlines]))


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole report. `warnings` say what a reader must know before anything else; `about` which report this is."""

    title: str
    partnership: str
    occasion: str
    as_at: str
    warnings: Sequence[str]
    about: Sequence[str]
    changed: tuple[str, str] | None
    plans: Sequence[PaperPlan]
    reviews: Sequence[tuple[str, str]]
    in_all: str
    claimed: str
    themes: Sequence[str]
    keys: Sequence[PaperKey]


def paper_of(content: Content, *, title: str, warnings: Sequence[str], about: Sequence[str]) -> Paper:
    """The report in words; `title` says whether it is a draft, which the content itself does not know."""
    keys = [key_of(key) for key in content["keys"]]
    return Paper(
        title=title,
        partnership=content["partnership"],
        occasion=", ".join(filter(None, [content["meeting_name"], _day(content["meeting_on"])])),
        as_at=_("Ratings for %(period)s, as at %(day)s.")
        % {"period": content["period"], "day": _day(content["as_at"])},
        warnings=warnings,
        about=about,
        changed=_changed(content),
        plans=[_plan(plan, keys) for plan in content["plans"]],
        reviews=[(review["title"], review["stage"]) for review in content["reviews"]],
        in_all=_in_all(content),
        claimed=_claimed(content),
        themes=[f"{theme['name']} ({', '.join(theme['reviews'])})" for theme in content["themes"]],
        keys=keys,
    )


def _day(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "j F Y") if iso else ""


def _changed(content: Content) -> tuple[str, str] | None:
    if not content["what_changed"]:
        return None
    return _("What is different in version %(version)s") % {"version": content["version"]}, content["what_changed"]


def _in_all(content: Content) -> str:
    if not content["course"]:
        return ""
    total = content["actions"]
    head = ngettext("%(total)d action in all.", "%(total)d actions in all.", total) % {"total": total}
    return " ".join(filter(None, [head, content["course"], content["deadlines"]]))


def _claimed(content: Content) -> str:
    if not content.get("claimed"):
        return ""
    return _(
        "Claimed: rated as embedded, and not yet confirmed by somebody who does not lead the action. "
        "Verified: confirmed, with how it is known."
    )


def _plan(plan: PlanShown, keys: Sequence[PaperKey]) -> PaperPlan:
    review = plan["review"]
    said = _("From the review %(title)s (%(kind)s): %(stage)s.")
    return PaperPlan(
        title=plan["title"],
        from_review=said % dict(review) if review else "",
        dimensions=[_dimension(dimension) for dimension in plan["dimensions"]],
        complete=plan["complete"],
        course=plan["course"],
        deadlines=plan["deadlines"],
        note=plan["note"],
        restatements=plan.get("restatements", []),
        keys=[key for key in keys if key.scale in plan["scales"]],
        actions=[_action(action) for action in plan["incomplete"]],
    )


def _dimension(dimension: DimensionShown) -> PaperDimension:
    return PaperDimension(
        name=dimension["name"],
        sentence=dimension["sentence"],
        assured=dimension.get("assured", ""),
        actions=dimension["actions"],
        levels=[(mark_of(each["level"]), each["count"]) for each in dimension["levels"]],
    )


def _action(action: ActionShown) -> PaperAction:
    return PaperAction(
        reference=action["reference"],
        text=action["text"],
        is_placeholder=action["is_placeholder"],
        deadline=_deadline(action),
        leads=", ".join(action["leads"]) or _("No lead recorded"),
        ratings=[_rating(rating) for rating in action["ratings"]],
        course=action["course"],
        verdict=action["course_words"],
    )


def _deadline(action: ActionShown) -> str:
    if action["slip"] or action["due"]:
        return action["slip"] or action["due"]
    if action["timescale_text"]:
        return _("No date. As written: “%(text)s”") % {"text": action["timescale_text"]}
    return _("No deadline recorded")


def _rating(rating: RatingShown) -> PaperRating:
    told = [_last_known(rating), rating.get("assured", ""), rating.get("restated", ""), rating["reason"]]
    return PaperRating(rating["dimension"], mark_of(rating["level"]), [text for text in told if text])


def _last_known(rating: RatingShown) -> str:
    last = rating["last_known"]
    if rating["level"] or not last:
        return ""
    said = _("Last known: %(letter)s, %(word)s") % {"letter": last["letter"], "word": last["word"]}
    return f"{said} ({rating['last_known_in']})" if rating["last_known_in"] else said
