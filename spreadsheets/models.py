"""What was handed in, what was made of it, and what came of it. Nothing of a document is ever thrown away."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Partnership
from plans.models import Action, ActionPlan, PlanKind
from ratings.models import RatingScale, ReportingPeriod
from reviews.models import Review
from spreadsheets.querysets import ColumnMappingQuerySet, ImportRowQuerySet, ImportRunQuerySet
from spreadsheets.staged import Staged


class ImportStatus(models.TextChoices):
    STAGED = "staged", _("Being checked")
    COMMITTED = "committed", _("Imported")
    UNDONE = "undone", _("Undone")


class NewScale(models.TextChoices):
    """Where a scale is made from, when none of the partnership's own is chosen."""

    KEY = "key", _("the file's own key")
    WORDS = "words", _("the ratings found in the file")


class YearKind(models.TextChoices):
    """Which quarter "Q1" is, where the file does not say."""

    FINANCIAL = "financial", _("the financial year: Q1 is April to June")
    CALENDAR = "calendar", _("the calendar year: Q1 is January to March")


class ImportRun(models.Model):
    """One document handed in: staged until a person commits it, then kept with what it wrote, undone or not."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="imports")
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(_("checksum"), max_length=64)
    data = models.BinaryField(_("the file itself"))
    status = models.CharField(_("status"), max_length=10, choices=ImportStatus.choices, default=ImportStatus.STAGED)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded"))

    title = models.CharField(_("title of the plan"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=PlanKind.choices, default=PlanKind.OTHER)
    layout = models.CharField(_("layout"), max_length=40, blank=True)
    # What the document says of the plan as a whole: sections, expected levels, key, problems, rows left out.
    draft = models.JSONField(_("the plan as understood"), default=dict)

    target = models.ForeignKey(
        ActionPlan,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("plan to bring up to date"),
    )
    review = models.ForeignKey(Review, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    starts_on = models.DateField(_("plan starts"), null=True, blank=True)
    ends_on = models.DateField(_("plan ends"), null=True, blank=True)
    period = models.ForeignKey(ReportingPeriod, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    scale = models.ForeignKey(RatingScale, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    new_scale = models.CharField(_("scale made from"), max_length=10, choices=NewScale.choices, blank=True)
    makes_periods = models.BooleanField(_("make the quarters that are not there yet"), default=True)
    replaces_ratings = models.BooleanField(_("replace ratings that people gave here"), default=False)
    withdraws_missing = models.BooleanField(_("withdraw actions that the file no longer has"), default=False)
    leads_to_create = models.JSONField(_("leads to create"), default=list)
    # What a person said of the names in the file, by name in lower case: {"lead": key}, {"is": "new"}, {"is": "text"}.
    lead_answers = models.JSONField(_("what is made of leads"), default=dict, blank=True)
    # The field of each heading that a person chose one for, and the tables chosen in place of those found.
    columns = models.JSONField(_("columns as chosen"), default=dict, blank=True)
    tables = models.JSONField(_("tables as chosen"), default=list, blank=True)
    # Of which year a quarter is that the file writes without saying so.
    year_kind = models.CharField(_("quarters are of"), max_length=10, choices=YearKind.choices, blank=True)

    plan = models.ForeignKey(ActionPlan, on_delete=models.SET_NULL, null=True, blank=True, related_name="imports")
    # Counts for the receipt, and all that undoing needs to know of what was written.
    result = models.JSONField(_("what came of it"), default=dict)
    written = models.JSONField(_("what was written"), default=dict)
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    committed_at = models.DateTimeField(_("imported"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    # Counts the saves, so that a page filled in from an older state is noticed.
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(committed_by__isnull=True, committed_at__isnull=True)
                | models.Q(committed_by__isnull=False, committed_at__isnull=False),
                name="import_was_committed_by_whom_and_when_or_not",
            ),
            models.CheckConstraint(
                condition=models.Q(undone_by__isnull=True, undone_at__isnull=True)
                | models.Q(undone_by__isnull=False, undone_at__isnull=False),
                name="import_was_undone_by_whom_and_when_or_not",
            ),
            models.CheckConstraint(
                condition=models.Q(status=ImportStatus.STAGED, committed_at__isnull=True, undone_at__isnull=True)
                | models.Q(status=ImportStatus.COMMITTED, committed_at__isnull=False, undone_at__isnull=True)
                | models.Q(status=ImportStatus.UNDONE, committed_at__isnull=False, undone_at__isnull=False),
                name="import_status_agrees_with_its_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_status_display()})"

    @property
    def is_staged(self) -> bool:
        return self.status == ImportStatus.STAGED

    @property
    def is_committed(self) -> bool:
        return self.status == ImportStatus.COMMITTED


class Decision(models.TextChoices):
    INCLUDE = "include", _("Take")
    SKIP = "skip", _("Leave out")


class Outcome(models.TextChoices):
    NONE = "", _("Not imported yet")
    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    SAME = "same", _("Same as before")
    SKIPPED = "skipped", _("Left out")


class ImportRow(models.Model):
    """One action as the document has it: its own cells word for word, what was made of them, what a person said.

    A source row that bundles several actions stands here once per part and once as a whole; `is_offered` says which
    of the two is in force.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField(_("position"))
    table = models.CharField(_("table"), max_length=255)
    row = models.PositiveIntegerField(_("row"))
    part = models.PositiveSmallIntegerField(_("part"), null=True, blank=True)
    parts = models.PositiveSmallIntegerField(_("of"), null=True, blank=True)
    is_whole = models.BooleanField(_("the source row undivided"), default=False)
    is_offered = models.BooleanField(_("in force"), default=True)
    # Every source row that this was read from, cell by cell; those that it goes on in come after the first.
    origins = models.JSONField(_("source"), default=list)
    understood = models.JSONField(_("understood"), default=dict)
    # Only what a person put in place of what was understood.
    chosen = models.JSONField(_("changed by a person"), default=dict, blank=True)
    changed_by_person = models.BooleanField(_("changed by a person"), default=False)
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.INCLUDE)
    is_checked = models.BooleanField(_("looked at by a person"), default=False)
    problems = models.JSONField(_("problems"), default=list)
    action = models.ForeignKey(Action, on_delete=models.SET_NULL, null=True, blank=True, related_name="import_rows")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.NONE, blank=True)
    was_created = models.BooleanField(_("made the action"), default=False)
    # Rows that a person merged or split stand here still, out of force: `taken_in` has the number of that step, and
    # `made_in` the same number on the rows that it made, with how, so that it can be undone or done again.
    taken_in = models.PositiveIntegerField(_("merged or split in step"), null=True, blank=True)
    made_in = models.PositiveIntegerField(_("made in step"), null=True, blank=True)
    made_how = models.JSONField(_("how it was made"), default=dict, blank=True)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["run_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["run", "position"], name="one_import_row_per_position"),
            models.CheckConstraint(condition=models.Q(decision__in=Decision.values), name="import_decision_is_known"),
            models.CheckConstraint(condition=models.Q(outcome__in=Outcome.values), name="import_outcome_is_known"),
        ]

    def __str__(self) -> str:
        return self.place

    @property
    def place(self) -> str:
        """Where the row stands in the file, in a person's words."""
        where = _("row %(row)s of %(table)s") % {"row": self.row, "table": self.table}
        if self.made_how.get("how") == "merge":
            return _("%(where)s, with what follows it") % {"where": where}
        return (
            _("%(where)s, part %(part)s of %(parts)s")
            % {
                "where": where,
                "part": self.part,
                "parts": self.parts,
            }
            if self.part
            else where
        )

    @property
    def may_be_whole(self) -> bool:
        """Whether a person is asked to keep the source row undivided: not once its parts were merged or split."""
        return (self.is_whole or self.part == 1) and self.made_in is None and not self.made_how.get("fixed")

    @property
    def staged(self) -> Staged:
        """What is to be written: what was understood, with what a person put in its place."""
        return Staged.read(self.understood).with_choices(self.chosen)

    @property
    def group(self) -> tuple[str, int]:
        """The source row; its parts share it."""
        return (self.table, self.row)

    def cell_of(self, *headings: str) -> dict[str, Any] | None:
        """The first source cell under one of the headings."""
        cells = self.origins[0]["cells"] if self.origins else []
        return next((cell for cell in cells if cell["heading"] in headings), None)


class ColumnMapping(models.Model):
    """What a person chose the columns of a file to be, for the partnership's next file with the same headings."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="column_mappings")
    # Of the headings as they are compared; see spreadsheets.shapes.
    shape = models.CharField(_("shape"), max_length=64)
    headings = models.JSONField(_("headings"), default=list)
    mapping = models.JSONField(_("fields by heading"), default=dict)
    file_name = models.CharField(_("file"), max_length=255)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(_("chosen"))

    objects = ColumnMappingQuerySet.as_manager()

    class Meta:
        verbose_name = _("columns as chosen")
        verbose_name_plural = _("columns as chosen")
        ordering = ["-chosen_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "shape"], name="one_column_mapping_per_shape"),
        ]

    def __str__(self) -> str:
        return self.file_name
