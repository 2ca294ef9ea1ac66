"""Imports that were begun and not finished: what is left to do in each, so that they can be taken up again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from spreadsheets.lead_directory import LeadDirectory
from spreadsheets.models import ImportRow, ImportRun
from spreadsheets.needs import open_problems, usual_gaps
from spreadsheets.staged import StagedLead


@dataclass(frozen=True, slots=True)
class Unfinished:
    run: ImportRun
    left: list[str]


def what_is_left(runs: Sequence[ImportRun]) -> list[Unfinished]:
    """For runs of one partnership. Four queries for all of them; none where nothing is unfinished."""
    if not runs:
        return []
    keys = [run.pk for run in runs]
    rows: dict[int, list[ImportRow]] = defaultdict(list)
    for row in ImportRow.objects.filter(run__in=keys).needing_looks():
        rows[row.run_id].append(row)
    asked = ImportRun.objects.filter(pk__in=keys).values("pk", "draft__asks_period", "draft__lead_names")
    drafts = {each["pk"]: each for each in asked}
    leads = LeadDirectory.of(runs[0].partnership)
    return [Unfinished(run, [*_left(rows[run.pk]), *_of_plan(run, drafts[run.pk], leads)]) for run in runs]


def _left(rows: list[ImportRow]) -> list[str]:
    usual = usual_gaps(rows)
    needing = sum(1 for row in rows if open_problems(row, usual))
    done = sum(1 for row in rows if row.chosen or row.is_checked or row.decision == "skip")
    said = []
    if needing:
        sentence = ngettext("%(n)d row needs a person first", "%(n)d rows need a person first", needing)
        said.append(sentence % {"n": needing})
    elif rows:
        said.append(_("no row needs a person any more: see what will happen, and import"))
    else:
        said.append(_("no action was found: choose the column that says what is to be done"))
    if done:
        said.append(ngettext("%(n)d row was looked at", "%(n)d rows were looked at", done) % {"n": done})
    return said


def _of_plan(run: ImportRun, draft: Mapping[str, Any], leads: LeadDirectory) -> list[str]:
    """What is still to be said of the plan as a whole; `leads` are those that the partnership knows."""
    said = []
    if draft["draft__asks_period"] and run.period_id is None:
        said.append(_("the period of its ratings is to be chosen"))
    named = [StagedLead(name) for name in draft["draft__lead_names"] or ()]
    agreed = {name.lower() for name in run.leads_to_create}
    open_names = [lead for lead in leads.unknown(named) if lead.name.lower() not in agreed | run.lead_answers.keys()]
    if open_names:
        sentence = ngettext("%(n)d lead is not known here", "%(n)d leads are not known here", len(open_names))
        said.append(sentence % {"n": len(open_names)})
    return said
