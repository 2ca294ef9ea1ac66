"""Two people who do things at the same time: one of them wins, the other is told, and nothing is half done or lost.

First what one person's page had read before the other one's act; then both truly at once, each in a connection of its
own, which PostgreSQL lets run side by side (SAFEGUARDING_TEST_DATABASE_URL) and SQLite one after the other.
"""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from accounts.models import Membership, Partnership, User
from accounts.roles import Role
from accounts.rules import ChangedMeanwhile, RuleBroken
from accounts.services import add_person, revoke_role
from plans.lead_services import merge_leads
from plans.models import Action, Lead, PrecisionChoice, ProgressUpdate
from plans.services import reinstate_action, set_leads, withdraw_action
from ratings.models import ExpectedLevel, PeriodStatus, Rating, ReportingPeriod, Restatement
from ratings.services import (
    ActionChanges,
    Corrections,
    NewLevel,
    NewRating,
    add_financial_year,
    add_period,
    close_period,
    rate,
    record_changes,
    restate,
    set_trajectory,
)
from ratings.services.sitting import DueDate
from reporting.models import Report
from reporting.services import create_draft, publish_report
from spreadsheets.models import ImportRun
from spreadsheets.services import commit_run, import_document, stage_document, undo_import
from tests.factories import LeadFactory, MembershipFactory, PeriodFactory, UserFactory, a_rated_plan
from tests.world import A_PLAN

RATED = b"Ref,Action,Lead,Timescale,RAG\n1,Hold a meeting,Audit Group,31/03/2021,Green\n"


@pytest.fixture
def action(thurrock: Partnership) -> Action:
    return a_rated_plan(thurrock, actions=1).actions.select_related("plan__partnership").get()


@pytest.fixture
def period(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock)


def level(action: Action, code: str, reason: str = "") -> NewRating:
    scale = action.plan.rating_setup.scale
    return NewRating(scale.dimensions.get(), scale.levels.get(code=code), reason)


# --- Read before, written after -------------------------------------------------------------------------------------


def test_rating_into_a_period_that_was_closed_since_it_was_read_is_refused(
    action: Action, period: ReportingPeriod, business: User
) -> None:
    close_period(period=ReportingPeriod.objects.get(), by=business)

    with pytest.raises(RuleBroken, match="is closed") as refused:
        rate(action=action, period=period, new=level(action, "green"), by=business)

    assert refused.value.field == "period"
    assert not Rating.objects.exists()


def test_progress_into_a_period_that_was_closed_since_it_was_read_is_refused(
    action: Action, period: ReportingPeriod, business: User
) -> None:
    close_period(period=ReportingPeriod.objects.get(), by=business)

    changes = ActionChanges(progress="A meeting was held.")

    with pytest.raises(RuleBroken, match="is closed"):
        record_changes(action=action, period=period, changes=changes, seen_revision=1, by=business)

    assert not ProgressUpdate.objects.exists()
    assert Action.objects.get().revision == 1


def test_rating_an_action_that_was_withdrawn_since_it_was_read_is_refused(
    action: Action, period: ReportingPeriod, business: User
) -> None:
    withdraw_action(action=Action.objects.get(), seen_revision=1, reason="Merged.", by=business)

    with pytest.raises(RuleBroken, match="withdrawn"):
        rate(action=action, period=period, new=level(action, "green"), by=business)

    assert not Rating.objects.exists()


def test_action_that_was_taken_up_again_meanwhile_is_not_taken_up_twice(action: Action, business: User) -> None:
    withdraw_action(action=action, seen_revision=1, reason="Merged.", by=business)
    reinstate_action(action=Action.objects.get(), reason="Not merged after all.", by=business)

    with pytest.raises(RuleBroken, match="already"):
        reinstate_action(action=action, reason="Again.", by=business)

    assert Action.history.filter(history_change_reason="Again.").count() == 0


def test_lead_that_was_merged_since_the_form_was_made_is_refused(action: Action, business: User) -> None:
    lead, into = (LeadFactory.create(partnership=action.plan.partnership) for _ in range(2))
    merge_leads(lead=Lead.objects.get(pk=lead.pk), into=into, by=business)

    with pytest.raises(RuleBroken, match="no longer there"):
        set_leads(action=action, leads=[lead], by=business)

    assert not action.leads.exists()


def test_lead_is_not_merged_twice(thurrock: Partnership, business: User) -> None:
    lead, into, other = (LeadFactory.create(partnership=thurrock) for _ in range(3))
    merge_leads(lead=Lead.objects.get(pk=lead.pk), into=into, by=business)

    with pytest.raises(RuleBroken, match="merged already"):
        merge_leads(lead=lead, into=other, by=business)


def test_quarter_that_is_there_under_another_name_is_not_made_again(thurrock: Partnership, business: User) -> None:
    add_period(partnership=thurrock, name="Spring", starts_on=date(2021, 4, 1), ends_on=date(2021, 6, 30), by=business)

    made = add_financial_year(partnership=thurrock, first_year=2021, by=business)

    assert [period.name for period in made] == ["2021/22 Q2", "2021/22 Q3", "2021/22 Q4"]


def test_import_whose_ratings_stand_in_a_period_closed_since_is_not_undone(
    thurrock: Partnership, business: User
) -> None:
    period = PeriodFactory.create(partnership=thurrock)
    run = import_document(partnership=thurrock, file_name="rated.csv", data=RATED, period=period, by=business)
    close_period(period=period, by=business)

    with pytest.raises(RuleBroken, match="2020/21 Q4 was closed, with ratings of this import in it"):
        undo_import(run=run, by=business)

    assert Rating.objects.count() == 1


# --- Truly at once --------------------------------------------------------------------------------------------------


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each of the acts, begun together, returned or raised."""
    outcomes: list[object] = [None] * len(acts)
    start = threading.Barrier(len(acts), timeout=20)

    def run(number: int, act: Callable[[], object]) -> None:
        try:
            start.wait()
            outcomes[number] = act()
        except Exception as error:  # noqa: BLE001  whatever it is, the test has to see it
            outcomes[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def refusals(outcomes: list[object]) -> list[object]:
    return [outcome for outcome in outcomes if isinstance(outcome, Exception)]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_who_rate_an_action_at_once_one_is_told(
    action: Action, period: ReportingPeriod, business: User, administrator: User
) -> None:
    def save(code: str, by: User) -> Action:
        changes = ActionChanges(ratings=[level(action, code)])
        mine = Action.objects.select_related("plan__partnership").get()
        return record_changes(action=mine, period=period, changes=changes, seen_revision=1, by=by)

    outcomes = at_once(lambda: save("green", business), lambda: save("blue", administrator))

    assert [type(each) for each in refusals(outcomes)] == [ChangedMeanwhile]
    assert Rating.objects.count() == 1
    assert Rating.history.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_first_ratings_at_once_the_later_is_a_change_of_the_first(
    action: Action, period: ReportingPeriod, business: User
) -> None:
    outcomes = at_once(
        lambda: rate(action=action, period=period, new=level(action, "green", "Seen."), by=business),
        lambda: rate(action=action, period=period, new=level(action, "blue", "Seen."), by=business),
    )

    assert refusals(outcomes) == []
    assert Rating.objects.get().revision == 2


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_period_closed_while_it_is_rated_holds_the_rating_or_refuses_it(
    action: Action, period: ReportingPeriod, business: User
) -> None:
    outcomes = at_once(
        lambda: rate(action=action, period=period, new=level(action, "green"), by=business),
        lambda: close_period(period=period, by=business),
    )

    closed = ReportingPeriod.objects.get()
    assert closed.status == PeriodStatus.CLOSED
    if refused := refusals(outcomes):
        assert isinstance(refused[0], RuleBroken)
        assert not Rating.objects.exists()
    else:
        assert closed.closed_at is not None
        assert Rating.objects.get().rated_at <= closed.closed_at  # type: ignore[operator]  # rated by a person


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_period_is_closed_once(period: ReportingPeriod, business: User, administrator: User) -> None:
    outcomes = at_once(
        lambda: close_period(period=period, by=business), lambda: close_period(period=period, by=administrator)
    )

    assert [type(each) for each in refusals(outcomes)] == [RuleBroken]
    assert ReportingPeriod.history.filter(status=PeriodStatus.CLOSED).count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_report_is_published_once(action: Action, period: ReportingPeriod, business: User) -> None:
    plans = [action.plan]
    report = create_draft(
        partnership=period.partnership, title="Pack", period=period, plans=plans, meeting_name="Committee", by=business
    )

    outcomes = at_once(*[lambda: publish_report(report=report, by=business, accept_warnings=True)] * 2)

    assert [type(each) for each in refusals(outcomes)] == [RuleBroken]
    assert Report.history.filter(status="published").count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_import_is_committed_once(thurrock: Partnership, business: User) -> None:
    run = stage_document(partnership=thurrock, file_name="plan.csv", data=A_PLAN, by=business)

    outcomes = at_once(*[lambda: commit_run(run=ImportRun.objects.get(pk=run.pk), by=business)] * 2)

    assert [type(each) for each in refusals(outcomes)] == [RuleBroken]
    assert Action.objects.count() == 2


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_import_does_not_write_over_what_a_person_saves_meanwhile(thurrock: Partnership, business: User) -> None:
    plan = import_document(partnership=thurrock, file_name="plan.csv", data=A_PLAN, title="Plan", by=business).plan
    period = PeriodFactory.create(partnership=thurrock)
    newer = stage_document(
        partnership=thurrock, file_name="plan.csv", data=A_PLAN.replace(b"Hold a", b"Hold one"), by=business
    )
    ImportRun.objects.filter(pk=newer.pk).update(target=plan)
    action = Action.objects.select_related("plan__partnership").get(plan=plan, reference="1")
    due = DueDate(date(2021, 9, 30), PrecisionChoice.DAY, "The chair is away.")

    outcomes = at_once(
        lambda: commit_run(run=ImportRun.objects.get(pk=newer.pk), by=business),
        lambda: record_changes(
            action=action, period=period, changes=ActionChanges(due=due), seen_revision=action.revision, by=business
        ),
    )

    now = Action.objects.get(pk=action.pk)
    refused = refusals(outcomes)
    assert [type(each) for each in refused] in ([], [ChangedMeanwhile])
    assert now.text == "Hold one meeting"
    assert (now.due_on == due.due_on) is not bool(refused)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_same_person_is_let_in_once(thurrock: Partnership, administrator: User) -> None:
    def let_in() -> User:
        roles = [Role.LEAD]
        return add_person(
            partnership=thurrock, email="new@example.org", name="New", roles=roles, agency=None, by=administrator
        )

    outcomes = at_once(let_in, let_in)

    assert [type(each) for each in refusals(outcomes)] == [RuleBroken]
    assert Membership.objects.filter(user__email="new@example.org").count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_administrators_who_withdraw_each_other_leave_one(thurrock: Partnership, administrator: User) -> None:
    other = UserFactory.create(email="second@example.org")
    MembershipFactory.create(user=other, partnership=thurrock, role=Role.ADMINISTRATOR)

    def withdraw(person: User, by: User) -> None:
        revoke_role(person=person, partnership=thurrock, role=Role.ADMINISTRATOR, by=by)

    outcomes = at_once(lambda: withdraw(other, administrator), lambda: withdraw(administrator, other))

    assert len(refusals(outcomes)) == 1
    assert Membership.objects.filter(role=Role.ADMINISTRATOR).count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_same_year_is_added_once(thurrock: Partnership, business: User) -> None:
    outcomes = at_once(*[lambda: add_financial_year(partnership=thurrock, first_year=2021, by=business)] * 2)

    assert [type(each) for each in refusals(outcomes)] == [RuleBroken]
    assert ReportingPeriod.objects.count() == 4


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_restatements_at_once_one_wins(
    action: Action, period: ReportingPeriod, business: User, administrator: User
) -> None:
    close_period(period=period, by=business)

    def corrected(code: str, by: User) -> Callable[[], object]:
        new = level(action, code)
        corrections = Corrections([NewLevel(new.dimension, new.level, "Wrong sample.")])
        mine = Action.objects.select_related("plan__partnership").get()
        return lambda: restate(action=mine, period=period, corrections=corrections, seen_revision=1, by=by)

    outcomes = at_once(corrected("green", business), corrected("blue", administrator))

    assert [type(each) for each in refusals(outcomes)] == [ChangedMeanwhile]
    assert Restatement.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_who_say_unchanged_at_once_one_wins(
    action: Action, period: ReportingPeriod, business: User, administrator: User
) -> None:
    earlier = PeriodFactory.create(partnership=period.partnership, number=3)
    rate(action=action, period=earlier, new=level(action, "green"), by=business)

    def same(by: User) -> Callable[[], object]:
        mine = Action.objects.select_related("plan__partnership").get()
        changes = ActionChanges(unchanged=True)
        return lambda: record_changes(action=mine, period=period, changes=changes, seen_revision=1, by=by)

    outcomes = at_once(same(business), same(administrator))

    assert len(refusals(outcomes)) == 1
    assert Rating.objects.filter(period=period).count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_trajectories_at_once_one_wins(
    action: Action, period: ReportingPeriod, business: User, administrator: User
) -> None:
    def points(code: str, by: User) -> Callable[[], object]:
        new = level(action, code)
        table = {(new.dimension, period): [new.level]}
        return lambda: set_trajectory(plan=action.plan, points=table, seen=[], by=by)

    outcomes = at_once(points("green", business), points("blue", administrator))

    assert [type(each) for each in refusals(outcomes)] == [ChangedMeanwhile]
    assert ExpectedLevel.objects.count() == 1
