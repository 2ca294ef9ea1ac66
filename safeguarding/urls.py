"""Every address of the service. What a partnership sees stands under its own name, after the service's own addresses."""

from django.contrib import admin
from django.urls import include, path

from safeguarding import sign_in, views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("accounts/", include(sign_in)),
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
    path("<slug:partnership>/", include("reviews.urls")),
    path("<slug:partnership>/", include("plans.urls")),
    path("<slug:partnership>/", include("ratings.urls")),
    path("<slug:partnership>/", include("spreadsheets.urls")),
    path("<slug:partnership>/", include("reporting.urls")),
]
