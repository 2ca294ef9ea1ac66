"""A quarter that a file speaks of, and that is there already under another name."""

from datetime import date

import pytest

from accounts.models import Partnership, User
from accounts.rules import RuleBroken
from plans.models import Action
from ratings.models import Rating, ReportingPeriod
from ratings.services import add_period, close_period
from spreadsheets.services import import_document

RATED = b"Ref,Action,Lead,Timescale,Q4 2020/21 RAG\n1,Hold a meeting,Audit Group,31/03/2021,Green\n"


@pytest.fixture
def spring(thurrock: Partnership, business: User) -> ReportingPeriod:
    return add_period(
        partnership=thurrock, name="Spring", starts_on=date(2021, 1, 1), ends_on=date(2021, 3, 31), by=business
    )


def test_quarter_under_another_name_is_taken_for_the_one_of_its_dates(spring: ReportingPeriod, business: User) -> None:
    import_document(partnership=spring.partnership, file_name="rated.csv", data=RATED, by=business)

    assert Rating.objects.get().period == spring
    assert ReportingPeriod.objects.count() == 1


def test_quarter_under_another_name_that_is_closed_takes_no_rating(spring: ReportingPeriod, business: User) -> None:
    close_period(period=spring, by=business)

    with pytest.raises(RuleBroken, match="Spring is closed"):
        import_document(partnership=spring.partnership, file_name="rated.csv", data=RATED, by=business)

    assert not Action.objects.exists()
