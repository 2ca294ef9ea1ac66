"""Withdrawing an action, and taking it up again: each wants a reason that stays on record."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.govuk import GovukFormMixin


class ReasonForm(GovukFormMixin, forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("The reason stays with the action, for everyone who may see it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why: the reason stays on record.")},
    )
    seen_revision = forms.IntegerField(widget=forms.HiddenInput)
