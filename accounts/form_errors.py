"""A service's refusal, put where the person can mend it."""

from django import forms

from accounts.rules import RuleBroken


def show_refusal(form: forms.BaseForm, broken: RuleBroken) -> None:
    """Put the refusal's sentence at the field that it names, or above the form where the form has no such field."""
    form.add_error(broken.field if broken.field in form.fields else None, str(broken.message))
