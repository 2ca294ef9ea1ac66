"""Forms in the markup of the GOV.UK Design System.

`GovukRenderer` is the project's FORM_RENDERER, so every form, a library's too, is drawn by templates/components: write
`{{ form }}`, `{{ form.name.as_field_group }}` or `{% include "components/field.html" with field=form.name %}`.
`GovukFormMixin` adds what only our own forms want. Classes that a widget is given (`govuk-input--width-10`) are kept.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.utils import pretty_name
from django.forms.widgets import Input
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

# By widget, most particular first: the kind that components/field.html draws, and the class of the input itself.
_KINDS: list[tuple[type[forms.Widget], str, str]] = [
    (forms.HiddenInput, "hidden", ""),
    (forms.CheckboxSelectMultiple, "checkboxes", "govuk-checkboxes__input"),
    (forms.RadioSelect, "radios", "govuk-radios__input"),
    (forms.CheckboxInput, "checkbox", "govuk-checkboxes__input"),
    (forms.Select, "select", "govuk-select"),
    (forms.Textarea, "textarea", "govuk-textarea"),
    (forms.ClearableFileInput, "file", "govuk-file-upload"),
    (forms.FileInput, "file", "govuk-file-upload"),
    (forms.MultiWidget, "parts", "govuk-input"),
    (Input, "input", "govuk-input"),
]
# Radios and checkboxes show an error on their group, not on each of their inputs.
_ERROR_CLASS = {"input": "govuk-input--error", "select": "govuk-select--error", "textarea": "govuk-textarea--error"}
_ERROR_CLASS |= {"file": "govuk-file-upload--error", "parts": "govuk-input--error"}


class GovukBoundField(forms.BoundField):
    """A field of a form that knows its place in the design system."""

    @property
    def kind(self) -> str:
        return _kind_of(self.field.widget)[0]

    @property
    def first_input_id(self) -> str:
        """Where the error summary leads: the field, or the first input of a group."""
        return f"{self.auto_id}_0" if self.kind in {"radios", "checkboxes", "parts"} else self.auto_id

    @property
    def shown_as_optional(self) -> bool:
        marked = getattr(self.form, "mark_optional", False)
        return bool(marked) and not self.field.required and self.kind != "checkbox"

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        kind, base = _kind_of(widget)
        classes = [base, str(widget.attrs.get("class", "")), _ERROR_CLASS.get(kind, "") if self.errors else ""]
        if joined := " ".join(name for name in classes if name):
            built["class"] = joined
        # A browser cuts a longer text off without a word; the form says that it is too long, and keeps all of it.
        built["maxlength"] = False
        return built


def _kind_of(widget: forms.Widget) -> tuple[str, str]:
    return next(((kind, base) for type_, kind, base in _KINDS if isinstance(widget, type_)), ("input", ""))


class GovukRenderer(TemplatesSetting):
    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
    bound_field_class = GovukBoundField


def _say_what_to_do(field: forms.Field, label: StrOrPromise) -> None:
    """Django's "This field is required" says neither which nor what to do; a form's own sentence is left alone."""
    if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
        kind = _kind_of(field.widget)[0]
        said = _("Choose %(label)s") if kind in {"radios", "checkboxes", "select", "file"} else _("Enter %(label)s")
        field.error_messages["required"] = str(said) % {"label": _inside_a_sentence(str(label))}
    if isinstance(field, forms.CharField) and field.max_length:
        field.error_messages["max_length"] = str(
            _("%(label)s must be %(limit)d characters or fewer. You have entered %%(show_value)d.")
        ) % {"label": label, "limit": field.max_length}
    if isinstance(field, forms.DateField):
        field.error_messages["invalid"] = _("Enter a date that exists, such as 30/4/2021")


def _inside_a_sentence(label: str) -> str:
    # "Due date" becomes "due date"; "NHS number" stays.
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


class GovukFormMixin:
    """For our own forms: the browser's own bubbles stay away, and fields that may be left out say so."""

    # A bubble is not read out by every screen reader, and hides the service's own sentence.
    use_required_attribute = False
    # Set to False where every field may be left out, as in a filter.
    mark_optional = True
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepare_fields()

    def prepare_fields(self) -> None:
        """Give every field the service's own sentences: asked for again by a form that adds fields when it is made."""
        for name, field in self.fields.items():
            _say_what_to_do(field, field.label or pretty_name(name))


class HintedRadios(forms.RadioSelect):
    """Radios with a hint under each, and, for ratings, the level's mark: both by the value of the choice.

    `hints` maps a value (as text) to its sentence, `levels` a value to what components/level.html takes as `level`.
    """

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hints: Mapping[str, StrOrPromise] | None = None,
        levels: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = dict(hints or {})
        self.levels = dict(levels or {})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        option["level"] = self.levels.get(str(value))
        if option["hint"] and option["attrs"].get("id"):
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_hint"
        return option


class DateParts(forms.MultiWidget):
    """A date in three boxes, day, month, year, for a DateField. What was typed comes back as typed, date or not."""

    template_name = "components/date_parts.html"
    use_fieldset = True
    labels = (_("Day"), _("Month"), _("Year"))

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        numeric = {"inputmode": "numeric"}
        super().__init__([forms.TextInput(attrs=numeric) for _part in self.labels], attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        for label, width, part in zip(self.labels, (2, 2, 4), context["widget"]["subwidgets"], strict=True):
            given = part["attrs"].get("class", "")
            part["label"] = label
            part["attrs"]["class"] = f"{given} govuk-date-input__input govuk-input--width-{width}"
        return context

    def decompress(self, value: Any) -> list[str]:
        if hasattr(value, "year"):
            return [str(value.day), str(value.month), str(value.year)]
        year, month, day = [*str(value or "").split("-"), "", "", ""][:3]
        return [day, month, year]

    # A MultiWidget gives a list to its MultiValueField; this one gives the one text that a DateField wants.
    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """ISO order, which DateField reads; empty when all three boxes are."""
        day, month, year = (str(part or "").strip() for part in super().value_from_datadict(data, files, name))
        return f"{year}-{month}-{day}" if day or month or year else ""
