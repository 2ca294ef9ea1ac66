"""The history of an action in sentences: who, when, what, from what to what and why."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Partnership, User
from plans.models import Action, Lead, Milestone
from plans.services import add_progress, move_due_date, reinstate_action, set_leads, withdraw_action
from ratings import sentences
from ratings.history import read_history
from ratings.models import Dimension, Level, Rating, ReportingPeriod
from ratings.sentences import About, Entry
from ratings.services import NewRating, rate
from tests.factories import LeadFactory, PeriodFactory, ProgressUpdateFactory, a_rated_plan, brag, rated

ClientFor = Callable[[User], Client]


@pytest.fixture
def period(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock)


@pytest.fixture
def action(thurrock: Partnership, period: ReportingPeriod) -> Action:
    return a_rated_plan(thurrock, actions=1).actions.get()


@pytest.fixture
def dimension(action: Action) -> Dimension:
    return action.plan.rating_setup.scale.dimensions.get()


def level(action: Action, code: str) -> Level:
    return action.plan.rating_setup.scale.levels.get(code=code)


def told(action: Action) -> list[str]:
    """Who and what of each entry, newest first, but for the action's own beginning."""
    return [f"{entry.who} {entry.what}" for entry in read_history(action)][:-1]


def test_sentence_says_when_who_what_and_why() -> None:
    what = sentences.changed_rating("the rating for 2021/22 Q3", "Amber", "Red", "late report")
    entry = Entry(datetime(2026, 11, 22, 14, 3, tzinfo=UTC), "Bea Business", what, About.RATING)

    assert entry.sentence == (
        "On 22 November 2026 at 14:03 Bea Business changed the rating for 2021/22 Q3 from Amber to Red: late report"
    )


def test_sentence_tells_the_time_of_the_place() -> None:
    entry = Entry(datetime(2026, 7, 1, 13, 3, tzinfo=UTC), "Bea", "added the action", About.ACTION)

    assert entry.sentence == "On 1 July 2026 at 14:03 Bea added the action"


@given(st.text(), st.text(), st.text())
def test_any_words_are_kept_in_a_sentence_about_progress(text: str, topic: str, day: str) -> None:
    assert text.strip() in sentences.said_progress(text, day, topic, from_document=False)


def test_long_text_that_changed_is_quoted_shortened() -> None:
    what = sentences.changed_field("action", "x" * 1000, "short", "")

    assert len(what) < 400
    assert what.endswith(" …” to “short”")


def test_history_tells_a_rating_given_and_changed(
    action: Action, dimension: Dimension, period: ReportingPeriod, business: User
) -> None:
    rate(action=action, period=period, new=NewRating(dimension, level(action, "blue")), by=business)
    rate(action=action, period=period, new=NewRating(dimension, level(action, "red"), "late report"), by=business)
    rate(action=action, period=period, new=NewRating(dimension, level(action, "red"), "no report"), by=business)

    assert told(action) == [
        "Business Persona changed the note on the rating for 2020/21 Q4 from “late report” to “no report”",
        "Business Persona changed the rating for 2020/21 Q4 from Blue to Red: late report",
        "Business Persona gave the rating for 2020/21 Q4: Blue",
    ]


def test_history_names_the_dimension_where_there_are_several(
    thurrock: Partnership, period: ReportingPeriod, business: User
) -> None:
    plan = a_rated_plan(thurrock, actions=1)
    setup = plan.rating_setup
    setup.scale = brag(thurrock, name="JTAI", dimensions=("process", "impact"))
    setup.save()
    action = plan.actions.get()
    impact = setup.scale.dimensions.get(code="impact")

    rate(action=action, period=period, new=NewRating(impact, setup.scale.levels.get(code="blue")), by=business)

    assert told(action) == ["Business Persona gave the rating of impact for 2020/21 Q4: Blue"]


def test_history_says_of_an_imported_rating_that_the_document_had_it(action: Action, period: ReportingPeriod) -> None:
    rating = rated(action, "amber", period)
    Rating.history.filter(id=rating.pk).update(written="Yellow", source="plan.xlsx, row 7", reason="Late.")

    (sentence,) = told(action)
    assert sentence.startswith(
        "Import entered the rating for 2020/21 Q4 as the document had it: Amber, written “Yellow”"
    )
    assert sentence.endswith(" (plan.xlsx, row 7). Late.")


def test_history_keeps_a_rating_that_was_removed(action: Action, period: ReportingPeriod) -> None:
    rated(action, "amber", period).delete()

    assert told(action)[0] == "Import removed the rating for 2020/21 Q4, which was Amber"


def test_history_tells_progress_by_people_and_by_documents(action: Action, business: User) -> None:
    ProgressUpdateFactory.create(action=action, text="Begun.", topic="Impact", as_at=date(2021, 3, 31))
    add_progress(action=action, text="A draft is out.", as_at=date(2021, 6, 30), by=business)

    assert told(action) == [
        "Business Persona said what was done as at 30 June 2021: “A draft is out.”",
        "Import entered the progress on impact as at 31 March 2021 as the document had it: “Begun.”",
    ]


def test_history_tells_each_move_of_the_due_date_once(action: Action, business: User) -> None:
    for day, precision in ((date(2021, 9, 30), "month"), (date(2021, 9, 30), "day"), (None, "")):
        move_due_date(action=action, due_on=day, precision=precision, reason="Ill.", agreed_by="the chair", by=business)

    assert told(action) == [
        "Business Persona took away the due date, which was 30 September 2021, agreed by the chair: Ill.",
        "Business Persona moved the due date from September 2021 to 30 September 2021: Ill.",
        "Business Persona moved the due date from 31 March 2021 to September 2021, agreed by the chair: Ill.",
    ]


def test_history_tells_leads_withdrawal_and_reinstatement(action: Action, business: User) -> None:
    meb: Lead = LeadFactory.create(partnership=action.plan.partnership, name="MEB")
    police: Lead = LeadFactory.create(partnership=action.plan.partnership, name="Essex Police")
    set_leads(action=action, leads=[meb], by=business)
    set_leads(action=action, leads=[police], by=business, reason="Agreed.")
    withdraw_action(action=action, seen_revision=1, reason="Merged into 2.", by=business)
    action.refresh_from_db()
    reinstate_action(action=action, reason="It was not.", by=business)

    assert told(action) == [
        "Business Persona took the action up again: It was not.",
        "Business Persona withdrew the action: Merged into 2.",
        "Business Persona changed the leads from MEB to Essex Police: Agreed.",
        "Business Persona gave the action to MEB",
    ]


def test_history_tells_a_changed_text_and_where_it_began(action: Action, business: User) -> None:
    action.text = "Another text"
    action._history_user = business  # type: ignore[attr-defined]  # as accounts.history does
    action.save()
    Milestone.objects.create(action=action, position=1, text="A draft")

    assert [f"{entry.who} {entry.what}" for entry in read_history(action)] == [
        "Import added the milestone “A draft”",
        "Business Persona changed the action from “Action 1” to “Another text”",
        "Import added the action as the document had it",
    ]


def test_history_of_one_action_tells_nothing_of_another(action: Action, period: ReportingPeriod) -> None:
    other = a_rated_plan(action.plan.partnership, actions=1).actions.get()
    rated(other, "red", period, reason="A secret of the other action.")

    assert told(action) == []


def test_history_page_shows_the_sentences_to_everyone_who_may_see_the_action(
    *,
    action: Action,
    dimension: Dimension,
    period: ReportingPeriod,
    business: User,
    partner: User,
    scrutineer: User,
    client_for: ClientFor,
) -> None:
    rate(action=action, period=period, new=NewRating(dimension, level(action, "red"), "<b>late</b>"), by=business)

    for person in (business, partner, scrutineer):
        page = client_for(person).get(f"/thurrock/actions/{action.pk}/history/")
        assert "gave the rating for 2020/21 Q4: Red. &lt;b&gt;late&lt;/b&gt;" in page.content.decode()


def test_history_page_can_be_narrowed_to_one_rating(
    action: Action, period: ReportingPeriod, partner: User, client_for: ClientFor
) -> None:
    later = PeriodFactory.create(partnership=action.plan.partnership, first_year=2021, number=1)
    rating = rated(action, "amber", period)
    rated(action, "red", later)

    page = client_for(partner).get(f"/thurrock/actions/{action.pk}/history/?rating={rating.pk}")

    assert [entry.what for entry in page.context["entries"]] == [
        "entered the rating for 2020/21 Q4 as the document had it: Amber"
    ]
