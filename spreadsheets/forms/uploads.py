import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.govuk import GovukFormMixin
from spreadsheets.limits import LARGEST_FILE, largest_in_words

# For the browser's dialogue; what a file really is its bytes tell.
_ACCEPTED = ".xlsx,.xlsm,.docx,.csv,.tsv"
_TABLE = re.compile(r"<table\b", re.IGNORECASE)


class UploadForm(GovukFormMixin, forms.Form):
    """A document, or a table pasted from one: one of the two.

    A browser with scripts puts what the clipboard holds as HTML into `pasted_html`, so that fills and merged cells come
    along; the box has the text of it, which is all that there is without scripts.
    """

    mark_optional = False

    file = forms.FileField(
        label=gettext_lazy("Document with the plan"),
        widget=forms.FileInput(attrs={"accept": _ACCEPTED}),
        required=False,
        error_messages={
            "empty": gettext_lazy("This file is empty: choose the file that holds the plan and try again."),
            "max_length": gettext_lazy("The name of this file is too long: give it a shorter one and try again."),
        },
        max_length=255,
    )
    pasted = forms.CharField(
        label=gettext_lazy("Or paste a table from Word, Excel or a web page"),
        help_text=gettext_lazy("Copy the whole table with its headings, and paste it here."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "data-paste": "id_pasted_html", "spellcheck": "false"}),
    )
    pasted_html = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "Excel (.xlsx, .xlsm), Word (.docx), .csv or .tsv, up to %(most)s. Nothing is written yet."
        ) % {"most": largest_in_words()}

    def clean_file(self) -> "UploadedFile[Any] | None":
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(
                _("This file is larger than %(most)s: copy the plan alone into a new file and choose that.")
                % {"most": largest_in_words()}
            )
        return file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        is_pasted = bool(cleaned["pasted"].strip())
        if cleaned["file"] is None and not is_pasted:
            self.add_error("file", _("Choose the document that holds the plan, or paste its table below."))
        elif cleaned["file"] is not None and is_pasted:
            self.add_error("pasted", _("Either choose a document or paste a table: take one of the two away."))
        return cleaned

    def document(self) -> tuple[str, bytes]:
        """The name and the bytes of what was handed in, word for word."""
        file = self.cleaned_data["file"]
        if file is not None:
            return str(file.name), file.read()
        html = self.cleaned_data["pasted_html"]
        name = _("Pasted on %(day)s") % {"day": date_format(timezone.localtime(), "j F Y, H.i")}
        if _TABLE.search(html):
            return f"{name}.html", _declared(html).encode()
        return f"{name}.tsv", self.cleaned_data["pasted"].encode()

    @property
    def refused_field(self) -> str:
        """Where a refusal of what was handed in is said."""
        return "file" if self.cleaned_data.get("file") is not None else "pasted"


def _declared(html: str) -> str:
    """Says how it is kept: a page from Word names the encoding of the page that it was copied from."""
    return re.sub(r"(charset\s*=\s*[\"']?)[\w-]+", r"\1utf-8", html, flags=re.IGNORECASE)
