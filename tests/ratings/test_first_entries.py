"""What stood here before its history was kept: it gets a first entry, and is there on earlier days."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from accounts.as_at import as_it_stood
from accounts.models import Partnership
from plans.models import DueDateMove, Milestone, Section
from ratings.models import Level, ReportingPeriod
from ratings.states import states_of
from tests.factories import PeriodFactory, a_rated_plan, rated
from tests.travelling import Calendar

FIRST, LATER = date(2021, 2, 1), date(2021, 6, 1)
add_first_entries = import_module("ratings.migrations.0004_a_first_entries").add_first_entries


@pytest.fixture
def period(thurrock: Partnership, monkeypatch: pytest.MonkeyPatch) -> ReportingPeriod:
    """A plan of 1 February with a milestone and a moved date, none of which has a history of its own kind."""
    calendar = Calendar(monkeypatch, FIRST)
    period = PeriodFactory.create(partnership=thurrock)
    action = a_rated_plan(thurrock, actions=1).actions.get()
    rated(action, "amber", period)
    Milestone.objects.create(action=action, position=1, text="A draft")
    calendar.go_to(date(2021, 3, 1))
    old, new = date(2021, 3, 31), date(2021, 9, 30)
    DueDateMove.objects.create(action=action, old_due_on=old, new_due_on=new, moved_at=timezone.now(), reason="Late.")
    for model in ("plans.HistoricalSection", "plans.HistoricalMilestone", "plans.HistoricalDueDateMove"):
        apps.get_model(model).objects.all().delete()
    for model in ("RatingScale", "Dimension", "Level", "LevelDefinition"):
        apps.get_model("ratings", f"Historical{model}").objects.all().delete()
    calendar.go_to(LATER)
    return period


def test_it_is_there_from_the_first_day_on_record(period: ReportingPeriod) -> None:
    add_first_entries(apps, None)

    with as_it_stood(FIRST):
        assert (Section.objects.count(), Milestone.objects.count(), Level.objects.count()) == (1, 1, 4)
        [state] = states_of(apps.get_model("plans.Action").objects.all(), period=period, before=None, today=FIRST)
    assert (state.level and state.level.code, state.moves) == ("amber", 0)


def test_a_move_is_there_from_the_moment_it_was_made(period: ReportingPeriod) -> None:
    add_first_entries(apps, None)

    found = []
    for day in (date(2021, 2, 28), date(2021, 3, 1)):
        with as_it_stood(day):
            found.append(DueDateMove.objects.count())
    assert found == [0, 1]


def test_what_has_a_history_is_left_alone_and_a_second_run_adds_nothing(period: ReportingPeriod) -> None:
    add_first_entries(apps, None)
    before = {model: model.history.count() for model in (Section, Milestone, DueDateMove, Level)}

    add_first_entries(apps, None)

    assert {model: model.history.count() for model in before} == before
    assert before[Section] == 1
