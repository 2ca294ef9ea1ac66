"""What an import writes, noted while it writes, so that exactly that can be taken back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Max

from plans.models import Action

# A statement holds so many keys, whatever the database.
KEYS_AT_A_TIME = 500


@dataclass
class Ledger:
    """`created` and `changed` by model ("plans.action") and key. Of a changed thing the entry of its history before the
    import is kept, of one without history its values."""

    created: dict[str, dict[int, None]] = field(default_factory=lambda: defaultdict(dict))
    changed: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    values: dict[str, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))

    def made(self, *things: models.Model) -> None:
        for thing in things:
            self.created[thing._meta.label_lower][thing.pk] = None

    def changes(self, *things: models.Model) -> None:
        """To be called before the change, with things of one model. Only the first note counts: it is the state to go
        back to."""
        if not things:
            return
        label, model = things[0]._meta.label_lower, type(things[0])
        keys = [key for key in (thing.pk for thing in things) if self._is_new_to(label, key)]
        latest = last_entries(model, keys)
        self.changed[label] |= {str(key): latest[key] for key in keys}

    def _is_new_to(self, label: str, key: int) -> bool:
        return key not in self.created[label] and str(key) not in self.changed[label]

    def had(self, thing: models.Model, values: dict[str, Any]) -> None:
        """What hangs on a thing and was replaced as a whole, as it was before the import."""
        label, key = thing._meta.label_lower, str(thing.pk)
        if thing.pk not in self.created[label]:
            self.values[label].setdefault(key, values)

    def as_json(self) -> dict[str, Any]:
        """With the marks that a later change is noticed by: each thing's last history entry, each action's revision."""
        marks = {}
        for label in {*self.created, *self.changed}:
            model, keys = apps.get_model(label), self._keys(label)
            if keys and hasattr(model, "history"):
                marks[label] = {str(key): mark for key, mark in last_entries(model, keys).items()}
        revisions: dict[str, int] = {}
        for part in in_parts(self._keys("plans.action")):
            found = Action.objects.filter(pk__in=part).values_list("pk", "revision")
            revisions |= {str(key): revision for key, revision in found}
        return {
            "created": {label: list(keys) for label, keys in self.created.items() if keys},
            "changed": {label: keys for label, keys in self.changed.items() if keys},
            "values": {label: kept for label, kept in self.values.items() if kept},
            "marks": marks,
            "revisions": revisions,
        }

    def _keys(self, label: str) -> list[int]:
        return [*self.created[label], *(int(key) for key in self.changed[label])]


def in_parts(keys: Iterable[int]) -> Iterator[list[int]]:
    """The keys, as many at a time as a statement holds."""
    whole = list(keys)
    for start in range(0, len(whole), KEYS_AT_A_TIME):
        yield whole[start : start + KEYS_AT_A_TIME]


def last_entries(model: type[models.Model], keys: Iterable[int]) -> dict[int, int]:
    """The last entry in the history of each thing. One query for each 500."""
    name = _key_name(model)
    found: dict[int, int] = {}
    for part in in_parts(keys):
        rows = _history(model).filter(**{f"{name}__in": part}).values(name).annotate(last=Max("history_id"))
        found |= {row[name]: row["last"] for row in rows.order_by()}
    return found


def _history(model: type[models.Model]) -> models.QuerySet[Any]:
    entries: models.QuerySet[Any] = model.history.all()  # type: ignore[attr-defined]  # django-simple-history adds it
    return entries


def _key_name(model: type[models.Model]) -> str:
    return model._meta.pk.attname
