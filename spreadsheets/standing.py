"""A plan as it stands, as rows: read in a fixed number of queries, however many actions it has."""

from collections.abc import Iterable

from django.db.models import Prefetch

from plans.models import Action, Lead, ProgressUpdate
from plans.querysets import ActionQuerySet
from ratings.in_force import in_force
from ratings.models import Rating, Restatement
from spreadsheets.codecs import Due
from spreadsheets.plan_rows import PlanRow
from spreadsheets.staged import StagedMilestone


def standing_rows(actions: ActionQuerySet, *, period_ids: Iterable[int] | None = None) -> list[PlanRow]:
    """The actions in the order of the plan, with their ratings of these periods (of all, if not said). Seven queries.

    A restated rating is the one in force, as on every page: a file that counts otherwise than they do is not trusted.
    """
    ratings = Rating.objects.select_related("level", "dimension", "period", "rated_by")
    restated = Restatement.objects.select_related("level", "dimension", "period").order_by("restated_at", "pk")
    if period_ids is not None:
        wanted = list(period_ids)
        ratings, restated = ratings.filter(period__in=wanted), restated.filter(period__in=wanted)
    found = (
        actions.select_related("section", "objective")
        .prefetch_related(
            Prefetch("leads", Lead.objects.order_by("name")),
            "milestones",
            Prefetch("updates", ProgressUpdate.objects.order_by("as_at", "pk")),
            Prefetch("ratings", ratings.order_by("period__ends_on")),
            Prefetch("restatements", restated),
        )
        .order_by("plan_id", "position")
    )
    return [_row(action) for action in found]


def _row(action: Action) -> PlanRow:
    row = PlanRow(
        action_id=action.pk,
        reference=action.reference,
        section=str(action.section) if action.section else "",
        objective=action.objective.text if action.objective else "",
        text=action.text,
        measure=action.measure,
        leads=tuple(lead.name for lead in action.leads.all()),
        lead_text=action.lead_text,
        timescale_text=action.timescale_text,
        timescale_kind=action.timescale_kind,
        due=Due(action.due_on, action.due_precision),
        original_due=Due(action.original_due_on, action.original_due_precision),
        recurrence=action.recurrence,
        milestones=tuple(
            StagedMilestone(part.text, part.due_on, part.due_precision) for part in action.milestones.all()
        ),
    )
    _add_progress(row, action.updates.all())
    _add_ratings(row, in_force(action.ratings.all(), action.restatements.all()))
    return row


def _add_progress(row: PlanRow, oldest_first: Iterable[ProgressUpdate]) -> None:
    """The latest update stands for the progress; every earlier one is known as said."""
    said = set()
    for update in oldest_first:
        said.add((update.topic, update.text))
        if update.topic:
            row.topics[update.topic, ""] = update.text
        else:
            row.progress = update.text
    row.said = frozenset(said)


def _add_ratings(row: PlanRow, ratings: Iterable[Rating]) -> None:
    for rating in ratings:
        key = (rating.dimension.code, rating.period.name)
        row.ratings[key] = rating.level.code
        row.reasons[key] = rating.reason
        row.written[key] = rating.written
        if rating.rated_by:
            row.given_by[key] = str(rating.rated_by)
