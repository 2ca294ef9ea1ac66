"""Corrections of a closed period: the first value stays, the correction stands beside it wherever it is shown."""

import html
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Partnership, User
from accounts.rules import ChangedMeanwhile, RuleBroken
from plans.models import Action, ActionPlan, ProgressUpdate
from plans.services import withdraw_action
from ratings.history import read_history
from ratings.models import Rating, ReportingPeriod, Restatement
from ratings.services import (
    ActionChanges,
    Corrections,
    NewLevel,
    NewRating,
    NewText,
    close_period,
    rate,
    record_changes,
    reopen_period,
    restate,
)
from ratings.states import states_of
from reporting.services import create_draft, publish_report
from tests.factories import PeriodFactory, ProgressUpdateFactory, a_rated_plan, brag, rated

ClientFor = Callable[[User], Client]


@pytest.fixture
def plan(thurrock: Partnership) -> ActionPlan:
    return a_rated_plan(thurrock, actions=2, title="Peer review")


@pytest.fixture
def action(plan: ActionPlan) -> Action:
    return plan.actions.select_related("plan__partnership").get(reference="1")


@pytest.fixture
def period(thurrock: Partnership, action: Action, business: User) -> ReportingPeriod:
    """Closed; action 1 was rated amber and spoken of, action 2 not at all."""
    made = PeriodFactory.create(partnership=thurrock)
    rated(action, "amber", made, reason="Waiting for data.")
    ProgressUpdateFactory.create(action=action, text="Ten cases were looked at.", as_at=date(2021, 3, 31))
    close_period(period=made, by=business)
    made.refresh_from_db()
    return made


@pytest.fixture
def client(business: User, client_for: ClientFor) -> Client:
    return client_for(business)


def address(action: Action, period: ReportingPeriod | None = None) -> str:
    at = reverse("ratings:restate", kwargs={"partnership": "thurrock", "pk": action.pk})
    return f"{at}?period={period.pk}" if period else at


def text_of(response: Any) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def level(action: Action, code: str, reason: str = "The wrong sample was drawn.") -> NewLevel:
    scale = action.plan.rating_setup.scale
    return NewLevel(scale.dimensions.get(), scale.levels.get(code=code), reason)


def restated(action: Action, period: ReportingPeriod, code: str, by: User, reason: str = "Wrong sample.") -> Action:
    action.refresh_from_db()
    corrections = Corrections(levels=[level(action, code, reason)])
    return restate(action=action, period=period, corrections=corrections, seen_revision=action.revision, by=by)


def standing(action: Action, period: ReportingPeriod) -> Any:
    [state] = states_of(Action.objects.filter(pk=action.pk), period=period, before=None, today=timezone.localdate())
    return state


# --- The service ----------------------------------------------------------------------------------------------------


def test_restating_keeps_the_first_value_and_is_in_force(
    action: Action, period: ReportingPeriod, business: User
) -> None:
    restated(action, period, "green", business)

    state, made = standing(action, period), Restatement.objects.get()
    assert Rating.objects.get(action=action).level.code == "amber"
    assert (made.first_level and made.first_level.code, made.level.code, made.restated_by) == (
        "amber",
        "green",
        business,
    )
    assert (state.level.code, state.first_level.code, state.is_restated) == ("green", "amber", True)
    assert state.restated_why == "Wrong sample."


def test_of_several_restatements_the_latest_is_in_force(
    action: Action, period: ReportingPeriod, business: User
) -> None:
    restated(action, period, "green", business)
    restated(action, period, "amber", business, "It was right after all.")

    assert standing(action, period).level.code == "amber"
    assert [made.level.code for made in Restatement.objects.order_by("pk")] == ["green", "amber"]


def test_a_silence_is_restated_with_nothing_first(plan: ActionPlan, period: ReportingPeriod, business: User) -> None:
    silent = plan.actions.select_related("plan__partnership").get(reference="2")

    restated(silent, period, "green", business, "The return was mislaid.")

    state = standing(silent, period)
    assert Restatement.objects.get().first_level is None
    assert (state.no_update, state.level.code, state.first_level) == (False, "green", None)
    assert not Rating.objects.filter(action=silent).exists()


def test_restating_as_what_is_in_force_is_refused(action: Action, period: ReportingPeriod, business: User) -> None:
    with pytest.raises(RuleBroken, match="2020/21 Q4 says Amber already"):
        restated(action, period, "amber", business)
    restated(action, period, "green", business)
    with pytest.raises(RuleBroken, match="2020/21 Q4 says Green already"):
        restated(action, period, "green", business)

    assert Restatement.objects.count() == 1


def test_restating_needs_a_reason(action: Action, period: ReportingPeriod, business: User) -> None:
    with pytest.raises(RuleBroken, match="Say why it is restated") as refused:
        restated(action, period, "green", business, "  ")

    assert refused.value.field == f"reason_{action.plan.rating_setup.scale.dimensions.get().pk}"
    assert not Restatement.objects.exists()


def test_restating_an_open_period_is_refused(action: Action, thurrock: Partnership, business: User) -> None:
    later = PeriodFactory.create(partnership=thurrock, first_year=2021, number=1)

    with pytest.raises(RuleBroken, match="is not closed"):
        restated(action, later, "green", business)

    assert not Restatement.objects.exists()


def test_restating_at_a_level_of_another_scale_is_refused(
    action: Action, period: ReportingPeriod, thurrock: Partnership, business: User
) -> None:
    other = brag(thurrock, name="Other")
    foreign = NewLevel(other.dimensions.get(), other.levels.get(code="green"), "Wrong.")

    with pytest.raises(RuleBroken, match="not a level of the scale that this action was rated in then"):
        restate(action=action, period=period, corrections=Corrections([foreign]), seen_revision=1, by=business)

    assert not Restatement.objects.exists()


def test_restating_keeps_to_the_scale_of_the_first_value_after_the_plan_changed_it(
    action: Action, period: ReportingPeriod, thurrock: Partnership, business: User
) -> None:
    first = action.plan.rating_setup.scale
    action.plan.rating_setup.scale = brag(thurrock, name="New")
    action.plan.rating_setup.save()
    old = NewLevel(first.dimensions.get(), first.levels.get(code="green"), "Wrong sample.")

    restate(action=action, period=period, corrections=Corrections([old]), seen_revision=1, by=business)

    with pytest.raises(RuleBroken, match="not a level of the scale"):
        restate(
            action=action, period=period, corrections=Corrections([level(action, "blue")]), seen_revision=2, by=business
        )
    assert standing(action, period).level.code == "green"


def test_restating_a_withdrawn_action_is_refused(action: Action, period: ReportingPeriod, business: User) -> None:
    withdraw_action(action=action, seen_revision=1, reason="Merged.", by=business)

    with pytest.raises(RuleBroken, match="withdrawn"):
        restated(action, period, "green", business)

    assert not Restatement.objects.exists()


def test_restating_by_one_who_may_not_rate_is_refused(action: Action, period: ReportingPeriod, partner: User) -> None:
    with pytest.raises(PermissionDenied):
        restated(action, period, "green", partner)

    assert not Restatement.objects.exists()


def test_restating_a_plan_that_had_not_begun_is_refused(
    thurrock: Partnership, period: ReportingPeriod, business: User
) -> None:
    later = a_rated_plan(thurrock, actions=1, starts_on=date(2021, 4, 1))

    with pytest.raises(RuleBroken):
        restated(later.actions.select_related("plan__partnership").get(), period, "green", business)

    assert not Restatement.objects.exists()


def test_of_two_who_restate_one_action_the_second_is_told(
    action: Action, period: ReportingPeriod, business: User
) -> None:
    green, blue = (Corrections([level(action, code)]) for code in ("green", "blue"))
    restate(action=Action.objects.get(pk=action.pk), period=period, corrections=green, seen_revision=1, by=business)

    with pytest.raises(ChangedMeanwhile):
        restate(action=action, period=period, corrections=blue, seen_revision=1, by=business)

    assert Restatement.objects.count() == 1


def test_restating_is_all_or_nothing(action: Action, period: ReportingPeriod, business: User) -> None:
    update = action.updates.get()
    both = Corrections([level(action, "green")], [NewText(update, "Twelve cases were looked at.", "")])

    with pytest.raises(RuleBroken, match="Say why it is corrected"):
        restate(action=action, period=period, corrections=both, seen_revision=1, by=business)

    action.refresh_from_db()
    assert action.revision == 1
    assert not Restatement.objects.exists()


def test_period_opened_again_does_not_rate_over_a_restatement(
    action: Action, period: ReportingPeriod, business: User, administrator: User
) -> None:
    restated(action, period, "green", business)
    reopen_period(period=period, reason="Late return.", by=administrator)
    new = level(action, "blue")

    with pytest.raises(RuleBroken, match="was restated as Green"):
        rate(action=action, period=period, new=NewRating(new.dimension, new.level, "Seen."), by=business)

    assert standing(action, period).level.code == "green"


def test_next_rating_is_compared_with_what_is_in_force(
    action: Action, period: ReportingPeriod, thurrock: Partnership, business: User
) -> None:
    restated(action, period, "blue", business)
    later = PeriodFactory.create(partnership=thurrock, first_year=2021, number=1)
    new = level(action, "green")

    with pytest.raises(RuleBroken, match="got worse, from Blue to Green"):
        rate(action=action, period=later, new=NewRating(new.dimension, new.level), by=business)


# --- What was said --------------------------------------------------------------------------------------------------


def test_correcting_a_text_keeps_what_was_first_said(action: Action, period: ReportingPeriod, business: User) -> None:
    first = action.updates.get()
    corrections = Corrections(texts=[NewText(first, "Twelve cases were looked at.", "Miscounted.")])

    restate(action=action, period=period, corrections=corrections, seen_revision=1, by=business)

    first.refresh_from_db()
    made = action.updates.get(corrects=first)
    assert first.text == "Ten cases were looked at."
    assert (made.text, made.correction_reason, made.as_at, made.said_by) == (
        "Twelve cases were looked at.",
        "Miscounted.",
        first.as_at,
        business,
    )


@pytest.mark.parametrize(
    ("text", "reason", "sentence"),
    [
        ("Ten cases were looked at.", "Miscounted.", "It says so already"),
        (" ", "Miscounted.", "Write what should have been said"),
        ("Twelve.", " ", "Say why it is corrected"),
    ],
)
def test_correction_of_a_text_that_says_nothing_new_is_refused(
    *, action: Action, period: ReportingPeriod, business: User, text: str, reason: str, sentence: str
) -> None:
    corrections = Corrections(texts=[NewText(action.updates.get(), text, reason)])

    with pytest.raises(RuleBroken, match=sentence):
        restate(action=action, period=period, corrections=corrections, seen_revision=1, by=business)

    assert action.updates.count() == 1


def test_correction_of_a_text_of_another_period_is_refused(
    action: Action, period: ReportingPeriod, business: User
) -> None:
    later = ProgressUpdateFactory.create(action=action, as_at=date(2021, 5, 1))
    corrections = Corrections(texts=[NewText(later, "Other.", "Wrong.")])

    with pytest.raises(RuleBroken, match="as at 1 May 2021 is not of 2020/21 Q4"):
        restate(action=action, period=period, corrections=corrections, seen_revision=1, by=business)


@pytest.mark.parametrize("wrong", [{"correction_reason": ""}, {"said_by": None, "said_at": None}])
def test_correction_says_who_and_why_in_the_database(
    action: Action, period: ReportingPeriod, business: User, wrong: dict[str, Any]
) -> None:
    first = action.updates.get()
    right: dict[str, Any] = {"correction_reason": "Why.", "said_by": business, "said_at": timezone.now()}

    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressUpdate.objects.create(
            action=action, text="Other.", as_at=first.as_at, corrects=first, **(right | wrong)
        )


def test_reason_for_a_correction_belongs_to_a_correction(action: Action) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressUpdate.objects.create(action=action, text="x", as_at=date(2021, 1, 1), correction_reason="Why.")


# --- The page -------------------------------------------------------------------------------------------------------


def data(action: Action, code: str, **more: str) -> dict[str, str]:
    new = level(action, code)
    said = action.updates.filter(corrects=None).get()
    return {
        "seen_revision": "1",
        f"level_{new.dimension.pk}": str(new.level.pk),
        f"reason_{new.dimension.pk}": new.reason,
        f"text_{said.pk}": said.text,
        f"why_{said.pk}": "",
        **more,
    }


def test_page_restates_and_shows_both_on_the_action(client: Client, action: Action, period: ReportingPeriod) -> None:
    response = client.post(address(action, period), data(action, "green"), follow=True)

    page = text_of(response)
    assert "Corrected for 2020/21 Q4" in page
    assert "Waiting for data." in page
    assert "The wrong sample was drawn." in page
    assert Restatement.objects.get().level.code == "green"


def test_page_names_the_field_of_a_refusal_and_keeps_what_was_typed(
    client: Client, action: Action, period: ReportingPeriod
) -> None:
    dimension = action.plan.rating_setup.scale.dimensions.get()

    response = client.post(address(action, period), data(action, "amber"))

    page = text_of(response)
    assert response.status_code == 422
    assert f'href="#id_level_{dimension.pk}_0">2020/21 Q4 says Amber already' in page
    assert "The wrong sample was drawn." in page


def test_page_shows_both_where_somebody_else_was_first(
    client: Client, action: Action, period: ReportingPeriod, administrator: User
) -> None:
    restated(action, period, "blue", administrator, "Audited again.")

    response = client.post(address(action, period), data(action, "green"))

    page = text_of(response)
    assert response.status_code == 409
    assert "Audited again." in page
    assert "The wrong sample was drawn." in page
    assert 'name="seen_revision" value="2"' in page
    assert Restatement.objects.count() == 1


def test_page_of_an_open_period_leads_back_with_the_sentence(
    client: Client, action: Action, thurrock: Partnership
) -> None:
    later = PeriodFactory.create(partnership=thurrock, first_year=2021, number=1)

    assert "is not closed: change the rating itself" in text_of(client.get(address(action, later), follow=True))


def test_page_offers_the_closed_periods(client: Client, action: Action, period: ReportingPeriod) -> None:
    assert f'href="?period={period.pk}"' in text_of(client.get(address(action)))
    assert client.post(address(action)).status_code == 422


def test_period_of_another_partnership_does_not_exist(
    client: Client, action: Action, other_partnership: Partnership
) -> None:
    foreign = PeriodFactory.create(partnership=other_partnership)

    page = client.get(address(action, foreign))

    assert page.context["form"] is None
    assert foreign.name not in text_of(page)
    assert client.post(address(action, foreign)).status_code == 422


# --- Shown beside the first value everywhere ------------------------------------------------------------------------


@pytest.fixture
def corrected(action: Action, period: ReportingPeriod, business: User) -> Action:
    """Restated from amber to red on 3 May 2022, and its text corrected."""
    corrections = Corrections(
        [level(action, "red", "Wrong sample.")],
        [NewText(action.updates.get(), "Two cases were looked at.", "Miscounted.")],
    )
    restate(action=action, period=period, corrections=corrections, seen_revision=1, by=business)
    at = datetime(2022, 5, 3, 12, tzinfo=ZoneInfo("Europe/London"))
    Restatement.objects.update(restated_at=at)
    return action


@pytest.mark.parametrize(
    "page", ["plans/{plan}/?period={period}", "actions/?period={period}", "dashboard/?period={period}"]
)
def test_lists_say_from_what_when_and_why(
    *, client: Client, corrected: Action, period: ReportingPeriod, thurrock: Partnership, page: str
) -> None:
    before = PeriodFactory.create(partnership=thurrock, number=3)
    rated(corrected, "blue", before)

    shown = text_of(client.get("/thurrock/" + page.format(plan=corrected.plan_id, period=period.pk)))

    assert "<strong>Restated</strong> from Amber on 3 May 2022: Wrong sample." in shown


def test_lists_show_the_corrected_text_with_what_was_first_said(
    client: Client, corrected: Action, period: ReportingPeriod
) -> None:
    for page in (f"plans/{corrected.plan_id}/?period={period.pk}", f"actions/{corrected.pk}/"):
        shown = text_of(client.get(f"/thurrock/{page}"))
        assert "Two cases were looked at." in shown
        assert "Miscounted." in shown
        assert "“Ten cases were looked at.”" in shown


def test_history_tells_from_what_to_what_and_why(corrected: Action, business: User) -> None:
    told = [entry.what for entry in read_history(corrected)]

    assert "restated the rating for 2020/21 Q4 from Amber to Red: Wrong sample." in told
    assert "corrected what was said as at 31 March 2021: “Two cases were looked at.”. Miscounted." in told


def test_report_made_afterwards_says_it_and_one_published_before_does_not_change(
    *, action: Action, period: ReportingPeriod, business: User, client: Client
) -> None:
    def pack(title: str) -> Any:
        made = create_draft(
            partnership=period.partnership,
            title=title,
            period=period,
            plans=[action.plan],
            meeting_name="Committee",
            by=business,
        )
        publish_report(report=made, by=business, accept_warnings=True)
        made.refresh_from_db()
        return made

    first = pack("First")
    before = first.content
    restated(action, period, "red", business)
    Restatement.objects.update(restated_at=datetime(2022, 5, 3, 12, tzinfo=ZoneInfo("Europe/London")))
    second = pack("Second")
    first.refresh_from_db()

    assert first.content == before
    assert second.content["plans"][0]["restatements"] == ["1: Red, restated from Amber on 3 May 2022: Wrong sample."]
    shown = text_of(client.get(f"/thurrock/reports/{second.pk}/print/"))
    assert "restated from Amber on 3 May 2022: Wrong sample." in shown
    assert "Restated since the period was closed" not in text_of(client.get(f"/thurrock/reports/{first.pk}/print/"))


def test_restated_action_is_found_by_its_condition(client: Client, corrected: Action, period: ReportingPeriod) -> None:
    page = client.get(f"/thurrock/actions/?period={period.pk}&condition=restated")

    assert [row.action.pk for row in page.context["rows"]] == [corrected.pk]


def test_nothing_is_written_by_a_form_that_changes_nothing(
    action: Action, business: User, period: ReportingPeriod
) -> None:
    entries = Action.history.count(), Rating.history.count()

    record_changes(action=action, period=period, changes=ActionChanges(), seen_revision=1, by=business)

    action.refresh_from_db()
    assert (action.revision, Action.history.count(), Rating.history.count()) == (1, *entries)


def test_restatement_has_a_reason_in_the_database(action: Action, period: ReportingPeriod, business: User) -> None:
    scale = action.plan.rating_setup.scale
    place = {"action": action, "period": period, "dimension": scale.dimensions.get(), "level": scale.levels.first()}

    with pytest.raises(IntegrityError, match="a_restatement_has_a_reason"), transaction.atomic():
        Restatement.objects.create(reason="", restated_by=business, restated_at=timezone.now(), **place)


def test_history_of_the_first_rating_tells_its_restatement(client: Client, corrected: Action) -> None:
    rating = Rating.objects.get(action=corrected)

    shown = text_of(client.get(f"/thurrock/actions/{corrected.pk}/history/?rating={rating.pk}"))

    assert "restated the rating for 2020/21 Q4 from Amber to Red: Wrong sample." in shown


def test_restating_at_a_level_that_needs_evidence_is_refused_without_any(
    action: Action, period: ReportingPeriod, business: User
) -> None:
    action.plan.rating_setup.scale.levels.filter(code="blue").update(needs_evidence=True)

    with pytest.raises(RuleBroken, match="evidence"):
        restated(action, period, "blue", business)

    assert not Restatement.objects.exists()
