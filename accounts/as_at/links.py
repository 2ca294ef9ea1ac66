"""Keeps the day in the links and filters of a page: where one leads to a page that shows other days too."""

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape, unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

AS_AT = "as_at"
# What bears this mark leads back to today.
TODAY = "data-today"
_LINK = re.compile(r'<a\b[^>]*?\bhref="(?P<address>[^"]*)"[^>]*>')
_FILTER = re.compile(r'<form\b[^>]*\bmethod="get"[^>]*>', re.IGNORECASE)


def keep_in_links(html: str, day: str) -> str:
    """The page with the day (ISO) in every link and every filter that can show it."""
    field = f'<input type="hidden" name="{AS_AT}" value="{day}">'

    def link(found: re.Match[str]) -> str:
        tag, address = found[0], unescape(found["address"])
        if TODAY in tag or not _shows_other_days(urlsplit(address)._replace(query="", fragment="").geturl()):
            return tag
        return tag.replace(f'href="{found["address"]}"', f'href="{escape(with_day(address, day))}"', 1)

    def filter_(found: re.Match[str]) -> str:
        return found[0] if TODAY in found[0] else found[0] + field

    return _FILTER.sub(filter_, _LINK.sub(link, html))


def with_day(address: str, day: str | None) -> str:
    """The address with another day, or with none; a link to a place on the same page stays as it is."""
    parts = urlsplit(address)
    if not parts.path and not parts.query:
        return address
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != AS_AT]
    return parts._replace(query=urlencode([*kept, (AS_AT, day)] if day else kept)).geturl()


@lru_cache(maxsize=4096)
def _view_at(path: str) -> Callable[..., HttpResponseBase] | None:
    try:
        return resolve(path).func
    except Resolver404:
        return None


def _shows_other_days(path: str) -> bool:
    """Whether the page at the path does; a path of nothing is the page itself."""
    if not path:
        return True
    return path.startswith("/") and shows_other_days(path)


def shows_other_days(path: str) -> bool:
    """Whether the page at that path of this service can be seen as it stood on another day."""
    view = getattr(_view_at(path), "view_class", None)
    return bool(getattr(view, "shows_other_days", False))
