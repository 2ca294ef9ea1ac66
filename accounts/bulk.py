"""Writes many instances in few statements, each value prepared by its field and by nothing else.

Django's own `bulk_create` and `bulk_update` build an expression for each value of each row: of an import of 10,000
actions that was half of the time.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

# SQLite and PostgreSQL know both the table of values and its columns by these names.
_UPDATE = "UPDATE {table} SET {columns} FROM (VALUES {rows}) AS given WHERE {table}.{key} = given.column1"
_INSERT = "INSERT INTO {table} ({columns}) VALUES {rows} RETURNING {key}"
_PARAMETERS = 32_000  # of a statement, where the database does not say


def insert_many(instances: Sequence[models.Model]) -> None:
    """Insert new instances of one model, which has a key that the database counts; each has its key afterwards."""
    if not instances:
        return
    model = type(instances[0])
    fields: list[Any] = [field for field in model._meta.concrete_fields if not field.primary_key]
    for instance in instances:
        # What it points at may have got its key since it was named. As Django's own saving does.
        instance._prepare_related_fields_for_save(operation_name="insert_many")  # type: ignore[attr-defined]  # private
    for some in _batches(instances, len(fields)):
        statement = _INSERT.format(
            table=_quoted(model._meta.db_table),
            columns=", ".join(_quoted(field.column) for field in fields),
            rows=_rows(len(fields), len(some)),
            key=_quoted(str(model._meta.pk.column)),
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, _values(fields, some, add=True))
            keys = cursor.fetchall()
        for instance, (key,) in zip(some, keys, strict=True):
            instance.pk = key
            instance._state.adding, instance._state.db = False, connection.alias


def write_fields(instances: Sequence[models.Model], names: Sequence[str]) -> None:
    """Update those fields of the instances, which are of one model."""
    if not instances or not names:
        return
    model = type(instances[0])
    fields: list[Any] = [model._meta.pk, *(model._meta.get_field(name) for name in names)]
    columns = (f"{_quoted(each.column)} = {_given(each, at)}" for at, each in enumerate(fields[1:], start=2))
    told = {"table": _quoted(model._meta.db_table), "key": _quoted(fields[0].column), "columns": ", ".join(columns)}
    for some in _batches(instances, len(fields)):
        with connection.cursor() as cursor:
            cursor.execute(_UPDATE.format(**told, rows=_rows(len(fields), len(some))), _values(fields, some, add=False))


def _batches(instances: Sequence[models.Model], columns: int) -> Iterator[Sequence[models.Model]]:
    size = (connection.features.max_query_params or _PARAMETERS) // columns
    for start in range(0, len(instances), size):
        yield instances[start : start + size]


def _rows(columns: int, rows: int) -> str:
    row = f"({', '.join(['%s'] * columns)})"
    return ", ".join([row] * rows)


def _values(fields: Sequence[Any], instances: Sequence[models.Model], *, add: bool) -> list[Any]:
    database = connections[DEFAULT_DB_ALIAS]  # looked up once: `connection` looks it up at each use
    plain = [_as_it_is(field) for field in fields]
    found = []
    for instance in instances:
        for field, as_it_is in zip(fields, plain, strict=True):
            value = field.pre_save(instance, add)
            found.append(value if type(value) is as_it_is else field.get_db_prep_save(value, database))
    return found


def _as_it_is(field: Any) -> type | None:
    """The type of which the field hands a value to the database unchanged."""
    if type(field) in {models.CharField, models.TextField}:
        return str
    return int if type(field) in {models.ForeignKey, models.BigAutoField, models.PositiveIntegerField} else None


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _given(field: Any, column: int) -> str:
    """PostgreSQL takes what it is given for text, and has to be told otherwise."""
    given = f"given.column{column}"
    if not connection.features.requires_casted_case_in_updates:
        return given
    return f"CAST({given} AS {field.rel_db_type(connection) if field.is_relation else field.cast_db_type(connection)})"
