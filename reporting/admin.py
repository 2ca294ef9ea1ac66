"""Reports are only looked at here: drafts change on their own pages, and what is published changes by no route.

Not django-simple-history's own admin: its page of one version saves what is posted to it, for whoever may look.
"""

from django.contrib import admin

from accounts.read_only_admin import ReadOnlyAdmin
from reporting.models import Report, ReportPlan


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ("title", "partnership", "version", "status", "meeting_on", "published_at")
    list_filter = ("partnership", "status")


admin.site.register([Report.history.model, ReportPlan.history.model], ReadOnlyAdmin)
