"""The Strategic Group's dashboard, as a page: its numbers, the lists behind them, and what it costs."""

import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Partnership, User
from plans.models import Action, ActionPlan, Objective
from plans.services import move_due_date
from ratings.models import Dimension, Level, Rating, ReportingPeriod
from tests.factories import (
    ActionFactory,
    ActionPlanFactory,
    ExpectedLevelFactory,
    LeadFactory,
    LearningThemeFactory,
    PeriodFactory,
    PlanScaleFactory,
    RatingFactory,
    ReviewFactory,
    StrategicAimFactory,
    a_rated_plan,
    brag,
    rated,
)

ClientFor = Callable[[User], Client]


class Links(HTMLParser):
    """Every link of a page, with the words that it shows and those that are only read out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._address = ""
        self._words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._address, self._words = dict(attrs).get("href") or "", []

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.found.append((self._address, "".join(self._words).strip()))


def numbers_of(html: str, list_address: str) -> dict[str, int]:
    """The number that each link to a list of actions shows; the same address must not show two numbers."""
    shown: dict[str, int] = {}
    for address, words in Links(html).found:
        parts = urlsplit(address)
        if parts.path != list_address or not parts.query:
            continue
        number = int(re.findall(r"\d+", words)[0])
        assert shown.setdefault(address, number) == number, f"{address} shows {shown[address]} and {number}"
    return shown


@pytest.fixture
def q2(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock, first_year=2020, number=2)


@pytest.fixture
def q3(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock, first_year=2020, number=3)


@pytest.fixture
def q4(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock, first_year=2020, number=4)


@pytest.fixture
def everything(thurrock: Partnership, q2: ReportingPeriod, q3: ReportingPeriod, q4: ReportingPeriod) -> Partnership:
    """Two scales, one of them with dimensions; a plan without scale; leads, none, an aim, themes; moves both ways."""
    leads = LeadFactory.create_batch(2, partnership=thurrock)
    review = ReviewFactory.create(partnership=thurrock, title="Frankie")
    review.themes.set(LearningThemeFactory.create_batch(2, partnership=thurrock))
    single = a_rated_plan(thurrock, actions=6, review=review, title="Frankie plan")
    single.sections.update(aim=StrategicAimFactory.create(partnership=thurrock))
    levels = [("red", "amber"), ("amber", "red"), ("amber", "blue"), (None, "green"), ("green", None), (None, None)]
    for action, (before, now) in zip(single.actions.all(), levels, strict=True):
        for period, level in [(q2, "red"), (q3, before), (q4, now)]:
            if level:
                rated(action, level, period, reason=f"Because of {level}.")
    single.actions.get(position=1).leads.set(leads)
    single.actions.get(position=6).leads.set(leads[:1])
    single.actions.filter(position__in=[2, 4, 6]).update(due_on=date(2020, 11, 30))
    overall = Dimension.objects.get()
    ExpectedLevelFactory.create(plan=single, dimension=overall, period=q4, level=Level.objects.get(code="green"))

    jtai = ActionPlanFactory.create(partnership=thurrock, title="JTAI plan")
    PlanScaleFactory.create(plan=jtai, scale=brag(thurrock, name="JTAI", dimensions=("process", "impact")))
    for before, now in [("red", "amber"), ("amber", "red"), ("blue", None)]:
        action = ActionFactory.create(plan=jtai, leads=leads[1:])
        rated(action, before, q3, dimension="process")
        rated(action, before, q3, dimension="impact")
        if now:
            rated(action, now, q4, dimension="process", reason="x")
            rated(action, "blue", q4, dimension="impact")
    ActionFactory.create(plan=ActionPlanFactory.create(partnership=thurrock, title="No scale plan"))
    return thurrock


def dashboard(client: Client, **query: int) -> str:
    response = client.get(reverse("reporting:dashboard", kwargs={"partnership": "thurrock"}), query)
    assert response.status_code == 200
    return response.content.decode()


def test_every_number_opens_a_list_of_as_many_actions(
    everything: Partnership, partner: User, client_for: ClientFor
) -> None:
    client = client_for(partner)
    actions = reverse("ratings:actions", kwargs={"partnership": "thurrock"})

    shown = numbers_of(dashboard(client), actions)

    listed = {address: client.get(address).context["page"].paginator.count for address in shown}
    assert listed == shown
    assert len(shown) > 150
    chosen = [parse_qs(urlsplit(address).query) for address in shown if shown[address]]
    for field in ("plan", "aim", "theme", "review", "lead", "dimension", "level", "condition"):
        assert any(field in query for query in chosen), field
    assert any(query.get("lead") == ["0"] for query in chosen)
    assert {query["condition"][0] for query in chosen if "condition" in query} == {
        "incomplete",
        "overdue",
        "moved-up",
        "moved-down",
        "behind",
    }


def test_the_headline_stands_against_the_period_before(
    everything: Partnership, partner: User, client_for: ClientFor
) -> None:
    page = client_for(partner).get(reverse("reporting:dashboard", kwargs={"partnership": "thurrock"}))

    totals = page.context["board"].totals
    assert (totals.actions.value, totals.actions.was) == (10, 10)
    assert (totals.overdue.value, totals.overdue.was) == (2, 3)
    assert (totals.no_update.value, totals.no_update.was) == (4, 3)
    assert (totals.moved_up.value, totals.moved_down.value) == (4, 2)
    assert totals.behind.value == 2


def test_levels_of_two_scales_are_never_added(everything: Partnership, partner: User, client_for: ClientFor) -> None:
    page = client_for(partner).get(reverse("reporting:dashboard", kwargs={"partnership": "thurrock"}))

    tables = page.context["board"].headline
    assert [(table.scale, [row.dimension for row in table.rows]) for table in tables] == [
        ("BRAG", ["Overall"]),
        ("JTAI", ["Process", "Impact"]),
    ]
    assert [row.actions.value for table in tables for row in table.rows] == [6, 3, 3]
    assert {each.level.scale_id for each in tables[0].rows[0].levels if each.level}.isdisjoint(
        {each.level.scale_id for each in tables[1].rows[0].levels if each.level}
    )


def test_what_moved_is_named_with_its_reason(everything: Partnership, partner: User, client_for: ClientFor) -> None:
    page = client_for(partner).get(reverse("reporting:dashboard", kwargs={"partnership": "thurrock"}))

    down = page.context["board"].mentioned.moved_down.mentions
    assert [(each.plan, each.action.reference, each.reasons) for each in down] == [
        ("Frankie plan", "2", ["Because of red."]),
        ("JTAI plan", "2", ["x"]),
    ]
    assert [
        (stand.dimension, stand.state.before.code, stand.state.level.code) for each in down for stand in each.stands
    ] == [("", "amber", "red"), ("Process", "amber", "red")]


def test_an_action_behind_in_two_dimensions_is_named_once_with_its_leads(
    everything: Partnership, q4: ReportingPeriod, partner: User, client_for: ClientFor
) -> None:
    jtai = ActionPlan.objects.get(title="JTAI plan")
    scale = jtai.rating_setup.scale
    late = jtai.actions.get(position=2)
    late.ratings.filter(period=q4, dimension__code="impact").update(level=scale.levels.get(code="red"))
    for dimension in scale.dimensions.all():
        ExpectedLevelFactory.create(plan=jtai, dimension=dimension, period=q4, level=scale.levels.get(code="blue"))

    page = client_for(partner).get(reverse("reporting:dashboard", kwargs={"partnership": "thurrock"}))

    behind = page.context["board"].mentioned.behind.mentions
    [named] = [each for each in behind if each.action.id == late.pk]
    assert [stand.dimension for stand in named.stands] == ["Process", "Impact"]
    assert f"Lead: {named.action.leads[0]}" in page.content.decode()


def test_a_change_of_scale_is_told_with_the_numbers_of_before(
    thurrock: Partnership, q3: ReportingPeriod, q4: ReportingPeriod, partner: User, client_for: ClientFor
) -> None:
    plan = a_rated_plan(thurrock, actions=3)
    setup, now = plan.rating_setup, plan.rating_setup.scale
    setup.scale = brag(thurrock, name="Old RAG")
    setup.save()
    first, second, third = ActionPlan.objects.get(pk=plan.pk).actions.all()
    rated(first, "red", q3)
    rated(second, "amber", q3)
    setup.scale = now
    setup.save()
    for action in Action.objects.filter(pk__in=[first.pk, second.pk, third.pk]):
        rated(action, "blue", q4)

    page = client_for(partner).get(reverse("reporting:dashboard", kwargs={"partnership": "thurrock"}))

    board, html = page.context["board"], " ".join(page.content.decode().split())
    for [table] in (board.plans, board.headline):
        [row] = table.rows
        assert row.actions.was is None
        [earlier] = row.earlier
        assert (earlier.scale, earlier.actions.value) == ("Old RAG", 3)
        assert [(each.level.code if each.level else "none", each.number.value) for each in earlier.levels] == [
            ("amber", 1),
            ("red", 1),
            ("none", 1),
        ]
    actions = reverse("ratings:actions", kwargs={"partnership": "thurrock"})
    shown = numbers_of(page.content.decode(), actions)
    client = client_for(partner)
    assert {each: client.get(each).context["page"].paginator.count for each in shown} == shown
    assert "In 2020/21 Q3 in another scale, Old RAG:" in html
    assert "Levels of two scales are not compared." in html
    assert "2 were in another scale then and 1 was not rated then." in html


def test_nought_that_was_nought_has_no_brackets(
    thurrock: Partnership, q3: ReportingPeriod, q4: ReportingPeriod, partner: User, client_for: ClientFor
) -> None:
    action = a_rated_plan(thurrock, actions=1).actions.get()
    rated(action, "red", q3)
    rated(action, "amber", q4)

    page = client_for(partner).get(reverse("reporting:dashboard", kwargs={"partnership": "thurrock"}))

    [row] = page.context["board"].plans[0].rows
    assert {
        each.level.code: (each.number.value, each.number.was, each.number.shows_was) for each in row.levels[:-1]
    } == {
        "blue": (0, 0, False),
        "green": (0, 0, False),
        "amber": (1, 0, True),
        "red": (0, 1, True),
    }
    assert "A 0 without brackets was 0 then too." in page.content.decode()


def test_a_plan_that_is_not_counted_or_had_ended_is_told(
    thurrock: Partnership, q3: ReportingPeriod, q4: ReportingPeriod, partner: User, client_for: ClientFor
) -> None:
    a_rated_plan(thurrock, actions=0, title="Empty")
    a_rated_plan(thurrock, actions=1, title="Later", starts_on=date(2021, 4, 1))
    a_rated_plan(thurrock, actions=1, title="Over", ends_on=date(2020, 3, 31))

    page = client_for(partner).get(reverse("reporting:dashboard", kwargs={"partnership": "thurrock"}))

    assert [(each.name, str(each.why)) for each in page.context["board"].not_counted] == [
        ("Empty", "It has no actions."),
        ("Later", "Begins on 1 April 2021, after this period."),
    ]
    assert "Ended on 31 March 2020, before this period." in page.content.decode()


def test_who_is_most_behind_comes_first_among_leads(
    thurrock: Partnership, q4: ReportingPeriod, partner: User, client_for: ClientFor
) -> None:
    plan = a_rated_plan(thurrock, actions=4)
    leads = [LeadFactory.create(partnership=thurrock, name=name) for name in ("Audit", "Board", "Chair")]
    owners = [leads[0], leads[2], leads[2]]
    for action, lead in zip(plan.actions.all(), owners, strict=False):
        action.leads.set([lead])
    plan.actions.exclude(position=1).update(due_on=date(2020, 4, 1))

    page = client_for(partner).get(reverse("reporting:dashboard", kwargs={"partnership": "thurrock"}))

    [by_lead] = [each for each in page.context["board"].breakdowns if each.anchor == "lead"]
    assert [row.name for row in by_lead.tables[0].rows] == ["Chair", "Audit", "No lead"]


def test_the_longest_overdue_stands_first_with_its_slip(
    thurrock: Partnership, q4: ReportingPeriod, business: User, partner: User, client_for: ClientFor
) -> None:
    later, longest = a_rated_plan(thurrock, actions=2).actions.all()
    move_due_date(
        action=later, due_on=date(2021, 3, 1), precision="day", reason="Held up.", agreed_by="Chair", by=business
    )
    move_due_date(
        action=longest, due_on=date(2020, 12, 31), precision="month", reason="Sooner.", agreed_by="", by=business
    )

    html = dashboard(client_for(partner))

    assert "was 31 March 2021, now 1 March 2021, moved once" in html
    assert html.index("Due December 2020") < html.index("Due 1 March 2021")


def test_no_update_has_its_own_look_and_not_the_last_colour(
    thurrock: Partnership, q3: ReportingPeriod, q4: ReportingPeriod, partner: User, client_for: ClientFor
) -> None:
    rated(a_rated_plan(thurrock, actions=1).actions.get(), "red", q3)

    page = client_for(partner).get(reverse("reporting:dashboard", kwargs={"partnership": "thurrock"}))

    [row] = page.context["board"].headline[0].rows
    assert {each.level.code if each.level else "none": each.number.value for each in row.levels} == {
        "blue": 0,
        "green": 0,
        "amber": 0,
        "red": 0,
        "none": 1,
    }
    assert "app-bar__segment--none" in page.content.decode()
    assert "app-bar__segment--red" not in page.content.decode()
    assert "Nothing was rated in 2020/21 Q4" in page.content.decode()


def test_another_period_can_be_chosen(
    everything: Partnership, q3: ReportingPeriod, partner: User, client_for: ClientFor
) -> None:
    html = dashboard(client_for(partner), period=q3.pk)

    assert "2020/21 Q3, as at 31 December 2020." in html
    assert "those of 2020/21 Q2, the period before" in html


def test_a_period_of_another_partnership_is_not_shown(
    everything: Partnership, other_partnership: Partnership, partner: User, client_for: ClientFor
) -> None:
    theirs = PeriodFactory.create(partnership=other_partnership, first_year=2019, number=1)

    html = dashboard(client_for(partner), period=theirs.pk)

    assert theirs.name not in html
    assert "2020/21 Q4, as at" in html


def test_nothing_of_another_partnership_is_counted(
    thurrock: Partnership, other_partnership: Partnership, q4: ReportingPeriod, partner: User, client_for: ClientFor
) -> None:
    a_rated_plan(thurrock, actions=1)
    a_rated_plan(other_partnership, actions=4, title="Secret plan")
    LeadFactory.create(partnership=other_partnership, name="Secret lead")

    page = client_for(partner).get(reverse("reporting:dashboard", kwargs={"partnership": "thurrock"}))

    assert page.context["board"].totals.actions.value == 1
    assert "Secret" not in page.content.decode()


def test_without_a_period_the_page_says_what_to_do(thurrock: Partnership, partner: User, client_for: ClientFor) -> None:
    a_rated_plan(thurrock)

    assert "There are no reporting periods yet" in dashboard(client_for(partner))


def test_without_plans_the_page_says_what_to_do(
    q4: ReportingPeriod, partner: User, business: User, client_for: ClientFor
) -> None:
    importing = reverse("spreadsheets:imports", kwargs={"partnership": "thurrock"})

    seen_by_partner, seen_by_business = dashboard(client_for(partner)), dashboard(client_for(business))

    assert "There are no plans yet" in seen_by_partner
    assert 'role="button"' not in seen_by_partner
    assert re.search(rf'href="{importing}"[^>]*role="button"', seen_by_business)


def test_names_with_markup_and_emoji_are_shown_as_written(
    thurrock: Partnership, q3: ReportingPeriod, q4: ReportingPeriod, partner: User, client_for: ClientFor
) -> None:
    plan = a_rated_plan(thurrock, actions=1, title="<b>Plan</b> & 🧸")
    action = plan.actions.get()
    action.leads.set([LeadFactory.create(partnership=thurrock, name="<script>x</script>")])
    Action.objects.update(text="y" * 5000)
    rated(action, "amber", q3)
    rated(action, "red", q4, reason="<i>late</i>" + "z" * 5000)

    html = dashboard(client_for(partner))

    assert "&lt;b&gt;Plan&lt;/b&gt; &amp; 🧸" in html
    assert "&lt;script&gt;x&lt;/script&gt;" in html
    assert "<i>late" not in html


@pytest.fixture
def quarters(
    q2: ReportingPeriod, q3: ReportingPeriod, q4: ReportingPeriod
) -> tuple[ReportingPeriod, ReportingPeriod, ReportingPeriod]:
    return q2, q3, q4


@pytest.mark.parametrize("size", [1, 3])
def test_the_dashboard_takes_a_fixed_number_of_queries(
    thurrock: Partnership,
    quarters: tuple[ReportingPeriod, ReportingPeriod, ReportingPeriod],
    partner: User,
    client_for: ClientFor,
    size: int,
) -> None:
    for number in range(size):
        review = ReviewFactory.create(partnership=thurrock)
        review.themes.set([LearningThemeFactory.create(partnership=thurrock)])
        plan = a_rated_plan(thurrock, actions=size, review=review)
        plan.sections.update(aim=StrategicAimFactory.create(partnership=thurrock, number=str(number)))
        for action in plan.actions.all():
            action.leads.set([LeadFactory.create(partnership=thurrock)])
            rated(action, "amber", quarters[1])
            rated(action, "red", quarters[2], reason="Late.")
    client = client_for(partner)

    with CaptureQueriesContext(connection) as queries:
        dashboard(client)

    assert len(queries) == 28


def test_six_hundred_actions_cost_no_more_queries(
    thurrock: Partnership,
    quarters: tuple[ReportingPeriod, ReportingPeriod, ReportingPeriod],
    partner: User,
    client_for: ClientFor,
) -> None:
    _six_hundred(a_rated_plan(thurrock, actions=0), *quarters[1:])
    client = client_for(partner)

    with CaptureQueriesContext(connection) as queries:
        html = dashboard(client)

    assert len(queries) == 28
    assert "See all 300 actions" in html


def _six_hundred(plan: ActionPlan, before: ReportingPeriod, now: ReportingPeriod) -> None:
    """600 actions at once; the first half went from amber to red."""
    objective, dimension = Objective.objects.get(), Dimension.objects.get()
    levels = {level.code: level for level in Level.objects.all()}
    actions = Action.objects.bulk_create(
        Action(plan=plan, objective=objective, position=number, reference=str(number), text="Do it.")
        for number in range(1, 601)
    )
    make = RatingFactory._meta.model
    Rating.objects.bulk_create(
        make(action=action, dimension=dimension, period=period, level=levels[level])
        for action in actions
        for period, level in [(before, "amber"), (now, "red" if action.position <= 300 else "amber")]
    )
