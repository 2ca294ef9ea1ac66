"""How a report says that a period was corrected after it was closed, and how old a level is. No database."""

from collections.abc import Mapping

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ratings.rollup import State
from reporting.facts import PlanFacts
from reporting.wording import day_words


def last_known_words(state: State) -> str:
    """ "2021/22 Q1, 2 periods ago": when the level that is last known was given."""
    if not state.last_known_ago or not state.last_known_in:
        return state.last_known_in
    ago = ngettext("%(count)d period ago", "%(count)d periods ago", state.last_known_ago)
    return f"{state.last_known_in}, {ago % {'count': state.last_known_ago}}"


def restated_words(state: State) -> str:
    """ "restated from Amber on 3 May 2022: wrong sample"; empty where nothing was corrected."""
    if not state.is_restated or state.restated_at is None:
        return ""
    return _("restated from %(first)s on %(day)s: %(why)s") % {
        "first": state.first_level.word if state.first_level else _("No update"),
        "day": day_words(localtime(state.restated_at).date()),
        "why": state.restated_why,
    }


def restatements_of(plan: PlanFacts, names: Mapping[int | None, str]) -> list[str]:
    """ "3, Impact: Green, restated from Amber on 3 May 2022: wrong sample", in the order of the plan.

    `names` are those of the dimensions, where there are several.
    """
    labels = {action.id: action.reference for action in plan.actions}
    return [
        f"{', '.join(filter(None, [labels[state.action_id], names.get(state.dimension_id, '')]))}: "
        f"{state.level.word}, {restated_words(state)}"
        for state in plan.states
        if state.is_restated and state.level and state.action_id in labels
    ]
