"""Reads the Strategic Group's dashboard, in a fixed number of queries however many plans and actions there are."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Partnership, User
from plans.models import Action, ActionPlan, Lead, StrategicAim
from ratings.choosing import ChosenPeriod, period_before
from ratings.plan_span import outside
from ratings.selection import NONE
from ratings.states import states_over
from reporting.board import Board
from reporting.comparison import compare_ratings
from reporting.figures import Group, Number, Table, Totals
from reporting.gathering import read_dimensions
from reporting.mentions import Mentioned, read_mentions
from reporting.wording import not_compared
from reviews.models import LearningTheme, Review


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the dashboard's links lead: the list of actions, and the pages of one action, plan, review or lead."""

    actions: str
    action: Callable[[int], str]
    plan: Callable[[int], str]
    review: Callable[[int], str]
    lead: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The numbers by one thing. `anchor` names its place on the page, `note` says how they add up."""

    anchor: str
    title: Promise
    column: Promise
    note: Promise | str
    none: Promise
    tables: Sequence[Table]


@dataclass(frozen=True, slots=True)
class UnratedPlan:
    name: str
    url: str
    actions: Number


@dataclass(frozen=True, slots=True)
class PlanNotCounted:
    """A plan of which no action stands in the chosen period, and why."""

    name: str
    url: str
    why: str


@dataclass(frozen=True, slots=True)
class Dashboard:
    totals: Totals
    headline: Sequence[Table]
    plans: Sequence[Table]
    unrated: Sequence[UnratedPlan]
    not_counted: Sequence[PlanNotCounted]
    mentioned: Mentioned
    not_compared: str
    breakdowns: Sequence[Breakdown]
    is_rated: bool


def read_dashboard(
    user: User,
    partnership: Partnership,
    chosen: ChosenPeriod,
    *,
    plans: Mapping[int, ActionPlan],
    addresses: Addresses,
    today: date,
) -> Dashboard:
    """What the person may see of the partnership's plans in the chosen period, against the one before.

    `plans` are those that the person may see, by primary key, in their order.
    """
    actions = Action.objects.visible_to(user).filter(plan__partnership=partnership)
    earlier = period_before(chosen.before, chosen.choices) if chosen.before else None
    states, before = states_over(actions, periods=[chosen.period, chosen.before, earlier], today=today)
    board = Board(
        list_url=addresses.actions,
        period_id=chosen.period.pk,
        states=states,
        before_id=chosen.before.pk if chosen.before else None,
        before=before,
        dimensions=read_dimensions(partnership.pk),
    )
    groups = _plan_groups(plans, chosen, addresses)
    return Dashboard(
        totals=board.totals(),
        headline=board.headline(),
        plans=board.by_plan(groups),
        unrated=_unrated(groups, board),
        not_counted=_not_counted(groups, board, plans, chosen),
        mentioned=read_mentions(
            actions, chosen, board, plans={key: plan.title for key, plan in plans.items()}, address=addresses.action
        ),
        not_compared=_not_compared(board, chosen),
        breakdowns=_breakdowns(user, partnership, board, addresses),
        is_rated=any(state.level for state in states),
    )


def _not_compared(board: Board, chosen: ChosenPeriod) -> str:
    if not chosen.before:
        return ""
    found = compare_ratings(board.states, board.before)
    return not_compared(found, period=chosen.period.name, before=chosen.before.name)


def _plan_groups(plans: Mapping[int, ActionPlan], chosen: ChosenPeriod, addresses: Addresses) -> list[Group]:
    return [
        Group(key, plan.title, addresses.plan(key), outside(plan, chosen.period) if plan.ends_on else "")
        for key, plan in plans.items()
    ]


def _unrated(groups: Sequence[Group], board: Board) -> list[UnratedPlan]:
    found = board.unrated_plans()
    return [UnratedPlan(group.name, group.url, found[group.key]) for group in groups if group.key in found]


def _not_counted(
    groups: Sequence[Group], board: Board, plans: Mapping[int, ActionPlan], chosen: ChosenPeriod
) -> list[PlanNotCounted]:
    counted = {state.plan_id for state in board.states}
    return [
        PlanNotCounted(group.name, group.url, outside(plans[group.key], chosen.period) or str(_("It has no actions.")))
        for group in groups
        if group.key not in counted
    ]


def _breakdowns(user: User, partnership: Partnership, board: Board, addresses: Addresses) -> list[Breakdown]:
    plans = ActionPlan.objects.visible_to(user).filter(partnership=partnership)
    aims = StrategicAim.objects.filter(sections__plan__in=plans).distinct()
    reviews = Review.objects.visible_to(user).filter(partnership=partnership)
    themes = LearningTheme.objects.filter(reviews__in=reviews).distinct()
    leads = Lead.objects.visible_to(user).filter(partnership=partnership)
    return [
        Breakdown(
            "aim",
            _("By strategic aim"),
            _("Strategic aim"),
            "",
            _("No plan has a section that serves a strategic aim."),
            _found(board.by_aim, _groups(aims, _("No strategic aim"))),
        ),
        Breakdown(
            "theme",
            _("By learning theme"),
            _("Learning theme"),
            _("An action counts under each theme of the review that its plan answers."),
            _("No plan answers a review that has learning themes."),
            _found(board.by_theme, _groups(themes, _("No learning theme"))),
        ),
        Breakdown(
            "review",
            _("By review"),
            _("Review"),
            "",
            _("No plan answers a review."),
            _found(board.by_review, _groups(reviews, _("No review, such as a delivery plan"), addresses.review)),
        ),
        Breakdown(
            "lead",
            _("By lead"),
            _("Lead"),
            _("An action with several leads counts under each. Those with most overdue or behind come first."),
            _("No action has a lead yet."),
            _found(board.by_lead, _groups(leads, _("No lead"), addresses.lead)),
        ),
    ]


def _groups(rows: Iterable[Model], without: Promise, address: Callable[[int], str] | None = None) -> list[Group]:
    """A group for each row, and last the one of those that have none."""
    named = [Group(row.pk, str(row), address(row.pk) if address else "") for row in rows]
    return [*named, Group(NONE, str(without))]


def _found(tables: Callable[[Sequence[Group]], list[Table]], groups: Sequence[Group]) -> list[Table]:
    """The tables that tell something: one that knows only of those without says nothing."""
    without = groups[-1].name
    return [table for table in tables(groups) if any(row.name != without for row in table.rows)]
