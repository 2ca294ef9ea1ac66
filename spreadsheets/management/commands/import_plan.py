"""Reads a document as the import page does; writes only with --commit, through the page's own services."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection

from accounts.models import Membership, Partnership, User
from accounts.roles import Permission, Role, roles_with
from accounts.rules import RuleBroken
from ratings.models import RatingScale, ReportingPeriod
from spreadsheets.as_json import plan_as_json
from spreadsheets.draft import DraftPlan
from spreadsheets.models import ImportRun
from spreadsheets.services import CannotBeImported, import_document
from spreadsheets.services.staging import read_both_ways

READ, NOT_READ = 0, 2


class _Refused(Exception):
    """One plain sentence: what is wrong and what to do."""


class Command(BaseCommand):
    help = "Reads a plan from a document (.xlsx, .docx, .csv). Without --commit nothing is written."
    # What is wrong with a file is said in one sentence; the state of the migrations is another matter.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the document")
        parser.add_argument("--partnership", required=True, metavar="SLUG", help="whose plan it is, such as thurrock")
        parser.add_argument("--commit", action="store_true", help="write the plan, all of it or nothing")
        parser.add_argument("--json", action="store_true", help="print what was understood as one JSON object")
        parser.add_argument("--title", metavar="T", help="the plan's title, if not the document's own")
        parser.add_argument("--period", metavar="NAME", help='the period that the ratings are of, such as "2020/21 Q4"')
        parser.add_argument("--scale", metavar="NAME", help="the partnership's scale in which the ratings are read")
        parser.add_argument("--as", metavar="EMAIL", dest="as_", help="who imports; if not said, an administrator")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._run(options)
        except _Refused as refused:
            self._refuse(str(refused))
        except RuleBroken as broken:
            self._refuse(str(broken.message))
        except CannotBeImported as refused:
            more = len(refused.errors) - 1
            self._refuse(refused.errors[0] + (f" {_count(more, 'more thing')} must be put right too." if more else ""))
        except PermissionDenied:
            self._refuse(f"{options['as_']} may not import in this partnership: name somebody who may with --as.")
        except DatabaseError as error:
            self._refuse(_of_database(error))

    def _run(self, options: dict[str, Any]) -> None:
        path = Path(options["file"])
        partnership = _partnership(options["partnership"])
        data = _bytes(path)
        plan, _whole = read_both_ways(partnership, path.name, data)
        run = self._commit(partnership, path.name, data, options) if options["commit"] else None
        if options["json"]:
            self.stdout.write(json.dumps(plan_as_json(plan), ensure_ascii=False, indent=1))
        else:
            self._summarise(plan, run)

    def _commit(self, partnership: Partnership, name: str, data: bytes, options: dict[str, Any]) -> ImportRun:
        try:
            return import_document(
                partnership=partnership,
                file_name=name,
                data=data,
                by=_person(partnership, options["as_"]),
                title=options["title"],
                period=_period(partnership, options["period"]),
                scale=_scale(partnership, options["scale"]),
            )
        except RuleBroken as broken:
            if broken.field == "period":
                periods = _names(partnership.periods)
                raise _Refused(f"Say with --period which period the ratings are of: {periods}.") from broken
            raise

    def _summarise(self, plan: DraftPlan, run: ImportRun | None) -> None:
        self.stdout.write(f"{plan.title}: {_count(len(plan.actions), 'action')} read from {plan.file_name}.")
        for problem in plan.problems:
            self.stdout.write(f"- {problem.message}")
        for action in plan.actions:
            for problem in action.problems:
                self.stdout.write(f"- {problem.message}")
        if run is None:
            self.stdout.write("Nothing was written: add --commit to write it.")
            return
        counts = ", ".join(f"{run.result[name]} {name}" for name in ("new", "changed", "same"))
        self.stdout.write(f"Written by {run.committed_by}: {counts}.")

    def _refuse(self, sentence: str) -> None:
        self.stderr.write(sentence)
        raise SystemExit(NOT_READ)


def _of_database(error: DatabaseError) -> str:
    try:
        names = connection.introspection.table_names()
    except DatabaseError:
        return f"The database cannot be reached, and nothing was written: {' '.join(str(error).split())}"
    if Partnership._meta.db_table not in names:
        return "This service has not been set up yet: run `manage.py migrate` first. Nothing was written."
    return f"The database did not take it, and nothing was written: {error}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _partnership(slug: str) -> Partnership:
    found = Partnership.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Partnership.objects.order_by("slug").values_list("slug", flat=True)) or "none yet"
        raise _Refused(f"There is no partnership {slug}: choose one of these with --partnership: {known}.")
    return found


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise _Refused(f"{path} is a folder: name the document in it.")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise _Refused(f"There is no file {path}: check its name.") from None
    except OSError as error:
        raise _Refused(f"{path} cannot be read: {error.strerror}.") from error


def _person(partnership: Partnership, email: str | None) -> User:
    """The person named; else the administrator who was there first, who answers for imports."""
    if email:
        found = User.objects.filter(email__iexact=email, is_active=True).first()
        if found is None:
            raise _Refused(f"Nobody signs in as {email}: name somebody who may import with --as.")
        return found
    may = Membership.objects.filter(
        partnership=partnership, role__in=roles_with(Permission.IMPORT), user__is_active=True
    ).select_related("user")
    ordered = sorted(may, key=lambda each: (each.role != Role.ADMINISTRATOR, each.pk))
    if not ordered:
        raise _Refused("Nobody may import in this partnership yet: give somebody the role of administrator first.")
    return ordered[0].user


def _period(partnership: Partnership, name: str | None) -> ReportingPeriod | None:
    if name is None:
        return None
    found = ReportingPeriod.objects.filter(partnership=partnership, name__iexact=name).first()
    if found is None:
        raise _Refused(
            f"There is no period {name}: make it under Periods first, or choose {_names(partnership.periods)}."
        )
    return found


def _scale(partnership: Partnership, name: str | None) -> RatingScale | None:
    if name is None:
        return None
    found = RatingScale.objects.filter(partnership=partnership, name__iexact=name).first()
    if found is None:
        raise _Refused(f"There is no scale {name}: choose {_names(partnership.scales)}, or leave --scale out.")
    return found


def _names(things: Any) -> str:
    return (
        "one of these: " + ", ".join(things.values_list("name", flat=True)) if things.exists() else "none is there yet"
    )
