"""Quarters that a file names without their year: of the plan's own year, or of one that a person says."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.models import Partnership, User
from ratings.models import Rating, ReportingPeriod
from spreadsheets.bare_quarters import alone, is_bare, with_year, year_of
from spreadsheets.services import commit_run
from tests.factories import PeriodFactory
from tests.spreadsheets.test_import_page import filled_in, staged_csv, text_of

ClientFor = Callable[[User], Client]
ONE = (
    "Ref,Action,Lead,Timescale,RAG\n1,Agree a form with all,Board,May 2031,Green\n"
    "2,Write to all schools,Board,June 2031,Red\n"
)
SEVERAL = (
    "Ref,Action,Lead,Timescale,RAG Q1,RAG Q2\n1,Agree a form with all,Board,May 2031,Red,Green\n"
    "2,Write to all schools,Board,June 2031,Red,Red\n"
)


@pytest.fixture
def autumn(thurrock: Partnership) -> ReportingPeriod:
    return PeriodFactory.create(
        partnership=thurrock, name="2031/32 Q3", starts_on=date(2031, 10, 1), ends_on=date(2031, 12, 31)
    )


def test_file_named_for_a_quarter_asks_for_its_period_and_is_written_into_it(
    autumn: ReportingPeriod, business: User, client_for: ClientFor
) -> None:
    """The name may be no more than when it was sent: a person chooses, and no period "Q4" is wanted."""
    run = staged_csv(autumn.partnership, business, ONE, "Action plan Q4.csv")
    client, here = client_for(business), f"/thurrock/import/{run.pk}/"
    page = client.get(here)

    answer = client.post(here, filled_in(page) | {"period": autumn.pk, "go": "changes"}, follow=True)
    run.refresh_from_db()
    commit_run(run=run, by=business)

    assert "Choose the period that the ratings in the file are of." in text_of(page)
    assert "there is no period" not in text_of(answer)
    assert [rating.period for rating in Rating.objects.all()] == [autumn, autumn]


def test_quarters_of_several_columns_are_of_the_year_of_the_chosen_period(
    autumn: ReportingPeriod, business: User, client_for: ClientFor
) -> None:
    run = staged_csv(autumn.partnership, business, SEVERAL, "Plan.csv")
    client, here = client_for(business), f"/thurrock/import/{run.pk}/"
    page = client.get(here)

    refused = client.post(here, filled_in(page) | {"go": "changes"})
    client.post(here, filled_in(page) | {"period": autumn.pk, "go": "changes"})
    run.refresh_from_db()
    commit_run(run=run, by=business)

    assert refused.status_code == 422
    assert sorted({rating.period.name for rating in Rating.objects.all()}) == ["2031/32 Q1", "2031/32 Q2"]
    assert Rating.objects.count() == 4


def test_quarters_are_of_the_year_that_the_plan_is_of(
    autumn: ReportingPeriod, business: User, client_for: ClientFor
) -> None:
    run = staged_csv(autumn.partnership, business, SEVERAL, "Plan.csv")
    run.starts_on, run.ends_on = date(2030, 4, 1), date(2031, 3, 31)
    run.save()

    commit_run(run=run, by=business)

    assert sorted({rating.period.name for rating in Rating.objects.all()}) == ["2030/31 Q1", "2030/31 Q2"]


@pytest.mark.parametrize(
    ("names", "only"),
    [(["Q4", "Q4"], "Q4"), (["Q1", "Q2"], None), (["2030/31 Q4"], None), ([None, "Q4"], None), ([], None)],
)
def test_one_quarter_alone_without_a_year_says_no_more_than_one_period(
    names: list[str | None], only: str | None
) -> None:
    assert alone(names) == only


def test_quarter_is_given_its_year_and_any_other_name_stays() -> None:
    assert (with_year("Q2", 2025), with_year("Q2", None), with_year("June", 2025)) == ("2025/26 Q2", "Q2", "June")
    assert (is_bare("Q2"), is_bare("2025/26 Q2"), is_bare("")) == (True, False, False)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "chosen", "year"),
    [
        (date(2025, 4, 1), date(2026, 3, 31), None, 2025),
        (date(2025, 4, 1), date(2028, 3, 31), date(2027, 1, 5), 2026),
        (None, None, date(2027, 5, 1), 2027),
        (date(2025, 4, 1), None, None, None),
    ],
)
def test_year_is_that_of_the_plan_or_of_the_chosen_period(
    starts_on: date | None, ends_on: date | None, chosen: date | None, year: int | None
) -> None:
    assert year_of(starts_on, ends_on, chosen) == year
