"""What an import may not touch: closed periods, what was restated, and what a person gave here."""

import pytest

from accounts.models import Partnership, User
from plans.models import Action
from ratings.models import Rating, ReportingPeriod
from ratings.services import Corrections, NewLevel, close_period, reopen_period, restate
from spreadsheets.models import ImportRun
from spreadsheets.services import CannotBeImported, commit_run, stage_document
from tests.factories import PeriodFactory, a_rated_plan, rated

pytestmark = pytest.mark.django_db
OWN = "Ref,Action,Measure of success,Lead,Timescale,Due date,Progress"


@pytest.fixture
def period(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock)


@pytest.fixture
def rating(thurrock: Partnership, period: ReportingPeriod) -> Rating:
    made = rated(a_rated_plan(thurrock, actions=1, title="Our plan").actions.get(), "blue", period)
    Rating.objects.filter(pk=made.pk).update(rated_by=None, rated_at=None)
    return made


def staged(partnership: Partnership, by: User, columns: str, cells: str) -> ImportRun:
    text = f"{OWN},{columns}\n1,Action 1,,,,,,{cells}\n"
    return stage_document(partnership=partnership, file_name="Our plan.csv", data=text.encode(), by=by)


def test_reason_of_a_rating_in_a_closed_period_is_not_changed(
    thurrock: Partnership, business: User, rating: Rating, period: ReportingPeriod
) -> None:
    close_period(period=period, by=business)
    columns = f"Rating ({period.name}),Reason ({period.name})"
    run = staged(thurrock, business, columns, "Blue,Another reason altogether")

    with pytest.raises(CannotBeImported, match="is closed"):
        commit_run(run=run, by=business)

    rating.refresh_from_db()
    assert (rating.reason, rating.revision) == ("", 1)


def test_rating_that_was_restated_keeps_its_first_value_while_the_period_is_open_again(
    thurrock: Partnership, business: User, administrator: User, rating: Rating, period: ReportingPeriod
) -> None:
    close_period(period=period, by=business)
    green = rating.level.scale.levels.get(code="green")
    action = Action.objects.select_related("plan__partnership").get()
    corrections = Corrections([NewLevel(rating.dimension, green, "Wrong sample.")])
    restate(action=action, period=period, corrections=corrections, seen_revision=action.revision, by=business)
    reopen_period(period=period, reason="A late return.", by=administrator)
    run = staged(thurrock, business, f"Rating ({period.name})", "Red")

    with pytest.raises(CannotBeImported, match="was restated as Green: leave the rating out"):
        commit_run(run=run, by=business)

    rating.refresh_from_db()
    assert rating.level.code == "blue"


def test_rating_that_a_person_gave_keeps_its_reason_and_its_author(
    thurrock: Partnership, business: User, rating: Rating, period: ReportingPeriod
) -> None:
    Rating.objects.filter(pk=rating.pk).update(rated_by=business, rated_at="2021-03-01T10:00Z", reason="Seen by me.")
    columns = f"Rating ({period.name}),Reason ({period.name})"
    run = staged(thurrock, business, columns, "Blue,The file says otherwise")

    commit_run(run=run, by=business)

    rating.refresh_from_db()
    assert (rating.reason, rating.rated_by, rating.revision) == ("Seen by me.", business, 1)
