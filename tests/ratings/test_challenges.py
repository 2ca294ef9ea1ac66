"""The scrutineer asks of a rating, the lead or the business team answers, both stay; open challenges are counted."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Partnership, User
from accounts.rules import RuleBroken
from plans.models import Action
from plans.services import withdraw_action
from ratings.history import read_history
from ratings.models import Challenge, ReportingPeriod, Restatement
from ratings.rollup import count
from ratings.services import answer_challenge, ask_challenge, close_challenge
from ratings.states import states_of
from tests.factories import LeadFactory, PeriodFactory, a_rated_plan, rated

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], Client]


@pytest.fixture
def q4(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock, number=4)


@pytest.fixture
def action(thurrock: Partnership, lead_person: User, q4: ReportingPeriod) -> Action:
    """An action that the lead person leads, rated blue in Q4."""
    made = a_rated_plan(thurrock, actions=1).actions.get()
    lead = LeadFactory.create(partnership=thurrock)
    lead.people.add(lead_person)
    made.leads.add(lead)
    rated(made, "blue", q4)
    return made


def ask(action: Action, period: ReportingPeriod, by: User, question: str = "What shows it?") -> Challenge:
    return ask_challenge(action=action, dimension=None, period=period, question=question, by=by)


def test_challenge_keeps_the_level_that_it_was_asked_about(
    action: Action, q4: ReportingPeriod, scrutineer: User
) -> None:
    challenge = ask(action, q4, scrutineer)

    assert challenge.level is not None
    assert challenge.level.code == "blue"
    assert challenge.is_open


def test_question_and_answers_stay_and_the_asker_closes(
    action: Action, q4: ReportingPeriod, scrutineer: User, lead_person: User, business: User
) -> None:
    challenge = ask(action, q4, scrutineer)
    answer_challenge(challenge=challenge, text="An audit of 20 files.", by=lead_person)
    answer_challenge(challenge=challenge, text="The report is attached.", by=business)

    with pytest.raises(PermissionDenied):
        close_challenge(challenge=challenge, note="Fine", by=business)
    close_challenge(challenge=challenge, note="Answered.", by=scrutineer)

    challenge.refresh_from_db()
    assert [answer.text for answer in challenge.answers.all()] == ["An audit of 20 files.", "The report is attached."]
    assert (challenge.closed_by, challenge.closing_note) == (scrutineer, "Answered.")
    with pytest.raises(RuleBroken, match="closed this challenge meanwhile"):
        answer_challenge(challenge=challenge, text="Late", by=business)


def test_open_challenges_are_counted(action: Action, q4: ReportingPeriod, scrutineer: User) -> None:
    def challenged() -> int:
        return count(states_of(Action.objects.all(), period=q4, before=None, today=date(2021, 4, 1))).each.challenged

    challenge = ask(action, q4, scrutineer)
    while_open = challenged()
    close_challenge(challenge=challenge, note="Answered.", by=scrutineer)

    assert (while_open, challenged()) == (1, 0)


@pytest.mark.parametrize("persona", ["business", "lead_person", "partner", "committee", "southend"])
def test_only_the_scrutineer_asks(
    action: Action, q4: ReportingPeriod, persona: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(PermissionDenied):
        ask(action, q4, request.getfixturevalue(persona))


@pytest.mark.parametrize("persona", ["partner", "committee", "southend"])
def test_those_who_neither_lead_nor_run_do_not_answer(
    action: Action, q4: ReportingPeriod, scrutineer: User, persona: str, request: pytest.FixtureRequest
) -> None:
    challenge = ask(action, q4, scrutineer)

    with pytest.raises(PermissionDenied):
        answer_challenge(challenge=challenge, text="Well", by=request.getfixturevalue(persona))


def test_challenge_that_cannot_be_is_refused(
    action: Action, q4: ReportingPeriod, scrutineer: User, business: User, other_partnership: Partnership
) -> None:
    elsewhere = PeriodFactory.create(partnership=other_partnership, number=4)

    with pytest.raises(RuleBroken) as wrong_period:
        ask(action, elsewhere, scrutineer)
    with pytest.raises(RuleBroken) as empty:
        ask(action, q4, scrutineer, "  ")
    withdraw_action(action=action, seen_revision=1, reason="Merged", by=business)
    action.refresh_from_db()
    with pytest.raises(RuleBroken, match="withdrawn"):
        ask(action, q4, scrutineer)

    assert (wrong_period.value.field, empty.value.field) == ("period", "question")
    assert not Challenge.objects.exists()


def test_history_tells_question_answer_and_closing(
    action: Action, q4: ReportingPeriod, scrutineer: User, lead_person: User
) -> None:
    challenge = ask(action, q4, scrutineer)
    answer_challenge(challenge=challenge, text="An audit.", by=lead_person)
    close_challenge(challenge=challenge, note="Answered.", by=scrutineer)

    told = " ".join(entry.sentence for entry in read_history(action))

    assert f"{scrutineer} asked about the rating for {q4} (Blue): What shows it?" in told
    assert f"{lead_person} answered the challenge" in told
    assert "An audit." in told
    assert f"{scrutineer} closed the challenge" in told


def test_page_takes_a_question_an_answer_and_the_closing(
    action: Action, q4: ReportingPeriod, scrutineer: User, lead_person: User, client_for: ClientFor
) -> None:
    thurrock = action.plan.partnership
    asker, lead = client_for(scrutineer), client_for(lead_person)
    asked = asker.post(
        reverse("ratings:challenge_ask", args=[thurrock.slug, action.pk]), {"period": q4.pk, "question": "Why blue?"}
    )
    challenge = Challenge.objects.get()
    empty = lead.post(reverse("ratings:challenge_answer", args=[thurrock.slug, challenge.pk]), {"answer-text": ""})
    lead.post(reverse("ratings:challenge_answer", args=[thurrock.slug, challenge.pk]), {"answer-text": "An audit."})
    asker.post(reverse("ratings:challenge_close", args=[thurrock.slug, challenge.pk]), {"close-note": "Good."})
    page = lead.get(reverse("ratings:challenge", args=[thurrock.slug, challenge.pk])).content.decode()

    assert asked.status_code == 302
    assert empty.status_code == 422
    for words in ("Why blue?", "An audit.", "Good.", f"Closed by {scrutineer}"):
        assert words in page


def test_challenge_of_a_restated_rating_keeps_the_level_that_is_in_force(
    action: Action, q4: ReportingPeriod, scrutineer: User, business: User
) -> None:
    amber = q4.ratings.get().level.scale.levels.get(code="amber")
    Restatement.objects.create(
        action=action,
        dimension=q4.ratings.get().dimension,
        period=q4,
        first_level=q4.ratings.get().level,
        level=amber,
        reason="Wrong sample.",
        restated_by=business,
        restated_at=timezone.now(),
    )

    assert ask(action, q4, scrutineer).level == amber


def test_page_that_asks_opens_at_the_latest_period_that_was_rated_and_names_each_level(
    action: Action, q4: ReportingPeriod, scrutineer: User, client_for: ClientFor
) -> None:
    thurrock = action.plan.partnership
    later = PeriodFactory.create(
        partnership=thurrock, name="2021/22 Q1", starts_on=date(2021, 4, 1), ends_on=date(2021, 6, 30)
    )

    form = client_for(scrutineer).get(reverse("ratings:challenge_ask", args=[thurrock.slug, action.pk])).context["form"]

    assert form.fields["period"].choices == [(str(later.pk), f"{later}: No update"), (str(q4.pk), f"{q4}: Blue")]
    assert form["period"].value() == str(q4.pk)
