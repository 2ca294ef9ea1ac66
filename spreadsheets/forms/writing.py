from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.govuk import GovukFormMixin
from spreadsheets.preview import Preview


class WritingForm(GovukFormMixin, forms.Form):
    """What is to happen to what stands: asked only where there is something to ask."""

    replaces_ratings = forms.BooleanField(required=False)
    withdraws_missing = forms.BooleanField(required=False)
    # What the person was shown: if it is no longer what will happen, they are shown again.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, found: Preview, **kwargs: Any) -> None:
        run = found.landing.run
        initial = {"replaces_ratings": run.replaces_ratings, "withdraws_missing": run.withdraws_missing}
        super().__init__(*args, initial=initial, **kwargs)
        kept, missing = found.kept_ratings, len(found.missing)
        if kept:
            self.fields["replaces_ratings"].label = ngettext(
                "Replace %(n)d rating that a person gave here by the file's",
                "Replace %(n)d ratings that people gave here by the file's",
                kept,
            ) % {"n": kept}
        elif run.replaces_ratings:
            self.fields["replaces_ratings"].label = _("Replace ratings that people gave here by the file's")
        else:
            del self.fields["replaces_ratings"]
        if missing:
            self.fields["withdraws_missing"].label = ngettext(
                "Withdraw the action that the file no longer has",
                "Withdraw the %(n)d actions that the file no longer has",
                missing,
            ) % {"n": missing}
        else:
            del self.fields["withdraws_missing"]
