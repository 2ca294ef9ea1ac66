from pathlib import Path

from django.conf import settings


def source(file_name: str) -> bytes:
    """One of the published documents that ship with the product."""
    return (Path(settings.BASE_DIR) / "fixtures" / "sources" / file_name).read_bytes()
