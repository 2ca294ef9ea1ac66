"""Proves that no entry of any history was changed, removed or slipped in, and says which was when one is."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.chain.content import contents_of, digest_of, histories, link_hash, name_of
from accounts.chain.present import otherwise_than_told
from accounts.models.chain import HistoryHead, HistoryLink

AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was written: the sentence names the entry, and what is wrong with it."""

    number: int
    words: str


@dataclass(slots=True)
class Chain:
    """What was read of the chain while it was proved."""

    links: int = 0
    last: str = ""
    met: bool = False


def findings(chain: Chain, *, expected: str = "") -> Iterator[Finding]:
    """Everything that does not hold, in the order of the chain; nothing where all entries are as they were written, and
    what stands is as the last of them tell it.

    `chain` is filled in on the way. `expected` is a hash that somebody noted earlier: it must still stand in the chain,
    which is what shows that nobody cut off its end. Reads 500 links at a time, whatever the length.
    """
    models_by_name = {name_of(model): model for model in histories()}
    for part in _parts():
        entries = _entries(part, models_by_name)
        for link in part:
            yield from _of_link(link, chain, entries.get((link.model, link.entry)))
            chain.met = chain.met or link.hash == expected
    yield from _of_end(chain)
    yield from _slipped_in(models_by_name)
    yield from (Finding(0, words) for words in otherwise_than_told())
    if expected and not chain.met:
        yield Finding(
            chain.links, _("The hash that you noted is not in the history: entries were removed or written anew.")
        )


def _parts() -> Iterator[list[HistoryLink]]:
    last = -1
    while part := list(HistoryLink.objects.filter(number__gt=last).order_by("number")[:AT_A_TIME]):
        yield part
        last = part[-1].number


def _entries(
    links: list[HistoryLink], models_by_name: dict[str, type[models.Model]]
) -> dict[tuple[str, int], tuple[str, models.Model]]:
    """What the entries that the links tell of say now."""
    found = {}
    for name, of_model in groupby(sorted(links, key=lambda link: link.model), key=lambda link: link.model):
        model = models_by_name.get(name)
        if model is None:
            continue
        here = list(model._default_manager.filter(pk__in=[link.entry for link in of_model]))
        for entry, content in zip(here, contents_of(here), strict=True):
            found[name, int(entry.pk)] = (content, entry)
    return found


def _of_link(link: HistoryLink, chain: Chain, entry: tuple[str, models.Model] | None) -> Iterator[Finding]:
    chain.links += 1
    if link.number != chain.links:
        missing = _("Links %(first)d to %(last)d of the history are missing.")
        yield Finding(link.number, missing % {"first": chain.links, "last": link.number - 1})
        chain.links = link.number
    elif link.previous != chain.last or digest_of(link.content) != link.digest or _hash_of(link) != link.hash:
        yield Finding(link.number, _("Link %(number)d itself was changed: %(what)s.") % _named(link))
    chain.last = link.hash
    if entry is None:
        yield Finding(link.number, _("Entry %(number)d was removed: %(what)s. It said: %(content)s") % _named(link))
    elif entry[0] != link.content and (changed := _differences(link.content, entry[0])):
        values = _named(link) | {"changed": "; ".join(changed)}
        yield Finding(link.number, _("Entry %(number)d was changed: %(what)s. %(changed)s") % values)


def _hash_of(link: HistoryLink) -> str:
    return link_hash(number=link.number, model=link.model, entry=link.entry, digest=link.digest, previous=link.previous)


def _named(link: HistoryLink) -> dict[str, Any]:
    said = _read(link.content)
    what = _("%(model)s %(id)s, entry %(entry)d of %(date)s") % {
        "model": link.model.replace(".historical", ": "),
        "id": said.get("id", "?"),
        "entry": link.entry,
        "date": str(said.get("history_date", ""))[:19],
    }
    return {"number": link.number, "what": what, "content": link.content}


def _differences(then: str, now: str) -> list[str]:
    """What another hand changed, column by column. A column that a later version added or dropped is no change."""
    was, is_now = _read(then), _read(now)
    return [
        _("%(column)s was %(was)s, is now %(now)s")
        % {"column": name, "was": _say(was[name]), "now": _say(is_now[name])}
        for name in sorted(was.keys() & is_now.keys())
        if was[name] != is_now[name]
    ]


def _read(content: str) -> dict[str, Any]:
    """What an entry said; nothing where somebody wrote over it what cannot be read, which its link is found by."""
    try:
        said = json.loads(content)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _say(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _of_end(chain: Chain) -> Iterator[Finding]:
    head = HistoryHead.objects.filter(pk=1).first()
    number, last = (head.number, head.hash) if head else (0, "")
    if (number, last) != (chain.links, chain.last):
        words = _("The history ends at link %(links)d, and should end at %(number)d: links were removed from its end.")
        yield Finding(chain.links, words % {"links": chain.links, "number": number})


def _slipped_in(models_by_name: dict[str, type[models.Model]]) -> Iterator[Finding]:
    for name, model in models_by_name.items():
        linked = HistoryLink.objects.filter(model=name, entry=OuterRef("pk"))
        for entry in model._default_manager.filter(~Exists(linked)).order_by("pk").iterator(AT_A_TIME):
            values = {"what": f"{name.replace('.historical', ': ')} {getattr(entry, 'id', '?')}", "entry": entry.pk}
            yield Finding(0, _("Entry %(entry)d of %(what)s was slipped in: it stands in no link.") % values)
