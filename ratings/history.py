"""Reads all that was ever done: to an action and what hangs on it, to a plan, in a partnership. Each a sentence."""

from collections.abc import Callable, Iterable

from accounts.as_at import standing_now
from plans.models import Action, ActionPlan
from ratings.histories.actions import of_actions
from ratings.histories.answers import of_challenge_answers, of_challenges, of_date_requests
from ratings.histories.evidence import of_evidence
from ratings.histories.past import Scope
from ratings.histories.periods import of_periods
from ratings.histories.plans import of_plan_scales, of_plans
from ratings.histories.progress import of_progress
from ratings.histories.ratings import of_ratings
from ratings.histories.restatements import of_restatements
from ratings.histories.scales import of_rules, of_scales, of_wordings
from ratings.histories.structure import of_headings, of_milestones
from ratings.histories.trajectories import of_trajectories
from ratings.histories.verification import of_hold_checks, of_verifications
from ratings.sentences import Entry

Source = Callable[[Scope], Iterable[Entry]]

# Each subject reads its own histories, in a fixed number of queries; one that comes new adds its line here, and its
# kind to ratings.sentences.About. A floor above adds its own when it is ready, as spreadsheets.apps does.
SOURCES: list[Source] = [
    of_actions,
    of_milestones,
    of_ratings,
    of_restatements,
    of_progress,
    of_verifications,
    of_hold_checks,
    of_evidence,
    of_challenges,
    of_challenge_answers,
    of_date_requests,
    of_plans,
    of_headings,
    of_plan_scales,
    of_periods,
    of_scales,
    of_wordings,
    of_rules,
    of_trajectories,
]


def read_histories(scope: Scope) -> list[Entry]:
    """Everything in the scope, newest first. As many queries as the sources have, however much was done."""
    standing = standing_now()
    found = [
        each
        for source in SOURCES
        for each in source(scope)
        # An entry from before the time asked for is read only to tell what the next one changed.
        if scope.covers(each.at) and (standing is None or each.at < standing.until)
    ]
    return sorted(found, key=lambda each: (each.at, each.number), reverse=True)


def read_history(action: Action) -> list[Entry]:
    """Everything that was done to one action, newest first."""
    return read_histories(Scope.of_action(action))


def scale_history(plan: ActionPlan) -> list[Entry]:
    """In which scales the plan was rated, newest first."""
    return list(of_plan_scales(Scope(plan.partnership_id, [plan.pk])))[::-1]
