"""What a partnership decides for itself about dates and checks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.govuk import GovukFormMixin, HintedRadios
from ratings.models import HouseRules
from ratings.services.house_rules import Rules

YES, NO = "yes", "no"


class HouseRulesForm(GovukFormMixin, forms.Form):
    moved_dates_stay_overdue = forms.ChoiceField(
        label=_("Does an action whose first date has passed count as overdue although its date was moved?"),
        choices=[(YES, _("Yes, until it is complete")), (NO, _("No, it is judged by its present date alone"))],
        widget=HintedRadios(
            hints={
                YES: _("A moved date then never makes a late action look on time. Lists show these apart."),
                NO: _("The first date and each move stay on record and on the page all the same."),
            }
        ),
    )
    days_before_meeting = forms.IntegerField(
        label=_("Days before a meeting in which a moved date is marked for that meeting"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages={"invalid": _("Enter a number of days from 0 to 90.")},
    )
    months = forms.CharField(
        label=_("Months after which a confirmed action is checked again"),
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        help_text=_("Numbers with commas between, such as 3, 6, 12. Empty for no checks."),
    )

    @classmethod
    def showing(cls, rules: HouseRules) -> "HouseRulesForm":
        return cls(
            initial={
                "moved_dates_stay_overdue": YES if rules.moved_dates_stay_overdue else NO,
                "days_before_meeting": rules.days_before_meeting,
                "months": ", ".join(str(months) for months in rules.months),
            }
        )

    def clean_months(self) -> tuple[int, ...]:
        parts = self.cleaned_data["months"].replace(",", " ").split()
        if any(not (part.isascii() and part.isdigit()) or len(part) > 2 for part in parts):
            raise forms.ValidationError(_("Enter months from 1 to 60, with commas between."))
        return tuple(int(part) for part in parts)

    @property
    def rules(self) -> Rules:
        return Rules(
            moved_dates_stay_overdue=self.cleaned_data["moved_dates_stay_overdue"] == YES,
            days_before_meeting=self.cleaned_data["days_before_meeting"],
            months=self.cleaned_data["months"],
        )
