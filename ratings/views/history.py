"""The history of an action in sentences, for everyone who may see the action."""

from typing import Any

from django.utils.translation import gettext as _

from ratings.history import read_history
from ratings.views.pages import ActionPage, Crumb


class ActionHistory(ActionPage):
    """All that was done to the action and to what hangs on it; or, with ?rating=, to one of its ratings."""

    template_name = "ratings/history.html"

    def crumbs(self) -> list[Crumb]:
        return [*super().crumbs(), (_("Action %s") % self.action.label, self.address("ratings:action", self.action.pk))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entries = read_history(self.action)
        wanted = self.request.GET.get("rating", "")
        if wanted:
            entries = [entry for entry in entries if str(entry.rating) == wanted]
        return super().get_context_data(entries=entries, only_rating=bool(wanted), **kwargs)
