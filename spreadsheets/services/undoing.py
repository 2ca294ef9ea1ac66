"""Takes back exactly what one import wrote, as long as none of it has been changed since."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Model
from django.db.models.deletion import ProtectedError, RestrictedError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.chain import sealed_together
from accounts.history import (
    Members,
    create_many_with_history,
    delete_many_with_history,
    update_many_with_history,
)
from accounts.models import User
from accounts.permissions import require
from accounts.roles import Permission
from accounts.rules import RuleBroken
from plans.holding import hold_plan
from plans.models import Action, Lead, Milestone
from ratings.models import ReportingPeriod
from spreadsheets.changed_since import SHARED, changed_since
from spreadsheets.models import ImportRow, ImportRun, ImportStatus
from spreadsheets.services.ledger import in_parts, last_entries

# What hangs below goes first. What the import changed is put back between the two: a reference that it gave to a new
# action is free by then, and a section that it moved actions into is empty before it goes.
_TAKEN_BACK_FIRST = (
    "ratings.rating",
    "ratings.expectedlevel",
    "plans.progressupdate",
    "plans.duedatemove",
    "plans.action",
)
_TAKEN_BACK_LAST = ("plans.objective", "plans.section", "ratings.planscale", "plans.actionplan", "plans.leadwording")
_MOST_NAMED = 5
# Set by the database or by the history itself.
_NOT_RESTORED = frozenset({"id", "revision"})


@transaction.atomic
@sealed_together()
def undo_import(*, run: ImportRun, by: User) -> list[str]:
    """Take the import back. Returns the names of what it made and others use by now, which stays.

    Raises RuleBroken, naming what was changed since; then nothing is done.
    """
    require(Permission.IMPORT, run.partnership, by=by)
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if not run.is_committed:
        raise RuleBroken(_("This import is not in force: there is nothing to undo."))
    list(ReportingPeriod.objects.select_for_update(no_key=True).filter(partnership=run.partnership_id).order_by("pk"))
    if run.plan:
        hold_plan(run.plan)
    list(Lead.objects.select_for_update().filter(partnership=run.partnership_id).order_by("pk").values_list("pk"))
    changed = changed_since(run)
    if changed:
        raise RuleBroken(_in_one_sentence(changed) + _what_to_do(run))
    reason = _("Import of %(file)s undone") % {"file": run.file_name}
    try:
        for label in _TAKEN_BACK_FIRST:
            _delete(label, run.written, by=by, reason=reason)
        _restore(run.written, by=by, reason=reason)
        for label in _TAKEN_BACK_LAST:
            _delete(label, run.written, by=by, reason=reason)
    except (ProtectedError, RestrictedError) as in_use:
        raise RuleBroken(_in_use(in_use)) from in_use
    kept = [name for label in SHARED for name in _delete_unused(label, run.written, by=by, reason=reason)]
    ImportRow.objects.filter(run=run).update(action=None)
    run.refresh_from_db()
    run.status, run.undone_by, run.undone_at = ImportStatus.UNDONE, by, timezone.now()
    run.revision += 1
    run.save()
    return kept


def _in_one_sentence(changed: list[str]) -> str:
    named, more = changed[:_MOST_NAMED], len(changed) - _MOST_NAMED
    sentence = _("This import cannot be undone, because what it wrote has been changed since: %(what)s") % {
        "what": "; ".join(named)
    }
    if more > 0:
        sentence += ngettext("; and %(n)d more", "; and %(n)d more", more) % {"n": more}
    return sentence + ". " + _("Nothing was done.")


def _what_to_do(run: ImportRun) -> str:
    """Where another import came after this one, it is what stands in the way, and it can be undone itself."""
    later = ImportRun.objects.filter(
        plan=run.plan_id, status=ImportStatus.COMMITTED, committed_at__gt=run.committed_at
    ).exclude(plan=None)
    names = list(later.order_by("-committed_at").values_list("file_name", flat=True)[:_MOST_NAMED])
    if not names:
        return ""
    return " " + _("Undo what was imported after it first: %(files)s.") % {"files": ", ".join(names)}


def _in_use(error: ProtectedError | RestrictedError) -> str:
    things = error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
    names = sorted({f"{thing._meta.verbose_name} “{thing}”" for thing in things})
    return _("This import cannot be undone, because other things lean on it: %(what)s. Nothing was done.") % {
        "what": "; ".join(names[:_MOST_NAMED])
    }


def _restore(written: dict[str, Any], *, by: User, reason: str) -> None:
    """Put back what the import changed of things that were there before it."""
    for label, entries in written["changed"].items():
        model: Any = apps.get_model(label)
        for part in in_parts(int(key) for key in entries):
            history = model.history.in_bulk([entries[str(key)] for key in part])
            things = list(model._default_manager.filter(pk__in=part))
            before = [history[entries[str(thing.pk)]] for thing in things]
            fields = [field for field in model._meta.concrete_fields if field.name not in _NOT_RESTORED]
            for thing, entry in zip(things, before, strict=True):
                for field in fields:
                    setattr(thing, field.attname, getattr(entry, field.attname))
                if hasattr(thing, "revision"):
                    thing.revision += 1
            names = [field.name for field in fields] + (["revision"] if hasattr(model, "revision") else [])
            members: Members | None = {"leads": _leads_of(before)} if model is Action else None
            update_many_with_history(things, names, by=by, reason=reason, members=members)
    kept = written["values"].get("plans.action", {})
    _restore_milestones({int(key): values["milestones"] for key, values in kept.items()}, by=by, reason=reason)


def _leads_of(entries: Sequence[Any]) -> list[list[Lead]]:
    """The leads that each entry in an action's history tells, as far as there are such leads still."""
    if not entries:
        return []
    rows = type(entries[0]).leads.model.objects.filter(history__in=[entry.pk for entry in entries])
    told = list(rows.values_list("history_id", "lead_id"))
    leads = Lead.objects.in_bulk({lead for _entry, lead in told})
    held: dict[int, list[Lead]] = defaultdict(list)
    for entry, lead in told:
        held[entry] += [leads[lead]] if lead in leads else []
    return [held[entry.pk] for entry in entries]


def _restore_milestones(kept: dict[int, list[list[Any]]], *, by: User, reason: str) -> None:
    """By action (text, day, precision) of each part."""
    for part in in_parts(kept):
        delete_many_with_history(list(Milestone.objects.filter(action__in=part)), by=by, reason=reason)
        parts = [
            Milestone(
                action_id=action,
                position=position,
                text=text,
                due_on=date.fromisoformat(day) if day else None,
                due_precision=precision,
            )
            for action in part
            for position, (text, day, precision) in enumerate(kept[action], start=1)
        ]
        create_many_with_history(parts, by=by, reason=reason)


def _delete(label: str, written: dict[str, Any], *, by: User, reason: str) -> None:
    """Delete what the import made; the history of each keeps what it was, who took it back and why."""
    model = apps.get_model(label)
    for part in in_parts(written["created"].get(label, [])):
        delete_many_with_history(list(model._default_manager.filter(pk__in=part)), by=by, reason=reason)


def _delete_unused(label: str, written: dict[str, Any], *, by: User, reason: str) -> list[str]:
    """Delete what nobody has come to use or change; the names of the rest."""
    kept = []
    model, made = apps.get_model(label), written["created"].get(label, [])
    marks = written["marks"].get(label, {})
    last = last_entries(model, made) if marks else {}
    for part in in_parts(made):
        things = list(model._default_manager.filter(pk__in=part))
        used = _used(model, part)
        in_use = {thing.pk for thing in things if thing.pk in used or last.get(thing.pk) != marks.get(str(thing.pk))}
        kept += [str(thing) for thing in things if thing.pk in in_use]
        delete_many_with_history([thing for thing in things if thing.pk not in in_use], by=by, reason=reason)
    return kept


def _used(model: type[Model], keys: Sequence[int]) -> set[int]:
    """Those at which anything but their own parts points: one query for each kind of thing that can."""
    own = {"levels", "dimensions", "partnerships", "wordings"}
    used: set[int] = set()
    for relation in model._meta.get_fields():
        if not (relation.one_to_many or relation.many_to_many) or relation.name in own:
            continue
        accessor = relation.get_accessor_name() if isinstance(relation, models.ForeignObjectRel) else relation.name
        if not accessor or accessor == "history" or _is_of_imports(relation):
            continue
        pointed = model._default_manager.filter(pk__in=keys, **{f"{relation.name}__isnull": False})
        used |= set(pointed.values_list("pk", flat=True))
    return used


def _is_of_imports(relation: Any) -> bool:
    """Imports name what was chosen for them; that is no use of it."""
    return relation.related_model is ImportRun
