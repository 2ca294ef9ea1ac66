"""Settings for tests: the service's own, with what would make a test slow or leave something behind exchanged.

A module of its own, and not a switch in the service's settings, so that no environment variable can ever turn a real
service's passwords into fast ones.

SAFEGUARDING_TEST_DATABASE_URL  tests run on SQLite, and on PostgreSQL where this names one (postgres://user@host:port/name):
                                a database test_<name> is made for the run, so its user has to be allowed that
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Each process (each xdist worker, each engineer's run) has files of its own, gone when it ends.
_OWN_FILES = Path(tempfile.mkdtemp(prefix="safeguarding-tests-"))
atexit.register(shutil.rmtree, _OWN_FILES, ignore_errors=True)

os.environ["SECRET_KEY"] = "only-for-tests-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2
os.environ["SAFEGUARDING_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["SAFEGUARDING_VAR"] = str(_OWN_FILES)
os.environ.pop("SAFEGUARDING_DEMO", None)
os.environ.pop("SAFEGUARDING_DEBUG", None)
# Never the database that somebody's own service uses: only one that was named for tests.
os.environ["DATABASE_URL"] = os.environ.get("SAFEGUARDING_TEST_DATABASE_URL", "")

from safeguarding.settings import *  # noqa: E402, F403  everything not named below is tested as it is served
from safeguarding.settings import DATABASES, STATIC_ROOT  # noqa: E402  named, so that the type checker knows them

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: the browser's requests come in other threads, and a connection shared by threads is not what a
    # service has. Nothing is flushed to the disk, for the file need not outlive the run.
    DATABASES["default"]["TEST"] = {"NAME": str(_OWN_FILES / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
else:
    # A connection kept open by a thread that ended would keep the database from being dropped.
    DATABASES["default"]["CONN_MAX_AGE"] = 0

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# WhiteNoise warns of a folder that is not there, and warnings are errors here.
STATIC_ROOT.mkdir()
# The test client and the live server speak plain http.
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
