from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from accounts.govuk import GovukFormMixin
from accounts.model_choices import SeveralField
from accounts.models import Agency, Partnership, User
from plans.models import Lead, LeadKind
from plans.querysets import LeadQuerySet
from plans.timescales import Precision, read_timescale


class LeadForm(GovukFormMixin, forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200, error_messages={"required": _("Enter a name.")})
    kind = forms.TypedChoiceField(
        label=_("Kind"),
        choices=LeadKind.choices,
        coerce=LeadKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a kind.")},
    )
    agency = forms.ModelChoiceField(
        label=_("Agency"), queryset=Agency.objects.none(), required=False, empty_label=_("No agency")
    )
    post = forms.CharField(label=_("Post"), max_length=200, required=False, help_text=_("Such as: Head of Service."))

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency = self.fields["agency"]
        if isinstance(agency, forms.ModelChoiceField):
            agency.queryset = Agency.objects.filter(partnerships=partnership)


class WordingForm(GovukFormMixin, forms.Form):
    text = forms.CharField(
        label=_("Another wording"),
        max_length=300,
        help_text=_("As documents write it, such as an abbreviation. An import finds the lead by it from then on."),
        error_messages={"required": _("Enter the wording as documents write it.")},
    )


class LeadPeopleForm(GovukFormMixin, forms.Form):
    people = SeveralField(
        label=_("People who answer for this lead"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They see the plans in which it has actions, and can say what was done on these."),
        error_messages={"invalid_choice": _("Choose people who have a role in this partnership.")},
    )

    def __init__(self, *args: Any, members: "QuerySet[User]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = self.fields["people"]
        if isinstance(people, forms.ModelMultipleChoiceField):
            people.queryset = members


class PersonLeadsForm(GovukFormMixin, forms.Form):
    leads = SeveralField(
        label=_("Leads this person answers for"),
        queryset=Lead.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They see the plans in which these leads have actions, and can say what was done on those."),
        error_messages={"invalid_choice": _("Choose leads of this partnership.")},
    )

    def __init__(self, *args: Any, choices: LeadQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leads = self.fields["leads"]
        if isinstance(leads, forms.ModelMultipleChoiceField):
            leads.queryset = choices


class MergeForm(GovukFormMixin, forms.Form):
    into = forms.ModelChoiceField(
        label=_("Merge into"),
        queryset=Lead.objects.none(),
        empty_label=_("Choose a lead"),
        help_text=_("This lead keeps its name. It gets the actions, the wordings and the people of the other."),
        error_messages={
            "required": _("Choose the lead to merge into."),
            "invalid_choice": _("Choose another lead of this partnership."),
        },
    )

    def __init__(self, *args: Any, others: LeadQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into = self.fields["into"]
        if isinstance(into, forms.ModelChoiceField):
            into.queryset = others


class MeetingsForm(GovukFormMixin, forms.Form):
    """The meetings of one group, several at once: a year's dates are known together."""

    name = forms.CharField(
        label=_("Name of the meeting"),
        max_length=120,
        help_text=_("Such as: Strategic Group."),
        error_messages={"required": _("Enter the name of the meeting.")},
    )
    group = forms.ModelChoiceField(
        label=_("Group that leads actions"),
        queryset=Lead.objects.none(),
        required=False,
        empty_label=_("None"),
        help_text=_("Its actions “as per meeting cycle” take their dates from these meetings."),
        error_messages={"invalid_choice": _("Choose a group of this partnership.")},
    )
    days = forms.CharField(
        label=_("Dates"),
        widget=forms.Textarea(attrs={"rows": 5, "class": "govuk-!-width-one-half"}),
        help_text=_("One date on each line, such as 14 March 2022 or 14/3/2022."),
        error_messages={"required": _("Enter the date of the meeting, or several, one on each line.")},
    )

    def __init__(self, *args: Any, groups: LeadQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group = self.fields["group"]
        if isinstance(group, forms.ModelChoiceField):
            group.queryset = groups

    def clean_days(self) -> list[date]:
        lines = [line.strip() for line in self.cleaned_data["days"].splitlines() if line.strip()]
        read = [(line, read_timescale(line)) for line in lines]
        wrong = [line for line, found in read if found.due is None or found.precision is not Precision.DAY]
        if wrong:
            raise forms.ValidationError(
                said("“%(line)s” is not the date of a day: write it as 14 March 2022 or 14/3/2022.")
                % {"line": wrong[0][:80]}
            )
        return [found.due for _line, found in read if found.due]
