"""The filter of a list: every part of it chooses what it says, is said in words, and stays in the address."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.models import Partnership, User
from plans.models import ActionPlan
from ratings.models import Level, ReportingPeriod
from ratings.selection import Condition, Selection
from tests.factories import (
    ActionFactory,
    ActionPlanFactory,
    ExpectedLevelFactory,
    LeadFactory,
    LearningThemeFactory,
    PeriodFactory,
    PlanScaleFactory,
    ReviewFactory,
    SectionFactory,
    StrategicAimFactory,
    a_rated_plan,
    brag,
    rated,
)

ClientFor = Callable[[User], Client]
Get = Callable[..., list[str]]


@pytest.fixture
def before(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock, first_year=2020, number=4)


@pytest.fixture
def period(thurrock: Partnership, before: ReportingPeriod) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock, first_year=2021, number=1)


@pytest.fixture
def plan(thurrock: Partnership, before: ReportingPeriod, period: ReportingPeriod) -> ActionPlan:
    """1 went from red to blue, 2 from green to red (amber was expected), 3 had no update, 4 is amber without a date."""
    review = ReviewFactory.create(partnership=thurrock)
    review.themes.add(LearningThemeFactory.create(partnership=thurrock, name="Professional curiosity"))
    made = a_rated_plan(thurrock, title="Peer Review Action Plan", review=review)
    aim = StrategicAimFactory.create(partnership=thurrock, title="Children are heard")
    section = SectionFactory.create(plan=made, title="Voice of the child", aim=aim)
    ActionFactory.create(plan=made, section=section, text="Ask children", due_on=None)
    first, second, third, fourth = made.actions.all()
    for action, old, new in ((first, "red", "blue"), (second, "green", "red"), (fourth, "amber", "amber")):
        rated(action, old, before)
        rated(action, new, period)
    rated(third, "green", before)
    scale = made.rating_setup.scale
    amber = scale.levels.get(code="amber")
    ExpectedLevelFactory.create(plan=made, dimension=scale.dimensions.get(), period=period, level=amber)
    second.leads.add(LeadFactory.create(partnership=thurrock, name="LPR Group"))
    return made


@pytest.fixture
def shown(plan: ActionPlan, period: ReportingPeriod, business: User, client_for: ClientFor) -> Get:
    """The references that the list of all actions shows for these parts of an address."""
    client = client_for(business)

    def get(**query: object) -> list[str]:
        response = client.get(f"/thurrock/actions/?{urlencode({'period': period.pk, **query})}")
        assert response.status_code == 200
        return [row.action.reference for row in response.context["rows"]]

    return get


def level(plan: ActionPlan, code: str) -> Level:
    return plan.rating_setup.scale.levels.get(code=code)


def test_list_without_a_choice_shows_all(shown: Get) -> None:
    assert shown() == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Condition.OVERDUE, ["2"]),
        (Condition.MOVED, ["1", "2"]),
        (Condition.MOVED_UP, ["1"]),
        (Condition.MOVED_DOWN, ["2"]),
        (Condition.BEHIND, ["2"]),
        (Condition.COMPLETE, ["1", "3"]),
        (Condition.INCOMPLETE, ["2", "4"]),
        (Condition.OFF_COURSE, ["2"]),
    ],
)
def test_list_by_condition_shows_those_in_it(shown: Get, condition: Condition, expected: list[str]) -> None:
    assert shown(condition=condition) == expected


def test_list_by_level_shows_those_given_it_in_the_period(shown: Get, plan: ActionPlan) -> None:
    assert shown(level=level(plan, "red").pk) == ["2"]
    assert shown(level="none") == ["3"]


def test_list_by_lead_section_aim_theme_review_and_plan(shown: Get, plan: ActionPlan, thurrock: Partnership) -> None:
    other = a_rated_plan(thurrock, title="Zebra plan", actions=1)
    section = plan.sections.get(title="Voice of the child")
    theme = plan.review.themes.get() if plan.review else None

    assert shown(lead=plan.actions.get(reference="2").leads.get().pk) == ["2"]
    assert shown(lead=0) == ["1", "3", "4", "1"]
    assert shown(section=section.pk) == ["4"]
    assert shown(aim=section.aim_id) == ["4"]
    assert shown(theme=theme.pk if theme else 0) == ["1", "2", "3", "4"]
    assert shown(review=plan.review_id) == ["1", "2", "3", "4"]
    assert shown(plan=other.pk) == ["1"]


def test_list_by_words_searches_text_and_progress(shown: Get) -> None:
    assert shown(words="ask CHILDREN") == ["4"]
    assert shown(words="zebra") == []


def test_list_by_dimension_shows_the_actions_rated_for_it(
    thurrock: Partnership, period: ReportingPeriod, business: User, client_for: ClientFor
) -> None:
    scale = brag(thurrock, name="JTAI", dimensions=("process", "impact"))
    plan = a_rated_plan(thurrock, actions=2)
    plan.rating_setup.delete()
    PlanScaleFactory.create(plan=plan, scale=scale)
    plan = ActionPlan.objects.get(pk=plan.pk)
    first, second = plan.actions.all()
    rated(first, "red", period, dimension="impact")
    rated(second, "red", period, dimension="process")
    red, impact = scale.levels.get(code="red"), scale.dimensions.get(code="impact")

    page = client_for(business).get(f"/thurrock/plans/{plan.pk}/?level={red.pk}&dimension={impact.pk}")

    assert [row.action.pk for group in page.context["groups"] for row in group.rows] == [first.pk]
    assert [rating.dimension for rating in page.context["groups"][0].rows[0].ratings] == ["Process", "Impact"]


def test_choices_together_narrow_further(shown: Get, plan: ActionPlan) -> None:
    assert shown(condition="moved", level=level(plan, "blue").pk) == ["1"]


def test_address_that_cannot_be_read_opens_the_whole_list(shown: Get) -> None:
    assert shown(level="purple", lead="x", condition="lost", plan="-1") == ["1", "2", "3", "4"]


def test_list_sorted_by_due_date_puts_those_without_one_last(shown: Get, plan: ActionPlan) -> None:
    assert shown(sort="due")[-1] == "4"
    assert shown(sort="-due")[-1] == "4"


def actions_page(client: Client, selection: Selection) -> HttpResponse:
    response = client.get(f"/thurrock/actions/?{selection.as_query()}")
    assert isinstance(response, HttpResponse)
    return response


def test_heading_says_what_is_chosen_and_how_many(
    plan: ActionPlan, period: ReportingPeriod, partner: User, client_for: ClientFor
) -> None:
    page = actions_page(client_for(partner), Selection(period=period.pk, plan=plan.pk, level="none"))

    text = " ".join(page.content.decode().split())
    assert "Peer Review Action Plan: no update, 2021/22 Q1</h1>" in text
    assert "1 of 4 actions" in text


def test_filter_tags_lead_to_the_list_without_them(
    plan: ActionPlan, period: ReportingPeriod, partner: User, client_for: ClientFor
) -> None:
    chosen = Selection(period=period.pk, condition=Condition.MOVED, words="Action")

    text = actions_page(client_for(partner), chosen).content.decode().replace("&amp;", "&")

    assert f'href="/thurrock/actions/?{chosen.but(words="").as_query()}"' in text
    assert f'href="/thurrock/actions/?{chosen.but(condition=None).as_query()}"' in text
    assert f'href="/thurrock/actions/?period={period.pk}"' in text


def test_name_of_another_partnerships_plan_is_not_told(
    plan: ActionPlan, period: ReportingPeriod, other_partnership: Partnership, partner: User, client_for: ClientFor
) -> None:
    secret = a_rated_plan(other_partnership, title="Southend secret plan")

    page = actions_page(client_for(partner), Selection(period=period.pk, plan=secret.pk))

    assert "Southend secret plan" not in page.content.decode()


def test_list_of_more_than_a_page_is_paged(
    plan: ActionPlan, period: ReportingPeriod, business: User, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ratings.views.actions.PAGE_LENGTH", 3)
    client = client_for(business)

    first = client.get("/thurrock/actions/")
    second = client.get("/thurrock/actions/?page=2")

    assert [row.action.reference for row in first.context["rows"]] == ["1", "2", "3"]
    assert [row.action.reference for row in second.context["rows"]] == ["4"]
    assert "1 to 3 of 4 actions" in first.content.decode()


def test_heading_without_a_period_ends_with_what_is_chosen(
    business: User, client_for: ClientFor, thurrock: Partnership
) -> None:
    ActionFactory.create(plan=ActionPlanFactory.create(partnership=thurrock))
    client = client_for(business)

    assert client.get("/thurrock/actions/").context["title"] == "All actions"
    assert client.get("/thurrock/actions/?lead=0").context["title"] == "All actions: no lead"


@pytest.mark.parametrize("words", ["audit group", "31/04/2021", "governance"])
def test_words_find_what_a_row_shows_of_lead_timescale_and_section(
    business: User, client_for: ClientFor, thurrock: Partnership, words: str
) -> None:
    plan = ActionPlanFactory.create(partnership=thurrock)
    ActionFactory.create(plan=plan)
    found = ActionFactory.create(
        plan=plan, timescale_text="31/04/2021", section=SectionFactory.create(plan=plan, title="Governance & more")
    )
    found.leads.add(LeadFactory.create(partnership=thurrock, name="Audit Group"))

    rows = client_for(business).get("/thurrock/actions/", {"words": words}).context["rows"]

    assert [row.action for row in rows] == [found]


def test_words_with_a_nul_are_searched_without_it() -> None:
    """PostgreSQL takes no NUL, and no person means one."""
    assert Selection.read({"words": "information\0sharing\0"}).words == "information sharing"
