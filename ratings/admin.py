"""Ratings, periods and scales are only looked at here: a change goes through the services, and stays in the history."""

from django.contrib import admin

from accounts.read_only_admin import ReadOnlyAdmin
from ratings.models import (
    Dimension,
    ExpectedLevel,
    Level,
    LevelDefinition,
    PlanScale,
    Rating,
    RatingScale,
    ReportingPeriod,
)


@admin.register(ReportingPeriod)
class ReportingPeriodAdmin(ReadOnlyAdmin):
    list_display = ("name", "partnership", "starts_on", "ends_on", "status")
    list_filter = ("partnership", "status")


@admin.register(Rating)
class RatingAdmin(ReadOnlyAdmin):
    list_display = ("action", "dimension", "period", "level", "rated_by", "rated_at")
    list_filter = ("period", "level")
    list_select_related = ("action", "dimension", "period", "level", "rated_by")


admin.site.register([RatingScale, Dimension, Level, LevelDefinition, PlanScale, ExpectedLevel], ReadOnlyAdmin)
admin.site.register([ReportingPeriod.history.model, Rating.history.model, PlanScale.history.model], ReadOnlyAdmin)
