"""Due dates that move, leads that change, actions that are withdrawn: with the first date and every reason kept."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Partnership, User
from accounts.rules import RuleBroken
from plans.models import Action, ActionStatus, PrecisionChoice
from plans.services import move_due_date, reinstate_action, set_leads, withdraw_action
from tests.factories import ActionFactory, ActionPlanFactory, LeadFactory


@pytest.fixture
def action(thurrock: Partnership) -> Action:
    plan = ActionPlanFactory.create(partnership=thurrock, starts_on=date(2020, 10, 1))
    return ActionFactory.create(plan=plan)


def move(action: Action, to: date | None, by: User, reason: str = "Staff were ill.") -> None:
    precision = PrecisionChoice.DAY if to else ""
    move_due_date(action=action, due_on=to, precision=precision, reason=reason, agreed_by="Strategic Group", by=by)


def test_date_that_moves_twice_keeps_the_first(action: Action, business: User) -> None:
    move(action, date(2021, 6, 30), business)
    move(action, date(2021, 9, 30), business)

    action.refresh_from_db()
    assert (action.original_due_on, action.due_on) == (date(2021, 3, 31), date(2021, 9, 30))
    assert [(kept.old_due_on, kept.new_due_on) for kept in action.due_date_moves.all()] == [
        (date(2021, 3, 31), date(2021, 6, 30)),
        (date(2021, 6, 30), date(2021, 9, 30)),
    ]


def test_move_keeps_the_reason_who_agreed_and_who_entered_it(action: Action, business: User) -> None:
    move(action, date(2021, 6, 30), business)

    kept = action.due_date_moves.get()
    assert (kept.reason, kept.agreed_by, kept.moved_by) == ("Staff were ill.", "Strategic Group", business)


def test_move_without_a_reason_is_refused(action: Action, business: User) -> None:
    with pytest.raises(RuleBroken, match="why the due date moves") as refusal:
        move(action, date(2021, 6, 30), business, reason=" ")

    assert refusal.value.field == "due_reason"
    assert not action.due_date_moves.exists()


def test_date_before_the_plan_begins_is_refused(action: Action, business: User) -> None:
    with pytest.raises(RuleBroken, match="before the plan begins, on 1 October 2020"):
        move(action, date(2020, 9, 30), business)


def test_same_date_again_is_no_move(action: Action, business: User) -> None:
    move(action, action.due_on, business)

    assert not action.due_date_moves.exists()


def test_first_date_of_an_action_without_one_becomes_its_original(thurrock: Partnership, business: User) -> None:
    undated = ActionFactory.create(plan__partnership=thurrock, due_on=None, timescale_text="To be confirmed")

    move(undated, date(2021, 6, 30), business, reason="Agreed at the meeting.")

    undated.refresh_from_db()
    assert undated.original_due_on == date(2021, 6, 30)


def test_changed_leads_stand_in_the_history_once(action: Action, business: User, thurrock: Partnership) -> None:
    before = action.history.count()

    set_leads(action=action, leads=[LeadFactory.create(partnership=thurrock)], by=business)

    assert action.history.count() == before + 1
    assert action.history.first().leads.count() == 1


def test_lead_of_another_partnership_is_refused(action: Action, business: User, other_partnership: Partnership) -> None:
    with pytest.raises(RuleBroken, match="leads of this partnership"):
        set_leads(action=action, leads=[LeadFactory.create(partnership=other_partnership)], by=business)


def test_withdrawn_action_stays_on_record_with_its_reason(action: Action, business: User) -> None:
    withdraw_action(action=action, seen_revision=1, reason="Merged with action 2.", by=business)

    action.refresh_from_db()
    assert (action.status, action.withdrawn_reason) == (ActionStatus.WITHDRAWN, "Merged with action 2.")
    assert action.history.first().history_change_reason == "Merged with action 2."


def test_withdrawing_without_a_reason_is_refused(action: Action, business: User) -> None:
    with pytest.raises(RuleBroken):
        withdraw_action(action=action, seen_revision=1, reason="", by=business)

    action.refresh_from_db()
    assert action.is_active


def test_partner_may_not_withdraw(action: Action, partner: User) -> None:
    with pytest.raises(PermissionDenied):
        withdraw_action(action=action, seen_revision=1, reason="No.", by=partner)


def test_reinstated_action_keeps_both_steps(action: Action, business: User) -> None:
    withdraw_action(action=action, seen_revision=1, reason="Merged.", by=business)
    action.refresh_from_db()
    reinstate_action(action=action, reason="Parted again.", by=business)

    reasons = list(action.history.order_by("history_id").values_list("history_change_reason", flat=True))
    assert reasons[-2:] == ["Merged.", "Parted again."]


def test_reinstating_an_action_moves_when_it_was_last_updated(action: Action, business: User) -> None:
    withdraw_action(action=action, seen_revision=1, reason="Merged.", by=business)
    action.refresh_from_db()
    withdrawn = action.last_updated_at

    reinstate_action(action=action, reason="Parted again.", by=business)

    action.refresh_from_db()
    assert withdrawn is not None
    assert action.last_updated_at is not None
    assert action.last_updated_at > withdrawn


def test_reinstating_beside_an_action_of_the_same_reference_is_refused(action: Action, business: User) -> None:
    withdraw_action(action=action, seen_revision=1, reason="Merged.", by=business)
    action.refresh_from_db()
    ActionFactory.create(plan=action.plan, reference=action.reference)

    with pytest.raises(RuleBroken, match="reference"):
        reinstate_action(action=action, reason="Parted again.", by=business)
