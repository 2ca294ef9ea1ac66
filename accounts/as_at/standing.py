"""Reading as it stood: while a block runs, every query of it is asked of the tables as they were then."""

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import connection
from django.utils import timezone

from accounts.as_at.days import first_moment_after
from accounts.as_at.tables import past_tables

T = TypeVar("T")
_NAMES = re.compile(r'"([A-Za-z0-9_]+)"')
_READS = re.compile(r"[\s(]*SELECT\b", re.IGNORECASE)
# A transaction around a block of reading changes nothing.
_HARMLESS = re.compile(r"\s*(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|EXPLAIN|PRAGMA)\b", re.IGNORECASE)


class NothingCanBeChanged(RuntimeError):
    """Something tried to write while an earlier day was read."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The day that is read, and the first moment after it.

    `sees_whole` is false for one who sees only some plans of the partnership: which, is asked of today.
    """

    day: date
    until: datetime
    sees_whole: bool
    _found: dict[str, Any] = field(default_factory=dict)

    def of_today(self, name: str, read: Callable[[], T]) -> T:
        """What `read` finds in the tables of today, read once."""
        if name not in self._found:
            token = _standing.set(None)
            try:
                self._found[name] = read()
            finally:
                _standing.reset(token)
        found: T = self._found[name]
        return found


_standing: ContextVar[Standing | None] = ContextVar("the day that is read", default=None)


def standing_now() -> Standing | None:
    """The day that is read in this block; nothing where things are read as they are."""
    return _standing.get()


def today() -> date:
    """The day that a page speaks of as today: the one that is read, else the present day."""
    standing = _standing.get()
    return standing.day if standing else timezone.localdate()


@contextmanager
def as_it_stood(day: date, *, sees_whole: bool = True) -> Generator[Standing]:
    """Every query of the block reads the tables as they stood at the end of the day; none may write.

    Lazy querysets must be read inside. No query is added to those that the block makes anyway.
    """
    standing = Standing(day, first_moment_after(day), sees_whole)
    features: Any = connection.features
    kept = features.allows_group_by_selected_pks
    token = _standing.set(standing)
    # PostgreSQL knows the key of a table, but not of what stands in for it: every column must be named.
    features.allows_group_by_selected_pks = False
    try:
        with connection.execute_wrapper(_read_as_it_stood):
            yield standing
    finally:
        features.allows_group_by_selected_pks = kept
        _standing.reset(token)


def _read_as_it_stood(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    standing = _standing.get()
    if standing is None or _HARMLESS.match(sql):
        return execute(sql, params, many, context)
    if many or not _READS.match(sql):
        raise NothingCanBeChanged(sql[:60])
    known = past_tables()
    tables = [known[name] for name in dict.fromkeys(_NAMES.findall(sql)) if name in known]
    if not tables:
        return execute(sql, params, many, context)
    if params is None:
        sql = sql.replace("%", "%%")
    moment = connection.ops.adapt_datetimefield_value(standing.until)
    return execute(f"WITH {', '.join(tables)} {sql}", (*[moment] * len(tables), *(params or ())), many, context)
