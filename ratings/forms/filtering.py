"""The filter of a list of actions. It reads nothing and refuses nothing: an old bookmark should open something."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.govuk import GovukFormMixin
from ratings.filter_options import FilterOptions
from ratings.models import Level, ReportingPeriod
from ratings.selection import NO_UPDATE, NONE, Selection
from ratings.selection_words import CONDITIONS, NO_UPDATE_WORDS, WITHOUT

_LABELS = {
    "plan": gettext_lazy("Plan"),
    "section": gettext_lazy("Section"),
    "lead": gettext_lazy("Lead"),
    "aim": gettext_lazy("Strategic aim"),
    "review": gettext_lazy("Review"),
    "theme": gettext_lazy("Learning theme"),
}


class FilterForm(GovukFormMixin, forms.Form):
    """A GET form over what the options offer; a choice of one thing only is left out."""

    mark_optional = False

    period = forms.ChoiceField(label=gettext_lazy("Reporting period"), required=False)
    words = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=200)
    level = forms.ChoiceField(label=gettext_lazy("Rating"), required=False)
    condition = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(
        self,
        *,
        selection: Selection,
        options: FilterOptions,
        periods: Sequence[ReportingPeriod],
        scale_ids: Collection[int],
        keep: Mapping[str, str] | None = None,
    ) -> None:
        """`scale_ids` are the scales in use in the list; `keep` are other parts of the address, such as the sorting."""
        super().__init__(initial={name: _shown(value) for name, value in asdict(selection).items()})
        self._choices("period").choices = [(str(period.pk), period.name) for period in periods]
        self._choices("level").choices = _level_choices(options.levels_of(scale_ids))
        self._choices("condition").choices = [("", _("Any")), *((each.value, CONDITIONS[each]) for each in CONDITIONS)]
        if not periods:
            del self.fields["period"]
        dimensions = {key: each.name for key, each in options.dimensions.items() if each.scale_id in scale_ids}
        self._offer("dimension", _("Rated for"), dimensions, selection)
        for name, label in _LABELS.items():
            self._offer(name, str(label), options.names.get(name, {}), selection)
        for name, value in (keep or {}).items():
            self.fields[name] = forms.CharField(widget=forms.HiddenInput, initial=value, required=False)

    def _offer(self, name: str, label: str, offered: Mapping[int, str], selection: Selection) -> None:
        chosen = getattr(selection, name)
        if len(offered) < 2 and chosen is None:
            return
        choices: list[tuple[str, str | Promise]] = [("", _("Any"))]
        # Actions without a lead are looked for; those without a section, say, only where a number led to them.
        if name in WITHOUT and (name == "lead" or chosen == NONE):
            choices.append((str(NONE), WITHOUT[name]))
        choices += [(str(key), words) for key, words in offered.items()]
        self.fields[name] = forms.ChoiceField(label=label, required=False, choices=choices)

    def _choices(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(name)
        return field


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


def _level_choices(levels: Sequence[Level]) -> list[Any]:
    """No update and the levels; grouped by scale where several are in use, as their colours mean different things."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for level in levels:
        groups.setdefault(level.scale.name, []).append((str(level.pk), f"{level.letter} – {level.word}"))
    offered = next(iter(groups.values()), []) if len(groups) < 2 else list(groups.items())
    return [("", _("Any")), (NO_UPDATE, NO_UPDATE_WORDS), *offered]
