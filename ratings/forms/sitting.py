from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext as _

from ratings.models import Dimension, Level
from ratings.seen_rows import SeenRow
from ratings.services import ActionChanges, NewRating


class RowForm(forms.Form):
    """One row of the quick table, as posted; the names of its fields begin with the action's key.

    A reason field is empty when the page is made: what is typed there is the reason for this change, never an old one.
    """

    def __init__(
        self, data: Mapping[str, str], *, action_id: int, dimensions: Sequence[Dimension], levels: Mapping[int, Level]
    ) -> None:
        super().__init__(data, prefix=str(action_id))
        self.dimensions = dimensions
        self.levels = levels
        self.seen = SeenRow.read(data.get(self.add_prefix("seen"), ""))
        choices = [(str(level.pk), level.word) for level in levels.values()]
        for dimension in dimensions:
            self.fields[f"level_{dimension.pk}"] = forms.ChoiceField(
                required=False,
                choices=choices,
                error_messages={"invalid_choice": _("Choose one of the levels of this plan's scale.")},
            )
            self.fields[f"reason_{dimension.pk}"] = forms.CharField(required=False)
        self.fields["progress"] = forms.CharField(required=False)

    def typed(self, field: str) -> str:
        """The text of the field as it was posted."""
        return str(self.data.get(self.add_prefix(field), "") or "")

    def level_was_chosen(self, dimension: Dimension) -> bool:
        """Whether the person chose another level than the page showed."""
        return self.typed(f"level_{dimension.pk}") not in ("", self.seen.level(dimension.pk))

    @property
    def leftovers(self) -> list[str]:
        """Words typed for dimensions of a scale that the plan had when the page was made, and has no more."""
        gone = [dimension for dimension in self.seen.levels if f"level_{dimension}" not in self.fields]
        return [words for dimension in gone if (words := self.typed(f"reason_{dimension}").strip())]

    @property
    def was_touched(self) -> bool:
        return (
            bool(self.typed("progress").strip())
            or bool(self.leftovers)
            or any(
                self.level_was_chosen(dimension) or self.typed(f"reason_{dimension.pk}").strip()
                for dimension in self.dimensions
            )
        )

    def clean(self) -> dict[str, object]:
        if set(self.seen.levels) != {dimension.pk for dimension in self.dimensions}:
            self.add_error(None, _("This plan is rated in another scale by now: choose the level again."))
        for words in self.leftovers:
            self.add_error(None, _("You had typed: %(words)s") % {"words": words})
        for dimension in self.dimensions:
            field = f"level_{dimension.pk}"
            if self.cleaned_data.get(f"reason_{dimension.pk}") and not self.typed(field):
                self.add_error(field, _("Choose the level that the reason is for, or clear the reason."))
        return self.cleaned_data

    def changes(self, *, unchanged: bool = False) -> ActionChanges:
        """What a valid row changes. `unchanged`: the person said so of whatever else is rated in it."""
        return ActionChanges(
            unchanged=unchanged,
            progress=self.cleaned_data["progress"],
            ratings=[
                NewRating(dimension, self.levels[int(self.cleaned_data[f"level_{dimension.pk}"])], reason)
                for dimension in self.dimensions
                for reason in [self.cleaned_data[f"reason_{dimension.pk}"]]
                if self.level_was_chosen(dimension) or reason
            ],
        )
