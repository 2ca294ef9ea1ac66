"""Lessons that come back: themes by year, and questions about what was complete before."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Partnership, User
from plans.models import ActionPlan
from ratings.models import ReportingPeriod
from tests.factories import LearningThemeFactory, PeriodFactory, ReviewFactory, a_rated_plan, rated

ClientFor = Callable[[User], Client]
EARLIER = "Health visitors and schools share information about neglect"
LATER = "Information about neglect to be shared between schools and health visitors"


@pytest.fixture
def period(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock)


def a_plan_saying(partnership: Partnership, text: str, on: date, **plan: object) -> ActionPlan:
    made = a_rated_plan(partnership, actions=1, starts_on=on, **plan)
    made.actions.update(text=text)
    return made


@pytest.fixture
def twice(thurrock: Partnership, period: ReportingPeriod) -> tuple[ActionPlan, ActionPlan]:
    """An earlier plan whose action is complete, and a later one that asks for the same."""
    earlier = a_plan_saying(thurrock, EARLIER, date(2019, 4, 1), title="Plan of Sam")
    rated(earlier.actions.get(), "blue", period)
    return earlier, a_plan_saying(thurrock, LATER, date(2020, 9, 1), title="Plan of Leo")


def page(client: Client) -> str:
    return " ".join(client.get("/thurrock/lessons/").content.decode().split())


def test_what_was_complete_is_asked_about_and_not_judged(
    twice: tuple[ActionPlan, ActionPlan], business: User, client_for: ClientFor
) -> None:
    client = client_for(business)

    (question,) = client.get("/thurrock/lessons/").context["lessons"].questions

    assert (question.later.text, question.earlier.text) == (LATER, EARLIER)
    assert question.earlier.complete_in == "2020/21 Q4"
    assert "complete in 2020/21 Q4, the same lesson?" in page(client)


def test_what_is_not_complete_is_no_question(
    twice: tuple[ActionPlan, ActionPlan], period: ReportingPeriod, business: User, client_for: ClientFor
) -> None:
    rating = twice[0].actions.get().ratings.get()
    rating.level = rating.level.scale.levels.get(code="amber")
    rating.save()

    assert "Nothing in a later plan reads like something" in page(client_for(business))


def test_recommendation_is_complete_when_all_its_actions_are(
    twice: tuple[ActionPlan, ActionPlan], business: User, client_for: ClientFor
) -> None:
    earlier, later = twice
    earlier.objectives.update(text="Managers supervise every social worker monthly", number="3")
    later.objectives.update(text="Monthly supervision of every social worker by managers", number="7")

    questions = client_for(business).get("/thurrock/lessons/").context["lessons"].questions

    assert {(each.later.label, each.earlier.label) for each in questions} == {("1", "1"), ("7", "3")}


def test_themes_stand_by_the_year_of_their_reviews(
    thurrock: Partnership, period: ReportingPeriod, business: User, client_for: ClientFor
) -> None:
    curiosity = LearningThemeFactory.create(partnership=thurrock, name="Professional curiosity")
    sharing = LearningThemeFactory.create(partnership=thurrock, name="Information sharing")
    for title, on, themes in (
        ("Sam", date(2019, 3, 31), [curiosity, sharing]),
        ("Leo", date(2019, 4, 1), [curiosity]),
        ("Kim", None, []),
    ):
        ReviewFactory.create(partnership=thurrock, title=title, published_on=on).themes.set(themes)

    lessons = client_for(business).get("/thurrock/lessons/").context["lessons"]

    assert list(lessons.years) == ["2018/19", "2019/20"]
    assert [(row.name, row.reviews, row.share) for row in lessons.themes] == [
        ("Professional curiosity", 2, 100.0),
        ("Information sharing", 1, 50.0),
    ]
    assert [[each.title for each in cell.reviews] for cell in lessons.themes[0].cells] == [["Sam"], ["Leo"]]
    assert [each.title for each in lessons.without_theme] == ["Kim"]


def test_numbers_of_a_theme_open_the_actions_that_they_count(
    thurrock: Partnership, period: ReportingPeriod, business: User, client_for: ClientFor
) -> None:
    review = ReviewFactory.create(partnership=thurrock, published_on=date(2020, 1, 1))
    review.themes.add(LearningThemeFactory.create(partnership=thurrock))
    plan = a_rated_plan(thurrock, actions=3, review=review)
    rated(plan.actions.get(position=1), "blue", period)
    client = client_for(business)

    (row,) = client.get("/thurrock/lessons/").context["lessons"].themes

    for number, value in ((row.actions, 3), (row.incomplete, 2)):
        assert number.value == value
        assert len(client.get(number.url).context["rows"]) == value


def test_without_review_theme_or_period_the_page_says_so(
    thurrock: Partnership, business: User, client_for: ClientFor
) -> None:
    client = client_for(business)
    assert "There is no review yet" in page(client)
    assert "There is no reporting period yet" in page(client)

    ReviewFactory.create(partnership=thurrock, title="<b>Kim & 😀</b>")
    assert "No review has a learning theme yet" in page(client)
    assert "&lt;b&gt;Kim &amp; 😀" in page(client)


def test_other_partnerships_lessons_are_no_question(
    twice: tuple[ActionPlan, ActionPlan], other_partnership: Partnership, southend: User, client_for: ClientFor
) -> None:
    PeriodFactory.create(partnership=other_partnership)
    a_plan_saying(other_partnership, LATER, date(2021, 1, 1))

    lessons = client_for(southend).get("/southend/lessons/").context["lessons"]

    assert list(lessons.questions) == []
    assert client_for(southend).get("/thurrock/lessons/").status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_page_costs_as_many_queries_for_three_as_for_one(
    *,
    many: int,
    thurrock: Partnership,
    period: ReportingPeriod,
    business: User,
    client_for: ClientFor,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for at in range(many):
        review = ReviewFactory.create(partnership=thurrock)
        review.themes.add(LearningThemeFactory.create(partnership=thurrock))
        plan = a_plan_saying(thurrock, EARLIER, date(2018 + at, 4, 1), review=review)
        rated(plan.actions.get(), "blue", period)
    a_plan_saying(thurrock, LATER, date(2022, 9, 1))
    client = client_for(business)

    with django_assert_num_queries(23):
        lessons = client.get("/thurrock/lessons/").context["lessons"]
    assert len(lessons.themes) == many
