"""One measured run, in a process and a database of its own: prints one line of JSON. Started by bench.py.

bench_run.py ours|bare|bare-history|bare-bulk WORKBOOK
"""

import json
import os
import resource
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "safeguarding.settings"


class Queries:
    """How many statements were sent to the database."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        self.number += 1
        return execute(sql, parameters, many, context)


def main(kind: str, workbook: Path) -> None:
    import django

    django.setup()
    from django.db import connection

    work = ours(workbook) if kind == "ours" else bare(kind, workbook)
    queries = Queries()
    began, used = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(queries):
        written = work()
    took, used = time.perf_counter() - began, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {"seconds": took, "processor": used, "queries": queries.number, "megabytes": peak, "written": written}
    sys.stdout.write(json.dumps(found) + "\n")


def ours(workbook: Path) -> Any:
    """The whole way of the import page: read, staged, leads agreed to, compared, committed, with history and ledger."""
    from accounts.models import Membership, Partnership, User
    from accounts.roles import Role
    from ratings.models import ReportingPeriod
    from spreadsheets.services import import_document

    partnership = Partnership(name="Bench Partnership", slug="bench")
    partnership.save()
    person = User(email="bench@example.org")
    person.save()
    Membership(user=person, partnership=partnership, role=Role.ADMINISTRATOR).save()
    period = ReportingPeriod(
        partnership=partnership, name="2024/25 Q1", starts_on=date(2024, 4, 1), ends_on=date(2024, 6, 30)
    )
    period.save()

    def work() -> int:
        run = import_document(
            partnership=partnership,
            file_name=workbook.name,
            data=workbook.read_bytes(),
            by=person,
            title="Bench plan",
            period=period,
        )
        return int(run.result["new"])

    return work


def bare(kind: str, workbook: Path) -> Any:
    """The workbook loaded as django-import-export loads one, and imported by a bare resource."""
    from bench_bare import RESOURCES, BareLead, make_tables
    from bench_workbook import LEADS
    from import_export.formats.base_formats import XLSX
    from simple_history.signals import post_create_historical_record

    # The chain of the histories is this product's own, and no part of what is bare.
    post_create_historical_record.disconnect(dispatch_uid="seal_new_entry")
    make_tables()
    BareLead.objects.bulk_create(BareLead(name=name) for name in LEADS)

    def work() -> int:
        result = RESOURCES[kind]().import_data(XLSX().create_dataset(workbook.read_bytes()), raise_errors=True)
        return int(result.totals["new"])

    return work


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
