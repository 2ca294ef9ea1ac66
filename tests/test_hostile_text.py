"""Whatever a person or a document has written is text on every page: nothing of it runs, leads away or breaks out."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.test import Client
from lxml import etree, html

from accounts.models import User
from tests.test_access_matrix import TABLE, Row, address
from tests.world import World, a_world

HOSTILE = (
    "javascript:alert(1)//\"'></textarea></title></svg><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 }}"
)
# What the service itself gives meaning to: addresses and codes, never words of a person.
MEANT = {
    "slug",
    "code",
    "email",
    "password",
    "sha256",
    "checksum",
    "layout",
    "session_key",
    "colour",
    "shape",
    "letter",
}
PACKAGES = {"accounts", "reviews", "plans", "ratings", "spreadsheets", "reporting"}


def make_everything_hostile() -> int:
    """Every free text that stands in the database, histories included; returns how many fields took it."""
    taken = 0
    for model in apps.get_models():
        if model._meta.app_label not in PACKAGES or not model._base_manager.exists():
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, models.JSONField):
                taken += _make_hostile_within(model, field.attname)
            elif (
                isinstance(field, models.CharField | models.TextField) and not field.choices and field.name not in MEANT
            ):
                taken += _make_hostile(model, field)
    return taken


def _make_hostile(model: type[models.Model], field: "models.Field[str, str]") -> int:
    text = HOSTILE[: field.max_length or None]
    key = models.functions.Cast("pk", models.CharField())
    unlike = models.functions.Concat(key, models.Value(text), output_field=models.TextField())
    shortened = models.functions.Left(unlike, field.max_length or 1_000)
    try:
        with transaction.atomic():
            return int(bool(model._base_manager.exclude(**{field.name: ""}).update(**{field.name: shortened})))
    except IntegrityError:  # held by a rule of its own, such as one that ties it to a status
        return 0


def _make_hostile_within(model: type[models.Model], name: str) -> int:
    things = list(model._base_manager.all())
    for thing in things:
        setattr(thing, name, _hostile_in(getattr(thing, name)))
    model._base_manager.bulk_update(things, [name])
    return 1


def _hostile_in(value: Any) -> Any:
    """Every text of several words, which is no code of ours."""
    if isinstance(value, dict):
        return {key: _hostile_in(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_hostile_in(each) for each in value]
    return f"{HOSTILE} {value}" if isinstance(value, str) and " " in value else value


@pytest.fixture
def world(thurrock: object, business: User, lead_person: User, partner: User) -> World:
    made = a_world(business.memberships.get().partnership, by=business, lead_person=lead_person, member=partner)
    assert make_everything_hostile() > 40
    return made


ACTED_UPON = {"script", "style", "iframe", "object", "embed", "base"}
ADDRESSES = {"href", "src", "action", "formaction", "hx-get", "hx-post", "data"}


def _as_text(attribute: tuple[Any, Any]) -> tuple[str, str]:
    return str(attribute[0]), str(attribute[1])


def dangers(content: bytes) -> Iterator[str]:
    """Elements and attributes that a browser would act upon, and that no template of ours has."""
    for element in html.document_fromstring(content.decode()).iter(etree.Element):
        if element.tag in ACTED_UPON and not element.get("src", "").startswith("/static/"):
            yield f"<{element.tag}>"
        for name, value in map(_as_text, element.attrib.items()):
            leads_away = name in ADDRESSES and not value.startswith(("/", "#", "?")) and value not in {"", "."}
            if leads_away or name == "style" or name.startswith("on"):
                yield f"<{element.tag} {name}={value[:40]}>"


# Files of other kinds have tests of their own.
FILES = {"spreadsheets:export", "reporting:pdf", "reporting:docx", "reporting:xlsx"}
ROWS = [row for row in TABLE if row.get.split()[0] == "200" and row.route not in FILES]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_text_that_was_stored_is_only_text_on_the_page(
    row: Row, world: World, administrator: User, client_for: Callable[[User], Client]
) -> None:
    answer = client_for(administrator).get(address(row, world))

    assert answer.status_code == 200
    if "html" in answer.headers["Content-Type"]:
        assert list(dangers(answer.content)) == []


def test_hostile_text_stands_on_the_pages_and_would_be_found(
    world: World, administrator: User, client_for: Callable[[User], Client]
) -> None:
    client = client_for(administrator)
    shown = {}
    for row in ROWS:
        if ":" in row.route:
            answer = client.get(address(row, world))
            if "html" in answer.headers["Content-Type"]:
                shown[str(row)] = b"&lt;script&gt;alert(1)" in answer.content

    assert [page for page, is_there in shown.items() if not is_there] == []


def test_what_a_browser_would_act_upon_is_found() -> None:
    page = b"<p><script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:alert(1)'>See</a>"

    assert list(dangers(page)) == ["<script>", "<img src=x>", "<img onerror=alert(1)>", "<a href=javascript:alert(1)>"]
