"""Takes a document in: read, recognised and kept with all that was made of it, before anything of a plan is written."""

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Partnership, User
from accounts.permissions import require
from accounts.roles import Permission
from accounts.rules import RuleBroken
from plans.models import Lead, LeadWording, PlanKind
from spreadsheets.draft import DraftAction, DraftPlan
from spreadsheets.limits import LARGEST_FILE, largest_in_words
from spreadsheets.models import ImportRow, ImportRun
from spreadsheets.own_layout import read_any_plan
from spreadsheets.proposing import propose_scale, propose_target, span_in
from spreadsheets.readers.grid import UnreadableDocument
from spreadsheets.staged import Staged, origins_as_json, problems_as_json

log = logging.getLogger(__name__)

_PLAN_LEVEL = ("sections", "expected", "key", "problems", "tables", "ignored", "dimensions", "stated")


@transaction.atomic
def stage_document(
    *, partnership: Partnership, file_name: str, data: bytes, by: User, sheet: str | None = None
) -> ImportRun:
    """Keep the file and what was understood of it, for a person to check.

    Raises RuleBroken with one sentence, about the field "file", where it cannot be read.
    """
    require(Permission.IMPORT, partnership, by=by)
    plan, whole = read_both_ways(partnership, file_name, data, sheet=sheet)
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
        draft=_without_nul({name: getattr(plan, name) for name in _PLAN_LEVEL}),
        target=propose_target(partnership, title, file_name),
        starts_on=span[0],
        ends_on=span[1],
    )
    if run.target:
        run.title, run.kind = run.target.title, run.target.kind
    run.save()
    ImportRow.objects.bulk_create(
        _row(run, position, action, offered=offered)
        for position, (action, offered) in enumerate(_in_order(plan, whole), start=1)
    )
    run.scale, run.new_scale = propose_scale(run)
    run.save()
    return run


@transaction.atomic
def read_again(*, run: ImportRun, sheet: str, by: User) -> ImportRun:
    """Read one sheet or table of the file alone, in place of what was understood before; choices made go with it."""
    require(Permission.IMPORT, run.partnership, by=by)
    if not run.is_staged:
        raise RuleBroken(_("This import was committed already: what it was to write can no longer be changed."))
    made = stage_document(
        partnership=run.partnership, file_name=run.file_name, data=bytes(run.data), by=by, sheet=sheet
    )
    run.delete()
    return made


def read_both_ways(
    partnership: Partnership, file_name: str, data: bytes, *, sheet: str | None = None
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
        plan = read_any_plan(data, file_name, known_leads=known, sheet=sheet)
        if not any(action.parts for action in plan.actions):
            return plan, None
        return plan, read_any_plan(data, file_name, known_leads=known, sheet=sheet, split=False)
    except UnreadableDocument as unreadable:
        raise RuleBroken(str(unreadable), field="file") from unreadable
    except Exception as unforeseen:
        # A document in a shape that nobody thought of: the person gets a sentence, we get the trace.
        log.exception("A document could not be read")
        raise RuleBroken(
            _("This file could not be read: save it anew, with the plan alone in it, as .xlsx, .docx or .csv."),
            field="file",
        ) from unforeseen


def known_leads(partnership: Partnership) -> list[str]:
    """Every name and other wording of the partnership's leads."""
    names = Lead.objects.filter(partnership=partnership).values_list("name", flat=True)
    return [*names, *LeadWording.objects.filter(partnership=partnership).values_list("text", flat=True)]


def _in_order(plan: DraftPlan, whole: DraftPlan | None) -> Iterator[tuple[DraftAction, bool]]:
    """Each action with whether it is in force: the parts of a source row are, the row undivided stands before them."""
    undivided = {_place(action): action for action in whole.actions} if whole else {}
    for action in plan.actions:
        if action.part == 1 and _place(action) in undivided:
            yield undivided[_place(action)], False
        yield action, True


def _place(action: DraftAction) -> tuple[str, int]:
    return (action.origins[0].table, action.origins[0].row)


def _row(run: ImportRun, position: int, action: DraftAction, *, offered: bool) -> ImportRow:
    table, row = _place(action)
    return ImportRow(
        run=run,
        position=position,
        table=table[:255],
        row=row,
        part=action.part,
        parts=action.parts,
        is_whole=not offered,
        is_offered=offered,
        origins=_without_nul(origins_as_json(action.origins)),
        understood=_without_nul(Staged.of(action).as_json()),
        problems=_without_nul(problems_as_json(action.problems)),
    )


def _without_nul(value: Any) -> Any:
    """As JSON that any database holds: PostgreSQL keeps no NUL, and no document means one."""
    if isinstance(value, dict):
        return {key: _without_nul(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nul(each) for each in value]
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    return _without_nul(asdict(value)) if hasattr(value, "__dataclass_fields__") else value
