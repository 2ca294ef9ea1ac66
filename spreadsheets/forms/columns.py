"""Which tables of a file are read, and what each of their columns is taken for."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.govuk import GovukFormMixin
from spreadsheets.models import ImportRun
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.columns import ONCE
from spreadsheets.shapes import ACTIONS, layouts_of, named

FIELDS: tuple[tuple[str, Any], ...] = (
    (v.ACTION, gettext_lazy("Action")),
    (v.REFERENCE, gettext_lazy("Reference")),
    (v.SECTION, gettext_lazy("Section: aim, theme or category")),
    (v.OBJECTIVE, gettext_lazy("Objective, recommendation or finding")),
    (v.MEASURE, gettext_lazy("Measure of success")),
    (v.LEAD, gettext_lazy("Lead")),
    (v.TIMESCALE, gettext_lazy("Timescale or due date")),
    (v.PROGRESS, gettext_lazy("Progress")),
    (v.RATING, gettext_lazy("Rating")),
    (v.EXTRA, gettext_lazy("Fits nothing: keep it under its own name")),
)
_NAMES = dict(FIELDS)
_ROLES = {
    "actions": gettext_lazy("Holds actions"),
    "repeats": gettext_lazy("Says again what stands in another table"),
    "key": gettext_lazy("The key to the ratings"),
    "summary": gettext_lazy("Counts, not actions"),
    "hidden": gettext_lazy("A hidden sheet"),
    "prose": gettext_lazy("No table of actions"),
    "list": gettext_lazy("A list, not a plan"),
    "empty": gettext_lazy("Holds nothing"),
}


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """One heading with its field in the form, why it was taken so, and some of its cells, if it was read at all."""

    heading: str
    field: forms.BoundField | None
    taken_for: str
    reason: str
    samples: list[str] | None


@dataclass(frozen=True, slots=True)
class TableGroup:
    """Tables with the same headings; in a long Word plan there are dozens."""

    names: list[str]
    columns: list[ColumnSeen]

    @property
    def more(self) -> int:
        """How many there are besides the first."""
        return len(self.names) - 1


class ColumnsForm(GovukFormMixin, forms.Form):
    """`samples` has cells by the name of the table and the place of the column."""

    mark_optional = False

    seen_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    tables = forms.MultipleChoiceField(
        label=gettext_lazy("Tables to read"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Tick at least one table that holds actions."),
            "invalid_choice": gettext_lazy("Tables to read: choose those of this file."),
        },
    )

    def __init__(self, *args: Any, run: ImportRun, samples: Mapping[tuple[str, int], list[str]], **kwargs: Any) -> None:
        self.run, self.samples = run, samples
        self.found = run.draft.get("tables", [])
        taken = [str(at) for at, table in enumerate(self.found) if is_taken(table)]
        taken = taken or [str(at) for at, table in enumerate(self.found) if table["mapping"]]
        super().__init__(*args, initial={"seen_revision": run.revision, "tables": taken}, **kwargs)
        choice = self.fields["tables"]
        if sum(table["role"] == ACTIONS for table in self.found) > 1:
            choice.help_text = _(
                "All that are ticked become one plan. For a plan of each, tick one, import it, "
                "and hand the file in again for the next."
            )
        if isinstance(choice, forms.MultipleChoiceField):
            choice.choices = [(str(at), _described(table)) for at, table in enumerate(self.found)]
        self.names = dict(self._ask_for_columns())
        self.groups = self._grouped()
        self.prepare_fields()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for group in self.groups:
            said = Counter(cleaned.get(each.field.name) for each in group.columns if each.field)
            for field in (field for field in ONCE if said[field] > 1):
                last = [each.field for each in group.columns if each.field and cleaned.get(each.field.name) == field][
                    -1
                ]
                self.add_error(
                    last.name,
                    _("Two columns of one table are taken for “%(field)s”: choose another for one of them.")
                    % {"field": _NAMES[field]},
                )
        return cleaned

    @property
    def chosen_tables(self) -> list[str]:
        """Empty where they are those that the file itself shows to hold actions."""
        ticked = [self.found[int(at)]["name"] for at in self.cleaned_data["tables"]]
        alone = [table["name"] for table in self.found if table["role"] == ACTIONS]
        return [] if ticked == alone and not self.run.tables else ticked

    @property
    def columns(self) -> dict[str, str]:
        """What a person chose, now or before; a guess that was left alone stays one."""
        kept = dict(self.run.columns)
        for name, heading in self.names.items():
            if name in self.changed_data:
                kept[heading] = self.cleaned_data[name]
        return kept

    def _ask_for_columns(self) -> Iterator[tuple[str, str]]:
        for layout in (layout for table in self.found for layout in layouts_of(table)):
            for heading, (_written, field) in zip(named(layout["headings"]), layout["mapping"], strict=False):
                name = _name_of(heading)
                if name in self.fields:
                    continue
                self.fields[name] = forms.ChoiceField(
                    label=_("What “%(heading)s” holds") % {"heading": " ".join(heading.split())[:120]},
                    choices=FIELDS,
                    initial=field,
                    error_messages={
                        "required": _("Choose what this column holds."),
                        "invalid_choice": _("Choose what this column holds from the list."),
                    },
                )
                yield name, heading

    def _grouped(self) -> list[TableGroup]:
        groups: dict[tuple[str, ...], TableGroup] = {}
        asked: set[str] = set()
        for table in self.found:
            for layout in layouts_of(table):
                key = tuple(v.plain(heading) for heading in layout["headings"])
                if key in groups:
                    groups[key].names.append(table["name"])
                elif layout["mapping"]:
                    groups[key] = TableGroup([table["name"]], list(self._columns(table["name"], layout, asked)))
        return list(groups.values())

    def _columns(self, table: str, layout: Mapping[str, Any], asked: set[str]) -> Iterator[ColumnSeen]:
        reasons: Sequence[str] = layout.get("reasons") or [""] * len(layout["mapping"])
        is_read = any(name == table for name, _at in self.samples)
        seen = zip(named(layout["headings"]), layout["mapping"], reasons, strict=False)
        for at, (heading, (written, field), reason) in enumerate(seen):
            name = _name_of(heading)
            bound = self[name] if name not in asked else None
            asked.add(name)
            samples = self.samples.get((table, at), []) if is_read else None
            yield ColumnSeen(written, bound, str(_NAMES.get(field, field)), reason, samples)


def is_taken(table: Mapping[str, Any]) -> bool:
    return bool(table.get("taken", table["role"] == ACTIONS))


def _described(table: Mapping[str, Any]) -> str:
    role = str(_ROLES.get(table["role"], table["role"]))
    said = _("%(name)s: %(role)s. %(why)s") if table.get("reason") else _("%(name)s: %(role)s.")
    return said % {"name": table["name"], "role": role[:1].lower() + role[1:], "why": table.get("reason", "")}


def _name_of(heading: str) -> str:
    return f"column-{hashlib.sha256(v.plain(heading).encode()).hexdigest()[:12]}"
