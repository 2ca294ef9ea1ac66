"""django-allauth's forms in our words: a label for each field, no placeholder, and errors that say what to do."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from accounts.govuk import GovukFormMixin

LABELS: dict[str, StrPromise] = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password again"),
}
MISSING: dict[str, StrPromise] = {
    "login": _("Enter your e-mail address"),
    "email": _("Enter your e-mail address"),
    "password": _("Enter your password"),
    "oldpassword": _("Enter your current password"),
    "password1": _("Enter a new password"),
    "password2": _("Enter the new password again"),
}
PASSWORD_HINT = _("At least 12 characters. Three words that have nothing to do with each other are easy to remember.")
NOT_AN_ADDRESS = _("Enter an e-mail address in the form name@example.gov.uk")


class _OurWords(GovukFormMixin):
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS[name]
            field.help_text = PASSWORD_HINT if name == "password1" else ""
            field.error_messages["required"] = MISSING[name]
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["spellcheck"] = "false"
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = NOT_AN_ADDRESS
                field.validators = [_with_message(validator) for validator in field.validators]


def _with_message(validator: Any) -> Any:
    # EmailField's own validator carries a message of its own, which would win over the field's.
    if hasattr(validator, "domain_allowlist"):
        return type(validator)(message=NOT_AN_ADDRESS)
    return validator


class SignInForm(_OurWords, LoginForm):
    pass


class NewPasswordForm(_OurWords, ChangePasswordForm):
    pass


class ForgottenPasswordForm(_OurWords, ResetPasswordForm):
    pass


class ChosenPasswordForm(_OurWords, ResetPasswordKeyForm):
    pass
