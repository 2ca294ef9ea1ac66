"""A real browser for journeys: `page_for(user)` is a page of somebody signed in, `axe(page)` finds what bars people.

Playwright's synchronous interface keeps an event loop in this thread, which Django takes for asynchronous code; it is
not, so Django is told. The service itself runs in another thread, with connections of its own (`live_server`).
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import User

WIDE, NARROW = 1280, 320
ARGUMENTS = [
    "--no-sandbox",  # the tests may be run by root in a container, where Chromium has none
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

# Where Django keeps, on the connection, what a serialized rollback puts back into the emptied database.
WHAT_MIGRATIONS_PUT_IN = "_test_serialized_contents"

PageFor = Callable[..., Page]
CheckAccessibility = Callable[[Page], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


def _executable() -> str | None:
    """Where the browser is; None leaves it to Playwright's own."""
    named = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    return named if Path(named).exists() else None


@pytest.fixture(scope="session")
def browser(django_db_setup: None) -> Iterator[Browser]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    kept = getattr(connection, WHAT_MIGRATIONS_PUT_IN, None)
    with sync_playwright() as playwright:
        # With an event loop in this thread Django opens another connection, which must be told what to restore.
        setattr(connection, WHAT_MIGRATIONS_PUT_IN, kept)
        launched = playwright.chromium.launch(executable_path=_executable(), args=ARGUMENTS)
        yield launched
        launched.close()
        # That other connection, while it can still be reached: PostgreSQL drops no database that somebody is still in.
        connection.close()


@pytest.fixture
def page_for(browser: Browser, live_server: LiveServer, django_db_serialized_rollback: None) -> Iterator[PageFor]:
    """A page of a person, or of nobody: `page_for(user, width=1280, height=900, javascript=True)`.

    Addresses are relative to the service. What the browser complains of (a script that fails, a style or an address
    that the Content-Security-Policy refuses) fails the test at its end. What migrations put into the database is there
    in each test, although the one before emptied it when it ended.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        # That a page answered 404 or 422 is for the test to judge.
        if message.type == "error" and not re.search(r"status of 4\d\d", message.text):
            complaints.append(message.text)

    def opened(user: User | None = None, *, width: int = WIDE, height: int = 900, javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale="en-GB",
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        if user is not None:
            client = Client()
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def axe() -> CheckAccessibility:
    """Fails with what axe-core finds on the page: which rule, where, and what to do."""

    def check(page: Page) -> None:
        found = Axe().run(page).response["violations"]
        lines = [
            f"{rule['id']} ({rule['impact']}): {rule['help']}\n    {node['html']}\n    {node['failureSummary']}"
            for rule in found
            for node in rule["nodes"]
        ]
        assert not lines, f"{page.url} at {page.viewport_size}:\n" + "\n".join(lines)

    return check


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the window: 0, or somebody must scroll in two directions."""
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return int(width)
