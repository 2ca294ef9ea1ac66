"""Proves that what stands is what the last entry of its history says, and was not changed past every service."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext as _

from accounts.chain.content import histories

AT_A_TIME = 500
# Count that something was done to the action, and when; what was done has an entry of its own.
_WITHOUT_ENTRY = {"plans.action": {"revision", "last_updated_at"}}


def otherwise_than_told() -> Iterator[str]:
    """A sentence for each thing that is not as its history tells it, was removed, or came in without an entry."""
    for history in histories():
        model: Any = history.instance_type  # type: ignore[attr-defined]  # django-simple-history sets it
        yield from _removed(model, history)
        last = 0
        while keys := list(
            model._base_manager.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_A_TIME]
        ):
            last = keys[-1]
            yield from _differing(model, history, keys)


def _differing(model: Any, history: Any, keys: list[int]) -> Iterator[str]:
    fields = [each.attname for each in history.tracked_fields]
    entries = history._default_manager.filter(id__in=keys).values("id").annotate(last=Max("history_id")).order_by()
    told_by = {row["id"]: row["last"] for row in entries}
    told = {row["id"]: row for row in history._default_manager.filter(pk__in=told_by.values()).values(*fields)}
    members, members_told = _members(model, history, keys, list(told_by.values()))
    for row in model._base_manager.filter(pk__in=keys).values(*fields):
        key = row["id"]
        if key not in told:
            yield _("%(what)s stands without an entry in its history.") % {"what": _name(model, key)}
            continue
        now, then = row | members.get(key, {}), told[key] | members_told.get(told_by[key], {})
        left_out = _WITHOUT_ENTRY.get(model._meta.label_lower, set())
        changed = [name for name in sorted(now) if now[name] != then[name] and name not in left_out]
        if changed:
            yield _("%(what)s is not as its history tells it: %(changed)s") % {
                "what": _name(model, key),
                "changed": "; ".join(f"{name}: {then[name]!r} → {now[name]!r}" for name in changed),
            }


def _members(
    model: Any, history: Any, keys: list[int], entries: list[int]
) -> tuple[dict[int, dict[str, list[int]]], dict[int, dict[str, list[int]]]]:
    """Of each many-to-many field whose history is kept, who is in it now, by key, and who was, by entry."""
    now: dict[int, dict[str, list[int]]] = {key: {} for key in keys}
    then: dict[int, dict[str, list[int]]] = {entry: {} for entry in entries}
    for field in history._history_m2m_fields:
        other = f"{field.m2m_reverse_field_name()}_id"
        standing = field.remote_field.through._default_manager.filter(**{f"{field.m2m_field_name()}__in": keys})
        _sort_in(now, field.name, standing.values_list(f"{field.m2m_field_name()}_id", other))
        recorded = getattr(history, field.name).model._default_manager.filter(history__in=entries)
        _sort_in(then, field.name, recorded.values_list("history_id", other))
    return now, then


def _sort_in(found: dict[int, dict[str, list[int]]], name: str, rows: models.QuerySet[Any, tuple[int, int]]) -> None:
    for held in found.values():
        held[name] = []
    for owner, member in sorted(rows):
        found[owner][name].append(member)


def _removed(model: Any, history: Any) -> Iterator[str]:
    """What is gone, though the last entry of its history does not say so."""
    later = history._default_manager.filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"))
    standing = model._base_manager.filter(pk=OuterRef("id"))
    gone = history._default_manager.exclude(history_type="-").filter(~Exists(standing), ~Exists(later))
    for key in gone.order_by("id").values_list("id", flat=True).iterator(AT_A_TIME):
        yield _("%(what)s was removed, and its history does not say so.") % {"what": _name(model, key)}


def _name(model: Any, key: int) -> str:
    """ "ratings: rating 5", as the chain names an entry."""
    return f"{model._meta.label_lower.replace('.', ': ')} {key}"
