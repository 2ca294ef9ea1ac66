"""Two people at one page of an import: what each said, told apart by what stood on the page when it was made."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from spreadsheets.models import Decision, ImportRow, ImportRun
from spreadsheets.services import Facts, RowChoice

# A field, what is saved of it, what was typed.
Difference = tuple[str, str, str]
# These of a row's form say something of the page, not of the row.
_NOT_OF_THE_ROW = frozenset({"seen", "theirs"})


def mark(said: dict[str, Any]) -> str:
    """Short, and different as soon as anything that was said is."""
    kept = json.dumps(said, sort_keys=True, default=str)
    return hashlib.sha256(kept.encode("utf-8", "replace")).hexdigest()[:16]


def said_of_row(row: ImportRow) -> dict[str, Any]:
    """What is saved of the row."""
    said = _said(row.chosen, skipped=row.decision == Decision.SKIP, checked=row.is_checked)
    if row.may_be_whole:
        said["whole"] = row.is_offered == row.is_whole
    return said


def said_in(choice: RowChoice, *, whole: bool | None) -> dict[str, Any]:
    """What was typed of the row; `whole` is None where the row does not ask."""
    said = _said(dict(choice.chosen), skipped=choice.skipped, checked=choice.checked)
    return said if whole is None else said | {"whole": whole}


def _said(chosen: dict[str, Any], *, skipped: bool, checked: bool) -> dict[str, Any]:
    return {"chosen": chosen, "skipped": skipped, "checked": checked}


def facts_of(run: ImportRun) -> Facts:
    """What is saved of the plan as a whole."""
    return Facts(
        title=run.title,
        kind=run.kind,
        target=run.target,
        review=run.review,
        starts_on=run.starts_on,
        ends_on=run.ends_on,
        period=run.period,
        scale=run.scale,
        new_scale=run.new_scale,
        makes_periods=run.makes_periods,
        leads_to_create=run.leads_to_create,
        year_kind=run.year_kind,
    )


def said_of_plan(facts: Facts) -> dict[str, Any]:
    """What was said of the plan as a whole."""
    said = {name: getattr(facts, name) for name in facts.__dataclass_fields__}
    said |= {name: getattr(said[name], "pk", None) for name in ("target", "review", "period", "scale")}
    return said | {"title": facts.title.strip(), "leads_to_create": sorted(facts.leads_to_create)}


def row_differences(saved: forms.Form, typed: forms.Form) -> list[Difference]:
    """Field by field what two forms of one row say; only what is not the same."""
    both = [name for name in typed.fields if name in saved.fields and name not in _NOT_OF_THE_ROW]
    found = ((str(typed[name].label), _in_words(saved[name]), _in_words(typed[name])) for name in both)
    return [each for each in found if each[1] != each[2]]


def plan_differences(form: forms.Form, saved: Facts, typed: Facts) -> list[Difference]:
    """The same for what was said of the plan as a whole."""
    return list(_plan_differences(form, saved, typed))


def _plan_differences(form: forms.Form, saved: Facts, typed: Facts) -> Iterator[Difference]:
    for name, field in form.fields.items():
        attribute = {"leads": "leads_to_create"}.get(name, name)
        if not hasattr(saved, attribute):
            continue
        words = [_value_in_words(_fact(facts, attribute), field) for facts in (saved, typed)]
        if words[0] != words[1]:
            yield str(field.label), words[0], words[1]


def _fact(facts: Facts, name: str) -> Any:
    if name == "scale":
        return facts.scale.pk if facts.scale else facts.new_scale
    return getattr(facts, name)


def _in_words(field: forms.BoundField) -> str:
    return _value_in_words(field.value(), field.field)


def _value_in_words(value: Any, field: forms.Field) -> str:
    if isinstance(field, forms.BooleanField):
        return _("yes") if value in (True, "on", "true", "1") else _("no")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value)
    if value is None:
        return ""
    if isinstance(field, forms.ChoiceField) and not hasattr(value, "pk"):
        names = {str(code): str(name) for code, name in _choices(field)}
        return names.get(str(value), str(value))
    return str(value).replace("\r\n", "\n").strip()


def _choices(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    choices: Any = field.choices
    return list(choices)
