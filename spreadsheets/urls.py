"""Addresses of this package."""

from django.urls import URLPattern, URLResolver, path

from spreadsheets.views import (
    changes,
    columns,
    exports,
    history,
    leads,
    marked,
    receipts,
    review,
    source,
    splitting,
    uploads,
)

app_name = "spreadsheets"

urlpatterns: list[URLPattern | URLResolver] = [
    path("import/", uploads.Imports.as_view(), name="imports"),
    path("import/<int:pk>/", review.ReviewImport.as_view(), name="import"),
    path("import/<int:pk>/columns/", columns.ChooseColumns.as_view(), name="columns"),
    path("import/<int:pk>/leads/", leads.ChooseLeads.as_view(), name="import_leads"),
    path("import/<int:pk>/rows/<int:row>/split/", splitting.SplitRow.as_view(), name="split_row"),
    path("import/<int:pk>/changes/", changes.ImportChanges.as_view(), name="changes"),
    path("import/<int:pk>/receipt/", receipts.Receipt.as_view(), name="receipt"),
    path("import/<int:pk>/undo/", receipts.UndoImport.as_view(), name="undo"),
    path("import/<int:pk>/marked/", marked.MarkedFileOfImport.as_view(), name="marked"),
    path("import/<int:pk>/discard/", uploads.DiscardImport.as_view(), name="discard"),
    path("actions/<int:pk>/source/", source.ActionSource.as_view(), name="source"),
    path("history/export/<str:format>/", history.ExportHistory.as_view(), name="history"),
    path("plans/<int:pk>/history/export/<str:format>/", history.ExportPlanHistory.as_view(), name="plan_history"),
    path("actions/<int:pk>/history/export/<str:format>/", history.ExportActionHistory.as_view(), name="action_history"),
    path("plans/<int:pk>/export/<str:format>/", exports.ExportPlan.as_view(), name="export"),
]
