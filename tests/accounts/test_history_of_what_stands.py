"""`manage.py verify_history` finds what was changed by hand in the tables themselves, past the history."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.chain.verifying import Chain, findings
from accounts.history import delete_many_with_history
from accounts.models import HistoryLink, Partnership, User
from plans.models import Action
from ratings.models import Rating
from tests.factories import LeadFactory, PeriodFactory, a_rated_plan, rated

pytestmark = pytest.mark.django_db


@pytest.fixture
def rating(thurrock: Partnership) -> Rating:
    action = a_rated_plan(thurrock, actions=1).actions.get()
    action.leads.add(LeadFactory.create(partnership=thurrock))
    return rated(action, "amber", PeriodFactory.create(partnership=thurrock))


def by_hand(statement: str, *values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def found() -> list[str]:
    return [finding.words for finding in findings(Chain())]


def test_what_services_wrote_stands_as_it_is_told(rating: Rating) -> None:
    assert found() == []


def test_level_changed_by_hand_is_named_with_both(rating: Rating) -> None:
    was = rating.level_id
    blue = rating.level.scale.levels.get(code="blue").pk

    by_hand("UPDATE ratings_rating SET level_id = %s WHERE id = %s", blue, rating.pk)

    assert found() == [f"ratings: rating {rating.pk} is not as its history tells it: level_id: {was} \u2192 {blue}"]


def test_rating_removed_by_hand_is_named(rating: Rating) -> None:
    by_hand("DELETE FROM ratings_rating WHERE id = %s", rating.pk)

    assert found() == [f"ratings: rating {rating.pk} was removed, and its history does not say so."]


def test_thing_slipped_in_by_hand_is_named(rating: Rating) -> None:
    new = Action(plan=rating.action.plan, position=99, text="Slipped in")
    Action.objects.bulk_create([new])

    assert found() == [f"plans: action {new.pk} stands without an entry in its history."]


def test_lead_taken_from_an_action_by_hand_is_named(rating: Rating) -> None:
    by_hand("DELETE FROM plans_action_leads WHERE action_id = %s", rating.action_id)

    (words,) = found()
    assert words.startswith(f"plans: action {rating.action_id} is not as its history tells it: leads: [")


def test_what_a_person_removed_is_no_finding(rating: Rating, business: User) -> None:
    delete_many_with_history([rating], by=business)

    assert found() == []


@pytest.mark.parametrize("content", ["", "[1]", "null", "{", "7"])
def test_link_written_over_with_what_cannot_be_read_is_named(rating: Rating, content: str) -> None:
    HistoryLink.objects.filter(number=2).update(content=content)
    said = StringIO()

    with pytest.raises(SystemExit):
        call_command("verify_history", stdout=said, stderr=said)

    assert "Link 2 itself was changed" in said.getvalue()
