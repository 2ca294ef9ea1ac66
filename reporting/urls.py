"""Addresses of this package: the home of a partnership, its dashboard and its reports."""

from django.urls import URLPattern, URLResolver, path

from reporting.views.dashboard import DashboardPage
from reporting.views.drafts import AddDraft, BeginNewVersion, ChangeDraft
from reporting.views.home import Home
from reporting.views.reports import PrintReport, PublishReport, ReportList, ReportPage

app_name = "reporting"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", Home.as_view(), name="home"),
    path("dashboard/", DashboardPage.as_view(), name="dashboard"),
    path("reports/", ReportList.as_view(), name="reports"),
    path("reports/add/", AddDraft.as_view(), name="add"),
    path("reports/<int:pk>/", ReportPage.as_view(), name="report"),
    path("reports/<int:pk>/print/", PrintReport.as_view(), name="print"),
    path("reports/<int:pk>/change/", ChangeDraft.as_view(), name="change"),
    path("reports/<int:pk>/publish/", PublishReport.as_view(), name="publish"),
    path("reports/<int:pk>/new-version/", BeginNewVersion.as_view(), name="new_version"),
]
