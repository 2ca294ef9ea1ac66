"""Every form of every page, posted with what nobody should post: it is answered with a sentence, never with an error.

The pages are those of the access matrix, so that a new page is walked here too. What is refused has written nothing;
what is taken has touched nothing of another partnership, whatever keys were smuggled in.
"""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Partnership, User
from plans.models import Action, ActionPlan, Lead, Section
from ratings.models import ExpectedLevel, PlanScale, Rating
from reporting.models import Report, ReportPlan
from reviews.models import Review
from spreadsheets.models import ImportRun
from tests.factories import AgencyFactory, LearningThemeFactory
from tests.forms_on_pages import Form, Pairs, forms_of
from tests.test_access_matrix import TABLE, Row, address
from tests.world import World, a_world

Snapshot = dict[str, list[tuple[object, ...]]]

HOSTILE = {
    "nothing": "",
    "blanks": " \t\r\n ",
    "long": "x" * 5_000,
    "very long": "é" * 100_000,
    "words": "not a number",
    "negative": "-1",
    "zero": "0",
    "no 64-bit number": "9" * 20,
    "no number that Python reads": "9" * 5_000,
    "NUL": "a\0b",
    "NUL in a number": "1\0",
    "emoji and direction marks": "\U0001f469\U0001f3fd\u200d\u2696\ufe0f\u202e\u200b",
    "other digits": "\u0661\u00b2",
    "markup": "\"'><script>alert(1)</script>{{ 7|add:7 }}",
    "no date": "31/04/2021",
}
# Tried field by field, with everything else as the page showed it.
ALONE = ("nothing", "long", "no 64-bit number", "NUL")
# Put into what the page carries out of sight, too.
HIDDEN_TOO = ("nothing", "words", "negative", "no 64-bit number", "no number that Python reads", "NUL", "other digits")
MOST_FIELDS = 20
# What a person might add to a form by hand, hoping that it is taken over.
SMUGGLED = {
    "id": "1",
    "pk": "1",
    "partnership": "1",
    "user": "1",
    "by": "1",
    "status": "closed",
    "is_superuser": "on",
    "is_staff": "on",
    "revision": "99",
    "rated_by": "1",
    "rated_at": "2001-01-01",
    "original_due_on": "2001-01-01",
    "withdrawn_by": "1",
    "content": "{}",
    "checksum": "0",
    "": "",
    "\0": "\0",
    "level_": "1",
    "-seen": "1",
    "999999999999999-seen": "1",
    "note_": "x",
}


def attacks(form: Form, foreign: dict[str, int]) -> Iterator[tuple[str, Pairs]]:
    yield "as it is", list(form.fields)
    yield "twice", [*form.fields, *form.fields]
    yield "smuggled", [*form.fields, *SMUGGLED.items()]
    for what, value in HOSTILE.items():
        yield what, form.all_as(value, hidden_too=False)
        if what in HIDDEN_TOO:
            yield f"{what}, hidden too", form.all_as(value, hidden_too=True)
    for name in form.names[:MOST_FIELDS]:
        for what in ALONE:
            yield f"{name}: {what}", form.but(name, HOSTILE[what])
    for name in form.names:
        for noun, key in foreign.items():
            if noun in name:
                yield f"{name}: {noun} of another partnership", form.but(name, str(key))


def snapshot() -> Snapshot:
    """Everything that is written down, but for sessions."""
    models = [each for each in apps.get_models(include_auto_created=True) if each._meta.app_label != "sessions"]
    return {each._meta.label: list(each._base_manager.order_by("pk").values_list()) for each in models}


def crossings() -> list[QuerySet[Any]]:
    """Whatever of one partnership hangs on something of another: each of these must find nothing."""
    plan, run = F("plan__partnership"), ImportRun.objects
    return [
        Action.leads.through.objects.exclude(lead__partnership=F("action__plan__partnership")),
        Rating.objects.exclude(period__partnership=F("action__plan__partnership")),
        Rating.objects.exclude(level__scale__partnership=F("action__plan__partnership")),
        Rating.objects.exclude(dimension__scale__partnership=F("action__plan__partnership")),
        PlanScale.objects.exclude(scale__partnership=plan),
        ExpectedLevel.objects.exclude(period__partnership=plan, level__scale__partnership=plan),
        ActionPlan.objects.filter(review__isnull=False).exclude(review__partnership=F("partnership")),
        Section.objects.filter(aim__isnull=False).exclude(aim__partnership=plan),
        Review.themes.through.objects.exclude(learningtheme__partnership=F("review__partnership")),
        Report.objects.exclude(period__partnership=F("partnership")),
        Report.reviews.through.objects.exclude(review__partnership=F("report__partnership")),
        ReportPlan.objects.exclude(plan__partnership=F("report__partnership")),
        *(
            run.filter(**{f"{name}__isnull": False}).exclude(**{f"{name}__partnership": F("partnership")})
            for name in ("target", "review", "period", "scale", "plan")
        ),
        Lead.objects.filter(agency__isnull=False).exclude(agency__partnerships=F("partnership")),
        Membership.objects.filter(agency__isnull=False).exclude(agency__partnerships=F("partnership")),
        Lead.people.through.objects.filter(
            ~Exists(Membership.objects.filter(partnership=OuterRef("lead__partnership"), user=OuterRef("user")))
        ),
    ]


@pytest.fixture
def world(thurrock: Partnership, business: User, lead_person: User, partner: User) -> World:
    return a_world(thurrock, by=business, lead_person=lead_person, member=partner)


@pytest.fixture
def foreign(world: World, other_partnership: Partnership, southend: User) -> dict[str, int]:
    """Keys of Southend, each by a word that stands in the names of the fields that ask for such a thing."""
    theirs = a_world(other_partnership, by=southend, lead_person=southend, member=southend)
    plan = ActionPlan.objects.get(pk=str(theirs["plan"]))
    AgencyFactory.create().partnerships.add(Partnership.objects.get(slug="thurrock"))
    scale, agency = plan.rating_setup.scale, AgencyFactory.create(name="Southend Hospital")
    agency.partnerships.add(other_partnership)
    keys = {"plans": "plan", "target": "plan", "note_": "plan", "lead": "lead", "into": "lead", "save": "action_led"}
    keys |= {name: name for name in ("period", "review")}
    return {name: int(str(theirs[key])) for name, key in keys.items()} | {
        "scale": scale.pk,
        "level_": scale.levels.order_by("rank")[0].pk,
        "themes": LearningThemeFactory.create(partnership=other_partnership).pk,
        "agency": agency.pk,
        "people": southend.pk,
    }


def post(client: Client, to: str, pairs: Pairs) -> HttpResponseBase:
    """Answered to the end: a page that is sent piece by piece writes while it is read."""
    answer = client.post(to, urlencode(pairs), content_type="application/x-www-form-urlencoded")
    if isinstance(answer, StreamingHttpResponse):
        list(answer.streaming_content)
    return answer


# One address of each route on which something is posted; those of the sign-in stop answering after some tries.
ROWS = list({row.route: row for row in reversed(TABLE) if ":" in row.route and row.post.split()[0] != "405"}.values())


class Walk:
    """One person's way through the forms of a page, each post finding the world as it was."""

    def __init__(self, client: Client, foreign: dict[str, int]) -> None:
        self.client, self.foreign, self.before = client, foreign, snapshot()
        self.answers: list[int] = []

    def forms(self, page: str) -> list[Form]:
        """Those of the page itself; what another page asks too is asked there."""
        shown = self.client.get(page)
        if shown.status_code != 200 or "html" not in shown.headers["Content-Type"]:
            return []
        return [form for form in forms_of(page, shown.content) if form.to == page or not self._own_page(form)]

    def _own_page(self, form: Form) -> bool:
        there = self.client.get(form.to)
        return there.status_code == 200 and any(form.to == each.to for each in forms_of(form.to, there.content))

    def attack(self, form: Form) -> Iterator[str]:
        """What went wrong. Of the form as shown and filled in, that is attacked which would be taken."""
        form = form.filled if self.status(form.filled) < 400 else form
        for what, pairs in attacks(form, self.foreign):
            with transaction.atomic():
                yield from (f"{form.to}, {what}: {fault}" for fault in list(self.faults(form, pairs)))
                transaction.set_rollback(True)

    def status(self, form: Form) -> int:
        with transaction.atomic():
            status = post(self.client, form.to, list(form.fields)).status_code
            transaction.set_rollback(True)
        return status

    def faults(self, form: Form, pairs: Pairs) -> Iterator[str]:
        answer = post(self.client, form.to, pairs)
        self.answers.append(answer.status_code)
        if answer.status_code == 302 and answer.headers["Location"].startswith(reverse("account_login")):
            yield "signed out: nothing was asked"
        elif answer.status_code >= 500:
            yield str(answer.status_code)
        elif answer.status_code >= 400 and (now := snapshot()) != self.before:
            yield f"{answer.status_code}, and wrote to {[each for each in now if now[each] != self.before[each]]}"
        elif answer.status_code < 400:
            yield from (f"crossed over: {crossing.model.__name__}" for crossing in crossings() if crossing.exists())


@pytest.fixture
def walk_of(
    request: pytest.FixtureRequest, foreign: dict[str, int], client_for: Callable[[User], Client]
) -> Callable[[str], Walk]:
    def begun(persona: str) -> Walk:
        client = client_for(request.getfixturevalue(persona))
        client.raise_request_exception = False
        return Walk(client, foreign)

    return begun


@pytest.mark.parametrize("row", ROWS, ids=str)
@pytest.mark.parametrize("persona", ["administrator", "lead_person"])
def test_no_form_of_the_page_fails(persona: str, row: Row, world: World, walk_of: Callable[[str], Walk]) -> None:
    walk = walk_of(persona)

    found = [fault for form in walk.forms(address(row, world)) for fault in walk.attack(form)]

    assert found == []


@pytest.mark.parametrize("route", ["ratings:update", "accounts:person_add", "reviews:review_change", "plans:lead_add"])
def test_form_that_is_walked_would_be_taken_as_it_is(route: str, world: World, walk_of: Callable[[str], Walk]) -> None:
    """Otherwise every attack would only find that something else is missing."""
    walk = walk_of("administrator")
    [row] = [row for row in ROWS if row.route == route]

    [form] = walk.forms(address(row, world))

    assert walk.status(form.filled) == 302
