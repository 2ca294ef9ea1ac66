"""The one form in which a person says how an action stands: progress, and, for those who may, rating, date and leads.

The form carries what it showed (Django's hidden initial values). So what a person did not touch is never written, and
what they did touch outlives a change by somebody else, or a change of the period, in between.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.govuk import GovukFormMixin, HintedRadios
from plans.models import PrecisionChoice
from plans.timescales import read_timescale
from plans.timescales.unknowns import OTHERWISE
from ratings.models import Level
from ratings.services import ActionChanges, NewRating
from ratings.services.rating import reason_needed
from ratings.services.sitting import DueDate
from ratings.update_sheet import DimensionSheet, UpdateSheet

# The fields that only those who may change everything have.
WHOLE_ONLY = re.compile(r"^(level_|reason_|due_|leads$)")


class ShownKeys(forms.HiddenInput):
    """Several keys in one hidden input, which is there even when there are none: so "none" differs from "not shown"."""

    def format_value(self, value: Any) -> str:
        return ",".join(str(key) for key in value or ())

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [key for key in (data.get(name) or "").split(",") if key]


class LeadsField(forms.MultipleChoiceField):
    hidden_widget = ShownKeys
    widget = forms.CheckboxSelectMultiple


class UpdateForm(GovukFormMixin, forms.Form):
    # Everything may be left as it is: to say so at each field would be noise.
    mark_optional = False

    period = forms.ChoiceField(
        label=gettext_lazy("Reporting period"),
        show_hidden_initial=True,
        error_messages={"invalid_choice": gettext_lazy("Choose an open period.")},
    )
    progress = forms.CharField(
        label=gettext_lazy("What was done"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("It is added to what was said before; nothing is overwritten."),
    )
    seen_revision = forms.IntegerField(widget=forms.HiddenInput)
    seen_update = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, sheet: UpdateSheet, data: Any = None) -> None:
        super().__init__(data)
        self.sheet = sheet
        # A form that is only shown again, for another period or over a newer version, is not judged yet.
        self.unjudged = False
        self.new_ratings: list[NewRating] = []
        self.new_due: DueDate | None = None
        self.initial = {"seen_revision": sheet.action.revision, "seen_update": sheet.latest_update}
        self._set_periods(sheet)
        if sheet.whole:
            for each in sheet.dimensions:
                self._add_rating(each)
            self._add_due_date()
            self._add_leads()
            self.prepare_fields()

    def _set_periods(self, sheet: UpdateSheet) -> None:
        if sheet.period is None:
            del self.fields["period"], self.fields["progress"]
            return
        self.initial["period"] = str(sheet.period.pk)
        choices = {str(period.pk): period.name for period in (*sheet.periods, sheet.period)}
        self.fields["period"] = self._chosen("period", list(choices.items()))
        if sheet.whole:
            self.fields["period"].help_text = _(
                "For another period, the form first shows the rating given there; what you typed is kept."
            )

    def _chosen(self, name: str, choices: list[tuple[str, str]]) -> forms.Field:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
        return field

    def _add_rating(self, each: DimensionSheet) -> None:
        levels = self.sheet.levels or {}
        name = each.dimension.name if len(self.sheet.dimensions) > 1 else _("Rating")
        self.fields[each.level_field] = forms.ChoiceField(
            label=name,
            required=False,
            choices=[(str(key), level.word) for key, level in levels.items()],
            widget=HintedRadios(
                hints={str(key): self.sheet.meaning(level, each.dimension) for key, level in levels.items()},
                levels={str(key): level for key, level in levels.items()},
            ),
            show_hidden_initial=True,
            error_messages={"invalid_choice": _("Choose one of the levels of this plan's scale.")},
        )
        if each.given:
            self.initial[each.level_field] = str(each.given.level_id)
        self.fields[each.reason_field] = forms.CharField(
            label=_("Reason for this rating (%(dimension)s)") % {"dimension": name}
            if len(self.sheet.dimensions) > 1
            else _("Reason for this rating"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("Needed for amber, red, anything worse than before, and to change a rating already given."),
        )

    def _add_due_date(self) -> None:
        self.initial["due_on"] = self.sheet.due
        self.fields["due_on"] = forms.CharField(
            label=_("Due date"),
            required=False,
            max_length=100,
            widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
            help_text=_("For example 31 March 2021, 31/03/2021 or March 2021. The original date is kept."),
            show_hidden_initial=True,
        )
        self.fields["due_reason"] = forms.CharField(
            label=_("Why the due date moves"), required=False, widget=forms.Textarea(attrs={"rows": 2})
        )
        self.fields["due_agreed_by"] = forms.CharField(label=_("Who agreed"), required=False, max_length=200)

    def _add_leads(self) -> None:
        self.initial["leads"] = self.sheet.lead_ids
        self.fields["leads"] = LeadsField(
            label=_("Leads"),
            required=False,
            choices=[(str(key), lead.name) for key, lead in (self.sheet.leads or {}).items()],
            show_hidden_initial=True,
            error_messages={"invalid_choice": _("Choose leads of this partnership.")},
        )

    # --- What the page shows ------------------------------------------------------------------------------------------

    @property
    def shown(self) -> SafeString:
        """The hidden inputs that say what the form showed."""
        fields = [field for field in self if field.field.show_hidden_initial]
        return mark_safe("".join(field.as_hidden(only_initial=True) for field in fields))  # noqa: S308  Django's own markup

    @property
    def rating_fields(self) -> list[tuple[DimensionSheet, forms.BoundField, forms.BoundField]]:
        """Each dimension with its levels and its reason."""
        return [(each, self[each.level_field], self[each.reason_field]) for each in self.sheet.dimensions]

    @property
    def due_is_open(self) -> bool:
        """Whether the part about the due date stands open: touched, or in error."""
        return any(self._is_touched(name) or self.has_error(name) for name in ("due_on", "due_reason", "due_agreed_by"))

    @property
    def leads_are_open(self) -> bool:
        return self._is_touched("leads") or self.has_error("leads")

    # --- What the person did ------------------------------------------------------------------------------------------

    def full_clean(self) -> None:
        if self.unjudged:
            self._errors = ErrorDict(renderer=self.renderer)
            self.cleaned_data = {}
            return
        super().full_clean()

    @property
    def touched(self) -> set[str]:
        """The fields in which something else stands than the form showed."""
        if not self.is_bound:
            return set()
        return {name for name in self.changed_data if not name.startswith("seen_")}

    def _is_touched(self, name: str) -> bool:
        return name in self.touched

    def typed(self, name: str) -> str:
        return str(self.data.get(name, "") or "").strip()

    def clean(self) -> dict[str, Any]:
        for each in self.sheet.dimensions:
            self._judge_rating(each)
        if "due_on" in self.fields:
            self._judge_due_date()
        for words in self.leftovers:
            self.add_error(None, _("You had typed: %(words)s") % {"words": words})
        return self.cleaned_data

    @property
    def leftovers(self) -> Iterable[str]:
        """Reasons typed for dimensions of a scale that the plan had when the form was made, and has no more."""
        gone = [name for name in self.data if re.match(r"^reason_\d+$", name) and name not in self.fields]
        return [self.typed(name) for name in gone if self.typed(name)]

    def _judge_rating(self, each: DimensionSheet) -> None:
        level = self._level(self.cleaned_data.get(each.level_field))
        reason = self.cleaned_data.get(each.reason_field, "")
        if reason and level is None and not self.has_error(each.level_field):
            self.add_error(each.level_field, _("Choose the level that the reason is for, or clear the reason."))
        if level is None or not (reason or self._is_touched(each.level_field)):
            return
        compared = each.given or each.previous
        if not reason and (why := reason_needed(level, compared, changes=each.given is not None)):
            self.add_error(each.reason_field, why)
        self.new_ratings.append(NewRating(each.dimension, level, reason))

    def _level(self, key: str | None) -> Level | None:
        return (self.sheet.levels or {}).get(int(key)) if key else None

    def _judge_due_date(self) -> None:
        reason, agreed_by = self.cleaned_data.get("due_reason", ""), self.cleaned_data.get("due_agreed_by", "")
        if not self._is_touched("due_on"):
            if reason or agreed_by:
                self.add_error("due_on", _("Enter the new due date, or clear what you wrote about moving it."))
            return
        if not reason:
            self.add_error("due_reason", _("Say why the due date moves: the reason stays beside the original date."))
        day, precision = self._read_due_date(self.cleaned_data.get("due_on", ""))
        if not self.has_error("due_on"):
            self.new_due = DueDate(day, precision, reason, agreed_by)

    def _read_due_date(self, written: str) -> tuple[date | None, str]:
        action = self.sheet.action
        if not written:
            return None, ""
        found = read_timescale(written)
        if found.due is None or found.precision is None or found.problem or len(found.milestones) > 1:
            # A day that does not exist is named as such; of what is no date at all, the form wants one thing only.
            said = "" if (found.problem or "").endswith(OTHERWISE) else found.problem
            self.add_error("due_on", said or _("Enter one date, such as 31 March 2021 or March 2021."))
            return None, ""
        if (found.due, found.precision.value) == (action.due_on, action.due_precision):
            self.add_error("due_on", _("This is the due date already: enter another one, or leave it as it was."))
        return found.due, PrecisionChoice(found.precision.value)

    def changes(self) -> ActionChanges:
        """What a valid form changes: nothing that was not touched."""
        leads = None
        if self._is_touched("leads"):
            leads = [(self.sheet.leads or {})[int(key)] for key in self.cleaned_data["leads"]]
        return ActionChanges(
            self.cleaned_data.get("progress", ""), self.new_ratings, self.new_due, leads, unchanged=self.says_unchanged
        )

    @property
    def says_unchanged(self) -> bool:
        """Whether it was sent by the button that says that nothing has changed since the period before."""
        return self.sheet.whole and bool(self.data.get("unchanged"))

    # --- The same words over another state ----------------------------------------------------------------------------

    def over(self, sheet: UpdateSheet) -> "UpdateForm":
        """What was typed, over the action as it is now or over another period; what was not touched is shown anew."""
        fresh = UpdateForm(sheet)
        kept = self._kept()
        data = QueryDict(mutable=True)
        for name, field in fresh.fields.items():
            now = fresh.get_initial_for_field(field, name)
            data.setlist(name, self._typed_values(name) if name in kept else _as_list(now))
            if field.show_hidden_initial:
                data[f"initial-{name}"] = ",".join(_as_list(now))
        over = UpdateForm(sheet, data)
        over.unjudged = True
        return over

    def _kept(self) -> set[str]:
        """What was touched, and what belongs to it: a reason never goes over to another level than it was typed for."""
        together = [{each.level_field, each.reason_field} for each in self.sheet.dimensions]
        together.append({"due_on", "due_reason", "due_agreed_by"})
        kept = {name for name in self.touched if name in self.fields and name != "period"}
        for names in together:
            if names & kept:
                kept |= names
        return kept

    def _typed_values(self, name: str) -> list[str]:
        data: Mapping[str, Any] = self.data
        return list(data.getlist(name)) if isinstance(data, QueryDict) else _as_list(data.get(name))


def _as_list(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]
