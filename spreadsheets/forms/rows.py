"""One row of an import: what was understood of it, for a person to set right in place."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.govuk import GovukFormMixin
from plans.due_dates import due_words
from plans.timescales import Kind, read_timescale
from spreadsheets.codecs import Due, printable, read_due, write_due
from spreadsheets.models import ImportRow
from spreadsheets.needs import offered_day
from spreadsheets.own_headings import RatingKey
from spreadsheets.services import RowChoice
from spreadsheets.staged import TEXTS, Staged, rating_key
from spreadsheets.versions import mark, said_of_row

# An empty box takes one line, a full one as many as its text: what was understood is seen beside its source at once.
_MOST_LINES, _CHARACTERS_IN_A_LINE = 9, 62
_RHYTHMS = frozenset({Kind.ONGOING, Kind.RECURRING, Kind.CYCLE})


class RowForm(GovukFormMixin, forms.Form):
    """Only what differs from what was understood is kept as a person's choice."""

    mark_optional = False
    # What was said in place of a date, once the form was read.
    rhythm: dict[str, str] | None = None

    take_offer = forms.BooleanField(required=False)
    reference = forms.CharField(
        label=gettext_lazy("Reference"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )
    section = forms.ChoiceField(label=gettext_lazy("Section"), required=False)
    objective = forms.CharField(label=gettext_lazy("Objective"), required=False, strip=False, widget=forms.Textarea)
    text = forms.CharField(label=gettext_lazy("Action"), required=False, strip=False, widget=forms.Textarea)
    measure = forms.CharField(
        label=gettext_lazy("Measure of success"), required=False, strip=False, widget=forms.Textarea
    )
    progress = forms.CharField(label=gettext_lazy("Progress"), required=False, strip=False, widget=forms.Textarea)
    leads = forms.CharField(label=gettext_lazy("Leads, one on each line"), required=False, widget=forms.Textarea)
    due = forms.CharField(
        label=gettext_lazy("Due date, or when"),
        required=False,
        help_text=gettext_lazy("Such as 30 April 2021, 2020/21, ongoing or every July."),
    )
    whole = forms.BooleanField(label=gettext_lazy("Keep the row as one action"), required=False)
    skip = forms.BooleanField(label=gettext_lazy("Leave this row out"), required=False)
    checked = forms.BooleanField(label=gettext_lazy("I have looked at it: take it as it stands"), required=False)
    # What was saved of the row when the page was made, and whether somebody else's version of it is to stand.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    theirs = forms.BooleanField(label=gettext_lazy("Take what they saved for this row"), required=False)

    def __init__(
        self,
        *args: Any,
        row: ImportRow,
        sections: Sequence[str],
        levels: Sequence[tuple[str, str]],
        rated: Sequence[RatingKey],
        **kwargs: Any,
    ) -> None:
        self.row = row
        self.understood = Staged.read(row.understood)
        staged = row.staged
        super().__init__(*args, prefix=f"row-{row.pk}", initial=_initial(row, staged), **kwargs)
        self.level_fields = self._ask_for_levels(staged, levels, rated)
        self._offer_sections(staged, sections)
        self.offer = offered_day(row)
        if self.offer:
            self.fields["take_offer"].label = _("Use %(day)s instead of “%(written)s”") % {
                "day": due_words(read_due(self.offer).on, "day"),
                "written": staged.timescale_text,
            }
        else:
            del self.fields["take_offer"]
        if not row.may_be_whole:
            del self.fields["whole"]
        self._fit_boxes()
        self._name_the_row()

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if not text.strip() and not self.data.get(self.add_prefix("skip")):
            raise forms.ValidationError(
                _("%(place)s: write what is to be done, or leave the row out.") % {"place": self.place}
            )
        return text

    def clean_due(self) -> Due:
        """The date; where a rhythm is given in its place, none, with what was said kept in `rhythm`."""
        written = str(self.cleaned_data["due"])
        time = read_timescale(written)
        self.rhythm = None
        if time.kind in _RHYTHMS and not time.problem:
            self.rhythm = {"timescale_kind": str(time.kind), "recurrence": time.recurrence or "", "said": written}
            return Due(time.due, str(time.precision or "") if time.due else "")
        try:
            return read_due(written)
        except ValueError as error:
            raise forms.ValidationError(f"{self.place}: {error}") from error

    @property
    def place(self) -> str:
        return self.row.place[:1].upper() + self.row.place[1:]

    @property
    def kept_whole(self) -> bool | None:
        """Whether the source row is to stay undivided; None where it holds no more than this action."""
        return bool(self.cleaned_data.get("whole")) if "whole" in self.fields else None

    @property
    def levels(self) -> list[forms.BoundField]:
        return [self[name] for name in self.level_fields]

    def choice(self) -> RowChoice:
        """What the person says of the row."""
        cleaned, understood = self.cleaned_data, self.understood
        chosen: dict[str, Any] = {
            name: printable(cleaned[name])
            for name in TEXTS
            if name in self.fields and printable(cleaned[name]) != printable(getattr(understood, name))
        }
        names = [line.strip() for line in cleaned["leads"].splitlines() if line.strip()]
        if names != [lead.name for lead in understood.leads]:
            chosen["leads"] = names
        due = self._due()
        if self.rhythm or due != Due(understood.due_on, understood.due_precision):
            chosen |= {"due_on": due.on.isoformat() if due.on else None, "due_precision": due.precision}
            chosen |= self.rhythm or {}
        given = {rating_key(rating.dimension, rating.period): rating.level for rating in understood.ratings}
        levels = {key: cleaned[name] for name, key in self.level_fields.items() if cleaned[name] != given.get(key, "")}
        if levels:
            chosen["levels"] = levels
        return RowChoice(self.row.pk, chosen, skipped=cleaned["skip"], checked=cleaned["checked"])

    def _due(self) -> Due:
        """A date that was typed wins over the one offered."""
        due: Due = self.cleaned_data["due"]
        if self.cleaned_data.get("take_offer") and self.offer and due.on is None:
            return read_due(self.offer)
        if self.offer and not self.cleaned_data.get("take_offer") and due == read_due(self.offer):
            # The box was ticked before and is not any more: the date went in with it.
            return due if "due" in self.changed_data else Due()
        return due

    def _ask_for_levels(
        self, staged: Staged, levels: Sequence[tuple[str, str]], rated: Sequence[RatingKey]
    ) -> dict[str, str]:
        """A field for each rating that the file has a place for; names to keys."""
        found, given = {}, {(rating.dimension, rating.period): rating.level for rating in staged.ratings}
        for number, (dimension, period) in enumerate(dict.fromkeys([*rated, *given])):
            words = [dimension.capitalize() or _("Rating"), f"({period})" if period else ""]
            name, level = f"level_{number}", given.get((dimension, period), "")
            self.fields[name] = forms.ChoiceField(
                label=" ".join(word for word in words if word),
                required=False,
                choices=_levels(levels, level),
                initial=level,
            )
            found[name] = rating_key(dimension, period)
        return found

    def _fit_boxes(self) -> None:
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = _lines_of(str(self[name].value() or ""))

    def _name_the_row(self) -> None:
        """The browser's list is not the only way in, and a list may have changed since the page was made."""
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.error_messages["invalid_choice"] = _("%(place)s, %(field)s: choose one from the list.") % {
                    "place": self.place,
                    "field": field.label,
                }
            elif isinstance(field, forms.CharField) and field.max_length:
                field.error_messages["max_length"] = _("%(place)s, %(field)s: shorten it to %(most)d characters.") % {
                    "place": self.place,
                    "field": field.label,
                    "most": field.max_length,
                }

    def _offer_sections(self, staged: Staged, sections: Sequence[str]) -> None:
        field = self.fields["section"]
        offered = list(dict.fromkeys([*sections, *([staged.section] if staged.section else [])]))
        if not offered:
            del self.fields["section"]
        elif isinstance(field, forms.ChoiceField):
            field.choices = [("", _("None")), *((label, label) for label in offered)]


def _initial(row: ImportRow, staged: Staged) -> dict[str, Any]:
    offer = offered_day(row)
    return {name: getattr(staged, name) for name in TEXTS} | {
        "leads": "\n".join(lead.name for lead in staged.leads),
        "due": row.chosen.get("said") or write_due(Due(staged.due_on, staged.due_precision)),
        "take_offer": bool(offer and staged.due_on and staged.due_on.isoformat() == offer),
        "whole": row.is_whole == row.is_offered,
        "skip": row.decision == "skip",
        "checked": row.is_checked,
        "seen": mark(said_of_row(row)),
    }


def _lines_of(text: str) -> int:
    lines = sum(1 + len(line) // _CHARACTERS_IN_A_LINE for line in text.splitlines())
    return min(max(lines, 1), _MOST_LINES)


def _levels(levels: Sequence[tuple[str, str]], given: str) -> list[tuple[str, str]]:
    """The scale's levels; one that the file has and the scale does not stands among them until it is changed."""
    known = {code for code, _word in levels}
    own = (
        []
        if not given or given in known
        else [(given, _("%(word)s (not in the scale)") % {"word": given.capitalize()})]
    )
    return [("", _("Not rated")), *own, *levels]
