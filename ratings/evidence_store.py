"""Where files of evidence stand: outside whatever a web server serves, under names that nobody can guess."""

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.storage import FileSystemStorage

if TYPE_CHECKING:
    from ratings.models import Evidence


def evidence_store() -> FileSystemStorage:
    """The folder of the installation's evidence; it has no address of its own. Files go out by a view alone."""
    return FileSystemStorage(location=settings.EVIDENCE_ROOT, base_url=None)


def place_of(_evidence: "Evidence", _file_name: str) -> str:
    """A name that says nothing of the file: what it was called is kept in the database."""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name}"
