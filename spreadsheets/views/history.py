"""Histories as files, chosen by the same filter as their pages."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.as_at import standing_now
from accounts.as_at.pages import as_at_sentence
from ratings.history_page import HistoryRead, Told, read_page
from ratings.views.history import ActionHistory, PartnershipHistory, PlanHistory
from spreadsheets.history_files import history_csv, history_xlsx

_FORMATS: Mapping[str, tuple[Callable[[Sequence[str], Sequence[Told]], bytes], str]] = {
    "xlsx": (history_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (history_csv, "text/csv; charset=utf-8"),
}


class ExportHistory(PartnershipHistory):
    """The history of all plans that the person may see. An address with a date that is none is shown its page."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.kwargs["format"] not in _FORMATS:
            raise Http404
        make, content_type = _FORMATS[self.kwargs["format"]]
        history = read_page(self.asked, request.GET)
        if history.form.errors:
            return super().get(request, *args, **kwargs)
        name = f"{self._stem()}.{self.kwargs['format']}"
        return HttpResponse(
            make(self._heads(history), history.told(history.entries)),
            content_type=content_type,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def _heads(self, history: HistoryRead) -> list[str]:
        """What the file is of, what was chosen, and when it was made or of which day it is."""
        standing = standing_now()
        made = _("As on %(day)s") % {"day": date_format(timezone.localtime(), "j F Y, H:i")}
        day = as_at_sentence(standing.day) if standing else made
        return [f"{self.title}, {self.partnership.name}", history.sentence, day]

    def _stem(self) -> str:
        standing = standing_now()
        of_day = f"-as-at-{standing.day.isoformat()}" if standing else ""
        return f"{self.partnership.slug}-{slugify(self.title)[:80].strip('-') or 'history'}{of_day}"


class ExportPlanHistory(ExportHistory, PlanHistory):
    """The history of one plan."""


class ExportActionHistory(ExportHistory, ActionHistory):
    """The history of one action."""
