"""Choosing the scale in which a plan is rated, so that no plan is stuck without one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Partnership, User
from plans.models import ActionPlan
from ratings.models import PlanScale, RatingScale, ReportingPeriod
from tests.factories import ActionFactory, ActionPlanFactory, PeriodFactory, PlanScaleFactory, brag

ClientFor = Callable[[User], Client]


@pytest.fixture
def plan(thurrock: Partnership) -> ActionPlan:
    """A plan with one action and no scale."""
    made: ActionPlan = ActionPlanFactory.create(partnership=thurrock, title="Plan <of> ours")
    ActionFactory.create(plan=made)
    return made


@pytest.fixture
def period(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock)


@pytest.fixture
def scale(thurrock: Partnership) -> RatingScale:
    return brag(thurrock)


@pytest.fixture
def client(business: User, client_for: ClientFor) -> Client:
    return client_for(business)


def address(plan: ActionPlan) -> str:
    return f"/thurrock/plans/{plan.pk}/scale/"


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("page", ["", "sitting/"])
def test_plan_without_a_scale_leads_to_choosing_one(
    client: Client, plan: ActionPlan, period: ReportingPeriod, page: str
) -> None:
    text = text_of(client.get(f"/thurrock/plans/{plan.pk}/{page}"))

    assert f'href="{address(plan)}"' in text
    assert "Rate in a table" not in text


def test_plan_without_a_scale_offers_no_choice_to_those_who_may_not(
    plan: ActionPlan, partner: User, client_for: ClientFor
) -> None:
    assert address(plan) not in text_of(client_for(partner).get(f"/thurrock/plans/{plan.pk}/"))


def test_choice_says_what_the_levels_of_each_scale_mean(client: Client, plan: ActionPlan, scale: RatingScale) -> None:
    text = text_of(client.get(address(plan)))

    assert "Blue: What blue means. Green: What green means." in text
    assert "Why the scale changes" not in text


def test_first_choice_is_saved_and_said(
    client: Client, plan: ActionPlan, scale: RatingScale, period: ReportingPeriod
) -> None:
    response = client.post(address(plan), {"scale": str(scale.pk)}, follow=True)

    assert PlanScale.objects.get(plan=plan).scale == scale
    text = text_of(response)
    assert "The plan is rated in BRAG from now on." in text
    assert "Rate in a table" in text


def test_choice_of_nothing_says_what_to_do(client: Client, plan: ActionPlan, scale: RatingScale) -> None:
    response = client.post(address(plan), {})

    assert response.status_code == 422
    assert '<a href="#id_scale_0">Choose the scale in which the plan is rated.</a>' in text_of(response)
    assert not PlanScale.objects.exists()


def test_scale_of_another_partnership_cannot_be_chosen(
    client: Client, plan: ActionPlan, scale: RatingScale, other_partnership: Partnership
) -> None:
    response = client.post(address(plan), {"scale": str(brag(other_partnership).pk)})

    assert response.status_code == 422
    assert "Choose one of the scales of this partnership." in text_of(response)
    assert not PlanScale.objects.exists()


def test_changing_the_scale_wants_a_reason_that_stays_on_record(
    client: Client, plan: ActionPlan, scale: RatingScale, thurrock: Partnership
) -> None:
    PlanScaleFactory.create(plan=plan, scale=scale)
    other = brag(thurrock, name="RAG of 2019")

    refused = client.post(address(plan), {"scale": str(other.pk), "reason": ""})

    assert refused.status_code == 422
    assert "Say why the scale changes: the reason stays on record." in text_of(refused)
    assert PlanScale.objects.get(plan=plan).scale == scale

    client.post(address(plan), {"scale": str(other.pk), "reason": "Agreed by the Executive."})

    assert PlanScale.objects.get(plan=plan).scale == other
    assert "Business Persona chose the rating scale “RAG of 2019”: Agreed by the Executive." in text_of(
        client.get(address(plan))
    )


def test_partnership_without_scales_is_led_to_the_import(client: Client, plan: ActionPlan) -> None:
    assert 'href="/thurrock/import/"' in text_of(client.get(address(plan)))


@pytest.mark.parametrize("scales", [1, 3])
def test_choice_costs_as_many_queries_for_three_scales_as_for_one(
    client: Client,
    plan: ActionPlan,
    thurrock: Partnership,
    scales: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(scales):
        brag(thurrock, name=f"Scale {number}")

    with django_assert_num_queries(10):
        client.get(address(plan))
