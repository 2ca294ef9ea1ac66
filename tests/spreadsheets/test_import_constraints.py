"""The rules of imports that the database holds, each tried to be broken."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError

from accounts.models import Partnership, User
from spreadsheets.models import ImportRow, ImportRun

NOW = datetime(2021, 3, 31, 12, tzinfo=UTC)


def a_run(partnership: Partnership, by: User, **more: Any) -> ImportRun:
    return ImportRun.objects.create(
        partnership=partnership, file_name="x.csv", sha256="0" * 64, data=b"x", uploaded_by=by, uploaded_at=NOW, **more
    )


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"status": "committed", "committed_at": NOW}, "import_was_committed_by_whom_and_when_or_not"),
        ({"status": "committed"}, "import_status_agrees_with_its_dates"),
        ({"status": "staged", "committed_at": NOW, "committed_by": True}, "import_status_agrees_with_its_dates"),
        ({"status": "undone", "committed_at": NOW, "committed_by": True}, "import_status_agrees_with_its_dates"),
        (
            {"status": "undone", "committed_at": NOW, "committed_by": True, "undone_at": NOW},
            "import_was_undone_by_whom_and_when_or_not",
        ),
        ({"status": "lost"}, "import_status_agrees_with_its_dates"),
    ],
)
def test_import_says_who_and_when_or_neither(
    thurrock: Partnership, business: User, values: dict[str, Any], constraint: str
) -> None:
    people = {name: business for name in values if name.endswith("_by")}

    with pytest.raises(IntegrityError, match=constraint):
        a_run(thurrock, business, **(values | people))


def test_two_rows_of_an_import_do_not_share_a_position(thurrock: Partnership, business: User) -> None:
    run = a_run(thurrock, business)
    ImportRow.objects.create(run=run, position=1, table="x", row=2)

    with pytest.raises(IntegrityError):
        ImportRow.objects.create(run=run, position=1, table="x", row=3)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [({"decision": "perhaps"}, "import_decision_is_known"), ({"outcome": "lost"}, "import_outcome_is_known")],
)
def test_row_has_a_known_decision_and_outcome(
    thurrock: Partnership, business: User, values: dict[str, str], constraint: str
) -> None:
    run = a_run(thurrock, business)

    with pytest.raises(IntegrityError, match=constraint):
        ImportRow.objects.create(run=run, position=1, table="x", row=2, **values)
