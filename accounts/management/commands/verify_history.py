"""`manage.py verify_history`: proves that no entry of any history was changed or removed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.chain.verifying import Chain, findings


class Command(BaseCommand):
    help = "Proves that no entry of any history was changed, removed or slipped in; says which was when one is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--expect",
            metavar="HASH",
            default="",
            help="a hash that an earlier run printed and somebody noted: it must still stand in the history",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 where all holds, 1 with one line for each finding where not."""
        chain, wrong = Chain(), 0
        # One state of the database from the first link to the last, though people go on working meanwhile.
        with transaction.atomic(durable=False):
            for finding in findings(chain, expected=options["expect"].strip()):
                wrong += 1
                self.stdout.write(finding.words)
        if wrong:
            self.stderr.write(f"{wrong} findings in a history of {chain.links} entries.")
            raise SystemExit(1)
        self.stdout.write(f"All {chain.links} entries of the history are as they were written.")
        self.stdout.write(f"The last hash is {chain.last or 'none'}: note it, and give it to --expect next time.")
