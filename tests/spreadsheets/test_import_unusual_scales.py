"""Plans rated by number, or by two colours at once, committed: the scale that is made of them, each rating in it."""

import pytest

from accounts.models import Partnership, User
from ratings.models import Level, Rating
from spreadsheets.services import import_document
from tests.factories import PeriodFactory
from tests.spreadsheets.tables import csv_bytes

HEADINGS = ["Action", "Lead", "Timescale", "RAG"]
ASKS = ("Agree the guide with all schools", "Share the guide with all staff", "Audit the use of the guide")


def rated(*levels: str) -> list[list[str]]:
    return [HEADINGS, *[[ask, "Police", "May 2031", level] for ask, level in zip(ASKS, levels, strict=True)]]


@pytest.mark.parametrize(
    ("rows", "codes", "scale"),
    [
        (
            rated("Amber/Green", "A/R", "Green"),
            ["amber-green", "amber-red", "green"],
            ["Green", "Amber/Green", "Amber/Red"],
        ),
        (
            [*rated("1", "3", "2"), ["RAG key: 1 = not begun; 2 = begun; 3 = complete", "", "", ""]],
            ["1", "3", "2"],
            ["3", "2", "1"],
        ),
        (
            [*rated("1", "3", "2"), ["RAG key: 1 = Red, not begun; 2 = Amber, begun; 3 = Green, done", "", "", ""]],
            ["red", "green", "amber"],
            ["Green", "Amber", "Red"],
        ),
        (rated("🟢", "🔴", "🟠 slipping"), ["green", "red", "amber"], ["Green", "Amber", "Red"]),
    ],
)
def test_ratings_stand_in_a_scale_of_their_own(
    rows: list[list[str]], codes: list[str], scale: list[str], thurrock: Partnership, business: User
) -> None:
    period = PeriodFactory.create(partnership=thurrock)

    run = import_document(
        partnership=thurrock, file_name="guide plan.csv", data=csv_bytes(rows), by=business, period=period
    )

    found = Rating.objects.filter(action__plan=run.plan).order_by("action__position")
    assert list(found.values_list("level__code", flat=True)) == codes
    levels = Level.objects.filter(scale=found[0].level.scale).order_by("rank")
    assert list(levels.values_list("word", flat=True)) == scale
