"""The end of the history's chain is what all who write wait for: whoever holds it waits for nothing else.

A service that wrote an entry and then asked for a row that another holds, who waits for the chain, would end one of the
two as a deadlock. So after the first statement on the chain nothing but the chain is written.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Partnership, User
from plans.date_request_services import ask_new_date, decide_date_request
from plans.lead_services import merge_leads, set_leads_of_person
from plans.meeting_services import add_meetings, remove_meeting
from plans.models import Action, PrecisionChoice
from ratings.models import HoldCheck, HoldOutcome, ReportingPeriod
from ratings.services import (
    ActionChanges,
    Corrections,
    HoldFinding,
    LevelFacts,
    NewEvidence,
    NewLevel,
    NewRating,
    add_evidence,
    add_period,
    close_period,
    record_changes,
    record_hold_check,
    restate,
    reword_level,
    save_level,
    set_trajectory,
    withdraw_evidence,
)
from ratings.services.scale_editing import facts_of_level
from ratings.services.sitting import DueDate
from spreadsheets.services import import_document, undo_import
from tests.factories import LeadFactory, MembershipFactory, PeriodFactory, a_rated_plan
from tests.ratings.assured import confirm, give, needs_second_key
from tests.world import A_PLAN

pytestmark = pytest.mark.django_db

_WRITES = re.compile(
    r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"|.*FROM "(\w+)".*\bFOR (?:NO KEY )?UPDATE', re.DOTALL
)
_CHAIN = {"accounts_historyhead", "accounts_historylink"}


def held_too_late(act: Callable[[], object]) -> list[str]:
    """The tables that were written, or whose rows were asked for, once the chain was held."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        act()
    tables = [found.group(1) or found.group(2) for query in captured if (found := _WRITES.match(query["sql"]))]
    first = next((at for at, table in enumerate(tables) if table in _CHAIN), None)
    assert first is not None, "Nothing was written in the chain."
    return [table for table in tables[first:] if table not in _CHAIN]


@pytest.fixture
def period(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock)


@pytest.fixture
def action(thurrock: Partnership) -> Action:
    plan = a_rated_plan(thurrock, actions=1)
    return plan.actions.select_related("plan__partnership").get()


def level(action: Action, code: str, reason: str = "Seen.") -> NewRating:
    scale = action.plan.rating_setup.scale
    return NewRating(scale.dimensions.get(), scale.levels.get(code=code), reason)


def test_saving_a_form(action: Action, period: ReportingPeriod, business: User) -> None:
    changes = ActionChanges(
        progress="Ten files were read.",
        ratings=[level(action, "green")],
        due=DueDate(date(2022, 3, 31), PrecisionChoice.DAY, "The chair is away."),
        leads=[LeadFactory.create(partnership=period.partnership)],
    )

    late = held_too_late(
        lambda: record_changes(
            action=action, period=period, changes=changes, seen_revision=action.revision, by=business
        )
    )

    assert late == []


def test_rating_worse_what_was_confirmed_and_restating_it(
    action: Action, period: ReportingPeriod, business: User, partner: User
) -> None:
    give(needs_second_key(action), "blue", period, by=business, reason="Seen.")

    assert held_too_late(lambda: confirm(action, by=partner)) == []
    assert held_too_late(lambda: give(action, "amber", period, by=business, reason="It came apart.")) == []
    close_period(period=period, by=business)
    new = level(action, "green")
    corrections = Corrections([NewLevel(new.dimension, new.level, "Wrong sample.")])
    now = Action.objects.select_related("plan__partnership").get()
    late = held_too_late(
        lambda: restate(action=now, period=period, corrections=corrections, seen_revision=now.revision, by=business)
    )
    assert late == []


def test_a_check_that_finds_it_lost(action: Action, period: ReportingPeriod, business: User, partner: User) -> None:
    give(needs_second_key(action), "blue", period, by=business, reason="Seen.")
    check = confirm(action, by=partner).checks.all()[0]
    HoldCheck.objects.filter(pk=check.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    finding = HoldFinding(HoldOutcome.LOST, "Seen no more.", level(action, "red").level)

    assert held_too_late(lambda: record_hold_check(check=check, finding=finding, by=partner)) == []


def test_evidence_brought_and_withdrawn(action: Action, business: User) -> None:
    new = NewEvidence(shows="That it was read.", file=ContentFile(b"Read by all.\n", name="note.txt"))

    assert held_too_late(lambda: add_evidence(action=action, new=new, by=business)) == []
    made = action.evidence.get()
    assert held_too_late(lambda: withdraw_evidence(evidence=made, reason="Another's.", by=business)) == []


def test_leads_merged_and_given_to_a_person(action: Action, thurrock: Partnership, business: User) -> None:
    lead, into, third = (LeadFactory.create(partnership=thurrock) for _ in range(3))
    action.leads.add(lead)
    add_meetings(partnership=thurrock, name="Audit Group", group=lead, days=[date(2022, 3, 1)], by=business)
    person = MembershipFactory.create(partnership=thurrock, role="lead").user

    late = held_too_late(
        lambda: set_leads_of_person(person=person, partnership=thurrock, leads=[lead, third], by=business)
    )
    assert late == []
    assert held_too_late(lambda: merge_leads(lead=lead, into=into, by=business)) == []
    assert into.meetings.count() == 1


def test_a_trajectory_of_two_points(action: Action, thurrock: Partnership, business: User) -> None:
    periods = [PeriodFactory.create(partnership=thurrock, number=number) for number in (3, 4)]
    new = level(action, "green")
    points = {(new.dimension, each): [new.level] for each in periods}

    assert held_too_late(lambda: set_trajectory(plan=action.plan, points=points, seen=[], by=business)) == []


def test_a_level_moved_and_reworded(action: Action, administrator: User) -> None:
    red = level(action, "red").level
    facts = LevelFacts(**(facts_of_level(red, place=1)))  # type: ignore[arg-type]  # what the form is filled with

    assert held_too_late(lambda: save_level(scale=red.scale, level=red, facts=facts, by=administrator)) == []
    late = held_too_late(
        lambda: reword_level(level=red, dimension=None, text="Late.", valid_from=date(2031, 4, 1), by=administrator)
    )
    assert late == []


def test_a_request_granted(action: Action, business: User) -> None:
    request = ask_new_date(
        action=action, wanted_on=date(2032, 1, 31), precision=PrecisionChoice.DAY, reason="Away.", by=business
    )

    assert held_too_late(lambda: decide_date_request(request=request, grants=True, answer="", by=business)) == []


def test_a_meeting_taken_back_says_so_in_the_history_of_its_period(thurrock: Partnership, business: User) -> None:
    (meeting,) = add_meetings(
        partnership=thurrock, name="Strategic Group", group=None, days=[date(2022, 3, 1)], by=business
    )
    period = add_period(partnership=thurrock, name="", starts_on=date(2022, 1, 1), meeting=meeting, by=business)

    assert held_too_late(lambda: remove_meeting(meeting=meeting, by=business)) == []

    last = period.history.latest("history_id")
    assert (last.meeting_id, last.history_user) == (None, business)


def test_an_import_undone(thurrock: Partnership, business: User) -> None:
    run = import_document(partnership=thurrock, file_name="plan.csv", data=A_PLAN, title="Plan", by=business)

    late = held_too_late(lambda: undo_import(run=run, by=business))

    # The record of the import is held from its first statement.
    assert [table for table in late if not table.startswith("spreadsheets_import")] == []
