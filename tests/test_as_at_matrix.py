"""Every address as of a day: it shows the day and offers nothing to be done, or says that it has no earlier days."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from accounts.as_at.links import shows_other_days
from accounts.models import Partnership, User
from accounts.views.base import PartnershipView
from tests.test_access_matrix import TABLE, Row, address
from tests.test_addresses_never_fail import NO_ANSWERS
from tests.world import World, a_world


def of_a_partnership(row: Row) -> bool:
    """Whether it is a page of one partnership, which an administrator may open."""
    found = [pattern for name, pattern in _views(get_resolver().url_patterns) if name == row.route]
    return row.get[:3] == "200" and all(issubclass(each, PartnershipView) for each in found) and bool(found)


def _views(patterns: list[URLPattern | URLResolver], spaces: str = "") -> Iterator[tuple[str, type]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns, f"{spaces}{pattern.namespace}:" if pattern.namespace else spaces)
        elif pattern.name and hasattr(pattern.callback, "view_class"):
            yield spaces + pattern.name, pattern.callback.view_class


ROWS = [row for row in TABLE if of_a_partnership(row)]


@pytest.fixture
def world(thurrock: Partnership, business: User, lead_person: User, partner: User) -> World:
    return a_world(thurrock, by=business, lead_person=lead_person, member=partner)


@pytest.fixture
def client(administrator: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(administrator)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_page_shows_the_day_or_has_no_earlier_days(row: Row, world: World, client: Client) -> None:
    at, today = address(row, world), timezone.localdate().isoformat()

    answer = client.get(f"{at}?as_at={today}")

    if not shows_other_days(at):
        assert (answer.status_code, answer.headers["Location"]) == (302, at)
        return
    assert answer.status_code == 200
    if answer.headers["Content-Type"].startswith("text/html"):
        main = answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
        assert "Nothing here can be changed" in main
        assert 'method="post"' not in main
        assert 'data-module="govuk-button" role="button"' not in main


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_nothing_can_be_posted_to_an_earlier_day(row: Row, world: World, client: Client) -> None:
    answer = client.post(f"{address(row, world)}?as_at=2021-05-03")

    assert answer.status_code == 403
    assert "An earlier day cannot be changed" in answer.content.decode()


@pytest.mark.parametrize("page", ["dashboard/", "history/", "history/export/csv/", "as-at/"])
@pytest.mark.parametrize("name", ["as_at", "day_0", "page", "kind", "person", "since_0", "until_2"])
def test_a_question_that_has_no_answer_is_answered_with_a_sentence(page: str, name: str, client: Client) -> None:
    answers = {client.get(f"/thurrock/{page}?{name}={value}").status_code for value in NO_ANSWERS}

    assert answers <= {200, 302, 422}
