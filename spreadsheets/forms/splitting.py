"""A row taken apart by hand: where each action begins, and how what stands beside the text is dealt out."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.govuk import GovukFormMixin
from spreadsheets.by_hand import ALL, FIRST, LINES, SHARED, line_count, pieces_of
from spreadsheets.models import ImportRow, ImportRun

_LABELS = {
    "leads": gettext_lazy("The leads"),
    "timescale": gettext_lazy("The timescale"),
    "measure": gettext_lazy("The measure of success"),
    "progress": gettext_lazy("The progress"),
}


class SplitForm(GovukFormMixin, forms.Form):
    mark_optional = False

    seen_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    starts = forms.MultipleChoiceField(
        label=gettext_lazy("Tick each line or sentence with which another action begins"),
        help_text=gettext_lazy("The first action begins with the first words."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Tick lines or sentences of this row.")},
    )

    def __init__(self, *args: Any, run: ImportRun, row: ImportRow, **kwargs: Any) -> None:
        self.row, self.staged = row, row.staged
        self.pieces = pieces_of(self.staged.text)
        super().__init__(*args, initial={"seen_revision": run.revision, "starts": self._lines()}, **kwargs)
        choice = self.fields["starts"]
        if isinstance(choice, forms.MultipleChoiceField):
            choice.choices = [(str(at), piece.strip()) for at, piece in enumerate(self.pieces) if at and piece.strip()]
        texts = {
            "leads": self.staged.lead_text,
            "timescale": self.staged.timescale_text,
            "measure": self.staged.measure,
            "progress": self.staged.progress,
        }
        for name in SHARED:
            if texts[name].strip():
                self.fields[name] = _how_shared(name, texts[name])
        self.prepare_fields()

    @property
    def starting(self) -> list[int]:
        return [int(at) for at in self.cleaned_data["starts"]]

    @property
    def shares(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in SHARED if self.cleaned_data.get(name)}

    @property
    def shared(self) -> list[forms.BoundField]:
        return [self[name] for name in SHARED if name in self.fields]

    def _lines(self) -> list[str]:
        """What begins on a line of its own is ticked to begin with."""
        ends = [piece.rstrip(" \t") for piece in self.pieces]
        return [str(at) for at in range(1, len(ends)) if ends[at - 1].endswith("\n")]


def _how_shared(name: str, text: str) -> forms.ChoiceField:
    lines = line_count(text)
    return forms.ChoiceField(
        label=_LABELS[name],
        choices=[
            (ALL, _("each action has all of it")),
            (LINES, _("line by line: the first line to the first action, and so on")),
            (FIRST, _("the first action alone has it")),
        ],
        initial=LINES if lines > 1 else ALL,
        required=False,
        help_text=text if len(text) < 400 else f"{text[:398]}…",
        error_messages={"invalid_choice": _("%(field)s: choose one from the list.") % {"field": _LABELS[name]}},
    )
