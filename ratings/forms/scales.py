"""The forms of the scale editor."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.govuk import DateParts, GovukFormMixin
from ratings.models import Colour, Dimension, Level, RatingScale, Shape
from ratings.services.scale_editing import LevelFacts


class ScaleForm(GovukFormMixin, forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    description = forms.CharField(
        label=gettext_lazy("Description"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class NewScaleForm(ScaleForm):
    like = forms.ModelChoiceField(
        label=gettext_lazy("Begin with the levels of"),
        queryset=RatingScale.objects.none(),
        required=False,
        empty_label=gettext_lazy("No levels"),
    )

    def __init__(self, *args: Any, scales: Sequence[RatingScale], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        like = self.fields["like"]
        if isinstance(like, forms.ModelChoiceField):
            like.queryset = RatingScale.objects.filter(pk__in=[scale.pk for scale in scales])


class LevelForm(GovukFormMixin, forms.Form):
    """How a level looks, what it counts as, and what it wants of whoever gives it."""

    word = forms.CharField(label=gettext_lazy("Word"), max_length=40, help_text=gettext_lazy("Such as: Amber."))
    letter = forms.CharField(
        label=gettext_lazy("Letter"),
        max_length=2,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2"}),
        help_text=gettext_lazy("One or two, for print without colours."),
    )
    colour = forms.ChoiceField(label=gettext_lazy("Colour"), choices=Colour.choices)
    shape = forms.ChoiceField(
        label=gettext_lazy("Shape"), choices=Shape.choices, help_text=gettext_lazy("Each level has a shape of its own.")
    )
    place = forms.TypedChoiceField(label=gettext_lazy("Place in the scale"), coerce=int)
    is_complete = forms.BooleanField(label=gettext_lazy("Counts as complete"), required=False)
    is_off_track = forms.BooleanField(label=gettext_lazy("Counts as off track"), required=False)
    needs_reason = forms.BooleanField(label=gettext_lazy("Needs a reason"), required=False)
    needs_evidence = forms.BooleanField(
        label=gettext_lazy("Needs evidence"),
        required=False,
        help_text=gettext_lazy("A file or link must be there before this level is given."),
    )
    needs_verification = forms.BooleanField(
        label=gettext_lazy("Needs verification"),
        required=False,
        help_text=gettext_lazy("Counts as claimed until somebody who does not lead the action has confirmed it."),
    )

    def __init__(self, *args: Any, places: int, **kwargs: Any) -> None:
        """`places` is how many levels the scale has with this one."""
        super().__init__(*args, **kwargs)
        place = self.fields["place"]
        if isinstance(place, forms.ChoiceField):
            names = {1: _("1 (best)"), places: _("%(last)d (worst)") % {"last": places}}
            place.choices = [(number, names.get(number, str(number))) for number in range(1, places + 1)]

    @property
    def facts(self) -> LevelFacts:
        return LevelFacts(**self.cleaned_data)


class DimensionForm(GovukFormMixin, forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=80, help_text=gettext_lazy("What is rated apart, such as: Impact.")
    )


class WordingForm(GovukFormMixin, forms.Form):
    """What a level means from a day on."""

    dimension = forms.ModelChoiceField(
        label=gettext_lazy("For"),
        queryset=Dimension.objects.none(),
        required=False,
        empty_label=gettext_lazy("All dimensions"),
    )
    text = forms.CharField(label=gettext_lazy("What it means"), widget=forms.Textarea(attrs={"rows": 4}))
    valid_from = forms.DateField(
        label=gettext_lazy("In force from"),
        widget=DateParts,
        help_text=gettext_lazy(
            "The wording before stays in force up to the day before; reports print that of their day."
        ),
    )

    def __init__(self, *args: Any, scale: RatingScale, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dimension = self.fields["dimension"]
        if isinstance(dimension, forms.ModelChoiceField):
            dimension.queryset = scale.dimensions.order_by("position")


class ScaleMapForm(GovukFormMixin, forms.Form):
    """For each level of one scale, the level of another that answers it, or none."""

    reason = forms.CharField(
        label=gettext_lazy("Why these levels answer each other"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("It stands beside each comparison that rests on this map."),
    )

    def __init__(self, *args: Any, old: Sequence[Level], new: Sequence[Level], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.old, self.new = old, {str(level.pk): level for level in new}
        choices = [("", _("No level answers it")), *((key, level.word) for key, level in self.new.items())]
        reason = self.fields.pop("reason")
        for level in old:
            self.fields[f"level_{level.pk}"] = forms.ChoiceField(label=level.word, choices=choices, required=False)
        self.fields["reason"] = reason
        self.prepare_fields()

    @property
    def levels(self) -> dict[Level, Level | None]:
        return {level: self.new.get(self.cleaned_data.get(f"level_{level.pk}", "")) for level in self.old}
