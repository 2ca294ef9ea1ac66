"""What an author chooses for a report, and what the dashboard is asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.govuk import DateParts, GovukFormMixin
from accounts.model_choices import SeveralField
from accounts.models import Partnership, User
from plans.models import ActionPlan
from ratings.choosing import ChosenPeriod
from ratings.models import ReportingPeriod
from reporting.models import Audience, Report
from reviews.models import Review


class PeriodForm(GovukFormMixin, forms.Form):
    """The period chooser of the dashboard: a GET form that refuses nothing."""

    mark_optional = False
    period = forms.ChoiceField(label=_("Reporting period"))

    def __init__(self, chosen: ChosenPeriod) -> None:
        super().__init__(initial={"period": chosen.period.pk})
        self.fields["period"] = forms.ChoiceField(
            label=_("Reporting period"), choices=[(period.pk, period.name) for period in chosen.choices]
        )


class DraftForm(GovukFormMixin, forms.Form):
    """What a report is for and what it shows; one field `note_<plan>` for each plan that may be chosen."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        error_messages={"required": _("Enter a title, such as “Safeguarding action plans”.")},
    )
    audience = forms.ChoiceField(
        label=_("Who is it for?"),
        choices=Audience.choices,
        widget=forms.RadioSelect,
        initial=Audience.COMMITTEE,
        help_text=_(
            "A committee’s report is seen by everybody who may see reports. "
            "One for the Strategic Group is seen only by those who see its dashboard."
        ),
        error_messages={"required": _("Choose who the report is for.")},
    )
    meeting_name = forms.CharField(
        label=_("Meeting"),
        max_length=200,
        error_messages={"required": _("Enter the name of the meeting that will see the report.")},
    )
    meeting_on = forms.DateField(
        label=_("Date of the meeting"),
        required=False,
        widget=DateParts,
        help_text=_("For example, 8 2 2022"),
    )
    period = forms.ModelChoiceField(
        label=_("Reporting period"),
        queryset=ReportingPeriod.objects.none(),
        empty_label=None,
        help_text=_("The report shows the ratings given in this period."),
        error_messages={
            "required": _("Choose a reporting period."),
            "invalid_choice": _("Choose a reporting period of this partnership."),
        },
    )
    plans = SeveralField(
        label=_("Plans to show"),
        queryset=ActionPlan.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose plans of this partnership.")},
    )
    reviews = SeveralField(
        label=_("Reviews without a plan, to name with their stage"),
        queryset=Review.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose reviews of this partnership.")},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, user: User, partnership: Partnership, report: Report | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        plans = ActionPlan.objects.visible_to(user).filter(partnership=partnership)
        periods = ReportingPeriod.objects.visible_to(user).filter(partnership=partnership)
        reviews = Review.objects.visible_to(user).filter(partnership=partnership)
        alone = reviews.filter(plans__isnull=True)
        chosen = reviews.filter(reports=report) if report else reviews.none()
        self._queryset("period", periods.order_by("-ends_on", "-starts_on"))
        self._queryset("plans", plans)
        self._queryset("reviews", (alone | chosen).distinct())
        if not self.fields["reviews"].queryset.exists():  # type: ignore[attr-defined]  # a model field, see above
            del self.fields["reviews"]
        self.plan_ids = []
        for plan in plans:
            self.plan_ids.append(plan.pk)
            self.fields[f"note_{plan.pk}"] = forms.CharField(
                label=gettext("Note on %(plan)s") % {"plan": plan.title},
                required=False,
                max_length=5000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def _queryset(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]  # only called for the model fields above

    @property
    def choice_fields(self) -> list[forms.BoundField]:
        """The fields but the notes, in order."""
        return [field for field in self if not field.name.startswith("note_")]

    @property
    def note_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith("note_")]

    def choices(self) -> dict[str, Any]:
        """What the services take of a valid form."""
        data = self.cleaned_data
        return {
            "title": data["title"],
            "audience": data["audience"],
            "meeting_name": data["meeting_name"],
            "meeting_on": data["meeting_on"],
            "period": data["period"],
            "plans": list(data["plans"]),
            "reviews": list(data.get("reviews", ())),
            "notes": {pk: data[f"note_{pk}"] for pk in self.plan_ids},
        }


def initial_of(report: Report) -> dict[str, Any]:
    """What a form about the draft begins with."""
    chosen = list(report.chosen_plans.all())
    return {
        "title": report.title,
        "audience": report.audience,
        "meeting_name": report.meeting_name,
        "meeting_on": report.meeting_on,
        "period": report.period_id,
        "plans": [each.plan_id for each in chosen],
        "reviews": list(report.reviews.values_list("pk", flat=True)),
        "revision": report.revision,
        **{f"note_{each.plan_id}": each.note for each in chosen},
    }


class PublishForm(GovukFormMixin, forms.Form):
    """The last step. `checksum` is that of the content the person looked at."""

    accept_warnings = forms.BooleanField(
        label=_("I have read these warnings, and publish all the same"), required=False
    )
    checksum = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class NewVersionForm(GovukFormMixin, forms.Form):
    what_changed = forms.CharField(
        label=_("What does the new version put right?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Readers of the new version see this, so write it for them."),
        error_messages={"required": _("Say what the new version puts right.")},
    )
