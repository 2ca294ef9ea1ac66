"""What an import will do, before it does it: new, changed field by field, the same, left out, missing, wrong."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from import_export.results import Result, RowResult

from plans.models import ActionPlan
from spreadsheets.columns import Column
from spreadsheets.landing import Landing
from spreadsheets.matching import twice
from spreadsheets.models import ImportRow, ImportRun
from spreadsheets.plan_rows import PlanRow
from spreadsheets.resources import ColumnField, PlanResource, dataset_of, import_columns


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an action, as it stands and as the file has it."""

    heading: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowChange:
    row: ImportRow
    reference: str
    text: str
    action_id: int | None
    changes: tuple[Change, ...]


@dataclass
class Preview:
    """`errors` are sentences that name the row and the cell; with any of them nothing can be written."""

    landing: Landing
    new: list[RowChange] = field(default_factory=list)
    changed: list[RowChange] = field(default_factory=list)
    same: list[ImportRow] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def skipped(self) -> list[ImportRow]:
        return self.landing.skipped

    @property
    def withdrawn(self) -> list[ImportRow]:
        """The rows of actions that were withdrawn here: they stay as they are."""
        return [row for row in self.landing.rows if self.landing.matched[row.pk] in self.landing.withdrawn]

    @property
    def missing(self) -> list[PlanRow]:
        return self.landing.missing

    @property
    def kept_ratings(self) -> int:
        """Ratings that differ from the file's, were given here by people, and stay."""
        return len(set(self.landing.kept_ratings))


def preview(run: ImportRun) -> Preview:
    """Compares and validates every row; writes nothing."""
    landing = Landing.of(run)
    columns = import_columns(landing)
    made = Preview(landing, errors=_errors_of_run(run, landing))
    resource = PlanResource(columns, landing=landing)
    result = resource.import_data(dataset_of(landing, columns), dry_run=True)
    by_name = {column.name: column for column in columns}
    for row, found in zip(landing.rows, result.rows, strict=False):
        _sort_in(made, row, found, resource)
    made.errors += _errors_of_rows(result, landing, by_name)
    return made


def _sort_in(made: Preview, row: ImportRow, found: RowResult, resource: PlanResource) -> None:
    if found.is_skip():
        made.same.append(row)
    elif found.is_valid():
        instance: PlanRow = found.instance
        changes = _changes(found.original if found.is_update() else PlanRow(), instance, resource)
        entry = RowChange(row, instance.reference, instance.text, instance.action_id, changes)
        (made.new if found.is_new() else made.changed).append(entry)


def _changes(old: PlanRow, new: PlanRow, resource: PlanResource) -> tuple[Change, ...]:
    fields: list[ColumnField] = resource.get_import_fields()
    pairs = [(each.column, each.export(old), each.export(new)) for each in fields if not each.column.only_internal]
    return tuple(Change(column.heading, was, now) for column, was, now in pairs if was != now)


def _errors_of_run(run: ImportRun, landing: Landing) -> list[str]:
    found = []
    if not run.title.strip():
        found.append(_("The plan has no title: give it one under “About this plan”."))
    if not landing.rows:
        found.append(_("No row is left to import: every one of them was left out."))
    namesake = ActionPlan.objects.filter(partnership=run.partnership, title__iexact=run.title.strip()).first()
    if run.target is None and namesake:
        found.append(
            _("There is a plan “%(title)s” already: bring that plan up to date, or give this one another title.")
            % {"title": namesake.title}
        )
    if run.starts_on and run.ends_on and run.ends_on < run.starts_on:
        found.append(_("The plan ends before it starts: change one of the two dates under “About this plan”."))
    found += _errors_of_ratings(landing)
    rows = landing.rows
    for first, second in twice([landing.incoming[row.pk].reference for row in rows]):
        found.append(
            _("%(first)s and %(second)s both have the reference %(ref)s: change one of them, or leave one out.")
            % {
                "first": _capital(rows[first].place),
                "second": rows[second].place,
                "ref": landing.incoming[rows[second].pk].reference,
            }
        )
    return found


def _errors_of_ratings(landing: Landing) -> list[str]:
    """What all ratings of the file lack, said once."""
    keys = {key for row in landing.incoming.values() for key in row.ratings}
    found = []
    if any(not period for _dimension, period in keys):
        found.append(_("Choose the period that the ratings in the file are of, under “About this plan”."))
    if keys and landing.shape is None:
        found.append(_("Choose the scale in which the file's ratings are read, under “About this plan”."))
    return found


def _errors_of_rows(result: Result, landing: Landing, columns: dict[str, Column]) -> list[str]:
    found: dict[str, None] = {}
    for invalid in result.invalid_rows:
        row = landing.rows[invalid.number - 1]
        for name, sentences in invalid.error_dict.items():
            for sentence in sentences:
                found.setdefault(_placed(row, columns.get(name), sentence))
    for failed in result.error_rows:
        row = landing.rows[failed.number - 1]
        found.setdefault(
            _("%(place)s cannot be read: %(why)s") % {"place": _capital(row.place), "why": failed.errors[0].error}
        )
    return list(found)


def _placed(row: ImportRow, column: Column | None, sentence: str) -> str:
    place = _capital(row.place)
    where = cell_where(row, column) if column else ""
    if where:
        place = f"{place}, {where}"
    elif column:
        place = _("%(place)s, %(field)s") % {"place": place, "field": column.heading}
    return f"{place}: {sentence}"


def cell_where(row: ImportRow, column: Column) -> str:
    """The cell of the file that the column was read from, by the headings that were taken for it."""
    field = {
        "text": "action",
        "due": "timescale",
        "timescale_text": "timescale",
        "leads": "lead",
        "lead_text": "lead",
    }.get(column.field, "rating" if column.field in {"ratings", "reasons"} else column.field)
    tables = {table["name"]: dict(table["mapping"]) for table in row.run.draft.get("tables", [])}
    taken = tables.get(row.table, {})
    for cell in row.origins[0]["cells"] if row.origins else []:
        if taken.get(cell["heading"]) == field:
            # In a sheet "G13"; in a Word table "row 3, column 2", of which the row is said already.
            where = str(cell["where"]).rpartition(", ")[2]
            return where if " " in where else _("cell %(where)s") % {"where": where}
    return ""


def counts_in_words(made: Preview) -> list[str]:
    """What will happen as sentences: "24 actions are new", only those that count something."""
    pairs = [
        (len(made.new), ngettext("%(n)d action is new", "%(n)d actions are new", len(made.new))),
        (len(made.changed), ngettext("%(n)d action changes", "%(n)d actions change", len(made.changed))),
        (len(made.same), ngettext("%(n)d is the same as before", "%(n)d are the same as before", len(made.same))),
        (len(made.skipped), ngettext("%(n)d is left out", "%(n)d are left out", len(made.skipped))),
        (len(made.missing), ngettext("%(n)d is not in the file", "%(n)d are not in the file", len(made.missing))),
    ]
    return [words % {"n": number} for number, words in pairs if number]


def result_of(made: Preview) -> dict[str, Any]:
    """The counts that the receipt keeps."""
    return {
        "new": len(made.new),
        "changed": len(made.changed),
        "same": len(made.same),
        "skipped": len(made.skipped),
        "missing": len(made.missing),
        "kept_ratings": made.kept_ratings,
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
