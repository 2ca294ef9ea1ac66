"""What a partnership decides for itself: by an administrator, on record, and in force where it counts."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import Partnership, User
from accounts.rules import RuleBroken
from plans.models import Action
from plans.services import move_due_date
from ratings.models import HouseRules, ReportingPeriod
from ratings.rollup import State
from ratings.services import Rules, set_house_rules
from ratings.states import states_of
from tests.factories import PeriodFactory, a_rated_plan

pytestmark = pytest.mark.django_db
TODAY = date(2022, 4, 1)
STRICT, MILD = Rules(True, 14, (3, 6, 12)), Rules(False, 14, (3, 6, 12))


@pytest.fixture
def q4(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock, first_year=2021, number=4)


@pytest.fixture
def moved(thurrock: Partnership, business: User) -> Action:
    """An action due in June 2021, moved to September 2022."""
    action = a_rated_plan(thurrock, actions=1).actions.get()
    for day in (date(2021, 6, 30), date(2022, 9, 30)):
        move_due_date(action=action, due_on=day, precision="day", reason="Later", agreed_by="", by=business)
    return action


def state(period: ReportingPeriod) -> State:
    (found,) = states_of(Action.objects.all(), period=period, before=None, today=TODAY)
    return found


def test_moved_date_stays_overdue_by_its_first_date_unless_the_rules_say_otherwise(
    thurrock: Partnership, administrator: User, q4: ReportingPeriod, moved: Action
) -> None:
    by_default = state(q4)
    set_house_rules(partnership=thurrock, rules=MILD, by=administrator)
    mildly = state(q4)

    assert (by_default.is_overdue, by_default.is_overdue_by_first_date, by_default.moves) == (True, True, 2)
    assert (mildly.is_overdue, mildly.is_overdue_by_first_date, mildly.moves) == (False, False, 2)


def test_rules_are_for_an_administrator(thurrock: Partnership, business: User) -> None:
    with pytest.raises(PermissionDenied):
        set_house_rules(partnership=thurrock, rules=MILD, by=business)

    assert not HouseRules.objects.exists()


def test_rules_that_hold_already_write_nothing(thurrock: Partnership, administrator: User) -> None:
    set_house_rules(partnership=thurrock, rules=STRICT, by=administrator)

    assert not HouseRules.history.exists()


@pytest.mark.parametrize(
    ("rules", "field"),
    [
        (Rules(True, 91, ()), "days_before_meeting"),
        (Rules(True, 14, (0,)), "months"),
        (Rules(True, 14, (61,)), "months"),
    ],
)
def test_rules_out_of_bounds_are_refused_at_their_field(
    thurrock: Partnership, administrator: User, rules: Rules, field: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        set_house_rules(partnership=thurrock, rules=rules, by=administrator)

    assert refused.value.field == field


def test_page_keeps_what_was_typed_and_says_what_is_wrong(
    thurrock: Partnership, administrator: User, client_for: Callable[[User], Client]
) -> None:
    client, address = client_for(administrator), reverse("ratings:house_rules", args=[thurrock.slug])
    data = {"moved_dates_stay_overdue": "no", "days_before_meeting": "7", "months": "3, soon"}

    refused = client.post(address, data)
    accepted = client.post(address, data | {"months": "6 3"})

    assert refused.status_code == 422
    assert "Enter months from 1 to 60" in refused.content.decode()
    assert "3, soon" in refused.content.decode()
    assert accepted.status_code == 302
    rules = HouseRules.objects.get()
    assert (rules.moved_dates_stay_overdue, rules.days_before_meeting, rules.months) == (False, 7, [3, 6])
    assert rules.history.get().history_user == administrator
