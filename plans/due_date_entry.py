"""A due date as people type it: "31 March 2021", "31/03/2021", "March 2021"."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from plans.models import PrecisionChoice
from plans.timescales import read_timescale
from plans.timescales.unknowns import OTHERWISE


def read_due_date(written: str) -> tuple[date, str]:
    """The last day of what was written, and how exact it is meant (PrecisionChoice).

    Raises ValidationError with what to do: a day that does not exist is named as such, and of what is no date at all
    one date is asked for.
    """
    found = read_timescale(written)
    if found.due is None or found.precision is None or found.problem or len(found.milestones) > 1:
        said = "" if (found.problem or "").endswith(OTHERWISE) else found.problem
        raise forms.ValidationError(said or _("Enter one date, such as 31 March 2021 or March 2021."))
    return found.due, PrecisionChoice(found.precision.value)


class DueDateField(forms.CharField):
    """A due date, cleaned to its last day and precision."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=100, widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}), **kwargs)

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        return read_due_date(written) if written else None
