from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import Partnership
from plans.models import ActionPlan
from ratings.querysets import RatingScaleQuerySet


class Colour(models.TextChoices):
    BLUE = "blue", _("Blue")
    GREEN = "green", _("Green")
    YELLOW = "yellow", _("Yellow")
    AMBER = "amber", _("Amber")
    RED = "red", _("Red")
    GREY = "grey", _("Grey")


class Shape(models.TextChoices):
    """Beside the colour, so that levels can be told apart without it."""

    CIRCLE = "circle", _("Circle")
    SQUARE = "square", _("Square")
    TRIANGLE = "triangle", _("Triangle")
    DIAMOND = "diamond", _("Diamond")
    HEXAGON = "hexagon", _("Hexagon")
    DASH = "dash", _("Dash")


class RatingScale(models.Model):
    """A set of levels. A colour means nothing without its scale."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="scales")
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), blank=True)

    objects = RatingScaleQuerySet.as_manager()

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("rating scale")
        verbose_name_plural = _("rating scales")
        ordering = ["name"]
        constraints = [models.UniqueConstraint("partnership", Lower("name"), name="one_scale_per_name")]

    def __str__(self) -> str:
        return self.name


class Dimension(models.Model):
    """What is rated: most plans rate an action once; a joint inspection's rates process, impact and performance."""

    scale = models.ForeignKey(RatingScale, on_delete=models.CASCADE, related_name="dimensions")
    code = models.SlugField(_("code"))
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(_("position"))

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("dimension")
        verbose_name_plural = _("dimensions")
        ordering = ["scale_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "code"], name="one_dimension_per_code"),
            models.UniqueConstraint(fields=["scale", "position"], name="one_dimension_per_position"),
        ]

    def __str__(self) -> str:
        return self.name


class Level(models.Model):
    """One level of a scale: letter, colour, shape and word, and what it counts as."""

    scale = models.ForeignKey(RatingScale, on_delete=models.CASCADE, related_name="levels")
    code = models.SlugField(_("code"), help_text=_("The lower-case word by which files name it."))
    word = models.CharField(_("word"), max_length=40)
    letter = models.CharField(_("letter"), max_length=2)
    colour = models.CharField(_("colour"), max_length=10, choices=Colour.choices)
    shape = models.CharField(_("shape"), max_length=10, choices=Shape.choices)
    rank = models.PositiveSmallIntegerField(_("rank"), help_text=_("1 is best; a higher number is worse."))
    is_complete = models.BooleanField(_("counts as complete"), default=False)
    is_off_track = models.BooleanField(_("counts as off track"), default=False)
    needs_reason = models.BooleanField(_("needs a reason"), default=False)
    needs_evidence = models.BooleanField(
        _("needs evidence"), default=False, help_text=_("A file or link must be there before this level is given.")
    )
    needs_verification = models.BooleanField(
        _("needs verification"),
        default=False,
        help_text=_("Counts as claimed until somebody who does not lead the action has confirmed it."),
    )

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ["scale_id", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "code"], name="one_level_per_code"),
            models.UniqueConstraint(fields=["scale", "letter"], name="one_level_per_letter"),
            models.UniqueConstraint(fields=["scale", "shape"], name="one_level_per_shape"),
            models.UniqueConstraint(fields=["scale", "rank"], name="one_level_per_rank"),
            models.CheckConstraint(condition=models.Q(colour__in=Colour.values), name="level_colour_is_known"),
            models.CheckConstraint(condition=models.Q(shape__in=Shape.values), name="level_shape_is_known"),
            models.CheckConstraint(
                condition=~models.Q(is_complete=True, is_off_track=True), name="no_level_is_complete_and_off_track"
            ),
            models.CheckConstraint(
                condition=models.Q(needs_verification=False) | models.Q(is_complete=True),
                name="only_a_complete_level_is_verified",
            ),
        ]

    def __str__(self) -> str:
        return self.word


class LevelDefinition(models.Model):
    """What a level means, for one dimension or for all, from a day on. A later wording does not rewrite an earlier."""

    level = models.ForeignKey(Level, on_delete=models.CASCADE, related_name="definitions")
    dimension = models.ForeignKey(
        Dimension, on_delete=models.CASCADE, null=True, blank=True, related_name="definitions"
    )
    text = models.TextField(_("what it means"))
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force to"), null=True, blank=True)

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("definition of a level")
        verbose_name_plural = _("definitions of levels")
        ordering = ["level_id", "dimension_id", "valid_from"]
        constraints = [
            # Two constraints, because SQLite holds two empty values for different.
            models.UniqueConstraint(
                fields=["level", "dimension", "valid_from"],
                condition=models.Q(dimension__isnull=False),
                name="one_definition_per_dimension_and_day",
            ),
            models.UniqueConstraint(
                fields=["level", "valid_from"],
                condition=models.Q(dimension__isnull=True),
                name="one_general_definition_per_day",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="definition_does_not_end_before_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class PlanScale(models.Model):
    """The scale in which a plan is rated now. Ratings given before keep the scale of their own level."""

    plan = models.OneToOneField(ActionPlan, on_delete=models.CASCADE, related_name="rating_setup")
    scale = models.ForeignKey(RatingScale, on_delete=models.PROTECT, related_name="plan_setups")

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("scale of a plan")
        verbose_name_plural = _("scales of plans")

    def __str__(self) -> str:
        return f"{self.plan}: {self.scale}"
