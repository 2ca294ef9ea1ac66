"""Imports are only looked at here: they are changed and undone on their own pages, where the rules are."""

from django.contrib import admin

from accounts.read_only_admin import ReadOnlyAdmin
from spreadsheets.models import ImportRun


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = ("file_name", "partnership", "status", "uploaded_by", "uploaded_at", "committed_at", "undone_at")
    list_filter = ("partnership", "status")
    search_fields = ("file_name", "title")
    exclude = ("data", "draft", "written")
