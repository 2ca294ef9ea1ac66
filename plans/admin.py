"""Plans and all in them are only looked at here: a change goes through the services, which keep who, when and why."""

from django.contrib import admin

from accounts.read_only_admin import ReadOnlyAdmin
from plans.models import (
    Action,
    ActionPlan,
    DueDateMove,
    Lead,
    LeadWording,
    Milestone,
    Objective,
    ProgressUpdate,
    Section,
    StrategicAim,
)


@admin.register(ActionPlan)
class ActionPlanAdmin(ReadOnlyAdmin):
    list_display = ("title", "partnership", "kind", "starts_on", "ends_on")
    list_filter = ("partnership", "kind")
    search_fields = ("title",)


@admin.register(Action)
class ActionAdmin(ReadOnlyAdmin):
    list_display = ("reference", "text", "plan", "due_on", "status")
    list_filter = ("plan", "status")
    list_select_related = ("plan",)
    search_fields = ("reference", "text")


@admin.register(Lead)
class LeadAdmin(ReadOnlyAdmin):
    list_display = ("name", "partnership", "kind", "agency")
    list_filter = ("partnership", "kind")
    list_select_related = ("partnership", "agency")
    search_fields = ("name",)


@admin.register(ProgressUpdate)
class ProgressUpdateAdmin(ReadOnlyAdmin):
    list_display = ("action", "as_at", "said_by", "said_at")
    list_select_related = ("action", "said_by")


@admin.register(DueDateMove)
class DueDateMoveAdmin(ReadOnlyAdmin):
    list_display = ("action", "old_due_on", "new_due_on", "moved_by", "moved_at")
    list_select_related = ("action", "moved_by")


admin.site.register([StrategicAim, Section, Objective, Milestone, LeadWording], ReadOnlyAdmin)
admin.site.register(
    [ActionPlan.history.model, Action.history.model, ProgressUpdate.history.model, Lead.history.model], ReadOnlyAdmin
)
