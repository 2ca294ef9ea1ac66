"""Each table as it stood before a moment, as a named subquery over its history.

A named subquery (WITH "plans_action" AS ...) hides the table of that name in the query that it begins, in SQLite and in
PostgreSQL alike. So the queries of a page need not know which day they are asked about.

The text is made of the names of our own tables and columns alone; the moment is given to the database apart from it.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models

# Who may do what is never read as on another day: only those who may see a thing today see how it stood.
_ALWAYS_OF_TODAY = "accounts"
# Of two entries with one time that with the later key was written later.
_IN_FORCE = (
    'h."history_type" <> \'-\' AND h."history_id" IN (SELECT e."history_id" FROM (SELECT "history_id", '
    'ROW_NUMBER() OVER (PARTITION BY "{key}" ORDER BY "history_date" DESC, "history_id" DESC) AS "age" '
    'FROM "{history}" WHERE "history_date" < %s) e WHERE e."age" = 1)'
)


@cache
def past_tables() -> dict[str, str]:
    """By the name of a table its subquery, with one place for the moment: all whose history is kept whole."""
    found: dict[str, str] = {}
    for model in apps.get_models():
        if hasattr(model._meta, "simple_history_manager_attribute") and model._meta.app_label != _ALWAYS_OF_TODAY:
            found |= {name: f'"{name}" AS ({sql})' for name, sql in _tables_of(model)}
    return found


def _tables_of(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    history: Any = model.history.model  # type: ignore[attr-defined]  # asked for above
    columns = _columns(model)
    if not set(columns) <= set(_columns(history)):
        return  # a published report keeps its content elsewhere, and is frozen anyway
    kept = history._meta.db_table
    in_force = _IN_FORCE.format(key=model._meta.pk.column, history=kept)
    yield model._meta.db_table, _select("h", columns, f'"{kept}" h', in_force)
    # The history itself, as far as it had come. In SQLite a subquery must say that by its own name it means the table.
    whole = f'main."{kept}"' if connection.vendor == "sqlite" else f'"{kept}"'
    yield kept, _select("h", _columns(history), f"{whole} h", 'h."history_date" < %s')
    for field in history._history_m2m_fields:
        # Who answers for a lead decides what they may see, and that is asked of today.
        if field.related_model._meta.label != settings.AUTH_USER_MODEL:
            members = getattr(history, field.name).model._meta.db_table
            joined = f'"{members}" m JOIN "{kept}" h ON h."history_id" = m."history_id"'
            through = field.remote_field.through
            yield through._meta.db_table, _select("m", _columns(through), joined, in_force)


def _columns(model: type[models.Model]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields]


def _select(table: str, columns: Sequence[str], source: str, condition: str) -> str:
    chosen = ", ".join(f'{table}."{column}"' for column in columns)
    return f"SELECT {chosen} FROM {source} WHERE {condition}"  # noqa: S608  # made of our own names; see above
