"""Imports that were begun and not finished: what is left to do in each, so that they can be taken up again."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from spreadsheets.models import ImportRow, ImportRun
from spreadsheets.needs import open_problems, usual_gaps


@dataclass(frozen=True, slots=True)
class Unfinished:
    run: ImportRun
    left: list[str]


def what_is_left(runs: Sequence[ImportRun]) -> list[Unfinished]:
    """One query for all of them; none where nothing is unfinished."""
    rows: dict[int, list[ImportRow]] = defaultdict(list)
    for row in ImportRow.objects.filter(run__in=[run.pk for run in runs]).needing_looks() if runs else ():
        rows[row.run_id].append(row)
    return [Unfinished(run, _left(run, rows[run.pk])) for run in runs]


def _left(run: ImportRun, rows: list[ImportRow]) -> list[str]:
    usual = usual_gaps(rows)
    needing = sum(1 for row in rows if open_problems(row, usual))
    done = sum(1 for row in rows if row.chosen or row.is_checked or row.decision == "skip")
    said = []
    if needing:
        sentence = ngettext("%(n)d row needs a person first", "%(n)d rows need a person first", needing)
        said.append(sentence % {"n": needing})
    else:
        said.append(_("no row needs a person any more: see what will happen, and import"))
    if done:
        said.append(ngettext("%(n)d row was looked at", "%(n)d rows were looked at", done) % {"n": done})
    return said
