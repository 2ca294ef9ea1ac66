"""No update is a state of its own; a rating that stays as it was is said anew, dated and signed."""

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import Partnership, User
from accounts.rules import ChangedMeanwhile, RuleBroken
from plans.models import Action, ActionPlan
from ratings.models import Rating, ReportingPeriod
from ratings.services import ActionChanges, NewRating, close_period, record_changes, restate
from ratings.services.restating import Corrections, NewLevel
from ratings.services.unchanged import unchanged_reason
from tests.factories import PeriodFactory, a_rated_plan, brag, rated

ClientFor = Callable[[User], Client]


@pytest.fixture
def q1(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock, first_year=2021, number=1)


@pytest.fixture
def q3(thurrock: Partnership) -> ReportingPeriod:
    PeriodFactory.create(partnership=thurrock, first_year=2021, number=2)
    return PeriodFactory.create(partnership=thurrock, first_year=2021, number=3)


@pytest.fixture
def plan(thurrock: Partnership) -> ActionPlan:
    return a_rated_plan(thurrock, actions=2, title="Peer review")


@pytest.fixture
def action(plan: ActionPlan, q1: ReportingPeriod) -> Action:
    """Rated amber two periods before."""
    made = plan.actions.select_related("plan__partnership").get(reference="1")
    rated(made, "amber", q1, reason="Waiting for data.")
    return made


@pytest.fixture
def client(business: User, client_for: ClientFor) -> Client:
    return client_for(business)


def text_of(response: Any) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def unchanged(action: Action, period: ReportingPeriod, by: User, **changes: Any) -> Action:
    return record_changes(
        action=action, period=period, changes=ActionChanges(unchanged=True, **changes), seen_revision=1, by=by
    )


# --- No update ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page", ["plans/{plan}/?period={period}", "actions/?period={period}", "plans/{plan}/sitting/?"]
)
def test_lists_say_no_update_with_the_last_level_and_its_age(
    *, client: Client, action: Action, q3: ReportingPeriod, page: str
) -> None:
    shown = text_of(client.get("/thurrock/" + page.format(plan=action.plan_id, period=q3.pk)))

    assert "No update" in shown
    assert "Last known: A, Amber (2021/22 Q1, 2 periods ago)" in shown


def test_no_update_is_never_counted_at_the_last_level(client: Client, action: Action, q3: ReportingPeriod) -> None:
    page = client.get(f"/thurrock/plans/{action.plan_id}/?period={q3.pk}")

    counts = page.context["counts"]
    assert (counts.levels, counts.no_update) == ({}, 2)


# --- Said anew ------------------------------------------------------------------------------------------------------


def test_unchanged_is_a_dated_rating_of_this_period_with_the_reason_before(
    action: Action, q3: ReportingPeriod, business: User
) -> None:
    unchanged(action, q3, business)

    made = Rating.objects.get(action=action, period=q3)
    assert (made.level.code, made.rated_by, made.revision) == ("amber", business, 1)
    assert made.rated_at is not None
    assert made.reason == "No change since 2021/22 Q1: Waiting for data."


def test_unchanged_twice_in_a_period_writes_nothing_and_says_when_it_was_said(
    action: Action, q3: ReportingPeriod, business: User
) -> None:
    unchanged(action, q3, business)
    entries = Rating.history.count(), Action.objects.get(pk=action.pk).last_updated_at

    with pytest.raises(RuleBroken, match=r"was rated for 2021/22 Q3 on .* by Business Persona already, so nothing"):
        record_changes(action=action, period=q3, changes=ActionChanges(unchanged=True), seen_revision=2, by=business)

    assert (Rating.history.count(), Action.objects.get(pk=action.pk).last_updated_at) == entries


def test_unchanged_of_what_was_never_rated_is_refused(plan: ActionPlan, q3: ReportingPeriod, business: User) -> None:
    silent = plan.actions.select_related("plan__partnership").get(reference="2")

    with pytest.raises(RuleBroken, match="not rated before 2021/22 Q3"):
        unchanged(silent, q3, business, progress="We met.")

    assert not Rating.objects.filter(action=silent).exists()
    assert not silent.updates.exists()


def test_unchanged_repeats_the_level_in_force_where_the_last_one_was_restated(
    action: Action, q1: ReportingPeriod, q3: ReportingPeriod, business: User
) -> None:
    close_period(period=q1, by=business)
    scale = action.plan.rating_setup.scale
    red = NewLevel(scale.dimensions.get(), scale.levels.get(code="red"), "Wrong sample.")
    restate(action=action, period=q1, corrections=Corrections([red]), seen_revision=1, by=business)

    record_changes(action=action, period=q3, changes=ActionChanges(unchanged=True), seen_revision=2, by=business)

    assert Rating.objects.get(action=action, period=q3).level.code == "red"


def test_unchanged_rates_what_is_not_rated_anew(
    thurrock: Partnership, q1: ReportingPeriod, q3: ReportingPeriod, business: User
) -> None:
    plan = a_rated_plan(thurrock, actions=1)
    plan.rating_setup.scale = brag(thurrock, name="JTAI", dimensions=("process", "impact"))
    plan.rating_setup.save()
    action = plan.actions.select_related("plan__partnership").get()
    for dimension in ("process", "impact"):
        rated(action, "green", q1, dimension=dimension)
    scale = plan.rating_setup.scale
    new = NewRating(scale.dimensions.get(code="impact"), scale.levels.get(code="blue"))

    unchanged(action, q3, business, ratings=[new])

    found = {rating.dimension.code: rating.level.code for rating in Rating.objects.filter(period=q3)}
    assert found == {"process": "green", "impact": "blue"}


def test_of_two_who_say_unchanged_the_second_is_told(action: Action, q3: ReportingPeriod, business: User) -> None:
    rated(action, "green", q3)
    Action.objects.filter(pk=action.pk).update(revision=2)
    Rating.objects.filter(period=q3).delete()

    with pytest.raises(ChangedMeanwhile):
        unchanged(action, q3, business)


@pytest.mark.parametrize(
    ("period", "reason", "said"),
    [
        ("2021/22 Q1", "", "No change since 2021/22 Q1"),
        ("2021/22 Q1", "Waiting: data.", "No change since 2021/22 Q1: Waiting: data."),
        ("2021/22 Q2", "No change since 2021/22 Q1", "No change since 2021/22 Q1"),
        ("2021/22 Q2", "No change since 2021/22 Q1: Waiting.", "No change since 2021/22 Q1: Waiting."),
    ],
)
def test_reason_of_no_change_names_the_first_period_alone(period: str, reason: str, said: str) -> None:
    assert unchanged_reason(period, reason) == said


def test_update_form_says_no_change_with_one_click(client: Client, action: Action, q3: ReportingPeriod) -> None:
    at = f"/thurrock/actions/{action.pk}/update/"
    form = client.get(at)
    assert "Nothing has changed since the period before" in text_of(form)

    response = client.post(
        at,
        {"period": q3.pk, "initial-period": q3.pk, "seen_revision": 1, "unchanged": "1", "progress": "We met."},
        follow=True,
    )

    assert "Saved for 2021/22 Q3: what was done, that nothing has changed." in text_of(response)
    assert Rating.objects.get(period=q3).level.code == "amber"
    assert action.updates.get().text == "We met."
    again = text_of(client.get(at))
    assert "Nothing has changed since the period before" not in again
    assert "last confirmed by Business Persona on" in again


def test_sitting_says_no_change_with_one_click_and_keeps_what_was_typed_elsewhere(
    client: Client, action: Action, q3: ReportingPeriod, plan: ActionPlan
) -> None:
    at, other = f"/thurrock/plans/{plan.pk}/sitting/", plan.actions.get(reference="2")
    rows = {row.action.pk: row for row in client.get(at).context["rows"]}
    assert (rows[action.pk].can_stay, rows[other.pk].can_stay) == (True, False)
    posted = {f"{pk}-seen": row.seen.as_text() for pk, row in rows.items()}

    response = client.post(
        at, posted | {"period": q3.pk, "save": f"same-{action.pk}", f"{other.pk}-progress": "Typed and not saved."}
    )

    assert "Typed and not saved." in text_of(response)
    assert Rating.objects.get(period=q3).action_id == action.pk
    assert not other.updates.exists()


def test_sitting_shows_a_refusal_of_no_change_in_its_row(
    client: Client, plan: ActionPlan, action: Action, q3: ReportingPeriod
) -> None:
    at, silent = f"/thurrock/plans/{plan.pk}/sitting/", plan.actions.get(reference="2")
    rows = {row.action.pk: row for row in client.get(at).context["rows"]}

    response = client.post(
        at, {"period": q3.pk, "save": f"same-{silent.pk}", f"{silent.pk}-seen": rows[silent.pk].seen.as_text()}
    )

    assert response.status_code == 422
    assert "It was not rated before 2021/22 Q3" in text_of(response)
    assert not Rating.objects.filter(period=q3).exists()
