"""Reads which lessons recur: learning themes by review over the years, and what says the same as something complete."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Min
from django.utils.functional import Promise

from accounts.models import Partnership, User
from plans.models import Action, ActionPlan, Objective
from ratings.choosing import ChosenPeriod
from ratings.models import Rating
from ratings.rollup import Counts, Course, State, by_action, count_by, course_of_action
from ratings.selection import Condition, Selection
from ratings.states import states_of
from reporting.figures import Number
from reporting.financial_years import year_name, year_of
from reporting.same_lesson import Pair, Saying, find_pairs
from reviews.models import Review

# A group can talk about so many questions; the rest are counted.
MOST_QUESTIONS = 40


@dataclass(frozen=True, slots=True)
class ReviewNamed:
    title: str
    url: str
    is_published: bool


@dataclass(frozen=True, slots=True)
class YearCell:
    year: str
    reviews: Sequence[ReviewNamed]


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme: its reviews by year, how many they are, and as a share of the most of any theme (0 to 100)."""

    name: str
    cells: Sequence[YearCell]
    reviews: int
    share: float
    actions: Number | None
    incomplete: Number | None
    overdue: Number | None


@dataclass(frozen=True, slots=True)
class Said:
    """A recommendation or an action as it is shown. `complete_in` is the period in which that was last said of it."""

    word: str | Promise
    label: str
    text: str
    plan: str
    url: str
    is_complete: bool
    complete_in: str


@dataclass(frozen=True, slots=True)
class Question:
    later: Said
    earlier: Said
    likeness: int


@dataclass(frozen=True, slots=True)
class Lessons:
    years: Sequence[str]
    themes: Sequence[ThemeRow]
    without_theme: Sequence[ReviewNamed]
    reviews: int
    questions: Sequence[Question]
    more: int


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the links lead: the list of actions, one action, one plan, one review."""

    actions: str
    action: Callable[[int], str]
    plan: Callable[[int], str]
    review: Callable[[int], str]


def read_lessons(
    user: User, partnership: Partnership, chosen: ChosenPeriod | None, *, addresses: Addresses, today: date
) -> Lessons:
    """What the person may see of the partnership's reviews and plans, in a fixed number of queries.

    Complete is what the roll-up counts so in the chosen period; without a period nothing is.
    """
    visible = Review.objects.visible_to(user).filter(partnership=partnership)
    reviews = list(visible.prefetch_related("themes", "plans"))
    actions = Action.objects.visible_to(user).filter(plan__partnership=partnership)
    states = states_of(actions, period=chosen.period, before=None, today=today) if chosen else []
    counts = count_by(states, lambda state: state.theme_ids)
    questions = _questions(user, partnership, states, addresses) if chosen else []
    years = sorted({_year(review) for review in reviews if review.themes.all()})
    return Lessons(
        years=years,
        themes=_themes(reviews, years, counts, chosen, addresses),
        without_theme=[_named(review, addresses) for review in reviews if not review.themes.all()],
        reviews=len(reviews),
        questions=questions[:MOST_QUESTIONS],
        more=max(len(questions) - MOST_QUESTIONS, 0),
    )


def _year(review: Review) -> str:
    """The financial year of its learning; empty, which sorts first, for a review that bears no date at all."""
    days = [review.published_on or review.ratified_on or review.commissioned_on]
    days += [] if days[0] else [plan.starts_on for plan in review.plans.all()]
    known = [day for day in days if day]
    return year_name(year_of(min(known))) if known else ""


def _named(review: Review, addresses: Addresses) -> ReviewNamed:
    return ReviewNamed(review.title, addresses.review(review.pk), review.is_published)


def _themes(
    reviews: Sequence[Review],
    years: Sequence[str],
    counts: Mapping[int, Counts],
    chosen: ChosenPeriod | None,
    addresses: Addresses,
) -> list[ThemeRow]:
    """Those that most reviews share come first."""
    names: dict[int, str] = {}
    found: dict[int, dict[str, list[ReviewNamed]]] = defaultdict(lambda: defaultdict(list))
    for review in reviews:
        for theme in review.themes.all():
            names[theme.pk] = theme.name
            found[theme.pk][_year(review)].append(_named(review, addresses))
    most = max((sum(map(len, by_year.values())) for by_year in found.values()), default=1)

    def row(theme: int) -> ThemeRow:
        total = sum(map(len, found[theme].values()))

        def number(value: int, condition: Condition | None = None) -> Number | None:
            if chosen is None:
                return None
            selection = Selection(period=chosen.period.pk, theme=theme, condition=condition)
            return Number(value, f"{addresses.actions}?{selection.as_query()}")

        stands = counts.get(theme, Counts())
        return ThemeRow(
            names[theme],
            [YearCell(year, found[theme].get(year, [])) for year in years],
            total,
            100 * total / most,
            number(stands.actions),
            number(stands.incomplete, Condition.INCOMPLETE),
            number(stands.overdue, Condition.OVERDUE),
        )

    return sorted(map(row, found), key=lambda each: (-each.reviews, each.name.casefold()))


def _questions(user: User, partnership: Partnership, states: Sequence[State], addresses: Addresses) -> list[Question]:
    """What is not complete first, then what is most alike."""
    plans = ActionPlan.objects.visible_to(user).filter(partnership=partnership)
    said_on = _said_on(plans.select_related("review"))
    groups = by_action(states)
    sayings = [*_actions(user, partnership, groups, addresses), *_objectives(user, partnership, groups, addresses)]
    shown = {key: said for key, _plan, said in sayings}
    texts = [Saying(key, said_on.get(plan, date.max), said.text) for key, plan, said in sayings]
    pairs = find_pairs(texts, [text for text in texts if shown[text.key].is_complete])
    questions = [_question(pair, shown) for pair in pairs]
    return sorted(questions, key=lambda each: each.later.is_complete)


def _question(pair: Pair, shown: Mapping[int, Said]) -> Question:
    return Question(shown[pair.later.key], shown[pair.earlier.key], round(pair.likeness))


def _said_on(plans: Iterable[ActionPlan]) -> dict[int, date]:
    """When each plan was first spoken of: its beginning, its review's, or that of the first period it was rated in."""
    rows = Rating.objects.filter(action__plan__in=[plan.pk for plan in plans]).values("action__plan").order_by()
    rated = dict(rows.annotate(first=Min("period__starts_on")).values_list("action__plan", "first"))
    found = {}
    for plan in plans:
        review = plan.review
        of_review = (review.commissioned_on or review.published_on or review.ratified_on) if review else None
        if day := plan.starts_on or of_review or rated.get(plan.pk):
            found[plan.pk] = day
    return found


def _actions(
    user: User, partnership: Partnership, groups: Mapping[int, Sequence[State]], addresses: Addresses
) -> list[tuple[int, int, Said]]:
    visible = Action.objects.visible_to(user).filter(plan__partnership=partnership, is_placeholder=False).active()
    return [
        (action.pk, action.plan_id, _said(action, action.label, addresses.action(action.pk), states))
        for action in visible.select_related("plan")
        for states in [groups.get(action.pk, ())]
    ]


def _objectives(
    user: User, partnership: Partnership, groups: Mapping[int, Sequence[State]], addresses: Addresses
) -> list[tuple[int, int, Said]]:
    """Complete when all its actions are; its key is below nought, as no action's is."""
    of_objective: dict[int, list[int]] = defaultdict(list)
    visible = Action.objects.visible_to(user).filter(plan__partnership=partnership, objective__isnull=False).active()
    for action, objective in visible.values_list("pk", "objective"):
        of_objective[objective].append(action)
    rows = Objective.objects.filter(pk__in=visible.values("objective")).select_related("plan")
    return [
        (-row.pk, row.plan_id, _said(row, row.number, addresses.plan(row.plan_id), states))
        for row in rows
        for states in [[state for action in of_objective[row.pk] for state in groups.get(action, ())]]
    ]


def _said(row: Action | Objective, label: str, url: str, states: Sequence[State]) -> Said:
    complete = bool(states) and course_of_action(states) is Course.COMPLETE
    last = min(states, key=lambda state: state.last_known_ago) if complete else None
    word = row.plan.objective_word if isinstance(row, Objective) else ""
    return Said(word, label, row.text, row.plan.title, url, complete, last.last_known_in if last else "")
