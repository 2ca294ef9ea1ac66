"""The form in which a trajectory is entered by hand: for each open period and dimension any number of levels."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from accounts.govuk import GovukFormMixin, HintedRadios
from ratings.models import Dimension, Level, ReportingPeriod
from ratings.seen_rows import whole_number
from ratings.services.trajectories import Place, expected_field
from ratings.trajectory_sheet import TrajectorySheet

_FIELD = re.compile(r"^expected_\d+_(\d+)$")


class LevelBoxes(forms.CheckboxSelectMultiple, HintedRadios):
    """Checkboxes, each with the mark of its level."""

    template_name = "django/forms/widgets/checkbox_select.html"
    input_type = "checkbox"


@dataclass(frozen=True, slots=True)
class Cell:
    """One dimension in one period: a field where it can be changed, and what stands."""

    dimension: Dimension
    field: forms.BoundField | None
    own: list[Level]
    of_plan: list[Level]


class TrajectoryForm(GovukFormMixin, forms.Form):
    mark_optional = False

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label="", required=False, max_length=500)

    def __init__(self, sheet: TrajectorySheet, data: Any = None) -> None:
        super().__init__(data, initial={"seen": ",".join(str(key) for key in sheet.seen)})
        self.sheet = sheet
        self.fields["reason"].label = _("Why it changes")
        for period in sheet.open_periods:
            for dimension in sheet.dimensions:
                self._add(dimension, period)
        self.prepare_fields()

    def _add(self, dimension: Dimension, period: ReportingPeriod) -> None:
        name, levels = expected_field(dimension.pk, period.pk), self.sheet.levels
        self.fields[name] = forms.MultipleChoiceField(
            label=_("%(period)s, %(dimension)s") % {"period": period.name, "dimension": dimension.name},
            required=False,
            choices=[(str(key), level.word) for key, level in levels.items()],
            widget=LevelBoxes(levels={str(key): level for key, level in levels.items()}),
            error_messages={"invalid_choice": _("Choose levels of the scale in which the plan is rated.")},
        )
        self.initial[name] = [str(level.pk) for level in self.sheet.own.get((dimension.pk, period.pk), ())]

    @property
    def rows(self) -> list[tuple[ReportingPeriod, list[Cell]]]:
        """What the page shows, period by period."""
        return [
            (period, [self._cell(dimension, period) for dimension in self.sheet.dimensions])
            for period in self.sheet.periods
        ]

    def _cell(self, dimension: Dimension, period: ReportingPeriod) -> Cell:
        name, place = expected_field(dimension.pk, period.pk), (dimension.pk, period.pk)
        field = self[name] if name in self.fields else None
        own, of_plan = self.sheet.own.get(place, ()), self.sheet.of_plan.get(place, ())
        return Cell(dimension, field, list(own), list(of_plan))

    def clean(self) -> dict[str, Any]:
        closed = {period.pk: period for period in self.sheet.periods if not period.is_open}
        unknown = {int(found[1]) for name in self.data if name not in self.fields and (found := _FIELD.match(name))}
        for key in sorted(unknown):
            if key in closed:
                said = _("%(period)s is closed: what was expected in it stays.") % {"period": closed[key].name}
            else:
                said = _("A period that you chose levels for is not there: look at the table again.")
            self.add_error(None, said)
        return self.cleaned_data

    @property
    def seen_keys(self) -> list[int]:
        keys = (whole_number(part) for part in str(self.data.get("seen", "")).split(","))
        return [key for key in keys if key is not None]

    def points(self) -> Mapping[Place, list[Level]]:
        """What a valid form expects, for every dimension of every open period."""
        return {
            (dimension, period): [
                self.sheet.levels[int(key)] for key in self.cleaned_data[expected_field(dimension.pk, period.pk)]
            ]
            for period in self.sheet.open_periods
            for dimension in self.sheet.dimensions
        }
