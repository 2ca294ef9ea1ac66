"""The actions that a list shows: all that it could show, those that the selection leaves, and the words for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.querysets import ActionQuerySet
from ratings.action_rows import states_or_bare
from ratings.choosing import ChosenPeriod
from ratings.filter_options import FilterOptions
from ratings.rollup import State
from ratings.selection import Selection
from ratings.selection_words import chosen_parts


@dataclass(frozen=True, slots=True)
class ChosenActions:
    """`everything` are the states of all actions in question, `matching` those that were chosen.

    `shown` are all states of the actions with a matching one: a row shows every rating of its action.
    """

    selection: Selection
    options: FilterOptions
    chosen: ChosenPeriod | None
    everything: Sequence[State]
    matching: Sequence[State]
    shown: Sequence[State]

    @property
    def is_narrowed(self) -> bool:
        return bool(chosen_parts(self.selection, self.options))

    @property
    def sentence(self) -> str:
        """How many there are: "5 of 26 actions"; ratings too where actions are rated in several dimensions."""
        found = len({state.action_id for state in self.matching})
        total = len({state.action_id for state in self.everything})
        actions = ngettext("%(total)d action", "%(total)d actions", total) % {"total": total}
        if not self.is_narrowed:
            return actions
        words = _("%(found)d of %(actions)s") % {"found": found, "actions": actions}
        if len(self.matching) == found:
            return words
        ratings = ngettext("%(count)d rating", "%(count)d ratings", len(self.matching)) % {"count": len(self.matching)}
        return _("%(actions)s, with %(ratings)s") % {"actions": words, "ratings": ratings}

    def tags(self, address: str) -> list[tuple[str, str]]:
        """What is chosen, each with the address of the list without it."""
        return [
            (part.words, f"{address}?{self.selection.but(**{part.field: _nothing(part.field)}).as_query()}")
            for part in chosen_parts(self.selection, self.options)
        ]

    def cleared(self, address: str) -> str:
        """The address of the list with nothing chosen but the period."""
        return f"{address}?{urlencode({'period': self.selection.period})}" if self.selection.period else address


def choose_actions(
    actions: ActionQuerySet,
    *,
    selection: Selection,
    options: FilterOptions,
    chosen: ChosenPeriod | None,
    today: date,
) -> ChosenActions:
    """The actions of the queryset that the selection leaves; the words are searched in the database."""
    period, before = (chosen.period, chosen.before) if chosen else (None, None)
    everything = states_or_bare(actions, period=period, before=before, today=today)
    matching = [state for state in everything if selection.matches(state)]
    if selection.words:
        with_words = set(actions.active().with_words(selection.words).values_list("pk", flat=True))
        matching = [state for state in matching if state.action_id in with_words]
    found = {state.action_id for state in matching}
    shown = [state for state in everything if state.action_id in found]
    return ChosenActions(
        selection.but(period=period.pk if period else None), options, chosen, everything, matching, shown
    )


def _nothing(field: str) -> str | None:
    return "" if field in {"level", "words"} else None
