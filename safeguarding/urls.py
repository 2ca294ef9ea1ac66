"""Every address of the service: its own first, then what stands under the name of a partnership."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from safeguarding import sign_in, views

# The admin has no sign-in of its own: one door, with one limit to tries.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # as allauth documents it

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("accounts/", include(sign_in)),
    path("", include("reporting.own_urls")),
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
    path("<slug:partnership>/", include("reviews.urls")),
    path("<slug:partnership>/", include("plans.urls")),
    path("<slug:partnership>/", include("ratings.urls")),
    path("<slug:partnership>/", include("spreadsheets.urls")),
    path("<slug:partnership>/", include("reporting.urls")),
]
