"""Addresses of this package: the home of a partnership, its dashboard and its reports."""

from django.urls import URLPattern, URLResolver, path

from reporting.views.dashboard import DashboardPage
from reporting.views.drafts import AddDraft, BeginNewVersion, ChangeDraft
from reporting.views.files import ReportPdf, ReportWord, ReportWorkbook
from reporting.views.home import Home
from reporting.views.lessons import LessonsPage
from reporting.views.reports import PrintReport, PublishReport, ReportList, ReportPage
from reporting.views.year import YearInWord, YearPage

app_name = "reporting"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", Home.as_view(), name="home"),
    path("dashboard/", DashboardPage.as_view(), name="dashboard"),
    path("lessons/", LessonsPage.as_view(), name="lessons"),
    path("year/", YearPage.as_view(), name="year"),
    path("year/word/", YearInWord.as_view(), name="year_word"),
    path("reports/", ReportList.as_view(), name="reports"),
    path("reports/add/", AddDraft.as_view(), name="add"),
    path("reports/<int:pk>/", ReportPage.as_view(), name="report"),
    path("reports/<int:pk>/print/", PrintReport.as_view(), name="print"),
    path("reports/<int:pk>/report.pdf", ReportPdf.as_view(), name="pdf"),
    path("reports/<int:pk>/report.docx", ReportWord.as_view(), name="docx"),
    path("reports/<int:pk>/report.xlsx", ReportWorkbook.as_view(), name="xlsx"),
    path("reports/<int:pk>/change/", ChangeDraft.as_view(), name="change"),
    path("reports/<int:pk>/publish/", PublishReport.as_view(), name="publish"),
    path("reports/<int:pk>/new-version/", BeginNewVersion.as_view(), name="new_version"),
]
