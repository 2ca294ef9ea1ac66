from django.contrib import admin
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from reporting.models import Report


@admin.register(Report)
class ReportAdmin(SimpleHistoryAdmin):
    """To look at only: drafts change through their own pages, and what is published changes by no route."""

    list_display = ["title", "partnership", "version", "status", "meeting_on", "published_at"]
    list_filter = ["partnership", "status"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return False
