"""What an entry of a history says, in one form whatever the database, and the hash that ties it to the one before."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import models


def contents_of(entries: Sequence[models.Model]) -> list[str]:
    """Each entry as JSON: its own columns, and the members that it holds. The entries are of one history.

    One query for each many-to-many field, however many entries there are.
    """
    members = _members(entries)
    return [_as_json(entry, members[entry.pk]) for entry in entries]


def digest_of(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def link_hash(*, number: int, model: str, entry: int, digest: str, previous: str) -> str:
    """The hash of a link, over its place, what it is about, what that says, and the hash of the link before."""
    return digest_of("\n".join([str(number), model, str(entry), digest, previous]))


def name_of(model: type[models.Model]) -> str:
    """How the chain names a history: "plans.historicalaction"."""
    return model._meta.label_lower


def histories() -> list[type[models.Model]]:
    """Every history that the installation keeps, in a fixed order."""
    from django.apps import apps

    found = [model for model in apps.get_models() if hasattr(model, "tracked_fields")]
    return sorted(found, key=name_of)


def _as_json(entry: models.Model, members: dict[str, list[int]]) -> str:
    fields: dict[str, Any] = {field.attname: _plain(field, entry) for field in entry._meta.concrete_fields}
    return json.dumps(fields | members, sort_keys=True, ensure_ascii=False, default=_said)


def _plain(field: "models.Field[Any, Any]", entry: models.Model) -> Any:
    # As the database will give it back, whatever was put in: a lazy string, a member of an enum, a date as text.
    return field.get_prep_value(field.to_python(getattr(entry, field.attname)))


def _said(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(bytes(value)).hexdigest()
    return str(value)


def _members(entries: Collection[models.Model]) -> dict[Any, dict[str, list[int]]]:
    found: dict[Any, dict[str, list[int]]] = defaultdict(dict)
    kept = next(iter(entries), None)
    for field in sorted(getattr(kept, "_history_m2m_fields", ()), key=lambda each: str(each.name)):
        for entry in entries:
            found[entry.pk][field.name] = []
        through = getattr(type(kept), field.name).model
        rows = through._default_manager.filter(history__in=[entry.pk for entry in entries])
        for entry_id, member_id in rows.values_list("history_id", f"{field.m2m_reverse_field_name()}_id"):
            found[entry_id][field.name].append(member_id)
    for each in found.values():
        for ids in each.values():
            ids.sort()
    return found
