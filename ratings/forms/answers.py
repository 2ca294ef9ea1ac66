"""Asking for a new date and deciding on it; asking about a rating, answering, closing."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.govuk import GovukFormMixin
from plans.due_date_entry import DueDateField
from ratings.models import Dimension, ReportingPeriod

GRANT, REFUSE = "grant", "refuse"


class DateRequestForm(GovukFormMixin, forms.Form):
    wanted_on = DueDateField(
        label=gettext_lazy("New date"),
        help_text=gettext_lazy("For example 31 March 2021, 31/03/2021 or March 2021."),
        error_messages={"required": gettext_lazy("Enter the date that you ask for.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why a new date is needed"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stays beside the original date, for everyone who may see the action."),
        error_messages={"required": gettext_lazy("Say why a new date is needed.")},
    )


class DecisionForm(GovukFormMixin, forms.Form):
    decision = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        choices=[
            (GRANT, gettext_lazy("Grant it: the date moves")),
            (REFUSE, gettext_lazy("Refuse it: the date stays")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether the new date is granted.")},
    )
    answer = forms.CharField(
        label=gettext_lazy("What you say to it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed where you refuse: whoever asked is shown it."),
    )


class ChallengeForm(GovukFormMixin, forms.Form):
    period = forms.ChoiceField(
        label=gettext_lazy("Reporting period"),
        error_messages={"invalid_choice": gettext_lazy("Choose a period of this partnership.")},
    )
    dimension = forms.ChoiceField(
        label=gettext_lazy("What is rated"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a dimension of this plan's scale.")},
    )
    question = forms.CharField(
        label=gettext_lazy("Your question"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The lead and the business team see it and answer. Question and answer stay on record."),
        error_messages={"required": gettext_lazy("Write the question.")},
    )

    def __init__(
        self,
        *args: Any,
        periods: Sequence[ReportingPeriod],
        dimensions: Sequence[Dimension],
        levels: Mapping[int, str],
        **kwargs: Any,
    ) -> None:
        """`levels` is what was given in each period, in words: one asks of a rating, so the choice names it."""
        super().__init__(*args, **kwargs)
        self.periods = {str(period.pk): period for period in periods}
        self.dimensions = {str(dimension.pk): dimension for dimension in dimensions}
        period, dimension = self.fields["period"], self.fields["dimension"]
        if isinstance(period, forms.ChoiceField) and isinstance(dimension, forms.ChoiceField):
            period.choices = [
                (key, f"{each.name}: {levels.get(each.pk) or _('No update')}") for key, each in self.periods.items()
            ]
            dimension.choices = [("", _("All of it")), *((key, each.name) for key, each in self.dimensions.items())]
        if len(dimensions) < 2:
            del self.fields["dimension"]

    @property
    def chosen_period(self) -> ReportingPeriod:
        return self.periods[self.cleaned_data["period"]]

    @property
    def chosen_dimension(self) -> Dimension | None:
        """The one asked about; of a scale with a single one that one."""
        if len(self.dimensions) == 1:
            return next(iter(self.dimensions.values()))
        return self.dimensions.get(self.cleaned_data.get("dimension", ""))


class AnswerForm(GovukFormMixin, forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Your answer"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write the answer.")},
    )


class CloseChallengeForm(GovukFormMixin, forms.Form):
    note = forms.CharField(
        label=gettext_lazy("What came of it"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Such as: answered to my satisfaction; the rating was changed to red."),
        error_messages={"required": gettext_lazy("Say what came of it: it stays beside the question.")},
    )
