"""A selection in words: the heading of a list, and the tags of what is chosen in its filter. No database."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ratings.filter_options import FilterOptions
from ratings.selection import NO_UPDATE, NONE, Condition, Selection

CONDITIONS: dict[Condition, Promise] = {
    Condition.OVERDUE: gettext_lazy("Overdue"),
    Condition.MOVED: gettext_lazy("Moved since the period before"),
    Condition.MOVED_UP: gettext_lazy("Better than in the period before"),
    Condition.MOVED_DOWN: gettext_lazy("Worse than in the period before"),
    Condition.BEHIND: gettext_lazy("Behind the expected level"),
    Condition.COMPLETE: gettext_lazy("Complete"),
    Condition.INCOMPLETE: gettext_lazy("Not complete"),
    Condition.OFF_COURSE: gettext_lazy("Off course"),
    Condition.CLAIMED: gettext_lazy("Claimed, not verified yet"),
    Condition.VERIFIED: gettext_lazy("Verified"),
    Condition.FIRST_DATE_PASSED: gettext_lazy("Overdue by the first date alone"),
    Condition.DATE_MOVED: gettext_lazy("Date moved"),
    Condition.RESTATED: gettext_lazy("Restated"),
    Condition.CHALLENGED: gettext_lazy("With an open challenge"),
}
NO_UPDATE_WORDS = gettext_lazy("No update")
# What is chosen by the number NONE: those that have no such thing.
WITHOUT: dict[str, Promise] = {
    "review": gettext_lazy("No review"),
    "aim": gettext_lazy("No strategic aim"),
    "theme": gettext_lazy("No learning theme"),
    "section": gettext_lazy("No section"),
    "dimension": gettext_lazy("No rating scale"),
    "lead": gettext_lazy("No lead"),
}
# What a list is of, when one is chosen; everything else narrows it.
_SUBJECTS = ("plan", "review", "aim", "theme")


@dataclass(frozen=True, slots=True)
class ChosenPart:
    """One thing that is chosen: the field of the selection, and how it is said."""

    field: str
    words: str


def chosen_parts(selection: Selection, options: FilterOptions) -> list[ChosenPart]:
    """Everything that is chosen but the period, the subject of the list first."""
    return list(_parts(selection, options))


def heading(selection: Selection, options: FilterOptions, *, period: str) -> str:
    """What the list is of, in words: "Peer Review Action Plan: no update, 2021/22 Q3"."""
    parts = chosen_parts(selection, options)
    subjects = [part.words for part in parts if part.field in _SUBJECTS]
    rest = [_inside(part) for part in parts if part.field not in _SUBJECTS]
    subject = ", ".join(subjects) or _("All actions")
    told = [*rest, period] if period else rest
    if rest:
        return f"{subject}: {', '.join(told)}"
    return ", ".join([subject, *told])


def _inside(part: ChosenPart) -> str:
    """The words as they stand inside a sentence: names keep their capital, states do not."""
    states = {str(NO_UPDATE_WORDS), *(str(words) for words in WITHOUT.values())}
    if part.field == "condition" or part.words in states:
        return part.words[:1].lower() + part.words[1:]
    return part.words


def _parts(selection: Selection, options: FilterOptions) -> Iterator[ChosenPart]:
    for field in (*_SUBJECTS, "dimension"):
        if (key := getattr(selection, field)) is not None:
            yield ChosenPart(field, _named(field, key, options))
    if selection.level:
        yield ChosenPart("level", _level(selection.level, options))
    if selection.condition:
        yield ChosenPart("condition", str(CONDITIONS[selection.condition]))
    if selection.lead is not None:
        lead = _named("lead", selection.lead, options)
        yield ChosenPart("lead", _("led by %(lead)s") % {"lead": lead} if selection.lead != NONE else lead)
    if selection.section is not None:
        yield ChosenPart("section", _named("section", selection.section, options))
    if selection.words:
        yield ChosenPart("words", _("with “%(words)s”") % {"words": selection.words})


def _named(field: str, key: int, options: FilterOptions) -> str:
    if key == NONE and field in WITHOUT:
        return str(WITHOUT[field])
    return options.name(field, key) or _("one that is not there, or not for you")


def _level(chosen: str, options: FilterOptions) -> str:
    if chosen == NO_UPDATE:
        return str(NO_UPDATE_WORDS)
    level = options.levels.get(int(chosen))
    return level.word if level else _("a level that is not there")
