"""Adds entries of a history to the chain, in the transaction that wrote them."""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import groupby
from typing import Any

from django.db import models, transaction

from accounts.bulk import insert_many
from accounts.chain.content import contents_of, digest_of, link_hash, name_of
from accounts.models.chain import HistoryHead, HistoryLink

AT_A_TIME = 500

_waiting: ContextVar[list[models.Model] | None] = ContextVar("entries to be sealed", default=None)


def seal(entries: Iterable[models.Model]) -> None:
    """Add the entries to the chain in this order; inside `sealed_together` at the end of it.

    The end of the chain is held until the transaction ends. Take every other lock before the first entry is written,
    so that of two who write at once one waits and none is refused.
    """
    waiting = _waiting.get()
    if waiting is not None:
        waiting.extend(entries)
        return
    with transaction.atomic():
        for model, of_model in groupby(entries, key=type):
            together = list(of_model)
            for start in range(0, len(together), AT_A_TIME):
                _add(model, together[start : start + AT_A_TIME])


@contextmanager
def sealed_together() -> Generator[None]:
    """Seal all that is written within at its end: a few statements for many entries instead of three for each.

    Stands inside the transaction. Where the block fails nothing is sealed, as the transaction takes all back. A service
    that takes a lock after its first entry stands in one: the end of the chain, which all want, is then held last.
    """
    outer = _waiting.get()
    if outer is not None:
        before = len(outer)
        try:
            yield
        except BaseException:
            # What failed took its entries back, though whoever called may go on: they are no longer to be sealed.
            del outer[before:]
            raise
        return
    entries: list[models.Model] = []
    token = _waiting.set(entries)
    try:
        yield
    finally:
        _waiting.reset(token)
    seal(entries)


def seal_new_entry(*, history_instance: models.Model, **_kwargs: Any) -> None:
    """Called by django-simple-history after each entry that it writes."""
    seal([history_instance])


def _add(model: type[models.Model], entries: list[models.Model]) -> None:
    head = _held_head()
    links = []
    for entry, content in zip(entries, contents_of(entries), strict=True):
        link = HistoryLink(
            number=head.number + 1,
            model=name_of(model),
            entry=entry.pk,
            content=content,
            digest=digest_of(content),
            previous=head.hash,
        )
        link.hash = link_hash(
            number=link.number, model=link.model, entry=link.entry, digest=link.digest, previous=link.previous
        )
        head.number, head.hash = link.number, link.hash
        links.append(link)
    insert_many(links)
    head.save()


def _held_head() -> HistoryHead:
    head = HistoryHead.objects.select_for_update().filter(pk=1).first()
    return head or HistoryHead.objects.select_for_update().get(pk=HistoryHead.objects.get_or_create(pk=1)[0].pk)
