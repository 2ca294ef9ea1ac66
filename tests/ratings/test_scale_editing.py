"""The scale editor: what an administrator may change of a scale, and what stays because people have read it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Partnership, User
from accounts.rules import RuleBroken
from plans.models import Action
from ratings.models import Level, RatingScale, ReportingPeriod
from ratings.rollup import Moved
from ratings.scale_keys import read_wordings
from ratings.services import (
    Corrections,
    LevelFacts,
    NewLevel,
    add_scale,
    change_scale,
    close_period,
    remove_level,
    reopen_period,
    restate,
    reword_level,
    save_dimension,
    save_level,
    save_scale_map,
    set_plan_scale,
)
from ratings.services.scale_editing import facts_of_level
from ratings.states import states_of
from tests.factories import PeriodFactory, PlanScaleFactory, a_rated_plan, brag, rated

pytestmark = pytest.mark.django_db


@pytest.fixture
def scale(thurrock: Partnership) -> RatingScale:
    return brag(thurrock)


@pytest.fixture
def q3(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock, number=3)


@pytest.fixture
def q4(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock, number=4)


def level(scale: RatingScale, code: str) -> Level:
    return scale.levels.get(code=code)


def facts(each: Level, **changes: object) -> LevelFacts:
    place = list(each.scale.levels.order_by("rank").values_list("pk", flat=True)).index(each.pk) + 1
    return replace(LevelFacts(**facts_of_level(each, place=place)), **changes)  # type: ignore[arg-type]  # as typed above


def words(scale: RatingScale) -> list[str]:
    return list(scale.levels.order_by("rank").values_list("word", flat=True))


def test_scale_like_another_has_its_levels_dimensions_and_wording(scale: RatingScale, administrator: User) -> None:
    made = add_scale(partnership=scale.partnership, name="New BRAG", description="", like=scale, by=administrator)

    assert words(made) == ["Blue", "Green", "Amber", "Red"]
    assert [each.code for each in made.dimensions.all()] == ["overall"]
    assert read_wordings([made.pk], on=date(2021, 1, 1)).of(level(made, "blue").pk, None) == "What blue means."
    assert made.levels.get(code="red").is_off_track
    assert made.history.get().history_user == administrator


def test_scale_of_a_taken_name_is_refused(scale: RatingScale, administrator: User) -> None:
    with pytest.raises(RuleBroken) as refused:
        add_scale(partnership=scale.partnership, name="brag", description="", like=None, by=administrator)

    assert refused.value.field == "name"


def test_only_an_administrator_edits(scale: RatingScale, business: User) -> None:
    blue = level(scale, "blue")

    with pytest.raises(PermissionDenied):
        change_scale(scale=scale, name="Other", description="", by=business)
    with pytest.raises(PermissionDenied):
        save_level(scale=scale, level=blue, facts=facts(blue, word="Navy"), by=business)
    with pytest.raises(PermissionDenied):
        reword_level(level=blue, dimension=None, text="Else", valid_from=date(2022, 1, 1), by=business)


def test_level_is_added_in_its_place_and_the_others_move(scale: RatingScale, administrator: User) -> None:
    grey = LevelFacts("Grey", "Y", "grey", "hexagon", 2, False, False, False, False, False)

    save_level(scale=scale, level=None, facts=grey, by=administrator)

    assert words(scale) == ["Blue", "Grey", "Green", "Amber", "Red"]
    assert list(scale.levels.order_by("rank").values_list("rank", flat=True)) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"letter": "g"}, "letter"),
        ({"shape": "square"}, "shape"),
        ({"word": "green"}, "word"),
        ({"is_off_track": True}, "is_off_track"),
        ({"is_complete": False, "needs_verification": True}, "needs_verification"),
        ({"place": 9}, "place"),
    ],
)
def test_level_that_cannot_be_is_refused_at_its_field(
    scale: RatingScale, administrator: User, changes: dict[str, object], field: str
) -> None:
    blue = level(scale, "blue")

    with pytest.raises(RuleBroken) as refused:
        save_level(scale=scale, level=blue, facts=facts(blue, **changes), by=administrator)

    assert refused.value.field == field


@pytest.mark.parametrize("changes", [{"is_complete": False}, {"word": "Navy"}, {"colour": "grey"}, {"place": 4}])
def test_level_that_a_closed_period_rests_on_keeps_what_it_counts_as(
    thurrock: Partnership, administrator: User, q3: ReportingPeriod, changes: dict[str, object]
) -> None:
    action = a_rated_plan(thurrock, actions=1).actions.get()
    scale = action.plan.rating_setup.scale
    rated(action, "blue", q3)
    close_period(period=q3, by=administrator)
    blue = level(scale, "blue")

    with pytest.raises(RuleBroken, match="Closed periods hold ratings at this level"):
        save_level(scale=scale, level=blue, facts=facts(blue, **changes), by=administrator)
    save_level(scale=scale, level=blue, facts=facts(blue, needs_evidence=True), by=administrator)

    assert words(scale)[0] == "Blue"
    assert level(scale, "blue").needs_evidence


def test_level_is_moved_by_its_place_with_a_history_entry_each(scale: RatingScale, administrator: User) -> None:
    red = level(scale, "red")

    save_level(scale=scale, level=red, facts=facts(red, place=1), by=administrator)

    assert words(scale) == ["Red", "Blue", "Green", "Amber"]
    assert level(scale, "amber").history.latest("history_id").rank == 4


def test_rated_level_is_not_removed_and_an_unused_one_is(
    thurrock: Partnership, administrator: User, q3: ReportingPeriod
) -> None:
    action = a_rated_plan(thurrock, actions=1).actions.get()
    scale = action.plan.rating_setup.scale
    rated(action, "blue", q3)

    with pytest.raises(RuleBroken):
        remove_level(level=level(scale, "blue"), by=administrator)
    remove_level(level=level(scale, "green"), by=administrator)

    assert words(scale) == ["Blue", "Amber", "Red"]


def test_new_wording_leaves_the_old_one_in_force_up_to_the_day_before(scale: RatingScale, administrator: User) -> None:
    blue = level(scale, "blue")

    reword_level(level=blue, dimension=None, text="Embedded.", valid_from=date(2022, 4, 1), by=administrator)

    assert read_wordings([scale.pk], on=date(2022, 3, 31)).of(blue.pk, None) == "What blue means."
    assert read_wordings([scale.pk], on=date(2022, 4, 1)).of(blue.pk, None) == "Embedded."
    with pytest.raises(RuleBroken) as refused:
        reword_level(level=blue, dimension=None, text="Else.", valid_from=date(2022, 4, 1), by=administrator)
    assert refused.value.field == "valid_from"


def test_dimension_is_not_added_to_a_scale_in_use(
    thurrock: Partnership, administrator: User, q3: ReportingPeriod
) -> None:
    action = a_rated_plan(thurrock, actions=1).actions.get()
    scale = action.plan.rating_setup.scale
    save_dimension(scale=scale, dimension=None, name="Impact", by=administrator)
    rated(action, "blue", q3)

    with pytest.raises(RuleBroken) as refused:
        save_dimension(scale=scale, dimension=None, name="Process", by=administrator)

    assert refused.value.field == "name"
    assert [each.code for each in scale.dimensions.all()] == ["overall", "impact"]


def test_plan_that_changes_scale_is_compared_by_a_map_that_a_person_made(
    thurrock: Partnership, administrator: User, q3: ReportingPeriod, q4: ReportingPeriod
) -> None:
    action = a_rated_plan(thurrock, actions=1).actions.get()
    old = action.plan.rating_setup.scale
    rated(action, "amber", q3)
    new = add_scale(partnership=thurrock, name="New BRAG", description="", like=old, by=administrator)
    set_plan_scale(plan=action.plan, scale=new, by=administrator, reason="Agreed")
    action = Action.objects.get(pk=action.pk)
    rated(action, "blue", q4)

    def read() -> tuple[Moved | None, str | None, str | None]:
        (state,) = states_of(Action.objects.all(), period=q4, before=q3, today=date(2021, 4, 1))
        before, old_level = state.before, state.before_in_old_scale
        return state.moved, before.code if before else None, old_level.code if old_level else None

    unmapped = read()
    save_scale_map(
        from_scale=old,
        to_scale=new,
        levels={level(old, "amber"): level(new, "green"), level(old, "red"): None},
        reason="Amber was what green is now.",
        by=administrator,
    )

    assert unmapped == (None, None, None)
    assert read() == (Moved.UP, "green", "amber")


def test_map_to_a_level_of_another_scale_is_refused(scale: RatingScale, administrator: User) -> None:
    new = add_scale(partnership=scale.partnership, name="New", description="", like=scale, by=administrator)

    with pytest.raises(RuleBroken) as refused:
        save_scale_map(
            from_scale=scale,
            to_scale=new,
            levels={level(scale, "blue"): level(scale, "red")},
            reason="So",
            by=administrator,
        )

    assert refused.value.field == f"level_{level(scale, 'blue').pk}"


def test_pages_take_the_scale_from_nothing_to_use(
    thurrock: Partnership, administrator: User, client_for: Callable[[User], Client]
) -> None:
    client = client_for(administrator)

    client.post(reverse("ratings:scale_add", args=[thurrock.slug]), {"name": "Two levels"})
    scale = RatingScale.objects.get()
    add = reverse("ratings:level_add", args=[thurrock.slug, scale.pk])
    done = {"word": "Done", "letter": "D", "colour": "green", "shape": "circle", "place": "1", "is_complete": "on"}
    client.post(add, done)
    refused = client.post(add, done | {"word": "Late", "letter": "D", "place": "2"})
    client.post(add, {"word": "Late", "letter": "L", "colour": "red", "shape": "square", "place": "2"})
    done_level = level(scale, "done")
    client.post(
        reverse("ratings:level_wording", args=[thurrock.slug, scale.pk, done_level.pk]),
        {"text": "It is done.", "valid_from_0": "1", "valid_from_1": "4", "valid_from_2": "2021"},
    )
    page = client.get(reverse("ratings:one_scale", args=[thurrock.slug, scale.pk])).content.decode()

    assert refused.status_code == 422
    assert "Another level of this scale has that letter." in refused.content.decode()
    assert words(scale) == ["Done", "Late"]
    assert "It is done." in page
    assert "since 1 April 2021" in page


@pytest.mark.parametrize("size", [1, 3])
def test_lists_take_a_fixed_number_of_queries(
    thurrock: Partnership,
    administrator: User,
    client_for: Callable[[User], Client],
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(size):
        PlanScaleFactory.create(
            plan__partnership=thurrock, plan__title=f"P{number}", scale=brag(thurrock, name=f"S{number}")
        )
    client = client_for(administrator)

    with django_assert_num_queries(7):
        client.get(reverse("ratings:scales", args=[thurrock.slug]))


# --- What closed periods rest on ------------------------------------------------------------------------------------


@pytest.fixture
def closed(thurrock: Partnership, administrator: User, q3: ReportingPeriod) -> RatingScale:
    """A scale in which an action is rated blue in a closed period."""
    action = a_rated_plan(thurrock, actions=1).actions.get()
    rated(action, "blue", q3)
    close_period(period=q3, by=administrator)
    return RatingScale.objects.get(pk=action.plan.rating_setup.scale_id)


def test_level_that_was_closed_once_stays_settled_while_the_period_is_open_again(
    closed: RatingScale, administrator: User, q3: ReportingPeriod
) -> None:
    reopen_period(period=q3, reason="A late return.", by=administrator)
    blue = level(closed, "blue")

    with pytest.raises(RuleBroken, match="Closed periods hold ratings"):
        save_level(scale=closed, level=blue, facts=facts(blue, is_complete=False), by=administrator)


def test_level_that_a_closed_period_was_restated_as_is_settled_and_stays(
    closed: RatingScale, administrator: User, q3: ReportingPeriod
) -> None:
    action, green = Action.objects.select_related("plan__partnership").get(), level(closed, "green")
    corrections = Corrections([NewLevel(closed.dimensions.get(), green, "Wrong sample.")])
    restate(action=action, period=q3, corrections=corrections, seen_revision=action.revision, by=administrator)

    with pytest.raises(RuleBroken, match="Closed periods hold ratings"):
        save_level(scale=closed, level=green, facts=facts(green, word="Lime"), by=administrator)
    with pytest.raises(RuleBroken, match="it stays"):
        remove_level(level=green, by=administrator)


def test_level_does_not_stop_to_need_verification_once_it_is_settled(closed: RatingScale, administrator: User) -> None:
    blue = level(closed, "blue")
    save_level(scale=closed, level=blue, facts=facts(blue, needs_verification=True), by=administrator)

    with pytest.raises(RuleBroken) as refused:
        save_level(scale=closed, level=blue, facts=facts(blue, needs_verification=False), by=administrator)

    assert refused.value.field == "needs_verification"
    assert level(closed, "blue").needs_verification


def test_dimension_of_closed_ratings_keeps_its_name(closed: RatingScale, administrator: User) -> None:
    with pytest.raises(RuleBroken, match="keeps its name") as refused:
        save_dimension(scale=closed, dimension=closed.dimensions.get(), name="Impact", by=administrator)

    assert refused.value.field == "name"


def test_wording_does_not_begin_in_a_period_that_is_closed(
    closed: RatingScale, administrator: User, q3: ReportingPeriod
) -> None:
    blue, dimension = level(closed, "blue"), closed.dimensions.get()

    with pytest.raises(RuleBroken, match="begins after that day") as refused:
        reword_level(level=blue, dimension=dimension, text="Begun.", valid_from=q3.ends_on, by=administrator)

    assert refused.value.field == "valid_from"
    reword_level(
        level=blue, dimension=dimension, text="Begun.", valid_from=q3.ends_on + timedelta(days=1), by=administrator
    )
