"""Two people changed one action: what is saved now beside what the second one typed, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from plans.models import Action, DueDateMove, ProgressUpdate
from ratings.forms.action_update import UpdateForm
from ratings.seen_rows import whole_number
from ratings.update_sheet import DimensionSheet, UpdateSheet


@dataclass(frozen=True, slots=True)
class Difference:
    """One field. `by` and `at` say who saved what stands there now; `yours` is empty where the person typed nothing."""

    label: str
    theirs: str
    yours: str
    by: str = ""
    at: datetime | None = None


def differences(form: UpdateForm, sheet: UpdateSheet) -> list[Difference]:
    """Every field in which the saved action now differs from what the form showed or says. Four queries at most."""
    found = list(_withdrawal(sheet.action))
    found += _progress(form, sheet)
    if sheet.whole:
        for each in sheet.dimensions:
            found += _rating(form, sheet, each)
        found += _due_date(form, sheet)
        found += _leads(form, sheet)
    return found


def _withdrawal(action: Action) -> Iterator[Difference]:
    if not action.is_active:
        by = str(action.withdrawn_by or "")
        yield Difference(_("The action"), _("Withdrawn: %s") % action.withdrawn_reason, "", by, action.withdrawn_at)


def _progress(form: UpdateForm, sheet: UpdateSheet) -> Iterator[Difference]:
    seen = form.data.get("seen_update", "")
    newer = ProgressUpdate.objects.filter(action=sheet.action, pk__gt=whole_number(str(seen)) or 0)
    typed = form.typed("progress")
    for update in newer.select_related("said_by").order_by("pk"):
        yield Difference(_("What was done"), update.text, typed, str(update.said_by or ""), update.said_at)


def _rating(form: UpdateForm, sheet: UpdateSheet, each: DimensionSheet) -> Iterator[Difference]:
    given = each.given
    now = str(given.level_id) if given else ""
    touched = form.touched & {each.level_field, each.reason_field}
    if form.data.get(f"initial-{each.level_field}", now) == now and not touched:
        return
    level = (sheet.levels or {}).get(whole_number(form.typed(each.level_field)) or 0)
    name = each.dimension.name if len(sheet.dimensions) > 1 else _("Rating")
    yield Difference(
        f"{name}, {sheet.period.name}" if sheet.period else name,
        _said(given.level.word, given.reason) if given else _("No update"),
        _said(level.word if level else "", form.typed(each.reason_field)) if touched else "",
        str(given.rated_by or "") if given else "",
        given.rated_at if given else None,
    )


def _due_date(form: UpdateForm, sheet: UpdateSheet) -> Iterator[Difference]:
    touched = "due_on" in form.touched
    if form.data.get("initial-due_on", sheet.due) == sheet.due and not touched:
        return
    move = DueDateMove.objects.filter(action=sheet.action).select_related("moved_by").order_by("-pk").first()
    yield Difference(
        _("Due date"),
        _said(sheet.due or _("No date"), move.reason if move else ""),
        _said(form.typed("due_on") or _("No date"), form.typed("due_reason")) if touched else "",
        str(move.moved_by or "") if move else "",
        move.moved_at if move else None,
    )


def _leads(form: UpdateForm, sheet: UpdateSheet) -> Iterator[Difference]:
    now, touched = ",".join(sheet.lead_ids), "leads" in form.touched
    if form.data.get("initial-leads", now) == now and not touched:
        return
    names = {str(key): lead.name for key, lead in (sheet.leads or {}).items()}
    chosen = form.data.getlist("leads") if touched else []  # type: ignore[attr-defined]  # a posted form is a QueryDict
    last = Action.history.filter(id=sheet.action.pk).select_related("history_user").order_by("-history_id").first()
    yield Difference(
        _("Leads"),
        ", ".join(names.get(key, "") for key in sheet.lead_ids) or _("No lead"),
        (", ".join(names.get(key, "") for key in chosen) or _("No lead")) if touched else "",
        str(last.history_user or "") if last else "",
        last.history_date if last else None,
    )


def _said(what: str, reason: str) -> str:
    return f"{what}: {reason}" if what and reason else what or reason
