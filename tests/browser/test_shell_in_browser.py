"""The shell as people meet it: wide, at 320 pixels, by keyboard, without scripts, and on paper."""

import pytest
from pytest_django.fixtures import Settings

from accounts.models import User
from reviews.models import ReviewKind
from tests.browser.conftest import NARROW, WIDE, CheckAccessibility, PageFor, sideways
from tests.factories import PASSWORD, UserFactory

WIDTHS = [WIDE, NARROW]


@pytest.fixture
def style_page(settings: Settings) -> str:
    settings.ROOT_URLCONF = "tests.browser.style_page"
    return "/style-page/"


@pytest.fixture
def person(transactional_db: None) -> User:
    return UserFactory.create(email="person@example.org", password=PASSWORD)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/password/reset/", "/accounts/signup/", "/none"])
def test_entrance_bars_nobody_at_any_width(
    page_for: PageFor, axe: CheckAccessibility, width: int, address: str
) -> None:
    page = page_for(width=width)

    page.goto(address)

    axe(page)
    assert sideways(page) == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_page_of_a_person_bars_nobody_at_any_width(
    page_for: PageFor, axe: CheckAccessibility, person: User, width: int
) -> None:
    page = page_for(person, width=width)

    page.goto("/accounts/password/change/")

    assert page.get_by_role("button", name="Sign out").is_visible()
    axe(page)
    assert sideways(page) == 0


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("query", ["", "?invalid"])
def test_components_bar_nobody_at_any_width(
    page_for: PageFor, axe: CheckAccessibility, style_page: str, width: int, query: str
) -> None:
    page = page_for(width=width)

    page.goto(style_page + query)

    axe(page)
    assert sideways(page) == 0


@pytest.mark.parametrize("javascript", [True, False])
def test_person_signs_in_and_out_with_and_without_scripts(page_for: PageFor, person: User, javascript: bool) -> None:
    page = page_for(javascript=javascript)
    page.goto("/accounts/password/change/")

    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Change your password"
    page.get_by_role("button", name="Sign out").click()
    assert page.get_by_text("You have signed out.").is_visible()


def test_sign_in_with_wrong_password_leads_to_what_is_wrong(
    page_for: PageFor, axe: CheckAccessibility, person: User
) -> None:
    page = page_for()
    page.goto("/accounts/login/")

    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Enter your e-mail address").click()

    assert page.evaluate("document.activeElement.name") == "login"
    assert page.title().startswith("Error: Sign in")
    axe(page)


def test_first_tab_leads_past_the_header(page_for: PageFor) -> None:
    page = page_for()
    page.goto("/accounts/password/reset/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main-content"


def test_print_hides_the_frame_and_keeps_levels_without_colour(page_for: PageFor, style_page: str) -> None:
    page = page_for()
    page.goto(style_page)

    page.emulate_media(media="print")

    assert not page.locator(".app-header").is_visible()
    mark = page.locator(".app-level--red .app-level__mark").first
    assert mark.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    assert mark.evaluate("e => getComputedStyle(e).color") == "rgb(0, 0, 0)"
    assert mark.locator(".app-level__letter").inner_text() == "R"
    assert page.locator("thead").evaluate("e => getComputedStyle(e).display") == "table-header-group"


@pytest.mark.parametrize("time", [1, 2])
def test_what_migrations_put_in_is_there_each_time(page_for: PageFor, time: int) -> None:
    page_for().goto("/healthz")

    assert ReviewKind.objects.exists()
