"""What a level means on a day: the wording in force, and, where none was, the nearest with its dates."""

from datetime import date

import pytest

from accounts.models import Partnership
from ratings.models import Dimension, Level, RatingScale
from ratings.scale_keys import read_wordings
from tests.factories import LevelDefinitionFactory, brag


@pytest.fixture
def scale(thurrock: Partnership) -> RatingScale:
    return brag(thurrock)


@pytest.fixture
def amber(scale: RatingScale) -> Level:
    level: Level = scale.levels.get(code="amber")
    level.definitions.all().delete()
    return level


@pytest.fixture
def dimension(scale: RatingScale) -> Dimension:
    return scale.dimensions.get()


def meaning(level: Level, dimension: Dimension, on: date) -> str:
    return read_wordings([level.scale_id], on=on).of(level.pk, dimension.pk)


def test_meaning_before_any_wording_is_the_first_to_come_with_its_date(amber: Level, dimension: Dimension) -> None:
    LevelDefinitionFactory.create(level=amber, text="Started.", valid_from=date(2021, 10, 1))
    LevelDefinitionFactory.create(level=amber, text="Later words.", valid_from=date(2023, 4, 1))

    assert meaning(amber, dimension, date(2019, 12, 31)) == "Started. (wording since 1 October 2021)"


def test_meaning_after_every_wording_is_the_last_that_was_with_its_dates(amber: Level, dimension: Dimension) -> None:
    LevelDefinitionFactory.create(level=amber, text="Started.", valid_from=date(2019, 4, 1), valid_to=date(2020, 3, 31))

    said = meaning(amber, dimension, date(2021, 12, 31))

    assert said == "Started. (wording from 1 April 2019 to 31 March 2020)"


def test_meaning_in_force_for_all_goes_before_one_of_another_time_for_the_dimension(
    amber: Level, dimension: Dimension
) -> None:
    LevelDefinitionFactory.create(level=amber, text="For all.", valid_from=date(2019, 4, 1))
    LevelDefinitionFactory.create(level=amber, dimension=dimension, text="Its own.", valid_from=date(2021, 4, 1))

    assert meaning(amber, dimension, date(2020, 12, 31)) == "For all."
    assert meaning(amber, dimension, date(2021, 12, 31)) == "Its own."


def test_meaning_of_a_level_that_nobody_worded_is_nothing(amber: Level, dimension: Dimension) -> None:
    assert meaning(amber, dimension, date(2021, 12, 31)) == ""
