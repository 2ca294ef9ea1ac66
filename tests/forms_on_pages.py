"""The forms of a page as a browser has them: read out of its HTML, with what they show, and filled in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

from django.urls import reverse
from lxml import html

Pairs = list[tuple[str, str]]

# What is filled in by the end of the field's name, whatever the page shows there; any other empty field gets a word.
FILLED = {"_0": "1", "_1": "2", "_2": "2021", "due_on": "31 March 2022", "email": "new@example.org"}


@dataclass(frozen=True)
class Form:
    """A form as a browser would send it: the fields with what the page shows in them, and where it goes."""

    to: str
    fields: tuple[tuple[str, str], ...]
    hidden: frozenset[str]

    def all_as(self, value: str, *, hidden_too: bool) -> Pairs:
        return [(name, value if hidden_too or name not in self.hidden else shown) for name, shown in self.fields]

    def but(self, name: str, value: str) -> Pairs:
        return [(each, value if each == name else shown) for each, shown in self.fields]

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(name for name, _shown in self.fields))

    @property
    def filled(self) -> "Form":
        """The same with something in every field that a person could leave empty."""
        words = {name: _words_for(name) or shown or "Words" for name, shown in self.fields if name not in self.hidden}
        return replace(self, fields=tuple((name, words.get(name, shown)) for name, shown in self.fields))


def _words_for(name: str) -> str:
    return next((text for end, text in FILLED.items() if name.endswith(end)), "")


def forms_of(page: str, content: bytes) -> Iterator[Form]:
    """Every form of the page that writes; but for the one that signs out, after which nothing would be asked at all."""
    page_read: Any = html.document_fromstring(content.decode())
    for form in page_read.forms:
        if form.method.upper() == "POST" and form.action != reverse("account_logout"):
            found = form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name] | .//button[@name]")
            hidden = frozenset(field.get("name") for field in found if field.get("type") == "hidden")
            yield Form(urljoin(page, form.action or page), tuple(_shown_in(found)), hidden)


def _shown_in(fields: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Of radios and boxes those that are ticked; where none is, the first; and the last of several buttons.

    Of the quick table a button that saves one row, so that what is refused has written nothing at all.
    """
    ticked = {field.get("name") for field in fields if field.get("checked") is not None}
    last = {field.get("name"): field for field in fields if field.tag == "button" and field.get("value") != "all"}
    begun: set[str] = set()
    for field in fields:
        name, kind = field.get("name"), field.get("type")
        if field.tag == "button":
            if name in last and field is last[name]:
                yield name, field.get("value", "")
        elif kind in {"radio", "checkbox"}:
            if field.get("checked") is not None or name not in ticked | begun:
                yield name, field.get("value", "on")
            begun.add(name)
        elif field.tag == "select":
            options = [option.get("value", "") for option in field.xpath(".//option")]
            yield name, field.value or next(filter(None, options), "")
        else:
            # As a browser does, without the line break with which the text of a textarea may begin.
            yield name, (field.value or "").removeprefix("\n")
