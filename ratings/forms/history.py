"""The filter of a history: by kind, by person, and by time."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.govuk import DateParts, GovukFormMixin
from ratings.sentences import About

KINDS: dict[str, Promise] = {
    About.RATING: _("Ratings"),
    About.RESTATEMENT: _("Restatements"),
    About.VERIFICATION: _("Verifications and checks"),
    About.CHALLENGE: _("Challenges"),
    About.EVIDENCE: _("Evidence"),
    About.PROGRESS: _("Progress"),
    About.DUE_DATE: _("Due dates"),
    About.LEADS: _("Leads"),
    About.WITHDRAWAL: _("Withdrawals"),
    About.TEXT: _("Texts and milestones"),
    About.ACTION: _("Actions added or removed"),
    About.PLAN: _("Plans"),
    About.TRAJECTORY: _("Expected levels"),
    About.PERIOD: _("Periods"),
    About.SCALE: _("Scales and house rules"),
    About.IMPORT: _("Imports"),
}
# What no person did: an import of the first days, or the service itself.
NOBODY = "0"
_NO_DATE = {"invalid": _("Enter a date that exists, such as 3 5 2021")}


class TimeForm(GovukFormMixin, forms.Form):
    """From which day to which; both ends count."""

    mark_optional = False

    since = forms.DateField(label=_("From"), required=False, widget=DateParts, error_messages=_NO_DATE)
    until = forms.DateField(label=_("To"), required=False, widget=DateParts, error_messages=_NO_DATE)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day comes before the first: enter a later one."))
        return cleaned


class HistoryForm(TimeForm):
    """A GET form; it offers the people and kinds that the history has."""

    kind = forms.ChoiceField(label=_("Kind of change"), required=False)
    person = forms.ChoiceField(label=_("Person"), required=False)
    field_order = ("kind", "person", "since", "until")

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, kinds: Sequence[str], people: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(data)
        self._offer("kind", [(kind, KINDS.get(kind, kind)) for kind in [*KINDS, *kinds] if kind in kinds])
        self._offer("person", people)

    def _offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            unique = dict(choices)
            field.choices = [("", _("Any")), *unique.items()]
            field.error_messages["invalid_choice"] = _("Nothing of the kind is on record here: choose another.")
