"""Every address × every persona = the expected answer, for reading and for writing; an address not in the table fails.

Who may not know of a thing gets 404, who may know of it but not do it gets 403. What is posted here is empty, so that
one who may do it is told what is missing (422), that the form is out of date (409), or is sent on (302).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import Partnership, User
from plans.models import ActionPlan, Lead
from tests.factories import a_rated_plan
from tests.world import World, a_world

PERSONAS = ("administrator", "business", "lead_person", "partner", "scrutineer", "committee", "southend", "outsider")

# The answers, in the order of the personas above.
HAVE_PLANS = "200 200 200 200 200 404 404 404"
SEE_ALL = "200 200 403 200 200 404 404 404"
SEE_ALL_OR_NOT_KNOW = "200 200 404 200 200 404 404 404"
RUN = "200 200 403 403 403 404 404 404"
RUN_OF_UNSEEN = "200 200 404 403 403 404 404 404"
CONFIRM = "200 200 403 200 403 404 404 404"
CHALLENGE = "403 403 403 403 200 404 404 404"
RUN_OR_LEAD = "200 200 200 403 403 404 404 404"
ADMINISTER = "200 403 403 403 403 404 404 404"
PUBLISHED = "200 200 200 200 200 200 404 404"
DRAFT = "200 200 404 404 404 404 404 404"
EVERY_ROLE = "302 302 302 302 302 302 404 404"
ANYBODY = "200 200 200 200 200 200 200 200"
SENT_ON = "302 302 302 302 302 302 302 302"
NOT_THERE = "404 404 404 404 404 404 404 404"
# Pages that are under no partnership look at the method first.
NOT_TO_READ = NOT_TO_POST = "405 405 405 405 405 405 405 405"


def instead(answers: str, of_200: int) -> str:
    """The same answers, but for those who may: what they get when they post nothing, or the method is not for them."""
    return answers.replace("200", str(of_200))


@dataclass(frozen=True)
class Row:
    """An address by its route, which of the world's things it names, and the answers to GET and POST."""

    route: str
    get: str
    post: str
    keys: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.route} {' '.join(self.keys.values())}".strip()


def row(route: str, get: str, post: str | int = 405, **keys: str) -> Row:
    """`post` is the answer to those who may; 405 (only for reading) is said before the thing itself is looked for."""
    answers = get.replace(SEE_ALL_OR_NOT_KNOW, HAVE_PLANS).replace(DRAFT, PUBLISHED) if post == 405 else get
    return Row(route, get, instead(answers, post) if isinstance(post, int) else post, keys)


TABLE = [
    row("healthz", ANYBODY),
    row("account_login", SENT_ON, SENT_ON),
    row("account_logout", ANYBODY, SENT_ON),
    row("account_inactive", ANYBODY),
    row("account_signup", SENT_ON, SENT_ON),
    row("account_change_password", ANYBODY, ANYBODY),
    row("account_reset_password", ANYBODY, ANYBODY),
    row("account_reset_password_done", ANYBODY),
    row("account_reset_password_from_key_done", ANYBODY),
    row("account_reset_password_from_key", ANYBODY, ANYBODY, uidb36="user", key="token"),
    row("accounts:home", "302 302 302 302 302 302 302 200", " ".join(["405"] * 8)),
    row("calendar", ANYBODY, ANYBODY),
    row("calendar_off", NOT_TO_READ, SENT_ON),
    row("calendar_feed", ANYBODY, NOT_TO_POST, token="feed_token"),
    row("calendar_feed", NOT_THERE, NOT_TO_POST, token="not-a-token"),
    row("agency", HAVE_PLANS, NOT_TO_POST, pk="agency"),
    row("agency", "404 404 404 404 404 404 200 404", NOT_TO_POST, pk="agency_elsewhere"),
    row("agency", "200 200 200 200 200 404 200 404", NOT_TO_POST, pk="agency_of_both"),
    row("accounts:as_at", HAVE_PLANS),
    row("accounts:people", RUN),
    row("accounts:person_add", ADMINISTER, 422),
    row("accounts:person", RUN, instead(ADMINISTER, 422), pk="member"),
    row("accounts:person_switch_off", ADMINISTER, 302, pk="member"),
    row("reviews:reviews", SEE_ALL),
    row("reviews:review_add", RUN, 422),
    row("reviews:review", SEE_ALL, pk="review"),
    row("reviews:review_change", RUN, 409, pk="review"),
    row("plans:leads", SEE_ALL),
    row("plans:lead_add", RUN, 422),
    row("plans:lead", SEE_ALL, pk="lead"),
    row("plans:lead_change", RUN, 422, pk="lead"),
    row("plans:lead_people", RUN, 302, pk="lead"),
    row("plans:lead_merge", RUN, 422, pk="lead"),
    row("plans:wording_add", RUN, 422, pk="lead"),
    row("plans:wording_remove", instead(RUN, 405), instead(RUN, 302), pk="lead", wording="wording"),
    row("plans:person_leads", RUN, 302, pk="member"),
    row("ratings:mine", RUN_OR_LEAD),
    row("ratings:plans", HAVE_PLANS),
    row("ratings:plan", HAVE_PLANS, pk="plan"),
    row("ratings:plan", SEE_ALL_OR_NOT_KNOW, pk="plan_not_led"),
    row("ratings:sitting", RUN, 404, pk="plan"),
    row("ratings:sitting", RUN, 404, pk="plan_not_led"),
    row("ratings:scale", RUN, 422, pk="plan"),
    row("ratings:actions", HAVE_PLANS),
    row("ratings:action", HAVE_PLANS, pk="action_led"),
    row("ratings:action", HAVE_PLANS, pk="action_beside"),
    row("ratings:action", SEE_ALL_OR_NOT_KNOW, pk="action_not_led"),
    row("ratings:history", HAVE_PLANS, pk="action_led"),
    row("ratings:history", SEE_ALL_OR_NOT_KNOW, pk="action_not_led"),
    row("ratings:partnership_history", HAVE_PLANS),
    row("ratings:plan_history", HAVE_PLANS, pk="plan"),
    row("ratings:plan_history", SEE_ALL_OR_NOT_KNOW, pk="plan_not_led"),
    row("ratings:update", RUN_OR_LEAD, 422, pk="action_led"),
    row("ratings:update", RUN, 422, pk="action_beside"),
    row("ratings:update", RUN_OF_UNSEEN, 422, pk="action_not_led"),
    row("ratings:withdraw", RUN, 422, pk="action_led"),
    row("ratings:withdraw", RUN, 422, pk="action_not_led"),
    row("ratings:reinstate", RUN, 422, pk="action_withdrawn"),
    row("ratings:slips", HAVE_PLANS),
    row("ratings:ask_date", RUN_OR_LEAD, 422, pk="action_led"),
    row("ratings:ask_date", RUN, 422, pk="action_beside"),
    row("ratings:ask_date", RUN_OF_UNSEEN, 422, pk="action_not_led"),
    row("ratings:decide_date", RUN, 422, pk="date_request"),
    row("ratings:take_back_date", instead(RUN_OR_LEAD, 405), instead(RUN_OR_LEAD, 302), pk="date_request"),
    row("ratings:challenges", HAVE_PLANS),
    row("ratings:challenge_ask", CHALLENGE, 422, pk="action_led"),
    row("ratings:challenge_ask", CHALLENGE, 422, pk="action_not_led"),
    row("ratings:challenge", HAVE_PLANS, pk="challenge"),
    row("ratings:challenge_answer", HAVE_PLANS, "422 422 422 403 422 404 404 404", pk="challenge"),
    row("ratings:challenge_close", CHALLENGE, 422, pk="challenge"),
    row("plans:meetings", SEE_ALL),
    row("plans:meeting_add", instead(RUN, 302), instead(RUN, 422)),
    row("plans:meeting_remove", RUN, 302, pk="meeting"),
    row("ratings:set_up", RUN),
    row("ratings:house_rules", ADMINISTER, 422),
    row("ratings:scales", RUN),
    row("ratings:scale_add", ADMINISTER, 422),
    row("ratings:one_scale", RUN, pk="scale"),
    row("ratings:scale_change", ADMINISTER, 422, pk="scale"),
    row("ratings:level_add", ADMINISTER, 422, pk="scale"),
    row("ratings:level_change", ADMINISTER, 422, pk="scale", level="level"),
    row("ratings:level_remove", ADMINISTER, 302, pk="scale", level="level"),
    row("ratings:level_wording", ADMINISTER, 422, pk="scale", level="level"),
    row("ratings:dimension_add", ADMINISTER, 422, pk="scale"),
    row("ratings:dimension_change", ADMINISTER, 422, pk="scale", dimension="dimension"),
    row("ratings:scale_map", ADMINISTER, 422, pk="scale", to="scale_beside"),
    row("ratings:periods", SEE_ALL),
    row("ratings:period_add_year", RUN, 422),
    row("ratings:period_add", RUN, 422),
    row("ratings:period", SEE_ALL, pk="period"),
    row("ratings:period", SEE_ALL, pk="period_closed"),
    row("ratings:period_missing", SEE_ALL, pk="period"),
    row("ratings:period_closing", instead(RUN, 405), instead(RUN, 302), pk="period"),
    row("ratings:period_stay_open", instead(RUN, 405), instead(RUN, 422), pk="period"),
    row("ratings:period_close", RUN, 422, pk="period"),
    row("ratings:period_reopen", ADMINISTER, 422, pk="period_closed"),
    row("ratings:restate", RUN, 422, pk="action_led"),
    row("ratings:restate", RUN, 422, pk="action_not_led"),
    row("ratings:action_trajectory", HAVE_PLANS, instead(RUN, 409), pk="action_led"),
    row("ratings:action_trajectory", HAVE_PLANS, instead(RUN, 409), pk="action_beside"),
    row("ratings:action_trajectory", SEE_ALL_OR_NOT_KNOW, instead(RUN_OF_UNSEEN, 409), pk="action_not_led"),
    row("ratings:plan_trajectory", HAVE_PLANS, instead(RUN, 409), pk="plan"),
    row("ratings:plan_trajectory", SEE_ALL_OR_NOT_KNOW, instead(RUN_OF_UNSEEN, 409), pk="plan_not_led"),
    row("ratings:assurance", HAVE_PLANS),
    row("ratings:verify", CONFIRM, 422, pk="action_led"),
    row("ratings:verify", CONFIRM, 422, pk="action_not_led"),
    row("ratings:hold_check", CONFIRM, 422, pk="check"),
    row("ratings:evidence_add", RUN_OR_LEAD, 422, pk="action_led"),
    row("ratings:evidence_add", RUN, 422, pk="action_beside"),
    row("ratings:evidence_add", RUN_OF_UNSEEN, 422, pk="action_not_led"),
    row("ratings:evidence_withdraw", RUN_OR_LEAD, 422, pk="evidence"),
    row("ratings:evidence_withdraw", RUN_OF_UNSEEN, 422, pk="evidence_not_led"),
    row("ratings:evidence", HAVE_PLANS, pk="evidence"),
    row("ratings:evidence", SEE_ALL_OR_NOT_KNOW, pk="evidence_not_led"),
    row("spreadsheets:imports", RUN, 422),
    row("spreadsheets:import", RUN, 422, pk="import_staged"),
    row("spreadsheets:columns", RUN, 422, pk="import_staged"),
    row("spreadsheets:import_leads", RUN, 422, pk="import_staged"),
    row("spreadsheets:split_row", RUN, 422, pk="import_staged", row="import_row"),
    row("spreadsheets:changes", RUN, 409, pk="import_staged"),
    row("spreadsheets:discard", RUN, 302, pk="import_staged"),
    row("spreadsheets:receipt", RUN, pk="import_committed"),
    row("spreadsheets:undo", RUN, 302, pk="import_committed"),
    row("spreadsheets:source", HAVE_PLANS, pk="action_led"),
    row("spreadsheets:source", SEE_ALL_OR_NOT_KNOW, pk="action_not_led"),
    row("spreadsheets:history", HAVE_PLANS, format="xlsx"),
    row("spreadsheets:history", HAVE_PLANS, format="csv"),
    row("spreadsheets:plan_history", HAVE_PLANS, pk="plan", format="xlsx"),
    row("spreadsheets:plan_history", SEE_ALL_OR_NOT_KNOW, pk="plan_not_led", format="csv"),
    row("spreadsheets:action_history", HAVE_PLANS, pk="action_led", format="csv"),
    row("spreadsheets:action_history", SEE_ALL_OR_NOT_KNOW, pk="action_not_led", format="xlsx"),
    row("spreadsheets:export", HAVE_PLANS, pk="plan", format="xlsx"),
    row("spreadsheets:export", HAVE_PLANS, pk="plan", format="csv"),
    row("spreadsheets:export", HAVE_PLANS, pk="plan", format="docx"),
    row("spreadsheets:export", SEE_ALL_OR_NOT_KNOW, pk="plan_not_led", format="xlsx"),
    row("spreadsheets:export", SEE_ALL_OR_NOT_KNOW, pk="plan_not_led", format="csv"),
    row("spreadsheets:export", SEE_ALL_OR_NOT_KNOW, pk="plan_not_led", format="docx"),
    row("spreadsheets:marked", RUN, pk="import_staged"),
    row("spreadsheets:marked", RUN, pk="import_committed"),
    row("reporting:home", EVERY_ROLE, instead(PUBLISHED, 405)),
    row("reporting:dashboard", SEE_ALL),
    row("reporting:lessons", SEE_ALL),
    row("reporting:year", SEE_ALL),
    row("reporting:year_word", SEE_ALL),
    row("reporting:reports", PUBLISHED),
    row("reporting:add", RUN, 422),
    row("reporting:report", PUBLISHED, pk="report"),
    row("reporting:report", DRAFT, pk="report_draft"),
    row("reporting:print", PUBLISHED, pk="report"),
    row("reporting:print", DRAFT, pk="report_draft"),
    row("reporting:pdf", PUBLISHED, pk="report"),
    row("reporting:pdf", DRAFT, pk="report_draft"),
    row("reporting:docx", PUBLISHED, pk="report"),
    row("reporting:docx", DRAFT, pk="report_draft"),
    row("reporting:xlsx", PUBLISHED, pk="report"),
    row("reporting:xlsx", DRAFT, pk="report_draft"),
    row("reporting:change", RUN, 422, pk="report_draft"),
    row("reporting:publish", RUN, 422, pk="report_draft"),
    row("reporting:new_version", RUN, 422, pk="report"),
]


def routes(patterns: list[URLPattern | URLResolver], spaces: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                below = f"{spaces}{pattern.namespace}:" if pattern.namespace else spaces
                yield from routes(pattern.url_patterns, below)
        elif pattern.name:
            yield spaces + pattern.name


@pytest.fixture
def world(thurrock: Partnership, business: User, lead_person: User, partner: User) -> World:
    return a_world(thurrock, by=business, lead_person=lead_person, member=partner)


def address(row: Row, world: World) -> str:
    keys = {name: world.get(key, key) for name, key in row.keys.items()}
    if ":" in row.route and row.route != "accounts:home":
        keys["partnership"] = "thurrock"
    return reverse(row.route, kwargs=keys)


def test_every_route_is_in_the_table() -> None:
    assert {row.route for row in TABLE} == set(routes(get_resolver().url_patterns))


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_answers_to_get(
    row: Row, world: World, request: pytest.FixtureRequest, client_for: Callable[[User], Client]
) -> None:
    at = address(row, world)

    answers = [client_for(request.getfixturevalue(persona)).get(at).status_code for persona in PERSONAS]

    assert dict(zip(PERSONAS, answers, strict=True)) == dict(zip(PERSONAS, map(int, row.get.split()), strict=True))


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_answers_to_post(
    row: Row, world: World, request: pytest.FixtureRequest, client_for: Callable[[User], Client]
) -> None:
    at = address(row, world)
    answers = []
    for persona in PERSONAS:
        client = client_for(request.getfixturevalue(persona))
        with transaction.atomic():  # each persona finds the world as it was
            answers.append(client.post(at).status_code)
            transaction.set_rollback(True)

    assert dict(zip(PERSONAS, answers, strict=True)) == dict(zip(PERSONAS, map(int, row.post.split()), strict=True))


@pytest.mark.parametrize("row", [row for row in TABLE if ":" in row.route], ids=str)
def test_nobody_signed_in_is_sent_to_sign_in(row: Row, world: World, client: Client) -> None:
    for answer in (client.get(address(row, world)), client.post(address(row, world))):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("row", [row for row in TABLE if "pk" in row.keys and ":" in row.route], ids=str)
def test_thing_of_another_partnership_is_not_there(
    row: Row, world: World, southend: User, client_for: Callable[[User], Client]
) -> None:
    """The same number under one's own partnership's name opens nothing either.

    403 is said of the whole address, to one who may not manage people; 405 of the method.
    """
    at = address(row, world).replace("/thurrock/", "/southend/")

    assert client_for(southend).get(at).status_code in {403, 404, 405}
    assert client_for(southend).post(at).status_code in {403, 404, 405}


@pytest.mark.parametrize("persona", [persona for persona in PERSONAS if persona != "administrator"])
def test_django_admin_is_closed_to_those_who_do_not_run_the_installation(
    persona: str, request: pytest.FixtureRequest, client_for: Callable[[User], Client]
) -> None:
    answer = client_for(request.getfixturevalue(persona)).get(reverse("admin:index"))

    assert answer.status_code in {302, 403, 404}


def test_lead_of_no_action_sees_no_plan(thurrock: Partnership, lead_person: User) -> None:
    a_rated_plan(thurrock)

    assert not ActionPlan.objects.visible_to(lead_person).exists()
    assert not Lead.objects.visible_to(lead_person).exists()
