from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.govuk import GovukFormMixin
from spreadsheets.limits import LARGEST_FILE, largest_in_words

# For the browser's dialogue; what a file really is its bytes tell.
_ACCEPTED = ".xlsx,.xlsm,.docx,.csv,.tsv"


class UploadForm(GovukFormMixin, forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Document with the plan"),
        widget=forms.FileInput(attrs={"accept": _ACCEPTED}),
        error_messages={
            "required": gettext_lazy("Choose the document that holds the plan."),
            "empty": gettext_lazy("This file is empty: choose the file that holds the plan and try again."),
            "max_length": gettext_lazy("The name of this file is too long: give it a shorter one and try again."),
        },
        max_length=255,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "Excel (.xlsx), Word (.docx) or .csv, up to %(most)s. Nothing is written yet."
        ) % {"most": largest_in_words()}

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(
                _("This file is larger than %(most)s: copy the plan alone into a new file and choose that.")
                % {"most": largest_in_words()}
            )
        return file
