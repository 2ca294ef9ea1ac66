"""Takes the histories of an installation that is older than the chain into it, once."""

from typing import Any

from django.db import connections, transaction

from accounts.chain.content import histories
from accounts.chain.sealing import AT_A_TIME, seal
from accounts.models.chain import HistoryHead


def adopt_earlier_entries(*, using: str = "default", **_kwargs: Any) -> None:
    """Called after each migration: where the chain has no end yet, seal what stands in the histories, and set it."""
    tables = set(connections[using].introspection.table_names())
    known = histories()
    if not {HistoryHead._meta.db_table, *(model._meta.db_table for model in known)} <= tables:
        return
    with transaction.atomic(using=using):
        if HistoryHead.objects.filter(pk=1).exists():
            return
        HistoryHead(pk=1).save(force_insert=True)
        for model in known:
            entries = list(model._default_manager.order_by("pk")[:AT_A_TIME])
            while entries:
                seal(entries)
                entries = list(model._default_manager.filter(pk__gt=entries[-1].pk).order_by("pk")[:AT_A_TIME])
