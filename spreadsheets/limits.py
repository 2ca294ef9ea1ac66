"""How large a document may be that is handed in."""

from django.conf import settings
from django.utils.translation import gettext as _

LARGEST_FILE: int = getattr(settings, "SPREADSHEETS_LARGEST_FILE", 10 * 1024 * 1024)
LONG_IMPORT = 200  # rows, from which on an import shows its progress


def largest_in_words() -> str:
    return _("%(size)d MB") % {"size": LARGEST_FILE // (1024 * 1024)}
