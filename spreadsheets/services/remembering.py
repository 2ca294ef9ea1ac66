"""What a partnership has once said of its files, so that it is not asked again: the columns, and who a lead is."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Partnership, User
from accounts.permissions import require
from accounts.roles import Permission
from accounts.rules import RuleBroken
from plans.lead_services import add_wording
from plans.models import Lead
from spreadsheets.models import ColumnMapping, ImportRun
from spreadsheets.services.ledger import Ledger
from spreadsheets.shapes import recalled, shapes_in


def recall_columns(
    partnership: Partnership, tables: Sequence[Mapping[str, Any]]
) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """The fields chosen for tables of these shapes, by heading, and by whom and when that was said."""
    shapes = shapes_in(tables)
    found = ColumnMapping.objects.filter(partnership=partnership, shape__in=shapes).select_related("chosen_by")
    columns: dict[str, str] = {}
    remembered = []
    for each in found.order_by("chosen_at", "pk"):
        columns |= recalled(shapes[each.shape], each.mapping)
        told = {"file": each.file_name, "by": str(each.chosen_by), "on": each.chosen_at.date().isoformat()}
        remembered.append(told | {"pk": each.pk})
    return (columns, remembered) if columns else ({}, [])


@transaction.atomic
def remember_columns(*, run: ImportRun, columns: Mapping[str, str], by: User) -> None:
    """Keep what was chosen, for the next file with the headings of any of the run's tables."""
    require(Permission.IMPORT, run.partnership, by=by)
    for shape, headings in shapes_in(run.draft.get("tables", [])).items():
        mapping = {heading: columns[heading] for heading in headings if heading in columns}
        kept = ColumnMapping.objects.filter(partnership=run.partnership, shape=shape).first()
        if kept is None and not mapping:
            continue
        kept = kept or ColumnMapping(partnership=run.partnership, shape=shape)
        if kept.pk and kept.mapping == mapping:
            continue
        kept.headings, kept.mapping, kept.file_name = list(headings), mapping, run.file_name
        kept.chosen_by, kept.chosen_at = by, timezone.now()
        kept.save()


@transaction.atomic
def forget_columns(*, run: ImportRun, by: User) -> None:
    """From now on a file with these headings is read by its headings and cells alone."""
    require(Permission.IMPORT, run.partnership, by=by)
    shapes = list(shapes_in(run.draft.get("tables", [])))
    ColumnMapping.objects.filter(partnership=run.partnership, shape__in=shapes).delete()


def remember_wordings(*, run: ImportRun, names: Iterable[str], ledger: Ledger, by: User) -> None:
    """Each confirmed name is another wording of its lead from now on. To be called while the run is committed.

    `names` are those that the rows taken still bear. A name that came to mean something else meanwhile is left alone.
    """
    borne = {name.strip().lower(): name for name in names}
    answers = {borne[key]: each["lead"] for key, each in run.lead_answers.items() if key in borne and each.get("lead")}
    leads = Lead.objects.filter(partnership=run.partnership).in_bulk(list(answers.values()))
    for name, key in answers.items():
        lead = leads.get(key)
        if lead is None or lead.name.casefold() == name.strip().casefold():
            continue
        try:
            with transaction.atomic():
                ledger.made(add_wording(lead=lead, text=name[:300], by=by))
        except RuleBroken:
            continue  # known by that wording already, or it means another lead by now
