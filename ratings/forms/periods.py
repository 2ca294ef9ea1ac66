from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.govuk import DateParts, GovukFormMixin
from plans.models import Meeting
from ratings.quarters import Quarter, quarter_of

# Plans of earlier years are still being brought in; quarters further ahead than this nobody rates yet.
_YEARS_BACK, _YEARS_AHEAD = 15, 2


class YearForm(GovukFormMixin, forms.Form):
    """The financial year whose four quarters are added."""

    first_year = forms.TypedChoiceField(
        label=_("Financial year"), coerce=int, error_messages={"required": _("Choose a financial year.")}
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this = quarter_of(today).first_year
        years = range(this + _YEARS_AHEAD, this - _YEARS_BACK - 1, -1)
        field = self.fields["first_year"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(year), Quarter(year, 1).name.split()[0]) for year in years]
        field.initial = str(this)


class MeetingPeriodForm(GovukFormMixin, forms.Form):
    """A period that ends on the date of a meeting: of one that is entered, or on a date."""

    meeting = forms.ModelChoiceField(
        label=_("Meeting"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("None of these: the date below"),
        error_messages={"invalid_choice": _("Choose a meeting that is there, or enter its date.")},
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        required=False,
        help_text=_("Such as: Committee, 9 March 2021. Left empty, it is that of the meeting."),
    )
    starts_on = forms.DateField(
        label=_("First day"),
        widget=DateParts,
        error_messages={
            "required": _("Enter the first day of the period."),
        },
    )
    ends_on = forms.DateField(
        label=_("Date of the meeting"),
        widget=DateParts,
        required=False,
        help_text=_("Left empty, it is that of the meeting chosen above."),
    )

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["meeting"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = meetings


class CloseForm(GovukFormMixin, forms.Form):
    """That the person saw what is still missing, and closes nevertheless; nothing to say where nothing is."""

    accepted = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        error_messages={"required": _("Confirm that what is missing stands as it is, or go back and chase it.")}
    )

    def __init__(self, *args: Any, sentence: str, missing: int, **kwargs: Any) -> None:
        super().__init__(*args, initial={"accepted": missing}, **kwargs)
        self.fields["confirmed"].label = sentence
        if not missing:
            del self.fields["confirmed"]


class ReopenForm(GovukFormMixin, forms.Form):
    reason = forms.CharField(
        label=_("Why is the period opened again?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept on record with your name and the time."),
        error_messages={"required": _("Say why the period is opened again: the reason stays on record.")},
    )
