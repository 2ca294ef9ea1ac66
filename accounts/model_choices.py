"""Choosing several things by their keys."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

# No database has a key that is longer: it would be more than a 64-bit number.
MOST_DIGITS = 18


class SeveralField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """Refuses a number that no database has as a key; Django asks for it, and the database answers with an error."""

    def clean(self, value: Any) -> Any:
        for key in value if isinstance(value, list | tuple) else ():
            if len(str(key).strip()) > MOST_DIGITS:
                shown = {"pk": str(key)[:MOST_DIGITS], "value": str(key)[:MOST_DIGITS]}
                raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params=shown)
        return super().clean(value)
