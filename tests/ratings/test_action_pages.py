"""One action with all there is to know of it, a person's own actions, and withdrawing one."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Partnership, User
from plans.models import Action, Lead, Milestone
from plans.services import move_due_date
from ratings.models import ReportingPeriod
from ratings.services import NewRating, rate
from tests.factories import (
    ExpectedLevelFactory,
    LeadFactory,
    PeriodFactory,
    ProgressUpdateFactory,
    a_rated_plan,
    brag,
    rated,
)

ClientFor = Callable[[User], Client]


@pytest.fixture
def period(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock)


@pytest.fixture
def action(thurrock: Partnership, period: ReportingPeriod) -> Action:
    return a_rated_plan(thurrock, actions=1, title="Peer Review Action Plan").actions.get()


@pytest.fixture
def own_lead(thurrock: Partnership, lead_person: User) -> Lead:
    lead: Lead = LeadFactory.create(partnership=thurrock, name="LPR Group")
    lead.people.add(lead_person)
    return lead


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def test_action_shows_what_was_written_beside_what_is_understood(
    action: Action, partner: User, client_for: ClientFor, thurrock: Partnership
) -> None:
    action.leads.add(LeadFactory.create(partnership=thurrock, name="Management Executive Board"))
    Action.objects.filter(pk=action.pk).update(
        lead_text="MEB", timescale_text="by end of December 2019", due_on=date(2019, 12, 31), due_precision="month"
    )

    text = page(client_for(partner), f"/thurrock/actions/{action.pk}/")

    assert "Management Executive Board" in text
    assert ">MEB<" in text
    assert "<strong>December 2019</strong>" in text
    assert ">by end of December 2019<" in text


def test_action_shows_its_milestones(action: Action, partner: User, client_for: ClientFor) -> None:
    Milestone.objects.create(action=action, position=1, text="A draft", due_on=date(2021, 1, 31), due_precision="month")

    assert "<strong>January 2021</strong>: <span" in page(client_for(partner), f"/thurrock/actions/{action.pk}/")


def test_action_shows_every_period_of_its_plan_in_which_nothing_was_said(
    action: Action, partner: User, client_for: ClientFor, thurrock: Partnership
) -> None:
    for first_year, number in ((2019, 1), (2019, 2), (2019, 3), (2021, 3)):
        PeriodFactory.create(partnership=thurrock, first_year=first_year, number=number)
    type(action.plan).objects.filter(pk=action.plan_id).update(starts_on=date(2019, 4, 1), ends_on=date(2019, 9, 30))

    response = client_for(partner).get(f"/thurrock/actions/{action.pk}/")

    assert [row.period.name for row in response.context["grid"].rows] == ["2019/20 Q2", "2019/20 Q1"]
    assert response.content.decode().count("app-level--none") == 2


def test_action_owes_nothing_for_periods_after_its_plan_ended(
    action: Action, period: ReportingPeriod, partner: User, client_for: ClientFor, thurrock: Partnership
) -> None:
    later = PeriodFactory.create(partnership=thurrock, first_year=2021, number=2)
    PeriodFactory.create(partnership=thurrock, first_year=2021, number=1)
    type(action.plan).objects.filter(pk=action.plan_id).update(ends_on=date(2021, 3, 31))
    rated(action, "green", period)
    rated(action, "blue", later)

    response = client_for(partner).get(f"/thurrock/actions/{action.pk}/")

    assert [row.period.name for row in response.context["grid"].rows] == ["2021/22 Q2", "2020/21 Q4"]
    assert "app-level--none" not in response.content.decode()


def test_action_names_the_scale_of_each_rating_on_a_narrow_screen_too(
    action: Action, period: ReportingPeriod, partner: User, client_for: ClientFor, thurrock: Partnership
) -> None:
    rated(action, "green", period)
    action.plan.rating_setup.scale = brag(thurrock, name="New scale")
    action.plan.rating_setup.save()

    text = page(client_for(partner), f"/thurrock/actions/{action.pk}/")

    assert 'data-label="Overall (BRAG)"' in text
    assert 'data-label="Overall (New scale)"' in text


def test_action_shows_each_rating_with_reason_author_and_what_was_expected(
    action: Action, period: ReportingPeriod, business: User, partner: User, client_for: ClientFor
) -> None:
    scale = action.plan.rating_setup.scale
    dimension, amber, green = scale.dimensions.get(), scale.levels.get(code="amber"), scale.levels.get(code="green")
    rate(action=action, period=period, new=NewRating(dimension, amber, "The draft is late."), by=business)
    ExpectedLevelFactory.create(plan=action.plan, dimension=dimension, period=period, level=green)

    text = page(client_for(partner), f"/thurrock/actions/{action.pk}/")

    assert "The draft is late." in text
    assert "Business Persona, " in text
    assert "Expected: Green" in text


def test_action_shows_no_update_where_a_begun_period_was_left_out(
    action: Action, period: ReportingPeriod, partner: User, client_for: ClientFor, thurrock: Partnership
) -> None:
    PeriodFactory.create(partnership=thurrock, first_year=2021, number=1)
    rated(action, "blue", period)

    response = client_for(partner).get(f"/thurrock/actions/{action.pk}/")

    rows = [(row.period.name, row.cells[0][1].is_missing) for row in response.context["grid"].rows]
    assert rows == [("2021/22 Q1", True), ("2020/21 Q4", False)]


def test_action_tells_beside_a_silence_what_was_known_last_and_how_long_ago(
    action: Action, period: ReportingPeriod, partner: User, client_for: ClientFor, thurrock: Partnership
) -> None:
    for number in (1, 2):
        PeriodFactory.create(partnership=thurrock, first_year=2021, number=number)
    rated(action, "blue", period)

    text = page(client_for(partner), f"/thurrock/actions/{action.pk}/")

    assert text.index("(2020/21 Q4, 2 periods ago)") < text.index("(2020/21 Q4, 1 period ago)")
    assert text.count("Last known: B, Blue") == 2


def test_action_rated_in_two_scales_says_which_column_is_which(
    action: Action, period: ReportingPeriod, partner: User, client_for: ClientFor, thurrock: Partnership
) -> None:
    rated(action, "blue", period)
    setup = action.plan.rating_setup
    setup.scale = brag(thurrock, name="New scale")
    setup.save()

    response = client_for(partner).get(f"/thurrock/actions/{action.pk}/")

    assert [column.scale.name for column in response.context["grid"].columns] == ["BRAG", "New scale"]
    ((_old, old), (_new, new)) = response.context["grid"].rows[0].cells
    assert old.rating is not None
    assert not new.is_missing
    assert "Overall (New scale)" in response.content.decode()


def test_action_shows_progress_newest_first_with_who_said_it(
    action: Action, partner: User, business: User, client_for: ClientFor
) -> None:
    ProgressUpdateFactory.create(
        action=action, text="Second.", as_at=date(2021, 6, 30), said_by=business, said_at=timezone.now()
    )
    ProgressUpdateFactory.create(
        action=action, text="First.", as_at=date(2021, 3, 31), source="plan.docx, table 2, row 5"
    )

    text = page(client_for(partner), f"/thurrock/actions/{action.pk}/")

    assert text.index("Second.") < text.index("First.")
    assert "As the document had it · plan.docx, table 2, row 5" in text


def test_action_says_how_its_date_slipped(action: Action, partner: User, business: User, client_for: ClientFor) -> None:
    move_due_date(action=action, due_on=date(2021, 9, 30), precision="month", reason="Ill.", agreed_by="", by=business)

    assert "was 31 March 2021, now September 2021, moved once" in page(
        client_for(partner), f"/thurrock/actions/{action.pk}/"
    )


def test_action_has_no_buttons_for_those_who_change_nothing(
    action: Action, partner: User, scrutineer: User, business: User, client_for: ClientFor
) -> None:
    for person in (partner, scrutineer):
        text = page(client_for(person), f"/thurrock/actions/{action.pk}/")
        assert "/update/" not in text
        assert "/withdraw/" not in text
    assert f"/thurrock/actions/{action.pk}/update/" in page(client_for(business), f"/thurrock/actions/{action.pk}/")


def test_action_of_a_plan_that_a_lead_does_not_see_does_not_exist(
    action: Action, lead_person: User, client_for: ClientFor
) -> None:
    client = client_for(lead_person)

    for part in ("", "update/", "history/"):
        assert client.get(f"/thurrock/actions/{action.pk}/{part}").status_code == 404


def test_action_of_another_partnership_does_not_exist(action: Action, southend: User, client_for: ClientFor) -> None:
    client = client_for(southend)

    for part in ("", "update/", "history/", "withdraw/", "reinstate/"):
        assert client.get(f"/southend/actions/{action.pk}/{part}").status_code == 404
        assert client.get(f"/thurrock/actions/{action.pk}/{part}").status_code == 404


# --- A person's own actions -------------------------------------------------------------------------------------------


def test_my_actions_are_those_of_my_leads_only(
    action: Action, own_lead: Lead, lead_person: User, client_for: ClientFor, thurrock: Partnership
) -> None:
    action.leads.add(own_lead)
    a_rated_plan(thurrock, actions=1)

    response = client_for(lead_person).get("/thurrock/my-actions/")

    assert [row.action for row in response.context["rows"]] == [action]


def test_my_actions_without_any_say_whom_to_ask(
    thurrock: Partnership, lead_person: User, client_for: ClientFor
) -> None:
    assert "You lead no action" in page(client_for(lead_person), "/thurrock/my-actions/")


def test_my_actions_put_first_what_is_owed_then_overdue_then_due_soonest(
    own_lead: Lead, lead_person: User, client_for: ClientFor, thurrock: Partnership, period: ReportingPeriod
) -> None:
    plan = a_rated_plan(thurrock, actions=5)
    answered, later, overdue, soon, complete = plan.actions.all()
    for one, due in ((later, date(2030, 1, 1)), (overdue, date(2020, 1, 1)), (soon, date(2029, 1, 1))):
        Action.objects.filter(pk=one.pk).update(due_on=due)
    own_lead.actions.set(plan.actions.all())
    ProgressUpdateFactory.create(action=answered, as_at=period.ends_on)
    rated(complete, "blue", period)

    context = client_for(lead_person).get("/thurrock/my-actions/").context

    assert [row.action for row in context["owed"]] == [overdue, soon, later]
    assert [row.action for row in context["answered"]] == [answered]
    assert [row.action for row in context["complete"]] == [complete]


def test_my_actions_owe_nothing_for_a_plan_that_had_ended(
    own_lead: Lead, lead_person: User, client_for: ClientFor, thurrock: Partnership, period: ReportingPeriod
) -> None:
    plan = a_rated_plan(thurrock, actions=1, ends_on=date(2020, 12, 31))
    own_lead.actions.set(plan.actions.all())

    context = client_for(lead_person).get("/thurrock/my-actions/").context

    assert context["owed"] == []
    assert [row.action for row in context["beyond"]] == [plan.actions.get()]


def test_my_actions_are_refused_to_those_who_update_none(
    thurrock: Partnership, partner: User, scrutineer: User, committee: User, client_for: ClientFor
) -> None:
    assert client_for(partner).get("/thurrock/my-actions/").status_code == 403
    assert client_for(scrutineer).get("/thurrock/my-actions/").status_code == 403
    assert client_for(committee).get("/thurrock/my-actions/").status_code == 404


# --- Withdrawing ------------------------------------------------------------------------------------------------------


def test_action_is_withdrawn_with_a_reason_and_taken_up_again(
    action: Action, business: User, client_for: ClientFor
) -> None:
    client = client_for(business)

    done = client.post(
        f"/thurrock/actions/{action.pk}/withdraw/", {"reason": "Merged into 2.", "seen_revision": 1}, follow=True
    )
    action.refresh_from_db()
    assert (action.status, action.withdrawn_reason, action.withdrawn_by) == ("withdrawn", "Merged into 2.", business)
    assert "The action was withdrawn." in done.content.decode()
    assert "Merged into 2." in done.content.decode()

    client.post(f"/thurrock/actions/{action.pk}/reinstate/", {"reason": "It was not.", "seen_revision": 2})
    action.refresh_from_db()
    assert (action.status, action.withdrawn_at) == ("active", None)


def test_withdrawing_without_a_reason_changes_nothing(action: Action, business: User, client_for: ClientFor) -> None:
    response = client_for(business).post(
        f"/thurrock/actions/{action.pk}/withdraw/", {"reason": " ", "seen_revision": 1}
    )

    assert response.status_code == 422
    assert "Say why: the reason stays on record." in response.content.decode()
    action.refresh_from_db()
    assert action.is_active


def test_withdrawing_an_action_that_changed_meanwhile_is_asked_again_and_keeps_the_reason(
    action: Action, business: User, client_for: ClientFor
) -> None:
    Action.objects.filter(pk=action.pk).update(revision=5)

    response = client_for(business).post(
        f"/thurrock/actions/{action.pk}/withdraw/", {"reason": "Merged into 2.", "seen_revision": 1}
    )

    assert response.status_code == 409
    assert "Merged into 2." in response.content.decode()
    assert 'value="5"' in response.content.decode()
    action.refresh_from_db()
    assert action.is_active


def test_reinstating_beside_a_twin_of_the_same_reference_is_refused(
    action: Action, business: User, client_for: ClientFor
) -> None:
    client = client_for(business)
    client.post(f"/thurrock/actions/{action.pk}/withdraw/", {"reason": "Merged.", "seen_revision": 1})
    place = {"plan": action.plan, "section": action.section, "objective": action.objective}
    Action.objects.create(**place, position=9, reference=action.reference, text="Twin")

    response = client.post(f"/thurrock/actions/{action.pk}/reinstate/", {"reason": "Needed.", "seen_revision": 2})

    assert response.status_code == 422
    assert "Another action bears the reference" in response.content.decode()


def test_withdrawing_is_refused_to_those_who_may_not(
    *, action: Action, own_lead: Lead, lead_person: User, partner: User, scrutineer: User, client_for: ClientFor
) -> None:
    action.leads.add(own_lead)

    for person in (lead_person, partner, scrutineer):
        for part in ("withdraw", "reinstate"):
            client = client_for(person)
            address = f"/thurrock/actions/{action.pk}/{part}/"
            assert client.get(address).status_code == 403
            assert client.post(address, {"reason": "No.", "seen_revision": 1}).status_code == 403
    action.refresh_from_db()
    assert action.is_active


def test_withdrawing_what_is_withdrawn_says_so(action: Action, business: User, client_for: ClientFor) -> None:
    client = client_for(business)
    client.post(f"/thurrock/actions/{action.pk}/withdraw/", {"reason": "Merged.", "seen_revision": 1})

    again = client.get(f"/thurrock/actions/{action.pk}/withdraw/", follow=True)

    assert "This action was withdrawn already." in again.content.decode()
