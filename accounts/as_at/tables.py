"""Each table as it stood before a moment, as a named subquery over its history.

A named subquery (WITH "plans_action" AS ...) hides the table of that name in the query that it begins, in SQLite and in
PostgreSQL alike. So the queries of a page need not know which day they are asked about.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

# Who may do what is never read as at another day: only those who may see a thing today see how it stood.
_ALWAYS_OF_TODAY = "accounts"
# Of two entries with one time the later key was written later.
_IN_FORCE = """h."history_type" <> '-' AND h."history_date" < %s AND NOT EXISTS (SELECT 1 FROM "{history}" n
 WHERE n."{key}" = h."{key}" AND n."history_date" < %s AND (n."history_date" > h."history_date"
 OR (n."history_date" = h."history_date" AND n."history_id" > h."history_id")))"""


@dataclass(frozen=True, slots=True)
class PastTable:
    """`sql` has one place for each of the `moments` times that the moment is to be given."""

    name: str
    sql: str
    moments: int = 2


@cache
def past_tables() -> dict[str, PastTable]:
    """By the name of the table: all whose history is kept whole. Read once, from the models."""
    found: dict[str, PastTable] = {}
    for model in apps.get_models():
        if hasattr(model._meta, "simple_history_manager_attribute") and model._meta.app_label != _ALWAYS_OF_TODAY:
            found |= {table.name: table for table in _tables_of(model)}
    return found


def _tables_of(model: type[models.Model]) -> Iterator[PastTable]:
    history: Any = model.history.model  # type: ignore[attr-defined]  # asked for above
    columns = [field.column for field in model._meta.concrete_fields]
    if not set(columns) <= {field.column for field in history._meta.concrete_fields}:
        return  # a published report keeps its content elsewhere, and is frozen anyway
    in_force = _IN_FORCE.format(history=history._meta.db_table, key=model._meta.pk.column)
    chosen = ", ".join(f'h."{column}"' for column in columns)
    yield _past(model, f'SELECT {chosen} FROM "{history._meta.db_table}" h WHERE {in_force}')
    for field in history._history_m2m_fields:
        # Who answers for a lead decides what they may see, and that is asked of today.
        if field.related_model._meta.label == settings.AUTH_USER_MODEL:
            continue
        through, kept = field.remote_field.through, getattr(history, field.name).model
        chosen = ", ".join(f'm."{each.column}"' for each in through._meta.concrete_fields)
        joined = f'"{kept._meta.db_table}" m JOIN "{history._meta.db_table}" h ON h."history_id" = m."history_id"'
        yield _past(through, f"SELECT {chosen} FROM {joined} WHERE {in_force}")


def _past(model: type[models.Model], sql: str) -> PastTable:
    name = model._meta.db_table
    return PastTable(name, f'"{name}" AS ({" ".join(sql.split())})')
