"""References that start again under each banner: next quarter's copy of the sheet finds its actions all the same."""

from collections.abc import Sequence

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Partnership, User
from accounts.rules import RuleBroken
from plans.models import Action, ActionPlan
from plans.services import reinstate_action, withdraw_action
from spreadsheets.matching import Spoken, match
from spreadsheets.models import ImportRun
from spreadsheets.services import CannotBeImported, import_document
from tests.factories import ActionFactory, ActionPlanFactory, SectionFactory
from tests.spreadsheets.tables import workbook_bytes

Banner = tuple[str, Sequence[tuple[str, str]]]

HOME: Banner = ("Theme 1: Safe at home", [("1", "Publish the neglect strategy"), ("2", "Audit home visits")])
SCHOOL: Banner = ("Theme 2: Safe at school", [("1", "Train designated leads"), ("2", "Review exclusions")])


def sheet(*banners: Banner) -> bytes:
    rows: list[list[str]] = [["Ref", "Action", "Lead", "Timescale"]]
    for title, actions in banners:
        rows.append([title, "", "", ""])
        rows += [[reference, text, "Essex Police", "March 2022"] for reference, text in actions]
    return workbook_bytes(rows)


def imported(partnership: Partnership, by: User, *banners: Banner) -> ImportRun:
    return import_document(
        partnership=partnership, file_name="plan.xlsx", data=sheet(*banners), by=by, title="Restarting plan"
    )


def stands() -> list[tuple[str, str, str]]:
    found = Action.objects.active().select_related("section").order_by("section__position", "position")
    return [(action.section.title if action.section else "", action.reference, action.text) for action in found]


def result(run: ImportRun) -> tuple[int, int, int, int]:
    return run.result["new"], run.result["changed"], run.result["same"], run.result["missing"]


def test_plan_whose_references_start_again_is_imported(thurrock: Partnership, business: User) -> None:
    run = imported(thurrock, business, HOME, SCHOOL)

    assert result(run) == (4, 0, 0, 0)
    assert [(reference, text) for _section, reference, text in stands()] == [*HOME[1], *SCHOOL[1]]


def test_next_copy_of_the_sheet_updates_instead_of_making_a_second_plan(thurrock: Partnership, business: User) -> None:
    imported(thurrock, business, HOME, SCHOOL)
    before = {action.pk: action.reference for action in Action.objects.all()}
    reworded = (SCHOOL[0], [("1", "Train every designated lead by March"), SCHOOL[1][1]])

    run = imported(thurrock, business, HOME, reworded)

    assert result(run) == (0, 1, 3, 0)
    assert ActionPlan.objects.count() == 1
    assert {action.pk: action.reference for action in Action.objects.all()} == before
    assert Action.objects.get(text="Train every designated lead by March").section_id is not None


def test_banner_put_in_between_orphans_nothing(thurrock: Partnership, business: User) -> None:
    imported(thurrock, business, HOME, SCHOOL)
    before = {action.text: action.pk for action in Action.objects.all()}
    online: Banner = ("Theme 1a: Safe online", [("1", "Survey pupils"), ("2", "Write guidance for parents")])

    run = imported(thurrock, business, HOME, online, SCHOOL)

    assert result(run) == (2, 0, 4, 0)
    assert {action.text: action.pk for action in Action.objects.filter(text__in=before)} == before


def test_renamed_banner_takes_its_actions_along_even_one_that_was_reworded(
    thurrock: Partnership, business: User
) -> None:
    imported(thurrock, business, HOME, SCHOOL)
    before = set(Action.objects.values_list("pk", flat=True))
    renamed: Banner = ("Theme 2: Safe in education", [SCHOOL[1][0], ("2", "Look at every exclusion since April")])

    run = imported(thurrock, business, HOME, renamed)

    assert result(run) == (0, 2, 2, 0)
    assert set(Action.objects.values_list("pk", flat=True)) == before
    assert Action.objects.get(text="Look at every exclusion since April").reference == "2"


def test_two_rows_of_one_reference_in_one_section_are_named(thurrock: Partnership, business: User) -> None:
    doubled: Banner = (HOME[0], [*HOME[1], ("2", "Something else altogether")])

    with pytest.raises(CannotBeImported) as refused:
        imported(thurrock, business, doubled, SCHOOL)

    assert refused.value.errors == [
        "Row 4 of Sheet and row 5 of Sheet both have the reference 2: change one of them, or leave one out."
    ]
    assert Action.objects.count() == 0


def test_reference_of_an_action_that_the_file_leaves_out_is_not_taken(thurrock: Partnership, business: User) -> None:
    plan = ActionPlanFactory.create(partnership=thurrock, title="Restarting plan")
    one, other = SectionFactory.create(plan=plan, title="One"), SectionFactory.create(plan=plan, title="Other")
    ActionFactory.create(plan=plan, section=one, reference="1", text="Keep this")
    ActionFactory.create(plan=plan, section=one, reference="2", text="Rename me")
    ActionFactory.create(plan=plan, section=other, reference="1", text="Elsewhere")
    data = b"Ref,Action,Lead,Timescale\r\n1,Rename me,,\r\n"

    with pytest.raises(CannotBeImported, match="bears the reference 1 in the same section, “Keep this”"):
        import_document(partnership=thurrock, file_name="plan.csv", data=data, by=business, title=plan.title)


def test_withdrawn_action_is_taken_up_again_unless_its_place_is_taken(thurrock: Partnership, business: User) -> None:
    imported(thurrock, business, HOME, SCHOOL)
    home, school = Action.objects.filter(reference="1").order_by("position")
    withdraw_action(action=home, seen_revision=home.revision, reason="Not ours.", by=business)
    reinstate_action(action=home, reason="Ours after all.", by=business)
    home.refresh_from_db()
    withdraw_action(action=home, seen_revision=home.revision, reason="Not ours.", by=business)
    ActionFactory.create(plan=home.plan, section=home.section, reference="1", position=99)

    with pytest.raises(RuleBroken, match="Another action bears the reference 1 by now"):
        reinstate_action(action=home, reason="Ours after all.", by=business)
    assert school.is_active


def test_database_keeps_a_reference_single_within_its_section_and_objective(thurrock: Partnership) -> None:
    plan = ActionPlanFactory.create(partnership=thurrock)
    section = SectionFactory.create(plan=plan)
    ActionFactory.create(plan=plan, section=None, objective=None, reference="1", position=1)
    ActionFactory.create(plan=plan, section=section, objective=None, reference="1", position=2)

    for held in (None, section):
        with pytest.raises(IntegrityError), transaction.atomic():
            ActionFactory.create(plan=plan, section=held, objective=None, reference="1", position=3)


def spoken(*actions: tuple[str, str, str]) -> list[Spoken]:
    return [Spoken.of(reference, text, section) for section, reference, text in actions]


@pytest.mark.parametrize(
    ("rows", "standing", "found"),
    [
        # A file without sections finds what is single, and by its words what is not.
        ([("", "1", "b"), ("", "3", "new words")], [("S", "1", "a"), ("T", "1", "b"), ("T", "3", "c")], [1, 2]),
        # One banner removed and another put in: their references mean nothing to each other.
        ([("N", "1", "x"), ("T", "1", "b")], [("S", "1", "a"), ("T", "1", "b")], [None, 1]),
        # Two banners that changed places keep their actions.
        ([("T", "1", "b"), ("S", "1", "a")], [("S", "1", "a"), ("T", "1", "b")], [1, 0]),
        # An action moved under another banner, with the number it gets there.
        ([("T", "1", "b"), ("T", "2", "a")], [("S", "1", "a"), ("T", "1", "b")], [1, 0]),
        # The same words under each banner.
        ([("S", "1", "Report"), ("T", "1", "Report")], [("S", "1", "Report"), ("T", "1", "Report")], [0, 1]),
    ],
)
def test_rows_are_matched_by_their_place_first(
    rows: list[tuple[str, str, str]], standing: list[tuple[str, str, str]], found: list[int | None]
) -> None:
    assert match(spoken(*rows), list(enumerate(spoken(*standing)))) == found
