"""What holds for every page: its headers, no script or style inside it, dressed error pages, and signing in."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core import mail
from django.core.cache import cache
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.urls import get_resolver, reverse

from accounts.models import User
from safeguarding import sign_in
from safeguarding.views import csrf_failure
from tests.factories import PASSWORD, UserFactory

TEMPLATES = Path(settings.BASE_DIR) / "templates"
INLINE = re.compile(r"""<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*["']|javascript:""", re.IGNORECASE)
COMPONENT_LINES = 30
TEMPLATE_LINES = 150


@pytest.fixture
def person(db: None) -> User:
    cache.clear()
    return UserFactory.create(email="person@example.org", password=PASSWORD)


@pytest.fixture
def signed_in(person: User, client: Client) -> Client:
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _templates() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))


def _dressed(content: bytes) -> bool:
    return b"app-header" in content and b"css/app.css" in content


# --- Headers and health ---


def test_healthz_answers_without_sign_in_and_without_database(client: Client) -> None:
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")


def test_healthz_asks_for_no_session_even_when_it_is_sent_one(client: Client) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "anything"

    assert client.get("/healthz").content == b"ok"


def test_healthz_is_read_only(client: Client) -> None:
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
def test_policy_allows_our_own_files_and_nothing_inside_a_page(client: Client) -> None:
    policy = client.get("/accounts/login/").headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.django_db
def test_headers_keep_pages_out_of_frames_caches_and_referrers(signed_in: Client) -> None:
    headers = signed_in.get("/accounts/password/change/").headers

    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "no-store" in headers["Cache-Control"]
    assert "camera=()" in headers["Permissions-Policy"]


# --- Templates ---


@pytest.mark.parametrize("template", _templates(), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_template_holds_no_script_or_style(template: Path) -> None:
    assert INLINE.findall(template.read_text()) == []


@pytest.mark.parametrize("example", ['<p style="x">', "<style>", "<script>", "<script type=a>", '<a onclick="x">'])
def test_inline_scan_finds_what_it_looks_for(example: str) -> None:
    assert INLINE.search(example)


@pytest.mark.parametrize("template", _templates(), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_template_stays_small_enough_to_read(template: Path) -> None:
    limit = COMPONENT_LINES if template.parent.name == "components" else TEMPLATE_LINES

    assert len(template.read_text().splitlines()) <= limit


@pytest.mark.parametrize("component", sorted((TEMPLATES / "components").glob("*.html")), ids=lambda path: path.name)
def test_component_says_what_it_takes(component: Path) -> None:
    head = "\n".join(component.read_text().splitlines()[:3])

    assert re.search(r"\{# .*(Takes|Drawn by|What \{\{ form \}\} draws|The three boxes|Stands on)", head)


# --- When something goes wrong ---


@pytest.mark.django_db
def test_unknown_address_is_a_dressed_404_for_a_stranger(client: Client) -> None:
    response = client.get("/accounts/none/")

    assert response.status_code == 404
    assert _dressed(response.content)
    assert b"Page not found" in response.content


def test_unknown_address_is_a_dressed_404_for_a_person(signed_in: Client) -> None:
    response = signed_in.get("/nowhere/at/all/")

    assert response.status_code == 404
    assert _dressed(response.content)


@pytest.mark.django_db
def test_old_form_is_a_dressed_403_that_says_what_to_do() -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@example.org", "password": "x"})

    assert response.status_code == 403
    assert _dressed(response.content)
    assert b"Nothing was saved" in response.content


def test_csrf_failure_hides_the_reason(rf: RequestFactory) -> None:
    response = csrf_failure(rf.post("/"), reason="CSRF token missing: secret detail")

    assert b"secret detail" not in response.content


@pytest.mark.parametrize(("name", "said"), [("403", "You may not do this"), ("400", "could not understand")])
def test_error_template_is_dressed(rf: RequestFactory, name: str, said: str) -> None:
    page = render_to_string(f"{name}.html", request=rf.get("/"))

    assert _dressed(page.encode())
    assert said in page


def test_failure_page_needs_nothing_that_could_have_failed() -> None:
    handler = get_resolver().resolve_error_handler(500)

    response = handler(RequestFactory().get("/"))

    assert response.status_code == 500
    assert _dressed(response.content)


# --- Signing in ---


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_reset_password_done"])
@pytest.mark.django_db
def test_entrance_is_dressed_and_open_to_strangers(client: Client, name: str) -> None:
    response = client.get(reverse(name))

    assert response.status_code == 200
    assert _dressed(response.content)


@pytest.mark.parametrize("address", ["inactive/", "signup/", "password/reset/key/done/", "password/reset/key/1-set-a/"])
@pytest.mark.django_db
def test_rarer_entrance_pages_are_dressed(client: Client, address: str) -> None:
    response = client.get(f"/accounts/{address}")

    assert response.status_code == 200
    assert _dressed(response.content)


@pytest.mark.parametrize("address", ["/accounts/logout/", "/accounts/password/change/"])
def test_account_pages_are_dressed(signed_in: Client, address: str) -> None:
    response = signed_in.get(address)

    assert response.status_code == 200
    assert _dressed(response.content)


def test_every_sign_in_address_is_covered_above() -> None:
    named = {route.name for route in sign_in.urlpatterns}

    assert named == {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_signup",
        "account_change_password",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
    }


def test_nobody_signs_up(client: Client, person: User) -> None:
    form = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}

    response = client.post("/accounts/signup/", form)

    assert b"Nobody can sign up here" in response.content
    assert not User.objects.filter(email="new@example.org").exists()


def test_wrong_password_says_nothing_of_whether_the_account_exists(client: Client, person: User) -> None:
    known = client.post("/accounts/login/", {"login": person.email, "password": "wrong"})
    unknown = client.post("/accounts/login/", {"login": "nobody@example.org", "password": "wrong"})

    assert known.context["form"].errors == unknown.context["form"].errors


def test_many_wrong_passwords_lock_the_account_for_a_while(client: Client, person: User) -> None:
    for _attempt in range(5):
        client.post("/accounts/login/", {"login": person.email, "password": "wrong"})

    response = client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})

    assert response.status_code == 200
    assert "_auth_user_id" not in client.session
    cache.clear()


@override_settings(ACCOUNT_RATE_LIMITS={"login": "1/m/ip"})
def test_too_many_tries_get_a_dressed_429(client: Client, person: User) -> None:
    form = {"login": person.email, "password": "wrong"}
    client.post("/accounts/login/", form)

    response = client.post("/accounts/login/", form)

    assert response.status_code == 429
    assert _dressed(response.content)
    cache.clear()


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/"])
@pytest.mark.django_db
def test_admin_has_no_sign_in_of_its_own(client: Client, address: str) -> None:
    response = client.get(address, follow=True)

    assert response.redirect_chain[-1][0].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/"])
def test_admin_is_shut_to_those_who_do_not_run_the_installation(signed_in: Client, address: str) -> None:
    response = signed_in.get(address, follow=True)

    assert response.status_code == 403
    assert _dressed(response.content)


def test_signing_out_needs_a_form(signed_in: Client) -> None:
    signed_in.get("/accounts/logout/")
    assert "_auth_user_id" in signed_in.session

    signed_in.post("/accounts/logout/")

    assert "_auth_user_id" not in signed_in.session


def test_leaver_cannot_sign_in(client: Client, person: User) -> None:
    person.is_active = False
    person.save()

    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})

    assert "_auth_user_id" not in client.session


def test_forgotten_password_is_chosen_anew_by_the_link_in_the_mail(client: Client, person: User) -> None:
    client.post("/accounts/password/reset/", {"email": person.email})
    sent = mail.outbox[0]
    link = re.search(r"http://testserver(\S+)", str(sent.body))
    assert link is not None
    chosen = client.get(link[1], follow=True)

    response = client.post(
        chosen.redirect_chain[-1][0], {"password1": "four seldom said words", "password2": "four seldom said words"}
    )

    person.refresh_from_db()
    assert response.status_code == 302
    assert person.check_password("four seldom said words")
    assert sent.subject == "Safeguarding plans: choose a new password"


def test_forgotten_password_of_a_stranger_sends_no_mail(client: Client, person: User) -> None:
    known = client.post("/accounts/password/reset/", {"email": person.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})

    assert [message.to for message in mail.outbox] == [[person.email]]
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_link_of_another_time_says_where_to_get_a_new_one(client: Client, person: User) -> None:
    token = default_token_generator.make_token(person)

    response = client.get(f"/accounts/password/reset/key/zz-{token}/", follow=True)

    assert b"This link no longer works" in response.content


def test_changed_password_is_told_by_mail(signed_in: Client, person: User) -> None:
    new = "four seldom said words"

    signed_in.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert [message.subject for message in mail.outbox] == ["Safeguarding plans: your password was changed"]


def test_short_password_is_refused_with_a_reason(signed_in: Client, person: User) -> None:
    response = signed_in.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    )

    assert b"12 characters" in response.content
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_stranger_is_sent_to_sign_in_and_back(client: Client, person: User) -> None:
    response = client.get("/accounts/password/change/")

    assert response["Location"] == "/accounts/login/?next=/accounts/password/change/"


def test_sign_in_leads_to_no_other_site(client: Client, person: User) -> None:
    form = {"login": person.email, "password": PASSWORD, "next": "https://elsewhere.example.org/"}

    response = client.post("/accounts/login/", form)

    assert "elsewhere" not in response["Location"]
