"""Reads the Strategic Group's dashboard, in a fixed number of queries however many plans and actions there are."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Partnership, User
from plans.models import Action, ActionPlan, Lead, StrategicAim
from plans.querysets import ActionQuerySet
from ratings.choosing import ChosenPeriod, period_before
from ratings.models import Rating
from ratings.rollup import LevelSeen, Moved, State
from ratings.selection import NONE, Condition, Selection
from ratings.states import states_over
from reporting.board import Board, Group, Number, Table, Totals
from reporting.facts import ActionFacts, DimensionFacts
from reporting.gathering import action_facts, read_dimensions, with_moves
from reviews.models import LearningTheme, Review

# So many are named in a list of the dashboard; the rest stand in the list that its heading opens.
NAMED = 10
_REASON = ("action_id", "dimension_id", "reason")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the dashboard's links lead: the list of actions, and the pages of one action, plan, review or lead."""

    actions: str
    action: Callable[[int], str]
    plan: Callable[[int], str]
    review: Callable[[int], str]
    lead: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Mention:
    """One action named on the dashboard, in the dimension that it is named for."""

    action: ActionFacts
    plan: str
    url: str
    dimension: str
    state: State
    reason: str

    @property
    def level(self) -> LevelSeen | None:
        return self.state.level

    @property
    def before(self) -> LevelSeen | None:
        return self.state.before

    @property
    def expected(self) -> Sequence[LevelSeen]:
        return self.state.expected


@dataclass(frozen=True, slots=True)
class MentionList:
    """The states of one condition: the first of them by name, and the list of all their actions."""

    mentions: Sequence[Mention]
    total: int
    actions: int
    url: str

    @property
    def is_cut(self) -> bool:
        return self.total > len(self.mentions)


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
class Mentioned:
    """The actions that the dashboard names."""

    moved_up: MentionList
    moved_down: MentionList
    overdue: MentionList
    behind: MentionList


@dataclass(frozen=True, slots=True)
class Dashboard:
    totals: Totals
    headline: Sequence[Table]
    plans: Sequence[Table]
    unrated: Sequence[UnratedPlan]
    mentioned: Mentioned
    breakdowns: Sequence[Breakdown]
    is_rated: bool


def read_dashboard(
    user: User,
    partnership: Partnership,
    chosen: ChosenPeriod,
    *,
    plans: Mapping[int, str],
    addresses: Addresses,
    today: date,
) -> Dashboard:
    """What the person may see of the partnership's plans in the chosen period, against the one before.

    `plans` are the titles, by primary key, of the plans that the person may see, in their order.
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
    return Dashboard(
        totals=board.totals(),
        headline=board.headline(),
        plans=board.by_plan([Group(key, title, addresses.plan(key)) for key, title in plans.items()]),
        unrated=[
            UnratedPlan(plans[key], addresses.plan(key), number)
            for key, number in board.unrated_plans().items()
            if key in plans
        ],
        mentioned=_mentioned(actions, chosen, board, addresses, plans),
        breakdowns=_breakdowns(user, partnership, board, addresses),
        is_rated=any(state.level for state in states),
    )


def _mentioned(
    actions: ActionQuerySet, chosen: ChosenPeriod, board: Board, addresses: Addresses, plans: Mapping[int, str]
) -> Mentioned:
    picked = {
        Condition.MOVED_UP: [state for state in board.states if state.moved is Moved.UP],
        Condition.MOVED_DOWN: [state for state in board.states if state.moved is Moved.DOWN],
        Condition.OVERDUE: _longest_overdue(board.states),
        Condition.BEHIND: [state for state in board.states if state.is_behind],
    }
    named = {state.action_id for states in picked.values() for state in states[:NAMED]}
    facts = {action.pk: action_facts(action) for action in with_moves(actions.filter(pk__in=named))}
    given = Rating.objects.filter(action__in=actions.filter(pk__in=named), period=chosen.period)
    reasons = {(action, dimension): text for action, dimension, text in given.values_list(*_REASON)}
    names = _names_among_several(board.dimensions.values())

    def listed(condition: Condition) -> MentionList:
        states = picked[condition]
        mentions = [
            Mention(
                action=facts[state.action_id],
                plan=plans.get(state.plan_id, ""),
                url=addresses.action(state.action_id),
                dimension=names.get(state.dimension_id, ""),
                state=state,
                reason=reasons.get((state.action_id, state.dimension_id), ""),
            )
            for state in states[:NAMED]
        ]
        return MentionList(
            mentions, len(states), len({state.action_id for state in states}), board.url(Selection(condition=condition))
        )

    return Mentioned(*(listed(condition) for condition in picked))


def _names_among_several(dimensions: Collection[DimensionFacts]) -> dict[int | None, str]:
    """The names of the dimensions of scales that have more than one; that of an only one tells nothing."""
    scales = [dimension.scale_id for dimension in dimensions]
    return {dimension.id: dimension.name for dimension in dimensions if scales.count(dimension.scale_id) > 1}


def _longest_overdue(states: Iterable[State]) -> list[State]:
    """One state for each overdue action, the longest overdue first."""
    overdue = {state.action_id: state for state in states if state.is_overdue}
    return sorted(overdue.values(), key=lambda state: (state.due_on or date.max, state.plan_id, state.action_id))


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
            _("An action with several leads counts under each."),
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
