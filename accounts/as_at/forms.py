"""The form that asks for a day; a GET form, for it changes nothing."""

from typing import Self

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.as_at.days import NotADay, read_day
from accounts.as_at.links import with_day
from accounts.as_at.standing import Standing
from accounts.govuk import DateParts, GovukFormMixin


class DayForm(GovukFormMixin, forms.Form):
    """A day, and the page of which it is asked."""

    day = forms.CharField(
        label=_("Date"),
        help_text=_("For example 3 5 2021. You will see it as it stood at the end of that day."),
        widget=DateParts,
        error_messages={"required": _("Enter a date, such as 3 5 2021")},
    )
    page = forms.CharField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of_page(cls, address: str, standing: Standing | None) -> Self:
        """The form as a page offers it, with the day that is shown."""
        day = standing.day if standing else None
        return cls(initial={"page": with_day(address, None), "day": day}, auto_id="as-at-%s")

    @classmethod
    def refused(cls, address: str, typed: str, sentence: str) -> Self:
        """The form after an address that named no day: with what stood there, and why it is none."""
        year, month, day = [*typed.split("-", 2), "", "", ""][:3]
        form = cls({"page": with_day(address, None), "day_0": day, "day_1": month, "day_2": year})
        form.full_clean()
        if not form.has_error("day"):
            form.add_error("day", sentence)
        return form

    def clean_day(self) -> str:
        """ISO, as an address has it."""
        year, month, day = [*self.cleaned_data["day"].split("-"), "", "", ""][:3]
        try:
            found = read_day(f"{year}-{month:0>2}-{day:0>2}", today=timezone.localdate())
        except NotADay as refused:
            raise forms.ValidationError(refused.message) from refused
        return found.isoformat()
