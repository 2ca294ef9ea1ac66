from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from safeguarding import demo
from safeguarding.demo.people import PASSWORD, PEOPLE


class Command(BaseCommand):
    help = "Loads the demonstration through the importer, once; running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demonstration: the demo is only loaded where SAFEGUARDING_DEMO=1 is set.")
        written = demo.load()
        self.stdout.write("The demonstration is loaded." if written else "The demonstration is there already.")
        self.stdout.write("Sign in as any of these, each with the password " + repr(PASSWORD) + ":")
        for sign_in, name, partnerships, role in PEOPLE:
            where = " and ".join(slug.title() for slug in partnerships)
            self.stdout.write(f"  {sign_in + '@example.org':<24}{name} ({role.label}, {where})")
