"""Each rule that must never break, broken on purpose, past every service: the database itself refuses."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Partnership, User
from plans.models import DueDateMove
from ratings.models import ExpectedLevel, LevelDefinition, PeriodStatus, Rating, ReportingPeriod
from tests.factories import (
    ActionFactory,
    PeriodFactory,
    ProgressUpdateFactory,
    StrategicAimFactory,
    a_rated_plan,
    brag,
    rated,
)

NOON = datetime(2021, 3, 31, 12, tzinfo=UTC)


def refused(constraint: str, write: Callable[[], object]) -> bool:
    """Whether the database refuses the write. SQLite does not name a unique constraint, so the columns speak for it."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        write()
    text = str(refusal.value)
    return constraint in text or "UNIQUE constraint failed" in text


@pytest.fixture
def rating(thurrock: Partnership) -> Rating:
    plan = a_rated_plan(thurrock, actions=1)
    return rated(plan.actions.get(), "amber", PeriodFactory.create(partnership=thurrock), reason="Begun.")


def test_second_rating_for_action_dimension_and_period_is_refused(rating: Rating) -> None:
    def again() -> object:
        return rated(rating.action, "blue", rating.period)

    assert refused("one_rating_per_action_dimension_and_period", again)
    assert Rating.objects.get().level.code == "amber"


@pytest.mark.parametrize("who_or_when", ["rated_by", "rated_at"])
def test_rating_with_who_but_not_when_or_the_reverse_is_refused(
    rating: Rating, business: User, who_or_when: str
) -> None:
    value = business if who_or_when == "rated_by" else NOON

    assert refused(
        "rating_has_who_and_when_or_neither",
        lambda: Rating.objects.filter(pk=rating.pk).update(**{who_or_when: value}),
    )


def test_rating_with_who_and_when_is_taken(rating: Rating, business: User) -> None:
    assert Rating.objects.filter(pk=rating.pk).update(rated_by=business, rated_at=NOON) == 1


def test_closed_period_without_a_date_is_refused(rating: Rating) -> None:
    assert refused(
        "a_closed_period_has_a_date",
        lambda: ReportingPeriod.objects.update(status=PeriodStatus.CLOSED),
    )


def test_open_period_with_a_closing_date_is_refused(rating: Rating) -> None:
    assert refused("a_closed_period_has_a_date", lambda: ReportingPeriod.objects.update(closed_at=NOON))


def test_period_that_ends_before_it_starts_is_refused(thurrock: Partnership) -> None:
    assert refused(
        "period_does_not_end_before_it_starts",
        lambda: PeriodFactory.create(partnership=thurrock, starts_on=date(2021, 4, 1), ends_on=date(2021, 3, 31)),
    )


def test_two_periods_of_one_name_are_refused(thurrock: Partnership) -> None:
    PeriodFactory.create(partnership=thurrock)

    assert refused("one_period_per_name", lambda: PeriodFactory.create(partnership=thurrock, ends_on=date(2021, 4, 30)))


def test_two_general_definitions_from_one_day_are_refused(thurrock: Partnership) -> None:
    level = brag(thurrock).levels.get(code="blue")

    assert refused(
        "one_general_definition_per_day",
        lambda: LevelDefinition.objects.create(level=level, text="Other words.", valid_from=date(2019, 4, 1)),
    )


def test_expecting_one_level_twice_is_refused(rating: Rating) -> None:
    def expect() -> ExpectedLevel:
        return ExpectedLevel.objects.create(
            plan=rating.action.plan, dimension=rating.dimension, period=rating.period, level=rating.level
        )

    expect()

    assert refused("one_expectation_per_plan_and_level", expect)


def test_level_that_is_complete_and_off_track_is_refused(thurrock: Partnership) -> None:
    levels = brag(thurrock).levels.filter(code="blue")

    assert refused("no_level_is_complete_and_off_track", lambda: levels.update(is_off_track=True))


def test_two_levels_of_one_shape_are_refused(thurrock: Partnership) -> None:
    levels = brag(thurrock).levels.filter(code="blue")

    assert refused("one_level_per_shape", lambda: levels.update(shape="diamond"))


def test_two_active_actions_of_one_reference_are_refused(rating: Rating) -> None:
    assert refused(
        "one_active_action_per_reference",
        lambda: ActionFactory.create(
            plan=rating.action.plan,
            section=rating.action.section,
            objective=rating.action.objective,
            reference=rating.action.reference,
        ),
    )


def test_two_actions_without_reference_are_taken(rating: Rating) -> None:
    ActionFactory.create(plan=rating.action.plan, reference="")

    assert ActionFactory.create(plan=rating.action.plan, reference="").pk


def test_withdrawn_action_without_reason_is_refused(rating: Rating) -> None:
    action = type(rating.action).objects.filter(pk=rating.action.pk)

    assert refused("a_withdrawn_action_says_when_and_why", lambda: action.update(status="withdrawn", withdrawn_at=NOON))


def test_due_date_that_does_not_say_how_exact_it_is_is_refused(rating: Rating) -> None:
    action = type(rating.action).objects.filter(pk=rating.action.pk)

    assert refused("a_due_date_says_how_exact_it_is", lambda: action.update(due_precision=""))


def test_progress_update_with_who_but_not_when_is_refused(rating: Rating, business: User) -> None:
    assert refused(
        "update_has_who_and_when_or_neither",
        lambda: ProgressUpdateFactory.create(action=rating.action, said_by=business),
    )


def test_progress_update_that_says_nothing_is_refused(rating: Rating) -> None:
    assert refused("an_update_says_something", lambda: ProgressUpdateFactory.create(action=rating.action, text=""))


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("a_moved_date_has_a_reason", {"reason": ""}),
        ("a_move_changes_the_date", {"new_due_on": date(2021, 3, 31)}),
    ],
)
def test_move_of_a_due_date_that_says_nothing_is_refused(
    rating: Rating, constraint: str, wrong: dict[str, object]
) -> None:
    move: dict[str, object] = {
        "action": rating.action,
        "old_due_on": date(2021, 3, 31),
        "new_due_on": date(2021, 9, 30),
        "reason": "Staff were ill.",
        "moved_at": NOON,
    }

    assert refused(constraint, lambda: DueDateMove.objects.create(**(move | wrong)))


def test_aim_that_ends_before_it_begins_is_refused(thurrock: Partnership) -> None:
    assert refused(
        "aim_does_not_end_before_it_begins",
        lambda: StrategicAimFactory.create(partnership=thurrock, first_year=2021, last_year=2019),
    )
