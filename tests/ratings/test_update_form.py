"""The form of one action: what it asks of whom, what it refuses, and what happens when two people use it at once."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import Partnership, User
from accounts.rules import RuleBroken
from plans.models import Action, Lead
from ratings.models import Dimension, Level, LevelDefinition, ReportingPeriod
from ratings.services import ActionChanges, NewRating, close_period, rate, record_changes
from ratings.services.sitting import DueDate
from tests.factories import LeadFactory, PeriodFactory, PlanScaleFactory, a_rated_plan, brag, rated

ClientFor = Callable[[User], Client]


@pytest.fixture
def period(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock)


@pytest.fixture
def action(thurrock: Partnership, period: ReportingPeriod) -> Action:
    return a_rated_plan(thurrock, actions=1, title="Peer Review Action Plan").actions.get()


@pytest.fixture
def dimension(action: Action) -> Dimension:
    return action.plan.rating_setup.scale.dimensions.get()


@pytest.fixture
def own_lead(thurrock: Partnership, lead_person: User, action: Action) -> Lead:
    """The lead for which the lead persona answers, leading the action."""
    lead: Lead = LeadFactory.create(partnership=thurrock, name="LPR Group")
    lead.people.add(lead_person)
    action.leads.add(lead)
    return lead


def level(action: Action, code: str) -> Level:
    return action.plan.rating_setup.scale.levels.get(code=code)


def address(action: Action) -> str:
    return f"/thurrock/actions/{action.pk}/update/"


def as_shown(client: Client, action: Action, **typed: Any) -> dict[str, Any]:
    """What a browser sends of the form as it stands on the page, with these fields filled in over it."""
    return as_posted(client.get(address(action)).context["form"], **typed)


def as_posted(form: Any, **typed: Any) -> dict[str, Any]:
    """What a browser sends of a form as it stands on a page."""
    data: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        data[bound.html_name] = [str(each) for each in value] if isinstance(value, list) else str(value or "")
    data.update(dict(re.findall(r'name="(initial-[^"]+)"(?: value="([^"]*)")?', form.shown)))
    data.update(typed)
    return {name: value for name, value in data.items() if value != []}


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


# --- What it asks -----------------------------------------------------------------------------------------------------


def test_form_says_beside_each_level_what_it_means_in_the_period(
    action: Action, dimension: Dimension, business: User, client_for: ClientFor
) -> None:
    amber = level(action, "amber")
    amber.definitions.update(valid_to=date(2020, 12, 31))
    LevelDefinition.objects.create(
        level=amber, dimension=dimension, text="Started; expected by its date.", valid_from=date(2021, 1, 1)
    )
    LevelDefinition.objects.create(level=amber, text="A wording of later years.", valid_from=date(2021, 4, 1))

    text = text_of(client_for(business).get(address(action)))

    assert "Started; expected by its date." in text
    assert "What amber means." not in text
    assert "A wording of later years." not in text
    assert "What blue means." in text


def test_form_says_so_where_the_scale_does_not_say_what_a_level_means(
    action: Action, business: User, client_for: ClientFor
) -> None:
    level(action, "amber").definitions.all().delete()

    text = text_of(client_for(business).get(address(action)))

    assert text.count("The scale does not say what this level means here.") == 1


def test_form_says_the_last_rating_of_another_scale_with_its_name(
    action: Action, thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    rated(action, "green", PeriodFactory.create(partnership=thurrock, number=3))
    action.plan.rating_setup.scale = brag(thurrock, name="New scale")
    action.plan.rating_setup.save()

    text = text_of(client_for(business).get(address(action)))

    assert "Before, in another scale: Green in BRAG (2020/21 Q3)." in text
    assert "Never rated before." not in text


def test_form_opens_with_the_latest_open_period(
    action: Action, period: ReportingPeriod, business: User, client_for: ClientFor, thurrock: Partnership
) -> None:
    later = PeriodFactory.create(partnership=thurrock, first_year=2021, number=1)
    close_period(period=later, by=business)

    form = client_for(business).get(address(action)).context["form"]

    assert form.sheet.period == period
    assert [name for _key, name in form.fields["period"].choices] == [period.name]


def test_form_without_an_open_period_asks_for_what_belongs_to_none(
    action: Action, period: ReportingPeriod, business: User, client_for: ClientFor
) -> None:
    close_period(period=period, by=business)

    response = client_for(business).get(address(action))

    fields = set(response.context["form"].fields)
    assert "No reporting period is open" in text_of(response)
    assert 'href="/thurrock/periods/"' in text_of(response)
    assert fields == {"seen_revision", "seen_update", "due_on", "due_reason", "due_agreed_by", "leads"}


def test_due_date_moves_while_every_period_is_closed(
    action: Action, period: ReportingPeriod, business: User, client_for: ClientFor
) -> None:
    close_period(period=period, by=business)
    due = {"due_on": "30 September 2021", "initial-due_on": "31 March 2021", "due_reason": "Staff left."}

    response = client_for(business).post(address(action), {"seen_revision": 1, **due})

    action.refresh_from_db()
    assert response.status_code == 302
    assert (action.due_on, action.original_due_on) == (date(2021, 9, 30), date(2021, 3, 31))


def test_progress_without_an_open_period_is_refused(action: Action, period: ReportingPeriod, business: User) -> None:
    close_period(period=period, by=business)

    with pytest.raises(RuleBroken, match="No reporting period is open"):
        record_changes(
            action=action, period=None, changes=ActionChanges(progress="Done."), seen_revision=1, by=business
        )

    assert not action.updates.exists()


def test_form_without_an_open_period_leads_nobody_where_they_may_not_go(
    action: Action, own_lead: Lead, lead_person: User, business: User, client_for: ClientFor
) -> None:
    close_period(period=ReportingPeriod.objects.get(), by=business)

    text = text_of(client_for(lead_person).get(address(action)))

    assert "Ask the business team to open or add one." in text
    assert 'href="/thurrock/periods/"' not in text


def test_form_of_a_lead_asks_only_what_was_done(
    action: Action, own_lead: Lead, lead_person: User, client_for: ClientFor
) -> None:
    form = client_for(lead_person).get(address(action)).context["form"]

    assert [name for name in form.fields if not name.startswith("seen_")] == ["period", "progress"]


# --- What it writes ---------------------------------------------------------------------------------------------------


def test_form_saves_progress_rating_due_date_and_leads_and_says_so(
    action: Action, dimension: Dimension, period: ReportingPeriod, business: User, client_for: ClientFor
) -> None:
    client, lead = client_for(business), LeadFactory.create(partnership=action.plan.partnership, name="MEB")
    typed = {
        "progress": "A draft is out.",
        f"level_{dimension.pk}": str(level(action, "amber").pk),
        f"reason_{dimension.pk}": "The draft is late.",
        "due_on": "September 2021",
        "due_reason": "Staff were ill.",
        "due_agreed_by": "Strategic Group",
        "leads": [str(lead.pk)],
    }

    response = client.post(address(action), as_shown(client, action, **typed), follow=True)

    assert response.redirect_chain == [(f"/thurrock/actions/{action.pk}/", 302)]
    banner = "Saved for 2020/21 Q4: what was done, the rating (Amber), the due date (September 2021), the leads (MEB)."
    assert banner in text_of(response)
    action.refresh_from_db()
    assert action.updates.get().text == "A draft is out."
    assert action.ratings.get().reason == "The draft is late."
    assert (action.due_on, action.due_precision) == (date(2021, 9, 30), "month")
    assert action.due_date_moves.get().agreed_by == "Strategic Group"
    assert list(action.leads.all()) == [lead]


def test_form_that_changes_nothing_writes_nothing_and_says_so(
    *,
    action: Action,
    own_lead: Lead,
    dimension: Dimension,
    period: ReportingPeriod,
    business: User,
    client_for: ClientFor,
) -> None:
    rated(action, "amber", period, reason="Late.")
    client = client_for(business)

    response = client.post(address(action), as_shown(client, action), follow=True)

    assert "Nothing was changed, so nothing was saved." in text_of(response)
    action.refresh_from_db()
    assert (action.revision, action.last_updated_at) == (1, None)
    assert action.ratings.get().rated_by is None


def test_progress_alone_leaves_rating_date_and_leads_untouched(
    action: Action, own_lead: Lead, period: ReportingPeriod, business: User, client_for: ClientFor
) -> None:
    rating = rated(action, "amber", period, reason="Late.")
    client = client_for(business)

    client.post(address(action), as_shown(client, action, progress="A draft is out."))

    action.refresh_from_db()
    rating.refresh_from_db()
    assert action.updates.get().said_by == business
    assert (rating.revision, rating.reason) == (1, "Late.")
    assert list(action.leads.all()) == [own_lead]
    assert not action.due_date_moves.exists()


def test_leads_can_be_taken_away(action: Action, own_lead: Lead, business: User, client_for: ClientFor) -> None:
    client = client_for(business)

    client.post(address(action), as_shown(client, action, leads=[]))

    assert not action.leads.exists()


@pytest.mark.parametrize(
    ("written", "day", "precision"),
    [
        ("30 September 2021", date(2021, 9, 30), "day"),
        ("30/09/2021", date(2021, 9, 30), "day"),
        ("September 2021", date(2021, 9, 30), "month"),
        ("", None, ""),
    ],
)
def test_due_date_is_read_as_people_write_it(
    *, action: Action, business: User, client_for: ClientFor, written: str, day: date | None, precision: str
) -> None:
    client = client_for(business)

    client.post(address(action), as_shown(client, action, due_on=written, due_reason="Ill."))

    action.refresh_from_db()
    assert (action.due_on, action.due_precision) == (day, precision)
    assert action.original_due_on == date(2021, 3, 31)


def test_lead_saves_what_was_done(action: Action, own_lead: Lead, lead_person: User, client_for: ClientFor) -> None:
    client = client_for(lead_person)

    response = client.post(address(action), as_shown(client, action, progress="We met."), follow=True)

    assert "Saved for 2020/21 Q4: what was done." in text_of(response)
    assert action.updates.get().said_by == lead_person


# --- What it refuses --------------------------------------------------------------------------------------------------


def test_lead_who_posts_a_rating_is_refused_and_nothing_is_written(
    action: Action, own_lead: Lead, dimension: Dimension, lead_person: User, client_for: ClientFor
) -> None:
    client = client_for(lead_person)
    forged = {f"level_{dimension.pk}": str(level(action, "blue").pk), "progress": "We met."}

    for more in (forged, {"due_on": "", "progress": "x"}, {"leads": [], "leads_": "", "due_reason": "x"}):
        assert client.post(address(action), as_shown(client, action, **more)).status_code == 403
    assert not action.ratings.exists()
    assert not action.updates.exists()


def test_lead_of_another_action_of_the_plan_is_refused(
    action: Action, own_lead: Lead, lead_person: User, client_for: ClientFor
) -> None:
    other = Action.objects.create(plan=action.plan, position=9, reference="9", text="Somebody else's")
    client = client_for(lead_person)

    assert client.get(address(other)).status_code == 403
    assert client.post(address(other), {"progress": "We met.", "seen_revision": 1}).status_code == 403
    assert not other.updates.exists()


def test_form_is_refused_to_those_who_change_nothing(
    action: Action, partner: User, scrutineer: User, committee: User, client_for: ClientFor
) -> None:
    sent = {"progress": "x", "seen_revision": 1}

    for person, status in ((partner, 403), (scrutineer, 403), (committee, 404)):
        client = client_for(person)
        assert client.get(address(action)).status_code == status
        assert client.post(address(action), sent).status_code == status
    assert not action.updates.exists()


def test_missing_reasons_are_all_named_at_once_and_everything_typed_is_kept(
    thurrock: Partnership, period: ReportingPeriod, business: User, client_for: ClientFor
) -> None:
    plan = a_rated_plan(thurrock, actions=1)
    plan.rating_setup.delete()
    PlanScaleFactory.create(plan=plan, scale=brag(thurrock, name="JTAI", dimensions=("process", "impact")))
    action = Action.objects.get(plan=plan)
    process, impact = action.plan.rating_setup.scale.dimensions.all()
    red = str(level(action, "red").pk)
    client = client_for(business)
    typed = {"progress": "A draft is out.", f"level_{process.pk}": red, f"level_{impact.pk}": red}

    response = client.post(address(action), as_shown(client, action, **typed))

    assert response.status_code == 422
    text = text_of(response)
    for dimension in (process, impact):
        assert f'<a href="#id_reason_{dimension.pk}">Give a reason: Red always needs one.</a>' in text
        assert response.context["form"][f"level_{dimension.pk}"].value() == red
    assert "A draft is out." in text
    assert not action.updates.exists()
    assert not action.ratings.exists()


def test_worsening_against_the_period_before_asks_for_a_reason(
    action: Action, dimension: Dimension, period: ReportingPeriod, business: User, client_for: ClientFor
) -> None:
    PeriodFactory.create(partnership=action.plan.partnership, first_year=2021, number=1)
    rated(action, "blue", period)
    client = client_for(business)
    worse = {f"level_{dimension.pk}": str(level(action, "green").pk)}

    response = client.post(address(action), as_shown(client, action, **worse))

    assert response.status_code == 422
    assert "Give a reason: the rating got worse, from Blue to Green." in text_of(response)


def test_reason_of_an_earlier_rating_does_not_serve_for_a_new_one(
    action: Action, dimension: Dimension, period: ReportingPeriod, business: User, client_for: ClientFor
) -> None:
    rated(action, "amber", period, reason="Late.")
    client = client_for(business)

    response = client.post(
        address(action), as_shown(client, action, **{f"level_{dimension.pk}": str(level(action, "red").pk)})
    )

    assert response.status_code == 422
    assert action.ratings.get().level.code == "amber"


def test_reason_without_a_level_is_not_lost(
    action: Action, dimension: Dimension, business: User, client_for: ClientFor
) -> None:
    client = client_for(business)

    response = client.post(address(action), as_shown(client, action, **{f"reason_{dimension.pk}": "Nobody began."}))

    assert response.status_code == 422
    assert "Choose the level that the reason is for, or clear the reason." in text_of(response)
    assert "Nobody began." in text_of(response)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"due_on": "31/04/2021", "due_reason": "Ill."}, "April has 30 days"),
        ({"due_on": "soon", "due_reason": "Ill."}, "soon"),
        ({"due_on": "1 May 2021 and 3 June 2021", "due_reason": "Ill."}, "Enter one date"),
        ({"due_on": "May 2021"}, "Say why the due date moves"),
        ({"due_on": "31/04/2021"}, "Say why the due date moves"),
        ({"due_on": "31/03/2021", "due_reason": "Ill."}, "This is the due date already"),
        ({"due_reason": "Ill."}, "Enter the new due date"),
        ({"due_agreed_by": "The chair"}, "Enter the new due date"),
        ({"leads": ["999999"]}, "Choose leads of this partnership."),
    ],
)
def test_what_cannot_be_right_is_named_and_nothing_is_written(
    action: Action, business: User, client_for: ClientFor, typed: dict[str, Any], message: str
) -> None:
    client = client_for(business)

    response = client.post(address(action), as_shown(client, action, progress="A draft is out.", **typed))

    assert response.status_code == 422
    assert message in text_of(response)
    assert "A draft is out." in text_of(response)
    assert not action.updates.exists()


def test_due_date_before_the_plan_begins_is_refused(action: Action, business: User, client_for: ClientFor) -> None:
    type(action.plan).objects.filter(pk=action.plan_id).update(starts_on=date(2020, 4, 1))
    client = client_for(business)

    response = client.post(address(action), as_shown(client, action, due_on="March 2020", due_reason="Ill."))

    assert response.status_code == 422
    assert '<a href="#id_due_on">The due date lies before the plan begins' in text_of(response)


def test_level_of_another_scale_is_refused(
    action: Action, dimension: Dimension, business: User, client_for: ClientFor, thurrock: Partnership
) -> None:
    other = brag(thurrock, name="Other").levels.get(code="blue")
    client = client_for(business)

    response = client.post(address(action), as_shown(client, action, **{f"level_{dimension.pk}": str(other.pk)}))

    assert response.status_code == 422
    assert "Choose one of the levels of this plan" in text_of(response)


def test_period_that_was_closed_meanwhile_is_refused_and_the_words_are_kept(
    action: Action, period: ReportingPeriod, business: User, client_for: ClientFor
) -> None:
    client = client_for(business)
    sent = as_shown(client, action, progress="A draft is out.")
    close_period(period=period, by=business)

    response = client.post(address(action), sent)

    assert response.status_code == 422
    assert "2020/21 Q4 is closed" in text_of(response)
    assert "A draft is out." in text_of(response)
    assert not action.updates.exists()


def test_form_of_a_withdrawn_action_leads_back_to_it(action: Action, business: User, client_for: ClientFor) -> None:
    client = client_for(business)
    client.post(f"/thurrock/actions/{action.pk}/withdraw/", {"reason": "Merged.", "seen_revision": 1})

    response = client.get(address(action), follow=True)

    assert response.redirect_chain == [(f"/thurrock/actions/{action.pk}/", 302)]
    assert "Reinstate it before you change it." in text_of(response)


def test_other_period_is_shown_first_with_its_own_rating_and_what_was_typed(
    action: Action, dimension: Dimension, period: ReportingPeriod, business: User, client_for: ClientFor
) -> None:
    later = PeriodFactory.create(partnership=action.plan.partnership, first_year=2021, number=1)
    rated(action, "amber", period, reason="Late.")
    client = client_for(business)
    sent = as_shown(client, action, progress="A draft is out.", period=str(period.pk))

    response = client.post(address(action), sent)

    assert response.status_code == 200
    assert not action.updates.exists()
    form = response.context["form"]
    assert (form.sheet.period, form["progress"].value()) == (period, "A draft is out.")
    assert form[f"level_{dimension.pk}"].value() == str(level(action, "amber").pk)
    assert f'name="initial-period" value="{period.pk}"' in form.shown
    assert later.pk != period.pk


# --- Two people at once -----------------------------------------------------------------------------------------------


def change_meanwhile(action: Action, by: User, period: ReportingPeriod, **changes: Any) -> None:
    fresh = Action.objects.get(pk=action.pk)
    record_changes(action=fresh, period=period, changes=ActionChanges(**changes), seen_revision=fresh.revision, by=by)


def test_stale_form_shows_both_versions_and_saves_on_top_of_the_newer_one(
    *,
    action: Action,
    dimension: Dimension,
    period: ReportingPeriod,
    business: User,
    administrator: User,
    client_for: ClientFor,
) -> None:
    client = client_for(business)
    typed = {
        "progress": "My words.",
        f"level_{dimension.pk}": str(level(action, "red").pk),
        f"reason_{dimension.pk}": "My reason.",
    }
    sent = as_shown(client, action, **typed)
    change_meanwhile(
        action,
        administrator,
        period,
        progress="Their words.",
        ratings=[NewRating(dimension, level(action, "amber"), "Their reason.")],
        due=DueDate(date(2021, 9, 30), "month", "Ill."),
    )

    stale = client.post(address(action), sent)

    assert stale.status_code == 409
    both = {each.label: each for each in stale.context["both"]}
    assert (both["What was done"].theirs, both["What was done"].yours) == ("Their words.", "My words.")
    rating = both["Rating, 2020/21 Q4"]
    assert (rating.theirs, rating.yours) == ("Amber: Their reason.", "Red: My reason.")
    assert (rating.by, both["Due date"].by) == ("Admin Persona", "Admin Persona")
    assert (both["Due date"].theirs, both["Due date"].yours) == ("September 2021: Ill.", "")
    assert not action.updates.filter(text="My words.").exists()

    again = as_posted(stale.context["form"])
    assert again["progress"] == "My words."
    assert again["due_on"] == "September 2021"
    saved = client.post(address(action), again, follow=True)

    assert saved.redirect_chain
    action.refresh_from_db()
    assert [update.text for update in action.updates.order_by("pk")] == ["Their words.", "My words."]
    assert action.ratings.get().reason == "My reason."
    assert action.due_on == date(2021, 9, 30)


def test_reason_does_not_go_over_to_a_level_that_somebody_else_chose(
    *,
    action: Action,
    dimension: Dimension,
    period: ReportingPeriod,
    business: User,
    administrator: User,
    client_for: ClientFor,
) -> None:
    rated(action, "red", period, reason="Late.")
    client = client_for(business)
    sent = as_shown(client, action, **{f"reason_{dimension.pk}": "Still nobody in post."})
    theirs = NewRating(dimension, level(action, "amber"), "Advertised again.")
    change_meanwhile(action, administrator, period, ratings=[theirs])

    stale = client.post(address(action), sent)

    assert stale.status_code == 409
    again = as_posted(stale.context["form"])
    assert again[f"level_{dimension.pk}"] == str(level(action, "red").pk)
    client.post(address(action), again)
    rating = action.ratings.get()
    assert (rating.level.code, rating.reason) == ("red", "Still nobody in post.")


def test_stale_form_shows_changed_leads_and_a_withdrawal(
    *,
    action: Action,
    own_lead: Lead,
    period: ReportingPeriod,
    business: User,
    administrator: User,
    client_for: ClientFor,
) -> None:
    client = client_for(business)
    sent = as_shown(client, action, progress="My words.", leads=[])
    change_meanwhile(
        action, administrator, period, leads=[LeadFactory.create(partnership=action.plan.partnership, name="MEB")]
    )
    client_for(administrator).post(
        f"/thurrock/actions/{action.pk}/withdraw/", {"reason": "Merged.", "seen_revision": 2}
    )

    stale = client.post(address(action), sent)

    assert stale.status_code == 409
    both = {each.label: each for each in stale.context["both"]}
    assert (both["Leads"].theirs, both["Leads"].yours) == ("MEB", "No lead")
    assert both["The action"].theirs == "Withdrawn: Merged."
    assert "My words." in text_of(stale)
    again = client.post(address(action), as_posted(stale.context["form"]))
    assert again.status_code == 422
    assert "This action was withdrawn." in text_of(again)
    assert "My words." in text_of(again)


def test_stale_form_of_a_lead_keeps_its_words(
    *, action: Action, own_lead: Lead, period: ReportingPeriod, business: User, lead_person: User, client_for: ClientFor
) -> None:
    client = client_for(lead_person)
    sent = as_shown(client, action, progress="We met.")
    change_meanwhile(action, business, period, progress="Reminded.")

    stale = client.post(address(action), sent)

    assert stale.status_code == 409
    assert [(each.theirs, each.yours) for each in stale.context["both"]] == [("Reminded.", "We met.")]
    client.post(address(action), as_posted(stale.context["form"]))
    assert action.updates.filter(text="We met.", said_by=lead_person).exists()


def test_invalid_form_sent_again_still_knows_what_it_showed(
    action: Action, own_lead: Lead, period: ReportingPeriod, business: User, client_for: ClientFor
) -> None:
    action.leads.clear()
    client = client_for(business)
    sent = as_shown(client, action, leads=[str(own_lead.pk)], due_on="soon", due_reason="Ill.")

    refused = client.post(address(action), sent)
    again = as_posted(refused.context["form"], due_on="May 2021")
    client.post(address(action), again)

    action.refresh_from_db()
    assert list(action.leads.all()) == [own_lead]
    assert action.due_on == date(2021, 5, 31)


def test_rating_given_by_somebody_else_meanwhile_asks_for_a_reason_on_top(
    *,
    action: Action,
    dimension: Dimension,
    period: ReportingPeriod,
    business: User,
    administrator: User,
    client_for: ClientFor,
) -> None:
    client = client_for(business)
    sent = as_shown(client, action, **{f"level_{dimension.pk}": str(level(action, "blue").pk)})
    fresh = Action.objects.get(pk=action.pk)
    rate(action=fresh, period=period, new=NewRating(dimension, level(action, "green")), by=administrator)
    Action.objects.filter(pk=action.pk).update(revision=2)

    stale = client.post(address(action), sent)
    again = client.post(address(action), as_posted(stale.context["form"]))

    assert stale.status_code == 409
    assert again.status_code == 422
    assert "the rating given in this period changes, from Green to Blue" in text_of(again)


def test_change_between_reading_and_saving_is_noticed_too(
    *,
    action: Action,
    period: ReportingPeriod,
    business: User,
    administrator: User,
    client_for: ClientFor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = client_for(business)
    sent = as_shown(client, action, progress="My words.")

    def late(**given: Any) -> Action:
        change_meanwhile(action, administrator, period, progress="Their words.")
        return record_changes(**given)

    monkeypatch.setattr("ratings.views.updates.record_changes", late)
    stale = client.post(address(action), sent)

    assert stale.status_code == 409
    assert [(each.theirs, each.yours) for each in stale.context["both"]] == [("Their words.", "My words.")]
    assert not action.updates.filter(text="My words.").exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("some time soon", "Enter one date, such as 31 March 2021 or March 2021."),
        ("As per meeting cycle", "Enter one date, such as 31 March 2021 or March 2021."),
        ("31/04/2021", "April has 30 days"),
        ("TBC", "no date is set yet"),
    ],
)
def test_form_says_what_to_enter_for_a_due_date_that_is_none(
    action: Action, business: User, client_for: ClientFor, typed: str, said: str
) -> None:
    client = client_for(business)

    response = client.post(address(action), as_shown(client, action, due_on=typed, due_reason="Slipped."))

    assert response.status_code == 422
    [problem] = response.context["form"].errors["due_on"]
    assert said in problem
    assert "recurs or is ongoing" not in problem


def test_form_in_error_says_so_once_in_its_title(action: Action, business: User, client_for: ClientFor) -> None:
    client = client_for(business)

    response = client.post(address(action), as_shown(client, action, due_on="never"))

    assert "<title>Error: Update action" in text_of(response)


def test_form_cuts_nothing_off_and_says_what_is_too_long(action: Action, business: User, client_for: ClientFor) -> None:
    client = client_for(business)
    names = "Strategic Group & 😀 " * 20

    response = client.post(
        address(action), as_shown(client, action, due_on="June 2021", due_reason="Slipped.", due_agreed_by=names)
    )

    assert response.status_code == 422
    text = text_of(response)
    assert "Who agreed must be 200 characters or fewer. You have entered 399." in text
    assert names.strip().replace("&", "&amp;") in text
    assert "maxlength" not in text
