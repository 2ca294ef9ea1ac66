"""What the environment says, read once when the settings are loaded.

A service that starts with an unsafe setting is worse than one that does not start: what is missing or weak is named in
one sentence, and nothing is guessed. Only the demonstration may make up a key of its own.
"""

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

SHORTEST_KEY = 50
FEWEST_DIFFERENT_CHARACTERS = 5
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]

# Each connection: write-ahead logging so that readers never wait for the writer, and twenty seconds of patience for the
# one writer at a time that SQLite allows. Foreign keys are on in every Django connection; said here to be sure.
SQLITE_ON_CONNECT = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=20000;"
)


def flag(environ: Mapping[str, str], name: str) -> bool:
    """Whether a switch is on: 1, true, yes or on. Anything else that is set, other than a plain no, is refused."""
    value = environ.get(name, "").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"", "0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} is '{value}': set it to 1 or 0.")


def words(environ: Mapping[str, str], name: str) -> list[str]:
    """A comma-separated list, without blanks."""
    return [word.strip() for word in environ.get(name, "").split(",") if word.strip()]


def signing_key(environ: Mapping[str, str], *, demo: bool, kept_in: Path) -> str:
    """The key that signs sessions. The demonstration makes one and keeps it, so that a restart signs nobody out."""
    key = environ.get("SECRET_KEY", "")
    if not key and demo:
        return _kept_key(kept_in / "demo-secret-key")
    if not key:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Give it 50 random characters, or set SAFEGUARDING_DEMO=1 for a demonstration."
        )
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_DIFFERENT_CHARACTERS or key.startswith("django-insecure-"):
        raise ImproperlyConfigured("SECRET_KEY is too weak. Set it to at least 50 random characters.")
    return key


def _kept_key(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        own = path.with_suffix(f".{os.getpid()}")
        own.touch(mode=0o600)
        own.write_text(get_random_secret_key())
        # Of two processes that start at once, one puts its key in place, whole, and the other reads that.
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(own)
        own.unlink()
    return path.read_text()


def hosts(environ: Mapping[str, str], *, local: bool) -> list[str]:
    """The host names that are answered to. On the developer's own machine: loopback only."""
    named = words(environ, "SAFEGUARDING_HOSTS")
    if named or local:
        return named or LOOPBACK
    raise ImproperlyConfigured(
        "SAFEGUARDING_HOSTS is not set. Set it to the host names of the service, parted by commas."
    )


def database(environ: Mapping[str, str], *, default: Path) -> dict[str, Any]:
    """The database of DATABASE_URL, or a SQLite file. The folder of a SQLite file is made if it is not there."""
    settings: dict[str, Any] = dict(dj_database_url.parse(environ.get("DATABASE_URL") or f"sqlite:///{default}"))
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        if settings["NAME"] != ":memory:":
            Path(settings["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        settings["OPTIONS"] = {
            # A write takes its lock when its transaction begins: two writers queue, and none fails half-way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_ON_CONNECT,
        }
    else:
        settings["CONN_MAX_AGE"] = 60
        settings["CONN_HEALTH_CHECKS"] = True
    return settings
