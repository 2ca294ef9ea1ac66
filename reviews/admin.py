"""Kinds of review are data and are kept here; reviews are only looked at, as they are changed on their own pages."""

from django.contrib import admin

from accounts.read_only_admin import ReadOnlyAdmin
from reviews.models import LearningTheme, Review, ReviewKind


@admin.register(ReviewKind)
class ReviewKindAdmin(admin.ModelAdmin[ReviewKind]):
    list_display = ("name", "short_name", "code")


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin):
    list_display = ("title", "partnership", "kind", "governance_stage")
    list_filter = ("partnership", "governance_stage")
    search_fields = ("title",)


admin.site.register(LearningTheme, ReadOnlyAdmin)
admin.site.register(Review.history.model, ReadOnlyAdmin)
