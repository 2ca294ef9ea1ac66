"""A plan as comma-separated text, in the encoding by which Excel knows it."""

import csv
from io import StringIO

from spreadsheets.columns import PLAN_TITLE
from spreadsheets.escaping import escaped
from spreadsheets.exporting import ExportedPlan
from spreadsheets.resources import PlanResource


def csv_of(exported: ExportedPlan) -> bytes:
    """UTF-8 with a byte order mark. A cell that begins like a formula gets a mark before it; see escaping.py.

    A table and nothing else: what a level means stands beside it, and the plan's title in a column of its own.
    """
    dataset = PlanResource([*exported.columns, PLAN_TITLE]).export(exported.rows)
    written = StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([escaped(" ".join(heading.split())) for heading in dataset.headers])
    writer.writerows([escaped(text) for text in row] for row in dataset)
    return written.getvalue().encode("utf-8-sig")
