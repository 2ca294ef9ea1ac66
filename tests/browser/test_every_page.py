"""Every page of the service, at a caseworker's width and a telephone's: axe finds nothing, nobody scrolls sideways.

The addresses are those of the access matrix, so that a new page is looked at from its first day.
"""

import pytest

from accounts.models import Partnership, User
from tests.browser.conftest import CheckAccessibility, PageFor, sideways
from tests.test_access_matrix import TABLE, Row, address
from tests.world import World, a_world

# No page for people (a health check, a file), or one that is only sent on from.
NO_PAGE = {"healthz", "ratings:evidence", "spreadsheets:export", "accounts:home", "reporting:home"}
NO_PAGE |= {"reporting:pdf", "reporting:docx", "reporting:xlsx"}
NO_PAGE |= {"calendar_feed", "reporting:year_word"}
NO_PAGE |= {"spreadsheets:marked", "spreadsheets:history", "spreadsheets:plan_history", "spreadsheets:action_history"}
PAGES = [row for row in TABLE if row.route not in NO_PAGE and row.get.startswith("200")]


@pytest.fixture
def world(thurrock: Partnership, business: User, lead_person: User, partner: User) -> World:
    return a_world(thurrock, by=business, lead_person=lead_person, member=partner)


@pytest.mark.parametrize("pages", [PAGES[part::6] for part in range(6)], ids=lambda pages: f"{len(pages)} pages")
def test_page_bars_nobody_at_any_width(
    pages: list[Row], world: World, administrator: User, page_for: PageFor, axe: CheckAccessibility
) -> None:
    wide, narrow = page_for(administrator), page_for(administrator, width=320)
    for row in pages:
        for page in (wide, narrow):
            answer = page.goto(address(row, world))

            assert answer is not None
            assert answer.status == 200, page.url
            axe(page)
            assert sideways(page) == 0, page.url
