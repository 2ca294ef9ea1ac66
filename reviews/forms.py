from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.govuk import DateParts, GovukFormMixin
from accounts.model_choices import SeveralField
from accounts.models import Partnership
from reviews.models import GovernanceStage, LearningTheme, Review, ReviewKind
from reviews.services import ReviewFacts

MOST_NEW_THEMES = 20


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=DateParts)


class KindField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """Kinds by their whole name: whoever chooses need not know the abbreviation."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class ReviewForm(GovukFormMixin, forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=200, error_messages={"required": gettext_lazy("Enter a title.")}
    )
    kind = KindField(
        label=gettext_lazy("Kind of review"),
        queryset=ReviewKind.objects.all(),
        empty_label=gettext_lazy("Choose a kind"),
        error_messages={"required": gettext_lazy("Choose a kind.")},
    )
    governance_stage = forms.ChoiceField(
        label=gettext_lazy("Governance stage"),
        choices=GovernanceStage.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("A committee is shown the findings once the learning is published."),
        error_messages={"required": gettext_lazy("Choose a stage.")},
    )
    commissioned_on = _day(gettext_lazy("Commissioned"))
    published_on = _day(gettext_lazy("Learning published"))
    ratified_on = _day(gettext_lazy("Ratified"))
    themes = SeveralField(
        label=gettext_lazy("Learning themes"),
        queryset=LearningTheme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    new_themes = forms.CharField(
        label=gettext_lazy("Other learning themes"),
        required=False,
        help_text=gettext_lazy("One on each line. They can be chosen for other reviews from then on."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    summary = forms.CharField(label=gettext_lazy("Summary"), required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = self.fields["themes"]
        if isinstance(themes, forms.ModelMultipleChoiceField):
            themes.queryset = LearningTheme.objects.filter(partnership=partnership)

    def clean_new_themes(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["new_themes"].splitlines() if line.strip()]
        if len(names) > MOST_NEW_THEMES:
            raise forms.ValidationError(_("Enter at most %(most)d new themes at a time.") % {"most": MOST_NEW_THEMES})
        if any(len(name) > 120 for name in names):
            raise forms.ValidationError(_("A theme has at most 120 letters: use a shorter name."))
        return list({name.casefold(): name for name in names}.values())

    def facts(self) -> ReviewFacts:
        return ReviewFacts(
            **{name: value for name, value in self.cleaned_data.items() if name not in ("reason", "seen")}
        )


class ChangeReviewForm(ReviewForm):
    """Carries the version that the person saw, and asks why."""

    reason = forms.CharField(
        label=gettext_lazy("Why is this changed?"),
        max_length=500,
        help_text=gettext_lazy("Stays in the review's history with your name."),
        error_messages={"required": gettext_lazy("Say why: the reason stays in the review's history.")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "", "invalid": ""})

    @staticmethod
    def initial_of(review: Review, version: int) -> dict[str, Any]:
        plain = ("title", "kind", "governance_stage", "commissioned_on", "published_on", "ratified_on", "summary")
        return {name: getattr(review, name) for name in plain} | {"themes": review.themes.all(), "seen": version}
