from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpreadsheetsConfig(AppConfig):
    name = "spreadsheets"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Spreadsheets")

    def ready(self) -> None:
        from ratings.history import SOURCES
        from spreadsheets.import_history import of_imports

        SOURCES.append(of_imports)
