#!/usr/bin/env python
"""Django's command line, on this project's settings."""

import os
import sys

from django.core.management import execute_from_command_line

# Any of these says which installation a command is for.
SAYS_WHICH = ("SECRET_KEY", "SAFEGUARDING_DEMO", "SAFEGUARDING_DEBUG", "DJANGO_SETTINGS_MODULE")


def for_the_demonstration_unless_told(environ: "os._Environ[str]") -> None:
    """Without a word in the environment, a command is for the demonstration that `make run` made in var/.

    Only here: the service itself (safeguarding.wsgi) refuses to start without a key.
    """
    if not any(environ.get(name) for name in SAYS_WHICH):
        environ["SAFEGUARDING_DEMO"] = "1"
        if sys.stderr.isatty():
            print("No SECRET_KEY is set: this is done to the demonstration in var/.", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    for_the_demonstration_unless_told(os.environ)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeguarding.settings")
    execute_from_command_line(sys.argv)
