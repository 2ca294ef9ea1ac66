"""Every rule that the database holds, broken on purpose past every service; a rule that nothing breaks fails here.

A case is a write that breaks one rule and no other. Rules with a test of their own elsewhere are found by their name.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from accounts.models import Agency, HistoryHead, HistoryLink, Membership, Partnership, User
from plans.models import DateRequest, LeadWording, Meeting, Milestone
from ratings.models import Challenge, ChallengeAnswer, ExpectedLevel, LevelMap, ScaleMap
from reporting.models import ReportPlan
from reporting.services import create_draft
from reviews.models import LearningTheme
from spreadsheets.models import ColumnMapping
from spreadsheets.services import stage_document
from tests.factories import (
    DimensionFactory,
    LeadFactory,
    LevelDefinitionFactory,
    LevelFactory,
    MembershipFactory,
    ObjectiveFactory,
    PeriodFactory,
    ProgressUpdateFactory,
    RatingScaleFactory,
    ReviewFactory,
    SectionFactory,
    StrategicAimFactory,
    UserFactory,
    a_rated_plan,
    brag,
)

OURS = ("accounts", "reviews", "plans", "ratings", "spreadsheets", "reporting")
NOON = datetime(2021, 3, 31, 12, tzinfo=UTC)
MARCH = date(2021, 3, 31)

Write = Callable[[], object]


class Things:
    """What the cases write to, made as each asks for it."""

    def __init__(self, partnership: Partnership, person: User) -> None:
        self.partnership, self.person = partnership, person
        self.plan = a_rated_plan(partnership, actions=2)
        self.action, self.other = self.plan.actions.order_by("position")
        self.scale = self.plan.rating_setup.scale
        self.level = self.scale.levels.get(code="blue")
        self.dimension = self.scale.dimensions.get()
        self.period = PeriodFactory.create(partnership=partnership)


def twice(make: Callable[[], object]) -> Write:
    """A write that makes the same thing a second time."""
    make()
    return make


def changed(thing: models.Model, **values: object) -> Write:
    return lambda: type(thing)._default_manager.filter(pk=thing.pk).update(**values)


def made(of: type[models.Model], /, **values: object) -> Callable[[], object]:
    return lambda: of._default_manager.create(**values)


def request_for(things: Things, **values: object) -> Callable[[], object]:
    wanted = {"wanted_on": MARCH, "wanted_precision": "day", "reason": "x", "asked_by": things.person, "asked_at": NOON}
    return made(DateRequest, **{"action": things.action, **wanted, **values})


def challenge_about(things: Things, **values: object) -> Callable[[], object]:
    asked = {"question": "Why?", "asked_by": things.person, "asked_at": NOON}
    return made(Challenge, **{"action": things.action, "period": things.period, **asked, **values})


def map_of(things: Things, **values: object) -> Callable[[], object]:
    other = brag(things.partnership, name="Another")
    wanted = {"from_scale": things.scale, "to_scale": other, "reason": "x", "made_by": things.person, "made_at": NOON}
    return made(ScaleMap, **{**wanted, **values})


def level_of_a_map(things: Things) -> Write:
    scale_map = map_of(things)()
    answer = {"map": scale_map, "from_level": things.level, "to_level": things.scale.levels.get(code="red")}
    return twice(made(LevelMap, **answer))


def link(number: int) -> Callable[[], object]:
    said = {"content": "{}", "digest": "x", "previous": "", "hash": "x"}
    return made(HistoryLink, number=number, model="plans.historicalaction", entry=10**9, **said)


def same_link_again(_things: Things) -> Write:
    link(10**9)()
    return link(10**9 + 1)


def another_level(things: Things, **values: object) -> Write:
    wanted = {"code": "new", "word": "New", "letter": "N", "colour": "grey", "shape": "dash", "rank": 9}
    return lambda: LevelFactory.create(scale=things.scale, **{**wanted, **values})


def a_definition(things: Things) -> Write:
    wanted = {"level": things.level, "dimension": things.dimension, "valid_from": date(2020, 1, 1)}
    return twice(lambda: LevelDefinitionFactory.create(**wanted))


def a_mapping(things: Things) -> Write:
    wanted = {"partnership": things.partnership, "shape": "x", "chosen_by": things.person, "chosen_at": NOON}
    known = {field.name for field in ColumnMapping._meta.get_fields()}
    return twice(made(ColumnMapping, **{name: value for name, value in wanted.items() if name in known}))


def an_import(things: Things) -> Write:
    data = b"Ref,Action,Lead,Timescale\n1,Meet,Audit Group,31/03/2021\n2,Write,Audit Group,30/06/2021\n"
    run = stage_document(partnership=things.partnership, file_name="plan.csv", data=data, by=things.person)
    first, second = run.rows.order_by("position")
    return changed(second, position=first.position)


def a_report(things: Things) -> Write:
    period, wanted = things.period, {"title": "Report", "plans": [things.plan], "meeting_name": ""}
    report = create_draft(partnership=things.partnership, period=period, by=things.person, **wanted)  # type: ignore[arg-type]  # as it takes them
    return made(ReportPlan, report=report, plan=things.plan, position=9)


CASES: dict[str, Callable[[Things], Write]] = {
    # accounts
    "membership_role_is_known": lambda t: changed(Membership.objects.get(user=t.person), role="king"),
    "one_agency_per_name": lambda t: twice(made(Agency, name="Essex Police")),
    "one_grant_per_person_and_role": lambda t: twice(
        lambda: (
            MembershipFactory.create(user=UserFactory.create(email="one@example.org"), partnership=t.partnership)
            if not User.objects.filter(email="one@example.org").exists()
            else MembershipFactory.create(user=User.objects.get(email="one@example.org"), partnership=t.partnership)
        )
    ),
    "one_person_per_email_address": lambda t: changed(UserFactory.create(), email=t.person.email.upper()),
    "partnership_address_is_not_reserved": lambda t: changed(t.partnership, slug="admin"),
    "one_link_per_entry_of_a_history": same_link_again,
    "the_history_has_one_end": lambda t: made(HistoryHead, pk=2),
    # reviews
    "one_review_per_title": lambda t: twice(lambda: ReviewFactory.create(partnership=t.partnership, title="Same")),
    "one_theme_per_name": lambda t: twice(made(LearningTheme, partnership=t.partnership, name="Same")),
    "review_stage_is_known": lambda t: changed(
        ReviewFactory.create(partnership=t.partnership), governance_stage="king"
    ),
    "only_a_ratified_review_has_a_ratified_date": lambda t: changed(
        ReviewFactory.create(partnership=t.partnership, governance_stage="in_progress"), ratified_on=MARCH
    ),
    # plans
    "action_status_is_known": lambda t: changed(t.action, status="king", withdrawn_at=NOON, withdrawn_reason="x"),
    "timescale_kind_is_known": lambda t: changed(t.action, timescale_kind="king"),
    "one_action_per_position": lambda t: changed(t.action, position=t.other.position),
    "one_active_action_per_reference": lambda t: changed(t.action, reference=t.other.reference),
    "lead_kind_is_known": lambda t: changed(LeadFactory.create(partnership=t.partnership), kind="king"),
    "one_lead_per_name": lambda t: twice(lambda: LeadFactory.create(partnership=t.partnership, name="Same")),
    "one_lead_per_wording": lambda t: twice(
        made(LeadWording, partnership=t.partnership, lead=LeadFactory.create(partnership=t.partnership), text="Same")
    ),
    "one_milestone_per_position": lambda t: twice(made(Milestone, action=t.action, position=1, text="x")),
    "one_section_per_position": lambda t: twice(lambda: SectionFactory.create(plan=t.plan, position=99)),
    "one_objective_per_position": lambda t: twice(lambda: ObjectiveFactory.create(plan=t.plan, position=99)),
    "section_kind_is_known": lambda t: changed(SectionFactory.create(plan=t.plan), kind="king"),
    "one_aim_per_number_and_span": lambda t: twice(
        lambda: StrategicAimFactory.create(partnership=t.partnership, number="1", first_year=2019)
    ),
    "one_plan_per_title": lambda t: changed(a_rated_plan(t.partnership), title=t.plan.title.upper()),
    "plan_kind_is_known": lambda t: changed(t.plan, kind="king"),
    "plan_does_not_end_before_it_starts": lambda t: changed(t.plan, starts_on=MARCH, ends_on=date(2021, 3, 30)),
    "a_date_request_has_a_reason": lambda t: request_for(t, reason=""),
    "a_decided_request_says_by_whom_and_when": lambda t: request_for(t, status="granted"),
    "one_open_request_per_action": lambda t: twice(request_for(t)),
    "a_correction_says_who_and_why": lambda t: changed(
        ProgressUpdateFactory.create(action=t.action), correction_reason="Because."
    ),
    "one_meeting_per_name_and_day": lambda t: twice(
        made(Meeting, partnership=t.partnership, name="Committee", held_on=MARCH)
    ),
    # reporting
    "a_plan_stands_once_in_a_report": a_report,
    # ratings
    "a_challenge_asks_something": lambda t: challenge_about(t, question=""),
    "a_closed_challenge_says_by_whom_and_when": lambda t: challenge_about(t, closed_at=NOON),
    "an_answer_says_something": lambda t: made(
        ChallengeAnswer, challenge=challenge_about(t)(), text="", said_by=t.person, said_at=NOON
    ),
    "a_map_joins_two_scales": lambda t: map_of(t, to_scale=t.scale),
    "one_map_per_pair_of_scales": lambda t: twice(map_of(t)),
    "one_answer_per_level_of_a_map": level_of_a_map,
    "definition_does_not_end_before_it_begins": lambda t: changed(t.level.definitions.get(), valid_to=date(2001, 1, 1)),
    "one_definition_per_dimension_and_day": a_definition,
    "one_dimension_per_code": lambda t: lambda: DimensionFactory.create(scale=t.scale, code="overall", position=9),
    "one_dimension_per_position": lambda t: lambda: DimensionFactory.create(scale=t.scale, code="other", position=1),
    "one_expectation_per_action_and_level": lambda t: twice(
        made(ExpectedLevel, plan=t.plan, action=t.action, dimension=t.dimension, period=t.period, level=t.level)
    ),
    "level_colour_is_known": lambda t: changed(t.level, colour="puce"),
    "level_shape_is_known": lambda t: changed(t.level, shape="blob"),
    "one_level_per_code": lambda t: another_level(t, code="blue"),
    "one_level_per_letter": lambda t: another_level(t, letter="B"),
    "one_level_per_rank": lambda t: another_level(t, rank=1),
    "one_period_per_dates": lambda t: changed(
        PeriodFactory.create(partnership=t.partnership, number=1),
        starts_on=t.period.starts_on,
        ends_on=t.period.ends_on,
    ),
    "one_scale_per_name": lambda t: twice(lambda: RatingScaleFactory.create(partnership=t.partnership, name="Same")),
    "only_a_complete_level_is_verified": lambda t: changed(t.scale.levels.get(code="amber"), needs_verification=True),
    # spreadsheets
    "one_import_row_per_position": an_import,
    "one_column_mapping_per_shape": a_mapping,
}


def constraints() -> dict[str, tuple[type[models.Model], models.BaseConstraint]]:
    """Every constraint of our models, by its name; of histories none."""
    return {
        constraint.name: (model, constraint)
        for model in apps.get_models()
        if model._meta.app_label in OURS and not hasattr(model, "tracked_fields")
        for constraint in model._meta.constraints
    }


def says(refusal: str, model: type[models.Model], constraint: models.BaseConstraint) -> bool:
    """Whether the database refused for this rule. SQLite names the columns of a plain unique one, not its name."""
    if constraint.name in refusal:
        return True
    if not isinstance(constraint, models.UniqueConstraint) or not constraint.fields or connection.vendor != "sqlite":
        return False
    columns = [f"{model._meta.db_table}.{model._meta.get_field(name).column}" for name in constraint.fields]  # type: ignore[union-attr]  # a column
    return refusal == f"UNIQUE constraint failed: {', '.join(columns)}"


@pytest.mark.parametrize("name", CASES)
def test_database_refuses_what_breaks_the_rule(name: str, thurrock: Partnership, business: User) -> None:
    model, constraint = constraints()[name]
    write = CASES[name](Things(thurrock, business))

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        write()

    assert says(str(refusal.value).split("\n")[0], model, constraint), str(refusal.value)


def test_every_rule_is_broken_by_some_test() -> None:
    tests = Path(__file__).parent
    written = "\n".join(path.read_text(encoding="utf-8") for path in tests.rglob("*.py"))

    assert [name for name in constraints() if name not in CASES and f'"{name}"' not in written] == []
