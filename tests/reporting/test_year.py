"""The year as Working Together asks for it: what is drawn together, on the page and in Word alike."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Partnership, User
from plans.models import Action, ActionPlan
from ratings.models import Method, ReportingPeriod, Verification, VerificationOutcome
from ratings.rollup import LevelSeen, State
from reporting.financial_years import year_name, year_of, year_span
from reporting.year_facts import Year
from reporting.year_judging import completed_in, has_improved, is_in_another_scale, periods_without_progress
from reviews.models import GovernanceStage
from tests.factories import PeriodFactory, ProgressUpdateFactory, ReviewFactory, a_rated_plan, brag, rated

ClientFor = Callable[[User], Client]
BLUE = LevelSeen(1, 1, "blue", "Blue", "B", "blue", "circle", 1, is_complete=True, is_off_track=False)
AMBER = replace(BLUE, id=3, code="amber", word="Amber", rank=3, is_complete=False)
RED = replace(BLUE, id=4, code="red", word="Red", rank=4, is_complete=False, is_off_track=True)
OF_ANOTHER_SCALE = replace(AMBER, id=9, scale_id=2)


def state(level: LevelSeen | None, last: LevelSeen | None = None, *, due_on: date | None = None) -> State:
    return State(
        action_id=1,
        plan_id=1,
        dimension_id=1,
        level=level,
        before=None,
        last_known=level or last,
        last_known_in="",
        due_on=due_on,
        judged_on=date(2022, 3, 31),
    )


def standings(*newest_first: State | None) -> list[dict[int, Sequence[State]]]:
    return [{1: [each]} if each else {} for each in newest_first]


@pytest.mark.parametrize(
    ("newest_first", "place"),
    [
        ([state(BLUE), state(AMBER), state(AMBER)], 0),
        ([state(BLUE), state(BLUE), state(AMBER)], 1),
        ([state(None, BLUE), state(BLUE), state(AMBER)], 1),
        ([state(BLUE), state(AMBER), state(BLUE)], 0),
        ([state(BLUE), None], 0),
        ([state(BLUE), state(BLUE), state(BLUE)], None),
        ([state(AMBER), state(BLUE), state(AMBER)], None),
        ([state(None), None], None),
    ],
)
def test_completed_in_the_year_is_complete_at_its_end_and_not_before(
    newest_first: list[State | None], place: int | None
) -> None:
    assert completed_in(1, standings(*newest_first)) == place


@pytest.mark.parametrize(
    ("newest_first", "periods"),
    [
        ([state(RED), state(RED), state(AMBER)], 2),
        ([state(None), state(RED), state(None)], 3),
        ([state(AMBER, due_on=date(2021, 1, 1)), state(RED)], 2),
        ([state(AMBER), state(RED), state(RED)], 0),
        ([state(None, BLUE), state(None, BLUE)], 0),
        ([None, state(RED)], 0),
    ],
)
def test_periods_without_progress_are_counted_back_from_the_newest(
    newest_first: list[State | None], periods: int
) -> None:
    assert periods_without_progress(1, standings(*newest_first)) == periods


@pytest.mark.parametrize(
    ("now", "before", "improved", "another_scale"),
    [
        (BLUE, AMBER, True, False),
        (AMBER, AMBER, False, False),
        (RED, AMBER, False, False),
        (BLUE, None, False, False),
        (BLUE, OF_ANOTHER_SCALE, False, True),
    ],
)
def test_improved_is_told_within_one_scale(
    now: LevelSeen, before: LevelSeen | None, improved: bool, another_scale: bool
) -> None:
    assert has_improved([state(now)], [state(before)]) is improved
    assert is_in_another_scale([state(now)], [state(before)]) is another_scale


def test_financial_year_runs_from_april() -> None:
    assert [year_of(date(2022, 3, 31)), year_of(date(2022, 4, 1))] == [2021, 2022]
    assert (year_name(1999), year_span(2021)) == ("1999/00", (date(2021, 4, 1), date(2022, 3, 31)))


@pytest.fixture
def periods(thurrock: Partnership) -> list[ReportingPeriod]:
    """2020/21 Q4, then the quarters of 2021/22."""
    years = [(2020, 4), (2021, 1), (2021, 2), (2021, 3), (2021, 4)]
    return [PeriodFactory.create(partnership=thurrock, first_year=year, number=number) for year, number in years]


@pytest.fixture
def plan(thurrock: Partnership, periods: list[ReportingPeriod]) -> ActionPlan:
    """1 completed in Q2, 2 complete before the year, 3 red throughout, 4 from red to amber."""
    review = ReviewFactory.create(partnership=thurrock, title="Review of Leo")
    made = a_rated_plan(thurrock, actions=4, title="Plan of Leo", review=review)
    made.actions.update(due_on=None, due_precision="", timescale_text="Ongoing")
    courses = {
        1: ["amber", "amber", "blue", "blue", "blue"],
        2: ["blue"] * 5,
        3: ["red"] * 5,
        4: ["red", "red", "amber", "amber", "amber"],
    }
    for action in made.actions.all():
        for period, level in zip(periods, courses[action.position], strict=True):
            rated(action, level, period)
    return made


def the_year(client: Client, first_year: int = 2021) -> Year:
    year: Year = client.get("/thurrock/year/", {"first_year": first_year}).context["year"]
    return year


def confirmed(action: Action, period: ReportingPeriod, by: User, **changes: Any) -> Verification:
    scale = action.plan.rating_setup.scale
    return Verification.objects.create(
        **{
            "action": action,
            "dimension": scale.dimensions.get(),
            "period": period,
            "level": scale.levels.get(code="blue"),
            "outcome": VerificationOutcome.CONFIRMED,
            "method": Method.AUDIT,
            "seen": "Ten files of ten.",
            "verified_by": by,
            "verified_at": datetime(2021, 10, 4, 9, tzinfo=UTC),
            **changes,
        }
    )


def test_what_was_done_stands_with_when_and_how_it_is_known(
    plan: ActionPlan, periods: list[ReportingPeriod], partner: User, business: User, client_for: ClientFor
) -> None:
    confirmed(plan.actions.get(position=1), periods[2], partner)

    year = the_year(client_for(business))

    (done,) = year.done
    assert (done.action.label, done.since) == ("1", "2021/22 Q2")
    assert [(each.method, each.seen) for each in done.confirmed] == [("Audit", "Ten files of ten.")]
    assert (year.actions, year.complete) == (4, 2)


def test_what_was_confirmed_in_another_year_or_not_confirmed_is_left_out(
    plan: ActionPlan, periods: list[ReportingPeriod], partner: User, business: User, client_for: ClientFor
) -> None:
    confirmed(plan.actions.get(position=2), periods[0], partner)
    confirmed(plan.actions.get(position=1), periods[2], partner, outcome=VerificationOutcome.NOT_CONFIRMED)

    assert list(the_year(client_for(business)).confirmed) == []


def test_where_there_was_no_progress_is_named_with_why(plan: ActionPlan, business: User, client_for: ClientFor) -> None:
    (stuck,) = the_year(client_for(business)).stuck

    assert (stuck.action.label, stuck.periods, stuck.why) == ("3", 5, "Red in 5 periods")


def test_recommendations_tell_what_was_decided_and_what_improved(
    plan: ActionPlan, business: User, client_for: ClientFor
) -> None:
    plan.objectives.update(text="Hear fathers", number="2")

    (review,) = the_year(client_for(business)).reviews

    assert (review.actions, review.complete, review.improved) == (4, 2, 2)
    (recommendation,) = review.recommendations
    assert (recommendation.number, recommendation.text) == ("2", "Hear fathers")
    assert [(each.was, each.improved) for each in recommendation.decided] == [
        ("Amber", True),
        ("Blue", False),
        ("Red", False),
        ("Red", True),
    ]


def test_voice_is_what_was_confirmed_by_it_and_progress_that_names_it(
    plan: ActionPlan, periods: list[ReportingPeriod], partner: User, business: User, client_for: ClientFor
) -> None:
    action = plan.actions.get(position=1)
    confirmed(action, periods[2], partner, method=Method.VOICE, seen="Six mothers.")
    for text, on in (
        ("Parents told us so.", date(2021, 7, 1)),
        ("Parents told us before.", date(2021, 3, 31)),
        ("Children’s centre opened.", date(2021, 7, 2)),
    ):
        ProgressUpdateFactory.create(action=action, text=text, as_at=on)

    year = the_year(client_for(business))

    assert [each.seen for each in year.voice_confirmed] == ["Six mothers."]
    assert [each.text for each in year.voice_said] == ["Parents told us so."]


def test_unpublished_review_is_named_as_one_to_leave_out(
    plan: ActionPlan, business: User, client_for: ClientFor
) -> None:
    review = plan.review
    assert review
    review.governance_stage = GovernanceStage.IN_PROGRESS
    review.save()

    page = client_for(business).get("/thurrock/year/").content.decode()

    assert "to be left out of anything that is published: Review of Leo." in page


def words_in(document: bytes) -> str:
    made = docx.Document(BytesIO(document))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in made.paragraphs), *cells])


def test_word_says_what_the_page_says(
    plan: ActionPlan, periods: list[ReportingPeriod], partner: User, business: User, client_for: ClientFor
) -> None:
    confirmed(plan.actions.get(position=1), periods[2], partner, method=Method.VOICE, seen="Six <b>mothers & 😀.")
    client = client_for(business)

    answer = client.get("/thurrock/year/word/?first_year=2021")

    words = words_in(answer.content)
    page = client.get("/thurrock/year/?first_year=2021").content.decode()
    assert 'filename="thurrock-year-2021-draft.docx"' in answer.headers["Content-Disposition"]
    for sentence in (
        "4 actions stood in 2021/22. Complete in 2021/22 Q4: 2. Of these, completed in the year: 1.",
        "1 action was completed in the year. Confirmed by somebody who does not lead it: 1.",
        "1 action was off track, overdue or without update for two periods or more running.",
        "4 actions were decided. Complete: 2. At a better level than before the year: 2.",
        "Red in 5 periods",
    ):
        assert sentence in words
        assert sentence in page
    assert "Six <b>mothers & 😀." in words
    assert "Six &lt;b&gt;mothers &amp; 😀." in page
    styles = {each.style.name for each in docx.Document(BytesIO(answer.content)).paragraphs if each.style}
    assert {"Title", "Heading 1", "Heading 2"} <= styles


@pytest.mark.parametrize("asked", ["1900", "abc", "-1", "²", "9" * 400, "2021.5", "<script>"])
def test_year_that_is_not_there_is_answered_with_a_sentence(
    asked: str, plan: ActionPlan, business: User, client_for: ClientFor
) -> None:
    client = client_for(business)

    answer = client.get("/thurrock/year/", {"first_year": asked})

    assert answer.status_code == 200
    assert "No reporting period of a year" in answer.content.decode()
    assert answer.context["year"].name == "2021/22"
    assert client.get("/thurrock/year/word/", {"first_year": asked}).status_code == 302


def test_without_any_period_the_page_says_so(thurrock: Partnership, business: User, client_for: ClientFor) -> None:
    client = client_for(business)

    assert "There is no year to show yet" in client.get("/thurrock/year/").content.decode()
    assert client.get("/thurrock/year/word/").headers["Location"].startswith("/thurrock/year/")


def test_year_with_periods_and_no_action_is_told_in_sentences(
    thurrock: Partnership, periods: list[ReportingPeriod], business: User, client_for: ClientFor
) -> None:
    client = client_for(business)

    page = client.get("/thurrock/year/").content.decode()

    for sentence in (
        "0 actions stood in 2021/22.",
        "No action came to be complete in 2021/22.",
        "Nothing was confirmed in 2021/22.",
        "No action was off track, overdue or without update for two periods running.",
        "No plan of this year answers a review.",
    ):
        assert sentence in page
        assert sentence in words_in(client.get("/thurrock/year/word/").content)


def test_first_year_of_all_says_that_nothing_came_before_it(
    plan: ActionPlan, business: User, client_for: ClientFor
) -> None:
    page = client_for(business).get("/thurrock/year/?first_year=2020").content.decode()

    assert "There is no period before the year" in page


def test_levels_of_two_scales_are_not_compared(
    plan: ActionPlan, thurrock: Partnership, periods: list[ReportingPeriod], business: User, client_for: ClientFor
) -> None:
    old = brag(thurrock, name="Older")
    for rating in plan.actions.get(position=4).ratings.filter(period=periods[0]):
        rating.dimension, rating.level = old.dimensions.get(), old.levels.get(code="red")
        rating.save()

    page = client_for(business).get("/thurrock/year/").content.decode()

    assert "Rated in another scale before, so not compared: 1." in page


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("/thurrock/year/", 28), ("/thurrock/year/word/", 28)])
def test_year_costs_as_many_queries_for_three_as_for_one(
    *,
    many: int,
    address: str,
    queries: int,
    thurrock: Partnership,
    periods: list[ReportingPeriod],
    business: User,
    partner: User,
    client_for: ClientFor,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(many):
        plan = a_rated_plan(thurrock, actions=many, review=ReviewFactory.create(partnership=thurrock))
        for action in plan.actions.all():
            rated(action, "red", periods[0])
            rated(action, "blue", periods[-1])
            confirmed(action, periods[-1], partner)
            ProgressUpdateFactory.create(action=action, text="Parents told us so.", as_at=date(2021, 5, 1))
    client = client_for(business)

    with django_assert_num_queries(queries):
        client.get(address)
