"""The ways to save things whose history is kept, so that each entry says who and why."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models.deletion import Collector
from django.db.models.sql import DeleteQuery
from django.utils import timezone

from accounts.bulk import insert_many, write_fields
from accounts.chain import seal, sealed_together
from accounts.models import User

M = TypeVar("M", bound=models.Model)
# Of each instance, by the name of a many-to-many field: its members.
Members = dict[str, Sequence[Collection[models.Model]]]
AT_A_TIME = 500


def save_with_history(instance: models.Model, *, by: User | None, reason: str = "") -> None:
    """Save the instance; its new history entry bears the person and the reason.

    `by` is None only where no person acted: the demo's story and imported facts whose author is unknown.
    """
    instance._history_user = by  # type: ignore[attr-defined]  # read by django-simple-history
    instance._change_reason = reason  # type: ignore[attr-defined]  # read by django-simple-history
    instance.save()


def set_members_quietly(instance: models.Model, field: str, members: list[models.Model]) -> None:
    """Set a many-to-many field without a history entry of its own: the save that follows records it.

    Otherwise one change by one person would stand in the history twice.
    """
    instance.skip_history_when_saving = True  # type: ignore[attr-defined]  # read by django-simple-history
    try:
        getattr(instance, field).set(members)
    finally:
        del instance.skip_history_when_saving  # type: ignore[attr-defined]  # set above


def create_many_with_history(
    instances: Sequence[M], *, by: User | None, reason: str | Callable[[M], str] = "", members: Members | None = None
) -> None:
    """Insert new instances of one model with one history entry each, in a few statements for each 500.

    `members` has for a many-to-many field the members of each instance, in their order. Each instance has its primary
    key afterwards.
    """
    if not instances:
        return
    insert_many(instances)
    for name, of_each in (members or {}).items():
        _add_members(instances, name, of_each)
    _record(instances, "+", by=by, reason=reason)


def update_many_with_history(
    instances: Sequence[M],
    fields: Sequence[str],
    *,
    by: User | None,
    reason: str | Callable[[M], str] = "",
    members: Members | None = None,
) -> None:
    """Write those fields of the instances, with one history entry each.

    `members` sets many-to-many fields anew, of every instance; without it they stay.
    """
    if not instances:
        return
    model = type(instances[0])
    write_fields(instances, fields)
    for name, of_each in (members or {}).items():
        field = model._meta.get_field(name)
        through = field.remote_field.through  # type: ignore[union-attr]  # a many-to-many field has one
        owner = f"{field.m2m_field_name()}__in"  # type: ignore[union-attr]  # likewise
        for part in _parts(instances):
            through._default_manager.filter(**{owner: [instance.pk for instance in part]}).delete()
        _add_members(instances, name, of_each)
    _record(instances, "~", by=by, reason=reason)


def delete_many_with_history(instances: Sequence[models.Model], *, by: User | None, reason: str = "") -> None:
    """Delete instances of one model, and what hangs on them, with a last history entry each.

    What pointed at one of them and points at nothing from now on has an entry that says so. Raises ProtectedError or
    RestrictedError, as Django's own deletion does, where something else needs one of them.
    """
    if not instances:
        return
    collector = Collector(using=DEFAULT_DB_ALIAS)
    collector.collect(list(instances))
    collector.sort()
    with sealed_together():
        for model, found in collector.data.items():
            if hasattr(model, "history"):
                _record(sorted(found, key=lambda each: int(each.pk)), "-", by=by, reason=reason)
        _erase(collector, by=by, reason=reason)


def _erase(collector: Collector, *, by: User | None, reason: str) -> None:
    """What the collector's own `delete` does, but for its signals: at each django-simple-history writes one entry."""
    for unseen in collector.fast_deletes:
        unseen._raw_delete(collector.using)
    for (field, value), groups in collector.field_updates.items():
        for group in cast("list[Iterable[models.Model]]", groups):  # the stubs know single instances only
            pointing = list(group)
            for some in _parts(pointing):
                found_again = field.model._base_manager.filter(pk__in=[each.pk for each in some])
                found_again.update(**{field.name: value})
            if pointing and hasattr(field.model, "history"):
                for each in pointing:
                    setattr(each, field.attname, value)
                _record(pointing, "~", by=by, reason=reason)
    for model, found in collector.data.items():
        DeleteQuery(model).delete_batch([each.pk for each in found], collector.using)


def _add_members(instances: Sequence[models.Model], name: str, of_each: Sequence[Collection[models.Model]]) -> None:
    field: Any = type(instances[0])._meta.get_field(name)
    through, own, other = field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()
    rows = [
        through(**{f"{own}_id": instance.pk, f"{other}_id": member.pk})
        for instance, held in zip(instances, of_each, strict=True)
        for member in held
    ]
    insert_many(rows)


def _record(
    instances: Sequence[M],
    kind: str,
    *,
    by: User | None,
    reason: str | Callable[[M], str],
) -> None:
    """The history entries of the instances, as django-simple-history writes them one by one."""
    history: Any = type(instances[0]).history.model  # type: ignore[attr-defined]  # every model here keeps one
    now = timezone.now()
    entries = [
        history(
            history_date=now,
            history_type=kind,
            history_user=by,
            history_change_reason=reason if isinstance(reason, str) else reason(instance),
            **{field.attname: getattr(instance, field.attname) for field in history.tracked_fields},
        )
        for instance in instances
    ]
    insert_many(entries)
    for field in history._history_m2m_fields:
        _record_members(instances, entries, field)
    seal(entries)


def _record_members(instances: Sequence[models.Model], entries: Sequence[models.Model], field: Any) -> None:
    """The members as they stand now, beside the entry of each instance."""
    rows_of: Any = getattr(type(entries[0]), field.name).model
    through, owner = field.remote_field.through, f"{field.m2m_field_name()}_id"
    columns = [each.attname for each in through._meta.concrete_fields]
    entry_of = {instance.pk: entry.pk for instance, entry in zip(instances, entries, strict=True)}
    for part in _parts(instances):
        held = through._default_manager.filter(**{f"{owner}__in": [instance.pk for instance in part]}).order_by("pk")
        rows = [rows_of(history_id=entry_of[row[owner]], **row) for row in held.values(*columns)]
        insert_many(rows)


def _parts(instances: Sequence[M]) -> list[Sequence[M]]:
    return [instances[start : start + AT_A_TIME] for start in range(0, len(instances), AT_A_TIME)]
