"""What the states are made of, as the database has it: each kind of fact in one query for any number of actions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, QuerySet, Subquery, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone

from plans.models import Action, DueDateMove
from plans.querysets import ActionQuerySet
from ratings.confirmation import Confirmation
from ratings.models import (
    Challenge,
    Dimension,
    ExpectedLevel,
    Level,
    LevelMap,
    Method,
    Rating,
    ReportingPeriod,
    Restatement,
    Verification,
    VerificationOutcome,
)
from ratings.rollup import LevelSeen
from reviews.models import Review

ActionDimension = tuple[int, int | None]
_PERIOD = ("period_id", "period__name", "period__ends_on")


@dataclass(frozen=True, slots=True)
class Given:
    """A rating as read: the level it gave, in which period, and the code of its dimension."""

    level: LevelSeen
    code: str
    period_id: int
    period_name: str
    period_end: date
    is_restated: bool = False
    first: LevelSeen | None = None
    restated_at: datetime | None = None
    restated_why: str = ""


@dataclass(frozen=True, slots=True)
class Restated:
    """The correction in force of one action, dimension and period: the level now, and that first given, if any was."""

    given: Given
    period_starts_on: date


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A verification: from the end of which period on it holds, and up to which."""

    since: date
    until: date | None
    by: Confirmation

    def holds_at(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Row:
    """An action as read."""

    action_id: int
    plan_id: int
    section_id: int | None
    aim_id: int | None
    review_id: int | None
    due_on: date | None
    plan_starts_on: date | None
    first_due_on: date | None
    moves: int
    open_challenges: int
    moved_dates_stay_overdue: bool | None
    scale_id: int | None

    def begun_by(self, day: date) -> bool:
        return self.plan_starts_on is None or self.plan_starts_on <= day


@dataclass(frozen=True, slots=True)
class Facts:
    """What is the same for every period: the actions, and what they hang on."""

    rows: list[Row]
    dimensions: dict[int, list[tuple[int, str]]]
    leads: dict[int, list[int]]
    themes: dict[int, list[int]]
    # By a level and another scale: the level of that scale as which a person's map compares it.
    maps: dict[tuple[int, int], LevelSeen]
    restated: dict[ActionDimension, list[Restated]]
    confirmed: dict[ActionDimension, list[Confirmed]]


def seen(level: Level) -> LevelSeen:
    """The level as the roll-up and the templates read it."""
    return LevelSeen(
        id=level.pk,
        scale_id=level.scale_id,
        code=level.code,
        word=level.word,
        letter=level.letter,
        colour=level.colour,
        shape=level.shape,
        rank=level.rank,
        is_complete=level.is_complete,
        is_off_track=level.is_off_track,
        needs_verification=level.needs_verification,
    )


def facts_of(
    actions: ActionQuerySet, chosen: ActionQuerySet, partnership_id: int, levels: dict[int, LevelSeen]
) -> Facts:
    leads = Action.leads.through.objects.filter(action__in=chosen).order_by("pk")
    themes = Review.themes.through.objects.filter(review__partnership=partnership_id).order_by("pk")
    return Facts(
        rows=_rows(actions),
        dimensions=_dimensions(partnership_id),
        leads=grouped(leads.values_list("action_id", "lead_id")),
        themes=grouped(themes.values_list("review_id", "learningtheme_id")),
        maps=_maps(partnership_id, levels),
        restated=_restated(chosen, levels),
        confirmed=_confirmed(chosen),
    )


def _rows(actions: ActionQuerySet) -> list[Row]:
    of_action = {"action": OuterRef("pk")}
    rows = actions.active().order_by("plan__title", "plan_id", "position")
    counted = rows.annotate(
        moves=_how_many(DueDateMove.objects.filter(**of_action)),
        asked=_how_many(Challenge.objects.open().filter(**of_action)),
    )
    fields = ("pk", "plan_id", "section_id", "section__aim_id", "plan__review_id", "due_on", "plan__starts_on")
    rule = "plan__partnership__house_rules__moved_dates_stay_overdue"
    read = counted.values_list(*fields, "original_due_on", "moves", "asked", rule, "plan__rating_setup__scale_id")
    return [Row(*row) for row in read]


def _how_many(found: QuerySet[Any]) -> Coalesce:
    """How many of them each action has, counted apart, so that two counts do not multiply each other."""
    counted = found.order_by().values("action").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _maps(partnership_id: int, levels: dict[int, LevelSeen]) -> dict[tuple[int, int], LevelSeen]:
    rows = LevelMap.objects.filter(map__from_scale__partnership=partnership_id)
    fields = ("from_level_id", "map__to_scale_id", "to_level_id")
    return {(old, scale): levels[new] for old, scale, new in rows.values_list(*fields)}


def _restated(actions: ActionQuerySet, levels: dict[int, LevelSeen]) -> dict[ActionDimension, list[Restated]]:
    """The latest correction of each action, dimension and period."""
    rows = Restatement.objects.filter(action__in=actions).order_by("restated_at", "pk")
    fields = ("action_id", "dimension_id", "dimension__code", "level_id", "first_level_id", "period__starts_on")
    found: dict[ActionDimension, dict[int, Restated]] = defaultdict(dict)
    for action, dimension, code, level, first, starts_on, at, why, period, name, ends_on in rows.values_list(
        *fields, "restated_at", "reason", *_PERIOD
    ):
        first_level = levels[first] if first else None
        given = Given(levels[level], code, period, name, ends_on, True, first_level, at, why)
        found[action, dimension][given.period_id] = Restated(given, starts_on)
    return {key: list(by_period.values()) for key, by_period in found.items()}


def _confirmed(actions: ActionQuerySet) -> dict[ActionDimension, list[Confirmed]]:
    rows = Verification.objects.filter(action__in=actions, outcome=VerificationOutcome.CONFIRMED)
    found: dict[ActionDimension, list[Confirmed]] = defaultdict(list)
    fields = ("action_id", "dimension_id", "period__ends_on", "ended_in__ends_on")
    told = ("verified_by__name", "verified_by__email", "verified_at", "method")
    for action, dimension, since, until, name, email, at, method in rows.values_list(*fields, *told):
        by = Confirmation(name or email, timezone.localdate(at), str(Method(method).label).lower())
        found[action, dimension].append(Confirmed(since, until, by))
    return found


def holding_at(day: date, confirmed: Iterable[Confirmed]) -> Confirmation | None:
    """Of the verifications of one action and dimension the one that holds at the end of the day."""
    return next((each.by for each in confirmed if each.holds_at(day)), None)


def with_restatements(
    latest: dict[ActionDimension, Given], restated: dict[ActionDimension, list[Restated]], period: ReportingPeriod
) -> dict[ActionDimension, Given]:
    """The latest ratings up to the period, each as it was restated since, where it was."""
    found = dict(latest)
    for key, corrections in restated.items():
        for correction in sorted(corrections, key=lambda each: (each.given.period_end, each.period_starts_on)):
            given, standing = correction.given, found.get(key)
            if given.period_end > period.ends_on:
                continue
            is_newer = standing is None or standing.period_end < given.period_end
            if is_newer or given.period_id in (period.pk, standing.period_id if standing else None):
                found[key] = given
    return found


def latest_ratings(
    actions: ActionQuerySet, period: ReportingPeriod, levels: dict[int, LevelSeen]
) -> dict[ActionDimension, Given]:
    """The latest rating up to the period, by action and dimension: one row each, whatever the number of periods.

    A rating given in the period itself goes before one of another period that ends on the same day.
    """
    newest_first = Window(
        RowNumber(),
        partition_by=[F("action_id"), F("dimension_id")],
        order_by=[
            Case(When(period=period.pk, then=0), default=1),
            F("period__ends_on").desc(),
            F("period__starts_on").desc(),
        ],
    )
    rows = (
        Rating.objects.filter(action__in=actions, period__ends_on__lte=period.ends_on)
        .annotate(age=newest_first)
        .filter(age=1)
        .values_list("action_id", "dimension_id", "level_id", "dimension__code", *_PERIOD)
    )
    return {(action, dimension): Given(levels[level], *rest) for action, dimension, level, *rest in rows}


def period_ends(period: ReportingPeriod) -> list[date]:
    """The last days of all periods of its kind, so that the age of an earlier rating can be told in periods."""
    same = ReportingPeriod.objects.filter(partnership=period.partnership_id, kind=period.kind)
    return list(same.order_by("ends_on").values_list("ends_on", flat=True).distinct())


def given_in(
    actions: ActionQuerySet,
    period: ReportingPeriod | None,
    levels: dict[int, LevelSeen],
    restated: dict[ActionDimension, list[Restated]],
) -> dict[ActionDimension, LevelSeen]:
    """The levels given in one period, by action and dimension."""
    if period is None:
        return {}
    corrected = {
        key: each.given.level for key, all_ in restated.items() for each in all_ if each.given.period_id == period.pk
    }
    given = Rating.objects.filter(action__in=actions, period=period)
    rows = given.values_list("action_id", "dimension_id", "level_id")
    return {(action, dimension): levels[level] for action, dimension, level in rows} | corrected


def _dimensions(partnership_id: int) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = Dimension.objects.filter(scale__partnership=partnership_id).order_by("scale_id", "position")
    for scale_id, dimension_id, code in rows.values_list("scale_id", "pk", "code"):
        found[scale_id].append((dimension_id, code))
    return found


def expected_levels(
    periods: Sequence[ReportingPeriod], levels: dict[int, LevelSeen]
) -> dict[int, dict[ActionDimension, tuple[LevelSeen, ...]]]:
    """The expected levels by period, then by action (or minus the plan) and dimension, best first."""
    found: dict[int, dict[ActionDimension, list[LevelSeen]]] = {period.pk: defaultdict(list) for period in periods}
    rows = ExpectedLevel.objects.filter(period__in=periods)
    for period_id, plan_id, action_id, dimension_id, level_id in rows.values_list(
        "period_id", "plan_id", "action_id", "dimension_id", "level_id"
    ):
        found[period_id][action_id or -plan_id, dimension_id].append(levels[level_id])
    return {
        period_id: {key: tuple(sorted(value, key=lambda level: level.rank)) for key, value in expected.items()}
        for period_id, expected in found.items()
    }


def grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for owner, member in pairs:
        found[owner].append(member)
    return found
