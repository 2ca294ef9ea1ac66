from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.govuk import GovukFormMixin
from accounts.models import Agency, Partnership
from accounts.roles import SENTENCES, Role


class RoleCheckboxes(forms.CheckboxSelectMultiple):
    """Each role with what it may do in a sentence under it."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        option["hint"] = SENTENCES[Role(str(value))]
        if option["attrs"].get("id"):
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_hint"
        return option


class RolesForm(GovukFormMixin, forms.Form):
    """What a person may do in the partnership, and for which agency they sit there."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=Role.choices,
        widget=RoleCheckboxes,
        error_messages={"required": _("Choose at least one role.")},
    )
    agency = forms.ModelChoiceField(
        label=_("Agency"),
        queryset=Agency.objects.none(),
        required=False,
        empty_label=_("No agency"),
        help_text=_("The agency that the person works for."),
    )
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=500,
        help_text=_("Kept on record beside the change."),
        widget=forms.TextInput,
    )

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency = self.fields["agency"]
        if isinstance(agency, forms.ModelChoiceField):
            agency.queryset = Agency.objects.filter(partnerships=partnership)

    @property
    def chosen_roles(self) -> list[Role]:
        return [Role(role) for role in self.cleaned_data["roles"]]


class PersonForm(RolesForm):
    """Somebody to let in."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Their work address: it is what they sign in with."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter their e-mail address."),
            "invalid": _("Enter an e-mail address such as name@example.org."),
        },
    )
    name = forms.CharField(
        label=_("Name"), max_length=150, error_messages={"required": _("Enter their name.")}, widget=forms.TextInput
    )
    field_order = ["email", "name", "roles", "agency", "reason"]


class SwitchOffForm(GovukFormMixin, forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=500, required=False, help_text=_("Such as: left the agency. Kept on record.")
    )
