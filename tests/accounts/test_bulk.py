"""Bulk writes of our own: the same rows as Django's, with each instance knowing its own key."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.bulk import insert_many, write_fields
from plans.models import Action, ActionPlan, PrecisionChoice
from tests.factories import ActionPlanFactory

pytestmark = pytest.mark.django_db
MANY = 2_500  # more than one statement takes


@pytest.fixture
def plan() -> ActionPlan:
    return ActionPlanFactory.create()


def many(plan: ActionPlan) -> list[Action]:
    return [Action(plan=plan, position=place, text=f"Do {place}: 100% “done”; DROP'") for place in range(1, MANY + 1)]


def test_each_instance_has_the_key_of_its_own_row(plan: ActionPlan) -> None:
    actions = many(plan)

    insert_many(actions)

    stored = dict(Action.objects.values_list("pk", "text"))
    assert len(stored) == MANY
    assert {action.pk: action.text for action in actions} == stored


def test_fields_of_every_kind_come_back_as_they_were_written(plan: ActionPlan) -> None:
    actions = many(plan)
    insert_many(actions)
    for action in actions[::2]:
        action.due_on, action.due_precision = date(2021, 3, 31), PrecisionChoice.DAY
        action.is_placeholder, action.text = True, f"{action.text} again"

    write_fields(actions, ["due_on", "due_precision", "is_placeholder", "text"])

    names = ("pk", "due_on", "due_precision", "is_placeholder", "text", "position")
    assert list(Action.objects.order_by("pk").values_list(*names)) == [
        tuple(getattr(action, name) for name in names) for action in sorted(actions, key=lambda each: each.pk)
    ]


def test_nothing_to_write_asks_the_database_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        insert_many([])
        write_fields([], ["text"])
