"""What goes out comes in again and changes nothing: each kind of plan, in each form, whatever its texts say."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.models import Partnership, User
from plans.models import Action, ActionPlan, Milestone, Section, SectionKind
from plans.services import move_due_date, withdraw_action
from ratings.choosing import choose_period
from ratings.chosen_actions import choose_actions
from ratings.filter_options import options_for_plan
from ratings.models import ReportingPeriod, Restatement
from ratings.selection import Selection
from spreadsheets.delimited import csv_of
from spreadsheets.exporting import exported_plan
from spreadsheets.preview import Preview, preview
from spreadsheets.services import stage_document
from spreadsheets.word_files import word_of
from spreadsheets.workbooks import workbook_of
from tests.factories import (
    ActionFactory,
    LeadFactory,
    ObjectiveFactory,
    PeriodFactory,
    ProgressUpdateFactory,
    a_rated_plan,
    brag,
    rated,
)

MAKERS = {"xlsx": workbook_of, "csv": csv_of, "docx": word_of}
FORMS = list(MAKERS)
KINDS = ["peer_review", "delivery_plan", "case_review", "jtai", "other"]
HOSTILE = [
    '=HYPERLINK("http://example.org","x")',
    "'=1+1",
    "＝1+1",
    "<b>bold</b> & <script>alert(1)</script>",
    "First line\nSecond line\r\n\n- third\n\t1. fourth",
    "▸ Due: 1 April 2030\n▹ and on\n▸▸ twice",
    "🙂 emoji and ünïcode – “quotes” \u200b",
    "Objective: none",
    "No update",
    "word " * 1000,
    "wörd 🙂 " * 6000,
    "y" * 70_000,
    "Ends with\n▸ Goes on in the sheet “Long texts”, text 1.",
    "a\x0bb \x07c",
    'a "quoted", cell; with | every\tseparator',
]


def file_of(plan: ActionPlan, form: str, period: ReportingPeriod, by: User) -> bytes:
    """As the plan's page hands it out, with the ratings of the period."""
    options, today = options_for_plan(plan), date(2021, 4, 20)
    found = choose_actions(
        Action.objects.filter(plan=plan),
        selection=Selection(period=period.pk),
        options=options,
        chosen=choose_period(by, plan.partnership, wanted=period.pk, today=today, plan=plan),
        today=today,
    )
    return MAKERS[form](exported_plan(plan, found, today=today))


def brought_back(plan: ActionPlan, form: str, data: bytes, by: User) -> Preview:
    """What an import of the file into the plan would do."""
    run = stage_document(partnership=plan.partnership, file_name=f"file.{form}", data=data, by=by)
    run.target = plan
    return preview(run)


def told(made: Preview) -> dict[str, Any]:
    return {
        "new": [change.text[:40] for change in made.new],
        "changed": [(change.reference, change.changes) for change in made.changed],
        "missing": [row.label for row in made.missing],
        "errors": made.errors,
        "same": len(made.same),
        "leads": made.landing.new_leads,
    }


NOTHING: dict[str, Any] = {"new": [], "changed": [], "missing": [], "errors": [], "leads": []}


def an_action(plan: ActionPlan, **said: Any) -> Action:
    return ActionFactory.create(plan=plan, **said)


@pytest.fixture
def period(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(partnership=thurrock)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_hostile_texts_of_each_kind_come_back_as_they_were(
    *, thurrock: Partnership, business: User, period: ReportingPeriod, kind: str, form: str
) -> None:
    plan = a_rated_plan(thurrock, actions=0, kind=kind)
    objective = ObjectiveFactory.create(plan=plan, section=None, text=HOSTILE[5])
    lead = LeadFactory.create(partnership=thurrock, name="Police, Fire, and Rescue")
    for number, text in enumerate(HOSTILE):
        action = an_action(plan, text=text, measure=text, objective=objective if number % 2 else None, leads=[lead])
        action.timescale_text, action.lead_text = (text, text) if number % 3 else ("31/03/2021", "")
        action.save()
        rated(action, "red", period, reason=text)
        ProgressUpdateFactory.create(action=action, text=text)
        ProgressUpdateFactory.create(action=action, text=f"{text} before", as_at=date(2020, 10, 1))
        ProgressUpdateFactory.create(action=action, text=text, topic="overall")
        ProgressUpdateFactory.create(action=action, text=text, topic="other topic")

    made = brought_back(plan, form, file_of(plan, form, period, business), business)

    assert told(made) == NOTHING | {"same": len(HOSTILE)}


@pytest.mark.parametrize("form", FORMS)
def test_what_was_done_in_each_rated_dimension_comes_back_and_is_read(
    *, thurrock: Partnership, business: User, period: ReportingPeriod, form: str
) -> None:
    brag(thurrock, dimensions=("process", "impact"))
    plan = a_rated_plan(thurrock, actions=2, kind="jtai")
    first, second = plan.actions.order_by("position")
    rated(first, "red", period, dimension="impact", reason="=Why\n▸ not")
    ProgressUpdateFactory.create(action=first, text="▸ An audit\nshows change.", topic="impact")
    ProgressUpdateFactory.create(action=second, text="No update\nbut a meeting.", topic="process")
    data = file_of(plan, form, period, business)

    made = brought_back(plan, form, data, business)

    assert told(made) == NOTHING | {"same": 2}
    incoming = list(made.landing.incoming.values())
    assert incoming[0].topics == {("impact", ""): "▸ An audit\nshows change."}
    assert incoming[0].reasons == {("impact", period.name): "=Why\n▸ not"}
    assert incoming[1].topics == {("process", ""): "No update\nbut a meeting."}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_plan_that_people_worked_on_comes_back_as_it_stands(
    *, thurrock: Partnership, business: User, period: ReportingPeriod, kind: str, form: str
) -> None:
    plan = a_rated_plan(thurrock, actions=4, kind=kind, title="Our plan")
    moved, withdrawn, unrated, undated = plan.actions.order_by("position")
    move_due_date(
        action=moved,
        due_on=date(2021, 9, 30),
        precision="quarter",
        reason="=Late\n▸ Due: 1 May 2030",
        agreed_by="The Chair",
        by=business,
    )
    moved.save()
    withdraw_action(action=withdrawn, seen_revision=withdrawn.revision, reason="Not ours.", by=business)
    undated.due_on, undated.due_precision = None, ""
    undated.save()
    Milestone.objects.create(action=moved, position=1, text="First\nhalf", due_on=date(2021, 5, 1), due_precision="day")
    rated(moved, "amber", period, reason="Two agencies\nare late.")
    ProgressUpdateFactory.create(action=unrated, text="A meeting was held.")

    made = brought_back(plan, form, file_of(plan, form, period, business), business)

    assert told(made) == NOTHING | {"same": 3}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_sections_and_objectives_of_each_action_come_back(
    *, thurrock: Partnership, business: User, period: ReportingPeriod, kind: str, form: str
) -> None:
    plan = a_rated_plan(thurrock, actions=0, kind=kind)
    titles = ["Safeguarding is everyone's business", "Theme: with a colon", "▸ marked", "No objective"]
    sections = [
        Section.objects.create(
            plan=plan, position=at, number=str(at) if at % 2 else "", title=title, kind=SectionKind.AIM
        )
        for at, title in enumerate(titles, start=2)
    ]
    for at, section in enumerate([*sections, None, sections[0]]):
        objectives = [
            ObjectiveFactory.create(plan=plan, section=section, text=f"Objective: {at}.{n}") for n in range(2)
        ]
        for objective in (None, *objectives, None):
            an_action(plan, section=section, objective=objective, text="The same words")

    made = brought_back(plan, form, file_of(plan, form, period, business), business)

    assert told(made) == NOTHING | {"same": plan.actions.count()}


@pytest.mark.parametrize("form", FORMS)
def test_rating_of_an_earlier_scale_and_a_restated_one_come_back(
    *, thurrock: Partnership, business: User, period: ReportingPeriod, form: str
) -> None:
    plan = a_rated_plan(thurrock, actions=2, kind="case_review")
    first, second = plan.actions.order_by("position")
    rated(first, "amber", period, reason="Late.")
    given = rated(second, "blue", period)
    Restatement.objects.create(
        action=second,
        dimension=given.dimension,
        period=period,
        first_level=given.level,
        level=given.level.scale.levels.get(code="red"),
        reason="The audit found otherwise.",
        restated_by=business,
        restated_at=datetime(2021, 5, 3, 12, tzinfo=UTC),
    )
    setup = plan.rating_setup
    earlier = setup.scale.levels.get(code="amber")
    earlier.word, earlier.letter = "Yellow", "Y"
    earlier.save()
    setup.scale = brag(thurrock, name="New")
    setup.save()
    data = file_of(plan, form, period, business)

    made = brought_back(plan, form, data, business)

    assert told(made) == NOTHING | {"same": 2}
    if form == "csv":
        assert "Restated on 3 May 2021 as Red, first given Blue: The audit found otherwise." in data.decode("utf-8-sig")
        assert "Y Yellow" in data.decode("utf-8-sig")
        # What is in force, as on every page: whoever counts the file counts what the plan's page does.
        assert "R Red" in data.decode("utf-8-sig")
        assert "B Blue" not in data.decode("utf-8-sig")


TEXTS = st.text(
    st.one_of(st.sampled_from("▸▹=+-@'\t\n\r :,;\"|&<>_x000D_🙂"), st.characters(exclude_categories=["Cs"])),
    min_size=1,
    max_size=60,
).filter(lambda text: "\0" not in text and bool(text.strip()))


@pytest.mark.parametrize("form", FORMS)
@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(texts=st.lists(TEXTS, min_size=4, max_size=4))
def test_any_text_comes_back_as_it_was(
    *,
    thurrock: Partnership,
    business: User,
    period: ReportingPeriod,
    form: str,
    texts: list[str],
) -> None:
    plan = a_rated_plan(thurrock, actions=1, kind="delivery_plan")
    action = plan.actions.get()
    action.text, action.measure, action.timescale_text, reason = texts
    action.save()
    rated(action, "amber", period, reason=reason)

    made = brought_back(plan, form, file_of(plan, form, period, business), business)

    assert told(made) == NOTHING | {"same": 1}
