"""One way to save a thing whose history is kept, so that each entry says who and why."""

from django.db import models

from accounts.models import User


def save_with_history(instance: models.Model, *, by: User | None, reason: str = "") -> None:
    """Save the instance; its new history entry bears the person and the reason.

    `by` is None only where no person acted: the demo's story and imported facts whose author is unknown.
    """
    instance._history_user = by  # type: ignore[attr-defined]  # read by django-simple-history
    instance._change_reason = reason  # type: ignore[attr-defined]  # read by django-simple-history
    instance.save()


def set_members_quietly(instance: models.Model, field: str, members: list[models.Model]) -> None:
    """Set a many-to-many field without a history entry of its own: the save that follows records it.

    Otherwise one change by one person would stand in the history twice.
    """
    instance.skip_history_when_saving = True  # type: ignore[attr-defined]  # read by django-simple-history
    try:
        getattr(instance, field).set(members)
    finally:
        del instance.skip_history_when_saving  # type: ignore[attr-defined]  # set above
