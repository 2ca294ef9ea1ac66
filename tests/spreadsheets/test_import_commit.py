"""Each source document committed, and what then stands in the database compared with what a careful person reads."""

import json
from pathlib import Path
from typing import Any

from accounts.models import Partnership, User
from plans.models import Action, ActionPlan
from ratings.models import ExpectedLevel, Rating
from spreadsheets.models import ImportRun
from spreadsheets.services import import_document
from tests.factories import PeriodFactory

SOURCES = Path(__file__).resolve().parents[2] / "fixtures" / "sources"


def truth_of(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SOURCES / "truth" / f"{name}.json").read_text(encoding="utf-8"))
    return found


def imported(partnership: Partnership, by: User, file_name: str, **more: Any) -> ImportRun:
    data = (SOURCES / file_name).read_bytes()
    return import_document(partnership=partnership, file_name=file_name, data=data, by=by, **more)


def actions_of(run: ImportRun) -> list[Action]:
    assert run.plan is not None
    return list(run.plan.actions.select_related("section", "objective").order_by("position"))


def test_peer_review_stands_in_the_database_as_a_careful_person_reads_it(thurrock: Partnership, business: User) -> None:
    period = PeriodFactory.create(partnership=thurrock)
    truth = truth_of("peer-review-action-plan")

    run = imported(thurrock, business, "peer-review-action-plan.xlsx", period=period)

    found = [
        {
            "reference": action.reference,
            "section": str(action.section),
            "recommendation": action.objective.text if action.objective else None,
            "action": action.text,
            "progress": next((update.text for update in action.updates.all()), None),
            "lead": action.lead_text,
            "timescale": action.timescale_text,
            "rating": next((rating.written for rating in action.ratings.all()), None),
        }
        for action in actions_of(run)
    ]
    assert found == [{key: action[key] for key in found[0]} for action in truth["actions"]]
    assert {rating.period for rating in Rating.objects.all()} == {period}
    assert list(Rating.objects.order_by("action__position").values_list("level__code", flat=True)) == (
        ["green"] + ["red"] * 4 + ["amber"] * 4
    )


def test_delivery_plan_stands_in_the_database_as_a_careful_person_reads_it(
    thurrock: Partnership, business: User
) -> None:
    truth = truth_of("delivery-plan-2019-20")

    run = imported(thurrock, business, "delivery-plan-2019-20.docx")

    found = [
        {
            "reference": action.reference,
            "section": action.section.number if action.section else None,
            "objective": action.objective.text if action.objective else None,
            "action": action.text,
            "measure": action.measure or None,
            "timescale": action.timescale_text or None,
            "lead": action.lead_text or None,
        }
        for action in actions_of(run)
    ]
    assert found == [{key: action[key] for key in found[0]} for action in truth["actions"]]
    assert run.plan is not None
    assert {section.number: section.title for section in run.plan.sections.all()} == truth["strategic_aims"]
    assert run.plan.objectives.count() == 43
    assert [(aim.first_year, aim.last_year) for aim in thurrock.aims.all()] == [(2019, 2019)] * 5
    assert all(section.aim for section in run.plan.sections.all())


def test_scr_stands_in_the_database_as_the_18_actions_the_committee_was_told_of(
    thurrock: Partnership, business: User
) -> None:
    truth = truth_of("scr-sam-and-kyle-action-plan")

    run = imported(thurrock, business, "scr-sam-and-kyle-action-plan.docx")

    actions = actions_of(run)
    assert len(actions) == truth["actions_reported_to_committee"]
    rows = run.rows.filter(is_whole=True)
    assert [row.staged.text for row in rows] == [row["action"] for row in truth["rows"]]
    assert {action.timescale_text for action in actions} == {row["timescale"] or "" for row in truth["rows"]}
    assert [part.due_on.isoformat() for part in actions[7].milestones.all() if part.due_on] == [
        "2020-12-30",
        "2021-02-28",
    ]


def test_jtai_stands_in_the_database_with_its_scale_and_its_expected_levels(
    other_partnership: Partnership, southend: User
) -> None:
    truth = truth_of("jtai-action-plan")

    run = imported(other_partnership, southend, "jtai-action-plan.docx")

    found = [
        {
            "section": action.section.number if action.section else None,
            "section_title": action.section.title if action.section else None,
            "action": action.text,
            "lead": action.lead_text,
            "measure": action.measure,
        }
        for action in actions_of(run)
    ]
    assert found == [{key: action[key] for key in found[0]} for action in truth["actions"]]
    expected: dict[str, dict[str, list[str]]] = {}
    for each in ExpectedLevel.objects.select_related("dimension", "period", "level").order_by("-level__rank"):
        expected.setdefault(each.dimension.code, {}).setdefault(each.period.name, []).append(each.level.code)
    assert expected == truth["expected"]
    assert run.plan is not None
    levels = run.plan.rating_setup.scale.levels.all()
    assert [level.letter for level in levels] == ["B", "A", "R", "G"]
    assert Rating.objects.count() == 0


def test_importing_the_same_file_again_changes_nothing(thurrock: Partnership, business: User) -> None:
    period = PeriodFactory.create(partnership=thurrock)
    first = imported(thurrock, business, "peer-review-action-plan.xlsx", period=period)
    before = {action.pk: action.history.count() for action in actions_of(first)}

    second = imported(thurrock, business, "peer-review-action-plan.xlsx", period=period)

    assert second.plan == first.plan
    assert (second.result["new"], second.result["changed"], second.result["same"]) == (0, 0, 26)
    assert {action.pk: action.history.count() for action in actions_of(second)} == before
    assert ActionPlan.objects.count() == 1
