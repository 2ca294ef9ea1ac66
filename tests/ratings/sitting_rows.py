"""Rows of the quick table as the page makes them, with what somebody typed in."""

import html
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from plans.models import Action, ActionPlan
from ratings.models import Dimension, Rating, ReportingPeriod
from ratings.seen_rows import SeenRow
from ratings.services import ActionChanges, NewRating, record_changes


def address(plan: ActionPlan) -> str:
    return reverse("ratings:sitting", kwargs={"partnership": plan.partnership.slug, "pk": plan.pk})


def action_of(plan: ActionPlan, reference: str) -> Action:
    return plan.actions.get(reference=reference)


def dimension_of(plan: ActionPlan) -> Dimension:
    return plan.rating_setup.scale.dimensions.get()


def level_key(plan: ActionPlan, code: str) -> str:
    return str(plan.rating_setup.scale.levels.get(code=code).pk) if code else ""


def row(
    action: Action, period: ReportingPeriod, *, level: str = "", reason: str = "", progress: str = ""
) -> dict[str, str]:
    """The fields of one row as the page of now makes them, with what somebody typed in."""
    dimension = dimension_of(action.plan)
    given = Rating.objects.filter(action=action, period=period, dimension=dimension).first()
    action.refresh_from_db()
    return {
        f"{action.pk}-seen": SeenRow(action.revision, {dimension.pk: given.level_id if given else 0}).as_text(),
        f"{action.pk}-level_{dimension.pk}": level_key(action.plan, level) or (str(given.level_id) if given else ""),
        f"{action.pk}-reason_{dimension.pk}": reason,
        f"{action.pk}-progress": progress,
    }


def save(
    client: Client,
    plan: ActionPlan,
    period: ReportingPeriod,
    *rows: dict[str, str],
    save: str = "all",
    htmx: bool = False,
) -> Any:
    data = {"period": str(period.pk), "save": save}
    for fields in rows:
        data |= fields
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(address(plan), data, headers=headers)


def text_of(response: Any) -> str:
    return html.unescape(response.content.decode())


def change_meanwhile(action: Action, period: ReportingPeriod, by: User) -> None:
    dimension = dimension_of(action.plan)
    level = action.plan.rating_setup.scale.levels.get(code="red")
    changes = ActionChanges(
        progress="Theirs was done.", ratings=[NewRating(dimension, level, "Theirs: no one in post.")]
    )
    record_changes(action=action, period=period, changes=changes, seen_revision=action.revision, by=by)
