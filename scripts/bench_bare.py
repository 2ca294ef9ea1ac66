"""What the import is measured against: a bare django-import-export resource over plain models, for the same workbook.

Bare means what its documentation shows first: a ModelResource, rows told apart by their reference, leads as a
many-to-many field by name. No reading of timescales, no sections, no preview, nothing that can be undone.
"""

from django.db import connection, models
from import_export import fields, resources, widgets
from simple_history.models import HistoricalRecords


class BareLead(models.Model):
    name = models.CharField(max_length=200, unique=True)

    class Meta:
        app_label = "safeguarding"

    def __str__(self) -> str:
        return self.name


class BareColumns(models.Model):
    """One text column for each of the workbook's."""

    reference = models.CharField(max_length=40, db_index=True)
    aim = models.CharField(max_length=500)
    objective = models.TextField()
    text = models.TextField()
    measure = models.TextField()
    timescale = models.TextField()
    progress = models.TextField()
    rating = models.CharField(max_length=20)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reference


class BareAction(BareColumns):
    leads = models.ManyToManyField(BareLead, related_name="actions")

    class Meta:
        app_label = "safeguarding"


class BareActionWithHistory(BareColumns):
    leads = models.ManyToManyField(BareLead, related_name="actions_with_history")
    history = HistoricalRecords(m2m_fields=[leads])

    class Meta:
        app_label = "safeguarding"


_LEADS = widgets.ManyToManyWidget(BareLead, separator="\n", field="name")


class BareResource(resources.ModelResource):
    reference = fields.Field("reference", "Ref")
    aim = fields.Field("aim", "Strategic aim")
    objective = fields.Field("objective", "Objective")
    text = fields.Field("text", "Action")
    measure = fields.Field("measure", "Measure of success")
    leads = fields.Field("leads", "Lead", widget=_LEADS)
    timescale = fields.Field("timescale", "Timescale")
    progress = fields.Field("progress", "Progress")
    rating = fields.Field("rating", "RAG rating")

    class Meta:
        model = BareAction
        import_id_fields = ("reference",)


class BareResourceWithHistory(BareResource):
    class Meta:
        model = BareActionWithHistory
        import_id_fields = ("reference",)


class BareBulkResource(BareResource):
    """Its quickest way, which writes no leads and no history."""

    class Meta:
        model = BareAction
        import_id_fields = ("reference",)
        use_bulk = True
        batch_size = 500
        skip_diff = True


RESOURCES: dict[str, type[BareResource]] = {
    "bare": BareResource,
    "bare-history": BareResourceWithHistory,
    "bare-bulk": BareBulkResource,
}


def make_tables() -> None:
    """The tables of the plain models, in the database that is measured."""
    with connection.schema_editor() as editor:
        for model in (BareLead, BareAction, BareActionWithHistory):
            editor.create_model(model)
        history = BareActionWithHistory.history.model
        editor.create_model(history)
        for record in history._meta.related_objects:
            if record.related_model.__name__.startswith("HistoricalBareActionWithHistory_"):
                editor.create_model(record.related_model)
