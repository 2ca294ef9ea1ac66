"""Choosing the scale in which a plan is rated."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.govuk import GovukFormMixin, HintedRadios
from ratings.models import RatingScale
from ratings.scale_keys import ScaleKey


class PlanScaleForm(GovukFormMixin, forms.Form):
    """One of the partnership's scales, each with what its levels mean; to change a scale wants a reason."""

    scale = forms.ChoiceField(
        label=gettext_lazy("Rating scale"),
        error_messages={"required": gettext_lazy("Choose the scale in which the plan is rated.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why the scale changes"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Say why the scale changes: the reason stays on record.")},
    )

    def __init__(
        self, *args: Any, scales: Sequence[RatingScale], keys: Sequence[ScaleKey], present: int | None
    ) -> None:
        """`keys` are those of the scales, by the name of the scale; `present` is the scale that the plan has."""
        super().__init__(*args, initial={"scale": str(present or "")})
        self.by_key = {str(scale.pk): scale for scale in scales}
        meanings = {key.name: _meaning(key) for key in keys}
        field = self.fields["scale"] = forms.ChoiceField(
            label=self.fields["scale"].label,
            choices=[(key, scale.name) for key, scale in self.by_key.items()],
            widget=HintedRadios(hints={key: meanings.get(scale.name, "") for key, scale in self.by_key.items()}),
            error_messages={"required": self.fields["scale"].error_messages["required"]},
        )
        field.error_messages["invalid_choice"] = _("Choose one of the scales of this partnership.")
        if present is None:
            del self.fields["reason"]

    @property
    def chosen(self) -> RatingScale:
        return self.by_key[self.cleaned_data["scale"]]


def _meaning(key: ScaleKey) -> str:
    """ "Blue: What blue means. Green: ..."; of several dimensions the first. Where nobody worded a level, its word."""
    told = [(row.level.word, row.cells[0][1] if row.cells else "") for row in key.rows]
    return " ".join(f"{word}: {text}" if text else f"{word}." for word, text in told)
