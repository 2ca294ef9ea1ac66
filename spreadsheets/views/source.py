"""Where an action comes from: the cells of the documents it was read from, word for word."""

from typing import Any

from django.utils.translation import gettext as _

from ratings.views.pages import ActionPage, Crumb
from spreadsheets.models import ImportRow


class ActionSource(ActionPage):
    """Every import that brought something to the action, the latest first."""

    template_name = "spreadsheets/source.html"

    def crumbs(self) -> list[Crumb]:
        label = _("Action %(label)s") % {"label": self.action.label}
        return [*super().crumbs(), (label, self.address("ratings:action", self.action.pk))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = ImportRow.objects.filter(action=self.action).that_brought()
        newest = rows.select_related("run__committed_by").defer("run__data").order_by("-run__committed_at", "-run_id")
        return super().get_context_data(rows=newest, **kwargs)
