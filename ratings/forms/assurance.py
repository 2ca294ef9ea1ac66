"""Confirming what is claimed, and saying whether it held."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.govuk import GovukFormMixin, HintedRadios
from accounts.model_choices import SeveralField
from ratings.claims import Claim
from ratings.models import Evidence, HoldOutcome, Level, Method, VerificationOutcome


def claim_key(claim: Claim) -> str:
    """The dimension, and the very entry that the person looked at."""
    return f"{claim.dimension.pk}:{claim.mark}"


class VerifyForm(GovukFormMixin, forms.Form):
    """What somebody found who looked: which claim, whether it is so, how they know, what they saw."""

    claim = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    outcome = forms.ChoiceField(
        label=gettext_lazy("Is it so?"),
        choices=VerificationOutcome.choices,
        widget=HintedRadios(
            hints={
                VerificationOutcome.CONFIRMED: gettext_lazy("The change is embedded, and its impact can be seen."),
                VerificationOutcome.NOT_CONFIRMED: gettext_lazy(
                    "It stays claimed, and what you say is shown beside it."
                ),
            }
        ),
        error_messages={"required": gettext_lazy("Say whether you confirm it.")},
    )
    method = forms.ChoiceField(
        label=gettext_lazy("How do you know?"),
        choices=Method.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how you know.")},
    )
    seen = forms.CharField(
        label=gettext_lazy("What evidence did you see?"),
        help_text=gettext_lazy("What you looked at, when, and what it showed. Name no child and no family."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Say what evidence you saw: it stays beside the level.")},
    )
    evidence = SeveralField(
        label=gettext_lazy("Was it among these?"),
        queryset=Evidence.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("One item that you ticked is no longer there: choose again."),
            "invalid_pk_value": gettext_lazy("One item that you ticked is no longer there: choose again."),
        },
    )

    def __init__(self, *args: Any, claims: Sequence[Claim], evidence: Sequence[Evidence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(claims) > 1:
            self.fields["claim"] = forms.ChoiceField(
                label=_("Of which rating?"),
                choices=[(claim_key(each), f"{each.dimension.name}: {each.level.word}") for each in claims],
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Choose which rating you looked at."),
                    "invalid_choice": _("That rating changed since you opened the page: choose again."),
                },
            )
        elif claims:
            self.fields["claim"].initial = claim_key(claims[0])
        items = self.fields["evidence"]
        if not evidence:
            del self.fields["evidence"]
        elif isinstance(items, SeveralField):
            items.queryset = Evidence.objects.filter(pk__in=[each.pk for each in evidence])
        self.prepare_fields()


class HoldCheckForm(GovukFormMixin, forms.Form):
    """Whether it held, how that is known, and where the action stands if it did not."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Did it hold?"),
        choices=HoldOutcome.choices,
        widget=HintedRadios(
            hints={
                HoldOutcome.PARTLY: gettext_lazy("It stays confirmed, and what you say stays on record."),
                HoldOutcome.LOST: gettext_lazy("The action is opened again; its first closing stays on record."),
            }
        ),
        error_messages={"required": gettext_lazy("Say whether it held.")},
    )
    note = forms.CharField(
        label=gettext_lazy("How do you know?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What you looked at, and what it showed. Name no child and no family."),
        error_messages={"required": gettext_lazy("Say how you know: it stays on record.")},
    )
    level = forms.ChoiceField(
        label=gettext_lazy("If it was lost: where does the action stand now?"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the levels shown.")},
    )

    def __init__(self, *args: Any, levels: Sequence[Level], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.levels = {str(level.pk): level for level in levels}
        field = self.fields["level"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(key, level.word) for key, level in self.levels.items()]
            field.widget = HintedRadios(choices=field.choices, levels=self.levels)
        self.prepare_fields()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        chosen, outcome = cleaned.get("level"), cleaned.get("outcome")
        if outcome == HoldOutcome.LOST and not chosen and "level" not in self.errors:
            self.add_error("level", _("Choose the level at which the action stands now."))
        if chosen and outcome and outcome != HoldOutcome.LOST:
            self.add_error("level", _("A level is only given where it was lost: say so above, or take it away."))
        return cleaned

    @property
    def level_now(self) -> Level | None:
        return self.levels.get(self.cleaned_data.get("level") or "")
