"""Rating: what a person may give, what needs a reason, and what is kept."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Partnership, User
from accounts.rules import RuleBroken
from plans.models import Action, ActionPlan
from plans.services import withdraw_action
from ratings.models import Rating, ReportingPeriod
from ratings.services import NewRating, close_period, rate
from tests.factories import PeriodFactory, a_rated_plan, brag, rated

Give = Callable[..., Rating]


@pytest.fixture
def plan(thurrock: Partnership) -> ActionPlan:
    return a_rated_plan(thurrock, actions=1)


@pytest.fixture
def action(plan: ActionPlan) -> Action:
    return plan.actions.get()


@pytest.fixture
def q3(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock, number=3)


@pytest.fixture
def q4(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock, number=4)


@pytest.fixture
def give(action: Action, q4: ReportingPeriod, business: User) -> Give:
    """Rates the action in Q4 as the business team."""

    def given(level: str, reason: str = "", *, by: User = business, period: ReportingPeriod = q4) -> Rating:
        scale = action.plan.rating_setup.scale
        new = NewRating(scale.dimensions.get(), scale.levels.get(code=level), reason)
        return rate(action=action, period=period, new=new, by=by)

    return given


def test_rating_is_kept_with_who_when_and_why(give: Give, business: User) -> None:
    rating = give("amber", "The survey is out.")

    assert (rating.level.code, rating.rated_by, rating.reason) == ("amber", business, "The survey is out.")
    assert rating.rated_at is not None


def test_first_rating_of_a_level_that_needs_no_reason_is_taken_without(give: Give) -> None:
    assert give("green").reason == ""


@pytest.mark.parametrize("level", ["amber", "red"])
def test_amber_and_red_without_a_reason_are_refused(give: Give, level: str) -> None:
    with pytest.raises(RuleBroken, match=f"{level.title()} always needs one") as refusal:
        give(level, "  ")

    assert refusal.value.field is not None
    assert not Rating.objects.exists()


def test_worsening_against_the_period_before_needs_a_reason(give: Give, action: Action, q3: ReportingPeriod) -> None:
    rated(action, "blue", q3)

    with pytest.raises(RuleBroken, match="got worse, from Blue to Green"):
        give("green")


def test_improvement_on_the_period_before_needs_no_reason(give: Give, action: Action, q3: ReportingPeriod) -> None:
    rated(action, "amber", q3, reason="Begun.")

    assert give("blue").level.code == "blue"


def test_changing_a_rating_given_in_the_same_period_needs_a_reason_even_upward(give: Give) -> None:
    give("red", "Nothing was done.")

    with pytest.raises(RuleBroken, match="from Red to Green"):
        give("green")


def test_changed_rating_keeps_both_levels_and_reasons_in_its_history(give: Give) -> None:
    give("red", "Nothing was done.")
    rating = give("green", "The report came in after all.")

    kept = [(row.level.code, row.history_change_reason) for row in rating.history.order_by("history_id")]
    assert kept == [("red", "Nothing was done."), ("green", "The report came in after all.")]
    assert rating.revision == 2


def test_same_rating_given_twice_writes_nothing(give: Give) -> None:
    give("red", "Nothing was done.")
    rating = give("red", "Nothing was done.")

    assert rating.history.count() == 1


def test_rating_in_a_closed_period_is_refused(give: Give, q4: ReportingPeriod, business: User) -> None:
    close_period(period=q4, by=business)
    q4.refresh_from_db()

    with pytest.raises(RuleBroken, match="is closed"):
        give("green")


def test_rating_of_a_withdrawn_action_is_refused(give: Give, action: Action, business: User) -> None:
    withdraw_action(action=action, seen_revision=action.revision, reason="Twice in the plan.", by=business)
    action.refresh_from_db()

    with pytest.raises(RuleBroken, match="withdrawn"):
        give("green")


def test_level_of_another_scale_is_refused(
    action: Action, q4: ReportingPeriod, business: User, thurrock: Partnership
) -> None:
    other = brag(thurrock, name="Other scale")
    new = NewRating(action.plan.rating_setup.scale.dimensions.get(), other.levels.get(code="green"))

    with pytest.raises(RuleBroken, match="not a level of this plan's scale"):
        rate(action=action, period=q4, new=new, by=business)


def test_period_of_another_partnership_is_refused(give: Give, other_partnership: Partnership) -> None:
    theirs = PeriodFactory.create(partnership=other_partnership)

    with pytest.raises(RuleBroken, match="period of this partnership"):
        give("green", period=theirs)


@pytest.mark.parametrize("persona", ["lead_person", "partner", "scrutineer", "committee", "southend", "outsider"])
def test_people_who_may_not_rate_are_refused(give: Give, request: pytest.FixtureRequest, persona: str) -> None:
    person = request.getfixturevalue(persona)

    with pytest.raises(PermissionDenied):
        give("green", by=person)

    assert not Rating.objects.exists()
