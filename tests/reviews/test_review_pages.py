"""Reviews through their pages: list, one review, changing it with a reason, and its history in sentences."""

import html
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Partnership, User
from accounts.rules import RuleBroken
from reviews.history import version_of
from reviews.models import GovernanceStage, LearningTheme, Review
from reviews.services import ReviewFacts, add_review, change_review
from tests.factories import ActionPlanFactory, LearningThemeFactory, ReviewFactory, ReviewKindFactory

ClientFor = Callable[[User], Client]


@pytest.fixture
def client(business: User, client_for: ClientFor) -> Client:
    return client_for(business)


@pytest.fixture
def theme(thurrock: Partnership) -> LearningTheme:
    return LearningThemeFactory.create(partnership=thurrock, name="Information sharing")


@pytest.fixture
def review(thurrock: Partnership, theme: LearningTheme) -> Review:
    made = ReviewFactory.create(
        partnership=thurrock, title="Sam and Kyle", governance_stage=GovernanceStage.LEARNING_PUBLISHED
    )
    made.themes.add(theme)
    return made


def address(name: str, **kwargs: Any) -> str:
    return reverse(f"reviews:{name}", kwargs={"partnership": "thurrock", **kwargs})


def text_of(response: Any) -> str:
    return html.unescape(response.content.decode())


def fields(review: Review, **changed: Any) -> dict[str, Any]:
    """The change form as the page makes it, with what somebody typed in."""
    made = {
        "title": review.title,
        "kind": str(review.kind_id),
        "governance_stage": review.governance_stage,
        "summary": review.summary,
        "themes": [str(theme.pk) for theme in review.themes.all()],
        "new_themes": "",
        "reason": "As agreed by the Strategic Group.",
        "seen": str(version_of(review)),
    }
    return made | changed


def day(name: str, parts: tuple[str, str, str]) -> dict[str, str]:
    return {f"{name}_{number}": part for number, part in enumerate(parts)}


# --- What is shown --------------------------------------------------------------------------------------------------


def test_reviews_shows_kind_stage_themes_and_plans(client: Client, review: Review, thurrock: Partnership) -> None:
    ActionPlanFactory.create(partnership=thurrock, review=review, title="SCR action plan")

    page = text_of(client.get(address("reviews")))

    for words in ("Sam and Kyle", "Peer review", "Learning published, not yet ratified", "Information sharing"):
        assert words in page
    assert "SCR action plan" in page


def test_reviews_without_any_say_where_they_come_from(client: Client) -> None:
    assert "No reviews yet" in text_of(client.get(address("reviews")))


def test_review_of_another_partnership_does_not_exist(
    client: Client, other_partnership: Partnership, southend: User
) -> None:
    foreign = ReviewFactory.create(partnership=other_partnership, title="Southend's own")

    assert "Southend's own" not in text_of(client.get(address("reviews")))
    assert client.get(address("review", pk=foreign.pk)).status_code == 404
    assert client.post(address("review_change", pk=foreign.pk), fields(foreign)).status_code == 404


def test_review_not_yet_published_says_so(client: Client, thurrock: Partnership) -> None:
    review = ReviewFactory.create(partnership=thurrock, governance_stage=GovernanceStage.IN_PROGRESS)

    assert "it does not appear in a committee’s report" in text_of(client.get(address("review", pk=review.pk)))


@pytest.mark.parametrize("count", [1, 3])
def test_reviews_are_read_in_the_same_number_of_queries(
    client: Client, thurrock: Partnership, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        review = ReviewFactory.create(partnership=thurrock)
        review.themes.add(LearningThemeFactory.create(partnership=thurrock))
        ActionPlanFactory.create(partnership=thurrock, review=review)

    with django_assert_num_queries(7):
        client.get(address("reviews"))


@pytest.mark.parametrize("changes", [1, 3])
def test_a_review_is_read_in_the_same_number_of_queries(
    *,
    client: Client,
    review: Review,
    business: User,
    changes: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(changes):
        facts = ReviewFacts(title=f"Title {number}", kind=review.kind, governance_stage="ratified")
        change_review(review=review, facts=facts, seen_version=version_of(review), reason="Why.", by=business)

    with django_assert_num_queries(9):
        client.get(address("review", pk=review.pk))


@pytest.mark.parametrize(
    ("persona", "look", "do"),
    [("partner", 200, 403), ("scrutineer", 200, 403), ("lead_person", 403, 403), ("committee", 404, 404)],
)
def test_reviews_are_closed_to_those_without_the_permission(
    *, request: pytest.FixtureRequest, client_for: ClientFor, review: Review, persona: str, look: int, do: int
) -> None:
    client = client_for(request.getfixturevalue(persona))

    assert client.get(address("reviews")).status_code == look
    assert client.get(address("review", pk=review.pk)).status_code == look
    assert client.get(address("review_change", pk=review.pk)).status_code == do
    assert client.post(address("review_change", pk=review.pk), fields(review, title="Other")).status_code == do
    assert client.post(address("review_add"), fields(review, title="Other")).status_code == do
    review.refresh_from_db()
    assert review.title == "Sam and Kyle"
    assert Review.objects.count() == 1


# --- Changing -------------------------------------------------------------------------------------------------------


def test_changing_a_review_stays_in_its_history_in_sentences(client: Client, review: Review) -> None:
    data = fields(review, governance_stage="ratified", themes=[], new_themes="Thresholds and escalation")

    response = client.post(address("review_change", pk=review.pk), data | day("ratified_on", ("9", "3", "2021")))

    page = text_of(client.get(response["Location"]))
    review.refresh_from_db()
    assert (review.governance_stage, review.ratified_on) == ("ratified", date(2021, 3, 9))
    assert "Business Persona" in page
    assert "Governance stage: changed from “Learning published, not yet ratified” to “Ratified”." in page
    assert "Ratified: set to “9 March 2021”." in page
    assert "Learning themes: added “Thresholds and escalation”." in page
    assert "Learning themes: removed “Information sharing”." in page
    assert "Reason: As agreed by the Strategic Group." in page


def test_changing_nothing_writes_nothing(client: Client, review: Review) -> None:
    before = version_of(review)

    response = client.post(address("review_change", pk=review.pk), fields(review))

    assert response.status_code == 302
    assert version_of(review) == before


@pytest.mark.parametrize(
    ("changed", "target", "sentence"),
    [
        ({"title": ""}, "id_title", "Enter a title."),
        ({"title": "sam and frankie"}, "id_title", "Another review bears this title already."),
        ({"reason": ""}, "id_reason", "Say why"),
        ({"governance_stage": "done"}, "id_governance_stage_0", "done"),
        (day("ratified_on", ("9", "3", "2021")), "id_ratified_on_0", "Only a ratified review has a date"),
        (day("published_on", ("31", "4", "2021")), "id_published_on_0", "Enter a date that exists"),
        (
            day("commissioned_on", ("1", "5", "2021")) | day("published_on", ("1", "4", "2021")),
            "id_published_on_0",
            "this date is too early",
        ),
        ({"new_themes": "x" * 121}, "id_new_themes", "A theme has at most 120 letters"),
    ],
)
def test_changing_with_a_mistake_names_the_field_and_writes_nothing(
    *,
    client: Client,
    review: Review,
    thurrock: Partnership,
    changed: dict[str, Any],
    target: str,
    sentence: str,
) -> None:
    ReviewFactory.create(partnership=thurrock, title="Sam and Frankie")
    before = version_of(review)

    response = client.post(address("review_change", pk=review.pk), fields(review, summary="Typed summary.") | changed)

    page = text_of(response)
    assert response.status_code == 422
    assert f'href="#{target}"' in page
    assert sentence in page
    assert "Typed summary." in page
    assert version_of(review) == before


def test_theme_of_another_partnership_cannot_be_chosen(
    client: Client, review: Review, other_partnership: Partnership
) -> None:
    foreign = LearningThemeFactory.create(partnership=other_partnership)

    response = client.post(address("review_change", pk=review.pk), fields(review, themes=[str(foreign.pk)]))

    assert response.status_code == 422


def test_a_known_theme_written_anew_is_not_made_twice(client: Client, review: Review, theme: LearningTheme) -> None:
    client.post(address("review_change", pk=review.pk), fields(review, themes=[], new_themes="INFORMATION sharing\n"))

    assert LearningTheme.objects.count() == 1
    assert list(review.themes.all()) == [theme]


@pytest.mark.parametrize("seen", [None, "", "x"])
def test_a_stale_form_shows_both_versions_and_overwrites_nothing(
    client: Client, review: Review, administrator: User, seen: str | None
) -> None:
    mine = fields(review, summary="My summary.") | ({} if seen is None else {"seen": seen})
    theirs = ReviewFacts(title="Sam, Kyle", kind=review.kind, governance_stage="ratified", summary="Their summary.")
    change_review(review=review, facts=theirs, seen_version=version_of(review), reason="Why.", by=administrator)

    response = client.post(address("review_change", pk=review.pk), mine)

    page = text_of(response)
    review.refresh_from_db()
    assert response.status_code == 409
    assert review.summary == "Their summary."
    for words in ("My summary.", "Their summary.", "Admin Persona", f'value="{version_of(review)}"'):
        assert words in page


def test_a_stale_form_saved_once_more_goes_on_top(client: Client, review: Review, administrator: User) -> None:
    mine = fields(review, summary="My summary.")
    theirs = ReviewFacts(title="Sam, Kyle", kind=review.kind, governance_stage="ratified", summary="Their summary.")
    change_review(review=review, facts=theirs, seen_version=version_of(review), reason="Why.", by=administrator)

    response = client.post(address("review_change", pk=review.pk), mine | {"seen": str(version_of(review))})

    review.refresh_from_db()
    assert response.status_code == 302
    assert (review.title, review.summary) == ("Sam and Kyle", "My summary.")


def test_adding_a_review(client: Client, thurrock: Partnership) -> None:
    kind = ReviewKindFactory.create()
    data = {"title": "Leo", "kind": str(kind.pk), "governance_stage": "commissioned", "new_themes": "Thresholds"}

    response = client.post(address("review_add"), data)

    page = text_of(client.get(response["Location"]))
    review = thurrock.reviews.get()
    assert (review.title, [theme.name for theme in review.themes.all()]) == ("Leo", ["Thresholds"])
    assert "The review was entered." in page
    assert review.history.get().history_user == User.objects.get(email="business@example.org")


def test_adding_with_a_mistake_keeps_what_was_typed(client: Client, thurrock: Partnership) -> None:
    response = client.post(address("review_add"), {"title": "", "summary": "Typed."})

    assert response.status_code == 422
    assert "Typed." in text_of(response)
    assert not thurrock.reviews.exists()


def test_service_refuses_a_theme_of_another_partnership(
    thurrock: Partnership, business: User, other_partnership: Partnership
) -> None:
    foreign = LearningThemeFactory.create(partnership=other_partnership)
    facts = ReviewFacts(title="Leo", kind=ReviewKindFactory.create(), governance_stage="commissioned", themes=[foreign])

    with pytest.raises(RuleBroken) as refusal:
        add_review(partnership=thurrock, facts=facts, by=business)

    assert refusal.value.field == "themes"
    assert not Review.objects.exists()
