"""The installation's own pages: people, agencies, partnerships, roles. For those who run it, not for a partnership."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth import admin as _registers_groups  # noqa: F401  imported first, for what it registers
from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, Membership, Partnership, User
from accounts.read_only_admin import ReadOnlyAdmin

# Permissions come from roles in a partnership, never from Django's groups.
admin.site.unregister(Group)
admin.site.site_header = _("Safeguarding plans: the installation")
admin.site.site_title = _("Safeguarding plans")


class UserForm(forms.ModelForm[User]):
    """Without a password: people set their own by "I have forgotten my password"."""

    class Meta:
        model = User
        fields = ("email", "name", "is_active", "is_staff", "is_superuser")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    """Nobody is deleted: a leaver is switched off, and their name stays on what they did."""

    form = UserForm
    list_display = ("name", "email", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff")
    search_fields = ("name", "email")

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)


class NeverDeletedAdmin(admin.ModelAdmin[models.Model]):
    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Partnership)
class PartnershipAdmin(NeverDeletedAdmin):
    list_display = ("name", "short_name", "slug")


@admin.register(Agency)
class AgencyAdmin(NeverDeletedAdmin):
    list_display = ("name", "short_name")
    search_fields = ("name", "short_name")
    filter_horizontal = ("partnerships",)


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin[Membership]):
    """The first administrator of a partnership is made here. Each change stays in the role's history."""

    list_display = ("user", "partnership", "role", "agency", "granted_by", "granted_at")
    list_filter = ("partnership", "role")
    list_select_related = ("user", "partnership", "agency", "granted_by")
    search_fields = ("user__name", "user__email")
    fields = ("user", "partnership", "role", "agency")

    def get_readonly_fields(self, request: HttpRequest, obj: Membership | None = None) -> tuple[str, ...]:
        """A role that was given is withdrawn, and another given: turned into another, its record would tell a tale."""
        return ("user", "partnership", "role") if obj else ()

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        if not change:
            obj.granted_by_id = request.user.pk
        super().save_model(request, obj, form, change)


admin.site.register(Membership.history.model, ReadOnlyAdmin)
