"""Bringing evidence to an action, and withdrawing it again."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.govuk import GovukFormMixin
from ratings.evidence_kinds import ENDINGS
from ratings.evidence_words import ALLOWED, size_words
from ratings.models import Rating


class EvidenceForm(GovukFormMixin, forms.Form):
    """A file or a link, one of the two; what a file really is its content tells, and the service looks."""

    # Of file and link either may be left out, and not both: to call both optional would mislead.
    mark_optional = False

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        # A long name is cut, not refused: see ratings/evidence_names.py.
        max_length=None,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        error_messages={"invalid": gettext_lazy("The file did not arrive: choose it again.")},
    )
    link = forms.CharField(
        label=gettext_lazy("Or a link"),
        help_text=gettext_lazy("Such as https://www.example.org/audit. Those who open it need to be let in there."),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"type": "url", "spellcheck": "false"}),
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("Empty for the name of the file."),
        required=False,
        max_length=200,
    )
    shows = forms.CharField(
        label=gettext_lazy("What does it show?"),
        help_text=gettext_lazy("In a sentence or two, for one who decides whether to open it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say what it shows: a file alone is no evidence.")},
    )
    rating = forms.ChoiceField(
        label=gettext_lazy("Of which rating?"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the ratings of this action.")},
    )

    def __init__(self, *args: Any, ratings: Sequence[Rating], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ratings = {str(rating.pk): rating for rating in ratings}
        several = len({rating.dimension_id for rating in ratings}) > 1
        field = self.fields["rating"]
        if isinstance(field, forms.ChoiceField):
            named = [(key, _name(rating, several=several)) for key, rating in self.ratings.items()]
            field.choices = [("", _("Of the action as a whole")), *named]
        self.fields["file"].help_text = _("%(allowed)s, up to %(most)s. No macros.") % {
            "allowed": ALLOWED,
            "most": size_words(settings.SAFEGUARDING_LARGEST_EVIDENCE),
        }
        self.prepare_fields()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if {"file", "link"} & set(self.errors):
            return cleaned
        has_file, has_link = cleaned.get("file") is not None, bool((cleaned.get("link") or "").strip())
        if has_file and has_link:
            self.add_error("link", _("Either choose a file or enter a link: take one of the two away."))
        elif not has_file and not has_link:
            self.add_error("file", _("Choose a file, or enter a link."))
        return cleaned

    @property
    def rating_chosen(self) -> Rating | None:
        return self.ratings.get(self.cleaned_data.get("rating") or "")


def _name(rating: Rating, *, several: bool) -> str:
    dimension = f", {rating.dimension.name}" if several else ""
    return f"{rating.period.name}{dimension}: {rating.level.word}"


class WithdrawEvidenceForm(GovukFormMixin, forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why is it withdrawn?"),
        help_text=gettext_lazy("The reason stays beside it, for everyone who may see the action."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why it is withdrawn: the reason stays on record.")},
    )
