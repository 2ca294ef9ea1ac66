"""What an import writes, noted while it writes, so that exactly that can be taken back."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Max

from plans.models import Action


@dataclass
class Ledger:
    """`created` and `changed` by model ("plans.action") and key. Of a changed thing the entry of its history before the
    import is kept, of one without history its values."""

    created: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    changed: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    values: dict[str, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))

    def made(self, thing: models.Model) -> None:
        self.created[thing._meta.label_lower].append(thing.pk)

    def changes(self, thing: models.Model) -> None:
        """To be called before the change. Only the first note counts: it is the state to go back to."""
        label, key = thing._meta.label_lower, thing.pk
        if key in self.created[label] or str(key) in self.changed[label]:
            return
        latest = _history(thing._meta.model).filter(**{_key_name(thing._meta.model): key}).aggregate(Max("history_id"))
        self.changed[label][str(key)] = latest["history_id__max"]

    def had(self, thing: models.Model, values: dict[str, Any]) -> None:
        """What a thing without history held before the import."""
        label, key = thing._meta.label_lower, str(thing.pk)
        if thing.pk not in self.created[label]:
            self.values[label].setdefault(key, values)

    def as_json(self) -> dict[str, Any]:
        """With the marks that a later change is noticed by: each thing's last history entry, each action's revision."""
        marks = {}
        for label in {*self.created, *self.changed}:
            model = apps.get_model(label)
            keys = [*self.created.get(label, ()), *(int(key) for key in self.changed.get(label, ()))]
            if keys and hasattr(model, "history"):
                marks[label] = {str(key): mark for key, mark in last_entries(model, keys).items()}
        actions = [*self.created["plans.action"], *(int(key) for key in self.changed["plans.action"])]
        revisions = Action.objects.filter(pk__in=actions).values_list("pk", "revision")
        return {
            "created": {label: keys for label, keys in self.created.items() if keys},
            "changed": {label: keys for label, keys in self.changed.items() if keys},
            "values": {label: kept for label, kept in self.values.items() if kept},
            "marks": marks,
            "revisions": {str(key): revision for key, revision in revisions},
        }


def last_entries(model: type[models.Model], keys: Iterable[int]) -> dict[int, int]:
    """The last entry in the history of each thing. One query."""
    name = _key_name(model)
    rows = _history(model).filter(**{f"{name}__in": list(keys)}).values(name).annotate(last=Max("history_id"))
    return {row[name]: row["last"] for row in rows.order_by()}


def _history(model: type[models.Model]) -> models.QuerySet[Any]:
    entries: models.QuerySet[Any] = model.history.all()  # type: ignore[attr-defined]  # django-simple-history adds it
    return entries


def _key_name(model: type[models.Model]) -> str:
    return model._meta.pk.attname
