"""What an import will do, before it does it: new, changed field by field, the same, left out, missing, wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from import_export.results import Result, RowResult

from plans.models import ActionPlan
from spreadsheets.bare_quarters import is_bare
from spreadsheets.columns import Column
from spreadsheets.landing import Landing
from spreadsheets.matching import twice
from spreadsheets.models import ImportRow, ImportRun
from spreadsheets.other_plan import reads_like_another
from spreadsheets.plan_rows import PlanRow
from spreadsheets.proposing import plan_with_these
from spreadsheets.resources import ColumnField, PlanResource, dataset_of, import_columns


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an action, as it stands and as the file has it."""

    heading: str
    old: str
    new: str


@dataclass(frozen=True, eq=False)
class RowChange:
    """A row of the file with how its action is to stand, and how it stands: None for a new one."""

    row: ImportRow
    planned: PlanRow
    standing: PlanRow | None
    fields: Sequence[ColumnField]

    @property
    def reference(self) -> str:
        return self.planned.reference

    @property
    def text(self) -> str:
        return self.planned.text

    @property
    def action_id(self) -> int | None:
        return self.planned.action_id

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Field by field what is not the same."""
        old = self.standing or PlanRow()
        shown = [each for each in self.fields if not each.column.only_internal]
        pairs = ((each.column.heading, each.export(old), each.export(self.planned)) for each in shown)
        return tuple(Change(heading, was, now) for heading, was, now in pairs if was != now)


@dataclass
class Preview:
    """`errors` are sentences that name the row and the cell; with any of them nothing can be written."""

    landing: Landing
    new: list[RowChange] = field(default_factory=list)
    changed: list[RowChange] = field(default_factory=list)
    same: list[ImportRow] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    # Of the errors those of single rows: the row, its cell as the reader calls it, and the sentence.
    faults: list[tuple[ImportRow, str, str]] = field(default_factory=list)

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
    def is_of_another_plan(self) -> bool:
        """Whether most actions would be given the words of another: the file is hardly one of this plan."""
        texts = ((each.standing.text, each.text) for each in self.changed if each.standing)
        return reads_like_another(texts, same=len(self.same))

    @cached_property
    def twin(self) -> ActionPlan | None:
        """For a plan that is to be made, the one that has most of its actions already."""
        run = self.landing.run
        return None if run.target else plan_with_these(run.partnership, (each.text for each in self.new))

    @property
    def kept_ratings(self) -> int:
        """Ratings that differ from the file's, were given here by people, and stay."""
        return len(set(self.landing.kept_ratings))


def preview(run: ImportRun) -> Preview:
    """Compares and validates every row; writes nothing."""
    landing = Landing.of(run, with_cells=False)
    columns = import_columns(landing)
    made = Preview(landing)
    resource = PlanResource(columns, landing=landing)
    # Not as a dry run, for which the library opens a savepoint for each row: there is nothing to be taken back.
    result = resource.import_data(dataset_of(landing, columns))
    planned = dict(landing.incoming)
    for row, found in zip(landing.rows, result.rows, strict=False):
        _sort_in(made, row, found, resource)
        planned[row.pk] = found.instance or planned[row.pk]
    made.errors += _errors_of_run(run, landing)
    made.errors += _errors_of_references(landing, planned)
    made.faults = _faults_of_rows(result, landing, {column.name: column for column in columns})
    made.errors += dict.fromkeys(sentence for _row, _where, sentence in made.faults)
    return made


def _sort_in(made: Preview, row: ImportRow, found: RowResult, resource: PlanResource) -> None:
    if found.is_skip():
        made.same.append(row)
    elif found.is_valid():
        standing = found.original if found.is_update() else None
        entry = RowChange(row, found.instance, standing, resource.get_import_fields())
        (made.new if standing is None else made.changed).append(entry)


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
    return found + _errors_of_ratings(landing)


def _errors_of_references(landing: Landing, planned: dict[int, PlanRow]) -> list[str]:
    """A reference tells an action within its section and objective: no two of a plan may share all three."""
    rows = [row for row in landing.rows if landing.matched[row.pk] not in landing.withdrawn]
    places = [planned[row.pk].place for row in rows]
    found = []
    for first, second in twice(places):
        found.append(
            _("%(first)s and %(second)s both have the reference %(ref)s: change one of them, or leave one out.")
            % {"first": _capital(rows[first].place), "second": rows[second].place, "ref": places[second][2]}
        )
    spoken_of = set(landing.matched.values()) | landing.withdrawn
    others = [row for action, row in landing.standing.items() if action not in spoken_of]
    for at, number in twice([*(row.place for row in others), *places]):
        if at < len(others) <= number:
            row = rows[number - len(others)]
            found.append(
                _(
                    "%(place)s: another action of the plan bears the reference %(ref)s in the same section, "
                    "“%(text)s”. Give the row another reference, or its own section."
                )
                % {"place": _capital(row.place), "ref": planned[row.pk].reference, "text": others[at].text[:80]}
            )
    return found


def _errors_of_ratings(landing: Landing) -> list[str]:
    """What all ratings of the file lack, said once."""
    keys = {key for row in landing.incoming.values() for key in row.ratings}
    found = []
    if any(not period or is_bare(period) for _dimension, period in keys):
        found.append(_("Choose the period that the ratings in the file are of, under “About this plan”."))
    if keys and landing.shape is None:
        found.append(_("Choose the scale in which the file's ratings are read, under “About this plan”."))
    return found


def _faults_of_rows(result: Result, landing: Landing, columns: dict[str, Column]) -> list[tuple[ImportRow, str, str]]:
    found: list[tuple[ImportRow, str, str]] = []
    _read_cells([landing.rows[invalid.number - 1] for invalid in result.invalid_rows])
    for invalid in result.invalid_rows:
        row = landing.rows[invalid.number - 1]
        for name, sentences in invalid.error_dict.items():
            for sentence in sentences:
                column = columns.get(name)
                found.append((row, cell_of(row, column) if column else "", _placed(row, column, sentence)))
    for failed in result.error_rows:
        row = landing.rows[failed.number - 1]
        said = _("%(place)s cannot be read: %(why)s") % {"place": _capital(row.place), "why": failed.errors[0].error}
        found.append((row, "", said))
    return found


def _read_cells(rows: list[ImportRow]) -> None:
    """The source cells of rows that were read without them, in one query for each 500."""
    for start in range(0, len(rows), 500):
        part = rows[start : start + 500]
        cells = dict(ImportRow.objects.filter(pk__in=[row.pk for row in part]).values_list("pk", "origins"))
        for row in part:
            row.origins = cells[row.pk]


def _placed(row: ImportRow, column: Column | None, sentence: str) -> str:
    place = _capital(row.place)
    where = cell_where(row, column) if column else ""
    if where:
        place = f"{place}, {where}"
    elif column:
        place = _("%(place)s, %(field)s") % {"place": place, "field": column.heading}
    return f"{place}: {sentence}"


def cell_where(row: ImportRow, column: Column) -> str:
    """The cell of the file that the column was read from, in a person's words."""
    # In a sheet "G13"; in a Word table "row 3, column 2", of which the row is said already.
    where = cell_of(row, column).rpartition(", ")[2]
    return where if not where or " " in where else _("cell %(where)s") % {"where": where}


def cell_of(row: ImportRow, column: Column) -> str:
    """The same as the reader calls it, by the headings that were taken for the column; empty for none."""
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
            return str(cell["where"])
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
