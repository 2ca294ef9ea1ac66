"""What a service raises when a rule forbids what was asked: a sentence for the person, and the field it concerns."""

from django.utils.functional import Promise


class RuleBroken(Exception):
    """A rule of the partnership's work forbids this. Nothing was written."""

    def __init__(self, message: str | Promise, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class ChangedMeanwhile(Exception):
    """Somebody else changed the thing since the person's page was made. Nothing was written."""
