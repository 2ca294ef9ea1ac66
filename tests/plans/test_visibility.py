"""Who sees which plan and action: each test has something there to leak."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import Membership, Partnership, User
from accounts.roles import Role
from plans.models import Action, ActionPlan, Lead
from ratings.models import Rating
from reviews.models import Review
from tests.factories import LeadFactory, PeriodFactory, ReviewFactory, a_rated_plan, rated

Count = Callable[[User], int]


@pytest.fixture
def plan(thurrock: Partnership) -> ActionPlan:
    """A plan with two actions, the first of which has a lead and a rating, and another plan beside it."""
    plan = a_rated_plan(thurrock, actions=2, title="With a lead")
    first = plan.actions.get(reference="1")
    first.leads.add(LeadFactory.create(partnership=thurrock, name="LPR Group"))
    rated(first, "blue", PeriodFactory.create(partnership=thurrock))
    a_rated_plan(thurrock, actions=1, title="Without")
    ReviewFactory.create(partnership=thurrock)
    return plan


@pytest.mark.parametrize("persona", ["administrator", "business", "partner", "scrutineer"])
def test_those_who_see_plans_see_all_of_their_partnership(
    plan: ActionPlan, request: pytest.FixtureRequest, persona: str
) -> None:
    person = request.getfixturevalue(persona)

    assert ActionPlan.objects.visible_to(person).count() == 2
    assert Action.objects.visible_to(person).count() == 3
    assert Rating.objects.visible_to(person).count() == 1
    assert Review.objects.visible_to(person).count() == 1
    assert Lead.objects.visible_to(person).count() == 1


@pytest.mark.parametrize("persona", ["committee", "southend", "outsider", "lead_person"])
def test_everybody_else_sees_none(plan: ActionPlan, request: pytest.FixtureRequest, persona: str) -> None:
    person = request.getfixturevalue(persona)

    for model in (ActionPlan, Action, Rating, Review, Lead):
        assert not model.objects.visible_to(person).exists(), model


def test_lead_sees_the_whole_plan_in_which_they_have_an_action_and_no_other(
    plan: ActionPlan, lead_person: User
) -> None:
    Lead.objects.get(name="LPR Group").people.add(lead_person)

    assert list(ActionPlan.objects.visible_to(lead_person)) == [plan]
    assert Action.objects.visible_to(lead_person).count() == 2
    assert Action.objects.led_by(lead_person).count() == 1


def test_nobody_signed_in_sees_nothing(plan: ActionPlan) -> None:
    for model in (ActionPlan, Action, Rating, Review, Lead):
        assert not model.objects.visible_to(AnonymousUser()).exists(), model


def test_somebody_switched_off_sees_nothing(plan: ActionPlan, business: User) -> None:
    business.is_active = False
    business.save()

    assert not ActionPlan.objects.visible_to(business).exists()
    assert not Partnership.objects.visible_to(business).exists()


def test_person_with_a_role_in_two_partnerships_sees_each_by_its_role(
    plan: ActionPlan, other_partnership: Partnership, business: User
) -> None:
    a_rated_plan(other_partnership, actions=1)
    Membership.objects.create(user=business, partnership=other_partnership, role=Role.COMMITTEE_MEMBER)

    assert {seen.partnership.slug for seen in ActionPlan.objects.visible_to(business)} == {"thurrock"}
