from typing import Any

from accounts.roles import Permission
from ratings.assurance import sections
from ratings.choosing import choose_period
from ratings.views.pages import Crumb, PlansPage
from ratings.waiting import Asked


class Assurance(PlansPage):
    """What waits to be confirmed, checked, decided or answered: for those who do it, and for leads what is theirs."""

    template_name = "ratings/assurance.html"
    permission = (Permission.VERIFY, Permission.CHALLENGE, Permission.RATE, Permission.UPDATE_OWN_ACTIONS)
    nav = "assurance"

    def crumbs(self) -> list[Crumb]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = choose_period(self.user, self.partnership, wanted=None, today=self.today)
        asked = Asked(self.user, self.access, self.partnership, chosen, self.today)
        return super().get_context_data(chosen=chosen, asked=asked, sections=sections(asked), **kwargs)
