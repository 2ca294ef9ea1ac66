"""`import_plan` at a shell: what it prints, how it ends, and that it writes nothing unless told to."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection

from accounts.models import Partnership, User
from plans.models import Action, ActionPlan
from spreadsheets.models import ImportRun
from tests.factories import PartnershipFactory, PeriodFactory

SOURCES = Path(__file__).resolve().parents[2] / "fixtures" / "sources"
PEER_REVIEW = SOURCES / "peer-review-action-plan.xlsx"


def told(*arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error."""
    out, err = StringIO(), StringIO()
    try:
        call_command("import_plan", *arguments, stdout=out, stderr=err)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_document_is_summed_up_and_nothing_is_written(thurrock: Partnership) -> None:
    code, out, err = told(str(PEER_REVIEW), "--partnership", "thurrock")

    assert (code, err) == (0, "")
    assert out.startswith("Peer Review Action Plan: 26 actions read from peer-review-action-plan.xlsx.\n")
    assert "“31/04/2021” is not a date that exists" in out
    assert out.endswith("Nothing was written: add --commit to write it.\n")
    assert (ImportRun.objects.count(), ActionPlan.objects.count()) == (0, 0)


def test_json_is_one_object_of_the_fixed_form(thurrock: Partnership) -> None:
    code, out, _err = told(str(PEER_REVIEW), "--partnership", "thurrock", "--json")

    found: dict[str, Any] = json.loads(out)
    eighth = found["actions"][7]
    assert code == 0
    assert (found["title"], found["kind"], len(found["actions"])) == ("Peer Review Action Plan", "peer_review", 26)
    assert eighth["reference"] == "8"
    assert eighth["timescale"]["due"] is None
    assert eighth["ratings"] == [{"dimension": None, "period": None, "level": "amber", "text": "Yellow"}]
    assert eighth["source"] == {"table": "Action Plan", "row": 10}
    assert "“" in out


def test_commit_writes_as_the_page_does(thurrock: Partnership, administrator: User) -> None:
    PeriodFactory.create(partnership=thurrock)

    code, out, err = told(
        str(PEER_REVIEW),
        "--partnership",
        "thurrock",
        "--commit",
        "--period",
        "2020/21 Q4",
        "--title",
        "Our peer review",
    )

    run = ImportRun.objects.get()
    assert (code, err) == (0, "")
    assert out.endswith("Written by Admin Persona: 26 new, 0 changed, 0 same.\n")
    assert run.plan is not None
    assert (run.plan.title, run.committed_by, run.plan.actions.count()) == ("Our peer review", administrator, 26)


def test_plan_of_another_title_is_made_beside_the_one_that_stands(thurrock: Partnership, administrator: User) -> None:
    PeriodFactory.create(partnership=thurrock)
    commit = (str(PEER_REVIEW), "--partnership", "thurrock", "--commit", "--period", "2020/21 Q4")
    told(*commit)

    code, out, err = told(*commit, "--title", "Our other review")

    assert (code, err) == (0, "")
    assert out.endswith("Written by Admin Persona: 26 new, 0 changed, 0 same.\n")
    assert {plan.title: plan.actions.count() for plan in ActionPlan.objects.all()} == {
        "Peer Review Action Plan": 26,
        "Our other review": 26,
    }


@pytest.mark.parametrize(
    ("tables", "sentence"),
    [
        ([], "This service has not been set up yet: run `manage.py migrate` first."),
        (["accounts_partnership"], "The database did not take it, and nothing was written: no such table"),
    ],
)
def test_database_that_does_not_answer_ends_with_2_and_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tables: list[str], sentence: str
) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise OperationalError("no such table: accounts_partnership")

    monkeypatch.setattr(Partnership.objects, "filter", broken)
    monkeypatch.setattr(connection.introspection, "table_names", lambda: tables)

    code, out, err = told(str(PEER_REVIEW), "--partnership", "thurrock")

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert sentence in err


def test_commit_is_by_the_person_named(thurrock: Partnership, administrator: User, business: User) -> None:
    file = SOURCES / "delivery-plan-2019-20.docx"

    code, _out, _err = told(str(file), "--partnership", "thurrock", "--commit", "--as", "business@example.org")

    assert code == 0
    assert ImportRun.objects.get().committed_by == business
    assert set(Action.history.values_list("history_user__email", flat=True)) == {"business@example.org"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere.xlsx", "--partnership", "thurrock"], "There is no file nowhere.xlsx: check its name."),
        ([str(SOURCES), "--partnership", "thurrock"], f"{SOURCES} is a folder: name the document in it."),
        ([str(PEER_REVIEW), "--partnership", "essex"], "There is no partnership essex: choose one of these"),
        ([str(PEER_REVIEW), "--partnership", "thurrock", "--commit", "--period", "Q9"], "There is no period Q9"),
        ([str(PEER_REVIEW), "--partnership", "thurrock", "--commit", "--scale", "ABC"], "There is no scale ABC"),
        (
            [str(PEER_REVIEW), "--partnership", "thurrock", "--commit"],
            "Say with --period which period the ratings are of",
        ),
        (
            [str(PEER_REVIEW), "--partnership", "thurrock", "--commit", "--as", "nobody@example.org"],
            "Nobody signs in as nobody@example.org",
        ),
        (
            [str(PEER_REVIEW), "--partnership", "thurrock", "--commit", "--as", "partner@example.org"],
            "partner@example.org may not import in this partnership",
        ),
    ],
)
def test_what_cannot_be_done_ends_with_2_and_one_sentence(
    *, thurrock: Partnership, administrator: User, partner: User, arguments: list[str], sentence: str
) -> None:
    code, out, err = told(*arguments)

    assert (code, out) == (2, "")
    assert sentence in err
    assert "Traceback" not in err
    assert (ImportRun.objects.count(), ActionPlan.objects.count()) == (0, 0)


def test_file_that_cannot_be_read_ends_with_2(thurrock: Partnership, tmp_path: Path) -> None:
    file = tmp_path / "plan.xlsx"
    file.write_bytes(b"PK\x03\x04 broken")

    code, out, err = told(str(file), "--partnership", "thurrock", "--json")

    assert (code, out) == (2, "")
    assert err.count("\n") == 1


def test_nobody_who_may_import_ends_with_2(db: None) -> None:
    PartnershipFactory.create(slug="thurrock")
    file = SOURCES / "delivery-plan-2019-20.docx"

    code, _out, err = told(str(file), "--partnership", "thurrock", "--commit")

    assert code == 2
    assert "give somebody the role of administrator first" in err
