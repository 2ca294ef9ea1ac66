"""What an import refuses, and how it says so: another partnership's things, lists that have changed, a broken write."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from accounts.models import Partnership, User
from accounts.rules import RuleBroken
from plans.models import Action, ActionPlan
from spreadsheets.models import ImportRun
from spreadsheets.services.writing import PlanWriter
from tests.factories import ActionPlanFactory, PeriodFactory, RatingScaleFactory, ReviewFactory
from tests.spreadsheets.test_import_page import filled_in, row_of, staged, staged_csv, text_of

ClientFor = Callable[[User], Client]
THINGS: dict[str, Any] = {
    "target": ActionPlanFactory,
    "period": PeriodFactory,
    "review": ReviewFactory,
    "scale": RatingScaleFactory,
}


def long_import(thurrock: Partnership, business: User) -> ImportRun:
    lines = "".join(f"{n},Do thing {n},Board,May 2021\n" for n in range(1, 252))
    return staged_csv(thurrock, business, "Ref,Action,Lead,Timescale\n" + lines)


@pytest.mark.parametrize("name", list(THINGS))
def test_thing_of_another_partnership_cannot_be_chosen(
    *, thurrock: Partnership, other_partnership: Partnership, business: User, client_for: ClientFor, name: str
) -> None:
    foreign = THINGS[name].create(partnership=other_partnership)
    run, client = staged(thurrock, business), client_for(business)
    here = f"/thurrock/import/{run.pk}/"
    data = filled_in(client.get(here)) | {name: foreign.pk, "title": "Ours"}

    answer = client.post(here, data)

    run.refresh_from_db()
    label = answer.context["sheet"].facts.fields[name].label
    assert answer.status_code == 422
    assert f"{label}: choose one from the list." in text_of(answer)
    assert (run.title, getattr(run, f"{name}_id")) == ("Peer Review Action Plan", None)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("section", "Of another plan", "Row 3 of Action Plan, Section: choose one from the list."),
        ("level_0", "turquoise", "Row 3 of Action Plan, Rating: choose one from the list."),
        ("reference", "1" * 41, "Row 3 of Action Plan, Reference: shorten it to 40 characters."),
    ],
)
def test_value_that_cannot_stand_names_its_row_and_field(
    *, thurrock: Partnership, business: User, client_for: ClientFor, name: str, value: str, sentence: str
) -> None:
    run, client = staged(thurrock, business), client_for(business)
    here = f"/thurrock/import/{run.pk}/"
    row = row_of(run, "1")
    data = filled_in(client.get(here)) | {f"row-{row.pk}-{name}": value, f"row-{row.pk}-measure": "Typed"}

    answer = client.post(here, data)

    row.refresh_from_db()
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert ("Typed" in text_of(answer), row.chosen) == (True, {})


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (OperationalError("database is locked"), "The import broke off, and everything was taken back."),
        (RuleBroken("That cannot be."), "That cannot be."),
    ],
)
def test_long_import_that_fails_midway_says_so_on_its_page_and_writes_nothing(
    *,
    thurrock: Partnership,
    business: User,
    client_for: ClientFor,
    monkeypatch: pytest.MonkeyPatch,
    broken: Exception,
    sentence: str,
) -> None:
    run, client = long_import(thurrock, business), client_for(business)
    there = f"/thurrock/import/{run.pk}/changes/"
    write = PlanWriter.write

    def fails_at_the_second_batch(self: PlanWriter, changes: Any) -> None:
        if any(each.reference == "201" for each in changes):
            raise broken
        write(self, changes)

    monkeypatch.setattr(PlanWriter, "write", fails_at_the_second_batch)

    answer = client.post(there, {"seen": client.get(there).context["seen"]})
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]  # a streaming answer has it

    run.refresh_from_db()
    assert "<li>200 of 251 rows are written.</li>" in text
    assert f"<strong>Nothing was written. {sentence}</strong>" in text
    assert f'href="{there}"' in text
    assert text.rstrip().endswith("</html>")
    assert "Done" not in text
    assert (Action.objects.count(), ActionPlan.objects.count(), run.status) == (0, 0, "staged")
