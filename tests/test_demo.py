"""The demonstration: the documents' story, told through the importer, the same however often it is told."""

from collections import Counter
from collections.abc import Callable

import pytest
from django.core import serializers
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.urls import reverse

from accounts.models import User
from plans.models import Action, ActionPlan, DateRequest
from ratings.models import Challenge, ExpectedLevel, Rating
from reporting.models import Report
from safeguarding import demo
from safeguarding.demo.people import PASSWORD, PEOPLE
from spreadsheets.models import ImportRow, ImportRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> None:
    demo.load()


def everything() -> str:
    """All that the demonstration wrote, as text."""
    rows = [*ActionPlan.objects.all(), *Action.objects.all(), *Rating.objects.all(), *Report.objects.all()]
    return str(serializers.serialize("json", rows)) + str(
        [len(model.objects.all()) for model in (User, ImportRun, ImportRow, ExpectedLevel)]
    )


def levels(title: str, period: str) -> dict[str, int]:
    given = Rating.objects.filter(action__plan__title=title, period__name=period)
    return dict(Counter(given.values_list("level__code", flat=True)))


def test_running_it_twice_gives_the_same_database(told: None) -> None:
    before = everything()

    assert demo.load() is False
    assert everything() == before


def test_it_tells_what_the_documents_tell(told: None) -> None:
    counts = {plan.title: plan.actions.count() for plan in ActionPlan.objects.all()}
    assert counts == {
        "Delivery Plan 2019-2020": 101,
        "Frankie": 14,
        "SCR Sam and Kyle Action Plan": 18,
        "Leo": 14,
        "Peer Review Action Plan": 26,
        "JTAI Action Plan": 21,
    }
    assert levels("Peer Review Action Plan", "2020/21 Q4") == {"green": 1, "amber": 4, "red": 4}
    assert levels("Peer Review Action Plan", "2021/22 Q3") == {"blue": 23, "amber": 3}
    assert levels("SCR Sam and Kyle Action Plan", "2021/22 Q3") == {"blue": 16, "amber": 2}
    assert levels("Frankie", "2021/22 Q3") == {"blue": 11, "amber": 3}
    assert levels("Leo", "2021/22 Q3") == {"blue": 1, "green": 4, "amber": 9}


def test_documents_came_in_through_the_importer_with_their_words(told: None) -> None:
    assert set(ImportRun.objects.values_list("file_name", "status")) == {
        ("delivery-plan-2019-20.docx", "committed"),
        ("peer-review-action-plan.xlsx", "committed"),
        ("scr-sam-and-kyle-action-plan.docx", "committed"),
        ("jtai-action-plan.docx", "committed"),
    }
    assert set(Action.objects.filter(is_placeholder=True).values_list("plan__title", flat=True)) == {"Frankie", "Leo"}
    imported = Action.objects.filter(is_placeholder=False)
    assert not imported.exclude(pk__in=ImportRow.objects.values("action")).exists()


def test_southend_has_its_trajectory_by_dimension_and_period(told: None) -> None:
    points = ExpectedLevel.objects.values_list("dimension__code", "period__name", "level__code")

    assert set(points) >= {
        ("process", "2018/19 Q2", "red"),
        ("process", "2018/19 Q2", "amber"),
        ("impact", "2018/19 Q4", "blue"),
        ("performance", "2019/20 Q1", "blue"),
    }
    assert len(points) == 15


def test_it_shows_a_challenge_answered_and_one_waiting_and_a_date_asked_for_as_illustrations(
    told: None,
) -> None:
    challenges = Challenge.objects.order_by("pk")
    requests = DateRequest.objects.all()

    assert [(each.is_open, each.answers.count()) for each in challenges] == [(True, 1), (True, 0)]
    assert [each.status for each in requests] == ["asked"]
    for text in (*(each.question for each in challenges), *(each.reason for each in requests)):
        assert text.startswith("Illustration")


def test_committee_reads_the_counts_of_the_minutes(told: None, client_for: Callable[[User], Client]) -> None:
    councillor = client_for(User.objects.get(email="committee@example.org"))
    report = Report.objects.get()

    page = councillor.get(reverse("reporting:report", kwargs={"partnership": "thurrock", "pk": report.pk}))

    for sentence in (
        "14 actions identified: 11 blue and 3 amber",
        "18 actions identified: 16 blue and 2 amber",
        "14 actions identified: 1 blue, 4 green and 9 amber",
        "26 actions identified: 23 blue and 3 amber",
        "11 complete: 11 claimed",
        "16 complete: 1 verified, 15 claimed",
        "Shay and Ashley",
        "not yet ratified through governance processes",
        "The work has been embedded into the service.",
    ):
        assert sentence in page.content.decode(), sentence


@override_settings(DEMO=True)
def test_everybody_named_by_the_command_can_sign_in(capsys: pytest.CaptureFixture[str], client: Client) -> None:
    call_command("demo")

    printed = capsys.readouterr().out
    for sign_in, *_rest in PEOPLE:
        assert f"{sign_in}@example.org" in printed
        assert client.login(username=f"{sign_in}@example.org", password=PASSWORD)


@override_settings(DEMO=False)
def test_command_refuses_to_run_on_a_real_service() -> None:
    with pytest.raises(CommandError, match="not a demonstration"):
        call_command("demo")

    assert not User.objects.exists()
