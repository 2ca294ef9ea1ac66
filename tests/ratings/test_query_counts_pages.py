"""Pages of plans and actions cost as many queries for three things as for one."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Partnership, User
from plans.models import Action, ActionPlan, Lead
from ratings.models import ReportingPeriod
from tests.factories import (
    ExpectedLevelFactory,
    LeadFactory,
    LearningThemeFactory,
    PeriodFactory,
    ProgressUpdateFactory,
    ReviewFactory,
    a_rated_plan,
    rated,
)

ClientFor = Callable[[User], Client]
pytestmark = pytest.mark.parametrize("many", [1, 3])


@pytest.fixture
def plan(thurrock: Partnership, lead_person: User, many: int) -> ActionPlan:
    """As many actions as `many`, each with leads, progress and ratings in one period more."""
    periods: list[ReportingPeriod] = [
        PeriodFactory.create(partnership=thurrock, number=number) for number in range(1, many + 2)
    ]
    review = ReviewFactory.create(partnership=thurrock)
    review.themes.add(LearningThemeFactory.create(partnership=thurrock))
    made = a_rated_plan(thurrock, actions=many, title="First plan", review=review)
    leads: list[Lead] = [LeadFactory.create(partnership=thurrock) for _ in range(many)]
    leads[0].people.add(lead_person)
    scale = made.rating_setup.scale
    for action in made.actions.all():
        action.leads.set(leads)
        for period in periods:
            rated(action, "amber", period)
            ProgressUpdateFactory.create(action=action, as_at=period.ends_on)
    for period in periods:
        amber, dimension = scale.levels.get(code="amber"), scale.dimensions.get()
        ExpectedLevelFactory.create(plan=made, dimension=dimension, period=period, level=amber)
    return made


def test_plans(
    *,
    plan: ActionPlan,
    thurrock: Partnership,
    many: int,
    business: User,
    client_for: ClientFor,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(many - 1):
        a_rated_plan(thurrock, actions=many, review=ReviewFactory.create(partnership=thurrock))
    client = client_for(business)

    with django_assert_num_queries(22):
        assert len(client.get("/thurrock/plans/").context["rows"]) == many


def test_plan(
    plan: ActionPlan,
    many: int,
    business: User,
    client_for: ClientFor,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_for(business)

    with django_assert_num_queries(27):
        (group,) = client.get(f"/thurrock/plans/{plan.pk}/").context["groups"]
    assert len(group.rows) == many


def test_plan_of_a_lead(
    plan: ActionPlan,
    many: int,
    lead_person: User,
    client_for: ClientFor,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_for(lead_person)

    with django_assert_num_queries(28):
        (group,) = client.get(f"/thurrock/plans/{plan.pk}/").context["groups"]
    assert len(group.rows) == many


def test_actions_with_words(
    plan: ActionPlan,
    many: int,
    business: User,
    client_for: ClientFor,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_for(business)

    with django_assert_num_queries(28):
        assert len(client.get("/thurrock/actions/?words=meeting").context["rows"]) == many


def test_my_actions(
    plan: ActionPlan,
    many: int,
    lead_person: User,
    client_for: ClientFor,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_for(lead_person)

    with django_assert_num_queries(23):
        assert len(client.get("/thurrock/my-actions/").context["rows"]) == many


def test_action(
    plan: ActionPlan,
    many: int,
    business: User,
    client_for: ClientFor,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client, action = client_for(business), Action.objects.filter(plan=plan)[0]

    with django_assert_num_queries(35):
        assert len(client.get(f"/thurrock/actions/{action.pk}/").context["updates"]) == many + 1


def test_update_form(
    plan: ActionPlan,
    many: int,
    business: User,
    client_for: ClientFor,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client, action = client_for(business), Action.objects.filter(plan=plan)[0]

    with django_assert_num_queries(16):
        form = client.get(f"/thurrock/actions/{action.pk}/update/").context["form"]
    assert len(form.sheet.leads) == many


def test_history(
    plan: ActionPlan,
    many: int,
    business: User,
    client_for: ClientFor,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client, action = client_for(business), Action.objects.filter(plan=plan)[0]

    with django_assert_num_queries(22):
        assert len(client.get(f"/thurrock/actions/{action.pk}/history/").context["entries"]) == 2 * (many + 1) + 2
