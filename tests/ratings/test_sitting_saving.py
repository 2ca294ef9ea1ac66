"""Saving the quick table: each row a unit of its own, nothing typed is ever lost."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Partnership, User
from plans.models import ActionPlan
from ratings.models import ReportingPeriod
from ratings.services import close_period
from tests.factories import (
    PeriodFactory,
    a_rated_plan,
    brag,
    rated,
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


def test_save_all_saves_every_changed_row_and_says_how_many(
    client: Client, plan: ActionPlan, period: ReportingPeriod, business: User
) -> None:
    first, second = action_of(plan, "1"), action_of(plan, "2")

    response = save(
        client,
        plan,
        period,
        row(first, period, level="green"),
        row(second, period, level="amber", reason="Training slipped.", progress="Two courses held."),
        row(action_of(plan, "3"), period),
    )
    page = text_of(client.get(response["Location"]))

    assert response.status_code == 302
    assert "2 rows are saved." in page
    assert first.ratings.get().level.code == "green"
    assert (second.ratings.get().reason, second.ratings.get().rated_by) == ("Training slipped.", business)
    assert second.updates.get().text == "Two courses held."
    assert not action_of(plan, "3").ratings.exists()


def test_save_all_without_changes_writes_nothing(
    client: Client, plan: ActionPlan, before: ReportingPeriod, period: ReportingPeriod
) -> None:
    action = action_of(plan, "1")
    rated(action, "green", period)

    response = save(client, plan, period, row(action, period))

    action.refresh_from_db()
    assert response.status_code == 302
    assert (action.revision, action.last_updated_at) == (1, None)


def test_save_of_one_row_saves_that_row_only_and_keeps_what_was_typed_in_others(
    client: Client, plan: ActionPlan, period: ReportingPeriod
) -> None:
    first, second = action_of(plan, "1"), action_of(plan, "2")

    response = save(
        client,
        plan,
        period,
        row(first, period, level="green"),
        row(second, period, level="amber", reason="Not asked for yet."),
        save=str(first.pk),
    )

    page = text_of(response)
    assert response.status_code == 200
    assert first.ratings.get().level.code == "green"
    assert not second.ratings.exists()
    assert 'value="Not asked for yet."' in page
    assert " selected>A – Amber" in page


def test_save_of_the_only_changed_row_redirects(client: Client, plan: ActionPlan, period: ReportingPeriod) -> None:
    action = action_of(plan, "1")

    response = save(client, plan, period, row(action, period, level="green"), save=str(action.pk))

    assert response.status_code == 302


def test_save_all_keeps_rows_that_fail_with_their_error_and_saves_the_rest(
    client: Client, plan: ActionPlan, period: ReportingPeriod
) -> None:
    first, second = action_of(plan, "1"), action_of(plan, "2")

    response = save(
        client,
        plan,
        period,
        row(first, period, level="green"),
        row(second, period, level="red", progress="Typed and not saved."),
    )

    page = text_of(response)
    field = f"field-{second.pk}-reason_{dimension_of(plan).pk}"
    assert response.status_code == 422
    assert first.ratings.get().level.code == "green"
    assert not second.ratings.exists()
    assert f'<a href="#{field}">2: Give a reason: Red always needs one.</a>' in page
    assert "Typed and not saved.</textarea>" in page
    assert " selected>R – Red" in page
    assert "1 row is saved." in page


def test_a_row_that_failed_can_be_saved_once_it_is_mended(
    client: Client, plan: ActionPlan, period: ReportingPeriod
) -> None:
    action = action_of(plan, "2")
    fields = row(action, period, level="red")
    assert save(client, plan, period, fields).status_code == 422

    response = save(client, plan, period, fields | {f"{action.pk}-reason_{dimension_of(plan).pk}": "No one in post."})

    assert response.status_code == 302
    assert action.ratings.get().reason == "No one in post."


def test_reason_without_level_asks_for_the_level_and_is_kept(
    client: Client, plan: ActionPlan, period: ReportingPeriod
) -> None:
    response = save(client, plan, period, row(action_of(plan, "1"), period, reason="Because."))

    page = text_of(response)
    assert response.status_code == 422
    assert "1: Choose the level that the reason is for, or clear the reason." in page
    assert 'value="Because."' in page


def test_level_of_another_scale_is_refused_at_its_field(
    client: Client, plan: ActionPlan, period: ReportingPeriod, thurrock: Partnership
) -> None:
    action = action_of(plan, "1")
    foreign = brag(thurrock, name="Other").levels.get(code="blue")
    fields = row(action, period) | {f"{action.pk}-level_{dimension_of(plan).pk}": str(foreign.pk)}

    response = save(client, plan, period, fields)

    assert response.status_code == 422
    assert "1: Choose one of the levels of this plan's scale." in text_of(response)
    assert not action.ratings.exists()


def test_a_changed_level_needs_a_reason_of_its_own(client: Client, plan: ActionPlan, period: ReportingPeriod) -> None:
    action = action_of(plan, "1")
    rated(action, "amber", period, reason="Old reason.")

    response = save(client, plan, period, row(action, period, level="green"))

    assert response.status_code == 422
    assert "the rating given in this period changes, from Amber to Green" in text_of(response)
    assert action.ratings.get().level.code == "amber"


def test_reason_typed_to_an_unchanged_level_replaces_it_and_stays_in_history(
    client: Client, plan: ActionPlan, period: ReportingPeriod
) -> None:
    action = action_of(plan, "1")
    rated(action, "amber", period, reason="Old reason.")

    save(client, plan, period, row(action, period, reason="New reason."))

    rating = action.ratings.get()
    assert (rating.level.code, rating.reason) == ("amber", "New reason.")
    assert [entry.reason for entry in rating.history.order_by("history_id")] == ["Old reason.", "New reason."]


def test_row_saved_in_place_comes_back_alone_with_the_new_count(
    client: Client, plan: ActionPlan, period: ReportingPeriod
) -> None:
    action = action_of(plan, "1")

    response = save(client, plan, period, row(action, period, level="green"), save=str(action.pk), htmx=True)

    page = text_of(response)
    assert response.status_code == 200
    assert page.count("<tbody") == 1
    assert "<html" not in page
    assert 'data-state="saved"' in page
    assert "2 of 3</strong> still to do" in page


@pytest.mark.parametrize(("level", "status"), [("red", 422), ("green", 409)])
def test_row_not_saved_in_place_comes_back_with_its_status(
    *, client: Client, plan: ActionPlan, period: ReportingPeriod, administrator: User, level: str, status: int
) -> None:
    action = action_of(plan, "1")
    mine = row(action, period, level=level)
    if status == 409:
        change_meanwhile(action, period, administrator)

    response = save(client, plan, period, mine, save=str(action.pk), htmx=True)

    assert response.status_code == status
    assert text_of(response).count("<tbody") == 1


def test_row_in_place_of_a_period_closed_meanwhile_says_so(
    client: Client, plan: ActionPlan, period: ReportingPeriod, administrator: User
) -> None:
    action = action_of(plan, "1")
    mine = row(action, period, level="green")
    close_period(period=period, by=administrator)

    response = save(client, plan, period, mine, save=str(action.pk), htmx=True)

    assert response.status_code == 409
    assert "2020/21 Q4 was closed meanwhile" in text_of(response)
