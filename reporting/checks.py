"""What stands in the way of publishing a report, and what its author should have seen before. No database."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.facts import PlanFacts, ReportFacts

# So many references are named; the rest are counted.
NAMED = 8
COMMITTEE = "committee"


@dataclass(frozen=True, slots=True)
class Check:
    """One finding, in a sentence. One that blocks must be put right; any other must be accepted."""

    blocks: bool
    text: str


def check_report(facts: ReportFacts) -> list[Check]:
    """The findings of a draft, those that block first."""
    blocking = [*_nothing_to_show(facts), *_unpublished(facts)]
    warnings = [text for plan in facts.plans for text in _warnings_of(plan, facts)]
    if facts.is_period_open:
        warnings.append(
            _("%(period)s is still open: ratings given after you publish will not be in the report.")
            % {"period": facts.period_name}
        )
    return [*(Check(True, text) for text in blocking), *(Check(False, text) for text in warnings)]


def _nothing_to_show(facts: ReportFacts) -> list[str]:
    if facts.plans or facts.reviews:
        return []
    return [_("The report is empty: choose at least one plan or review.")]


def _unpublished(facts: ReportFacts) -> list[str]:
    """A review that is not yet published is not in a committee's pack."""
    if facts.audience != COMMITTEE:
        return []
    of_plans = [
        _("%(plan)s: the learning of the review “%(review)s” is not published, so its plan may not go to a committee.")
        % {"plan": plan.title, "review": plan.review.title}
        for plan in facts.plans
        if plan.review and not plan.review.is_published
    ]
    alone = [
        _("The learning of the review “%(review)s” is not published, so it may not be named to a committee.")
        % {"review": review.title}
        for review in facts.reviews
        if not review.is_published
    ]
    return [*of_plans, *alone]


def _warnings_of(plan: PlanFacts, facts: ReportFacts) -> list[str]:
    labels = {action.id: action.reference for action in plan.actions}
    without_reason = [
        labels[state.action_id]
        for state in plan.states
        if state.level
        and state.level.id in facts.needs_reason
        and not state.is_restated
        and not facts.reasons.get((state.action_id, state.dimension_id))
    ]
    no_update = [labels[state.action_id] for state in plan.states if state.no_update]
    placeholders = [action.reference for action in plan.actions if action.is_placeholder]
    found = [
        _sentence(
            without_reason,
            ngettext(
                "%(count)d action has a rating that needs a reason, and none was given",
                "%(count)d actions have a rating that needs a reason, and none was given",
                _many(without_reason),
            ),
        ),
        _sentence(
            no_update,
            ngettext("%(count)d action has no update", "%(count)d actions have no update", _many(no_update)),
        ),
        _sentence(
            placeholders,
            ngettext(
                "%(count)d action is a placeholder, of which only the count is known",
                "%(count)d actions are placeholders, of which only the count is known",
                _many(placeholders),
            ),
        ),
        "" if plan.actions else _("it has no actions."),
    ]
    return [f"{plan.title}: {text}" for text in found if text]


def _many(labels: Sequence[str]) -> int:
    return len(set(labels))


def _sentence(labels: Sequence[str], text: str) -> str:
    """The sentence with the references that it concerns, each once; empty when it concerns none."""
    named = list(dict.fromkeys(labels))
    if not named:
        return ""
    more = _(" and %(count)d more") % {"count": len(named) - NAMED} if len(named) > NAMED else ""
    return f"{text % {'count': len(named)}} ({', '.join(named[:NAMED])}{more})."
