"""Every address with keys that cannot be and questions that nobody asks: a page or a plain refusal, never an error."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from accounts.services import revoke_role, switch_off
from tests.test_access_matrix import TABLE, Row, address
from tests.test_forms_never_fail import snapshot
from tests.world import World, a_world

# As they stand in an address.
NO_KEYS = ("0", "9223372036854775808", "9" * 20, "9" * 5_000, "%00", "-1", "1e5", "%D9%A1")
NO_ANSWERS = (
    "%00",
    "a%00b",
    "9" * 20,
    "9" * 5_000,
    "-1",
    "%FF%FE%ED%A0%80",
    quote("'\";--%_\\ 👩‍⚖️"),
    "w" * 20_000,
    "a+" * 2_000,
)
ASKED: tuple[str, ...] = (
    "period",
    "plan",
    "lead",
    "section",
    "aim",
    "review",
    "theme",
    "dimension",
    "level",
    "condition",
    "words",
)
ASKED += ("sort", "page", "show", "need", "rating", "next")


@pytest.fixture
def world(thurrock: object, business: User, lead_person: User, partner: User) -> World:
    return a_world(business.memberships.get().partnership, by=business, lead_person=lead_person, member=partner)


@pytest.fixture
def client(administrator: User, client_for: Callable[[User], Client]) -> Client:
    made = client_for(administrator)
    made.raise_request_exception = False
    return made


@pytest.mark.parametrize("row", [row for row in TABLE if {"pk", "wording", "key"} & set(row.keys)], ids=str)
def test_address_with_a_key_that_cannot_be_is_not_there(row: Row, world: World, client: Client) -> None:
    answers = set()
    for key in NO_KEYS:
        at = address(row, world)
        for name in {"pk", "wording", "key"} & set(row.keys):
            at = at.replace(f"/{world.get(row.keys[name], row.keys[name])}/", f"/{key}/", 1)
        answers |= {client.get(at).status_code, client.post(at).status_code}

    # Who may not use a page at all is told so before the thing is looked for.
    barred = {403} if row.get.split()[0] == "403" else set()
    assert answers <= barred | {404, 405, 302, 200} - ({200, 302} if "pk" in row.keys else set())


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_reading_writes_nothing(row: Row, world: World, client: Client) -> None:
    before = snapshot()

    client.get(address(row, world))
    client.head(address(row, world))
    client.options(address(row, world))

    assert snapshot() == before


@pytest.mark.parametrize("row", [row for row in TABLE if ":" in row.route and row.route != "accounts:home"], ids=str)
def test_person_whose_role_was_withdrawn_finds_nothing_from_then_on(
    row: Row, world: World, business: User, administrator: User, client_for: Callable[[User], Client]
) -> None:
    signed_in = client_for(business)
    held = business.memberships.get()
    revoke_role(person=business, partnership=held.partnership, role=Role(held.role), by=administrator)

    assert (signed_in.get(address(row, world)).status_code, signed_in.post(address(row, world)).status_code) == (
        404,
        404,
    )


def test_leaver_is_signed_out_at_once(
    world: World, business: User, administrator: User, client_for: Callable[[User], Client]
) -> None:
    signed_in = client_for(business)
    switch_off(person=business, partnership=business.memberships.get().partnership, by=administrator)

    answer = signed_in.get("/thurrock/plans/")

    assert answer.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("row", [row for row in TABLE if row.get.split()[0] == "200"], ids=str)
def test_address_with_a_question_that_has_no_answer_still_opens(row: Row, world: World, client: Client) -> None:
    at = address(row, world)

    answers = {
        value[:20]: client.get(f"{at}?{'&'.join(f'{name}={value}' for name in ASKED)}").status_code
        for value in NO_ANSWERS
    }

    assert set(answers.values()) <= {200, 302}, answers
