"""Taking an import back: exactly what it wrote, and only while nobody has changed any of it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from accounts.models import Partnership, User
from accounts.rules import RuleBroken
from plans.date_request_services import ask_new_date
from plans.models import Action, ActionPlan, Lead
from plans.services import add_progress
from ratings.models import Evidence, ReportingPeriod
from ratings.services import NewRating, ask_challenge, rate
from spreadsheets.models import ImportRow, ImportRun
from spreadsheets.services import import_document, undo_import
from tests.factories import ActionFactory, LeadFactory, PeriodFactory, brag

SOURCES = Path(__file__).resolve().parents[2] / "fixtures" / "sources"
ClientFor = Callable[[User], Client]


def imported(partnership: Partnership, by: User, name: str = "peer-review-action-plan.xlsx") -> ImportRun:
    period = ReportingPeriod.objects.filter(partnership=partnership).first() or PeriodFactory.create(
        partnership=partnership
    )
    data = (SOURCES / name).read_bytes()
    return import_document(partnership=partnership, file_name=name, data=data, by=by, period=period)


def counts() -> dict[str, int]:
    """How many there are of everything that an import can make, without the record of imports and of history."""
    labels = [model for app in ("accounts", "plans", "ratings") for model in apps.get_app_config(app).get_models()]
    return {
        model._meta.label: model._default_manager.count() for model in labels if "histor" not in model._meta.label_lower
    }


@pytest.mark.parametrize(
    "name",
    [
        "peer-review-action-plan.xlsx",
        "delivery-plan-2019-20.docx",
        "scr-sam-and-kyle-action-plan.docx",
        "jtai-action-plan.docx",
    ],
)
def test_undone_import_leaves_nothing_behind_but_its_record(thurrock: Partnership, business: User, name: str) -> None:
    PeriodFactory.create(partnership=thurrock)
    before = counts()
    run = imported(thurrock, business, name)
    made = Action.objects.count()

    undo_import(run=run, by=business)

    run.refresh_from_db()
    assert made > 0
    assert counts() == before
    assert (run.status, run.undone_by) == ("undone", business)
    assert ImportRow.objects.filter(run=run).exclude(origins=[]).count() >= made
    assert Action.history.filter(history_type="-", history_user=business).count() == made


def test_import_cannot_be_undone_once_an_action_was_rated(thurrock: Partnership, business: User) -> None:
    run = imported(thurrock, business)
    assert run.plan is not None
    action = run.plan.actions.get(reference="3")
    scale = run.plan.rating_setup.scale
    new = NewRating(scale.dimensions.get(), scale.levels.get(code="green"), "It is done.")
    rate(action=action, period=ReportingPeriod.objects.get(), new=new, by=business)
    before = counts()

    with pytest.raises(RuleBroken, match=r"rating of action 3 was changed by Business Persona.*Nothing was done"):
        undo_import(run=run, by=business)

    assert counts() == before


def test_import_cannot_be_undone_once_progress_or_an_action_was_added(thurrock: Partnership, business: User) -> None:
    run = imported(thurrock, business)
    assert run.plan is not None
    action = run.plan.actions.get(reference="7")
    add_progress(action=action, text="We have met.", as_at=ReportingPeriod.objects.get().ends_on, by=business)
    ActionFactory.create(plan=run.plan, reference="27")

    with pytest.raises(RuleBroken) as refused:
        undo_import(run=run, by=business)

    assert "progress was added to action 7" in str(refused.value)
    assert "action 27 was added to the plan" in str(refused.value)


def test_undoing_a_second_import_puts_back_what_it_changed(thurrock: Partnership, business: User) -> None:
    first = imported(thurrock, business)
    assert first.plan is not None
    action = first.plan.actions.get(reference="1")
    LeadFactory.create(partnership=thurrock, name="Another Group")
    text = (
        "Ref,Action,Measure of success,Lead,Timescale,Due date,Progress,Rating (2020/21 Q4)\r\n"
        "1,Other words,,Another Group,,30 June 2021,News,Amber\r\n"
    )
    second = import_document(partnership=thurrock, file_name=f"{first.plan.title}.csv", data=text.encode(), by=business)
    action.refresh_from_db()
    assert (action.text, str(action.due_on), action.ratings.get().level.code) == ("Other words", "2021-06-30", "amber")

    undo_import(run=second, by=business)

    action.refresh_from_db()
    assert action.text == "Strategic Partners to identify deputies who can attend the Strategic Group alongside them"
    assert (str(action.due_on), str(action.original_due_on)) == ("2020-10-31", "2020-10-31")
    assert [lead.name for lead in action.leads.all()] == ["Strategic Partners"]
    assert action.ratings.get().level.code == "green"
    assert [update.text for update in action.updates.all()] == [
        "Deputies have now been invited to attend these meetings going forward."
    ]
    assert action.due_date_moves.count() == 0
    assert first.plan.actions.count() == 26


def test_import_is_not_undone_before_the_one_that_came_after_it(thurrock: Partnership, business: User) -> None:
    first = imported(thurrock, business)
    assert first.plan is not None
    text = "Ref,Action,Measure of success,Lead,Timescale,Due date,Progress\r\n1,Other words,,,,,\r\n"
    name = f"{first.plan.title}.csv"
    import_document(partnership=thurrock, file_name=name, data=text.encode(), by=business)

    with pytest.raises(RuleBroken) as refused:
        undo_import(run=first, by=business)

    assert str(refused.value).count("action 1 was changed") == 1
    assert str(refused.value).endswith(f"Nothing was done. Undo what was imported after it first: {name}.")


def test_undoing_keeps_a_lead_that_others_use_by_now(thurrock: Partnership, business: User) -> None:
    run = imported(thurrock, business)
    lead = Lead.objects.get(name="LSCP Business Team")
    ActionFactory.create(plan__partnership=thurrock, leads=[lead])

    kept = undo_import(run=run, by=business)

    assert kept == ["LSCP Business Team"]
    assert list(Lead.objects.values_list("name", flat=True)) == ["LSCP Business Team"]


def test_scale_that_stood_before_the_import_stays(thurrock: Partnership, business: User) -> None:
    scale = brag(thurrock)
    run = imported(thurrock, business)
    assert run.plan is not None
    assert run.plan.rating_setup.scale == scale

    undo_import(run=run, by=business)

    assert list(thurrock.scales.all()) == [scale]


def test_import_is_undone_once_only_and_by_those_who_may(
    thurrock: Partnership, business: User, partner: User, client_for: ClientFor
) -> None:
    run = imported(thurrock, business)
    address = f"/thurrock/import/{run.pk}/undo/"
    with pytest.raises(PermissionDenied):
        undo_import(run=run, by=partner)

    answer = client_for(business).post(address)
    again = client_for(business).post(address)

    assert (answer.status_code, again.status_code) == (302, 409)
    assert ActionPlan.objects.count() == 0


@pytest.mark.parametrize("added", ["challenge", "date_request", "evidence"])
def test_import_is_not_undone_over_what_people_added_to_its_actions(
    thurrock: Partnership, business: User, scrutineer: User, added: str
) -> None:
    run = imported(thurrock, business)
    action = Action.objects.order_by("position")[0]
    if added == "challenge":
        ask_challenge(
            action=action,
            dimension=None,
            period=ReportingPeriod.objects.get(),
            question="What shows it?",
            by=scrutineer,
        )
    elif added == "date_request":
        ask_new_date(action=action, wanted_on=date(2029, 9, 30), precision="day", reason="Staff are away.", by=business)
    else:
        Evidence.objects.create(
            action=action,
            title="Audit",
            shows="x",
            link="https://example.org/",
            added_by=business,
            added_at=timezone.now(),
        )

    with pytest.raises(RuleBroken, match=f"was added to action {action.label}"):
        undo_import(run=run, by=business)

    assert Action.objects.filter(pk=action.pk).exists()
