"""django-import-export at work: compares a clean dataset with a plan as it stands, says what is new, changed or the
same, and validates each row; what is valid and differs is what services/writing.py writes, in batches. The other way
round it makes the dataset of a plan.

What it imports and exports are PlanRows, so that leads, progress and ratings are compared like any other column.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from import_export import resources
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader

from spreadsheets.codecs import TEXT, level_codec, printable
from spreadsheets.columns import FIXED, OWN, Column, rating_columns, topic_columns
from spreadsheets.landing import Landing
from spreadsheets.plan_rows import PlanRow
from spreadsheets.row_checks import faults

IMPORT_ROW = "Import row"
_CELLS_OF_TIMESCALE = frozenset({"timescale_kind", "recurrence", "milestones"})


class NoDiff:
    """In place of the library's own, which renders every cell of every row: what changes is told by preview.py."""

    def __init__(self, resource: object, instance: object, new: object) -> None:
        pass

    def compare_with(self, resource: object, instance: object) -> None:
        pass


class ColumnField(Field):
    """A declared column as a field of the resource."""

    def __init__(self, column: Column) -> None:
        super().__init__(attribute=column.name, column_name=column.heading, readonly=column.derived)
        self.column = column

    def clean(self, row: Mapping[str, str], **kwargs: Any) -> object:
        return self.column.codec.read(row[self.column_name])

    def get_value(self, instance: PlanRow) -> object:
        return self.column.get(instance)

    def export(self, instance: PlanRow, **kwargs: Any) -> str:
        return printable(self.column.write(instance))


class MatchedLoader(BaseInstanceLoader):
    """The standing action that the row was matched to, as a copy that the row's values are put into."""

    def get_instance(self, row: Mapping[str, Any]) -> PlanRow | None:
        landing: Landing = self.resource.landing
        action = landing.matched[row[IMPORT_ROW]]
        return deepcopy(landing.standing[action]) if action else None


class PlanResource(resources.Resource):
    """A plan's rows in both directions; `landing` is only needed to import. Nothing is written from here."""

    class Meta:
        import_id_fields: Sequence[str] = ()
        instance_loader_class = MatchedLoader
        skip_unchanged = True
        report_skipped = True
        skip_html_diff = True
        store_instance = True
        use_transactions = False  # the whole import is one transaction, not each row

    def __init__(self, columns: Sequence[Column], *, landing: Landing | None = None) -> None:
        super().__init__()
        self.fields = {column.name: ColumnField(column) for column in columns}
        self.landing = landing
        self._in_order = list(self.fields.values())

    @classmethod
    def get_diff_class(cls) -> type[NoDiff]:
        return NoDiff

    def get_import_fields(self) -> list[ColumnField]:
        """All of them, in their order: the library would look them up by name anew for every row."""
        return self._in_order

    def init_instance(self, row: Mapping[str, Any] | None = None) -> PlanRow:
        return PlanRow()

    def before_import_row(self, row: Mapping[str, Any], **kwargs: Any) -> None:
        """What a file does not say in a column, but in the way it is written."""
        self._incoming = self._landed.incoming[row[IMPORT_ROW]]

    def after_init_instance(self, instance: PlanRow, new: bool, row: Mapping[str, Any], **kwargs: Any) -> None:
        instance.import_row_id = row[IMPORT_ROW]
        if new:
            instance.original_due = self._incoming.original_due
        self._was = deepcopy(instance)

    def import_field(
        self, field: ColumnField, instance: PlanRow, row: Mapping[str, Any], is_m2m: bool = False, **kwargs: Any
    ) -> None:
        """Put the cell's value into the row, unless it says nothing or nothing new. An empty cell erases nothing."""
        if field.readonly or not str(row.get(field.column_name) or "").strip():
            return
        value = field.clean(row)
        if self._says_nothing_new(field.column, value):
            return
        column = field.column
        if self._is_kept(column):
            if column.field == "ratings":
                self._landed.kept_ratings.append((row[IMPORT_ROW], column.heading))
            return
        if column.field == "ratings" and column.key is not None:
            instance.written[column.key] = self._incoming.written.get(column.key, "")
        column.put(instance, value)

    def validate_instance(
        self, instance: PlanRow, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        errors = dict(import_validation_errors or {})
        for name, sentence in faults(instance, self._landed).items():
            errors.setdefault(name, [ValidationError(sentence)])
        if errors:
            raise ValidationError(errors)

    def save_instance(self, instance: PlanRow, is_create: bool, row: Mapping[str, Any], **kwargs: Any) -> None:
        """The instance is a row, not a record: it stands in the result, for whoever writes it."""

    @property
    def _landed(self) -> Landing:
        if self.landing is None:
            raise TypeError("Only a resource with a landing imports.")
        return self.landing

    def _is_kept(self, column: Column) -> bool:
        """Whether it is of a rating that a person gave here, which stays as it is, its reason and author with it."""
        given = column.field in {"ratings", "reasons"} and column.key in self._was.given_by
        return given and not self._landed.run.replaces_ratings

    def _says_nothing_new(self, column: Column, value: object) -> bool:
        """Whether it stands so already, or the last import said the same and people have changed it since."""
        was = self._was
        if was.action_id is None:
            return False
        if was.action_id in self._landed.withdrawn:
            return True  # it was withdrawn here, with a reason; a file does not take it up again
        if column.field in {"progress", "topics"}:
            topic = column.key[0] if column.key else ""
            return any(about == topic and alike(text, value) for about, text in was.said)
        if column.field in _CELLS_OF_TIMESCALE and alike(self._incoming.timescale_text, was.timescale_text):
            return True
        if column.field == "lead_text" and self._landed.run.layout == OWN:
            # A file made here shows the leads, not how a document once wrote them.
            return alike(self._incoming.leads, was.leads)
        base = self._landed.base.get(was.action_id)
        return alike(column.get(was), value) or (base is not None and alike(column.get(base), value))


def alike(one: object, other: object) -> bool:
    """Whether two values are the same once in a file: line ends, outer space and the order of names do not count."""
    if isinstance(one, str) and isinstance(other, str):
        return printable(one).strip() == printable(other).strip()
    if isinstance(one, tuple) and isinstance(other, tuple) and all(isinstance(each, str) for each in (*one, *other)):
        return sorted(one) == sorted(other)
    return one == other


def import_columns(landing: Landing) -> list[Column]:
    """The columns of an import's dataset: the fixed ones, and a column for each rating and topic in it."""
    rows = landing.incoming.values()
    keys = sorted({key for row in rows for key in (*row.ratings, *row.reasons)})
    topics = sorted({topic for row in rows for topic, _ in row.topics})
    shape = landing.shape
    levels = level_codec(shape.words) if shape else TEXT  # without a scale nothing is written
    names = shape.names if shape else {}
    return [*FIXED, *rating_columns(keys, levels, names, with_reasons=True), *topic_columns(topics)]


def dataset_of(landing: Landing, columns: Sequence[Column]) -> tablib.Dataset:
    """The clean dataset: one line per row to be taken, in the order of the file."""
    dataset = tablib.Dataset(headers=[*(column.heading for column in columns), IMPORT_ROW])
    for row in landing.rows:
        incoming = landing.incoming[row.pk]
        dataset.append([*(column.write(incoming) for column in columns), row.pk])
    return dataset
