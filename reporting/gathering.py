"""Reads the facts of a report, in a fixed number of queries however many plans and actions there are."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Count, Q

from plans.due_dates import due_words, slip_words
from plans.models import Action, ActionPlan
from plans.querysets import ActionQuerySet
from ratings.models import Dimension, Level, Rating, ReportingPeriod
from ratings.rollup import State
from ratings.scale_keys import Wordings, read_wordings
from ratings.state_reads import seen
from ratings.states import states_of
from reporting.content import dimensions_in
from reporting.facts import ActionFacts, DimensionFacts, KeyFacts, PlanFacts, ReportFacts, ReviewFacts
from reporting.models import Report
from reviews.models import Review


def facts_of(report: Report, *, today: date) -> ReportFacts:
    """The facts of a draft, as the plans are now: for those who publish, whom visible_to() let find the draft."""
    period = report.period
    chosen = list(report.chosen_plans.select_related("plan__review__kind").prefetch_related("plan__review__themes"))
    actions = Action.objects.filter(plan__in=[each.plan_id for each in chosen]).active()
    states: dict[int, list[State]] = defaultdict(list)
    for state in states_of(actions, period=period, before=None, today=today):
        states[state.plan_id].append(state)
    texts = _actions_by_plan(actions.order_by("plan_id", "position"))
    dimensions = read_dimensions(report.partnership_id)
    reviews = report.reviews.select_related("kind").prefetch_related("themes").order_by("title")
    return ReportFacts(
        title=report.title,
        partnership=report.partnership.name,
        audience=report.audience,
        meeting_name=report.meeting_name,
        meeting_on=report.meeting_on,
        period_name=period.name,
        period_ends_on=period.ends_on,
        is_period_open=period.is_open,
        judged_on=period.judged_on(today),
        version=report.version,
        what_changed=report.what_changed,
        plans=[_plan(each.plan, each.note, texts[each.plan_id], states[each.plan_id]) for each in chosen],
        reviews=[_review(review) for review in reviews],
        dimensions=dimensions,
        keys=_keys(states.values(), dimensions, period),
        reasons=_reasons(actions, period),
        needs_reason=frozenset(
            Level.objects.filter(scale__partnership=report.partnership_id, needs_reason=True).values_list(
                "pk", flat=True
            )
        ),
    )


def read_dimensions(partnership_id: int) -> dict[int, DimensionFacts]:
    """All dimensions of the partnership's scales, with the levels of each scale, best first. Two queries."""
    levels = defaultdict(list)
    for level in Level.objects.filter(scale__partnership=partnership_id).order_by("rank"):
        levels[level.scale_id].append(seen(level))
    dimensions = Dimension.objects.filter(scale__partnership=partnership_id).select_related("scale")
    return {
        dimension.pk: DimensionFacts(
            id=dimension.pk,
            name=dimension.name,
            position=dimension.position,
            scale_id=dimension.scale_id,
            scale_name=dimension.scale.name,
            levels=tuple(levels[dimension.scale_id]),
        )
        for dimension in dimensions
    }


def action_facts(action: Action) -> ActionFacts:
    """The facts of one action that was read by with_moves()."""
    moves: int = action.moves  # type: ignore[attr-defined]  # counted by with_moves
    due = due_words(action.due_on, action.due_precision)
    original = due_words(action.original_due_on, action.original_due_precision)
    return ActionFacts(
        id=action.pk,
        reference=action.label,
        text=action.text,
        is_placeholder=action.is_placeholder,
        due_on=action.due_on,
        due=due,
        slip=slip_words(original, due, moves),
        timescale_text=action.timescale_text,
        leads=tuple(lead.name for lead in action.leads.all()) or tuple(filter(None, [action.lead_text.strip()])),
    )


def _plan(plan: ActionPlan, note: str, actions: Sequence[ActionFacts], states: Sequence[State]) -> PlanFacts:
    review = _review(plan.review) if plan.review else None
    return PlanFacts(plan.pk, plan.title, note, review, actions, states)


def _review(review: Review) -> ReviewFacts:
    return ReviewFacts(
        title=review.title,
        kind=review.kind.short_name,
        stage=review.governance_stage,
        is_published=review.is_published,
        themes=tuple(theme.name for theme in review.themes.all()),
    )


def with_moves(actions: ActionQuerySet) -> ActionQuerySet:
    """The actions with their leads, and how often the date of each moved; the first date it is given is no move."""
    moves = Count("due_date_moves", filter=Q(due_date_moves__old_due_on__isnull=False))
    return actions.annotate(moves=moves).prefetch_related("leads")


def _actions_by_plan(actions: ActionQuerySet) -> dict[int, list[ActionFacts]]:
    found: dict[int, list[ActionFacts]] = defaultdict(list)
    for action in with_moves(actions):
        found[action.plan_id].append(action_facts(action))
    return found


def _reasons(actions: ActionQuerySet, period: ReportingPeriod) -> dict[tuple[int, int | None], str]:
    rows = Rating.objects.filter(action__in=actions, period=period).exclude(reason="")
    return {
        (action, dimension): text for action, dimension, text in rows.values_list("action_id", "dimension_id", "reason")
    }


def _keys(
    states: Collection[Sequence[State]], dimensions: dict[int, DimensionFacts], period: ReportingPeriod
) -> list[KeyFacts]:
    """The keys of the scales in use, in the wording in force when the period ended. One query."""
    used = dimensions_in((state for group in states for state in group), dimensions)
    by_scale: dict[int, list[DimensionFacts]] = defaultdict(list)
    for dimension in used:
        by_scale[dimension.scale_id].append(dimension)
    wordings = read_wordings(list(by_scale), on=period.ends_on)
    return [_key(scale, wordings) for scale in by_scale.values()]


def _key(dimensions: Sequence[DimensionFacts], wordings: Wordings) -> KeyFacts:
    """The key of one scale: a column for each dimension where their wordings differ, else a single one."""
    levels = dimensions[0].levels
    texts = [[wordings.of(level.id, each.id) for each in dimensions] for level in levels]
    columns = [dimension.name for dimension in dimensions]
    if all(len(set(row)) == 1 for row in texts):
        columns, texts = [""], [row[:1] for row in texts]
    return KeyFacts(dimensions[0].scale_name, columns, list(zip(levels, texts, strict=True)))
