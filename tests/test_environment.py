"""What a service refuses to start with, and what only the demonstration may do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from safeguarding import environment

GOOD_KEY = "k3J8-" * 12


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("TRUE", True), ("0", False), ("", False), ("no", False)])
def test_flag_reads_yes_and_no(value: str, meant: bool) -> None:
    assert environment.flag({"X": value}, "X") is meant


def test_flag_refuses_what_is_neither() -> None:
    with pytest.raises(ImproperlyConfigured, match="X is 'maybe'"):
        environment.flag({"X": "maybe"}, "X")


def test_service_without_key_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is not set"):
        environment.signing_key({}, demo=False, kept_in=tmp_path)


@pytest.mark.parametrize("key", ["short", "a" * 80, "django-insecure-" + GOOD_KEY])
@pytest.mark.parametrize("demo", [True, False])
def test_weak_key_is_refused_even_in_the_demonstration(tmp_path: Path, key: str, demo: bool) -> None:
    with pytest.raises(ImproperlyConfigured, match="too weak"):
        environment.signing_key({"SECRET_KEY": key}, demo=demo, kept_in=tmp_path)


def test_good_key_is_taken(tmp_path: Path) -> None:
    assert environment.signing_key({"SECRET_KEY": GOOD_KEY}, demo=False, kept_in=tmp_path) == GOOD_KEY


def test_demonstration_keeps_the_key_that_it_made(tmp_path: Path) -> None:
    first = environment.signing_key({}, demo=True, kept_in=tmp_path / "var")
    second = environment.signing_key({}, demo=True, kept_in=tmp_path / "var")

    assert first == second
    assert len(first) >= 50
    assert [(path.name, path.stat().st_mode & 0o077) for path in (tmp_path / "var").iterdir()] == [
        ("demo-secret-key", 0)
    ]


def test_service_without_hosts_does_not_start() -> None:
    with pytest.raises(ImproperlyConfigured, match="SAFEGUARDING_HOSTS is not set"):
        environment.hosts({}, local=False)


def test_local_service_answers_only_to_this_machine() -> None:
    assert environment.hosts({}, local=True) == ["127.0.0.1", "localhost", "[::1]"]


def test_hosts_are_those_named() -> None:
    named = {"SAFEGUARDING_HOSTS": "plans.example.org, www.example.org"}

    assert environment.hosts(named, local=False) == ["plans.example.org", "www.example.org"]


def test_database_without_address_is_a_file(tmp_path: Path) -> None:
    made = environment.database({}, default=tmp_path / "new" / "db.sqlite3")

    assert made["NAME"] == str(tmp_path / "new" / "db.sqlite3")
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert (tmp_path / "new").is_dir()


def test_database_by_address_is_postgresql(tmp_path: Path) -> None:
    address = {"DATABASE_URL": "postgres://plans:secret@127.0.0.1:5433/plans"}

    made = environment.database(address, default=tmp_path / "unused.sqlite3")

    assert made["ENGINE"] == "django.db.backends.postgresql"
    assert (made["HOST"], made["PORT"], made["NAME"]) == ("127.0.0.1", 5433, "plans")
    assert made["CONN_HEALTH_CHECKS"]


@pytest.mark.django_db
def test_sqlite_writes_ahead_and_keeps_foreign_keys() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has these")
    with connection.cursor() as cursor:
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        foreign_keys = cursor.execute("PRAGMA foreign_keys").fetchone()[0]

    assert (journal, foreign_keys) == ("wal", 1)


@pytest.mark.parametrize(("behind", "counted"), [("1", "1"), ("0", "0")])
def test_only_behind_a_proxy_is_its_word_believed_on_who_tries_to_sign_in(behind: str, counted: str) -> None:
    code = "from safeguarding import settings; print(getattr(settings, 'ALLAUTH_TRUSTED_PROXY_COUNT', 0))"
    environ = {**os.environ, "SAFEGUARDING_BEHIND_PROXY": behind}

    told = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True)

    assert told.stdout.strip() == counted
