"""Where files of evidence stand: outside whatever a web server serves, under names that nobody can guess."""

import secrets
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

if TYPE_CHECKING:
    from ratings.models import Evidence

_written: ContextVar[list[str] | None] = ContextVar("evidence written and not yet committed", default=None)


def evidence_store() -> FileSystemStorage:
    """The folder of the installation's evidence; it has no address of its own. Files go out by a view alone."""
    return FileSystemStorage(
        location=settings.EVIDENCE_ROOT, base_url=None, file_permissions_mode=0o600, directory_permissions_mode=0o700
    )


def place_of(_evidence: "Evidence | None" = None, _file_name: str = "") -> str:
    """A name that says nothing of the file: what it was called is kept in the database."""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name}"


def store_file(file: "File[Any]") -> str:
    """Write the file piece by piece; returns its place. Inside `nothing_left_behind`, until its row is committed."""
    place = place_of()
    written = _written.get()
    if written is not None:
        written.append(place)
    return evidence_store().save(place, file)


@contextmanager
def nothing_left_behind() -> Generator[None]:
    """Take away every file that was written within, where the block fails: a transaction that ends in it as well.

    A database takes its rows back by itself; a folder does not. Stands outside the transaction.
    """
    if _written.get() is not None:
        yield
        return
    names: list[str] = []
    token = _written.set(names)
    try:
        yield
    except BaseException:
        for name in names:
            evidence_store().delete(name)
        raise
    finally:
        _written.reset(token)
