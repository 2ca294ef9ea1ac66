"""Takes a document in: read, recognised and kept with all that was made of it, before anything of a plan is written."""

import hashlib
import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.bulk import insert_many
from accounts.models import Partnership, User
from accounts.permissions import require
from accounts.roles import Permission
from accounts.rules import RuleBroken
from plans.models import Lead, LeadWording, PlanKind
from spreadsheets.bare_quarters import alone, is_bare
from spreadsheets.columns import OWN
from spreadsheets.draft import DraftAction, DraftPlan
from spreadsheets.limits import LARGEST_FILE, largest_in_words
from spreadsheets.models import ImportRow, ImportRun
from spreadsheets.own_layout import NO_TABLE, read_any_plan
from spreadsheets.proposing import propose_scale, propose_target, propose_untitled, span_in
from spreadsheets.readers.grid import UnreadableDocument
from spreadsheets.services.remembering import recall_columns
from spreadsheets.shapes import ACTIONS
from spreadsheets.staged import Staged

log = logging.getLogger(__name__)

_PLAN_LEVEL = ("sections", "expected", "key", "problems", "tables", "ignored", "dimensions", "stated")


@transaction.atomic
def stage_document(*, partnership: Partnership, file_name: str, data: bytes, by: User, asks: bool = False) -> ImportRun:
    """Keep the file and what was understood of it, for a person to check.

    A file with the headings of one whose columns a person chose is read as was chosen. With `asks` one that has
    headings, but none of what is to be done, is kept without a row, for a person to say which column that is. Raises
    RuleBroken with one sentence, about the field "file", where it cannot be read.
    """
    require(Permission.IMPORT, partnership, by=by)
    reading = read_as_remembered(partnership, file_name, data, asks=asks)
    plan = reading.plan
    title = plan.title.strip()[:200]
    span = span_in(title) or (None, None)
    run = ImportRun(
        partnership=partnership,
        file_name=file_name[-255:],
        sha256=hashlib.sha256(data).hexdigest(),
        data=data,
        uploaded_by=by,
        uploaded_at=timezone.now(),
        title=title,
        kind=plan.kind if plan.kind in PlanKind.values else PlanKind.OTHER,
        layout=plan.layout[:40],
        draft=draft_of(plan) | {"remembered": reading.remembered},
        columns=reading.columns,
        target=propose_target(partnership, title, file_name),
        starts_on=span[0],
        ends_on=span[1],
    )
    if run.target is None:
        run.target = propose_untitled(partnership, title, file_name, (action.action for action in plan.actions))
    if run.target:
        run.title, run.kind = run.target.title, run.target.kind
    run.save()
    rows = rows_of(run, plan, reading.whole)
    for position, row in enumerate(rows, start=1):
        row.position = position
    insert_many(rows)
    run.scale, run.new_scale = propose_scale(run)
    run.save()
    return run


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of a file: with bundled cells split and undivided, and of whose choice of columns use was made."""

    plan: DraftPlan
    whole: DraftPlan | None
    columns: dict[str, str] = field(default_factory=dict)
    remembered: list[dict[str, Any]] = field(default_factory=list)


def read_as_remembered(partnership: Partnership, file_name: str, data: bytes, *, asks: bool) -> Reading:
    """Read with the columns that a person chose for an earlier file of the same headings, if anybody did."""
    plan, whole = read_both_ways(partnership, file_name, data, asks=True)
    if plan.layout == OWN:
        return Reading(plan, whole)
    columns, remembered = recall_columns(partnership, [asdict(table) for table in plan.tables])
    if columns:
        try:
            return Reading(*read_both_ways(partnership, file_name, data, columns=columns), columns, remembered)
        except RuleBroken:
            log.warning("Columns that were chosen for another file of the same headings find no plan in this one")
    if not plan.actions and not asks:
        raise RuleBroken(NO_TABLE, field="file")
    return Reading(plan, whole)


def read_both_ways(
    partnership: Partnership,
    file_name: str,
    data: bytes,
    *,
    tables: Collection[str] = (),
    columns: Mapping[str, str] | None = None,
    asks: bool = False,
) -> tuple[DraftPlan, DraftPlan | None]:
    """The plan with its bundled cells split into actions and, where there are such cells, undivided."""
    if len(data) > LARGEST_FILE:
        raise RuleBroken(
            _("This file is larger than %(most)s: copy the plan alone into a new file and choose that.")
            % {"most": largest_in_words()},
            field="file",
        )
    known = known_leads(partnership)
    try:
        plan = read_any_plan(data, file_name, known_leads=known, tables=tables, columns=columns, asks=asks)
        if not any(action.parts for action in plan.actions):
            return plan, None
        whole = read_any_plan(data, file_name, known_leads=known, tables=tables, columns=columns, split=False)
    except UnreadableDocument as unreadable:
        raise RuleBroken(str(unreadable), field="file") from unreadable
    except Exception as unforeseen:
        # A document in a shape that nobody thought of: the person gets a sentence, we get the trace.
        log.exception("A document could not be read")
        raise RuleBroken(
            _("This file could not be read: save it anew, with the plan alone in it, as .xlsx, .docx or .csv."),
            field="file",
        ) from unforeseen
    return plan, whole


def draft_of(plan: DraftPlan, earlier: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """The plan as a whole, as it is kept; `earlier` are the tables of the file, some of which may not be read now."""
    draft: dict[str, Any] = _without_nul({name: getattr(plan, name) for name in _PLAN_LEVEL})
    read = {table["name"]: table | {"taken": table["role"] == ACTIONS} for table in draft["tables"]}
    known = [read.pop(table["name"], dict(table) | {"taken": False}) for table in earlier]
    draft["tables"] = [*known, *read.values()]
    # As the file has it, so that a title that a person typed can be told from it.
    draft["title"] = _without_nul(plan.title.strip()[:200])
    # For the list of what is not finished, which reads no row's own words.
    ratings = [rating for action in plan.actions for rating in action.ratings]
    draft["asks_period"] = any(rating.level and (not rating.period or is_bare(rating.period)) for rating in ratings)
    draft["lead_names"] = _without_nul(list(dict.fromkeys(lead.name for row in plan.actions for lead in row.leads)))
    return draft


def known_leads(partnership: Partnership) -> list[str]:
    """Every name and other wording of the partnership's leads."""
    names = Lead.objects.filter(partnership=partnership).values_list("name", flat=True)
    return [*names, *LeadWording.objects.filter(partnership=partnership).values_list("text", flat=True)]


def rows_of(run: ImportRun, plan: DraftPlan, whole: DraftPlan | None) -> list[ImportRow]:
    """The rows to keep, in their order and not saved: of a source row that bundles several actions the parts, which
    are in force, and before them the row undivided."""
    undivided = {_place(action): action for action in whole.actions} if whole else {}
    only = alone(rating.period for action in plan.actions for rating in action.ratings)
    found = []
    for action in plan.actions:
        if action.part == 1 and _place(action) in undivided:
            found.append(_row(run, undivided[_place(action)], offered=False, period=only))
        found.append(_row(run, action, offered=True, period=only))
    return found


def _place(action: DraftAction) -> tuple[str, int]:
    return (action.origins[0].table, action.origins[0].row)


def _row(run: ImportRun, action: DraftAction, *, offered: bool, period: str | None) -> ImportRow:
    """`period` is one that says nothing of the ratings but that they are all of one: a person chooses which."""
    table, row = _place(action)
    if period:
        action = replace(action, ratings=tuple(replace(each, period=None) for each in action.ratings))
    return ImportRow(
        run=run,
        table=table[:255],
        row=row,
        part=action.part,
        parts=action.parts,
        is_whole=not offered,
        is_offered=offered,
        origins=_without_nul(action.origins),
        understood=_without_nul(Staged.of(action).as_json()),
        problems=_without_nul(action.problems),
    )


def _without_nul(value: Any) -> Any:
    """As JSON that any database holds: PostgreSQL keeps no NUL, and no document means one."""
    if isinstance(value, str):
        if "\0" in value or not value.isascii():
            return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
        return value
    if isinstance(value, dict):
        return {key: _without_nul(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nul(each) for each in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: _without_nul(getattr(value, name)) for name in value.__dataclass_fields__}
    return value
