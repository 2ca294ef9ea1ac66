"""The form that corrects a closed period: for each dimension a level and a reason, for each update a text and one."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from accounts.govuk import GovukFormMixin, HintedRadios
from ratings.restating_sheet import DimensionInPeriod, RestatingSheet, TextInPeriod
from ratings.services import Corrections, NewLevel, NewText
from ratings.services.restating import level_field, reason_field, text_field, text_reason_field


class RestatingForm(GovukFormMixin, forms.Form):
    """What stays as it is in force is no correction: no level is chosen, and each text is shown as it stands."""

    mark_optional = False

    seen_revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, sheet: RestatingSheet, data: Any = None) -> None:
        super().__init__(data, initial={"seen_revision": sheet.action.revision})
        self.sheet = sheet
        for each in sheet.dimensions:
            self._add_level(each)
        for text in sheet.texts:
            self._add_text(text)
        self.prepare_fields()

    def _add_level(self, each: DimensionInPeriod) -> None:
        several = len(self.sheet.dimensions) > 1
        levels = self.sheet.levels_of(each.dimension)
        self.fields[level_field(each.dimension)] = forms.ChoiceField(
            label=_("%(dimension)s: restate as") % {"dimension": each.dimension.name} if several else _("Restate as"),
            required=False,
            choices=[(str(level.pk), level.word) for level in levels],
            widget=HintedRadios(levels={str(level.pk): level for level in levels}),
            error_messages={"invalid_choice": _("Choose one of the levels of the scale that it was rated in.")},
        )
        self.fields[reason_field(each.dimension)] = forms.CharField(
            label=_("Why it is restated (%(dimension)s)") % {"dimension": each.dimension.name}
            if several
            else _("Why it is restated"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("It stands beside the first value, with your name and today's date."),
        )

    def _add_text(self, text: TextInPeriod) -> None:
        first = text.first
        self.initial[text_field(first)] = text.in_force.text
        self.fields[text_field(first)] = forms.CharField(
            label=_("What should have been said"), required=False, widget=forms.Textarea(attrs={"rows": 4})
        )
        self.fields[text_reason_field(first)] = forms.CharField(
            label=_("Why it is corrected"), required=False, widget=forms.Textarea(attrs={"rows": 2})
        )

    # --- What the page shows ------------------------------------------------------------------------------------------

    @property
    def level_fields(self) -> list[tuple[DimensionInPeriod, forms.BoundField, forms.BoundField]]:
        return [
            (each, self[level_field(each.dimension)], self[reason_field(each.dimension)])
            for each in self.sheet.dimensions
        ]

    @property
    def text_fields(self) -> list[tuple[TextInPeriod, forms.BoundField, forms.BoundField]]:
        return [(each, self[text_field(each.first)], self[text_reason_field(each.first)]) for each in self.sheet.texts]

    # --- What the person did ------------------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        for each in self.sheet.dimensions:
            level, reason = level_field(each.dimension), reason_field(each.dimension)
            if self.cleaned_data.get(reason) and not self.cleaned_data.get(level) and not self.has_error(level):
                self.add_error(level, _("Choose the level that the reason is for, or clear the reason."))
        for text in self.sheet.texts:
            why = text_reason_field(text.first)
            if self.cleaned_data.get(why) and not self._text_differs(text):
                self.add_error(
                    text_field(text.first), _("Change the text that the reason is for, or clear the reason.")
                )
        return self.cleaned_data

    def _text_differs(self, text: TextInPeriod) -> bool:
        typed = str(self.cleaned_data.get(text_field(text.first), "")).replace("\r\n", "\n").strip()
        return typed != text.in_force.text.replace("\r\n", "\n").strip()

    def corrections(self) -> Corrections:
        """What a valid form corrects; the service judges it."""
        return Corrections(
            [
                NewLevel(
                    each.dimension, self.sheet.levels[int(chosen)], self.cleaned_data[reason_field(each.dimension)]
                )
                for each in self.sheet.dimensions
                if (chosen := self.cleaned_data.get(level_field(each.dimension)))
            ],
            [
                NewText(
                    text.first,
                    self.cleaned_data[text_field(text.first)],
                    self.cleaned_data[text_reason_field(text.first)],
                )
                for text in self.sheet.texts
                if self._text_differs(text)
            ],
        )
