"""Addresses of this package."""

from django.urls import URLPattern, URLResolver, path

from spreadsheets.views import changes, exports, receipts, review, source, uploads

app_name = "spreadsheets"

urlpatterns: list[URLPattern | URLResolver] = [
    path("import/", uploads.Imports.as_view(), name="imports"),
    path("import/<int:pk>/", review.ReviewImport.as_view(), name="import"),
    path("import/<int:pk>/changes/", changes.ImportChanges.as_view(), name="changes"),
    path("import/<int:pk>/receipt/", receipts.Receipt.as_view(), name="receipt"),
    path("import/<int:pk>/undo/", receipts.UndoImport.as_view(), name="undo"),
    path("import/<int:pk>/discard/", uploads.DiscardImport.as_view(), name="discard"),
    path("actions/<int:pk>/source/", source.ActionSource.as_view(), name="source"),
    path("plans/<int:pk>/export/<str:format>/", exports.ExportPlan.as_view(), name="export"),
]
