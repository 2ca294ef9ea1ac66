"""The pages of plans: which plans, with which numbers, and the whole plan in its own order."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Partnership, User
from plans.models import ActionPlan
from ratings.models import ReportingPeriod
from ratings.services import ask_challenge
from tests.factories import (
    ActionFactory,
    LeadFactory,
    PeriodFactory,
    ProgressUpdateFactory,
    ReviewFactory,
    a_rated_plan,
    rated,
)

ClientFor = Callable[[User], Client]


@pytest.fixture
def period(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock)


@pytest.fixture
def plan(thurrock: Partnership, period: ReportingPeriod) -> ActionPlan:
    """Three actions due 31 March 2021: 1 blue, 2 red and 3 without update in 2020/21 Q4."""
    review = ReviewFactory.create(partnership=thurrock, title="Peer Review 2019")
    made = a_rated_plan(thurrock, title="Peer Review Action Plan", review=review)
    first, second, _third = made.actions.all()
    rated(first, "blue", period)
    rated(second, "red", period, reason="Nobody began.")
    return made


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def test_plans_names_each_plan_with_its_review_and_numbers(
    plan: ActionPlan, business: User, client_for: ClientFor
) -> None:
    page = client_for(business).get("/thurrock/plans/")

    row = page.context["rows"][0]
    assert row.plan == plan
    assert row.review == plan.review
    assert (row.counts.actions, row.counts.no_update, row.counts.overdue) == (3, 1, 0)
    assert [segment["count"] for segment in row.bars[0].segments] == [1, 0, 0, 1, 1]
    assert "Ratified" in page.content.decode()


def test_plans_without_any_offer_the_import_to_those_who_may(
    thurrock: Partnership, business: User, partner: User, client_for: ClientFor
) -> None:
    assert "Import a plan" in text(client_for(business), "/thurrock/plans/")
    for_partner = text(client_for(partner), "/thurrock/plans/")
    assert "No plans yet" in for_partner
    assert "Import a plan" not in for_partner


def test_plans_of_a_lead_are_those_it_has_actions_in(
    plan: ActionPlan, thurrock: Partnership, lead_person: User, client_for: ClientFor
) -> None:
    other = a_rated_plan(thurrock, title="Delivery Plan")
    lead = LeadFactory.create(partnership=thurrock)
    lead.people.add(lead_person)
    plan.actions.first().leads.add(lead)  # type: ignore[union-attr]  # the fixture made three

    page = text(client_for(lead_person), "/thurrock/plans/")

    assert plan.title in page
    assert other.title not in page
    assert "Peer Review 2019" not in page


def test_plan_of_which_a_lead_has_no_action_does_not_exist_for_it(
    plan: ActionPlan, lead_person: User, client_for: ClientFor
) -> None:
    assert client_for(lead_person).get(f"/thurrock/plans/{plan.pk}/").status_code == 404


def test_plan_of_another_partnership_does_not_exist(plan: ActionPlan, southend: User, client_for: ClientFor) -> None:
    client = client_for(southend)

    assert client.get(f"/thurrock/plans/{plan.pk}/").status_code == 404
    assert client.get(f"/southend/plans/{plan.pk}/").status_code == 404


def test_plan_does_not_exist_for_a_committee_member(plan: ActionPlan, committee: User, client_for: ClientFor) -> None:
    assert client_for(committee).get(f"/thurrock/plans/{plan.pk}/").status_code == 404


def test_plan_shows_its_actions_under_section_and_objective(
    plan: ActionPlan, partner: User, client_for: ClientFor
) -> None:
    page = client_for(partner).get(f"/thurrock/plans/{plan.pk}/")

    (group,) = page.context["groups"]
    assert group.section == plan.sections.get()
    assert group.objective == plan.objectives.get()
    assert [row.action.reference for row in group.rows] == ["1", "2", "3"]
    assert "Recommendation" in page.content.decode()


def test_plan_says_what_its_levels_mean_in_the_wording_of_the_period(
    plan: ActionPlan, partner: User, client_for: ClientFor
) -> None:
    assert "What amber means." in text(client_for(partner), f"/thurrock/plans/{plan.pk}/")


def test_plan_shows_the_last_known_level_with_its_age_beside_no_update(
    plan: ActionPlan, partner: User, client_for: ClientFor
) -> None:
    later = PeriodFactory.create(partnership=plan.partnership, first_year=2021, number=1)

    page = text(client_for(partner), f"/thurrock/plans/{plan.pk}/?period={later.pk}&level=none")

    assert "Last known: B, Blue (2020/21 Q4, 1 period ago)" in page
    assert "3 of 3 actions" in page


def test_plan_says_how_often_a_date_slipped(
    plan: ActionPlan, partner: User, business: User, client_for: ClientFor
) -> None:
    from datetime import date

    from plans.services import move_due_date

    action = plan.actions.get(reference="2")
    for month, day in ((6, 30), (9, 30)):
        move_due_date(
            action=action,
            due_on=date(2021, month, day),
            precision="month",
            reason="Staff were ill.",
            agreed_by="",
            by=business,
        )

    page = text(client_for(partner), f"/thurrock/plans/{plan.pk}/")

    assert "was 31 March 2021, now September 2021, moved 2 times" in page


def test_plan_marks_an_overdue_action_in_words(plan: ActionPlan, partner: User, client_for: ClientFor) -> None:
    later = PeriodFactory.create(partnership=plan.partnership, first_year=2021, number=1)

    page = client_for(partner).get(f"/thurrock/plans/{plan.pk}/?period={later.pk}&condition=overdue")

    (group,) = page.context["groups"]
    assert [row.action.reference for row in group.rows] == ["2", "3"]
    assert page.content.decode().count(">Overdue</strong>") == 2


def test_plan_filter_that_fits_nothing_says_so_and_can_be_cleared(
    plan: ActionPlan, partner: User, client_for: ClientFor, period: ReportingPeriod
) -> None:
    page = text(client_for(partner), f"/thurrock/plans/{plan.pk}/?words=zebra")

    assert "No action matches" in page
    assert "0 of 3 actions" in page
    assert f'href="/thurrock/plans/{plan.pk}/?period={period.pk}"' in page


def test_plan_without_period_or_rating_still_lists_its_actions(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    plan = a_rated_plan(thurrock)

    page = text(client_for(business), f"/thurrock/plans/{plan.pk}/")

    assert "Action 3" in page
    assert "There is no reporting period yet" in page


def test_plan_without_actions_says_what_to_do(thurrock: Partnership, business: User, client_for: ClientFor) -> None:
    plan = a_rated_plan(thurrock, actions=0)

    assert "No actions yet" in text(client_for(business), f"/thurrock/plans/{plan.pk}/")


def test_plan_keeps_withdrawn_actions_out_of_the_count_and_on_the_page(
    plan: ActionPlan, business: User, client_for: ClientFor
) -> None:
    from plans.services import withdraw_action

    action = plan.actions.get(reference="3")
    withdraw_action(action=action, seen_revision=1, reason="Merged into action 2.", by=business)

    page = text(client_for(business), f"/thurrock/plans/{plan.pk}/")

    assert "2 actions" in page
    assert "1 withdrawn action" in page
    assert "Merged into action 2." in page


def test_plan_offers_the_sitting_table_and_update_only_to_those_who_may(
    plan: ActionPlan, business: User, scrutineer: User, client_for: ClientFor
) -> None:
    for_business = text(client_for(business), f"/thurrock/plans/{plan.pk}/")
    for_scrutineer = text(client_for(scrutineer), f"/thurrock/plans/{plan.pk}/")

    action = plan.actions.get(reference="1")
    assert f"/actions/{action.pk}/update/" in for_business
    assert f"/actions/{action.pk}/update/" not in for_scrutineer
    assert "/sitting/" not in for_scrutineer


def test_plan_downloads_what_is_chosen(
    plan: ActionPlan, partner: User, client_for: ClientFor, period: ReportingPeriod
) -> None:
    page = text(client_for(partner), f"/thurrock/plans/{plan.pk}/?level=none")

    assert f'href="/thurrock/plans/{plan.pk}/export/xlsx/?period={period.pk}&amp;level=none"' in page


def test_plan_shows_progress_as_it_was_known_in_the_period(
    plan: ActionPlan, partner: User, client_for: ClientFor, period: ReportingPeriod
) -> None:
    from datetime import date

    PeriodFactory.create(partnership=plan.partnership, first_year=2021, number=1)
    action = plan.actions.get(reference="1")
    ProgressUpdateFactory.create(action=action, text="Spring news.", as_at=date(2021, 3, 31))
    ProgressUpdateFactory.create(action=action, text="Summer news.", as_at=date(2021, 6, 30))

    then = text(client_for(partner), f"/thurrock/plans/{plan.pk}/?period={period.pk}")
    now = text(client_for(partner), f"/thurrock/plans/{plan.pk}/")

    assert "Spring news." in then
    assert "Summer news." not in then
    assert "Summer news." in now


def test_plan_of_markup_and_long_words_is_shown_as_text(
    thurrock: Partnership, period: ReportingPeriod, partner: User, client_for: ClientFor
) -> None:
    plan = a_rated_plan(thurrock, actions=0, title="<b>Plan</b> & more")
    ActionFactory.create(plan=plan, text="<script>alert(1)</script>" + "x" * 5000)

    page = client_for(partner).get(f"/thurrock/plans/{plan.pk}/").content.decode()

    assert "<script>alert" not in page
    assert "<b>Plan</b>" not in page


def test_plan_and_its_row_count_an_open_challenge_and_lead_to_it(
    plan: ActionPlan, scrutineer: User, partner: User, client_for: ClientFor
) -> None:
    action = plan.actions.get(reference="2")
    period = ReportingPeriod.objects.get()
    ask_challenge(action=action, dimension=None, period=period, question="What shows it?", by=scrutineer)

    page = text(client_for(partner), f"/thurrock/plans/{plan.pk}/")
    chosen = text(client_for(partner), f"/thurrock/plans/{plan.pk}/?condition=challenged")

    assert "With an open challenge: 1" in page
    assert f'/actions/{action.pk}/#challenges">1 open challenge<' in page
    assert "Restated: " not in page
    assert "1 of 3 actions" in chosen
