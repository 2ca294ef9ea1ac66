"""Two people at once in the quick table: nothing typed is ever lost, nothing saved is overwritten."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Partnership, User
from plans.models import ActionPlan, ProgressUpdate
from plans.services import withdraw_action
from ratings.models import ReportingPeriod
from ratings.services import close_period
from tests.factories import (
    PeriodFactory,
    a_rated_plan,
    brag,
)
from tests.ratings.sitting_rows import action_of, change_meanwhile, dimension_of, row, save, text_of

ClientFor = Callable[[User], Client]


@pytest.fixture
def plan(thurrock: Partnership) -> ActionPlan:
    return a_rated_plan(thurrock, actions=3)


@pytest.fixture
def before(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock, number=3)


@pytest.fixture
def period(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock)


@pytest.fixture
def client(business: User, client_for: ClientFor) -> Client:
    return client_for(business)


def test_row_changed_meanwhile_shows_both_versions_and_writes_nothing(
    client: Client, plan: ActionPlan, period: ReportingPeriod, administrator: User
) -> None:
    action = action_of(plan, "1")
    mine = row(action, period, level="green", progress="Mine was done.")
    change_meanwhile(action, period, administrator)

    response = save(client, plan, period, mine)

    page = text_of(response)
    assert response.status_code == 409
    assert "1: somebody else changed this action meanwhile." in page
    assert "Theirs: no one in post." in page
    assert "Theirs was done." in page
    assert "Admin Persona, " in page
    assert page.count("Mine was done.") == 2  # in its field, and beside the other version
    assert " selected>G – Green" in page
    assert action.ratings.get().level.code == "red"


def test_row_changed_meanwhile_can_be_saved_on_top_with_a_reason(
    client: Client, plan: ActionPlan, period: ReportingPeriod, administrator: User
) -> None:
    action = action_of(plan, "1")
    dimension = dimension_of(plan)
    mine = row(action, period, level="green", reason="Mine: the audit was held.")
    change_meanwhile(action, period, administrator)
    page = text_of(save(client, plan, period, mine))
    seen = page.split(f'name="{action.pk}-seen" value="')[1].split('"')[0]

    response = save(client, plan, period, mine | {f"{action.pk}-seen": seen})

    rating = action.ratings.get(dimension=dimension)
    assert response.status_code == 302
    assert (rating.level.code, rating.reason) == ("green", "Mine: the audit was held.")
    assert [entry.level.code for entry in rating.history.order_by("history_id")] == ["red", "green"]


def test_conflict_beside_an_error_answers_as_an_error(
    client: Client, plan: ActionPlan, period: ReportingPeriod, administrator: User
) -> None:
    first, second = action_of(plan, "1"), action_of(plan, "2")
    mine = row(first, period, level="green")
    change_meanwhile(first, period, administrator)

    response = save(client, plan, period, mine, row(second, period, level="red"))

    assert response.status_code == 422


def test_row_that_nobody_touched_here_is_left_alone_though_it_changed_meanwhile(
    client: Client, plan: ActionPlan, period: ReportingPeriod, administrator: User
) -> None:
    action = action_of(plan, "1")
    untouched = row(action, period)
    change_meanwhile(action, period, administrator)

    response = save(client, plan, period, untouched)

    assert response.status_code == 302
    assert action.ratings.get().level.code == "red"


def test_row_withdrawn_meanwhile_comes_back_with_what_was_typed(
    client: Client, plan: ActionPlan, period: ReportingPeriod, administrator: User
) -> None:
    action = action_of(plan, "1")
    mine = row(action, period, progress="All that was done.")
    withdraw_action(action=action, seen_revision=1, reason="Merged with 2.", by=administrator)

    response = save(client, plan, period, mine)

    page = text_of(response)
    assert response.status_code == 409
    assert "All that was done." in page
    assert "Merged with 2." in page
    assert not ProgressUpdate.objects.exists()


def test_period_closed_meanwhile_saves_nothing_and_keeps_everything(
    client: Client, plan: ActionPlan, period: ReportingPeriod, administrator: User
) -> None:
    action = action_of(plan, "1")
    mine = row(action, period, level="green", progress="All that was done.")
    close_period(period=period, by=administrator)

    response = save(client, plan, period, mine)

    page = text_of(response)
    assert response.status_code == 409
    assert "2020/21 Q4 was closed meanwhile, so nothing was saved." in page
    assert "All that was done.</textarea>" in page
    assert not action.ratings.exists()


def test_scale_changed_meanwhile_is_said_and_the_words_are_kept(
    client: Client, plan: ActionPlan, period: ReportingPeriod, thurrock: Partnership
) -> None:
    action = action_of(plan, "1")
    mine = row(action, period, level="green", reason="Typed in the old scale.")
    plan.rating_setup.scale = brag(thurrock, name="New scale")
    plan.rating_setup.save()

    response = save(client, plan, period, mine)

    page = text_of(response)
    assert response.status_code == 422
    assert "This plan is rated in another scale by now" in page
    assert "You had typed: Typed in the old scale." in page


def test_broken_seen_field_is_a_stale_row(client: Client, plan: ActionPlan, period: ReportingPeriod) -> None:
    action = action_of(plan, "1")
    fields = row(action, period, level="green") | {f"{action.pk}-seen": f"0;{dimension_of(plan).pk}=0"}

    response = save(client, plan, period, fields)

    assert response.status_code == 409
    assert not action.ratings.exists()
