"""The sentences of a report, in the form in which a committee's minutes have them. No database."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ratings.rollup import Counts, Course, LevelSeen, State, course_of_action
from reporting.comparison import Comparison


def joined(parts: Sequence[str]) -> str:
    """ "1 blue, 4 green and 9 amber"."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def identified(counts: Counts, levels: Sequence[LevelSeen]) -> str:
    """ "14 actions identified: 11 blue and 3 amber, 2 with no update", for the states of one dimension.

    `levels` are those of its scale; they are named best first, those at which nothing stands are left out.
    """
    if not counts.actions:
        return _("No actions identified")
    head = ngettext("%(count)d action identified", "%(count)d actions identified", counts.actions)
    in_order = sorted(levels, key=lambda level: level.rank)
    at = joined([f"{counts.at(level.id)} {level.word.lower()}" for level in in_order if counts.at(level.id)])
    without = _("%(count)d with no update") % {"count": counts.no_update} if counts.no_update else ""
    return f"{head % {'count': counts.actions}}: {', '.join(part for part in (at, without) if part)}"


def assured_shares(counts: Counts, levels: Sequence[LevelSeen]) -> str:
    """ "11 complete: 7 verified, 4 claimed", for the states of one dimension; nothing where no level asks for it."""
    if not counts.complete or not any(level.needs_verification for level in levels):
        return ""
    verified, claimed = counts.each.verified, counts.each.claimed
    others = counts.complete - verified - claimed
    parts = [
        (verified, _("%(count)d verified")),
        (claimed, _("%(count)d claimed")),
        (others, _("%(count)d at a level that nobody need confirm")),
    ]
    told = ", ".join(text % {"count": number} for number, text in parts if number)
    return _("%(complete)d complete: %(told)s") % {"complete": counts.complete, "told": told}


def assured_level(state: State) -> str:
    """ "Claimed", or "Verified by Ann Other on 3 May 2022 (audit)"; nothing at a level that nobody need confirm."""
    if state.is_claimed:
        return _("Claimed, not yet confirmed")
    if not state.is_verified or state.confirmation is None:
        return ""
    found = state.confirmation
    return _("Verified by %(who)s on %(day)s (%(how)s)") % {
        "who": found.by,
        "day": day_words(found.on),
        "how": found.how,
    }


def stage_words(stage: str) -> str:
    """A review's governance stage as a committee's paper says it; the word itself for a stage not known here."""
    return {
        "commissioned": _("commissioned"),
        "in_progress": _("in progress, learning not yet published"),
        "learning_published": _("learning published, not yet ratified through governance processes"),
        "ratified": _("learning published and ratified"),
    }.get(stage, stage)


def course_summary(counts: Counts) -> str:
    """ "3 actions are not complete: 2 are on course and 1 is not on course.", for the actions of one plan or of all."""
    if not counts.actions:
        return ""
    if not counts.incomplete:
        return _("Every action is complete.")
    head = ngettext("%(count)d action is not complete", "%(count)d actions are not complete", counts.incomplete)
    return f"{head % {'count': counts.incomplete}}: {_courses(counts)}."


def _courses(counts: Counts) -> str:
    """How many of the incomplete actions are on course: said of all together where they agree."""
    on, off, unknown = counts.each.on_course, counts.each.off_course, counts.each.course_unknown
    if on == counts.incomplete:
        return ngettext("it is on course", "all of them are on course", on)
    if off == counts.incomplete:
        return ngettext("it is not on course", "none of them is on course", off)
    if unknown == counts.incomplete:
        return ngettext("whether it is on course cannot be said", "whether they are on course cannot be said", unknown)
    parts = [
        (on, ngettext("%(count)d is on course", "%(count)d are on course", on)),
        (off, ngettext("%(count)d is not on course", "%(count)d are not on course", off)),
        (unknown, _("of %(count)d it cannot be said")),
    ]
    return joined([text % {"count": number} for number, text in parts if number])


def deadline_summary(incomplete: int, without: int) -> str:
    """Whether the actions that are not complete have deadlines: what a councillor asks next."""
    if not incomplete:
        return ""
    if not without:
        return ngettext("It has a deadline.", "All of them have a deadline.", incomplete)
    if without == incomplete:
        return ngettext("It has no deadline recorded.", "None of them has a deadline recorded.", incomplete)
    return ngettext("%(count)d has no deadline recorded.", "%(count)d have no deadline recorded.", without) % {
        "count": without
    }


def not_compared(found: Comparison, *, period: str, before: str) -> str:
    """Why something may seem not to have moved: how many ratings have none before that they could be compared with."""
    alone = found.rescaled + found.without
    if not alone:
        return ""
    parts = [
        (
            found.rescaled,
            ngettext("%(count)d was in another scale then", "%(count)d were in another scale then", found.rescaled),
        ),
        (found.without, ngettext("%(count)d was not rated then", "%(count)d were not rated then", found.without)),
    ]
    head = _("%(alone)d of the %(given)d ratings for %(period)s cannot be compared with %(before)s")
    if alone == found.given:
        head = _("No rating for %(period)s can be compared with %(before)s")
    told = head % {"alone": alone, "given": found.given, "period": period, "before": before}
    return f"{told}: {joined([text % {'count': number} for number, text in parts if number])}."


def course_words(
    states: Sequence[State], names: Mapping[int | None, str], *, period: str, meeting_on: date | None
) -> str:
    """Whether one action is on course, and why: "Not on course: overdue since 31 March 2021".

    `states` are those of the action, one for each dimension; `names` the dimensions' names where there are several.
    """
    course = course_of_action(states)
    if course is Course.COMPLETE:
        return _("Complete")
    open_states = [state for state in states if not state.is_complete]
    if course is Course.OFF_COURSE:
        return _("Not on course: %(why)s") % {"why": "; ".join(_why_off_course(open_states, names))}
    if course is Course.UNKNOWN:
        return _("Cannot be said: %(why)s") % {"why": "; ".join(_why_unknown(open_states, period))}
    due_on, judged_on = states[0].due_on, states[0].judged_on
    if due_on and meeting_on and due_on < meeting_on:
        return _("On course on %(day)s; the deadline falls before this meeting") % {"day": day_words(judged_on)}
    if first := next((state.first_due_on for state in open_states if state.is_overdue_by_first_date), None):
        return _("On course for the date agreed since; overdue by its first date, %(day)s") % {"day": day_words(first)}
    return _("On course")


def day_words(day: date) -> str:
    return date_format(day, "j F Y")


def _why_off_course(states: Sequence[State], names: Mapping[int | None, str]) -> list[str]:
    why = []
    late = next((state for state in states if state.is_overdue), None)
    if late and late.is_overdue_by_first_date and late.first_due_on:
        # The date it was moved to lies ahead: nothing is overdue since a day that has not come.
        why.append(_("overdue by its first date, %(day)s") % {"day": day_words(late.first_due_on)})
    elif late and late.due_on:
        why.append(_("overdue since %(day)s") % {"day": day_words(late.due_on)})
    for state in states:
        found = _why_state(state)
        if found and (name := names.get(state.dimension_id, "")):
            found = [f"{name} {', '.join(found)}"]
        why += found
    return why


def _why_state(state: State) -> list[str]:
    found = []
    if state.level and state.level.is_off_track:
        found.append(_("rated %(level)s") % {"level": state.level.word})
    if state.is_behind:
        expected = _(" or ").join(level.word for level in state.expected)
        found.append(_("behind expected level %(level)s") % {"level": expected})
    return found


def _why_unknown(states: Sequence[State], period: str) -> list[str]:
    why = []
    if any(state.no_update for state in states):
        why.append(_("no update for %(period)s") % {"period": period})
    if states[0].due_on is None:
        why.append(_("no deadline recorded"))
    return why
