"""One action as staged: clean values between the draft that a reader made and the plan. Pure values, no database.

Kept as JSON with the row, so that a draft can be left and taken up again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from plans.lead_names import LeadName
from spreadsheets.draft import DraftAction
from spreadsheets.first_dates import first_due
from spreadsheets.own_headings import read_reason_heading, read_topic_heading

WITHOUT_DATE = frozenset({"none", "unknown", "date"})


@dataclass(frozen=True, slots=True)
class StagedLead:
    """A lead as named; the rest tells what to make of it, should it be new."""

    name: str
    person: str = ""
    agency: str = ""
    post: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class StagedMilestone:
    text: str
    due_on: date | None = None
    due_precision: str = ""


@dataclass(frozen=True, slots=True)
class StagedRating:
    """`dimension` is empty where the plan has only one, `period` where the file does not say it, `level` where the
    cell says something that is no level."""

    dimension: str
    period: str
    level: str
    text: str


@dataclass(frozen=True, slots=True)
class StagedReason:
    """Why a rating was given, as a file made here tells it."""

    dimension: str
    period: str
    text: str


@dataclass(frozen=True, slots=True)
class Staged:
    """Absent texts are empty. `section` is the section's label, number and title as one."""

    text: str
    reference: str = ""
    section: str = ""
    objective: str = ""
    measure: str = ""
    progress: str = ""
    leads: tuple[StagedLead, ...] = ()
    lead_text: str = ""
    timescale_text: str = ""
    timescale_kind: str = "none"
    due_on: date | None = None
    due_precision: str = ""
    original_on: date | None = None
    original_precision: str = ""
    recurrence: str = ""
    milestones: tuple[StagedMilestone, ...] = ()
    ratings: tuple[StagedRating, ...] = ()
    reasons: tuple[StagedReason, ...] = ()
    topics: tuple[tuple[str, str], ...] = ()
    extra: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, action: DraftAction) -> Self:
        time, (first_on, first_precision) = action.timescale, first_due(action) or (None, "")
        return cls(
            text=action.action,
            reference=action.reference or "",
            section=section_label(action.section or "", action.section_title or ""),
            objective=action.objective or "",
            measure=action.measure or "",
            progress=action.progress or "",
            leads=tuple(map(_lead, action.leads)),
            lead_text=action.lead_text or "",
            timescale_text=time.text,
            timescale_kind=str(time.kind),
            due_on=time.due,
            due_precision=str(time.precision or "") if time.due else "",
            original_on=first_on,
            original_precision=first_precision,
            recurrence=time.recurrence or "",
            milestones=tuple(
                StagedMilestone(part.text, part.due, str(part.precision or "") if part.due else "")
                for part in time.milestones
            ),
            ratings=tuple(
                StagedRating(rating.dimension or "", rating.period or "", rating.level or "", rating.text)
                for rating in action.ratings
            ),
            reasons=tuple(
                StagedReason(key[0], key[1], text)
                for heading, text in action.extra
                if (key := read_reason_heading(heading))
            ),
            topics=tuple((topic, text) for heading, text in action.extra if (topic := read_topic_heading(heading))),
            extra=tuple(
                (heading, text)
                for heading, text in action.extra
                if not read_reason_heading(heading) and not read_topic_heading(heading)
            ),
        )

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """What `as_json` wrote."""
        values = dict(kept)
        values["leads"] = tuple(StagedLead(**lead) for lead in kept.get("leads", ()))
        values["milestones"] = tuple(
            StagedMilestone(part["text"], _day(part["due_on"]), part["due_precision"])
            for part in kept.get("milestones", ())
        )
        values["ratings"] = tuple(StagedRating(**rating) for rating in kept.get("ratings", ()))
        values["reasons"] = tuple(StagedReason(**reason) for reason in kept.get("reasons", ()))
        values["topics"] = tuple((topic, text) for topic, text in kept.get("topics", ()))
        values["extra"] = tuple((heading, text) for heading, text in kept.get("extra", ()))
        values["due_on"] = _day(kept.get("due_on"))
        values["original_on"] = _day(kept.get("original_on"))
        return cls(**values)

    def as_json(self) -> dict[str, Any]:
        return dict(_plain(self))

    def with_choices(self, chosen: Mapping[str, Any]) -> Self:
        """With what a person put in place of what was understood; see `Choices` in forms for the names."""
        texts = {name: chosen[name] for name in TEXTS if name in chosen}
        made = replace(self, **texts)
        if "leads" in chosen:
            known = {lead.name: lead for lead in self.leads}
            made = replace(made, leads=tuple(known.get(name, StagedLead(name)) for name in chosen["leads"]))
        if "due_on" in chosen:
            made = made.due(_day(chosen["due_on"]), chosen["due_precision"])
        if "timescale_kind" in chosen:
            made = replace(made, timescale_kind=chosen["timescale_kind"], recurrence=chosen["recurrence"])
        if "levels" in chosen:
            made = replace(made, ratings=_rerated(made.ratings, chosen["levels"]))
        return made

    def due(self, on: date | None, precision: str) -> Self:
        """With this due date; what was not understood is a date from then on."""
        kind = "date" if on and self.timescale_kind in WITHOUT_DATE else self.timescale_kind
        return replace(self, due_on=on, due_precision=precision if on else "", timescale_kind=kind)


# What a person may write over as text.
TEXTS = ("reference", "section", "objective", "text", "measure", "progress")


def _lead(lead: LeadName) -> StagedLead:
    return StagedLead(lead.name, lead.person or "", lead.agency or "", lead.post or "", lead.kind or "")


def section_label(number: str, title: str) -> str:
    """How a section stands in lists and files: "1. Safeguarding is everyone's business", or its title alone."""
    if number and title and number != title:
        return f"{number}. {title}"
    return title or number


def rating_key(dimension: str, period: str) -> str:
    """The name under which a chosen level is kept."""
    return f"{dimension}|{period}"


def _rerated(ratings: tuple[StagedRating, ...], levels: Mapping[str, str]) -> tuple[StagedRating, ...]:
    """The ratings with the levels chosen; a level chosen where the file gave none is a rating of its own."""
    kept = {rating_key(rating.dimension, rating.period): rating for rating in ratings}
    for key, level in levels.items():
        dimension, period = key.split("|", 1)
        kept[key] = replace(kept.get(key, StagedRating(dimension, period, "", "")), level=level)
    return tuple(kept.values())


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None


def _plain(value: Any) -> Any:
    """The value as JSON has it: dataclasses as objects, dates in ISO form, tuples as lists."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value.isoformat() if isinstance(value, date) else value
