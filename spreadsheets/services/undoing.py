"""Takes back exactly what one import wrote, as long as none of it has been changed since."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Model
from django.db.models.deletion import ProtectedError, RestrictedError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.history import save_with_history, set_members_quietly
from accounts.models import User
from accounts.permissions import require
from accounts.roles import Permission
from accounts.rules import RuleBroken
from plans.holding import hold_plan
from plans.models import Action, Lead, Milestone
from ratings.models import ReportingPeriod
from spreadsheets.changed_since import SHARED, changed_since
from spreadsheets.models import ImportRow, ImportRun, ImportStatus
from spreadsheets.services.ledger import last_entries

# What hangs below goes first.
_TAKEN_BACK = (
    "ratings.rating",
    "ratings.expectedlevel",
    "plans.progressupdate",
    "plans.duedatemove",
    "plans.action",
    "plans.objective",
    "plans.section",
    "ratings.planscale",
    "plans.actionplan",
)
_MOST_NAMED = 5
# Set by the database or by the history itself.
_NOT_RESTORED = frozenset({"id", "revision"})


@transaction.atomic
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
    changed = changed_since(run)
    if changed:
        raise RuleBroken(_in_one_sentence(changed) + _what_to_do(run))
    reason = _("Import of %(file)s undone") % {"file": run.file_name}
    _restore(run.written, by=by, reason=reason)
    try:
        for label in _TAKEN_BACK:
            _delete(label, run.written, by=by, reason=reason)
    except (ProtectedError, RestrictedError) as in_use:
        raise RuleBroken(_in_use(in_use)) from in_use
    kept = [name for label in SHARED for name in _delete_unused(label, run.written)]
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
        model = apps.get_model(label)
        history = model.history.in_bulk(entries.values())
        for thing in model._default_manager.filter(pk__in=[int(key) for key in entries]):
            before = history[entries[str(thing.pk)]]
            for field in thing._meta.concrete_fields:
                if field.name not in _NOT_RESTORED:
                    setattr(thing, field.attname, getattr(before, field.attname))
            if hasattr(thing, "revision"):
                thing.revision += 1
            if isinstance(thing, Action):
                leads = Lead.objects.filter(pk__in=before.leads.values_list("lead_id", flat=True))
                set_members_quietly(thing, "leads", list(leads))
            save_with_history(thing, by=by, reason=reason)
    for key, values in written["values"].get("plans.action", {}).items():
        _restore_milestones(int(key), values["milestones"])


def _restore_milestones(action: int, parts: list[list[Any]]) -> None:
    Milestone.objects.filter(action=action).delete()
    Milestone.objects.bulk_create(
        Milestone(
            action_id=action,
            position=position,
            text=text,
            due_on=date.fromisoformat(day) if day else None,
            due_precision=precision,
        )
        for position, (text, day, precision) in enumerate(parts, start=1)
    )


def _delete(label: str, written: dict[str, Any], *, by: User, reason: str) -> None:
    """Delete what the import made; the history of each keeps what it was, who took it back and why."""
    model = apps.get_model(label)
    for thing in model._default_manager.filter(pk__in=written["created"].get(label, [])):
        thing._history_user = by
        thing._change_reason = reason
        thing.delete()


def _delete_unused(label: str, written: dict[str, Any]) -> list[str]:
    """Delete what nobody has come to use or change; the names of the rest."""
    kept = []
    model, made = apps.get_model(label), written["created"].get(label, [])
    marks = written["marks"].get(label, {})
    last = last_entries(model, made) if marks else {}
    for thing in model._default_manager.filter(pk__in=made):
        if _is_used(thing) or last.get(thing.pk) != marks.get(str(thing.pk)):
            kept.append(str(thing))
        else:
            thing.delete()
    return kept


def _is_used(thing: Model) -> bool:
    """Whether anything but its own parts points at it."""
    own = {"levels", "dimensions", "partnerships", "wordings"}
    for relation in thing._meta.get_fields():
        if not (relation.one_to_many or relation.many_to_many) or relation.name in own:
            continue
        accessor = relation.get_accessor_name() if isinstance(relation, models.ForeignObjectRel) else relation.name
        if not accessor or accessor == "history" or _is_of_imports(relation):
            continue
        if getattr(thing, accessor).exists():
            return True
    return False


def _is_of_imports(relation: Any) -> bool:
    """Imports name what was chosen for them; that is no use of it."""
    return relation.related_model is ImportRun
