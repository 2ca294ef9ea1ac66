"""One saved form: all of it or none, and never over somebody else's change."""

import threading
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from accounts.models import Partnership, User
from accounts.rules import ChangedMeanwhile, RuleBroken
from plans.models import Action, PrecisionChoice
from ratings.models import Rating, ReportingPeriod
from ratings.services import ActionChanges, NewRating, record_changes
from ratings.services.sitting import DueDate
from tests.factories import LeadFactory, PeriodFactory, a_rated_plan

SEPTEMBER = DueDate(date(2021, 9, 30), PrecisionChoice.MONTH, "Staff were ill.", "Strategic Group")


@pytest.fixture
def action(thurrock: Partnership) -> Action:
    return a_rated_plan(thurrock, actions=1).actions.get()


@pytest.fixture
def period(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock)


def level(action: Action, code: str, reason: str = "") -> NewRating:
    scale = action.plan.rating_setup.scale
    return NewRating(scale.dimensions.get(), scale.levels.get(code=code), reason)


def test_form_with_everything_writes_everything(
    action: Action, period: ReportingPeriod, business: User, thurrock: Partnership
) -> None:
    lead = LeadFactory.create(partnership=thurrock, name="LPR Group")
    changes = ActionChanges("A draft is out.", [level(action, "green")], SEPTEMBER, [lead])

    record_changes(action=action, period=period, changes=changes, seen_revision=1, by=business)

    action.refresh_from_db()
    assert action.updates.get().text == "A draft is out."
    assert action.ratings.get().level.code == "green"
    assert (action.due_on, action.original_due_on) == (date(2021, 9, 30), date(2021, 3, 31))
    assert list(action.leads.all()) == [lead]
    assert action.revision == 2


def test_form_with_one_broken_rule_writes_nothing(action: Action, period: ReportingPeriod, business: User) -> None:
    changes = ActionChanges("A draft is out.", [level(action, "red")], SEPTEMBER)

    with pytest.raises(RuleBroken):
        record_changes(action=action, period=period, changes=changes, seen_revision=1, by=business)

    action.refresh_from_db()
    assert (action.revision, action.due_on) == (1, date(2021, 3, 31))
    assert not action.updates.exists()
    assert not action.due_date_moves.exists()


def test_form_that_changes_nothing_does_not_move_last_updated(
    action: Action, period: ReportingPeriod, business: User
) -> None:
    same = ActionChanges("  ", [], DueDate(action.due_on, action.due_precision), [])

    record_changes(action=action, period=period, changes=same, seen_revision=1, by=business)

    action.refresh_from_db()
    assert (action.revision, action.last_updated_at) == (1, None)


def test_form_filled_in_from_an_older_state_is_refused(action: Action, period: ReportingPeriod, business: User) -> None:
    record_changes(action=action, period=period, changes=ActionChanges("First."), seen_revision=1, by=business)

    with pytest.raises(ChangedMeanwhile):
        record_changes(action=action, period=period, changes=ActionChanges("Second."), seen_revision=1, by=business)

    assert [update.text for update in action.updates.all()] == ["First."]


def test_lead_says_what_was_done_on_an_action_they_lead(
    action: Action, period: ReportingPeriod, lead_person: User, thurrock: Partnership
) -> None:
    lead = LeadFactory.create(partnership=thurrock)
    lead.people.add(lead_person)
    action.leads.add(lead)

    record_changes(action=action, period=period, changes=ActionChanges("Done."), seen_revision=1, by=lead_person)

    assert action.updates.get().said_by == lead_person


def test_lead_may_not_update_an_action_they_do_not_lead(
    action: Action, period: ReportingPeriod, lead_person: User
) -> None:
    with pytest.raises(PermissionDenied):
        record_changes(action=action, period=period, changes=ActionChanges("Done."), seen_revision=1, by=lead_person)

    assert not action.updates.exists()


def test_lead_may_not_move_the_date_of_their_own_action(
    action: Action, period: ReportingPeriod, lead_person: User, thurrock: Partnership
) -> None:
    lead = LeadFactory.create(partnership=thurrock)
    lead.people.add(lead_person)
    action.leads.add(lead)

    with pytest.raises(PermissionDenied):
        record_changes(
            action=action, period=period, changes=ActionChanges(due=SEPTEMBER), seen_revision=1, by=lead_person
        )


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_who_save_at_once_one_wins(action: Action, period: ReportingPeriod, business: User) -> None:
    outcomes: list[str] = []
    both = threading.Barrier(2, timeout=10)

    def save(code: str) -> None:
        changes = ActionChanges(ratings=[level(action, code, f"Said {code}.")])
        both.wait()
        try:
            record_changes(
                action=Action.objects.get(pk=action.pk), period=period, changes=changes, seen_revision=1, by=business
            )
            outcomes.append("won")
        except ChangedMeanwhile:
            outcomes.append("shown both")
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=[code]) for code in ("green", "blue")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    assert sorted(outcomes) == ["shown both", "won"]
    assert Rating.objects.get().history.count() == 1
